"""Episodes of the SSDA903 into periods of care, placements and legal statuses.

The return closes an episode whenever a placement or a legal status changes. Here contiguous episodes are
chained into periods of care, episodes with the same carer into one placement, and episodes of one legal
status into one spell of it. Every rule is over a child's episodes in order of their start.
"""

from collections.abc import Sequence

import polars as pl

from sightline.engine.records.events import OR_BEFORE
from sightline.engine.records.readers.canonical import period_id, shaped
from sightline.engine.records.tables import CLA_EPISODES, CLA_PLACEMENT, LEGAL_STATUS

_SAME_CARER = ("L", "T", "U")
"""Reasons for a new episode that leave the child with the same carer."""

_SAME_STATUS = ("P", "T")
"""Reasons for a new episode that leave the legal status as it was."""


def chained(episodes: pl.DataFrame) -> pl.DataFrame:
    """Episodes in order with ``entered`` (start of the period of care, null where it began before the first
    episode that the return holds), ``period`` and ``placement`` (their keys), and ``opens_stay`` and
    ``opens_spell`` (the episode opens a placement, a spell of one legal status), and ``stayed`` and ``spelt``
    (that placement, that spell began before the first episode that the return holds: its reason says so).

    A period starts with RNE S, or after a gap between one episode's end and the next one's start.
    """
    ordered = episodes.sort("CHILD", "DECOM", pl.col("DEC"), nulls_last=True, maintain_order=True)
    same_child = pl.col("CHILD").eq_missing(pl.col("CHILD").shift(1)) & (pl.int_range(pl.len()) > 0)
    gap = (pl.col("DEC").shift(1) < pl.col("DECOM")).fill_null(False)
    starts = pl.col("RNE").eq_missing(pl.lit("S"))
    marked = ordered.with_columns(
        (~same_child | gap | starts).alias("opens"), (~same_child & ~starts).alias("began_before")
    )
    same_carer = pl.col("RNE").is_in(_SAME_CARER).fill_null(False) & ~pl.col("opens")
    same_status = pl.col("LS").eq_missing(pl.col("LS").shift(1)) & ~pl.col("opens")
    runs = marked.with_columns(
        (~same_carer).alias("opens_stay"),
        (~same_status).alias("opens_spell"),
        _carried("DECOM", "opens").alias("known_from"),
        _carried("began_before", "opens"),
        stayed=_first_with(_SAME_CARER),
        spelt=_first_with(_SAME_STATUS),
    )
    stay = period_id(pl.col("CHILD"), _carried("DECOM", "opens_stay"))
    return runs.with_columns(
        pl.when(~pl.col("began_before")).then(pl.col("known_from")).alias("entered"),
        (period_id(pl.col("CHILD"), pl.col("known_from")) + _or_before("began_before")).alias("period"),
        _carried("stayed", "opens_stay").alias("stayed"),
        stay.alias("placement"),
    ).with_columns(pl.col("placement") + _or_before("stayed"))


def _first_with(reasons: Sequence[str]) -> pl.Expr:
    """Whether a row is the first that the return holds of a child, and began for one of these reasons."""
    return pl.col("began_before") & pl.col("RNE").is_in(reasons).fill_null(False)


def _or_before(column: str) -> pl.Expr:
    return pl.when(column).then(pl.lit(OR_BEFORE)).otherwise(pl.lit(""))


def _carried(column: str, opens: str) -> pl.Expr:
    """The column's value in the row that opened the run."""
    return pl.when(opens).then(column).forward_fill()


def _runs(chain: pl.DataFrame, opens: str, last: Sequence[str]) -> pl.DataFrame:
    """One row a run: as its first row stands, but with the columns ``last`` as its last row stands."""
    first = chain.filter(pl.col(opens))
    closes = pl.col(opens).shift(-1, fill_value=True)
    return first.with_columns(chain.filter(closes).select(last))


def cla_episodes(chain: pl.DataFrame) -> pl.DataFrame:
    """``ssd_cla_episodes`` as told by the return, one row an episode."""
    return shaped(
        chain,
        CLA_EPISODES,
        {
            "clae_cla_episode_id": period_id(pl.col("CHILD"), pl.col("DECOM")),
            "clae_person_id": pl.col("CHILD"),
            "clae_cla_placement_id": pl.col("placement"),
            "clae_cla_episode_start_date": pl.col("DECOM"),
            "clae_cla_episode_start_reason": pl.col("RNE"),
            "clae_cla_primary_need_code": pl.col("CIN"),
            "clae_cla_episode_ceased_date": pl.col("DEC"),
            "clae_cla_episode_ceased_reason": pl.col("REC"),
            "clae_cla_id": pl.col("period"),
            "clae_entered_care_date": pl.col("entered"),
        },
    )


def placements(chain: pl.DataFrame) -> pl.DataFrame:
    """``ssd_cla_placement``: episodes with the same carer are one placement, described as it last stood."""
    stays = _runs(
        chain, "opens_stay", ["DEC", "REASON_PLACE_CHANGE", "PLACE", "PLACE_PROVIDER", "PL_POST", "URN"]
    )
    return shaped(
        stays,
        CLA_PLACEMENT,
        {
            "clap_cla_placement_id": pl.col("placement"),
            "clap_cla_id": pl.col("period"),
            "clap_person_id": pl.col("CHILD"),
            "clap_cla_placement_start_date": pl.col("DECOM"),
            "clap_cla_placement_type": pl.col("PLACE"),
            "clap_cla_placement_urn": pl.col("URN"),
            "clap_cla_placement_provider": pl.col("PLACE_PROVIDER"),
            "clap_cla_placement_postcode": pl.col("PL_POST"),
            "clap_cla_placement_end_date": pl.col("DEC"),
            "clap_cla_placement_change_reason": pl.col("REASON_PLACE_CHANGE"),
        },
    )


def legal_statuses(chain: pl.DataFrame) -> pl.DataFrame:
    """``ssd_legal_status``: one row for each unbroken run of a legal status; blank ones are left out."""
    spells = _runs(chain, "opens_spell", ["DEC"]).filter(pl.col("LS").is_not_null())
    return shaped(
        spells,
        LEGAL_STATUS,
        {
            "lega_legal_status_id": pl.concat_str(
                [period_id(pl.col("CHILD"), pl.col("DECOM")), pl.lit("/"), pl.col("LS"), _or_before("spelt")]
            ),
            "lega_person_id": pl.col("CHILD"),
            "lega_legal_status": pl.col("LS"),
            "lega_legal_status_start_date": pl.col("DECOM"),
            "lega_legal_status_end_date": pl.col("DEC"),
        },
    )
