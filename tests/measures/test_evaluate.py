"""Measures against a slow count in plain Python, and the rules that hold of every figure."""

from collections import defaultdict
from datetime import date, timedelta
from statistics import median

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.engine.duties.gaps import gaps
from sightline.engine.duties.obligation import LATEST_OF_MANY, LATEST_OVERDUE
from sightline.engine.measures.child_days import tallied_days
from sightline.engine.measures.evaluate import cases, results
from sightline.engine.measures.flags import EVIDENCE, flagged
from sightline.engine.measures.links import linked
from sightline.engine.measures.measure import RESULT_SCHEMA, Better, Counting
from sightline.engine.measures.periods import Period

from .builders import AS_AT, measure, obligations, people

STATES = (
    "running",
    "met",
    "met late",
    "overdue",
    "not due",
    "ended before due",
    "refused",
    "superseded",
    "cannot tell",
)
SUBSTANCES = ("content seen", "dates only", "contradicted", "not visible")
LATE_OR_UNTOLD = ("overdue", "cannot tell")
GONE = ("not due", "ended before due", "refused", "superseded")


@st.composite
def histories(draw):
    """Obligations in any state, consistent as the engine gives them: a met one has its day and its substance."""
    rows = []
    for n in range(draw(st.integers(0, 25))):
        state = draw(st.sampled_from(STATES))
        trigger = date(2019, 3, 1) + timedelta(draw(st.integers(0, 210)))
        due = trigger + timedelta(draw(st.integers(1, 40)))
        if state == "overdue":
            due = min(due, AS_AT - timedelta(1))
        if state == "cannot tell" and draw(st.booleans()):
            due = None
        row = {
            "person_id": f"c{n // 2}",
            "occasion": f"o{n}",
            "state": state,
            "trigger": trigger,
            "entered_on": draw(st.sampled_from((trigger, None))),
            "due": due,
            "area_id": draw(st.sampled_from(("coast", "north", None))),
            "reason": draw(st.sampled_from((None, *LATEST_OF_MANY))) if state in LATE_OR_UNTOLD else None,
            "team_id": "t",
        }
        if state == "met":
            row["met_on"] = min(due, AS_AT)
        elif state == "met late":
            row |= {"met_on": due + timedelta(3), "days_late": draw(st.integers(1, 90))}
        elif state == "overdue":
            row["days_late"] = (AS_AT - due).days
        if state in ("met", "met late"):
            row["substance"] = draw(st.sampled_from(SUBSTANCES))
        if state == "ended before due" or (state == "overdue" and draw(st.booleans())):
            row["ended_on"] = AS_AT
        rows.append(row)
    return rows


def count(rows, placed):
    """The obvious count, by month: denominator, recorded, floor (None: not assessable), ceiling, excluded."""
    months = defaultdict(lambda: [0, 0, 0, 0, 0])
    blind = set()
    for row in rows:
        if row[placed] is None:
            continue
        month = row[placed].replace(day=1)
        figure = months[month]
        if row["state"] in GONE:
            figure[4] += 1
        if row["due"] is not None and row["due"] >= AS_AT:
            continue
        if row["reason"] is not None:
            continue
        if row["state"] in ("met", "met late", "overdue", "cannot tell"):
            figure[0] += 1
        if row["state"] == "met":
            figure[1] += 1
            figure[2] += row["substance"] == "content seen"
            if row["substance"] == "not visible":
                blind.add(month)
        figure[3] += row["state"] in ("met", "cannot tell")
    return {month: (a, b, None if month in blind else c, d, e) for month, (a, b, c, d, e) in months.items()}


@given(histories(), st.sampled_from([Counting.TIMELINESS, Counting.TIMELINESS_BY_ENTRY]))
def test_timeliness_equals_a_slow_count(rows, counting):
    """Every figure of every month is what a person counting the list would find."""
    frame = obligations(rows)
    found = results(measure(counting), frame, people(frame), AS_AT, last=date(2019, 12, 31))
    expected = count(rows, "due" if counting is Counting.TIMELINESS else "entered_on")
    for row in found.iter_rows(named=True):
        figure = tuple(row[name] for name in ("denominator", "recorded", "floor", "ceiling", "excluded"))
        assert figure == expected.pop(row["period_from"], (0, 0, 0, 0, 0))
    assert not expected


