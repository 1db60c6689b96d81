"""Forms of the improvement room. What a form may not know, the action says, and it comes back as an error."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import Truncator

from sightline.office.access.models import User
from sightline.office.improvement.choosing import (
    ChoosesMeasures,
    MeasureField,
    MeasuresField,
    suggested,
    why_suggested,
)
from sightline.office.improvement.models import Evidence, Inspection, Need, Paragraph

DATE_FORMATS = ["%d/%m/%Y", "%d %m %Y", "%Y-%m-%d", "%d %B %Y", "%d-%m-%Y"]
DATE_HINT = "For example, 30/9/2019"


class DayField(forms.DateField):
    """A date typed as people type it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", DATE_HINT)
        wrong = f"Enter a real date, such as {DATE_HINT.split(', ')[1]}"
        super().__init__(
            input_formats=DATE_FORMATS,
            widget=forms.DateInput(format="%d/%m/%Y"),
            error_messages={"required": "Enter a date", "invalid": wrong},
            **kwargs,
        )


if TYPE_CHECKING:
    PersonChoice = forms.ModelChoiceField[User]
else:
    PersonChoice = forms.ModelChoiceField


class PersonField(PersonChoice):
    """One of the people who have an account. ``people``: the same under headings, where some come first."""

    people: list[tuple[str, list[tuple[int, str]]]] | None = None

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", "Choose someone")
        super().__init__(
            queryset=User.objects.filter(is_active=True).order_by("last_name", "first_name"), **kwargs
        )

    def label_from_instance(self, obj: User) -> str:
        """Their name as others know it."""
        return str(obj)


def text(
    label: str, missing: str, *, hint: str = "", rows: int = 4, required: bool = True
) -> forms.CharField:
    """A field for a few sentences."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )


def line(label: str, missing: str, *, hint: str = "", required: bool = True) -> forms.CharField:
    """A field for one line."""
    return forms.CharField(
        label=label, help_text=hint, max_length=200, required=required, error_messages={"required": missing}
    )


def offer(
    form: forms.Form, name: str, rows: QuerySet[Any], label: Callable[[Any], str] | None = None
) -> None:
    """Let a field choose from these rows, each called by its label."""
    field: Any = form.fields[name]
    field.queryset = rows
    if label is not None:
        field.label_from_instance = label


def choose_from(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    """Let a field choose from these values."""
    field: Any = form.fields[name]
    field.choices = list(choices)


class KindForm(forms.Form):
    """What a paragraph is."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="Is it a strength, a weakness or mixed?",
        choices=Paragraph.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is a strength, a weakness or mixed"},
    )


class LinkForm(forms.Form):
    """Which need a paragraph speaks to, and why."""

    need = forms.ModelChoiceField(
        queryset=Need.objects.none(),
        label="Which need does it speak to?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose a need"},
    )
    reason = text("Why does the paragraph speak to this need?", "Enter why the paragraph speaks to this need")

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "need", inspection.needs.all(), lambda need: f"{need.number}. {need.words}")


class UnlinkForm(forms.Form):
    """Why a link was wrong."""

    reason = text("Why was the link wrong?", "Enter why the link was wrong")


class ActionForm(forms.Form):
    """An action's words, owner and date."""

    title = line("What will be done?", "Enter what will be done")
    aim = text("What should be better for children?", "Enter what should be better for children", rows=3)
    owner = PersonField(label="Who owns it?", error_messages={"required": "Choose who owns it"})
    due_on = DayField(label="When is it due?")


class NewActionForm(ChoosesMeasures, ActionForm):
    """An action that is being opened, with the findings and the measures that it is meant to move."""

    findings = forms.ModelMultipleChoiceField(
        queryset=Paragraph.objects.none(),
        label="Which findings does it answer?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    measures = MeasuresField(label="Which measures should it move?")
    why = text(
        "Why should it move those measures?",
        "",
        hint="Needed for a measure that is not declared to answer the findings that you ticked.",
        rows=2,
        required=False,
    )

    def __init__(self, *args: Any, findings: Iterable[Paragraph], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Paragraph.objects.filter(pk__in=[one.pk for one in findings]).select_related("inspection")
        offer(self, "findings", found, lambda one: f"{one.name}: {Truncator(one.words).chars(140)}")

    def clean(self) -> dict[str, Any]:
        """A measure that is not declared to answer the findings that were ticked comes with a reason.

        ``reasons``: each measure with the reason for it, the declared one or what was typed.
        """
        told = super().clean() or {}
        declared, typed = (
            why_suggested(suggested(told.get("findings") or ())),
            (told.get("why") or "").strip(),
        )
        reasons = {one: declared.get(one, typed) for one in told.get("measures") or ()}
        if not all(reasons.values()):
            self.add_error("why", "Enter why the action should move those measures")
        return told | {"reasons": reasons}


class TieForm(ChoosesMeasures):
    """One more measure that an action should move, and why."""

    measure = MeasureField(
        label="Which measure should it move?", required=True, error_messages={"required": "Choose a measure"}
    )
    reason = text("Why should it move this measure?", "Enter why the action should move this measure", rows=2)


class UntieForm(forms.Form):
    """Why a measure was wrong."""

    reason = text("Why was the measure wrong?", "Enter why the action should not move this measure", rows=2)


class ChangeActionForm(forms.Form):
    """An action's words and owner, and the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = line("What will be done?", "Enter what will be done")
    aim = text("What should be better for children?", "Enter what should be better for children", rows=3)
    owner = PersonField(label="Who owns it?", error_messages={"required": "Choose who owns it"})


class MoveForm(forms.Form):
    """A new date, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    to = DayField(label="What is the new date?")
    reason = text("Why does it move?", "Enter why the date moves")


class MilestoneForm(forms.Form):
    """The next step."""

    text = text("What is the milestone?", "Enter what the milestone is", rows=2)
    due_on = DayField(label="When is it due?")


class EvidenceForm(ChoosesMeasures):
    """What is offered as proof."""

    kind = forms.ChoiceField(
        label="What kind of evidence is it?",
        choices=Evidence.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what kind of evidence it is"},
    )
    text = text(
        "What does it show?",
        "Enter what the evidence shows",
        hint="Name no child. Say where a document is held.",
    )
    measure = MeasureField(
        label="Which measure, for a figure?",
        help_text="The figure is frozen as it stands on the page's date.",
        nothing="Not a figure",
    )

    def clean(self) -> dict[str, Any]:
        """A figure comes with its measure."""
        told = super().clean() or {}
        if told.get("kind") == Evidence.Kind.FIGURE and not told.get("measure"):
            self.add_error("measure", "Choose the measure that the figure is of")
        return told


class CheckForm(forms.Form):
    """What a second person found."""

    accepted = forms.TypedChoiceField(
        label="Does the evidence prove the milestone?",
        choices=[("yes", "Yes, I accept it"), ("no", "No, I do not accept it")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you accept the evidence"},
    )
    note = text("What did you check, and what did you find?", "Enter what you checked and what you found")


class DoneForm(forms.Form):
    """Nothing to fill in: the button is the statement."""
