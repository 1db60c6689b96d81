"""Children on a terminal: who is late, one child's timeline with its rows, and never a sealed identity."""

import json
from typing import Any

from sightline.commands.shell import Exit

DAY = ("--as-at", "2019-04-30")


def listed(run: Any, *words: str) -> list[dict[str, Any]]:
    result = run("children", *DAY, *words, "--json")
    assert result.exit_code == 0, result.stderr
    told: list[dict[str, Any]] = json.loads(result.stdout)["children"]
    return told


def test_every_child_stands_with_who_holds_them_and_what_is_late(loaded: Any) -> None:
    found = {row["person_id"]: row for row in listed(loaded)}
    assert set(found) == {"001", "004"}
    assert (found["001"]["age"], found["001"]["looked_after"], found["001"]["worker"]) == (
        10,
        True,
        "Amara [bold] Whitlock",
    )
    assert found["004"]["team"] == "Looked after: Crawley"
    assert "visit_first_week" in {one["duty"] for one in found["004"]["late"]}
    assert "visit_first_week" not in {one["duty"] for one in found["001"]["late"]}


def test_lists_are_narrowed_by_team_duty_lateness_and_number(loaded: Any) -> None:
    assert [row["person_id"] for row in listed(loaded, "--team", "cla-crawley-1")] == ["004"]
    assert {row["person_id"] for row in listed(loaded, "--team", "Children looked after service")} == {
        "001",
        "004",
    }
    late = listed(loaded, "--late", "--duty", "visit_first_week")
    assert [row["person_id"] for row in late] == ["004"]
    assert {one["duty"] for one in late[0]["late"]} == {"visit_first_week"}
    assert len(listed(loaded, "--limit", "1")) == 1


def test_unknown_names_in_options_tell_which_are_known(loaded: Any) -> None:
    for words, said in (
        (("--team", "CLA-COST-1"), "CLA-COAST-1"),
        (("--duty", "visit_fist_week"), "visit_first_week"),
    ):
        result = loaded("children", *words)
        assert result.exit_code == Exit.BAD_INPUT and said in result.stderr
    assert "health" in loaded("duties", "--area", "helth").stderr
    assert loaded("child", "001", "--since", "last year").exit_code == Exit.BAD_INPUT


def test_the_screen_shows_the_same_and_takes_no_markup_from_a_name(loaded: Any) -> None:
    shown = loaded("children", *DAY)
    assert "Amara [bold] Whitlock" in shown.stdout and "2 children" in shown.stderr
    assert "=Ann" not in shown.stdout and "002" not in shown.stdout


def test_a_timeline_tells_what_happened_and_what_was_owed_with_the_row(loaded: Any) -> None:
    told = loaded("child", "001", *DAY).stdout
    for words in (
        "14 January 2019",
        "Visit",
        "content seen",
        "dates only",
        "ssd_cla_visits.csv, row 2, in S0001",
    ):
        assert words in told, words
    assert "Owed: Visit in the first week" in told and "looked after since 10 January 2019" in told
    happened = json.loads(loaded("child", "001", *DAY, "--json").stdout)["happened"]
    visits = [one for one in happened if one["title"] == "Visit"]
    assert [(one["on"], one["substance"]) for one in visits] == [
        ("2019-01-14", "content seen"),
        ("2019-02-20", "dates only"),
    ]


def test_nothing_after_the_day_asked_about_is_on_the_timeline(loaded: Any) -> None:
    told = json.loads(loaded("child", "001", "--as-at", "2019-01-31", "--json").stdout)
    assert "2019-02-20" not in json.dumps(told["happened"])


def test_duties_and_measures_are_narrowed_by_area_and_duty(loaded: Any) -> None:
    areas = {duty["area"] for duty in json.loads(loaded("duties", "--area", "Health", "--json").stdout)}
    assert areas == {"health"}
    one = json.loads(loaded("duties", "--duty", "initial_health_assessment", "--json").stdout)
    assert [duty["id"] for duty in one] == ["initial_health_assessment"]
    told = json.loads(loaded("measures", "--duty", "visit_first_week", *DAY, "--json").stdout)["measures"]
    assert {row["measure"] for row in told} >= {
        "visit_first_week_timeliness",
        "visit_first_week_open_overdue",
    }
    assert all(row["measure"].startswith("visit_first_week") for row in told)


def test_an_authority_s_own_standard_is_local_practice_and_no_law_that_nobody_read(loaded: Any) -> None:
    duties = json.loads(loaded("duties", "--json").stdout)
    told = [(duty["id"], one) for duty in duties for one in duty["basis"]]
    local = [name for name, one in told if one["kind"] == "local standard"]
    assert {one["verified"] for _, one in told if one["kind"] == "local standard"} == {None}
    assert all(isinstance(one["verified"], bool) for _, one in told if one["kind"] != "local standard")
    alone = next(duty["id"] for duty in duties if duty["id"] in local and len(duty["basis"]) == 1)
    shown = " ".join(loaded("duties", "--duty", alone).stdout.split())
    assert "local" in shown and "practice)" in shown and "not verified" not in shown


def test_the_version_is_one_document(run: Any) -> None:
    assert set(json.loads(run("version", "--json").stdout)) == {"version", "rules"}
    assert "Sightline" in run("version").stdout
