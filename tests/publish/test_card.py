"""A published scorecard as the public reads it: a line for each measure, and each measure on a page of its own."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sightline.office.access.models import User
from sightline.office.publish import actions
from sightline.office.publish.card import at_a_glance, figure_of
from sightline.office.publish.figures import by_period

WHOLE, IHA = "West Sussex County Council", "initial_health_assessment_timeliness"
MANY = ("9536", "8341", "87%")
HIDDEN = ("c", "c", "c")


def row(period: str, where: str, told: tuple[str, str, str]) -> dict[str, str]:
    names = ("denominator", "numerator", "percent")
    return {"period": period, "where": where, "assurance": ""} | dict(zip(names, told, strict=True))


FIGURE: dict[str, Any] = {
    "measure": IHA,
    "title": "Initial health assessment: on time",
    "question": "How many were on time?",
    "period": "year",
    "note": "",
    "rows": [
        row("2018", WHOLE, ("400", "40", "10%")),
        row("2018", "Crawley", ("90", "9", "11%")),
        row("2019", WHOLE, MANY),
        row("2019", "Adur", HIDDEN),
        row("2019", "Crawley", ("0", "0", "no cases")),
    ],
}
CONTENT = {
    "figures": [FIGURE],
    "withheld": ["A measure of few children"],
    "not_shown": "Too few.",
    "label": "Synthetic",
    "stamp": "Snapshot 1",
    "protection": "Small numbers are protected.",
}


def test_a_line_tells_the_newest_period_of_the_whole_authority_under_its_area_of_practice() -> None:
    (line,) = at_a_glance(CONTENT, WHOLE)["health"]
    assert line["row"]["period"] == "2019" and line["row"]["percent"] == "87%"
    gone = {"figures": [FIGURE | {"measure": "no-longer-counted"}]}
    assert list(at_a_glance(gone, WHOLE)) == ["other"]
    assert at_a_glance(CONTENT, "Another council")["health"][0]["row"] is None


@pytest.mark.parametrize(
    ("level", "said"), [("none", "No assurance<"), ("limited", "Limited<span"), ("", "Not told<")]
)
@pytest.mark.usefixtures("db")
def test_a_row_names_its_time_and_says_no_assurance_in_words(client: Client, level: str, said: str) -> None:
    rows = [one | {"assurance": level} for one in FIGURE["rows"]]
    content = CONTENT | {"figures": [FIGURE | {"period": "three years", "rows": rows}]}
    clerk = User.objects.create(username="clerk", role="clerk")
    actions.publish_scorecard(content, by=clerk, on=date(2019, 9, 30))
    page = client.get(reverse("publish:scorecard")).content.decode()
    row = page[page.index("8,341 of 9,536") :]
    assert "Three years: 2019" in row and said in row[: row.index("</tr>")]
    assert ">None" not in page and "What assurance means" in page


def test_periods_stand_below_one_another_the_newest_first_and_areas_across() -> None:
    told = by_period(FIGURE)
    assert told["wheres"] == [WHOLE, "Crawley", "Adur"]
    assert [period for period, _ in told["periods"]] == ["2019", "2018"]
    assert told["periods"][1][1][2] is None, "Adur is not told of in 2018"
    assert figure_of(CONTENT, IHA) is FIGURE and figure_of(CONTENT, "another") is None


@pytest.mark.usefixtures("db")
def test_the_public_opens_each_measure_from_the_scorecard(client: Client) -> None:
    clerk = User.objects.create(username="clerk", role="clerk")
    actions.publish_scorecard(CONTENT, by=clerk, on=date(2019, 9, 30))
    page = client.get(reverse("publish:scorecard")).content.decode()
    address = reverse("publish:scorecard-measure", args=[IHA])
    assert address in page and "8,341 of 9,536" in page and "A measure of few children" in page
    opened = client.get(address).content.decode()
    assert "40 of 400" in opened and "no cases" in opened and "hidden: a small number" in opened
    assert client.get(reverse("publish:scorecard-measure", args=["another"])).status_code == 404