@given(
    histories(), st.sampled_from(list(Counting)), st.sampled_from(["month", "quarter", "year", "three years"])
)
def test_bounds_areas_and_cases_agree_with_every_figure(rows, counting, period):
    """Floor, recorded and ceiling stand in order; areas add up to all; a figure opens into its own cases."""
    frame = obligations(rows)
    asked = measure(counting)
    found = results(asked, frame, people(frame), AS_AT, period=period, dimensions=("all", "area_id", "sex"))
    assert dict(found.schema) == RESULT_SCHEMA
    bounded = found.filter(pl.col("recorded").is_not_null())
    assert bounded.filter(pl.col("floor") > pl.col("recorded")).is_empty()
    assert bounded.filter(~pl.col("recorded").is_between(0, pl.col("ceiling"))).is_empty()
    assert bounded.filter(pl.col("ceiling") > pl.col("denominator")).is_empty()
    for dimension in ("area_id", "sex"):
        for row in found.filter(pl.col("dimension") == "all").iter_rows(named=True):
            parts = found.filter(
                (pl.col("dimension") == dimension) & (pl.col("period_from") == row["period_from"])
            )
            if counting is not Counting.WORST_GAP or parts.height:
                assert parts["denominator"].sum() == row["denominator"]
                assert parts["excluded"].sum() == row["excluded"]
                assert parts["recorded"].sum() == (row["recorded"] or 0)
    for row in found.iter_rows(named=True):
        behind = cases(
            asked,
            frame,
            people(frame),
            AS_AT,
            period=period,
            period_from=row["period_from"],
            dimension=row["dimension"],
            group=row["group"],
        )
        assert behind["counted"].sum() == row["denominator"]
        assert behind["excluded"].sum() == row["excluded"]
        if row["recorded"] is not None:
            assert behind["recorded"].sum() == row["recorded"]
            assert behind["ceiling"].sum() == row["ceiling"]


@given(histories())
def test_open_overdue_and_median_equal_a_slow_count(rows):
    """Overdue now is counted among what is open now; the median is of what was late."""
    frame = obligations(rows)
    open_now = [
        row
        for row in rows
        if row.get("ended_on") is None and row["state"] in ("running", "overdue", "cannot tell")
    ]
    row = results(measure(Counting.OPEN_OVERDUE, Better.LOWER), frame, people(frame), AS_AT).row(
        0, named=True
    )
    overdue = sum(each["state"] == "overdue" for each in open_now)
    unknown = sum(each["state"] == "cannot tell" for each in open_now)
    assert (row["denominator"], row["recorded"], row["floor"]) == (len(open_now), overdue, overdue)
    assert row["ceiling"] == overdue + unknown
    found = results(measure(Counting.MEDIAN_DAYS_LATE), frame, people(frame), AS_AT, period="three years")
    for figure in found.iter_rows(named=True):
        late = [
            each["days_late"]
            for each in rows
            if each.get("days_late") and each["due"] < AS_AT and each["reason"] is None
            and figure["period_from"] <= each["due"] <= figure["period_to"]
        ]  # fmt: skip
        assert figure["denominator"] == len(late)
        assert figure["value"] == (median(late) if late else None)


def chain(person, *links):
    """Links of one chain: (trigger, due, met on or None, state, substance)."""
    return [
        {
            "person_id": person,
            "sequence": n,
            "trigger": trigger,
            "due": due,
            "met_on": met,
            "state": state,
            "substance": substance,
            "area_id": "coast",
        }
        for n, (trigger, due, met, state, substance) in enumerate(links)
    ]


