"""A child's page that a worker can use: what is owed first, one line for each duty, and the timeline in parts."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpRequest
from django.urls import reverse

from sightline.engine.duties.judge import NO_SOURCE
from sightline.office.caseload import child
from sightline.office.caseload.lines import Line
from sightline.office.caseload.owing import owed_now
from sightline.office.caseload.timeline import NEWEST, NO_DATE, OPENED, Entry, shown
from sightline.office.lens.lens import Lens
from tests.caseload.conftest import SignIn, words

TODAY = date(2019, 9, 30)
ENTRY = re.compile(r'class="sl-time__day"')


def line(duty: str, state: str, due: date, late: int | None = None, reason: str = "") -> Line:
    return Line(
        key=f"{duty}{due}",
        ref="",
        person_id="P1",
        child="",
        handle="",
        duty=duty,
        title=duty.capitalize(),
        state=state,
        trigger=None,
        due=due,
        met_on=TODAY if state == "met" else None,
        ended_on=None,
        days_late=late,
        substance=None,
        reason=reason,
        worker="",
        team="",
        area="",
        rows=(),
    )


def test_the_longest_wait_stands_first_and_the_rest_of_its_duty_behind_it() -> None:
    found = owed_now(
        [
            line("visit", "overdue", date(2019, 9, 1), 29),
            line("review", "overdue", date(2019, 6, 2), 120),
            line("visit", "overdue", date(2019, 1, 3), 270),
            line("plan", "running", date(2019, 12, 1)),
            line("health", "running", date(2019, 10, 1)),
            line("teeth", "cannot tell", date(2018, 1, 1)),
            line("hidden", "cannot tell", date(2018, 1, 1), reason=NO_SOURCE),
            line("done", "met", date(2019, 9, 9)),
        ]
    )
    assert [(one.line.duty, one.line.days_late, len(one.more)) for one in found.overdue] == [
        ("visit", 270, 1),
        ("review", 120, 0),
    ]
    assert [one.line.duty for one in found.next] == ["health", "plan"], "the soonest stands first"
    assert [one.line.duty for one in found.untold] == ["teeth"], "what no file could show stands elsewhere"


def daily(count: int) -> list[Entry]:
    """Something on every day before today, something to come, and something without a date."""
    past = [Entry(TODAY - timedelta(days), "Visit") for days in range(count)]
    return [Entry(date(2020, 2, 1), "Review"), *past, Entry(None, "Note")]


def test_the_newest_whole_months_are_shown_and_the_first_of_them_opened() -> None:
    part = shown(daily(600), TODAY)
    assert [month.name for month in part.months] == ["September 2019", "August 2019"]
    assert part.count == 61 >= NEWEST and part.total == 602
    assert [month.opened for month in part.months] == [True, False] and OPENED <= 30
    assert list(part.years) == ["2020", "2019", "2018", NO_DATE]


def test_years_together_are_the_whole_timeline() -> None:
    entries = daily(600)
    years = shown(entries, TODAY).years
    parts = [shown(entries, TODAY, year=year) for year in years]
    assert [part.count for part in parts] == list(years.values())
    assert sum(part.count for part in parts) == shown(entries, TODAY, whole=True).count == len(entries)
    assert {month.name for month in parts[0].months} == {"February 2020"}


def test_a_year_without_entries_shows_the_newest_and_a_short_timeline_stands_whole() -> None:
    assert shown(daily(600), TODAY, year="1812") == shown(daily(600), TODAY)
    assert shown(daily(3), TODAY).count == 4 and shown([], TODAY).months == []


def test_each_year_of_the_page_is_a_link_and_opens_its_entries(sign_in: SignIn, whole: Lens) -> None:
    client, page = sign_in("director"), reverse("caseload:child", args=[whole.handle("A1")])
    everything = words(client.get(page + "?all=1"))
    years = {
        year: int(count) for year, count in re.findall(r"\?year=(\d{4})#timeline\">\d+ \((\d+)\)", everything)
    }
    assert years and sum(years.values()) == len(ENTRY.findall(everything))
    for year, count in years.items():
        assert len(ENTRY.findall(words(client.get(f"{page}?year={year}")))) == count
    assert len(ENTRY.findall(words(client.get(page + "?year=<b>")))) == len(
        ENTRY.findall(words(client.get(page)))
    )


def test_only_a_year_makes_another_page_to_be_kept(
    sign_in: SignIn, whole: Lens, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys, keep = set(), child.kept

    def kept(request: HttpRequest, template: str, key: tuple[Any, ...], make: Any) -> Any:
        keys.add(key)
        return keep(request, template, key, make)

    monkeypatch.setattr(child, "kept", kept)
    client, address = sign_in("director"), reverse("caseload:child", args=[whole.handle("A1")])
    for asked in ("", "?year=", "?year=x", "?year=20191", "?year=9999", "?year=No+dat", "?year=२०१९"):
        assert client.get(address + asked).status_code == 200
    assert len(keys) == 1, "what makes no sense is the page without it"
    for asked in ("?all=on", "?all=on&year=2019", "?all=on&year=No+date"):
        client.get(address + asked)
    assert len(keys) == 2, "the whole has no year"
    for asked in ("?year=2019", "?year=No+date"):
        client.get(address + asked)
    assert len(keys) == 4
