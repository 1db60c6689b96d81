"""The lens."""

from django.apps import AppConfig


class LensConfig(AppConfig):
    """The lens has no tables of its own."""

    name = "sightline.office.lens"
    label = "lens"