D = date
UP_TO_DATE = chain(
    "up to date",
    (D(2019, 7, 1), D(2019, 8, 12), D(2019, 8, 20), "met late", "content seen"),
    (D(2019, 8, 20), D(2019, 10, 1), None, "running", None),
)
HOLLOW = chain(
    "dates only",
    (D(2019, 8, 1), D(2019, 9, 12), D(2019, 9, 1), "met", "dates only"),
    (D(2019, 9, 1), D(2019, 10, 13), None, "running", None),
)
BEHIND = chain(
    "behind",
    (D(2019, 6, 1), D(2019, 7, 13), D(2019, 7, 1), "met", "content seen"),
    (D(2019, 7, 1), D(2019, 8, 12), None, "overdue", None),
)
NEW = chain("new", (D(2019, 9, 25), D(2019, 11, 6), None, "running", None))


def test_currency_counts_children_by_their_last_link():
    """Three children are owed it; two are up to date, one of them with content seen; the new one waits."""
    frame = obligations([*UP_TO_DATE, *HOLLOW, *BEHIND, *NEW])
    row = results(measure(Counting.CURRENCY), frame, people(frame), AS_AT).row(0, named=True)
    assert (row["denominator"], row["recorded"], row["floor"], row["ceiling"]) == (3, 2, 1, 2)
    assert (row["period_from"], row["period_to"]) == (AS_AT, AS_AT)


def test_worst_gap_is_the_longest_time_without():
    """From 1 July to 30 September nobody saw the child who is behind: 91 days."""
    frame = obligations([*UP_TO_DATE, *HOLLOW, *BEHIND, *NEW])
    row = results(measure(Counting.WORST_GAP), frame, people(frame), AS_AT).row(0, named=True)
    assert (row["value"], row["recorded"], row["ceiling"]) == (91.0, None, None)


@pytest.mark.parametrize("period", ["month", "quarter", "year"])
def test_child_days_are_the_same_days_however_they_are_cut(period):
    """Months, quarters and years hold the same days, and they are the days that gaps() counts."""
    frame = obligations([*UP_TO_DATE, *HOLLOW, *BEHIND, *NEW])
    found = results(measure(Counting.CHILD_DAYS_COVERED), frame, people(frame), AS_AT, period=period)
    chains = gaps(frame, AS_AT)
    assert found["denominator"].sum() == chains["days_owed"].sum() + chains["days_unknown"].sum()
    assert found["recorded"].sum() == chains["days_covered"].sum()
    # behind: 49 days late; up to date: 8 days late; 29 days rest on a visit with only its date
    assert found["denominator"].sum() - found["recorded"].sum() == 49 + 8
    assert found["recorded"].sum() - found["floor"].sum() == 29


@given(histories(), st.sampled_from(["month", "quarter", "year", "three years"]))
def test_child_days_are_the_same_whether_they_are_cut_or_added_up(rows, period):
    """Ages ask for every piece of an obligation by itself; other figures are added up without cutting any."""
    frame, asked = obligations(rows), measure(Counting.CHILD_DAYS_COVERED)
    known = people(frame)
    added = results(asked, frame, known, AS_AT, period=period, dimensions=("all", "area_id"))
    cut = results(asked, frame, known, AS_AT, period=period, dimensions=("all", "area_id", "age_band"))
    assert added.equals(cut.filter(pl.col("dimension") != "age_band"))


@st.composite
def chains(draw):
    """Obligations that begin with a fulfilment of the one before: days that may be doubted, late, or untold."""
    rows = []
    for n in range(draw(st.integers(1, 6))):
        day, substances = date(2019, 3, 1) + timedelta(draw(st.integers(0, 90))), (*SUBSTANCES, None)
        links = []
        for _ in range(draw(st.integers(1, 4))):
            due, met = (day + timedelta(draw(st.integers(0, 40))) for _ in range(2))
            state = draw(st.sampled_from(("met", "met late", "superseded", "cannot tell")))
            links.append((day, due, met, state, draw(st.sampled_from(substances))))
            day = met
        rows += [
            row | {"entered_late": draw(st.sampled_from((True, False, None)))}
            for row in chain(f"c{n}", *links)
        ]
    late = pl.DataFrame(rows, infer_schema_length=None).select("entered_late")
    frame = obligations([{name: row[name] for name in row if name != "entered_late"} for row in rows])
    return frame.sort("person_id", "sequence").with_columns(late.to_series())


