"""The thread of paragraph 20, walked in a real browser one link at a time, as far as each reader may go.

No address is built here: every page is reached by a link of the page before. ``make test`` walks it on SQLite,
``make test-postgres`` on PostgreSQL.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from sightline.office.access import sign_ins
from sightline.office.access.models import Entry, User
from sightline.office.lens.lens import Lens
from tests.browser import walk_record
from tests.browser.conftest import signed_in
from tests.browser.walk_record import FINN, GWEN, NAMES, NELL, ZADIE

pytestmark = [pytest.mark.browser, pytest.mark.postgres, pytest.mark.django_db]

MEASURE = "Initial health assessment: on time, by month of entry to care"
DUTY = "Initial health assessment"
ACTION = "Initial health assessments within 20 working days"
PAPER = "Initial health assessments: what the record shows"
CHALLENGE = "What will be different by September"
WAITING = "Everyone who is waiting now"
ROW = re.compile(r"^row \d+ of the file for Initial health assessment$")
IDS = re.compile(rf"\b({'|'.join(NAMES)})\b")
PATIENCE = 20_000
"""Milliseconds to wait for a link that should be there."""
JUNE = ("30/6/2019", "1/7/2019")


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the walk, in the place of the smaller one."""
    return walk_record.build(tmp_path_factory.mktemp("walk"))


class Walker:
    """Somebody who follows links, and remembers what every page on the way said."""

    def __init__(self, browser: Browser, office: str) -> None:
        self.page: Page = signed_in(browser, office, None).new_page()
        self.page.set_default_timeout(PATIENCE)
        self.pages: list[str] = []
        self.page.goto("/")
        self.arrived()

    def sign_in(self, username: str, password: str) -> None:
        """As a person does: PostgreSQL shows the server nothing of what a test has not committed."""
        self.press(self.page.get_by_role("link", name="Sign in"))
        self.page.get_by_label("User name").fill(username)
        self.page.get_by_label("Password").fill(password)
        self.press(self.page.get_by_role("button", name="Sign in"))

    def follow(self, words: str | re.Pattern[str], *, exact: bool = False) -> str:
        """Click the first link to another page that says so; gives what that page says."""
        found = self.page.get_by_role("main").get_by_role("link", name=words, exact=exact)
        return self.press(found.and_(self.page.locator("a:not([href^='#'])")).first)

    def back(self) -> str:
        """Click the link above the page that leads one step back."""
        return self.press(self.page.locator(".govuk-back-link"))

    def go(self, place: str) -> str:
        """Click a place in the head of the page."""
        menu = self.page.get_by_role("navigation", name="Main")
        return self.press(menu.get_by_role("link", name=place, exact=True))

    def to_thread(self) -> str:
        """From any page to the thread of paragraph 20."""
        self.go("Inspections")
        self.follow("West Sussex County Council, February 2019")
        self.follow("Paragraph 20", exact=True)
        return self.press(self.page.get_by_role("button", name="See the whole thread of this finding"))

    def read_as_at(self, day: str, known_on: str) -> str:
        """Choose the days to read as at and as known on."""
        self.press(self.page.get_by_role("link", name="Change the day that is read"))
        self.page.get_by_label("Read as at").fill(day)
        self.page.get_by_label("As known on").fill(known_on)
        return self.press(self.page.get_by_role("button", name="Read as at this day"))

    def today(self) -> str:
        """Back to today."""
        return self.press(self.page.get_by_role("button", name="Back to today"))

    def links(self) -> list[str]:
        """What the links of the page's content say."""
        return [one.strip() for one in self.page.get_by_role("main").get_by_role("link").all_inner_texts()]

    def pdf(self) -> bytes:
        """What lies behind the link to the page's PDF."""
        link = self.page.get_by_role("link", name="This paper as a PDF").get_attribute("href")
        answer = self.page.context.request.get(str(link))
        assert answer.ok and answer.headers["content-type"] == "application/pdf"
        return answer.body()

    def press(self, what: Locator) -> str:
        """Click what leads to another page, and wait until that page is there."""
        with self.page.expect_navigation():
            what.click()
        return self.arrived()

    def arrived(self) -> str:
        """Remember the page; gives what it says. A page of errors ends the walk."""
        self.pages.append(self.page.content())
        heading = self.page.get_by_role("heading", level=1).inner_text()
        assert heading not in ("Page not found", "You may not open this page", "Something went wrong")
        return self.page.get_by_role("main").inner_text()


