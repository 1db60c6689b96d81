"""The governance room."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Bodies, members, meetings and challenges."""

    name = "sightline.office.governance"
    label = "governance"
    default_auto_field = "django.db.models.BigAutoField"
