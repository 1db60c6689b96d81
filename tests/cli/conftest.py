"""A command line on a folder of its own, and a small set of files to load."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sightline.cli import app
from sightline.commands.shell import SHOW

EPISODES = (
    "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,"
    "clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_entered_care_date\n"
    "E1,001,2019-01-10,S,,,2019-01-10\nE2,002,2018-01-10,S,2019-02-01,E12,2018-01-10\n"
    "E3,004,2018-12-03,S,,,2018-12-03\n"
)
PEOPLE = (
    "pers_person_id,pers_sex,pers_forename,pers_surname,pers_dob\n"
    "001,F,=Ann,Quill,2008-05-01\n002,M,Ben,Rook,2017-05-01\n003,x,Cy,Sand,yesterday\n004,M,Dan,Thorn,2009-05-01\n"
)
ROLE = "allocated social worker"
HELD = (
    "invo_involvements_id,invo_person_id,invo_professional_id,invo_professional_role_id,"
    "invo_professional_team,invo_involvement_start_date,invo_involvement_end_date\n"
    f"I1,001,W1,{ROLE},CLA-COAST-1,2019-01-10,\nI4,004,W2,{ROLE},CLA-CRAWLEY-1,2018-12-03,\n"
)
WORKERS = "prof_professional_id,prof_professional_name\nW1,Amara [bold] Whitlock\nW2,Owen Strand\n"
PLACED = (
    "clap_cla_placement_id,clap_person_id,clap_cla_placement_start_date,clap_cla_placement_type\n"
    "P1,001,2019-01-10,U4\nP2,002,2018-01-10,U4\nP4,004,2018-12-03,U4\n"
)
VISITS = (
    "clav_cla_visit_id,clav_person_id,clav_cla_visit_date,clav_cla_visit_seen,clav_cla_visit_seen_alone\n"
    "V1,001,2019-01-14,Y,Y\nV2,001,2019-02-20,,\nV3,002,2018-01-12,Y,Y\n"
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("SIGHTLINE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(SHOW, "width", 200)
    runner = CliRunner()

    def ask(*words: str) -> Result:
        return runner.invoke(app, [*words])

    return ask


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    told = {
        "ssd_person": PEOPLE,
        "ssd_cla_episodes": EPISODES,
        "ssd_involvements": HELD,
        "ssd_professionals": WORKERS,
        "ssd_cla_placement": PLACED,
        "ssd_cla_visits": VISITS,
    }
    for name, text in told.items():
        (tmp_path / "in" / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path / "in"


@pytest.fixture
def loaded(run: Any, folder: Path) -> Any:
    assert run("load", str(folder), "--extract-date", "2019-04-30").exit_code == 0
    return run
