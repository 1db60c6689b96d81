"""Papers: written as drafts, frozen with their figures, published by the clerk."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from sightline.office.governance.models import Meeting
from sightline.office.improvement.acts import Act
from sightline.office.improvement.models import Paragraph


class Paper(Act):
    """A report to a body, in the form of a committee report.

    While it is a draft its sections can be changed and its figures are live. Freezing writes everything that
    a reader will see into ``frozen``, and the PDF beside it; neither is ever written again.
    Seen by: drafts and frozen papers by those who may write or publish them; a published one by everyone,
    without signing in. Kept: six years after its meeting, then the record of it alone (Local Government Act
    1972 s.100C).
    """

    class State(models.TextChoices):
        """How far it has come."""

        DRAFT = "draft", "Draft"
        FROZEN = "frozen", "Frozen"
        PUBLISHED = "published", "Published"

    reference = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    author_title = models.CharField(max_length=200)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="papers")
    findings = models.ManyToManyField(Paragraph, related_name="papers", blank=True)
    sections = models.JSONField(default=dict)
    measures = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    frozen = models.JSONField(null=True)
    frozen_sha256 = models.CharField(max_length=64, blank=True)
    frozen_on = models.DateField(null=True)
    pdf = models.BinaryField(null=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    published_on = models.DateField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-meeting__held_on", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", frozen=None) | (~Q(state="draft") & ~Q(frozen_sha256="")),
                name="a_frozen_paper_has_its_words",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_by__isnull=False, published_on__isnull=False),
                name="published_by_someone_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Scorecard(Act):
    """The measures that the authority shows the public, as they were when it showed them.

    Seen by: everyone, without signing in. Kept: always; never changed, the newest is the one in force.
    """

    content = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"Scorecard of {self.on:%-d %B %Y}"