Walk = Callable[[str | None], Walker]


@pytest.fixture
def walk(browser: Browser, office: str, home: Path) -> Iterator[Walk]:
    """Sends somebody off from the first page; all have left when the test ends, however it ends."""
    gone: list[Walker] = []
    passwords = sign_ins.kept(home)

    def off(username: str | None) -> Walker:
        gone.append(Walker(browser, office))
        if username:
            gone[-1].sign_in(username, passwords[username])
        return gone[-1]

    yield off
    for one in gone:
        one.page.context.close()


def handle(child: str) -> str:
    """A child's name in addresses and in the trail."""
    return Lens.of(User.objects.get(username="director")).handle(child)


def seen(child: str, username: str) -> list[str]:
    """What the trail says that somebody saw of a child, the oldest first."""
    found = Entry.objects.filter(subject=f"child:{handle(child)}", by__username=username)
    return list(found.order_by("number").values_list("what", flat=True))


def lists_seen(username: str) -> dict[str, int]:
    """The newest count of children of each kind of list that somebody saw."""
    found = Entry.objects.filter(by__username=username).order_by("number")
    return {one.what: one.details["children"] for one in found if "children" in one.details}


def test_a_director_walks_down_to_the_row_and_up_to_the_published_paper(walk: Walk) -> None:
    walker = walk("director")
    assert "13%" in walker.to_thread()
    assert NAMES[NELL] in walker.links()

    # down: measure, area, children waiting, child, row
    assert "Of the children who entered care in a month" in walker.follow(MEASURE)
    assert "Whom it counts" in walker.follow("Adur and Worthing")
    assert NAMES[NELL] in walker.follow(WAITING)
    told = walker.follow(NAMES[NELL])
    assert "Owed now" in told and DUTY in told
    row = walker.follow(ROW)
    assert "As it was submitted" in row and NELL in row and "2019-01-07" in row
    walker.follow(NAMES[NELL])

    # up: action, evidence and its check, challenge, answer, paper, published paper, PDF
    walker.to_thread()
    told = walker.follow(ACTION)
    assert "Accepted" in told and "Read ten referrals against the register" in told
    walker.follow("Paragraph 20", exact=True)
    told = walker.follow(CHALLENGE)
    assert "Answered late by 5 working days" in told and "Every referral now stands in the register" in told
    assert "Every referral stands in the register" in walker.follow("Referrals in the month")
    walker.follow("Paragraph 20", exact=True)
    assert "as known on 9 September 2019" in walker.follow(PAPER)
    assert walker.pdf().startswith(b"%PDF-")

    # whoever was seen is in the trail
    opened, read = "opened a child's record", "saw a row of a submitted file"
    assert seen(NELL, "director") == [opened, read, opened]
    lists = lists_seen("director")
    assert lists["saw children on the thread of a finding"] >= 1
    assert {"saw the children behind a figure", "saw who is waiting for a duty"} <= set(lists)


def test_the_thread_as_it_stood_and_was_known_at_the_end_of_june(walk: Walk) -> None:
    walker = walk("director")
    now = walker.to_thread()
    assert NAMES[GWEN] not in now and "Answered late by 5 working days" in now and PAPER in now
    then = walker.read_as_at(*JUNE)
    assert "As at 30 June 2019" in then
    assert NAMES[NELL] in then and NAMES[GWEN] in then, "in June nobody knew that Gwen had been seen"
    assert "Reply overdue by 2 working days" in then
    assert PAPER not in then and "Answered" not in then and "Accepted" not in then
    for words in (MEASURE, "Crawley", WAITING):
        walker.follow(words)
        bar = walker.page.get_by_role("region", name="The day that is read").inner_text()
        assert "Reading as at 30 June 2019, as known on 1 July 2019" in bar
    told = walker.follow(NAMES[GWEN])
    assert "Overdue" in told and "Eczema" not in told
    assert "2019-02-04" in walker.follow(ROW)
    walker.to_thread()
    assert "Accepted" not in walker.follow(ACTION)
    assert "Accepted" in walker.today()
    assert seen(GWEN, "director") == ["opened a child's record", "saw a row of a submitted file"]


