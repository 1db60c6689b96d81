"""What the rooms of acts ask of the lens: the authority, and a figure frozen where it is used."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from sightline.engine.authority import Authority
from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.presentation import as_text
from sightline.office.improvement.figures import Figure
from sightline.office.lens.lens import Lens


def authority_of(request: HttpRequest) -> Authority:
    """The authority whose office this is."""
    return Lens.for_request(request).authority


def figure_of(lens: Lens, measure: str) -> Figure | None:
    """A measure's newest figure with cases, for the whole service, as it stands; None where there is none."""
    if lens.snapshot is None or measure not in MEASURES:
        return None
    rows = [row for row in lens.results(measure).iter_rows(named=True) if row["denominator"]]
    if not rows:
        return None
    row = rows[-1]
    return Figure(measure, lens.snapshot.number, lens.as_at, f"{as_text(row)}, {row['period_from']:%B %Y}")


def frozen_figure(request: HttpRequest, measure: str) -> Figure:
    """The figure to freeze as evidence. Raises ValidationError where the record has none."""
    figure = figure_of(Lens.for_request(request), measure)
    if figure is None:
        raise ValidationError(
            "The record has no figure for this measure yet. Choose another, or add a statement."
        )
    return figure
