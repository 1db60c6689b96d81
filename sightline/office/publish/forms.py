"""The form of a paper, section by section."""

from typing import Any

from django import forms

from sightline.office.governance.forms import FindingsField, findings
from sightline.office.improvement.choosing import ChoosesMeasures, MeasuresField, published_ever
from sightline.office.improvement.forms import line, offer, text
from sightline.office.improvement.models import Paragraph
from sightline.office.publish.form import SECTIONS


class PaperForm(ChoosesMeasures):
    """Everything that an author writes. A draft may have gaps; freezing says which are left."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = line("What is the paper called?", "Enter the paper's title")
    author_title = line(
        "Whose report is it?", "Enter whose report it is", hint="A post, not a person's name."
    )
    measures = MeasuresField(
        label="Which figures should it show?",
        help_text="Small numbers are protected. Measures of which the record tells, by area of practice.",
        measures=published_ever,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in SECTIONS:
            self.fields[section.id] = text(section.title, "", hint=section.hint, required=False)


class NewPaperForm(PaperForm):
    """A new paper, with the findings that it is about."""

    findings = FindingsField(
        queryset=Paragraph.objects.none(),
        label="Which findings is it about?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "findings", findings())


class SureForm(forms.Form):
    """Nothing to fill in but the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
