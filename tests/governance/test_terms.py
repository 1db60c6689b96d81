"""A term of reference shows when it was last exercised, and on what; one with an interval shows when it lapses."""

from datetime import date

from sightline.engine.authority import Body, TermOfReference
from sightline.office.governance.terms import Use, term_records

SINCE = date(2019, 4, 5)
BODY = Body(
    "panel",
    "Panel",
    quorum=3,
    terms=(TermOfReference(1, "Challenge"), TermOfReference(14, "Report to Council", every_months=6)),
)


def test_never_exercised() -> None:
    challenge, report = term_records(BODY, [], date(2019, 9, 30), since=SINCE)
    assert (challenge.last, challenge.next_due, challenge.overdue) == (None, None, False)
    assert (report.last, report.next_due, report.overdue) == (None, date(2019, 10, 5), False)


def test_the_latest_use_by_the_day_asked_about() -> None:
    uses = [
        Use(14, date(2019, 7, 19), "Second report", 2),
        Use(14, date(2019, 5, 2), "First report", 1),
        Use(1, date(2019, 11, 1), "After the day", 3),
    ]
    challenge, report = term_records(BODY, uses, date(2019, 9, 30), since=SINCE)
    assert challenge.last is None
    assert report.last is not None
    assert report.last.what == "Second report"
    assert report.next_due == date(2020, 1, 19)


def test_an_interval_passes_the_day_after_it_ends() -> None:
    assert not term_records(BODY, [], date(2019, 10, 5), since=SINCE)[1].overdue
    assert term_records(BODY, [], date(2019, 10, 6), since=SINCE)[1].overdue
