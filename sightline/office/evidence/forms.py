"""The form of the upload page."""

from datetime import date
from typing import Any

from django import forms

from sightline.office.evidence.uploading import MOST_FILES, Sent, TooLargeError, check_sizes, wanted
from sightline.office.lens.forms import DATE_FORMATS


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Any number of files, empty ones included: what is wrong with a file is said when it is read."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Sent]:
        """The files, in the order in which they were sent."""
        sent = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(ManyFilesField, self).clean(one, initial) for one in sent]


class UploadForm(forms.Form):
    """Files, or a folder of files, and the day on which they were drawn if they do not say."""

    chosen = ManyFilesField(label="Files", required=False, allow_empty_file=True)
    folder = ManyFilesField(label="Or a folder of files", required=False, allow_empty_file=True)
    extract_date = forms.DateField(
        label="When were they drawn from your system? (optional)",
        help_text="Leave this empty where the files say it themselves. For example, 30/9/2019.",
        input_formats=DATE_FORMATS,
        required=False,
        widget=forms.DateInput(format="%d/%m/%Y"),
        error_messages={"invalid": "Enter a real date, such as 30/9/2019"},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_extract_date(self) -> date | None:
        """Files cannot have been drawn in the future."""
        drawn: date | None = self.cleaned_data["extract_date"]
        if drawn is not None and drawn > self.today:
            raise forms.ValidationError(f"Enter {self.today:%-d %B %Y} or an earlier day")
        return drawn

    def clean(self) -> dict[str, Any]:
        """At least one file, and no more than is taken at once."""
        told = super().clean() or {}
        sent = wanted([*told.get("chosen", []), *told.get("folder", [])])
        if not sent and not self.errors:
            self.add_error("chosen", "Choose at least one file to load")
        if len(sent) > MOST_FILES:
            self.add_error(
                "chosen",
                f"There are {len(sent):,} files. At once {MOST_FILES} are taken: send them in several.",
            )
        try:
            check_sizes(sent)
        except TooLargeError as error:
            self.add_error("chosen", str(error))
        return told | {"sent": sent}
