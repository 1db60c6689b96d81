"""What the lens lets through of figures, protected for a reader who sees no child, and of their sources."""

from collections.abc import Sequence
from datetime import date

import polars as pl
from django.http import Http404

from sightline.engine.duties.duty import Shows
from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.drift import Drift
from sightline.engine.measures.groups import ALL
from sightline.engine.measures.measure import RESULT_SCHEMA
from sightline.engine.measures.variation import Difference
from sightline.engine.records.columns import Subject
from sightline.engine.records.evidence import Submission
from sightline.office.lens.reach import AIMED, Reach, nothing


class OfFigures(Reach):
    """Figures of the whole service, and how far its files can show them."""

    def results(
        self,
        measure: str,
        *,
        dimensions: Sequence[str] = (ALL,),
        period: str = "month",
        first: date | None = None,
        last: date | None = None,
        protected: bool = False,
    ) -> pl.DataFrame:
        """Figures of a measure for the whole service: RESULT_SCHEMA.

        ``protected``: as a reader who sees no child would have them, whoever asks: for what others will read.

        For a reader of protected figures, only what disclosure control lets through: over no shorter a
        period than can be shown, hidden rows left out, and neither floor nor ceiling.
        """
        if self.snapshot is None or measure not in MEASURES:
            return nothing(RESULT_SCHEMA)
        return self._sight.figures.of(
            measure,
            protected=protected or self.protected,
            dimensions=dimensions,
            period=period,
            first=first,
            last=last,
        )

    def all_results(self, *, dimensions: Sequence[str] = (ALL,), first: date | None = None) -> pl.DataFrame:
        """Monthly figures of every measure for the whole service, protected as in ``results``."""
        if self.snapshot is None:
            return nothing(RESULT_SCHEMA)
        return self._sight.figures.of_all(protected=self.protected, dimensions=dimensions, first=first)

    def told_measures(self) -> frozenset[str]:
        """The measures of which everyone who signs in may see a figure; none where nothing had been loaded.

        Where protected figures have not been worked out for the day, for a reader who needs none: the
        measures of duties of which the record holds any case.
        """
        if self.snapshot is None:
            return frozenset()
        protected = self.protected or self._sight.figures.has_protected
        return self.once(("told measures", protected), lambda: self._told_measures(protected=protected))

    def _told_measures(self, *, protected: bool) -> frozenset[str]:
        if not protected:
            return frozenset(one.id for one in MEASURES.values() if one.duty in self.told_duties())
        found = self._sight.figures.of_all(protected=True, dimensions=(ALL,), first=None)
        return frozenset(found.filter(pl.col("denominator") > 0)["measure"])

    def drift(self) -> list[Drift]:
        """Measures that drifted, the worst first; none for a reader of protected figures."""
        return [] if self.protected or self.snapshot is None else self._sight.figures.drift()

    def differences(self, dimension: str = "area_id") -> list[Difference]:
        """Groups that differ by more than chance; none for a reader of protected figures."""
        if self.protected or self.snapshot is None:
            return []
        return self._sight.figures.differences(dimension)

    def cases(
        self,
        measure: str,
        *,
        period: str = "month",
        period_from: date | None = None,
        dimension: str = ALL,
        group: str = "",
        since: date | None = None,
    ) -> tuple[pl.DataFrame, int]:
        """The obligations behind a figure, of children in reach; and how many more stand behind it.

        Columns as ``measures.evaluate.cases``. ``since``: of the periods that begin then or later. Raises
        Http404 for who may see no child.
        """
        if self.protected:
            raise Http404("Your role sees figures only")
        whole = self._sight.figures.cases(measure, period, period_from, dimension, group)
        if since is not None:
            whole = whole.filter(pl.col("period_from") >= since)
        mine = whole.filter(pl.col("subject") == Subject.CHILD.value, ~AIMED).join(
            self.people().select("person_id"), on="person_id", how="semi", maintain_order="left"
        )
        return mine, whole.height - mine.height

    def shown(self, duty: str) -> Shows:
        """The most that the loaded files can show of a duty."""
        return self._sight.shows[duty] if self.snapshot else Shows.NOTHING

    def told_duties(self) -> frozenset[str]:
        """The duties of which the record holds any case at all; none where nothing had been loaded."""
        return self._sight.told_duties if self.snapshot else frozenset()

    def submissions(self) -> list[Submission]:
        """The submissions that stand in the snapshot that is read, the newest first."""
        return list(self._sight.submissions) if self.snapshot else []

    def submissions_of(self, tables: Sequence[str]) -> list[Submission]:
        """The submissions that tell any of these tables, the newest first."""
        told = self._sight.submissions if self.snapshot else []
        return [one for one in told if any(one.rows.get(table) for table in tables)]

    def told_by(self, number: int, tables: Sequence[str]) -> list[Submission]:
        """Of a numbered snapshot, the submissions that tell any of these tables, the newest first; none where
        the snapshot is no longer kept."""
        try:
            told = [self.store.submission(one) for one in self.store.snapshot(number).submissions]
        except KeyError:
            return []
        found = [one for one in told if any(one.rows.get(table) for table in tables)]
        return sorted(found, key=lambda one: one.received, reverse=True)

    def whole(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Obligations and people of the whole service, for figures that go through disclosure control.

        Raises Http404 where nothing had been loaded.
        """
        return self._sight.found.obligations, self._sight.found.people
