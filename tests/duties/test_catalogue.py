"""The declared duties, each on a child's record small enough to work out by hand."""

import re
from datetime import date, datetime

import polars as pl
import pytest

from duties.records import (
    AUTHORITY,
    assessed,
    episode,
    only,
    owed,
    person,
    placement,
    record,
    review,
    visit,
)
from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.catalogue.sources import CARE_PLANNING
from sightline.engine.duties.duty import Basis

FRIDAY_BEFORE_CHRISTMAS = date(2018, 12, 21)

ONE_WILL_DO: frozenset[frozenset[str]] = frozenset(
    frozenset(tables)
    for tables in (
        ("ssd_cin_visits", "visit"),
        ("legal_planning", "ssd_pre_proceedings"),
        ("ssd_involvements", "allocation"),
        ("health_assessment", "ssd_cla_health"),
        ("ssd_involvements", "leaving_care_step"),
        ("ssd_care_leavers", "adviser_contact"),
        ("private_fostering_visit", "visit"),
    )
)
"""Tables that tell the same events twice: an authority keeps the one or the other."""


def states(duty: str, given: object, **more: object) -> list[str]:
    return [row["state"] for row in owed(duty, given, **more)]  # type: ignore[arg-type]


def test_every_duty_names_its_source_and_when_it_holds() -> None:
    assert len(DUTIES) >= 15
    for duty in DUTIES.values():
        # Law holds from a day. What an authority sets for itself holds for as long as it cares to look back.
        local = all(basis.kind == "local standard" for basis in duty.basis)
        assert duty.valid_from is not None or local, f"{duty.id}: since when?"
        assert duty.answers
        assert duty.accountable and duty.accountable[0].islower(), "somebody answers for it, in plain words"
        for basis in duty.basis:
            assert basis.reference or basis.kind != "regulation"
            assert basis.verified or basis.note, f"{duty.id}: an unverified number says why"
            assert not (basis.verified and basis.kind == "local standard"), (
                f"{duty.id}: nobody reads a local number"
            )


def test_whoever_says_that_a_source_was_read_says_what_where_and_when() -> None:
    """A number is verified by the source's own words alone: the reading can be repeated from what is said of it."""
    read = {(duty.id, basis.checked) for duty in DUTIES.values() for basis in duty.basis if basis.verified}
    assert read
    for duty, checked in sorted(read):
        assert re.search(r"\d{1,2} [A-Z][a-z]+ 20\d\d", checked), f"{duty}: when was it read?"
        where = ("legislation.gov.uk", "reprint", "quotes", "GOV.UK")
        assert any(place in checked for place in where), f"{duty}: where was it read?"
        assert not re.search(r"not read|notice,|since then", checked), f"{duty}: what holds was not read"


def test_a_source_that_was_not_read_tells_what_is_to_be_read() -> None:
    for duty in DUTIES.values():
        for basis in duty.basis:
            if basis.kind != "local standard" and not basis.verified:
                assert "to be read" in basis.note, f"{duty.id}: what must somebody read at {basis}?"


@pytest.mark.parametrize(
    "duty",
    [
        "visit_first_week",
        "visit_six_weekly",
        "visit_urgent_with_parents",
        "visit_interim_order_or_temporary_carer",
        "visit_care_order_with_parents",
        "swe_registration",
    ],
)
def test_text_that_was_amended_since_or_told_by_a_notice_is_no_reading_of_the_law(duty: str) -> None:
    """Regulation 28 was read as made in 2010 and amended in 2015; of the rules of registration, a notice."""
    assert not DUTIES[duty].verified


def test_a_kind_of_source_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="A circular: a source is one of statute, regulation"):
        Basis("circular", "A circular")