def test_an_adopted_child_stays_sealed_on_every_date_of_the_walk(walk: Walk, office: str) -> None:
    walker, sealed = walk("director"), handle(ZADIE)
    for days in (("30/9/2019", ""), JUNE, ("30/6/2019", "")):
        walker.read_as_at(*days)
        walker.to_thread()
        walker.follow(MEASURE)
        walker.follow("Adur and Worthing")
        assert NAMES[NELL] in walker.follow(WAITING), "others are there to be seen"
        walker.go("Children")
        answer = walker.page.context.request.get(f"{office}/children/{sealed}/")
        assert answer.status == 404 and "Zadie" not in answer.text()
    for page in walker.pages:
        assert not any(told in page for told in ("Zadie", "Thorn", f">{ZADIE}<", sealed))
    assert seen(ZADIE, "director") == []


def test_a_social_worker_reaches_their_own_children_only(walk: Walk) -> None:
    other = walk("director")
    other.go("Children")
    other.follow(NAMES[GWEN])
    somebody_else_s = other.page.url
    walker = walk("social-worker")
    walker.to_thread()
    assert NAMES[NELL] in walker.links()
    walker.follow(MEASURE)
    walker.follow("Crawley")
    walker.back()
    walker.follow("Adur and Worthing")
    walker.follow(WAITING)
    assert "Owed now" in walker.follow(NAMES[NELL])
    assert "As it was submitted" in walker.follow(ROW)
    walker.go("Children")
    assert NAMES[FINN] in walker.links()
    for page in walker.pages:
        assert not any(told in page for told in ("Gwen", "Zadie", f">{GWEN}<", handle(GWEN)))
    answer = walker.page.goto(somebody_else_s)
    assert answer is not None and answer.status == 404
    assert "Gwen" not in walker.page.content()
    assert seen(NELL, "social-worker") == ["opened a child's record", "saw a row of a submitted file"]
    assert seen(GWEN, "social-worker") == []


def test_a_councillor_s_walk_stops_before_any_child(walk: Walk) -> None:
    walker = walk("councillor")
    for days in (("30/9/2019", ""), JUNE):
        walker.read_as_at(*days)
        assert "Your role sees no child’s record: the walk stops here" in walker.to_thread()
        assert "These are protected figures" in walker.follow(MEASURE)
        told = walker.go("Duties")
        if DUTY in walker.links():
            assert "These are protected figures" in walker.follow(DUTY, exact=True)
        else:
            assert "no protected figure can be shown" in told
        walker.to_thread()
        walker.follow(ACTION)
        walker.follow("Paragraph 20", exact=True)
        walker.follow(CHALLENGE)
    walker.today()
    walker.to_thread()
    walker.follow(PAPER)
    assert walker.pdf().startswith(b"%PDF-")
    for page in walker.pages:
        assert not IDS.search(page) and not any(name.split()[0] in page for name in NAMES.values())
        assert "/children/" not in page and "/files/rows/" not in page
        assert "<dt>Floor</dt>" not in page and "<dt>Ceiling</dt>" not in page
    subjects = Entry.objects.filter(by__username="councillor").values_list("subject", flat=True)
    assert not any(subject.startswith("child:") for subject in subjects)


def test_the_public_reads_what_was_published_and_no_more(walk: Walk) -> None:
    walker = walk(None)
    assert "13%" in walker.follow(PAPER)
    assert walker.pdf().startswith(b"%PDF-")
    walker.back()
    walker.follow("How the service is doing")
    for page in walker.pages:
        assert not IDS.search(page) and not any(name in page for name in NAMES.values())
        assert "/children/" not in page and "/thread/" not in page
