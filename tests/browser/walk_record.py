"""A small record for the walk along the thread: loaded in June, put right in September.

Nell waits for her initial health assessment, and so does Gwen, as far as anybody knew in June: in September it
came out that she had been seen. Finn was seen late. Zadie waited too, and was adopted in August.
"""

from datetime import datetime
from pathlib import Path

from sightline.engine.records.evidence import EvidenceStore

JUNE, SEPTEMBER = datetime(2019, 6, 28, 9), datetime(2019, 9, 3, 9)
CARE_FROM = {"K1": "2019-01-07", "K2": "2019-02-04", "K3": "2019-03-04", "K4": "2019-01-14"}
NELL, GWEN, FINN, ZADIE = CARE_FROM
NAMES = {NELL: "Nell Marsh", GWEN: "Gwen Pike", FINN: "Finn Ashe", ZADIE: "Zadie Thorn"}
HELD_BY = {
    NELL: ("W1", "CLA-COAST-1"),
    GWEN: ("W2", "CLA-CRAWLEY-1"),
    FINN: ("W1", "CLA-COAST-1"),
    ZADIE: ("W1", "CLA-COAST-1"),
}
ADOPTED = "2019-08-01,E11"

PERSON = "pers_person_id,pers_sex,pers_forename,pers_surname,pers_dob\n"
EPISODES = (
    "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,"
    "clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_entered_care_date\n"
)
HELD = (
    "invo_involvements_id,invo_person_id,invo_professional_id,invo_professional_role_id,"
    "invo_professional_team,invo_involvement_start_date,invo_involvement_end_date\n"
)
WORKERS = (
    "prof_professional_id,prof_professional_name,prof_professional_job_title,prof_professional_department\n"
    "W1,Amara Whitlock,Social worker,CLA-COAST-1\nW2,Owen Strand,Social worker,CLA-CRAWLEY-1\n"
)
HEALTH = (
    "child_id,care_from,kind,consent_on,referred_to_health_on,offered_on,seen_on,status,assessed_by,"
    "health_needs,recommendations\n"
    f"{NELL},{CARE_FROM[NELL]},initial,2019-01-10,2019-01-20,,,planned,,,\n"
    f"{FINN},{CARE_FROM[FINN]},initial,2019-03-05,2019-03-07,2019-05-14,2019-05-14,completed,doctor,"
    "Asthma,See the nurse\n"
    f"{ZADIE},{CARE_FROM[ZADIE]},initial,2019-01-15,2019-01-18,,,planned,,,\n"
)
CORRECTED = (
    f"{GWEN},{CARE_FROM[GWEN]},initial,2019-02-05,2019-02-06,2019-02-21,2019-02-21,completed,doctor,"
    "Eczema,Cream\n"
)


def _case_system(*, adopted: bool) -> dict[str, str]:
    person, episodes, held = PERSON, EPISODES, HELD
    for child, day in CARE_FROM.items():
        worker, team = HELD_BY[child]
        ended = ADOPTED if adopted and child == ZADIE else ","
        person += f"{child},F,{NAMES[child].replace(' ', ',')},2011-05-01\n"
        episodes += f"E{child},{child},{day},S,{ended},{day}\n"
        held += f"I{child},{child},{worker},allocated social worker,{team},{day},\n"
    named = ("ssd_person", "ssd_cla_episodes", "ssd_involvements", "ssd_professionals")
    return dict(zip(named, (person, episodes, held, WORKERS), strict=True))


def _written(folder: Path, texts: dict[str, str]) -> list[Path]:
    paths = [folder / f"{name}.csv" for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def _load(store: EvidenceStore, folder: Path, received: datetime, health: str, *, adopted: bool) -> None:
    folder.mkdir()
    day = received.date()
    store.load(_written(folder, _case_system(adopted=adopted)), received=received, extract_date=day)
    window = {"health_assessment": ("2018-01-01", day.isoformat())}
    register = _written(folder, {"health_assessments": health})
    store.load(register, received=received, extract_date=day, windows=window)


def build(folder: Path) -> Path:
    """A data folder with the record as June knew it, and as September did."""
    store = EvidenceStore(folder / "home", "west-sussex")
    _load(store, folder / "june", JUNE, HEALTH, adopted=False)
    _load(store, folder / "september", SEPTEMBER, HEALTH + CORRECTED, adopted=True)
    return folder / "home"
