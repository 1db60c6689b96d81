"""The workforce census: workers and their caseloads, and what cannot well be true of them."""

from datetime import date, datetime
from pathlib import Path

import pytest

from sightline.engine.records.evidence import EvidenceStore
from sightline.engine.records.problems import Severity
from sightline.engine.records.readers import workforce
from tests.records.files import Read, file, reading


def census(workers: int = 3, inner: str = "", year: int = 2022) -> str:
    told = "\n".join(
        f"<CSWWWorker><AgencyWorker>0</AgencyWorker><SWENo>SW{n:010}</SWENo><FTE>0.8</FTE><PersonBirthDate>"
        f"1980-02-03</PersonBirthDate><QualInst>A college</QualInst><OrgRole>5</OrgRole><RoleStartDate>"
        f"2019-05-01</RoleStartDate><Cases30>17</Cases30>{inner}</CSWWWorker>"
        for n in range(1, workers + 1)
    )
    return (
        "<Message><Header><CollectionDetails><Collection>CSWW</Collection>"
        f"<Year>{year}</Year><ReferenceDate>{year}-09-30</ReferenceDate></CollectionDetails><Source>"
        "<SourceLevel>L</SourceLevel><LEA>938</LEA></Source></Header><LALevelVacancies><NumberOfVacancies>"
        "12.5</NumberOfVacancies><NoAgencyFTE>7</NoAgencyFTE><NoAgencyHeadcount>8</NoAgencyHeadcount>"
        f"</LALevelVacancies>\n{told}\n</Message>"
    )


def test_workers_and_what_they_hold() -> None:
    found = reading(file("csww.xml", census()))
    assert found.costly == []
    worker = found.tables["ssd_professionals"].to_dicts()[0]
    assert worker["prof_social_worker_registration_no"] == "SW0000000001"
    assert (worker["prof_professional_job_title"], worker["prof_agency_worker_flag"]) == ("Case holder", "0")
    held = found.tables["caseload"].to_dicts()[0]
    assert (held["month_end"], held["children"], held["role"]) == (date(2022, 9, 30), 17, "5")
    change = found.tables["workforce_change"].to_dicts()[0]
    assert (change["vacancy_fte"], change["agency_fte"]) == (12.5, 7.0)
    assert change["in_post_fte"] == pytest.approx(2.4)
    assert workforce.READER.read([file("csww.xml", census())]).extract_date == date(2022, 9, 30)


def test_a_leaver_holds_no_caseload() -> None:
    found = reading(file("csww.xml", census(2, "<RoleEndDate>2022-08-01</RoleEndDate>")))
    assert found.tables["caseload"].is_empty()
    assert found.one("left_with_cases").count == 2
    assert found.tables["ssd_professionals"].height == 2


def test_workers_before_a_break_are_read_and_doctypes_refused() -> None:
    text = census(200)
    found = reading(file("csww.xml", text[: len(text) // 2]))
    assert "workers before" in found.one("broken_xml").advice
    assert 90 < found.tables["ssd_professionals"].height < 110
    hostile = text.replace(
        "<Message>", '<!DOCTYPE Message [<!ENTITY x SYSTEM "file:///etc/passwd">]><Message>', 1
    )
    assert reading(file("csww.xml", hostile)).one("document_type").severity is Severity.FILE


def test_the_wrapper_and_a_namespace_change_nothing() -> None:
    text = census(3).replace("<CSWWWorker>", "<CSWWWorkers><CSWWWorker>", 1)
    text = text.replace("\n</Message>", "</CSWWWorkers></Message>").replace(
        "<Message>", '<Message xmlns="u">'
    )
    assert reading(file("csww.xml", text)).tables["ssd_professionals"].height == 3


def test_a_worker_s_birth_date_and_pay_are_never_repeated() -> None:
    text = census(2, "<BaseSalary>lots</BaseSalary>").replace("1980-02-03", "3 Feb eighty")
    found = reading(file("csww.xml", text))
    assert {told.column for told in found.of("not_understood")} == {"PersonBirthDate", "BaseSalary"}
    assert not any("eighty" in told.sentence() or "lots" in told.sentence() for told in found.problems)


def test_a_row_s_address_leads_back_to_what_was_submitted(tmp_path: Path) -> None:
    path = tmp_path / "csww.xml"
    path.write_text(census(3), encoding="utf-8")
    store = EvidenceStore(tmp_path / "home", "test")
    loaded = store.load([path], received=datetime(2023, 1, 1))
    assert loaded.snapshot
    rows = store.record(loaded.snapshot).frame("caseload").sort("worker_id")["_rows"]
    assert store.row(rows[1][0]).cells["SWENo"] == "SW0000000002"


@pytest.fixture(scope="module")
def sample(shared: Path) -> Read:
    path = shared / "samples" / "workforce" / "social_work_workforce_2022.xml"
    return reading(file(path.name, path.read_bytes()))


def test_the_sample_is_read_whole(sample: Read) -> None:
    assert sample.tables["ssd_professionals"].height == 30
    assert sample.tables["ssd_professionals"]["prof_agency_worker_flag"].to_list().count("1") == 18
    assert not [p for p in sample.problems if p.severity in (Severity.FILE, Severity.ROW)]


def test_the_sample_s_defects_are_told(sample: Read) -> None:
    assert sample.one("blank_value", column="QualInst").count == 12
    assert sample.one("many_cases").found.startswith("more than 50 cases, 87 at most")
    assert sample.one("agency_left").count == 8
