"""An inspection as it was reported, and what a person made of each paragraph."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from sightline.office.improvement.acts import Act


class Inspection(Act):
    """One inspection of the authority's children's services.

    Seen by: everyone who signs in; it is a public report. Kept: always.
    """

    reference = models.SlugField(unique=True)
    authority = models.CharField(max_length=200)
    framework = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField()
    published_on = models.DateField(null=True)
    lead_inspectors = models.CharField(max_length=300, blank=True)
    summary = models.TextField(blank=True)
    credit = models.TextField()
    file_name = models.CharField(max_length=255, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-starts_on"]

    def __str__(self) -> str:
        return f"{self.authority}, {self.starts_on:%B %Y}"


class Judgement(models.Model):
    """A grade for one area. The areas differ by framework and year, so they are data.

    Seen by: everyone who signs in. Kept: always.
    """

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="judgements")
    area = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    grade = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inspection", "area"], name="one_grade_an_area")]

    def __str__(self) -> str:
        return f"{self.title}: {self.grade}"

    @property
    def grade_in_words(self) -> str:
        """As people say it."""
        said = {"requires_improvement": "requires improvement to be good", "not_judged": "not judged"}
        return said.get(self.grade, self.grade)


class Need(models.Model):
    """One thing that the inspection says needs to improve.

    ``full_text`` is the document's, from the person who loaded it; ``summary`` is in our words.
    Seen by: everyone who signs in. Kept: always.
    """

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="needs")
    number = models.PositiveSmallIntegerField()
    summary = models.TextField(blank=True)
    full_text = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["inspection", "number"], name="one_need_a_number")]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """Our summary, or the document's own words where there is none."""
        return self.summary or self.full_text


class Paragraph(models.Model):
    """One numbered paragraph. A weakness, or a mixed one, is a finding: something must be done about it.

    ``part``: 1, or one more for each time that the report starts its numbers again at 1, as some did for the
    safeguarding board. ``kind`` is set by a person and is empty until then.
    Seen by: everyone who signs in. Kept: always.
    """

    class Kind(models.TextChoices):
        """What a person judged the paragraph to be."""

        STRENGTH = "strength", "Strength"
        WEAKNESS = "weakness", "Weakness"
        MIXED = "mixed", "Mixed"

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="paragraphs")
    part = models.PositiveSmallIntegerField(default=1)
    number = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=40, blank=True)
    summary = models.TextField(blank=True)
    full_text = models.TextField(blank=True)
    quotation = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=Kind, blank=True)
    kind_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    kind_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["part", "number"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "part", "number"], name="one_paragraph_a_number"),
            models.CheckConstraint(
                condition=Q(kind="", kind_by=None, kind_on=None)
                | (~Q(kind="") & Q(kind_by__isnull=False) & Q(kind_on__isnull=False)),
                name="a_kind_is_someone_s_judgement",
            ),
        ]

    def __str__(self) -> str:
        return f"¶{self.number}" if self.part == 1 else f"¶{self.number} of part {self.part}"

    @property
    def name(self) -> str:
        """What people call it: "Paragraph 20"."""
        return f"Paragraph {str(self)[1:]}"

    @property
    def place(self) -> str:
        """It in an address: its number, after its part where the report has several."""
        return str(self.number) if self.part == 1 else f"{self.part}-{self.number}"

    @property
    def words(self) -> str:
        """Our summary, or the beginning of the document's words where there is none."""
        return self.summary or self.full_text

    @property
    def is_finding(self) -> bool:
        """Somebody judged it a weakness, at least in part."""
        return self.kind in {self.Kind.WEAKNESS, self.Kind.MIXED}


class ParagraphNeed(Act):
    """A person's link between a paragraph and a need, with the reason. Never inferred.

    Seen by: everyone who signs in. Kept: always.
    """

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="need_links")
    need = models.ForeignKey(Need, models.CASCADE, related_name="paragraph_links")
    reason = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paragraph", "need"], name="one_link_a_pair"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_link_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.paragraph} and need {self.need.number}"
