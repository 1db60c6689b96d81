"""Which rows tell one event although their keys differ: declared for each table, applied by ``merge``.

Sources tell the same thing at different grain: one has the whole period where another has its episodes, one
holds the latest of a kind without its day, one saw a stay only from the middle of it on.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

OR_BEFORE = "-or-before"
"""How the identifier ends of a stay or spell that began before the first day that its source tells."""

INTO = "_into"
INDEX = "_index"
SOURCE = "_source"
RANK = "_rank"

Rows = pl.DataFrame
"""Rows of several sources with INDEX, SOURCE and RANK."""


@dataclass(frozen=True)
class Joins:
    """Rows of ``which`` tell the event of another source's row ``of`` that agrees with them ``on`` columns.

    Of several, the last by ``latest``. ``during``: (start, end) of the other row hold the day of this one.
    ``better``: the other source must be of higher precedence.
    """

    which: pl.Expr
    of: pl.Expr
    on: tuple[str, ...]
    latest: str = ""
    during: tuple[str, str] | None = None
    better: bool = False

    def found(self, rows: Rows) -> pl.DataFrame:
        """INDEX of each row that joins another, and INTO: that row's."""
        mine = rows.filter(self.which.fill_null(value=False))
        if mine.is_empty():
            return pl.DataFrame(schema={INDEX: pl.UInt32(), INTO: pl.UInt32()})
        ordered = rows.filter(self.of.fill_null(value=False))
        if self.latest:
            ordered = ordered.sort(self.latest, nulls_last=False, maintain_order=True)
        wanted = [INDEX, SOURCE, RANK, *self.on, *(self.during or ())]
        both = mine.select(*dict.fromkeys(wanted)).join(
            ordered.select(*dict.fromkeys(wanted)), on=list(self.on), how="inner", suffix="_of"
        )
        both = both.filter(pl.col(SOURCE) != pl.col(f"{SOURCE}_of"))
        if self.better:
            both = both.filter(pl.col(f"{RANK}_of") < pl.col(RANK))
        if self.during:
            start, end = self.during
            day = pl.col(start)
            inside = pl.col(f"{end}_of").is_null() | (pl.col(f"{end}_of") > day)
            both = both.filter((pl.col(f"{start}_of") <= day) & inside)
        last = both.unique(INDEX, keep="last" if self.latest else "first", maintain_order=True)
        return last.select(INDEX, pl.col(f"{INDEX}_of").alias(INTO))


def _undated(table_start: str) -> pl.Expr:
    return pl.col(table_start).is_null()


def _dated(table_start: str) -> pl.Expr:
    return pl.col(table_start).is_not_null()


def _stay(prefix: str, own_id: str, start: str, end: str, *also: str) -> Joins:
    before = pl.col(own_id).str.ends_with(OR_BEFORE)
    return Joins(before, ~before.fill_null(value=False), (f"{prefix}_person_id", *also), start, (start, end))


_CODE = pl.col("disa_disability_code")
_UASC = pl.col("immi_immigration_status").str.to_uppercase().str.contains("UASC|UNACCOMPANIED")

