"""The access room."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """People, roles, scopes and the trail."""

    name = "sightline.office.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
