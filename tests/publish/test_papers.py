"""A paper is frozen with its figures, stays as it was, and gives no small number away."""

import json
import re
from datetime import date
from importlib import import_module
from typing import Any

import polars as pl
import pypdfium2
import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from sightline.engine.authority import Authority
from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.measure import Measure
from sightline.office.access.models import User
from sightline.office.improvement.editing import ChangedMeanwhileError
from sightline.office.publish import actions
from sightline.office.publish.before import shown_before
from sightline.office.publish.compose import Figures, content
from sightline.office.publish.figures import protected_figure
from sightline.office.publish.models import Paper, Scorecard
from tests.publish.conftest import AS_AT, IHA

FROZEN_ON = date(2019, 9, 10)
Frames = tuple[pl.DataFrame, pl.DataFrame]


def figures_of(record: Frames, authority: Authority) -> Figures:
    names = {area.id: area.name for area in authority.areas}

    def figure(measure: Measure) -> dict[str, Any]:
        return protected_figure(measure, *record, AS_AT, names=names, whole=authority.name)

    return figure


def composed(paper: Paper, record: Frames, authority: Authority, snapshot: int = 12) -> dict[str, Any]:
    return content(
        paper,
        authority,
        figures_of(record, authority),
        body="Corporate Parenting Panel",
        snapshot=snapshot,
        as_at=AS_AT,
        known_on=FROZEN_ON,
    )


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.fixture
def frozen(draft: Paper, record: Frames, authority: Authority, clerk: User) -> Paper:
    told = composed(draft, record, authority)
    return actions.freeze(draft, told, version=1, by=clerk, on=FROZEN_ON)


def test_a_frozen_paper_stays_as_it_was(
    frozen: Paper, record: Frames, authority: Authority, clerk: User
) -> None:
    """A new snapshot says something else; the paper and its PDF do not."""
    before, pdf = json.dumps(frozen.frozen), bytes(frozen.pdf or b"")
    later = record[0].with_columns(state=pl.lit("met late"))
    assert composed(frozen, (later, record[1]), authority, snapshot=13) != frozen.frozen
    with pytest.raises(ValidationError, match="frozen"):
        actions.freeze(frozen, composed(frozen, record, authority, 13), version=2, by=clerk, on=AS_AT)
    words = actions.Draft("New title", "Someone", frozen.sections)
    with pytest.raises(ValidationError, match="frozen"):
        actions.change_paper(frozen, words, version=2, by=clerk)
    actions.publish(frozen, version=2, by=clerk, on=AS_AT)
    again = Paper.objects.get(pk=frozen.pk)
    assert json.dumps(again.frozen) == before
    assert bytes(again.pdf or b"") == pdf
    assert again.frozen["snapshot"] == 12
    assert actions.seal(again.frozen) == again.frozen_sha256


def test_the_next_paper_is_held_against_what_members_have(
    frozen: Paper, record: Frames, authority: Authority
) -> None:
    """One more child of 2019 was in time: a second paper that said so would tell of that child."""
    told = {(row["from"], row["group"]): row for row in frozen.frozen["figures"][0]["rows"]}
    late = (
        record[0]
        .with_row_index()
        .filter((pl.col("state") == "met late") & (pl.col("entered_on").dt.year() == 2018))
    )
    one = pl.col("key") == late["key"][0]
    later = record[0].with_columns(state=pl.when(one).then(pl.lit("met")).otherwise("state"))
    names = {area.id: area.name for area in authority.areas}

    def second(before: pl.DataFrame | None) -> dict[Any, Any]:
        figure = protected_figure(
            MEASURES[IHA], later, record[1], AS_AT, names=names, whole=authority.name, before=before
        )
        return {(row["from"], row["group"]): row for row in figure["rows"]}

    assert second(None) != told, "else this shows nothing"
    assert second(shown_before()) == told


def test_a_paper_with_gaps_is_not_frozen(
    draft: Paper, record: Frames, authority: Authority, clerk: User
) -> None:
    sections = draft.sections | {"rights": " "}
    words = actions.Draft(draft.title, draft.author_title, sections, (IHA,))
    actions.change_paper(draft, words, version=1, by=clerk)
    with pytest.raises(ValidationError, match="Human rights"):
        actions.freeze(draft, composed(draft, record, authority), version=2, by=clerk, on=FROZEN_ON)


def test_two_authors_at_once(draft: Paper, clerk: User) -> None:
    mine = Paper.objects.get(pk=draft.pk)
    actions.change_paper(draft, actions.Draft("First", "A", draft.sections), version=1, by=clerk)
    with pytest.raises(ChangedMeanwhileError):
        actions.change_paper(mine, actions.Draft("Second", "A", draft.sections), version=1, by=clerk)
    assert Paper.objects.get(pk=draft.pk).title == "First"


