"""What the rooms of acts ask of the lens: the authority, and a figure frozen where it is used."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from sightline.engine.authority import Authority
from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.presentation import as_text
from sightline.engine.measures.settling import settled
from sightline.office.improvement.figures import Figure
from sightline.office.improvement.frozen import beside_what_was_shown
from sightline.office.lens.charts import period_words
from sightline.office.lens.days import month_end
from sightline.office.lens.lens import Lens


def authority_of(request: HttpRequest) -> Authority:
    """The authority whose office this is."""
    return Lens.for_request(request).authority


def for_others(lens: Lens) -> Lens:
    """The same person's lens for what others will read: as at, and as known on, the end of a whole month.

    Whoever reads no child's record reads so; were what is put before them to stand at its writer's own day,
    two days side by side could give a child away.
    """
    known_on = lens.known_on and month_end(lens.known_on)
    return Lens(lens.user, lens.authority, month_end(lens.as_at), known_on)


def newest(lens: Lens, measure: str, *, protected: bool = False) -> dict[str, Any] | None:
    """A measure's newest settled RESULT_SCHEMA row for the whole service; None where there is none.

    ``protected``: as whoever sees no child would have it, over the shortest period that can be shown.
    """
    if lens.snapshot is None or measure not in MEASURES:
        return None
    found = lens.results(measure, protected=protected).iter_rows(named=True)
    rows = [row for row in found if row["denominator"] and settled(row)]
    return rows[-1] if rows else None


def period_of(row: Mapping[str, Any]) -> str:
    """The period of a row in words."""
    return period_words(row["period_from"], row["period_to"])


def figure_of(lens: Lens, measure: str) -> Figure | None:
    """A measure's newest settled figure, for the whole service, as it stands; None where there is none.

    Everyone who signs in reads it, councillors too: it is the figure that they may see, over the shortest
    period that can be shown, held against what was frozen of it before.
    """
    found = newest(lens, measure, protected=True)
    row = beside_what_was_shown(found) if found else None
    if row is None or lens.snapshot is None:
        return None
    counted = (row["period_from"], row["period_to"], row["recorded"], row["denominator"])
    words = f"{as_text(row)}, {period_of(row)}"
    return Figure(measure, lens.snapshot.number, lens.as_at, words, row["assurance"], *counted)


def frozen_figure(request: HttpRequest, measure: str) -> Figure:
    """The figure to freeze as evidence. Raises ValidationError where the record has none."""
    figure = figure_of(for_others(Lens.for_request(request)), measure)
    if figure is None:
        raise ValidationError(
            "The record has no figure for this measure that may be shown. Choose another, or add a statement."
        )
    return figure
