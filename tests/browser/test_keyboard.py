"""Without a mouse, without scripts, on a phone: everything can still be reached, and the focus can be seen."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from sightline.office.access.sign_ins import NAME
from tests.browser.conftest import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

FOCUS_SHOWS = """() => {
    const style = getComputedStyle(document.activeElement);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
        && style.outlineColor !== "rgba(0, 0, 0, 0)" && style.outlineColor !== "transparent";
    return outlined || style.boxShadow !== "none";
}"""


def _focused(page: Page) -> str:
    return str(page.evaluate("(document.activeElement.id || document.activeElement.textContent).trim()"))


def test_the_first_stop_is_the_way_past_the_links(browser: Browser, office: str) -> None:
    page = signed_in(browser, office, "director").new_page()
    page.goto("/inspections/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    assert _focused(page) == "Skip to main content"
    box = skip.bounding_box()
    assert box and box["x"] >= 0 and box["y"] >= 0 and box["height"] > 20
    page.keyboard.press("Enter")
    assert _focused(page).startswith("main-content") or page.url.endswith("#main-content")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page.context.close()


def test_signing_in_goes_name_password_button_and_every_stop_shows(browser: Browser, office: str) -> None:
    page = signed_in(browser, office, None).new_page()
    page.goto("/sign-in/")
    stops = []
    for _ in range(12):
        page.keyboard.press("Tab")
        stops.append(_focused(page))
        assert page.evaluate(FOCUS_SHOWS), f"nothing shows that {stops[-1]} has the focus"
        if stops[-1] == "Sign in" and "id_password" in stops:
            break
    assert stops[0] == "Skip to main content"
    assert stops[-3:] == ["id_username", "id_password", "Sign in"]
    page.context.close()


def test_without_scripts_a_person_signs_in_and_opens_the_menu_of_a_phone(
    browser: Browser, office: str, home: Path
) -> None:
    password = json.loads((home / NAME).read_text(encoding="utf-8"))["improvement-lead"]
    narrow = {"width": 375, "height": 800}
    page = signed_in(browser, office, None, java_script_enabled=False, viewport=narrow).new_page()
    page.goto("/sign-in/")
    page.get_by_label("User name").fill("improvement-lead")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    plan = page.get_by_role("navigation", name="Main").get_by_role("link", name="Plan")
    assert not plan.is_visible()
    page.get_by_role("button", name="Menu").click()
    plan.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Improvement plan"
    page.context.close()


@pytest.mark.parametrize("width", [375, 1280])
def test_a_table_is_a_stop_of_the_keyboard_only_where_it_can_be_moved(
    browser: Browser, office: str, width: int
) -> None:
    page = signed_in(browser, office, "director", viewport={"width": width, "height": 800}).new_page()
    page.goto("/children/")
    page.wait_for_function(
        """() => [...document.querySelectorAll(".sl-scroll")].every(
            region => region.hasAttribute("tabindex") === region.scrollWidth > region.clientWidth)"""
    )
    assert page.locator(".sl-scroll").count() > 0
    page.context.close()
