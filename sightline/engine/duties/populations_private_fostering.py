"""Private fostering arrangements: from the day the authority knew of them, until the child is too old."""

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import occasions
from sightline.engine.duties.combining import either, where_told
from sightline.engine.duties.told import Happening, Spell
from sightline.engine.records.record import Record

ENDED = "The arrangement ended"
_SIXTEEN, _EIGHTEEN = 16, 18
_SEEN = pl.col("seen").fill_null(value=True)

VISITS = either(
    Happening("private_fostering_visit", "visited_on", where=_SEEN, content=("seen_alone", "report")),
    Happening("private_fostering", "first_visit_on", content=("child_seen_alone",)),
    Happening(
        "visit",
        "done_on",
        where=_SEEN & (pl.col("kind") == "private fostering"),
        content=("seen_alone", "observed"),
    ),
)
"""Visits at which the child was seen; the first visit of an arrangement is one of them."""


@where_told("private_fostering")
def known_arrangements(record: Record, authority: Authority) -> pl.DataFrame:
    """Arrangements from the day on which the authority became aware (regulation 8(6)), or on which they began
    if it was told before; until they end, or the child turns 16 (18 if disabled). The first anniversary of
    that day is the switch."""
    rows = record.frame("private_fostering").select(
        "notified_on",
        person_id="child_id",
        occasion=occasions.day_of("arrangement_from").fill_null("no start date"),
    )
    frame = Spell("private_fostering", "arrangement_from", "arrangement_to", because=ENDED)(record, authority)
    frame = frame.join(
        rows.unique(("person_id", "occasion"), keep="first", maintain_order=True),
        on=["person_id", "occasion"],
        how="left",
        maintain_order="left",
    )
    aware = pl.when(pl.col("notified_on").is_not_null()).then(pl.max_horizontal("notified_on", "trigger"))
    frame = frame.with_columns(trigger=aware).with_columns(switches=pl.col("trigger").dt.offset_by("1y"))
    named = record.frame("ssd_disability").filter(pl.col("disa_disability_code").fill_null("") != "NONE")
    disabled = named.select(person_id="disa_person_id").unique().with_columns(disabled=pl.lit(value=True))
    frame = frame.join(disabled, on="person_id", how="left", maintain_order="left")
    frame = frame.join(occasions.born(record), on="person_id", how="left", maintain_order="left")
    too_old = (
        pl.when(pl.col("disabled").is_not_null())
        .then(occasions.birthday(_EIGHTEEN))
        .otherwise(occasions.birthday(_SIXTEEN))
    )
    frame = occasions.until(frame, too_old, "Turned 16, or 18 with a disability")
    alive = pl.col("ends").is_null() | pl.col("trigger").is_null() | (pl.col("trigger") < pl.col("ends"))
    return occasions.shaped(frame.filter(alive))
