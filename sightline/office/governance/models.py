"""Who sits on a body, when it met, what it asked, and what it was told."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from sightline.office.governance.clock import Reply, reply
from sightline.office.governance.constitution import Holder
from sightline.office.improvement.acts import Act
from sightline.office.improvement.models import Evidence, Paragraph


class Member(Act):
    """A person in a seat of a body, between dates. Bodies and seats are in the authority's file.

    Seen by: everyone, for a body that meets in public. Kept: always.
    """

    body = models.SlugField(max_length=80)
    seat = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="memberships")
    attributes = models.JSONField(default=list)
    chair = models.BooleanField(default=False)
    held_from = models.DateField()
    held_until = models.DateField(null=True)

    class Meta:
        ordering = ["seat", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_until=None) | Q(held_until__gte=F("held_from")),
                name="a_seat_is_left_after_it_is_taken",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def holder(self) -> Holder:
        """As the constitution sees them."""
        return Holder(
            self.name, self.seat, self.held_from, self.held_until, tuple(self.attributes), self.chair
        )


class Meeting(Act):
    """One meeting of a body.

    Seen by: everyone who signs in; its minutes by everyone, without signing in, once they are published.
    Kept: always.
    """

    class State(models.TextChoices):
        """How far it has come."""

        PLANNED = "planned", "Planned"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Cancelled"

    body = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    version = models.PositiveIntegerField(default=1)
    minutes_published_on = models.DateField(null=True)
    minutes_published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["held_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "held_on"], name="one_meeting_a_day"),
            models.CheckConstraint(
                condition=Q(minutes_published_on=None, minutes_published_by=None)
                | Q(state="held", minutes_published_on__isnull=False, minutes_published_by__isnull=False),
                name="minutes_of_a_meeting_that_was_held",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.held_on:%-d %B %Y}"


class AgendaItem(Act):
    """One item of an agenda: which findings and which terms of reference it is about, and what came of it.

    ``exempt``: not for the public (Local Government Act 1972 s.100A(4)), whatever the meeting's minutes are.
    Seen by: everyone who signs in. Kept: with its meeting.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    terms = models.JSONField(default=list)
    findings = models.ManyToManyField(Paragraph, related_name="agenda_items", blank=True)
    outcome = models.TextField(blank=True)
    exempt = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="one_item_a_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Attendance(Act):
    """Whether a member was at a meeting.

    Seen by: everyone who signs in. Kept: with its meeting.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance")
    member = models.ForeignKey(Member, models.PROTECT, related_name="attendance")
    present = models.BooleanField()

    class Meta:
        ordering = ["member__name"]
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="there_or_not")]

    def __str__(self) -> str:
        return f"{self.member}: {'present' if self.present else 'apologies'}"


class Challenge(Act):
    """A question that a member put to someone, with the day by which it must be answered.

    ``by`` asked it. Seen by: everyone who signs in; it must name no child. Kept: always.
    """

    body = models.SlugField(max_length=80)
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="challenges")
    asked_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="to_answer")
    finding = models.ForeignKey(Paragraph, models.PROTECT, null=True, related_name="challenges")
    measure = models.CharField(max_length=80, blank=True)
    question = models.TextField()
    due_on = models.DateField()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(question=""), name="a_challenge_asks_something"),
            models.CheckConstraint(condition=Q(due_on__gte=F("on")), name="a_reply_is_due_after_it_is_asked"),
        ]

    def __str__(self) -> str:
        return self.question

    def reply(self, day: date) -> Reply:
        """How the reply stands at the end of a day."""
        answer = getattr(self, "answer", None)
        return reply(self.due_on, answer.on if answer else None, day)


class Answer(Act):
    """What was said in reply, with the evidence behind it. Never changed: a better answer is a new challenge.

    Seen by: everyone who signs in. Kept: with its challenge.
    """

    challenge = models.OneToOneField(Challenge, models.CASCADE, related_name="answer")
    text = models.TextField()
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="answers")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="an_answer_says_something")]

    def __str__(self) -> str:
        return self.text


class Effect(Act):
    """What the member who asked says came of it.

    Seen by: everyone who signs in. Kept: with its challenge.
    """

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="effects")
    changed = models.BooleanField()
    text = models.TextField()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="an_effect_says_what_changed")]

    def __str__(self) -> str:
        return self.text
