"""A small record, loaded twice: three children of two teams, one of whom moves and one of whom is adopted."""

from datetime import datetime
from pathlib import Path

from sightline.engine.records.evidence import EvidenceStore

FIRST, SECOND = datetime(2019, 5, 1, 9), datetime(2019, 8, 1, 9)

PERSON = (
    "pers_person_id,pers_sex,pers_forename,pers_surname,pers_dob\n"
    "A1,F,Ada,Quill,2008-05-01\nB1,M,Ben,Rook,2010-02-03\nC1,F,Cleo,Sand,2016-11-30\n"
)
EPISODES = (
    "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,"
    "clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_entered_care_date\n"
    "E1,A1,2018-01-10,S,,,2018-01-10\nE2,B1,2018-02-10,S,,,2018-02-10\nE3,C1,2018-03-10,S,{ceased},2018-03-10\n"
)
HELD = (
    "invo_involvements_id,invo_person_id,invo_professional_id,invo_professional_role_id,"
    "invo_professional_team,invo_involvement_start_date,invo_involvement_end_date\n"
)
WORKERS = (
    "prof_professional_id,prof_professional_name,prof_professional_job_title,prof_professional_department\n"
    "W1,Amara Whitlock,Social worker,CLA-COAST-1\nW2,Owen Strand,Social worker,CLA-CRAWLEY-1\n"
)
ROLE = "allocated social worker"
BEFORE = (
    f"I1,A1,W1,{ROLE},CLA-COAST-1,2018-01-10,\n"
    f"I2,B1,W2,{ROLE},CLA-CRAWLEY-1,2018-02-10,\n"
    f"I3,C1,W1,{ROLE},CLA-COAST-1,2018-03-10,\n"
)
AFTER = (
    f"I1,A1,W1,{ROLE},CLA-COAST-1,2018-01-10,2019-07-01\n"
    f"I4,A1,W2,{ROLE},CLA-CRAWLEY-1,2019-07-01,\n"
    f"I2,B1,W2,{ROLE},CLA-CRAWLEY-1,2018-02-10,\n"
    f"I3,C1,W1,{ROLE},CLA-COAST-1,2018-03-10,2019-07-15\n"
)


def _submit(store: EvidenceStore, folder: Path, received: datetime, held: str, ceased: str) -> None:
    folder.mkdir()
    texts = {
        "ssd_person": PERSON,
        "ssd_cla_episodes": EPISODES.format(ceased=ceased),
        "ssd_involvements": HELD + held,
        "ssd_professionals": WORKERS,
    }
    paths = []
    for name, text in texts.items():
        paths.append(folder / f"{name}.csv")
        paths[-1].write_text(text, encoding="utf-8")
    store.load(paths, received=received, extract_date=received.date())


def build(folder: Path) -> Path:
    """A data folder with two snapshots: of May 2019, and of August, when the adoption was known."""
    store = EvidenceStore(folder / "home", "west-sussex")
    _submit(store, folder / "may", FIRST, BEFORE, ",")
    _submit(store, folder / "august", SECOND, AFTER, "2019-07-15,E11")
    assert [snapshot.number for snapshot in store.snapshots()] == [1, 2]
    return folder / "home"
