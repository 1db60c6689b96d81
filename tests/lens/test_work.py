"""What is not owed to a child: never among children's, never counted as children, never beyond its scope."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.http import Http404

from sightline.engine.duties.catalogue import DUTIES, TARGETS
from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.records.columns import Subject
from sightline.engine.records.evidence import EvidenceStore
from tests.lens.conftest import Look
from tests.lens.record import BEFORE, EPISODES, HELD, PERSON, WORKERS

REGISTERS = {
    # The worker's number is a child's too: nothing may mix them up.
    "supervision": "worker_id,held_on,due_on,kind,child_id\nW1,2019-02-01,2019-02-01,personal,\n",
    "workforce_training": (
        "worker_id,course,due_on,done_on,kind\n"
        "W1,Prevent,2019-03-01,,mandatory\nA1,Prevent,2019-03-01,,mandatory\n"
    ),
    "designated_officer": (
        "allegation_id,referred_on,subject_key,child_id,category,threshold_met\n"
        "L1,2019-02-01T10:00:00,K7,A1,physical,yes\n"
    ),
    "complaint": "complaint_id,child_id,received_on,stage\nX1,A1,2019-03-01,1\n",
}
PERMANENCE = (
    "perm_table_id,perm_person_id,perm_cla_id,perm_adm_decision_date,perm_placement_order_date\n"
    "P1,B1,E2,2018-04-01,2018-05-01\n"
)


@pytest.fixture(scope="module")
def office_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two children, their workers, and registers of work."""
    folder = tmp_path_factory.mktemp("work")
    store = EvidenceStore(folder / "home", "west-sussex")
    texts = {
        "ssd_person": PERSON,
        "ssd_cla_episodes": EPISODES.format(ceased=","),
        "ssd_involvements": HELD + BEFORE,
        "ssd_professionals": WORKERS,
        "ssd_permanence": PERMANENCE,
        **REGISTERS,
    }
    paths = []
    for name, text in texts.items():
        paths.append(folder / f"{name}.csv")
        paths[-1].write_text(text, encoding="utf-8")
    told = datetime(2019, 8, 1, 9)
    store.load(paths, received=told, extract_date=told.date())
    return folder / "home"


@pytest.fixture(autouse=True)
def work(office_home: Path, settings: Any) -> None:
    settings.SIGHTLINE_HOME = office_home


NOT_CHILDREN = {duty.id for duty in DUTIES.values() if duty.subject is not Subject.CHILD}
EVERYONE = ("director", "performance_officer", "team_manager", "social_worker", "councillor", "clerk", "")


def seen_by(look: Look, role: str) -> Any:
    return look(role, worker_id="W1", team_id="CLA-COAST-1")


@pytest.mark.parametrize("role", EVERYONE)
def test_nobody_is_given_other_obligations_as_a_child_s(look: Look, role: str) -> None:
    lens = seen_by(look, role)
    for frame in (lens.obligations(), lens.owed(), lens.dates_only()):
        assert set(frame["subject"]) <= {"child"}
        assert not set(frame["duty"]) & (NOT_CHILDREN | TARGETS)


def test_the_record_does_hold_such_work(look: Look) -> None:
    duties = set(look("director").work()["duty"])
    assert {"supervision_monthly", "training_prevent", "lado_initial_decision", "complaint_stage1"} <= duties


def test_allegations_against_adults_are_for_a_director_alone(look: Look) -> None:
    assert "adult" in set(seen_by(look, "director").work()["subject"])
    for role in EVERYONE[1:]:
        assert "adult" not in set(seen_by(look, role).work()["subject"]), role


def test_a_team_sees_what_its_own_workers_owe_and_no_other_work(look: Look) -> None:
    mine = look("team_manager", team_id="CLA-COAST-1").work()
    assert mine.height and set(mine["person_id"]) == {"W1"} and set(mine["subject"]) == {"worker"}
    others = look("team_manager", team_id="CLA-CRAWLEY-1").work("training_prevent")
    assert others.is_empty()
    assert look("team_manager").work().is_empty()


@pytest.mark.parametrize("role", ["social_worker", "councillor", "clerk", "improvement_lead", ""])
def test_nobody_else_sees_any_work(look: Look, role: str) -> None:
    assert seen_by(look, role).work().is_empty()


def test_a_worker_with_a_child_s_number_is_not_on_that_child_s_list(look: Look) -> None:
    lens = look("director")
    assert "A1" in set(lens.work("training_prevent")["person_id"])
    assert lens.obligations("training_prevent").is_empty()
    held = lens.work("training_prevent").filter(pl.col("person_id") == "A1")
    assert held["team_id"].to_list() == [None]


def test_no_one_is_named_behind_the_figures_of_work_or_of_targets(look: Look) -> None:
    lens = look("director")
    for duty in ("training_prevent", "lado_initial_decision", "complaint_stage1", "a3_14_months"):
        mine, more = lens.cases(f"{duty}_timeliness")
        assert mine.is_empty() and more > 0, duty


def test_their_measures_are_shown_like_any_other_and_protected(look: Look) -> None:
    whole = look("performance_officer").results("training_prevent_timeliness")
    assert whole["denominator"].sum() == 2
    assert look("councillor").results("training_prevent_timeliness")["denominator"].sum() == 0
    assert [one for one in MEASURES.values() if one.duty == "a3_14_months"] == [
        MEASURES["a3_14_months_timeliness"]
    ]


def test_a_worker_s_attributes_are_never_a_child_s(look: Look) -> None:
    split = look("director").results("training_prevent_timeliness", dimensions=("sex", "age_band"))
    assert set(split["group"]) == {"not known"}


def test_a_row_about_an_adult_is_opened_by_a_director_alone_though_it_names_a_child(look: Look) -> None:
    director, officer = look("director"), look("performance_officer")
    told = director.rows_of("A1")
    (ref,) = told["designated_officer"]["_rows"][0]
    assert director.evidence_row(ref)[1] == "A1"
    for lens in (officer, seen_by(look, "social_worker")):
        assert "designated_officer" not in lens.rows_of("A1")
        with pytest.raises(Http404):
            lens.evidence_row(ref)


def test_a_complaint_s_row_opens_for_who_sees_the_child_it_names(look: Look) -> None:
    officer = look("performance_officer")
    (ref,) = officer.rows_of("A1")["complaint"]["_rows"][0]
    assert officer.evidence_row(ref)[1] == "A1"
    with pytest.raises(Http404):
        look("social_worker", worker_id="W2").evidence_row(ref)


def test_the_days_are_those_of_the_register(look: Look) -> None:
    found = look("director").work("complaint_stage1").row(0, named=True)
    assert (found["due"], found["state"]) == (date(2019, 3, 15), "overdue")
