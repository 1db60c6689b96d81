"""What several threads want written at once is written together, and a neighbour's fault is nobody else's."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Thread

import pytest
from django.db import OperationalError, connections

from sightline.office.access import trail
from sightline.office.access.models import Chain, Entry
from sightline.office.access.turns import Turns

THREADS = 8


class Book:
    """Notes what was written together; the first writing waits until it is let go, and "bad" is refused."""

    def __init__(self) -> None:
        self.pages: list[list[str]] = []
        self.begun, self.go_on = Event(), Event()

    def write(self, told: Sequence[str]) -> None:
        self.begun.set()
        self.go_on.wait(10)
        if "bad" in told:
            raise ValueError("bad")
        self.pages.append(list(told))


def _queue_behind_the_first(book: Book, turns: Turns[str], names: Sequence[str]) -> list[Exception | None]:
    """The errors of names that were all added while the first writing was under way."""
    first = Thread(target=turns.add, args=("first",))
    first.start()
    assert book.begun.wait(10)
    errors: list[Exception | None] = [None] * len(names)

    def add(place: int) -> None:
        try:
            turns.add(names[place])
        except Exception as error:
            errors[place] = error

    rest = [Thread(target=add, args=(place,)) for place in range(len(names))]
    for one in rest:
        one.start()
    until = time.monotonic() + 10
    while len(turns._waiting) < len(names):
        assert time.monotonic() < until, "not everyone came to wait"
    book.go_on.set()
    for one in (first, *rest):
        one.join(10)
    return errors


@pytest.mark.django_db
def test_those_who_wait_are_written_together() -> None:
    book = Book()
    turns = Turns(book.write)
    assert _queue_behind_the_first(book, turns, ["a", "b", "c"]) == [None] * 3
    assert [sorted(page) for page in book.pages] == [["first"], ["a", "b", "c"]]


@pytest.mark.django_db
def test_an_error_reaches_only_the_one_who_caused_it() -> None:
    book = Book()
    errors = _queue_behind_the_first(book, Turns(book.write), ["a", "bad", "c"])
    assert [str(error) if error else None for error in errors] == [None, "bad", None]
    assert sorted(name for page in book.pages for name in page) == ["a", "c", "first"]


@pytest.mark.django_db
def test_what_fails_in_one_thread_is_written_by_the_next() -> None:
    book = Book()
    gone_once = iter([OperationalError("this connection is gone")])

    def write(told: Sequence[str]) -> None:
        if book.pages and (error := next(gone_once, None)):
            raise error
        book.write(told)

    errors = _queue_behind_the_first(book, Turns(write), ["a", "b", "c"])
    (gone,) = (error for error in errors if error)
    assert isinstance(gone, OperationalError)
    others = {name for name, error in zip("abc", errors, strict=True) if error is None}
    assert {name for page in book.pages for name in page} == {"first", *others}


@pytest.mark.django_db(transaction=True)
def test_threads_that_record_at_once_leave_one_unbroken_chain() -> None:
    start = Barrier(THREADS)

    def see(number: int) -> int:
        start.wait(10)
        try:
            return trail.record("seen", by=None, subject=f"child:{number:020x}", changes=False).number
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as people:
        numbers = list(people.map(see, range(THREADS)))
    assert sorted(numbers) == list(range(1, THREADS + 1))
    assert trail.first_break() is None
    assert Entry.objects.count() == Chain.objects.get().number == THREADS
    assert trail.acts_until_now() == ""
