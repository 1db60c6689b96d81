"""The caseload room."""

from django.apps import AppConfig


class CaseloadConfig(AppConfig):
    """The caseload room."""

    name = "sightline.office.caseload"
    label = "caseload"
    default_auto_field = "django.db.models.BigAutoField"
