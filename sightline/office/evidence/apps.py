"""The evidence room."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """The evidence room."""

    name = "sightline.office.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"
