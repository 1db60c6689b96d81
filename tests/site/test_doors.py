"""Every page stands behind a door, and the doors that stand open do so on purpose."""

from sightline.office.access.permissions import Permission
from tests.site.walking import pages

OPEN = {
    "access:first",
    "access:sign-in",
    "access:sign-out",
    "publish:public",
    "publish:scorecard",
    "publish:scorecard-measure",
    "publish:public-paper",
    "publish:public-pdf",
}


def test_every_page_has_a_door() -> None:
    without = [page.name for page in pages() if not hasattr(page.view, "door")]
    assert without == []


def test_only_what_was_published_and_the_way_in_stand_open() -> None:
    assert {page.name for page in pages() if getattr(page.view, "door", "") == "everyone"} == OPEN


def test_every_other_door_asks_for_a_permission_or_an_account() -> None:
    doors = {getattr(page.view, "door", None) for page in pages() if page.name not in OPEN}
    assert doors <= {*Permission, "signed in"}


def test_every_page_has_a_name_of_its_own_in_its_room() -> None:
    assert all(":" in page.name and not page.name.endswith(":") for page in pages())
