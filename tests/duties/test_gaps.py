"""Gaps: each interval of a chain, so that a late visit does not wipe the slate."""

from datetime import date

from duties.records import AS_AT, AUTHORITY, episode, placement, record, visit
from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.gaps import GAP_SCHEMA, gaps, summed
from sightline.engine.duties.obligations import evaluate


def visited(*on: date, **more: object) -> list[dict[str, object]]:
    given = record(
        ssd_cla_episodes=[episode(date(2019, 1, 1))],
        ssd_cla_placement=[placement(date(2019, 1, 1))],
        ssd_cla_visits=[visit(day) for day in on],
        **more,  # type: ignore[arg-type]
    )
    found = gaps(evaluate(given, AS_AT, AUTHORITY, [DUTIES["visit_six_weekly"]]), AS_AT)
    assert found.schema == GAP_SCHEMA
    return found.to_dicts()


def test_every_interval_counts() -> None:
    # 31 days; 100 days, 58 of them late; 141 days to the end of September, 99 of them late.
    (chain,) = visited(date(2019, 2, 1), date(2019, 5, 12))
    assert (chain["intervals"], chain["worst_gap"]) == (3, 141)
    assert (chain["days_owed"], chain["days_covered"], chain["days_unknown"]) == (272, 272 - 58 - 99, 0)


def test_days_that_cannot_be_told_are_in_neither_count() -> None:
    (chain,) = visited(date(2019, 2, 1), date(2019, 5, 12), source="annex_a")
    assert (chain["worst_gap"], chain["days_owed"], chain["days_covered"], chain["days_unknown"]) == (
        141,
        141,
        42,
        131,
    )


def test_no_interval_that_can_be_told_is_no_gap_and_not_a_gap_of_nothing() -> None:
    (chain,) = visited(date(2019, 5, 12), since=date(2019, 9, 1))
    assert (chain["intervals"], chain["worst_gap"], chain["days_owed"]) == (2, None, 0)


def test_summed_over_children() -> None:
    given = record(
        ssd_cla_episodes=[episode(date(2019, 1, 1)), episode(date(2019, 9, 1), child="B")],
        ssd_cla_placement=[placement(date(2019, 1, 1)), placement(date(2019, 9, 1), child="B")],
        ssd_cla_visits=[visit(date(2019, 2, 1)), visit(date(2019, 5, 12))],
    )
    chains = gaps(evaluate(given, AS_AT, AUTHORITY, [DUTIES["visit_six_weekly"]]), AS_AT)
    assert summed(chains).to_dicts() == [
        {
            "duty": "visit_six_weekly",
            "chains": 2,
            "intervals": 4,
            "worst_gap": 141,
            "days_owed": 272 + 29,
            "days_covered": 272 - 58 - 99 + 29,
            "days_unknown": 0,
        }
    ]


def test_a_refusal_ends_an_interval() -> None:
    check = {"clah_person_id": "A", "clah_health_check_type": "Dental check"}
    given = record(
        ssd_cla_episodes=[episode(date(2018, 1, 1))],
        ssd_cla_health=[
            {**check, "clah_health_check_date": date(2018, 6, 1), "clah_health_check_status": "Refused"}
        ],
    )
    (chain,) = gaps(evaluate(given, AS_AT, AUTHORITY, [DUTIES["dental_check"]]), AS_AT).to_dicts()
    assert (chain["intervals"], chain["worst_gap"]) == (2, (AS_AT - date(2018, 6, 1)).days)
