"""A small record with something to see in it: six children, three workers, one adoption, one odd name."""

from datetime import date, datetime
from pathlib import Path

from sightline.engine.records.evidence import EvidenceStore

RECEIVED, LATER = datetime(2019, 9, 2, 9), datetime(2019, 9, 20, 9)
EXTRACT = date(2019, 8, 31)
ROLE = "allocated social worker"

PERSON = (
    "pers_person_id,pers_sex,pers_forename,pers_surname,pers_dob\n"
    "A1,F,Ada,Quill,2008-05-01\n"
    "B1,M,+Ben,Rook,2010-02-03\n"
    "C1,F,Cleo,Sand,2012-11-30\n"
    "D1,M,Dan,Thorn,2009-01-01\n"
    "E1,F,Eve,Umber,2011-01-01\n"
    "S1,F,Sol,Vale,2017-01-01\n"
)
EPISODES = (
    "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,"
    "clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_entered_care_date\n"
    "E1,A1,{ada},S,,,{ada}\n"
    "E2,B1,2019-05-13,S,,,2019-05-13\n"
    "E3,C1,2019-06-03,S,,,2019-06-03\n"
    "E4,D1,2018-06-04,S,,,2018-06-04\n"
    "E5,E1,2018-06-04,S,,,2018-06-04\n"
    "E6,S1,2018-06-04,S,2019-04-01,E11,2018-06-04\n"
)
HELD = (
    "invo_involvements_id,invo_person_id,invo_professional_id,invo_professional_role_id,"
    "invo_professional_team,invo_involvement_start_date,invo_involvement_end_date\n"
    f"I1,A1,W1,{ROLE},CLA-COAST-1,2018-01-10,\n"
    f"I2,B1,W1,{ROLE},CLA-COAST-1,2018-01-10,\n"
    f"I3,C1,W2,{ROLE},CLA-CRAWLEY-1,2018-01-10,\n"
    f"I4,D1,W1,{ROLE},CLA-COAST-1,2018-01-10,2019-07-01\n"
    f"I5,E1,W9,{ROLE},CLA-COAST-1,2018-01-10,\n"
    f"I6,S1,W1,{ROLE},CLA-COAST-1,2018-01-10,\n"
)
WORKERS = (
    "prof_professional_id,prof_professional_name,prof_professional_job_title,prof_professional_department\n"
    "W1,Amara Whitlock,Social worker,CLA-COAST-1\n"
    "W2,Owen Strand,Social worker,CLA-CRAWLEY-1\n"
    "W9,Petra Yule,Team manager,CLA-COAST-1\n"
)
VISITS = (
    "clav_cla_visit_id,clav_person_id,clav_cla_visit_date,clav_cla_visit_seen,clav_cla_visit_seen_alone\n"
    "V1,A1,2019-06-05,Y,Y\n"
    "V2,A1,2019-08-20,,\n"
    "V3,C1,2019-06-06,Y,N\n"
    "V4,D1,2018-06-06,Y,N\n"
)
HEALTH = (
    "child_id,care_from,kind,offered_on,seen_on,status,assessed_by,health_needs,recommendations\n"
    "C1,2019-06-03,initial,2019-06-20,2019-06-20,completed,doctor,Asthma,See the nurse\n"
    "D1,2018-06-04,initial,2018-06-20,2018-06-20,completed,doctor,None found,None\n"
)


def submit(home: Path, folder: Path, ada: str, received: datetime, people: str = PERSON) -> None:
    """Load the case system's files; ``ada``: the day on which Ada came into care."""
    folder.mkdir(parents=True)
    texts = {
        "ssd_person": people,
        "ssd_cla_episodes": EPISODES.format(ada=ada),
        "ssd_involvements": HELD,
        "ssd_professionals": WORKERS,
        "ssd_cla_visits": VISITS,
    }
    paths = []
    for name, text in texts.items():
        paths.append(folder / f"{name}.csv")
        paths[-1].write_text(text, encoding="utf-8")
    windows = dict.fromkeys(
        ("ssd_cla_episodes", "ssd_involvements", "ssd_cla_visits"), ("2018-01-01", "2019-08-31")
    )
    EvidenceStore(home, "west-sussex").load(paths, received=received, extract_date=EXTRACT, windows=windows)


def build(folder: Path) -> Path:
    """A data folder with the case system's files and the health register."""
    home = folder / "home"
    submit(home, folder / "ssd", "2019-06-03", RECEIVED)
    register = folder / "health_assessments.csv"
    register.write_text(HEALTH, encoding="utf-8")
    EvidenceStore(home, "west-sussex").load(
        [register],
        received=RECEIVED,
        extract_date=EXTRACT,
        windows={"health_assessment": ("2018-01-01", "2019-09-30")},
    )
    return home
