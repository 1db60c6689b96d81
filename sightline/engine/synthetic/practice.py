"""What was planted at the front door and in child protection, counted from the finished record.

Each kind is told by its plain meaning, child by child: who, and on which occasion.
"""

from typing import Any

import polars as pl

from sightline.engine.synthetic import front_story as story
from sightline.engine.synthetic.county import County
from sightline.engine.synthetic.front_story import Plant
from sightline.engine.synthetic.grid import add_working, dates
from sightline.engine.synthetic.known_children import until_closed
from sightline.engine.synthetic.story import END

Planted = dict[str, Any]
_ITEM = ["person_id", "on"]
_NOW = pl.lit(END)


def _areas(county: County) -> pl.DataFrame:
    """The area of each child of the front door."""
    if county.front is None:
        raise ValueError("found a county without a front door, expected one that was built")
    places = {place: area.id for place, area in enumerate(county.authority.areas)}
    cases = county.front.cases
    return pl.DataFrame(
        {"person_id": county.front.ids, "place": cases.area},
        schema={"person_id": pl.String, "place": pl.Int64},
    ).with_columns(area=pl.col("place").replace_strict(places, return_dtype=pl.String))


def _judged(county: County, frame: pl.DataFrame, limit: int, last: pl.Expr = _NOW) -> pl.DataFrame:
    """Occasions (person_id, on, done) with the child's area, and whether each was late by working days.

    ``last``: the day up to which it was waited for.
    """
    frame = frame.with_columns(pl.col("on", "done").cast(pl.Date)).join(
        _areas(county), on="person_id", how="left", maintain_order="left"
    )
    due = dates(add_working(frame["on"].dt.epoch("d").cast(pl.Int64).to_numpy(), limit))
    known = pl.when(pl.col("done") <= last).then("done")
    return frame.with_columns(done=known, late=pl.coalesce(known, last) > due)


def discussions(county: County) -> pl.DataFrame:
    """Every concern, and when its strategy discussion was held."""
    told = county.ledger.standing("strategy_meeting")
    return _judged(county, told.select(person_id="child_id", on="concern_on", done="held_on"), 1)


def conferences(county: County) -> pl.DataFrame:
    """Every enquiry that led to a conference, and when that was held."""
    enquiries = county.ledger.standing("ssd_s47_enquiry").filter(pl.col("s47e_s47_nfa") == "N")
    held = county.ledger.standing("ssd_initial_cp_conference").select(
        "icpc_s47_enquiry_id", done="icpc_icpc_date"
    )
    joined = enquiries.join(
        held, left_on="s47e_s47_enquiry_id", right_on="icpc_s47_enquiry_id", how="left", maintain_order="left"
    )
    return _judged(
        county, joined.select(person_id="s47e_person_id", on="s47e_s47_start_date", done="done"), 15
    )


def assessments(county: County) -> pl.DataFrame:
    """Every assessment, and when the child was first seen at home from its first day on, while the case was
    open."""
    told = county.ledger.standing("ssd_cin_assessments")
    visits = county.ledger.standing("ssd_cin_visits").select(
        person_id="cinv_person_id", done="cinv_cin_visit_date"
    )
    under_plan = county.ledger.standing("ssd_cp_visits").filter(pl.col("cppv_cp_visit_seen") == "Y")
    under_plan = under_plan.select(person_id="cppv_person_id", done="cppv_cp_visit_date")
    began = told.select(person_id="cina_person_id", on="cina_assessment_start_date").sort("on")
    joined = began.join_asof(
        pl.concat([visits, under_plan]).sort("done"), left_on="on", right_on="done", by="person_id",
        strategy="forward", coalesce=False, check_sortedness=False,
    )  # fmt: skip
    later = pl.col("on").shift(-1).over("person_id", order_by="on")
    joined = joined.with_columns(done=pl.when(later.is_null() | (pl.col("done") < later)).then("done"))
    joined = until_closed(county, joined, "person_id", "on")
    return _judged(county, joined, 5, pl.min_horizontal("closed", _NOW))


def core_groups(county: County) -> pl.DataFrame:
    """Every core group held; "late" are those of which only the date was filled in."""
    told = county.ledger.standing("core_group")
    blank = pl.all_horizontal(pl.col("parent_attended", "plan_updated", "progress").is_null())
    frame = told.select(late=blank, person_id="child_id", on="held_on")
    return frame.join(_areas(county), on="person_id", how="left", maintain_order="left")


_KINDS = (
    (story.STRATEGY_LATE, discussions),
    (story.CHILD_SEEN_LATE, assessments),
    (story.CONFERENCES_LATE, conferences),
    (story.CORE_GROUPS_BLANK, core_groups),
)


def _inside(plant: Plant) -> pl.Expr:
    inside = pl.col("on").is_between(plant.first, plant.last)
    return inside if plant.area is None else inside & (pl.col("place") == plant.area)


def planted(county: County) -> list[Planted]:
    """Each kind: the duty that finds it, where and when it was planted, how many of how many, and which."""
    return [_told(county, plant, find(county)) for plant, find in _KINDS]


def _told(county: County, plant: Plant, frame: pl.DataFrame) -> Planted:
    areas = [area.id for area in county.authority.areas]
    mine = frame.filter(_inside(plant))
    late = mine.filter("late").sort(_ITEM).select(_ITEM)
    return {
        "kind": plant.kind,
        "duty": plant.duty,
        "words": plant.words,
        "answers": plant.answers,
        "first": plant.first,
        "last": plant.last,
        "area": areas[plant.area] if plant.area is not None and plant.area < len(areas) else None,
        "of": mine.height,
        "items": [list(row) for row in late.iter_rows()],
    }


def late_discussions(county: County) -> Planted:
    """Strategy discussions in time, of all, by area, in the months in which one area was planted late."""
    plant = story.STRATEGY_LATE
    areas = [area.id for area in county.authority.areas]
    mine = discussions(county).filter(pl.col("on").is_between(plant.first, plant.last))
    counts = mine.group_by("area").agg((~pl.col("late")).sum(), pl.len()).sort("area")
    return {
        "duty": "strategy discussion",
        "area": areas[plant.area] if plant.area is not None and plant.area < len(areas) else None,
        "first": plant.first,
        "last": plant.last,
        "counted_by": "concern",
        "on_time_of_all_by_area": {area: [met, of] for area, met, of in counts.iter_rows()},
    }
