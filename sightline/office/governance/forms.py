"""Forms of the governance room."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import Truncator

from sightline.engine.authority import Body
from sightline.office.access.models import User
from sightline.office.access.permissions import Permission
from sightline.office.access.roles import ROLES
from sightline.office.governance.models import AgendaItem, Meeting, Member
from sightline.office.improvement.choosing import ChoosesMeasures, MeasureField
from sightline.office.improvement.forms import (
    DayField,
    PersonField,
    choose_from,
    line,
    offer,
    text,
)
from sightline.office.improvement.models import Evidence, Paragraph


def findings() -> Any:
    """Paragraphs that somebody judged a weakness, at least in part."""
    kinds = [Paragraph.Kind.WEAKNESS, Paragraph.Kind.MIXED]
    return Paragraph.objects.filter(kind__in=kinds).select_related("inspection")


if TYPE_CHECKING:
    FindingChoice = forms.ModelChoiceField[Paragraph]
    FindingChoices = forms.ModelMultipleChoiceField[Paragraph]
else:
    FindingChoice = forms.ModelChoiceField
    FindingChoices = forms.ModelMultipleChoiceField


class FindingField(FindingChoice):
    """One finding."""

    def label_from_instance(self, obj: Paragraph) -> str:
        """Its number and the beginning of what it says."""
        return f"{obj.name}: {Truncator(obj.words).chars(140)}"


class FindingsField(FindingChoices):
    """Some findings."""

    def label_from_instance(self, obj: Paragraph) -> str:
        """Its number and the beginning of what it says."""
        return f"{obj.name}: {Truncator(obj.words).chars(140)}"


class SeatForm(forms.Form):
    """A person in a seat."""

    seat = forms.ChoiceField(label="Which seat?", widget=forms.RadioSelect)
    name = line("Who holds it?", "Enter the member's name")
    attributes = forms.MultipleChoiceField(
        label="What the constitution asks for that they bring",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    chair = forms.TypedChoiceField(
        label="Are they the chair?",
        choices=[("no", "No"), ("yes", "Yes")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )
    held_from = DayField(label="From when?")

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = sorted({attribute for seat in body.seats for attribute in seat.must_include})
        choose_from(self, "seat", [(seat.id, seat.title) for seat in body.seats])
        choose_from(self, "attributes", [(one, one.capitalize()) for one in asked])


class LeaveForm(forms.Form):
    """The last day in a seat."""

    held_until = DayField(label="What is their last day?")


class MeetingForm(forms.Form):
    """A meeting in the calendar."""

    title = line("What is it called?", "Enter the meeting's title")
    held_on = DayField(label="When is it?")
    place = line("Where is it?", "Enter where it is", required=False)


class ItemForm(forms.Form):
    """An item of an agenda."""

    title = line("What is the item?", "Enter what the item is")
    findings = FindingsField(
        queryset=Paragraph.objects.none(),
        label="Which findings is it about?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    terms = forms.TypedMultipleChoiceField(
        label="Which terms of reference does it exercise?",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    exempt = forms.TypedChoiceField(
        label="Is it exempt, so that the public is not told of it?",
        choices=[("no", "No"), ("yes", "Yes")],
        coerce=lambda said: said == "yes",
        empty_value=False,  # type: ignore[arg-type]
        required=False,
        widget=forms.RadioSelect,
        initial="no",
    )

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "terms", [(str(term.number), f"{term.number}. {term.text}") for term in body.terms])
        offer(self, "findings", findings())


class MinutesForm(forms.Form):
    """The version that was read; who agreed to it, where the body does not meet in public."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    agreed = line(
        "Who agreed that these minutes are published, and when?", "Enter who agreed, and when", required=False
    )

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if body.meets_in_public:
            del self.fields["agreed"]


class HoldForm(forms.Form):
    """Who was there and what came of each item."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    present = forms.ModelMultipleChoiceField(
        queryset=Member.objects.none(),
        label="Who was there?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sitting = Member.objects.filter(body=meeting.body, held_from__lte=meeting.held_on)
        offer(self, "present", sitting.exclude(held_until__lt=meeting.held_on))
        self.items = list(meeting.items.all())
        for item in self.items:
            label = f"What came of item {item.number}, {item.title}?"
            self.fields[f"outcome_{item.number}"] = text(label, "", rows=2, required=False)

    def outcomes(self) -> dict[int, str]:
        """What came of each item, by its number."""
        return {item.number: self.cleaned_data[f"outcome_{item.number}"] for item in self.items}


def people_to_ask(body: Body, asker: User, day: date) -> list[tuple[str, list[tuple[int, str]]]]:
    """Who may be asked, under headings: who answers for the service, who sits on the body, all others."""
    accounts = User.objects.filter(is_active=True).exclude(pk=asker.pk).order_by("last_name", "first_name")
    sitting = {
        one.user_id
        for one in Member.objects.filter(body=body.id, user__isnull=False)
        if one.holder().holds_on(day)
    }
    headings = ("Answers for the service", f"Sits on the {body.name}", "Someone else")
    groups: dict[str, list[tuple[int, str]]] = {heading: [] for heading in headings}
    for one in accounts:
        role = ROLES.get(one.role)
        answers = role is not None and Permission.ANSWER in role.permissions
        heading = headings[0] if answers else headings[1] if one.pk in sitting else headings[2]
        name = str(one)
        groups[heading].append((one.pk, f"{name}, {role.title.lower()}" if role else name))
    return [(heading, found) for heading, found in groups.items() if found]


class ChallengeForm(ChoosesMeasures):
    """A question to someone, about a finding or a measure."""

    question = text("What do you ask?", "Enter your question", hint="Name no child.")
    asked_of = PersonField(
        label="Who should answer?",
        help_text="Whoever you choose may answer, whatever their role.",
        error_messages={"required": "Choose who should answer"},
    )
    finding = FindingField(
        queryset=Paragraph.objects.none(), label="About which finding?", required=False, empty_label="None"
    )
    measure = MeasureField(
        label="About which measure?",
        nothing="None",
        help_text="Once a finding is chosen, Find shows what answers it first. Each has a figure to show.",
    )
    item = forms.ModelChoiceField(
        queryset=AgendaItem.objects.none(),
        label="At which item of a meeting?",
        required=False,
        empty_label="None",
    )

    def __init__(self, *args: Any, body: Body, asker: User, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["asked_of"]
        people.people = people_to_ask(body, asker, day)
        offer(self, "finding", findings())
        items = AgendaItem.objects.filter(meeting__body=body.id).select_related("meeting")
        offer(self, "item", items, lambda one: f"{one.meeting.held_on:%-d %B %Y}: {one.title}")


class AnswerForm(forms.Form):
    """An answer, with what stands behind it."""

    text = text("What is your answer?", "Enter your answer", hint="Name no child.", rows=6)
    evidence = forms.ModelChoiceField(
        queryset=Evidence.objects.none(),
        label="Which evidence stands behind it?",
        required=False,
        empty_label="None",
    )

    def __init__(self, *args: Any, offered: Iterable[Evidence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "evidence", Evidence.objects.filter(pk__in=[one.pk for one in offered]))


class EffectForm(forms.Form):
    """What came of a challenge."""

    changed = forms.TypedChoiceField(
        label="Did anything change for children?",
        choices=[("yes", "Yes"), ("no", "Not yet")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether anything changed"},
    )
    text = text("What changed, or what has not?", "Enter what came of it")
