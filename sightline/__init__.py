"""Sightline: a line of sight from the committee room to the child."""

__version__ = "0.1.0"