def test_a_draft_is_not_published(draft: Paper, clerk: User) -> None:
    with pytest.raises(ValidationError, match="Only a frozen paper"):
        actions.publish(draft, version=1, by=clerk, on=AS_AT)


def test_what_was_altered_after_freezing_is_not_published(frozen: Paper, clerk: User) -> None:
    Paper.objects.filter(pk=frozen.pk).update(frozen=frozen.frozen | {"title": "Another title"})
    with pytest.raises(ValidationError, match="altered"):
        actions.publish(Paper.objects.get(pk=frozen.pk), version=2, by=clerk, on=AS_AT)


def test_an_altered_pdf_is_not_published(frozen: Paper, clerk: User) -> None:
    assert actions.pdf_is_as_frozen(frozen)
    Paper.objects.filter(pk=frozen.pk).update(pdf=b"%PDF another")
    with pytest.raises(ValidationError, match="altered"):
        actions.publish(Paper.objects.get(pk=frozen.pk), version=2, by=clerk, on=AS_AT)


@pytest.mark.parametrize("changes", [{"pdf": b"%PDF another"}, {"frozen": {"title": "Another"}}])
def test_nothing_altered_is_shown_to_the_public(
    client: Client, frozen: Paper, clerk: User, changes: dict[str, Any]
) -> None:
    actions.publish(frozen, version=2, by=clerk, on=AS_AT)
    pdf = reverse("publish:public-pdf", args=[frozen.reference])
    page = reverse("publish:public-paper", args=[frozen.reference])
    assert (client.get(page).status_code, client.get(pdf).status_code) == (200, 200)
    Paper.objects.filter(pk=frozen.pk).update(**changes)
    assert client.get(pdf).status_code == 404
    assert client.get(page).status_code == (404 if "frozen" in changes else 200)


def test_an_altered_scorecard_is_not_shown(client: Client, clerk: User) -> None:
    card = actions.publish_scorecard({"figures": [], "withheld": []}, by=clerk, on=AS_AT)
    assert actions.is_as_published(card)
    Scorecard.objects.filter(pk=card.pk).update(content={"figures": [], "withheld": ["altered"]})
    assert client.get(reverse("publish:scorecard")).status_code == 404


def test_papers_frozen_before_seals_of_pdfs_get_theirs(frozen: Paper) -> None:
    Paper.objects.filter(pk=frozen.pk).update(pdf_sha256="")
    import_module("sightline.office.publish.migrations.0002_seal_of_the_pdf").seal_those_frozen(apps, None)
    assert actions.pdf_is_as_frozen(Paper.objects.get(pk=frozen.pk))


def test_december_2018_cannot_be_found(frozen: Paper) -> None:
    """4 of 31 is 13%: it stands only as Ofsted's own words, credited; our figures cover longer periods."""
    told = frozen.frozen
    assert told["figures"][0]["rows"], (
        "the measure is shown over some period, so this test looks at something"
    )
    periods = {row["period"] for row in told["figures"][0]["rows"]}
    assert not any(re.fullmatch(r"\w+ 20\d\d", period) for period in periods), periods
    cells = {
        row[name] for row in told["figures"][0]["rows"] for name in ("numerator", "denominator", "percent")
    }
    assert not cells & {"4", "31", "13%"}
    text = text_of(bytes(frozen.pdf or b""))
    assert "December 2018" in text
    assert text.count("13%") == 1, "once, in the quotation"
    assert "Crown copyright" in text
    assert not re.search(r"\b4 of 31\b", text)


def test_the_pdf_says_what_the_page_says(frozen: Paper, authority: Authority) -> None:
    """Tagged for accessibility, titled, labelled as synthetic, with its snapshot on it."""
    pdf = bytes(frozen.pdf or b"")
    document = pypdfium2.PdfDocument(pdf)
    assert document.get_metadata_value("Title").startswith("Initial health assessments")
    assert document.is_tagged()
    text = " ".join(text_of(pdf).split())
    for section in frozen.frozen["sections"]:
        assert section["title"] in text
    assert "Synthetic children" in text
    assert "snapshot 12" in text
    for row in frozen.frozen["figures"][0]["rows"]:
        assert row["denominator"] in text


def test_no_measure_that_may_not_be_published_is(draft: Paper, record: Frames, authority: Authority) -> None:
    never = next(one.id for one in MEASURES.values() if one.public is None)
    draft.measures = [IHA, never]
    assert [one["measure"] for one in composed(draft, record, authority)["figures"]] == [IHA]
