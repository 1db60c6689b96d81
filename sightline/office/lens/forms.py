"""Choosing the days to read as at and as known on."""

from datetime import date
from typing import Any

from django import forms

DATE_FORMATS = ["%d/%m/%Y", "%d %m %Y", "%Y-%m-%d", "%d %B %Y", "%d-%m-%Y"]


class ReadingForm(forms.Form):
    """Two days, neither after today. Left empty: today, and what is known now."""

    as_at = forms.DateField(
        label="Read as at",
        help_text="What had happened by this day. For example, 30/6/2019.",
        input_formats=DATE_FORMATS,
        required=False,
        error_messages={"invalid": "Enter a real date to read as at, such as 30/6/2019"},
    )
    known_on = forms.DateField(
        label="As known on",
        help_text="What the records said by this day. Leave empty for what they say now.",
        input_formats=DATE_FORMATS,
        required=False,
        error_messages={"invalid": "Enter a real date for what was known, such as 1/7/2019"},
    )
    next = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Neither day may lie ahead, and nothing can have happened after it was known."""
        told = super().clean() or {}
        for name in ("as_at", "known_on"):
            if told.get(name) and told[name] > self.today:
                self.add_error(name, f"Enter {self.today:%-d %B %Y} or earlier")
        as_at, known_on = told.get("as_at"), told.get("known_on")
        if as_at and known_on and as_at > known_on:
            self.add_error("as_at", "Enter a day no later than the day it was known on")
        return told
