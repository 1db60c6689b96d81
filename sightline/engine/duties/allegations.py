"""Allegations against adults who work with children: what the designated officer's register tells.

One allegation may have a row for each child: it is one piece of work. An adult without a key is counted under
the allegation's own number.
"""

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events, occasions
from sightline.engine.duties.duty import Events, Substance
from sightline.engine.duties.work import Piece, substance
from sightline.engine.records.columns import ROWS
from sightline.engine.records.record import ALL_TABLES, Record

_WHO = ("subject_key", "allegation_id")
_TABLE = "designated_officer"

TOLD = Piece(_TABLE, _WHO, ("allegation_id",), starts="employer_told_on", met="referred_on")
CLOSED = Piece(
    _TABLE,
    _WHO,
    ("allegation_id",),
    starts="referred_on",
    met="closed_on",
    content=("outcome",),
    undated=pl.col("outcome").is_not_null(),
)
DECIDED = Piece(
    _TABLE,
    _WHO,
    ("allegation_id",),
    starts="referred_on",
    met="closed_on",
    ends="closed_on",
    because="The allegation was closed",
)
OVER_THRESHOLD = Piece(
    _TABLE,
    _WHO,
    ("allegation_id",),
    starts="referred_on",
    met="closed_on",
    where=pl.col("threshold_met") == "yes",
    ends="closed_on",
    because="The allegation was closed",
)
ACTIONS = Piece(
    _TABLE,
    _WHO,
    ("allegation_id", "child_id"),
    starts="referred_on",
    met="action_done",
    due="action_due",
    where=pl.col("action_due").is_not_null() | events.filled("action_text"),
)
BARRING = Piece(
    _TABLE,
    _WHO,
    ("allegation_id",),
    starts="closed_on",
    met="dbs_referral_on",
    where=(pl.col("outcome") == "substantiated")
    & pl.col("employer_outcome").is_in(["dismissed", "resigned"]),
)
CARER_ALLEGATION = Piece(
    "standards_of_care",
    ("carer_id",),
    ("kind", "raised_on"),
    starts="raised_on",
    met="concluded_on",
    where=pl.col("kind") == "allegation",
)
CARER_CONCERN = Piece(
    "standards_of_care",
    ("carer_id",),
    ("kind", "raised_on"),
    starts="raised_on",
    met="concluded_on",
    where=pl.col("kind") == "standard of care",
    content=("outcome",),
)


def meetings(*kinds: str) -> Events:
    """Meetings held about an allegation; none named: of any kind."""

    def held(record: Record, authority: Authority) -> pl.DataFrame:
        rows = record.frame("allegation_meeting").filter(pl.col("held_on").is_not_null())
        rows = rows.filter(pl.col("kind").is_in(kinds)) if kinds else rows
        told = CLOSED.rows(record).select("person_id", "allegation_id").unique(maintain_order=True)
        rows = rows.join(told, on="allegation_id", how="inner", maintain_order="left")
        return events.shaped(
            rows.select(
                "person_id",
                occasion="allegation_id",
                on="held_on",
                outcome=pl.lit(events.MET),
                substance=substance(ALL_TABLES["allegation_meeting"], ("decision",)),
                rows=ROWS,
            )
        )

    return held


def threshold_decisions(record: Record, authority: Authority) -> pl.DataFrame:
    """Initial evaluations held; where there is none, a threshold recorded without its date."""
    held = meetings("initial evaluation")(record, authority)
    said = CLOSED.rows(record).filter(pl.col("threshold_met").is_not_null())
    said = said.join(held.select("person_id", "occasion"), on=["person_id", "occasion"], how="anti")
    undated = said.select(
        "person_id",
        "occasion",
        outcome=pl.lit(events.MET),
        substance=pl.lit(Substance.CONTENT_SEEN.value),
        rows=ROWS,
    )
    return events.together(held, undated)


def carers_concluded(record: Record, authority: Authority) -> pl.DataFrame:
    """Allegations against carers that are over: concluded, and the review taken to panel."""
    rows = CARER_ALLEGATION.rows(record)
    rows = rows.filter(pl.col("concluded_on").is_not_null() & pl.col("review_to_panel_on").is_not_null())
    return events.shaped(
        rows.select(
            "person_id",
            "occasion",
            on=pl.max_horizontal("concluded_on", "review_to_panel_on"),
            outcome=pl.lit(events.MET),
            substance=substance(ALL_TABLES["standards_of_care"], ("outcome", "approval_outcome")),
            rows=ROWS,
        )
    )


def dismissed_or_gone(record: Record, authority: Authority) -> pl.DataFrame:
    """Substantiated allegations whose adult was dismissed or resigned, from the day of the conclusion."""
    return occasions.shaped(BARRING.owed(record, authority).filter(pl.col("trigger").is_not_null()))
