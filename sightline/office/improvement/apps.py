"""The improvement room."""

from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    """Inspections, needs, actions, evidence and verification."""

    name = "sightline.office.improvement"
    label = "improvement"
    default_auto_field = "django.db.models.BigAutoField"
