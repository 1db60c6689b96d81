"""The trail: each entry follows from the one before, and neither the code nor the database changes one."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from sightline.office.access import trail
from sightline.office.access.models import AppendOnlyError, Chain, Entry, User

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def add(number: int, by: User | None = None) -> None:
    for one in range(number):
        trail.record(f"act {one}", by=by, subject=f"child:{one:020x}", details={"on": date(2019, 9, 30)})


@pytest.fixture
def tampered() -> Any:
    """Runs a statement as somebody would who has got into the database and taken its guard away."""

    def run(statement: str, *values: object) -> None:
        names = ("update", "delete")
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                for name in names:
                    cursor.execute(f"DROP TRIGGER IF EXISTS access_entry_no_{name}")
            else:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("ALTER TABLE access_entry DISABLE TRIGGER access_entry_append_only")
            cursor.execute(statement, values)

    return run


def test_entries_are_numbered_without_gaps_and_seal_one_another() -> None:
    add(5)
    entries = list(Entry.objects.order_by("number"))
    assert [entry.number for entry in entries] == [1, 2, 3, 4, 5]
    assert [entry.before for entry in entries] == ["", *(entry.digest for entry in entries[:-1])]
    assert trail.check() == trail.Check(None, 1, 5)


def test_what_fails_leaves_no_entry_behind() -> None:
    add(1)
    with pytest.raises(RuntimeError), transaction.atomic():
        add(2)
        raise RuntimeError
    add(1)
    assert trail.check() == trail.Check(None, 1, 2)


def test_the_code_changes_and_removes_no_entry() -> None:
    add(1)
    entry = Entry.objects.get()
    entry.what = "something else"
    with pytest.raises(AppendOnlyError):
        entry.save()
    with pytest.raises(AppendOnlyError):
        entry.delete()


@pytest.mark.parametrize(
    "statement", ["UPDATE access_entry SET what = 'other' WHERE number = 2", "DELETE FROM access_entry"]
)
def test_the_database_itself_refuses(statement: str) -> None:
    add(3)
    with (
        pytest.raises(DatabaseError, match="only added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.update(what="other")
    assert trail.check() == trail.Check(None, 1, 3)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE access_entry SET what = 'other' WHERE number = 2", 2),
        ("UPDATE access_entry SET details = '{}' WHERE number = 3", 3),
        ("UPDATE access_entry SET by_id = NULL WHERE number = 1", 1),
        ("UPDATE access_entry SET digest = before WHERE number = 4", 4),
        ("DELETE FROM access_entry WHERE number = 2", 3),
        ("DELETE FROM access_entry WHERE number = 4", 4),
        ("UPDATE access_chain SET number = 3", 4),
        ("DELETE FROM access_entry", 1),
    ],
)
def test_whatever_is_changed_or_removed_shows(
    tampered: Any, director: User, statement: str, found: int
) -> None:
    add(4, by=director)
    tampered(statement)
    broken = trail.check().broken
    assert broken is not None and broken <= found


def test_an_entry_rewritten_with_a_digest_that_fits_still_shows(tampered: Any) -> None:
    add(3)
    forged = Entry.objects.get(number=2)
    forged.what = "nothing to see"
    tampered(
        "UPDATE access_entry SET what = %s, digest = %s WHERE number = 2",
        forged.what,
        trail.digest_of(forged),
    )
    assert trail.first_break() == 3


def test_only_the_newest_entries_can_be_looked_at() -> None:
    add(10)
    assert trail.check(newest=4) == trail.Check(None, 7, 10)
    assert Chain.objects.get().number == 10


def shown(answer: Any) -> list[tuple[int, str]]:
    """The number and the act of each entry on a page."""
    rows = re.findall(r"<tr class=.*?</tr>", answer.content.decode().partition("<tbody")[2], re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [(int(row[0]), row[3].partition("<")[0]) for row in cells]


@pytest.fixture
def reader(client: Client, director: User) -> Client:
    client.force_login(director)
    return client


def test_the_page_tells_who_what_when_and_why(reader: Client, councillor: User) -> None:
    trail.record(
        "opened a record", by=councillor, subject="child:ab12", why="review", details={"snapshot": 24}
    )
    page = reader.get("/trail/").content.decode()
    for words in (
        "Opened a record",
        "Reeve",
        "Child ab12",
        "Why: review",
        "snapshot: 24",
        f"{timezone.localdate():%Y}",
    ):
        assert words in page
    assert "all 1 entries" in page or "whole" in page


def test_the_page_says_where_the_trail_is_broken(reader: Client, tampered: Any) -> None:
    add(3)
    tampered("UPDATE access_entry SET what = 'other' WHERE number = 2")
    assert "broken at entry 2" in reader.get("/trail/").content.decode()


def test_entries_are_narrowed_by_person_day_and_subject(
    reader: Client, director: User, councillor: User
) -> None:
    trail.record("one", by=director, subject="child:aaaa")
    trail.record("two", by=councillor, subject="child:bbbb")
    today = timezone.localdate()

    def found(**asked: object) -> list[tuple[int, str]]:
        return shown(reader.get("/trail/", asked))

    assert found() == found(day=f"{today:%d/%m/%Y}") == [(2, "Two"), (1, "One")]
    assert found(person=councillor.pk) == [(2, "Two")]
    assert found(subject="aaaa") == found(subject="child:aaaa") == [(1, "One")]
    assert found(day="1/1/2001") == []


def test_a_day_that_is_none_is_said_and_nothing_is_shown(reader: Client) -> None:
    add(2)
    answer = reader.get("/trail/", {"day": "31/2/2019"})
    assert answer.status_code == 422
    assert "Enter a real date" in answer.content.decode() and shown(answer) == []


def test_a_long_trail_is_turned_page_by_page_and_keeps_its_question(reader: Client, director: User) -> None:
    add(60, by=director)
    first = reader.get("/trail/", {"person": director.pk})
    second = reader.get("/trail/", {"person": director.pk, "page": 2})
    assert [number for number, _ in shown(first)] == list(range(60, 10, -1))
    assert [number for number, _ in shown(second)] == list(range(10, 0, -1))
    assert f"?person={director.pk}&amp;page=2" in first.content.decode()
