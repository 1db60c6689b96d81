"""Episodes of the SSDA903 into periods of care, placements and legal statuses.

The return closes an episode whenever a placement or a legal status changes. Here contiguous episodes are
chained into periods of care, episodes with the same carer into one placement, and episodes of one legal
status into one spell of it. Every rule is over a child's episodes in order of their start.
"""

import polars as pl

from sightline.engine.records.columns import ROW
from sightline.engine.records.readers.canonical import period_id, shaped
from sightline.engine.records.tables import CLA_EPISODES, CLA_PLACEMENT, LEGAL_STATUS

_SAME_CARER = ("L", "T", "U")
"""Reasons for a new episode that leave the child with the same carer."""


def chained(episodes: pl.DataFrame) -> pl.DataFrame:
    """Episodes in order with ``entered`` (start of the period of care, null where it began before the first
    episode that the return holds), ``period``, ``stay`` (one placement) and ``spell`` (one legal status).

    A period starts with RNE S, or after a gap between one episode's end and the next one's start.
    """
    child = pl.col("CHILD")
    ended = pl.col("DEC").shift(1).over("CHILD")
    first = child.is_first_distinct()
    gap = (ended < pl.col("DECOM")).fill_null(False)
    starts = (pl.col("RNE") == "S").fill_null(False)
    ordered = episodes.sort(
        "CHILD", "DECOM", pl.col("DEC").fill_null(pl.date(9999, 1, 1)), maintain_order=True
    )
    marked = ordered.with_columns(
        (first | gap | starts).alias("opens"),
        (first & ~starts).alias("began_before"),
    ).with_columns(pl.col("opens").cum_sum().alias("period_no"))
    same_carer = pl.col("RNE").is_in(_SAME_CARER).fill_null(False) & ~pl.col("opens")
    same_status = pl.col("LS").eq_missing(pl.col("LS").shift(1)) & ~pl.col("opens")
    return marked.with_columns(
        (~same_carer).cum_sum().alias("stay"),
        (~same_status).cum_sum().alias("spell"),
        pl.col("DECOM").first().over("period_no").alias("known_from"),
        pl.col("began_before").first().over("period_no").alias("began_before"),
    ).with_columns(
        pl.when(~pl.col("began_before")).then(pl.col("known_from")).alias("entered"),
        pl.when(pl.col("began_before"))
        .then(period_id(child, pl.col("known_from")) + pl.lit("-or-before"))
        .otherwise(period_id(child, pl.col("known_from")))
        .alias("period"),
        pl.concat_str(
            [child, pl.lit("/"), pl.col("DECOM").first().over("stay").dt.strftime("%Y-%m-%d")]
        ).alias("placement"),
    )


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
    stays = chain.group_by("stay", maintain_order=True).agg(
        pl.col("CHILD", "period", "placement", ROW).first(),
        pl.col("DECOM").first().alias("starts"),
        pl.col("DEC", "REASON_PLACE_CHANGE", "PLACE", "PLACE_PROVIDER", "PL_POST", "URN").last(),
    )
    return shaped(
        stays,
        CLA_PLACEMENT,
        {
            "clap_cla_placement_id": pl.col("placement"),
            "clap_cla_id": pl.col("period"),
            "clap_person_id": pl.col("CHILD"),
            "clap_cla_placement_start_date": pl.col("starts"),
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
    spells = (
        chain.filter(pl.col("LS").is_not_null())
        .group_by("spell", maintain_order=True)
        .agg(
            pl.col("CHILD", "LS", ROW).first(),
            pl.col("DECOM").first().alias("starts"),
            pl.col("DEC").last(),
        )
    )
    return shaped(
        spells,
        LEGAL_STATUS,
        {
            "lega_legal_status_id": pl.concat_str(
                [period_id(pl.col("CHILD"), pl.col("starts")), pl.lit("/"), pl.col("LS")]
            ),
            "lega_person_id": pl.col("CHILD"),
            "lega_legal_status": pl.col("LS"),
            "lega_legal_status_start_date": pl.col("starts"),
            "lega_legal_status_end_date": pl.col("DEC"),
        },
    )