def test_of_several_tables_it_is_said_whether_one_alone_shows_that_nothing_was_done() -> None:
    """Else a duty that a conference or a core group would meet is called late by the conferences alone."""
    several = {duty.id: duty for duty in DUTIES.values() if len(duty.needs) > 1}
    unsaid = [name for name, duty in several.items()
              if duty.needs_all == (frozenset(duty.needs) in ONE_WILL_DO)]  # fmt: skip
    assert unsaid == [], "either needs_all, or the tables are among those of which one will do"
    assert {frozenset(duty.needs) for duty in several.values()} >= ONE_WILL_DO


@pytest.mark.parametrize(
    ("duty", "reference"),
    [
        ("care_plan", "reg 4(2)"),
        ("review_first", "reg 33(1)"),
        ("review_second", "reg 33(2)"),
        ("review_subsequent", "reg 33(2)"),
        ("visit_first_week", "reg 28(2)(a)"),
        ("visit_six_weekly", "reg 28(2)(b)"),
        ("review_health_assessment", "reg 7(3)"),
    ],
)
def test_the_law_as_it_is_cited(duty: str, reference: str) -> None:
    assert (CARE_PLANNING, reference) in {(basis.title, basis.reference) for basis in DUTIES[duty].basis}


def test_an_initial_assessment_over_christmas() -> None:
    given = record(
        ssd_person=[person()],
        ssd_cla_episodes=[episode(FRIDAY_BEFORE_CHRISTMAS)],
        health_assessment=[assessed(date(2019, 1, 24), health_needs="Asthma")],
    )
    found = only("initial_health_assessment", given)
    assert found["due"] == date(2019, 1, 23)
    assert (found["state"], found["days_late"], found["substance"]) == ("met late", 1, "content seen")
    assert found["trigger_rows"] == ["ssd_cla_episodes/1"]
    assert found["met_rows"] == ["health_assessment/1"]
    assert found["key"] == "west-sussex/A/initial_health_assessment/2018-12-21/0"


def test_an_initial_assessment_is_a_doctor_s_and_seen_is_not_the_report() -> None:
    care = {"ssd_person": [person()], "ssd_cla_episodes": [episode(date(2019, 1, 7))]}
    nurse = record(**care, health_assessment=[assessed(date(2019, 1, 20), assessed_by="nurse")])
    assert only("initial_health_assessment", nurse)["state"] == "overdue"
    seen = assessed(date(2019, 1, 20), assessed_by="doctor", report_received_on=date(2019, 3, 1))
    doctor = record(**care, health_assessment=[seen])
    assert only("initial_health_assessment", doctor)["state"] == "met"
    assert only("initial_health_assessment", doctor)["substance"] == "dates only"
    assert only("initial_health_assessment_report", doctor)["state"] == "met late"


def test_assessed_in_the_three_months_before_is_not_asked_again() -> None:
    given = record(
        ssd_cla_episodes=[episode(date(2019, 1, 7))], health_assessment=[assessed(date(2018, 11, 1))]
    )
    assert only("initial_health_assessment", given)["state"] == "met"


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (assessed(None), "cannot tell"),
        (assessed(None, status="refused", offered_on=date(2019, 1, 20)), "refused"),
        (assessed(None, status="planned", offered_on=date(2019, 1, 20)), "overdue"),
        (assessed(None, status="not brought", offered_on=date(2019, 1, 20)), "overdue"),
    ],
)
def test_what_an_assessment_without_the_day_seen_counts_for(row: dict[str, object], state: str) -> None:
    given = record(ssd_cla_episodes=[episode(date(2019, 1, 7))], health_assessment=[row])
    found = only("initial_health_assessment", given)
    assert (found["state"], found["met_on"]) == (state, None)
    assert bool(found["reason"]) is (state != "overdue")


def test_leaving_on_day_twelve_leaves_the_denominator_and_later_stays_overdue() -> None:
    for left, state, late in (
        (date(2019, 1, 19), "ended before due", None),
        (date(2019, 2, 10), "overdue", 6),
    ):
        given = record(ssd_cla_episodes=[episode(date(2019, 1, 7), left)], health_assessment=[])
        found = only("initial_health_assessment", given)
        assert (found["due"], found["state"], found["days_late"]) == (date(2019, 2, 4), state, late)
        assert found["ended_on"] == left


