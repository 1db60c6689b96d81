"""No page opens a sealed identity: not from another child's side, not on an earlier day, not after a purge."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.http import Http404

from sightline.engine.records.evidence import EvidenceStore
from tests.lens.conftest import Look
from tests.lens.record import build

MOTHERS = "moth_table_id,moth_person_id,moth_childs_person_id\nM1,A1,C1\nM2,A1,B1\n"
LINKS = (
    "link_table_id,link_person_id,link_identifier_type,link_identifier_value\n"
    "L1,A1,Case Number,C1\nL2,A1,Case Number,Z9\n"
)


@pytest.fixture
def store(tmp_path: Path, settings: Any) -> EvidenceStore:
    store = EvidenceStore(build(tmp_path), "west-sussex")
    settings.SIGHTLINE_HOME = store.home
    paths = [tmp_path / "ssd_mother.csv", tmp_path / "ssd_linked_identifiers.csv"]
    for path, text in zip(paths, (MOTHERS, LINKS), strict=True):
        path.write_text(text, encoding="utf-8")
    store.load(paths, received=datetime(2019, 8, 2, 9), extract_date=date(2019, 8, 2))
    return store


@pytest.mark.parametrize("table", ["ssd_mother", "ssd_linked_identifiers"])
def test_a_row_that_names_a_sealed_child_does_not_open_from_another_s_side(
    store: EvidenceStore, look: Look, table: str
) -> None:
    frame = store.record(store.in_force()).frame(table)
    assert frame.height == 2
    lens = look("director")
    (kept,) = lens.rows_of("A1")[table]["_rows"]
    column = "moth_childs_person_id" if table == "ssd_mother" else "link_identifier_value"
    for value, (ref, *_) in frame.select(column, "_rows").iter_rows():
        if value == "C1":
            with pytest.raises(Http404):
                lens.evidence_row(ref)
        else:
            assert [ref] == list(kept)
            assert lens.evidence_row(ref)[1] == "A1"


def test_a_purge_of_the_file_that_told_the_adoption_opens_nobody(store: EvidenceStore, look: Look) -> None:
    told = store.record(store.in_force()).frame("ssd_cla_episodes")
    start = told.filter(told["clae_person_id"] == "C1")["_rows"][0][0].partition("/")[0]
    (sha,) = {
        file.sha256 for one in store.submissions() for file in one.files if file.sha256.startswith(start)
    }
    store.purge(sha, "its term is over", date(2026, 1, 1))
    for day in (None, date(2019, 6, 30)):
        lens = look("director", known_on=day, as_at=day)
        assert "C1" not in set(lens.people()["person_id"]) and "A1" in set(lens.people()["person_id"])
        with pytest.raises(Http404):
            lens.name_of("C1")
