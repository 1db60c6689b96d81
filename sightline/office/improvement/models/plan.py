"""The plan: actions, their milestones, the evidence of each, and the second person who checks it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from sightline.office.improvement.acts import Act
from sightline.office.improvement.models.inspection import Need, Paragraph
from sightline.office.improvement.status import ActionSeen, EvidenceSeen, MilestoneSeen, Status, status, why


class Action(Act):
    """Something to be done about a need, with an owner and a date. Its status is computed, never typed.

    Seen by: everyone who signs in; it names no child. Kept: always.
    """

    need = models.ForeignKey(Need, models.PROTECT, related_name="actions")
    findings = models.ManyToManyField(Paragraph, related_name="actions", blank=True)
    title = models.CharField(max_length=200)
    aim = models.TextField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="owned_actions")
    due_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("on")), name="an_action_is_due_after_it_opens")
        ]

    def __str__(self) -> str:
        return self.title

    def seen(self, day: date) -> ActionSeen:
        """The action as its status sees it at the end of a day. Prefetch milestones, evidence and checks."""
        steps = tuple(step.seen() for step in self.milestones.all() if step.on <= day)
        return ActionSeen(self.on, self.due_as_at(day), steps)

    def due_as_at(self, day: date) -> date:
        """The due date as it stood on a day: dates that moved later are put back."""
        later = [move for move in self.due_moves.all() if move.on > day]
        return min(later, key=lambda move: (move.on, move.pk)).moved_from if later else self.due_on

    def status(self, day: date) -> Status:
        """Computed from what has happened by the end of a day."""
        return status(self.seen(day), day)

    def why(self, day: date) -> str:
        """The sentence behind the status."""
        return why(self.seen(day), day)


class ActionMeasureRows(models.QuerySet["ActionMeasure"]):
    """Measures of actions."""

    def by_day(self, day: date) -> "ActionMeasureRows":
        """Those tied by the end of a day; where that was not kept, from when their action opened."""
        return self.filter(Q(on__lte=day) | Q(on=None), action__on__lte=day)


class ActionMeasure(models.Model):
    """A measure that the action is meant to move, why, and who said so on what day (the first ones lack it).

    Seen by: everyone who signs in. Kept: with its action, or until it is taken away; the trail keeps it.
    """

    action = models.ForeignKey(Action, models.CASCADE, related_name="measures")
    measure = models.CharField(max_length=80)
    reason = models.TextField(blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    on = models.DateField(null=True)
    recorded_at = models.DateTimeField(auto_now_add=True, null=True)

    objects = ActionMeasureRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["action", "measure"], name="one_measure_once")]

    def __str__(self) -> str:
        return self.measure


class DueDateMove(Act):
    """A due date that was moved, and why. A moved date is not progress, so every one is kept.

    Seen by: everyone who signs in. Kept: with its action.
    """

    action = models.ForeignKey(Action, models.CASCADE, related_name="due_moves")
    moved_from = models.DateField()
    moved_to = models.DateField()
    reason = models.TextField()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_moved_date_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.moved_from} to {self.moved_to}"


class Milestone(Act):
    """A step of an action. ``done_on`` is the owner's word; proof is evidence that someone else accepted.

    Seen by: everyone who signs in. Kept: with its action.
    """

    action = models.ForeignKey(Action, models.CASCADE, related_name="milestones")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["action", "number"], name="one_milestone_a_number"),
            models.CheckConstraint(
                condition=Q(done_on=None, done_by=None) | Q(done_on__isnull=False, done_by__isnull=False),
                name="done_by_someone_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def seen(self) -> MilestoneSeen:
        """The milestone as the status sees it."""
        return MilestoneSeen(self.due_on, self.done_on, tuple(item.seen() for item in self.evidence.all()))


class Evidence(Act):
    """What is offered as proof of a milestone: words, a figure frozen with its snapshot, or a note of a file.

    ``period_from`` to ``denominator`` are what a figure's words tell; of the first ones they were not kept.
    Seen by: everyone who signs in; it must name no child. Kept: with its action; never changed.
    """

    class Kind(models.TextChoices):
        """What sort of thing it is."""

        NOTE = "note", "A statement"
        FIGURE = "figure", "A figure from the record"
        FILE = "file", "A document held elsewhere"

    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField()
    measure = models.CharField(max_length=80, blank=True)
    snapshot = models.PositiveIntegerField(null=True)
    as_at = models.DateField(null=True)
    figure = models.CharField(max_length=200, blank=True)
    assurance = models.CharField(max_length=20, blank=True, default="")
    period_from = models.DateField(null=True)
    period_to = models.DateField(null=True)
    recorded = models.PositiveIntegerField(null=True)
    denominator = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="evidence_says_something"),
            models.CheckConstraint(
                condition=~Q(kind="figure")
                | (~Q(measure="") & Q(snapshot__isnull=False) & Q(as_at__isnull=False)),
                name="a_figure_has_its_snapshot",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def seen(self) -> EvidenceSeen:
        """The evidence as the status sees it."""
        check = getattr(self, "verification", None)
        return EvidenceSeen(self.on, check.accepted, check.on) if check else EvidenceSeen(self.on)


class Verification(Act):
    """What a second person found when they checked the evidence.

    ``owner`` and ``added_by`` are kept as they were that day, so that the database itself refuses a person
    who checks their own work. Seen by: everyone who signs in. Kept: with its evidence; never changed.
    """

    evidence = models.OneToOneField(Evidence, models.CASCADE, related_name="verification")
    accepted = models.BooleanField()
    note = models.TextField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(by=F("owner")), name="not_checked_by_the_owner"),
            models.CheckConstraint(condition=~Q(by=F("added_by")), name="not_checked_by_who_added_it"),
            models.CheckConstraint(condition=~Q(note=""), name="a_check_says_what_was_found"),
        ]

    def __str__(self) -> str:
        return "accepted" if self.accepted else "not accepted"


class Discussion(Act):
    """A body spoke about a finding. Attention is counted apart from progress.

    Seen by: everyone who signs in. Kept: always.
    """

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="discussions")
    body = models.CharField(max_length=80)
    source = models.CharField(max_length=80)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["paragraph", "source"], name="counted_once_a_meeting")]

    def __str__(self) -> str:
        return f"{self.paragraph}, {self.on}"