def test_no_register_loaded_says_so() -> None:
    found = only("initial_health_assessment", record(ssd_cla_episodes=[episode(date(2019, 1, 7))]))
    assert (found["state"], found["reason"]) == ("cannot tell", "No source that was loaded shows this")


def test_absence_outside_the_window_means_nothing() -> None:
    given = record(ssd_cla_episodes=[episode(date(2018, 1, 8))], ssd_cla_reviews=[], since=date(2018, 10, 1))
    assert only("review_first", given)["state"] == "cannot tell"


def test_a_change_of_status_restarts_nothing_and_a_return_does() -> None:
    given = record(
        ssd_cla_episodes=[
            episode(date(2018, 1, 8), date(2018, 3, 1), left="X1"),
            episode(date(2018, 3, 1), date(2018, 5, 1), why="L"),
            episode(date(2018, 9, 3)),
        ],
        ssd_cla_reviews=[],
    )
    assert [row["occasion"] for row in owed("review_first", given)] == ["2018-01-08", "2018-09-03"]
    assert [row["ended_on"] for row in owed("review_first", given)] == [date(2018, 5, 1), None]


def test_short_breaks_are_no_care() -> None:
    given = record(
        ssd_cla_episodes=[episode(date(2018, 1, 8), date(2018, 1, 12)), episode(date(2018, 6, 4))],
        ssd_legal_status=[
            {
                "lega_person_id": "A",
                "lega_legal_status": "V4",
                "lega_legal_status_start_date": date(2018, 1, 8),
                "lega_legal_status_end_date": date(2018, 1, 12),
            }
        ],
        ssd_cla_reviews=[],
    )
    assert [row["occasion"] for row in owed("review_first", given)] == ["2018-06-04"]


def test_reviews_run_from_the_one_before_as_held() -> None:
    held = [date(2018, 2, 12), date(2018, 5, 14), date(2018, 12, 3)]
    given = record(
        ssd_cla_episodes=[episode(date(2018, 1, 8))],
        ssd_cla_reviews=[*(review(on) for on in held), review(date(2018, 3, 1), cancelled="Y")],
    )
    first = only("review_first", given)
    assert (first["due"], first["state"], first["days_late"]) == (date(2018, 2, 5), "met late", 7)
    second = only("review_second", given)
    assert (second["due"], second["state"], second["days_late"]) == (date(2018, 5, 12), "met late", 2)
    later = owed("review_subsequent", given)
    assert [(row["sequence"], row["due"], row["state"]) for row in later] == [
        (0, date(2018, 11, 14), "met late"),
        (1, date(2019, 6, 3), "overdue"),
    ]


def test_placed_for_adoption_another_cycle_takes_over() -> None:
    given = record(
        ssd_cla_episodes=[episode(date(2018, 1, 8))],
        ssd_cla_reviews=[review(date(2018, 1, 29)), review(date(2018, 4, 20))],
        ssd_permanence=[{"perm_person_id": "A", "perm_placed_for_adoption_date": date(2018, 9, 1)}],
    )
    found = only("review_subsequent", given)
    assert (found["state"], found["reason"]) == ("superseded", "Taken over: placed for adoption")


def test_each_placement_asks_for_a_visit_in_its_first_week() -> None:
    given = record(
        ssd_cla_episodes=[episode(date(2019, 3, 4))],
        ssd_cla_placement=[placement(date(2019, 3, 4), date(2019, 5, 7)), placement(date(2019, 5, 7))],
        ssd_cla_visits=[
            visit(date(2019, 3, 11)),
            visit(date(2019, 5, 10), seen="N"),
            visit(date(2019, 5, 20)),
        ],
    )
    assert states("visit_first_week", given) == ["met", "met late"]
    chain = owed("visit_six_weekly", given)
    assert [(row["occasion"], row["sequence"], row["due"], row["state"]) for row in chain] == [
        ("2019-03-04", 0, date(2019, 4, 15), "met"),
        ("2019-03-04", 1, date(2019, 4, 22), "overdue"),
        ("2019-05-07", 0, date(2019, 6, 18), "met"),
        ("2019-05-07", 1, date(2019, 7, 1), "overdue"),
    ]


