"""Two figures over different times stand on one page: each says its time, and of whom it speaks."""

import re

import pytest
from django.urls import reverse

from tests.caseload.conftest import IHA, SignIn

CARD = re.compile(r'<article class="sl-card sl-figure">.*?</article>', re.DOTALL)


@pytest.mark.parametrize("role", ["councillor", "clerk", "director"])
def test_every_card_of_a_duty_says_its_time_and_of_whom_it_speaks(sign_in: SignIn, role: str) -> None:
    page = sign_in(role).get(reverse("caseload:duty", args=[IHA])).content.decode()
    cards = [card for card in CARD.findall(page) if re.search(r"\d+ of \d+", card)]
    assert cards or role != "director", "a small office: protected figures may all be hidden"
    for card in cards:
        assert re.search(r"\d{4}[^<]*: of those ", card), card


def test_a_measure_its_areas_and_one_figure_say_so_too(sign_in: SignIn) -> None:
    client, measure = sign_in("director"), f"{IHA}_timeliness"
    said = "of those that fell due in this time, done by the day they were due"
    page = client.get(reverse("caseload:measure", args=[measure])).content.decode()
    assert page.count(said) >= 2 and f"O{said[1:]}" in page, "over the figure, and over areas and teams"
    opened = re.findall(r'href="(/measures/[^"]+/(?:areas|teams)/[^"]+)"', page)
    assert opened
    for address in opened[:2]:
        assert re.search(r"\d{4}: " + said, client.get(address).content.decode()), address
