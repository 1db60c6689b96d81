"""The publishing room."""

from django.apps import AppConfig


class PublishConfig(AppConfig):
    """Papers, public pages and threads."""

    name = "sightline.office.publish"
    label = "publish"
    default_auto_field = "django.db.models.BigAutoField"
