"""A record of two years of children who came into care, of whom four of December 2018's thirty-one were seen in
time, and few of Crawley's in any month.
"""

from datetime import date, datetime, timedelta
from pathlib import Path

from sightline.engine.records.evidence import EvidenceStore

LOADED = datetime(2019, 9, 27, 9)
TEAMS = ("CLA-COAST-1", "CLA-CRAWLEY-1")
MONTHS = [date(2017 + (n + 3) // 12, (n + 3) % 12 + 1, 1) for n in range(28)]
"""April 2017 to July 2019."""


def _children() -> list[tuple[str, date, bool, str]]:
    """Each child: identifier, day of entry, whether seen in time, team."""
    told = []
    for first in MONTHS:
        quoted = first == date(2018, 12, 1)
        for n in range(31 if quoted else 24):
            in_crawley = n % 3 == 0
            in_time = n in (1, 2, 4, 5) if quoted else not in_crawley and n % 2 == 0
            told.append((f"{first:%y%m}{n:03d}", first + timedelta(n % 25), in_time, TEAMS[in_crawley]))
    return told


def build(folder: Path) -> Path:
    """A data folder that holds it."""
    person = "pers_person_id,pers_sex,pers_dob\n"
    episodes = (
        "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,"
        "clae_entered_care_date\n"
    )
    held = (
        "invo_involvements_id,invo_person_id,invo_professional_id,invo_professional_role_id,"
        "invo_professional_team,invo_involvement_start_date\n"
    )
    health = (
        "child_id,care_from,kind,consent_on,referred_to_health_on,seen_on,status,assessed_by,health_needs\n"
    )
    for child, start, in_time, team in _children():
        seen = start + timedelta(14 if in_time else 60)
        person += f"{child},F,2011-05-01\n"
        episodes += f"E{child},{child},{start},S,{start}\n"
        held += f"I{child},{child},W-{team},allocated social worker,{team},{start}\n"
        health += f"{child},{start},initial,{start},{start + timedelta(3)},{seen},completed,doctor,Asthma\n"
    folder.mkdir(exist_ok=True)
    texts = {
        "ssd_person": person,
        "ssd_cla_episodes": episodes,
        "ssd_involvements": held,
        "health_assessments": health,
    }
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    store = EvidenceStore(folder / "home", "west-sussex")
    day = LOADED.date()
    files = [folder / f"{name}.csv" for name in list(texts)[:3]]
    store.load(files, received=LOADED, extract_date=day)
    window = {"health_assessment": ("2017-01-01", day.isoformat())}
    register = [folder / "health_assessments.csv"]
    store.load(register, received=LOADED, extract_date=day, windows=window)
    return folder / "home"