def test_long_term_fostering_is_visited_every_three_months_from_its_first_anniversary() -> None:
    given = record(
        ssd_cla_episodes=[episode(date(2018, 1, 8))],
        ssd_cla_placement=[placement(date(2018, 1, 8), kind="U4")],
        ssd_cla_visits=[visit(date(2018, 2, 10)), visit(date(2018, 12, 20))],
    )
    assert [row["due"] for row in owed("visit_six_weekly", given)] == [
        date(2018, 2, 19),
        date(2018, 3, 24),
        date(2019, 3, 20),
    ]


def test_annex_a_shows_whether_visits_are_up_to_date_and_not_whether_each_was_in_time() -> None:
    given = record(
        source="annex_a",
        ssd_cla_episodes=[episode(date(2018, 1, 8))],
        ssd_cla_placement=[placement(date(2018, 1, 8))],
        ssd_cla_visits=[visit(date(2019, 7, 1))],
    )
    found = owed("visit_six_weekly", given)
    assert [row["state"] for row in found] == ["cannot tell", "overdue"]
    assert found[0]["reason"] == "The source holds only the latest date, so earlier ones cannot be told"


@pytest.mark.parametrize(
    ("dob", "first", "due"),
    [
        (date(2016, 1, 1), date(2018, 2, 1), date(2018, 8, 1)),
        (date(2013, 9, 1), date(2018, 2, 1), date(2018, 8, 1)),
        (date(2013, 7, 31), date(2018, 2, 1), date(2019, 2, 1)),  # five on the day before it would be due
        (date(2013, 8, 1), date(2018, 2, 1), date(2019, 2, 1)),  # five on the very day
        (date(2006, 1, 1), date(2018, 2, 1), date(2019, 2, 1)),
        (date(2012, 2, 29), date(2016, 8, 31), date(2017, 2, 28)),  # five on 1 March 2017
    ],
)
def test_review_health_assessments_switch_at_five(dob: date, first: date, due: date) -> None:
    given = record(
        ssd_person=[person(dob)],
        ssd_cla_episodes=[episode(date(2016, 8, 1))],
        health_assessment=[assessed(first)],
    )
    assert owed("review_health_assessment", given)[0]["due"] == due


def interview(gone: datetime, **more: object) -> dict[str, object]:
    return {"child_id": "A", "missing_from": gone, **more}


def missing(gone: datetime, back: datetime | None) -> dict[str, object]:
    return {
        "miss_person_id": "A",
        "miss_missing_episode_start_date": gone,
        "miss_missing_episode_type": "M",
        "miss_missing_episode_end_date": back,
    }


GONE, BACK = datetime(2019, 3, 29, 16, 0), datetime(2019, 3, 29, 20, 0)


@pytest.mark.parametrize(
    ("row", "state", "substance"),
    [
        # The clocks go forward in between: 72 hours end at 21:00 on 1 April.
        (
            {"held_on": datetime(2019, 4, 1, 20, 45), "analysis": "Went to see a friend"},
            "met",
            "content seen",
        ),
        ({"held_on": datetime(2019, 4, 1, 21, 15)}, "met late", "dates only"),
        ({"held_on": datetime(2019, 4, 1)}, "met", "dates only"),  # only the day is known
        ({"held_on": datetime(2019, 4, 2)}, "met late", "dates only"),
        ({"response": "declined", "offered_on": datetime(2019, 3, 30, 9, 0)}, "refused", None),
        ({"response": "declined", "offered_on": datetime(2019, 4, 1, 9, 0)}, "refused", None),
        # Offered after the 72 hours and declined: late by then, whatever the child said.
        ({"response": "declined", "offered_on": datetime(2019, 4, 2, 9, 0)}, "overdue", None),
        ({"response": "accepted"}, "cannot tell", None),
        ({"response": "not reached"}, "overdue", None),
    ],
)
def test_a_return_home_interview(row: dict[str, object], state: str, substance: str | None) -> None:
    given = record(ssd_missing=[missing(GONE, BACK)], return_home_interview=[interview(GONE, **row)])
    found = only("return_home_interview", given)
    assert (found["state"], found["substance"]) == (state, substance)
    assert found["due_at"] == datetime(2019, 4, 1, 21, 0)


