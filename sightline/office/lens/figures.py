"""Figures of one snapshot as at one date, worked out once and kept for the next reader."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.drift import Drift, drifts
from sightline.engine.measures.evaluate import all_results, cases, results
from sightline.engine.measures.groups import ALL, DIMENSIONS
from sightline.engine.measures.periods import months_back
from sightline.engine.measures.publication import protected_results
from sightline.engine.measures.variation import Difference, area_differences
from sightline.engine.results import Results
from sightline.office.lens.holding import Holding

MONTHS_OF_DRIFT = 36
"""How far back drift is looked for."""

MONTHS_OF_AREAS = 12
"""Over how many months groups are held against each other: a month of one area is too few."""

_KEPT = 300


class Figures:
    """Figures for the whole service. Nothing here is narrowed: only the lens may hand it on."""

    def __init__(self, found: Results) -> None:
        self._found = found
        self._kept: Holding[pl.DataFrame] = Holding(_KEPT)
        self._drift: Holding[list[Drift]] = Holding(1)
        self._differences: Holding[list[Difference]] = Holding(len(DIMENSIONS))

    def of(
        self,
        measure: str,
        *,
        protected: bool,
        dimensions: Sequence[str],
        period: str,
        first: date | None,
        last: date | None,
    ) -> pl.DataFrame:
        """Figures of one measure: RESULT_SCHEMA."""

        def count() -> pl.DataFrame:
            whole = (MEASURES[measure], *self._whole)
            if not protected:
                return results(*whole, period=period, dimensions=dimensions, first=first, last=last)
            if not self._found.has_protected:
                return protected_results(*whole, dimensions=dimensions, first=first, last=last)
            told = self._found.protected.filter(pl.col("measure") == measure)
            return _within(told, dimensions, first, last)

        return self._kept.get((measure, protected, tuple(dimensions), period, first, last), count)

    @property
    def has_protected(self) -> bool:
        """Whether protected figures were worked out already: it takes seconds."""
        return self._found.has_protected

    def of_all(self, *, protected: bool, dimensions: Sequence[str], first: date | None) -> pl.DataFrame:
        """Monthly figures of every measure (protected: over whatever period can be shown): RESULT_SCHEMA."""

        def count() -> pl.DataFrame:
            if protected:
                return _within(self._found.protected, dimensions, first, None)
            return all_results(MEASURES.values(), *self._whole, dimensions=dimensions, first=first)

        return self._kept.get(("all", protected, tuple(dimensions), first), count)

    def cases(
        self, measure: str, period: str, period_from: date | None, dimension: str, group: str
    ) -> pl.DataFrame:
        """The obligations behind one figure, as ``measures.evaluate.cases`` gives them."""

        def find() -> pl.DataFrame:
            return cases(
                MEASURES[measure],
                *self._whole,
                period=period,
                period_from=period_from,
                dimension=dimension,
                group=group,
            )

        return self._kept.get(("cases", measure, period, period_from, dimension, group), find)

    def drift(self) -> list[Drift]:
        """Measures that drifted over the last three years, the worst first."""
        first = months_back(self._found.as_at, MONTHS_OF_DRIFT)

        def weigh() -> list[Drift]:
            return drifts(self.of_all(protected=False, dimensions=(ALL,), first=first), MEASURES)

        return self._drift.get("drift", weigh)

    def differences(self, dimension: str) -> list[Difference]:
        """Groups that differ from the others by more than chance over twelve months."""
        first = months_back(self._found.as_at, MONTHS_OF_AREAS - 1)

        def weigh() -> list[Difference]:
            figures = self.of_all(protected=False, dimensions=(dimension,), first=first)
            return area_differences(figures, MEASURES, dimension=dimension)

        return self._differences.get(dimension, weigh)

    @property
    def _whole(self) -> tuple[pl.DataFrame, pl.DataFrame, date]:
        return self._found.obligations, self._found.people, self._found.as_at


def _within(
    told: pl.DataFrame, dimensions: Sequence[str], first: date | None, last: date | None
) -> pl.DataFrame:
    """Rows of some dimensions that hold any day from the first to the last."""
    told = told.filter(pl.col("dimension").is_in(list(dimensions)))
    if first is not None:
        told = told.filter(pl.col("period_to") >= first)
    return told if last is None else told.filter(pl.col("period_from") <= last)
