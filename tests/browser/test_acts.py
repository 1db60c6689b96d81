"""What an act says of itself in a real browser, and measures found without a script."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import signed_in
from tests.browser.test_keyboard import FOCUS_SHOWS

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_what_went_wrong_and_what_was_done_take_the_focus(browser: Browser, office: str) -> None:
    page = signed_in(browser, office, "improvement-lead").new_page()
    page.goto("/inspections/west-sussex-2019/34/link/")
    page.get_by_role("button", name="Link them").press("Enter")
    page.wait_for_selector(".govuk-error-summary:focus")
    page.get_by_role("radio").first.check()
    page.get_by_role("textbox").fill("Leaders discuss it and do not act")
    page.get_by_role("button", name="Link them").press("Enter")
    page.wait_for_selector(".govuk-notification-banner:focus")
    assert page.evaluate(FOCUS_SHOWS)
    assert page.get_by_role("alert").inner_text().splitlines()[0] == "Done"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page.context.close()


def test_without_scripts_measures_are_found_by_words_and_nothing_typed_is_lost(
    browser: Browser, office: str
) -> None:
    page = signed_in(browser, office, "improvement-lead", java_script_enabled=False).new_page()
    page.goto("/inspections/")
    page.get_by_role("link", name="West Sussex").first.click()
    page.locator("a[href*='/needs/']").first.click()
    page.get_by_role("button", name="Open an action").click()
    page.get_by_label("What will be done?").fill("Hold more clinics")
    page.get_by_label("Find a measure by words").fill("initial health overdue")
    page.get_by_label("Find a measure by words").press("Enter")
    page.get_by_text("Nothing has been saved yet").wait_for()
    assert page.get_by_label("What will be done?").input_value() == "Hold more clinics"
    assert page.get_by_label("Initial health assessment: overdue now", exact=True).is_visible()
    page.context.close()