def test_midnight_is_an_hour_where_the_file_holds_hours() -> None:
    for gone, due in ((datetime(2019, 6, 3, 18, 0), datetime(2019, 6, 7)), (datetime(2019, 6, 3), None)):
        found = only(
            "return_home_interview",
            record(ssd_missing=[missing(gone, datetime(2019, 6, 4))], return_home_interview=[]),
        )
        assert (found["due_at"], found["due"]) == (due, date(2019, 6, 7))


def test_an_interview_belongs_to_its_own_episode() -> None:
    again = datetime(2019, 3, 31, 9, 0)
    given = record(
        ssd_missing=[missing(GONE, BACK), missing(again, datetime(2019, 3, 31, 12, 0))],
        return_home_interview=[interview(GONE, held_on=datetime(2019, 4, 1, 10, 0))],
    )
    assert states("return_home_interview", given) == ["met", "overdue"]
    by_day = record(
        ssd_missing=[missing(GONE, BACK)],
        return_home_interview=[interview(datetime(2019, 3, 29), held_on=datetime(2019, 3, 30))],
    )
    assert states("return_home_interview", by_day) == ["met"]


def test_a_child_still_missing_has_no_clock_yet_and_a_lost_return_cannot_be_told() -> None:
    given = record(ssd_missing=[missing(GONE, None)], return_home_interview=[])
    assert owed("return_home_interview", given) == []
    given = record(
        ssd_missing=[missing(GONE, None), missing(datetime(2019, 5, 1), None)], return_home_interview=[]
    )
    assert states("return_home_interview", given) == ["cannot tell"]


def test_guidance_of_2014_judges_no_earlier_episode() -> None:
    then = missing(datetime(2013, 12, 1, 9, 0), datetime(2013, 12, 2, 9, 0))
    assert owed("return_home_interview", record(ssd_missing=[then], return_home_interview=[])) == []


def test_a_plan_for_each_term_until_the_next_begins() -> None:
    given = record(
        ssd_person=[person()],
        ssd_cla_episodes=[episode(date(2018, 12, 1))],
        personal_education_plan=[{"child_id": "A", "due_on": date(2019, 4, 5), "done_on": date(2019, 4, 12)}],
    )
    found = [
        (row["occasion"], row["due"], row["state"], row["ended_on"]) for row in owed("pep_termly", given)
    ]
    assert found == [
        ("2019-spring", date(2019, 4, 5), "met late", date(2019, 4, 23)),
        ("2019-summer", date(2019, 7, 23), "overdue", date(2019, 9, 3)),
        ("2019-autumn", date(2019, 12, 20), "running", None),
    ]
    assert states("pep_initial", given) == ["met late"]


def test_eligible_is_thirteen_weeks_since_fourteen_with_a_day_at_sixteen() -> None:
    care = [episode(date(2017, 1, 1), date(2017, 2, 20)), episode(date(2019, 1, 1))]
    given = record(ssd_person=[person(date(2003, 1, 1))], ssd_cla_episodes=care, ssd_care_leavers=[])
    # 50 days in 2017 leave 41 of the 91 to run from the day of the return, at sixteen.
    assert only("pathway_plan", given)["trigger"] == date(2019, 2, 11)
    too_young = record(ssd_person=[person(date(2004, 1, 1))], ssd_cla_episodes=care, ssd_care_leavers=[])
    assert owed("pathway_plan", too_young) == []