@given(chains(), st.sampled_from(list(Period)))
def test_cut_or_added_up_days_rest_on_the_same_fulfilments(frame, period):
    """Every sum of the one way is that of the other: of days, and of how far what began them is believed."""
    links = linked(frame)
    added = tallied_days(links, ["area_id"], AS_AT, period)
    names = sorted(set(added.columns) - {"period_from", "area_id"})
    assert set(EVIDENCE) - set(names) == {"latest_only"}
    cut = flagged(Counting.CHILD_DAYS_COVERED, links, AS_AT, period).group_by("period_from", "area_id")
    found = cut.agg(pl.col(names).sum()).sort("period_from", "area_id")
    assert found.equals(added.select(found.columns).sort("period_from", "area_id"))


def test_no_cases_is_a_row_with_nothing_in_it():
    """A month in which nothing fell due has a row, and none of it can be taken for 0% or 100%."""
    frame = obligations(
        [{"state": "met", "due": D(2019, 5, 3), "met_on": D(2019, 5, 1), "substance": "content seen"}]
    )
    found = results(measure(Counting.TIMELINESS), frame, people(frame), AS_AT, last=D(2019, 7, 31))
    assert found["denominator"].to_list() == [1, 0, 0]
    assert found["assurance"].to_list()[1] == "none"


def test_a_source_of_latest_dates_shows_who_waits_and_nothing_of_what_was_on_time():
    waits = {"state": "overdue", "trigger": date(2019, 7, 1), "due": date(2019, 8, 1), "days_late": 60}
    frame = obligations([waits | {"reason": LATEST_OVERDUE}])
    told = results(measure(Counting.TIMELINESS), frame, people(frame), AS_AT)
    assert told["denominator"].sum() == 0
    assert (
        told.filter(pl.col("period_from") == date(2019, 8, 1))["reason"].item().startswith("The files hold")
    )
    late = results(measure(Counting.MEDIAN_DAYS_LATE), frame, people(frame), AS_AT)
    assert late["denominator"].sum() == 0
    now = results(measure(Counting.OPEN_OVERDUE, Better.LOWER), frame, people(frame), AS_AT)
    assert now.select("recorded", "denominator").row(0) == (1, 1)


def test_one_met_before_its_day_is_not_counted_yet():
    """Otherwise a month under way would look better than it is: the unmet ones beside it are not counted."""
    early = {"state": "met", "due": D(2019, 10, 9), "met_on": D(2019, 9, 2), "substance": "content seen"}
    frame = obligations([early | {"entered_on": D(2019, 9, 1)}])
    found = results(measure(Counting.TIMELINESS_BY_ENTRY), frame, people(frame), AS_AT)
    assert found["denominator"].to_list() == [0]


def test_groups_come_from_the_record_and_say_when_it_is_silent():
    """Age is taken on the day that places the case; what nobody recorded is "not known", never left out."""
    frame = obligations(
        [
            {"state": "overdue", "due": D(2019, 2, 27), "person_id": "a"},
            {"state": "overdue", "due": D(2019, 2, 28), "person_id": "b"},
        ]
    )
    known = pl.DataFrame(
        {"person_id": ["a", "b"], "dob": [D(2014, 2, 28)] * 2, "ethnicity": ["CHNE", "REFU"]}
    )
    dimensions = ("age_band", "ethnicity", "disabled")
    found = results(
        measure(Counting.TIMELINESS), frame, known, AS_AT, dimensions=dimensions, last=D(2019, 2, 28)
    )
    seen = found.select("dimension", "group", "denominator").rows()
    assert ("age_band", "1 to 4", 1) in seen
    assert ("age_band", "5 to 9", 1) in seen
    assert ("ethnicity", "Asian or Asian British", 1) in seen
    assert ("ethnicity", "not known", 1) in seen
    assert ("disabled", "not known", 2) in seen


def test_a_dimension_that_does_not_exist_is_named():
    frame = obligations([])
    with pytest.raises(ValueError, match="cannot split figures by shoe_size: expected one of all, area_id"):
        results(measure(Counting.TIMELINESS), frame, people(frame), AS_AT, dimensions=("shoe_size",))
