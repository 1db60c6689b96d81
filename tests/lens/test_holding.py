"""What is held in memory: few answers, each worked out once however many ask at the same moment."""

from threading import Barrier, Thread
from time import sleep

import pytest

from sightline.office.lens.holding import Holding


def test_the_answers_asked_for_last_are_held_and_no_more() -> None:
    made: list[int] = []
    holding: Holding[int] = Holding(2)

    def ask(number: int) -> int:
        return holding.get(number, lambda: made.append(number) or number * 10)

    assert [ask(1), ask(2), ask(1), ask(3), ask(1), ask(2)] == [10, 20, 10, 30, 10, 20]
    assert made == [1, 2, 3, 2]
    assert len(holding) == 2


def test_many_threads_that_ask_at_once_wait_for_one_answer() -> None:
    made: list[int] = []
    holding: Holding[int] = Holding(5)
    barrier = Barrier(8)
    got: list[int] = []

    def make() -> int:
        made.append(1)
        sleep(0.02)
        return len(made)

    def ask() -> None:
        barrier.wait()
        got.append(holding.get("key", make))

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1] and got == [1] * 8


def test_a_failure_is_told_and_the_next_who_asks_tries_again() -> None:
    holding: Holding[int] = Holding(5)
    with pytest.raises(ZeroDivisionError):
        holding.get("key", lambda: 1 // 0)
    assert holding.get("key", lambda: 7) == 7


def test_one_answer_may_ask_for_another() -> None:
    holding: Holding[int] = Holding(5)
    assert holding.get("whole", lambda: holding.get("part", lambda: 2) + 1) == 3


def test_answers_are_let_go_by_what_they_weigh_and_the_newest_is_held_whatever_it_weighs() -> None:
    holding: Holding[str] = Holding(10, len)
    for text in ("aaaa", "bbbb", "cc"):
        holding.get(text, lambda text=text: text)
    assert len(holding) == 3
    holding.get("dddd", lambda: "dddd")
    assert len(holding) == 3 and holding.get("aaaa", lambda: "again") == "again"
    holding.get("long", lambda: "x" * 50)
    assert len(holding) == 1


def test_an_answer_that_is_made_twice_is_weighed_once() -> None:
    holding: Holding[str] = Holding(10, len)

    def again() -> str:
        return holding.get("key", lambda: "aaaa") + "aaaa"

    assert holding.get("key", again) == "aaaaaaaa"
    holding.get("other", lambda: "b")
    holding.get("third", lambda: "c")
    assert len(holding) == 3
