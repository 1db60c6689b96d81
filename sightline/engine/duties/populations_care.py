"""Populations of children in care beyond the ordinary ones: adoption, disputes, registers not always kept."""

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events, occasions
from sightline.engine.duties.combining import ended_by
from sightline.engine.duties.duty import Occasions
from sightline.engine.duties.obligation import SUPERSEDED_BY
from sightline.engine.duties.sharing import once_a_record
from sightline.engine.records.columns import ROWS
from sightline.engine.records.record import Record

OCCASION = ("person_id", "occasion")


def where_kept(register: str, population: Occasions) -> Occasions:
    """A population, where the authority keeps the register that alone can tell what was done for it.

    Without it there would be nothing to say of any child, at the cost of a row for each.
    """

    def told(record: Record, authority: Authority) -> pl.DataFrame:
        if register not in record.tables and register not in record.coverage["table"]:
            return occasions.NOBODY
        return population(record, authority)

    return told


def only_in_care(population: Occasions) -> Occasions:
    """Occasions whose trigger falls in a period of care: those of looked-after children."""
    return _by_care(population, looked_after=True)


def never_in_care(population: Occasions) -> Occasions:
    """Occasions whose trigger falls outside every period of care."""
    return _by_care(population, looked_after=False)


def until_care_ends(population: Occasions) -> Occasions:
    """What is owed for as long as the child is looked after."""
    return ended_by(population, _left, "Care ended")


def _left(record: Record) -> pl.DataFrame:
    """The days on which care ended, at the 18th birthday at the latest."""
    return occasions.in_care(record).select("person_id", on="ends")


def _by_care(population: Occasions, *, looked_after: bool) -> Occasions:
    def told(record: Record, authority: Authority) -> pl.DataFrame:
        frame = population(record, authority)
        if frame.is_empty():
            return frame
        care = occasions.in_care(record).select("person_id", since="entered_on", till="ends")
        pairs = frame.select(*OCCASION, "trigger").join(care, on="person_id", how="inner")
        inside = (pl.col("since") <= pl.col("trigger")) & (
            pl.col("till").is_null() | (pl.col("trigger") < pl.col("till"))
        )
        found = pairs.filter(inside)
        return frame.join(found, on=OCCASION, how="semi" if looked_after else "anti", maintain_order="left")

    return told


def named_by_placement(placed: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    """Events with a ``placed_on``: each of the placement that began that day, else of any that it fits."""
    names = placed.select("person_id", "occasion", placed_on="trigger").drop_nulls("placed_on")
    return frame.drop("occasion", strict=False).join(
        names, on=("person_id", "placed_on"), how="left", maintain_order="left"
    )


def placed_for_adoption(record: Record, authority: Authority) -> pl.DataFrame:
    """Placements for adoption within a period of care, until the order, the end of the plan or of care."""
    return occasions.shaped(_adoption(record, "perm_placed_for_adoption_date"))


def nth_review_after_placement(n: int) -> Occasions:
    """Placements for adoption from their nth review on."""

    def told(record: Record, authority: Authority) -> pl.DataFrame:
        found = occasions.after_nth(_from_the_day_after(record), events.reviews(record), n)
        owed = pl.col("ends").is_null() | (pl.col("trigger") < pl.col("ends"))
        return occasions.shaped(found.filter(owed).with_columns(entered_on="care_from"))

    return told


@once_a_record
def _from_the_day_after(record: Record) -> pl.DataFrame:
    """Placements for adoption; a review on the very day of the placement came before it."""
    placed = _adoption(record, "perm_placed_for_adoption_date").with_columns(care_from="entered_on")
    return placed.with_columns(entered_on=pl.col("trigger") + pl.duration(days=1))


def waiting_to_be_placed(record: Record, authority: Authority) -> pl.DataFrame:
    """Children whom the agency may place (a placement order), until they are placed for adoption."""
    waiting = _adoption(record, "perm_placement_order_date")
    waiting = occasions.until(waiting, pl.col("placed_on"), f"{SUPERSEDED_BY}placed for adoption")
    owed = pl.col("ends").is_null() | (pl.col("trigger") < pl.col("ends"))
    return occasions.shaped(waiting.filter(owed))


@once_a_record
def _care(record: Record) -> pl.DataFrame:
    return occasions.in_care(record).drop("rows", "occasion")


def _adoption(record: Record, trigger: str) -> pl.DataFrame:
    """Rows of the adoption table whose ``trigger`` lies in a period of care, with that period's end."""
    rows = record.frame("ssd_permanence").select(
        person_id="perm_person_id",
        trigger=trigger,
        placed_on="perm_placed_for_adoption_date",
        order_on="perm_permanence_order_date",
        reversed_on="perm_decision_reversed_date",
        rows=ROWS,
    )
    joined = rows.drop_nulls("trigger").join(
        _care(record), on="person_id", how="inner", maintain_order="left"
    )
    before_end = pl.col("ends").is_null() | (pl.col("trigger") < pl.col("ends"))
    joined = joined.filter((pl.col("entered_on") <= pl.col("trigger")) & before_end)
    for day, because in (
        ("reversed_on", "The plan of adoption was given up"),
        ("order_on", "An order was made"),
    ):
        later = pl.when(pl.col(day) >= pl.col("trigger")).then(day)
        joined = occasions.until(joined, later, because)
    named = joined.with_columns(occasion=occasions.day_of("trigger"))
    return named.sort("person_id", "trigger", pl.col("rows").list.first())


def disputes(record: Record) -> pl.DataFrame:
    """Formal disputes of reviewing officers, whatever stages they went through: one row a dispute.

    Columns: person_id, occasion, trigger (first stage), on (the day it was resolved, or taken to Cafcass),
    substance, rows. A stage continues the dispute of the same child and theme that was passed up, or that
    had not been resolved when it began.
    """
    formal = record.frame("iro_escalation").filter(
        pl.col("child_id").is_not_null() & pl.col("raised_on").is_not_null() & (pl.col("stage") != "informal")
    )
    of = ("child_id", "about")
    formal = formal.with_columns(about=pl.col("theme").fill_null(""))
    formal = formal.sort(*of, "raised_on", "stage", pl.col(ROWS).list.first())
    passed_up = (pl.col("outcome") == "escalated").fill_null(value=False)
    unresolved = pl.col("resolved_on").is_null()
    still = (
        passed_up | unresolved | (pl.col("resolved_on") >= pl.col("raised_on").shift(-1).over(of))
    ).shift(1)
    begins = ~still.over(of).fill_null(value=False)
    formal = formal.with_columns(number=begins.cum_sum().over(of))
    taken_on = pl.when(pl.col("stage") == "Cafcass").then("raised_on")
    resolved = pl.when(~passed_up).then("resolved_on")
    content = events.seen(("outcome", "child_effect"))
    grouped = formal.group_by(*of, "number", maintain_order=True).agg(
        trigger=pl.col("raised_on").first(),
        on=pl.min_horizontal(taken_on, resolved).min(),
        substance=content.last(),
        rows=pl.col(ROWS).first(),
    )
    name = pl.format("{}|{}", pl.col("trigger").dt.to_string("%Y-%m-%d"), "about")
    return grouped.rename({"child_id": "person_id"}).with_columns(occasion=name)
