"""Which cells of a published table must be hidden, so that none that is sensitive can be worked out.

The table is laid out with every sum that a reader could know: a whole is its groups, a long period is the
shorter ones inside it. What published parts leave over of a published whole is a cell like any other: never
shown, and easily worked out. Cells are hidden one by one, smallest first, until every sensitive one provably
keeps its doubt.
"""

from collections import defaultdict
from datetime import date

import polars as pl

from sightline.engine.measures.ambiguity import Sum, null_space, possible_values
from sightline.engine.measures.groups import ALL

SMALL = 5
"""Counts of 1 to this many are never shown."""

DOUBT = 3
"""At least so many values of a hidden count must agree with everything shown."""

Span = tuple[date, date] | tuple[date, date, str]
"""A period's first and last day; with a third part, what is left of it beside the shorter ones shown."""

Line = tuple[str, str]
"""A dimension and a group: what is counted over time."""

_LEFT = "left over"
_WHOLE: Line = (ALL, "")


class Table:
    """The cells of one measure, the sums between them, and which are hidden.

    ``figures`` and ``shown_before``: rows of RESULT_SCHEMA of one measure, none twice; those of
    ``shown_before`` stay as they are. ``few_children`` (bool, optional) marks rows that are sensitive
    whatever their counts.
    """

    def __init__(self, figures: pl.DataFrame, shown_before: pl.DataFrame) -> None:
        rows = pl.concat([figures, shown_before], how="diagonal")
        self.free = figures.height
        self.listed = rows.height
        self.done: list[int] = []
        self.rest: list[int] = []
        self.few: set[int] = set()
        self.sums: list[Sum] = []
        self._at: dict[Line, dict[Span, int]] = defaultdict(dict)
        for row in rows.iter_rows(named=True):
            line = (row["dimension"], row["group"])
            done = row["recorded"] or 0
            cell = self._cell(line, (row["period_from"], row["period_to"]), done, row["denominator"] - done)
            if row.get("few_children"):
                self.few.add(cell)
        self._fill()
        self._left_over_groups()
        self._sum_over_time()
        self._sum_over_groups()
        self.hidden = {cell for cell in range(self.free) if self.sensitive(cell)}

    def _cell(self, line: Line, span: Span, done: int, rest: int) -> int:
        self._at[line][span] = len(self.done)
        self.done.append(done)
        self.rest.append(rest)
        return len(self.done) - 1

    def size(self, cell: int) -> int:
        """The denominator of a cell."""
        return self.done[cell] + self.rest[cell]

    def sensitive(self, cell: int) -> bool:
        """Whether a cell may not be known on its own account: small, or all or none of its group."""
        return self.size(cell) > 0 and (min(self.done[cell], self.rest[cell]) <= SMALL or cell in self.few)

    def _left(self, whole: int, parts: list[int]) -> tuple[int, int]:
        done = self.done[whole] - sum(self.done[part] for part in parts)
        return done, self.rest[whole] - sum(self.rest[part] for part in parts)

    def _fill(self) -> None:
        """Cells that are in no row, but that rows of shorter periods or of groups add up to."""
        spans = sorted(
            {span for cells in self._at.values() for span in cells}, key=lambda span: span[1] - span[0]
        )
        for line, cells in list(self._at.items()):
            for span in spans:
                inside = [] if span in cells else _largest_inside(span, list(cells))
                if inside:
                    self._sum_of(line, span, [cells[each] for each in inside])
        for line, cells in list(self._at.items()):
            for span in cells:
                if span not in self._at[_WHOLE]:
                    alike = [other for other in self._at if other[0] == line[0]]
                    self._sum_of(
                        _WHOLE, span, [self._at[each][span] for each in alike if span in self._at[each]]
                    )

    def _sum_of(self, line: Line, span: Span, parts: list[int]) -> None:
        self._cell(line, span, *(sum(side[part] for part in parts) for side in (self.done, self.rest)))

    def _left_over_groups(self) -> None:
        """Groups that are not shown beside those that are, as one line of each dimension."""
        wholes = dict(self._at[_WHOLE])
        for dimension in sorted({line[0] for line in self._at} - {ALL}):
            lines = [cells for line, cells in self._at.items() if line[0] == dimension]
            for span, whole in wholes.items():
                parts = [cells[span] for cells in lines if span in cells]
                done, rest = self._left(whole, parts)
                if parts and min(done, rest) >= 0 < done + rest:
                    self._cell((dimension, _LEFT), span, done, rest)

    def _sum_over_time(self) -> None:
        for line, cells in list(self._at.items()):
            for whole in list(cells):
                spans = _largest_inside(whole, list(cells))
                parts = [cells[span] for span in spans]
                done, rest = self._left(cells[whole], parts)
                if not parts or min(done, rest) < 0:
                    continue
                if done + rest > 0:
                    parts.append(self._cell(line, (*whole[:2], f"{_LEFT} {spans}"), done, rest))
                self.sums.append({cells[whole]: 1} | dict.fromkeys(parts, -1))

    def _sum_over_groups(self) -> None:
        for dimension in sorted({line[0] for line in self._at} - {ALL}):
            lines = [cells for line, cells in self._at.items() if line[0] == dimension]
            for span, whole in self._at[_WHOLE].items():
                parts = [cells[span] for cells in lines if span in cells]
                if parts and self._left(whole, parts) == (0, 0):
                    self.sums.append({whole: 1} | dict.fromkeys(parts, -1))

    def hide(self) -> set[int]:
        """Hide more until every sensitive cell keeps its doubt. Returns the places of the hidden figures."""
        while True:
            more = self._thin()
            if more is None:
                given_away = self._given_away()
                if given_away is None:
                    return self.hidden
                more = self._cover(given_away)
            if more is None:
                return set(range(self.free))
            self.hidden.add(more)

    def _thin(self) -> int | None:
        """One more cell of a sum whose hidden parts together are still too small to be known."""
        for total in self.sums:
            (whole, *parts) = total  # a sum is written whole first
            hidden = [cell for cell in parts if self._unknown(cell)]
            if self._unknown(whole) or not hidden:
                continue
            done, rest = (sum(side[cell] for cell in hidden) for side in (self.done, self.rest))
            if done + rest > 0 and min(done, rest) <= SMALL:
                shown = [each for each in total if self._could_hide(each)]
                if shown:
                    return min(shown, key=lambda each: (self.size(each), each))
        return None

    def _unknown(self, cell: int) -> bool:
        return cell in self.hidden or (cell >= self.listed and self.size(cell) > 0)

    def _could_hide(self, cell: int) -> bool:
        return cell < self.free and cell not in self.hidden and self.size(cell) > 0

    def _given_away(self) -> int | None:
        """The smallest sensitive cell that a reader could work out, if there is one."""
        unknown = [cell for cell in range(len(self.done)) if self._unknown(cell)]
        weak = []
        for values in (self.done, self.rest):
            true = {cell: values[cell] for cell in unknown}
            # Cells that come first take up the change. Wholes first: a part moves with all that holds it.
            # Large counts first: each vector leans on one small cell at most. Either may find the proof.
            wholes = null_space(self.sums, sorted(unknown, key=lambda cell: -self.size(cell)))
            large = null_space(self.sums, sorted(unknown, key=lambda cell: (-true[cell], cell)))
            for cell in unknown:
                if self.sensitive(cell) and all(
                    possible_values(basis, true, cell) < DOUBT for basis in (wholes, large)
                ):
                    weak.append((self.size(cell), cell))
        return min(weak)[1] if weak else None

    def _cover(self, cell: int) -> int | None:
        """The next cell to hide: the smallest shown beside it in a sum, or else beside what is hidden with
        it.
        """
        near, seen = [cell], {cell}
        for other in near:
            beside = {each for total in self.sums if other in total for each in total} - seen
            shown = [each for each in beside if self._could_hide(each)]
            if shown:
                return min(shown, key=lambda each: (self.size(each), each))
            near += sorted(beside)
            seen |= beside
        return None


def _largest_inside(whole: Span, spans: list[Span]) -> list[Span]:
    """The periods strictly inside a period that lie inside no other such period, in order."""
    if len(whole) != 2:
        return []
    inside = [
        span
        for span in spans
        if len(span) == 2 and span != whole and whole[0] <= span[0] and span[1] <= whole[1]
    ]
    return sorted(
        span
        for span in inside
        if not any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in inside)
    )