def test_a_permanence_plan_names_a_way_and_a_blank_plan_does_not() -> None:
    plan = {"lacp_person_id": "A", "lacp_cla_care_plan_start_date": date(2019, 1, 9)}
    for held, state in (
        ('{"LTFOST18": "Y", "RETURN6M": "N"}', "met"),
        ('{"LTFOST18": "N"}', "overdue"),
        (None, "overdue"),
    ):
        given = record(
            ssd_cla_episodes=[episode(date(2019, 1, 7))],
            ssd_cla_care_plan=[{**plan, "lacp_cla_care_plan_json": held}],
        )
        assert only("permanence_plan", given)["state"] == state
        assert only("care_plan", given)["state"] == "met"


def test_questionnaires_from_four_to_sixteen() -> None:
    given = record(
        ssd_person=[person(date(2014, 6, 1))],
        ssd_cla_episodes=[episode(date(2017, 1, 9))],
        ssd_sdq_scores=[
            {"csdq_person_id": "A", "csdq_sdq_completed_date": date(2019, 5, 1), "csdq_sdq_reason": "SDQ3"}
        ],
    )
    found = owed("sdq", given)
    assert [(row["trigger"], row["due"], row["state"]) for row in found] == [
        (date(2018, 6, 1), date(2019, 6, 1), "met"),
        (date(2019, 5, 1), date(2020, 5, 1), "running"),
    ]
    assert found[0]["substance"] == "content seen"


def test_a_questionnaire_that_only_the_903_tells_has_no_date_and_hides_nothing() -> None:
    care = {"ssd_person": [person(date(2010, 6, 1))], "ssd_cla_episodes": [episode(date(2017, 1, 9))]}
    undated = {"csdq_person_id": "A", "csdq_sdq_score": 12}
    assert states("sdq", record(**care, ssd_sdq_scores=[undated])) == ["cannot tell"]
    returned = record(**care, source="ssda903", ssd_sdq_scores=[undated])
    assert owed("sdq", returned)[0]["reason"] == "No source that was loaded shows this"


def test_the_case_was_held_by_whoever_held_it_when_it_fell_due() -> None:
    def held(worker: str, team: str, start: date, end: date | None = None) -> dict[str, object]:
        return {
            "invo_person_id": "A",
            "invo_professional_id": worker,
            "invo_professional_team": team,
            "invo_professional_role_id": "Allocated social worker",
            "invo_involvement_start_date": start,
            "invo_involvement_end_date": end,
        }

    given = record(
        ssd_cla_episodes=[episode(date(2019, 1, 7))],
        ssd_cla_reviews=[],
        ssd_involvements=[
            held("W1", "CLA-WEST-1", date(2019, 1, 7), date(2019, 3, 1)),
            held("W2", "CLA-NORTH-1", date(2019, 3, 1)),
        ],
    )
    found = only("review_first", given)
    assert (found["worker_id"], found["team_id"], found["area_id"]) == ("W1", "CLA-WEST-1", "west")


def test_contradicted_keeps_the_date_and_loses_the_substance() -> None:
    from sightline.engine.duties.obligations import evaluate

    given = record(ssd_cla_episodes=[episode(date(2019, 1, 7))], ssd_cla_reviews=[review(date(2019, 1, 20))])
    untrue = pl.DataFrame({"person_id": "A", "duty": "review_first", "occasion": "2019-01-07", "sequence": 0})
    untrue = untrue.with_columns(pl.col("sequence").cast(pl.Int32))
    found = evaluate(given, date(2019, 9, 30), AUTHORITY, [DUTIES["review_first"]], untrue).to_dicts()
    assert [(row["state"], row["substance"]) for row in found] == [("met", "contradicted")]