JOINS: Mapping[str, tuple[Joins, ...]] = {
    "ssd_cla_placement": (
        _stay(
            "clap", "clap_cla_placement_id", "clap_cla_placement_start_date", "clap_cla_placement_end_date"
        ),
    ),
    "ssd_legal_status": (
        _stay(
            "lega",
            "lega_legal_status_id",
            "lega_legal_status_start_date",
            "lega_legal_status_end_date",
            "lega_legal_status",
        ),
    ),
    "ssd_cla_care_plan": (
        Joins(
            _undated("lacp_cla_care_plan_start_date"),
            _dated("lacp_cla_care_plan_start_date"),
            ("lacp_person_id",),
            "lacp_cla_care_plan_start_date",
        ),
    ),
    "ssd_involvements": (
        Joins(
            _undated("invo_involvement_start_date"),
            _dated("invo_involvement_start_date"),
            ("invo_person_id", "invo_professional_id"),
            "invo_involvement_start_date",
        ),
        Joins(
            _undated("invo_involvement_start_date") & pl.col("invo_professional_id").is_null(),
            _dated("invo_involvement_start_date"),
            ("invo_person_id", "invo_professional_team"),
            "invo_involvement_start_date",
        ),
    ),
    "ssd_sdq_scores": (
        Joins(
            _undated("csdq_sdq_completed_date"),
            _dated("csdq_sdq_completed_date"),
            ("csdq_person_id", "csdq_sdq_score"),
            "csdq_sdq_completed_date",
        ),
    ),
    "ssd_immigration_status": (
        Joins(
            _undated("immi_immigration_status_start_date") & _UASC,
            _UASC,
            ("immi_person_id",),
            "immi_immigration_status_start_date",
            better=True,
        ),
    ),
    "ssd_disability": (
        Joins(_CODE.is_null() | (_CODE == "NONE"), _CODE.is_not_null(), ("disa_person_id",), better=True),
    ),
    "ssd_permanence": (
        Joins(pl.col("perm_cla_id").is_null(), pl.col("perm_cla_id").is_not_null(), ("perm_person_id",)),
        Joins(
            pl.col("perm_cla_id").is_not_null(),
            pl.col("perm_cla_id").is_not_null(),
            ("perm_person_id", "perm_adm_decision_date"),
            better=True,
        ),
    ),
    "ssd_address": (
        Joins(
            _undated("addr_address_start_date"),
            _dated("addr_address_start_date"),
            ("addr_person_id", "addr_address_postcode"),
            "addr_address_start_date",
        ),
    ),
}
"""By table, the rows that tell another row's event; the first rule that finds one decides."""


@dataclass(frozen=True)
class Summary:
    """Sources that tell a whole period in one row where others tell its parts.

    ``person``, ``start`` and ``end`` name the table's columns; ``untold`` are those of which a summary knows
    only what became of the whole. ``goes_on`` stands in ``why`` for a part that another follows.
    """

    sources: frozenset[str]
    person: str
    start: str
    end: str
    why: str
    goes_on: str

    def cut(self, rows: Rows) -> Rows:
        """Rows in which a summary says nothing of an end where a better source tells the parts.

        Where the parts begin later than the period, its first row ends as they begin.
        """
        whole = pl.col(SOURCE).is_in(list(self.sources))
        mine = rows.filter(whole & pl.col(self.start).is_not_null())
        parts = rows.filter(~pl.col(SOURCE).is_in(list(self.sources))).select(
            self.person, pl.col(self.start).alias("_part")
        )
        if mine.is_empty() or parts.is_empty():
            return rows
        both = mine.select(INDEX, self.person, self.start, self.end).join(parts, on=self.person, how="inner")
        inside = pl.col(self.end).is_null() | (pl.col("_part") < pl.col(self.end))
        first = (
            both.filter((pl.col("_part") >= pl.col(self.start)) & inside)
            .group_by(INDEX)
            .agg(pl.col("_part").min())
        )
        found = rows.join(first, on=INDEX, how="left", maintain_order="left")
        told, later = pl.col("_part").is_not_null(), pl.col("_part") > pl.col(self.start)
        return found.with_columns(
            pl.when(~told).then(self.end).when(later).then("_part").alias(self.end),
            pl.when(~told).then(self.why).when(later).then(pl.lit(self.goes_on)).alias(self.why),
        ).drop("_part")


SUMMARIES: Mapping[str, Summary] = {
    "ssd_cla_episodes": Summary(
        frozenset({"annex_a", "csc_api"}),
        "clae_person_id",
        "clae_cla_episode_start_date",
        "clae_cla_episode_ceased_date",
        "clae_cla_episode_ceased_reason",
        "X1",
    ),
}


def joined(table: str, rows: Rows) -> pl.DataFrame:
    """INDEX of each row that tells another row's event, and INTO: that row's INDEX."""
    found = pl.DataFrame(schema={INDEX: pl.UInt32(), INTO: pl.UInt32()})
    for rule in JOINS.get(table, ()):
        new = rule.found(rows.join(found, on=INDEX, how="anti", maintain_order="left"))
        found = pl.concat([found, new])
    return found.join(found.select(pl.col(INDEX).alias(INTO)), on=INTO, how="anti", maintain_order="left")
