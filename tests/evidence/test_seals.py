"""An adopted child's earlier identity stays closed, whatever is withdrawn, purged or asked of an earlier day."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from sightline.engine.records.evidence import EvidenceStore, Lift, Loaded, NotToBeLiftedError
from sightline.engine.records.identity import adopted_ids, carries, sealed_in

PEOPLE = "pers_person_id,pers_sex,pers_dob\n001,F,2015-05-01\n002,M,2014-02-02\n"
EPISODES = (
    "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_ceased_date,"
    "clae_cla_episode_ceased_reason,clae_cla_id\n"
)
OPEN, ADOPTED, OTHER = (
    "E1,001,2018-01-01,,,C1\n",
    "E1,001,2018-01-01,2019-02-01,E11,C1\n",
    "E2,002,2018-01-01,,,C2\n",
)
WINDOW = {"ssd_cla_episodes": ("2017-01-01", "2019-12-31")}


def episodes(desk: Any, month: int, *rows: str) -> Loaded:
    path = desk.file("ssd_cla_episodes.csv", EPISODES + "".join(rows))
    day = date(2019, month, 1)
    return desk.store.load([path], received=datetime(2019, month, 1, 9), extract_date=day, windows=WINDOW)


def sealed(store: EvidenceStore) -> list[tuple[Any, ...]]:
    return store.sealed().rows()


SEAL = ("001", date(2019, 2, 1), "adopted")


@pytest.fixture
def told(desk: Any) -> Any:
    desk.store.load([desk.file("ssd_person.csv", PEOPLE)], received=datetime(2019, 1, 1))
    episodes(desk, 1, OPEN, OTHER)
    assert sealed(desk.store) == []
    return desk


def test_a_seal_outlives_the_row_that_told_it(told: Any) -> None:
    episodes(told, 3, ADOPTED, OTHER)
    assert sealed(told.store) == [SEAL]
    episodes(told, 4, OTHER)
    assert "001" not in told.store.record(told.store.in_force()).frame("ssd_cla_episodes")["clae_person_id"]
    assert sealed(told.store) == [SEAL]


@pytest.mark.parametrize("older", [False, True])
def test_a_purge_opens_nobody_even_in_a_home_that_had_no_list(told: Any, older: bool) -> None:
    loaded = episodes(told, 3, ADOPTED, OTHER)
    if older:
        (told.store.home / "seals.json").unlink()
    told.store.purge(loaded.submissions[0].files[0].sha256, "its term is over", date(2026, 1, 1))
    assert told.store.record(loaded.snapshot).frame("ssd_cla_episodes").is_empty()
    assert sealed(told.store) == [SEAL]


def test_a_home_made_before_gets_the_list_from_all_its_snapshots(told: Any) -> None:
    episodes(told, 3, ADOPTED, OTHER)
    episodes(told, 4, OTHER)
    (told.store.home / "seals.json").unlink()
    assert sealed(EvidenceStore(told.store.home, "test")) == [SEAL]
    assert json.loads((told.store.home / "seals.json").read_text())[0]["person_id"] == "001"


def test_a_store_without_a_snapshot_seals_nobody_and_writes_nothing(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path / "none", "test")
    assert store.sealed().is_empty() and not store.home.exists()


def test_every_way_of_telling_an_adoption_both_seals_and_bars_joining(desk: Any) -> None:
    text = (
        "cine_referral_id,cine_person_id,cine_referral_date,cine_close_date,cine_close_reason\n"
        "R1,001,2018-01-01,2019-01-01,RC1\nR2,002,2018-01-01,2019-01-01,RC2\n"
    )
    loaded = desk.store.load([desk.file("ssd_cin_episodes.csv", text)], received=datetime(2019, 2, 1))
    frame = desk.store.record(loaded.snapshot).frame("ssd_cin_episodes")
    assert sealed(desk.store) == [("001", date(2019, 1, 1), "adopted")]
    assert adopted_ids({"ssd_cin_episodes": [("ssd", frame)]}) == {"001"}
    assert sealed_in({"ssd_cin_episodes": frame})["person_id"].to_list() == ["001"]


def test_a_row_carries_a_sealed_identity_wherever_it_stands_in_it() -> None:
    rows = pl.DataFrame(
        {
            "moth_table_id": ["1", "2", "3"],
            "moth_person_id": ["M", "001", None],
            "moth_childs_person_id": ["001", "K", "L"],
            "person_id": ["M", "001", None],
        }
    )
    assert rows.select(carries("ssd_mother", {"001"})).to_series().to_list() == [True, True, False]
    assert rows.select(carries("ssd_mother", ())).to_series().to_list() == [False] * 3


LIFT = Lift("the clerk", "the director", date(2026, 1, 2), "coded E11 by mistake")


def test_two_people_open_what_was_sealed_by_mistake_once_the_record_is_put_right(told: Any) -> None:
    episodes(told, 3, ADOPTED, OTHER)
    before = told.store.seals_mark()
    with pytest.raises(NotToBeLiftedError, match="still tells"):
        told.store.lift_seal("001", LIFT)
    episodes(told, 4, OPEN, OTHER)
    assert sealed(told.store) == [SEAL]
    told.store.lift_seal("001", LIFT)
    assert sealed(told.store) == [] and told.store.seals_mark() != before
    (one,) = told.store.seals()
    assert (one.person_id, one.lifted, one.still_told) == ("001", LIFT, False)
    assert told.store.row(one.rows[0]).cells["clae_cla_episode_ceased_reason"] == "E11"
    with pytest.raises(NotToBeLiftedError, match="nobody"):
        told.store.lift_seal("001", LIFT)


def test_whoever_is_told_to_be_adopted_after_a_lift_is_sealed_again(told: Any) -> None:
    episodes(told, 3, ADOPTED, OTHER)
    episodes(told, 4, OPEN, OTHER)
    told.store.lift_seal("001", LIFT)
    episodes(told, 5, OPEN.replace("C1", "C9"), OTHER)
    assert sealed(told.store) == []
    episodes(told, 6, ADOPTED, OTHER)
    assert sealed(told.store) == [SEAL] and told.store.seals()[0].lifted is None
    kept = json.loads((told.store.home / "seals-lifted.json").read_text())
    assert [one["what"] for one in kept] == ["lifted", "sealed again"]


def test_an_adoption_that_a_purge_uncovers_seals_again(told: Any) -> None:
    episodes(told, 3, ADOPTED, OTHER)
    put_right = told.store.load(
        [told.file("ssd_cla_episodes.csv", EPISODES + OPEN)],
        received=datetime(2019, 4, 1, 9),
        extract_date=date(2019, 4, 1),
        windows={"ssd_cla_episodes": ("2019-03-01", "2019-04-01")},
    )
    told.store.lift_seal("001", LIFT)
    told.store.purge(put_right.submissions[0].files[0].sha256, "its term is over", date(2026, 1, 3))
    assert sealed(told.store) == [SEAL]


def test_a_lift_joins_no_sources(told: Any) -> None:
    episodes(told, 3, ADOPTED, OTHER)
    episodes(told, 4, OPEN, OTHER)
    told.store.lift_seal("001", LIFT)
    assert told.store.building(told.store.submissions()).sealed == {"001"}


def test_nobody_is_opened_who_was_never_sealed(told: Any) -> None:
    with pytest.raises(NotToBeLiftedError, match="nobody"):
        told.store.lift_seal("002", LIFT)
    assert not (told.store.home / "seals-lifted.json").exists()
