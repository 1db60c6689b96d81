"""Every kind of page, for whoever reaches it: no violation that axe knows of, in light and in dark, and room on a phone."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sightline.office.publish.demonstration import PEOPLE
from tests.browser.conftest import signed_in
from tests.browser.crawl import walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 375, "height": 800}


@pytest.fixture(scope="module")
def seen() -> Counter[str]:
    """The kinds of pages looked at already: what several roles reach is looked at once."""
    return Counter()


def violations(page: Page, only: list[str] | None = None) -> list[str]:
    """What axe finds on the open page: the rule, where, and why."""
    how: dict[str, Any] = {
        "runOnly": {"type": "rule", "values": only} if only else {"type": "tag", "values": RULES}
    }
    how["resultTypes"] = ["violations"]
    found = page.evaluate("how => axe.run(document, how)", how)["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]
    ]


def examine(page: Page) -> list[str]:
    """Everything wrong with the open page."""
    page.add_script_tag(path=AXE)
    page.emulate_media(color_scheme="light")
    wrong = [f"light: {one}" for one in violations(page)]
    page.emulate_media(color_scheme="dark")
    wrong += [f"dark: {one}" for one in violations(page, ["color-contrast"])]
    page.set_viewport_size(NARROW)
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > NARROW["width"]:
        wrong.append(f"narrow: the page is {wide} wide, expected {NARROW['width']}")
    page.set_viewport_size(WIDE)
    return wrong


@pytest.mark.parametrize("username", [None, *reversed([person.username for person in PEOPLE])])
def test_every_kind_of_page_is_accessible(
    browser: Browser, office: str, seen: Counter[str], username: str | None
) -> None:
    context = signed_in(browser, office, username, viewport=WIDE, bypass_csp=True)
    page = context.new_page()
    wrong = {path: found for path in walk(page, seen) if (found := examine(page))}
    context.close()
    assert not wrong, "\n".join(f"{path}\n  " + "\n  ".join(found) for path, found in wrong.items())


@pytest.mark.parametrize("path", ["/sign-in/", "/nowhere/"])
def test_signing_in_and_errors_are_accessible(browser: Browser, office: str, path: str) -> None:
    context = signed_in(browser, office, None, viewport=WIDE, bypass_csp=True)
    page = context.new_page()
    page.goto(path)
    if path == "/sign-in/":
        page.get_by_role("button", name="Sign in").click()
        assert page.title().startswith("Error: ")
    assert examine(page) == []
    context.close()
