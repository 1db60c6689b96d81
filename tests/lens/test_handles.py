"""A child's handle: the same for ever on one server, and worthless on any other."""

from typing import Any

from sightline.office.lens.sight import handle
from tests.lens.conftest import Look


def test_a_handle_is_the_same_for_every_reader_and_every_day(look: Look) -> None:
    handles = {look("director").handle("A1"), look("councillor").handle("A1"), look("director").handle("A1")}
    assert len(handles) == 1
    told = handles.pop()
    assert len(told) == 20 and set(told) <= set("0123456789abcdef")


def test_every_child_has_a_handle_of_their_own_in_every_authority(look: Look) -> None:
    lens = look("director")
    assert len({lens.handle(f"A{number}") for number in range(500)}) == 500
    assert handle("west-sussex", "A1") != handle("elsewhere", "A1")


def test_a_handle_changes_with_the_server_s_key(look: Look, settings: Any) -> None:
    before = look("director").handle("A1")
    settings.SECRET_KEY = "another key of another server, as long as it must be"
    assert look("director").handle("A1") != before
