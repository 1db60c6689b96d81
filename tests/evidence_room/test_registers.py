"""Pages of registers: every register stands there by its declaration, and says up to when it came in."""

from datetime import date, datetime
from hashlib import sha256

from django.test import Client
from django.urls import reverse

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.records.evidence import EvidenceStore
from sightline.engine.records.reading import File
from sightline.engine.records.registers import REGISTERS
from tests.evidence_room.conftest import Person

RHI = b"child_id,missing_from,held_on\n001,2019-03-01 20:00,2019-03-04 10:00\n"


def shown(client: Client, name: str, *args: str) -> str:
    page = client.get(reverse(f"evidence:{name}", args=args))
    assert page.status_code == 200, (name, args)
    return page.content.decode()


def test_every_register_has_its_page_with_its_columns_and_duties(officer: Client) -> None:
    whole = shown(officer, "registers")
    for name in REGISTERS:
        assert reverse("evidence:register", args=[name]) in whole
    page = shown(officer, "register", "return_home_interview")
    assert all(
        column.title in page for column in REGISTERS["return_home_interview"] if "'" not in column.title
    )
    readers = [duty for duty in DUTIES.values() if "return_home_interview" in duty.needs]
    assert readers and all(reverse("caseload:duty", args=[duty.id]) in page for duty in readers)
    assert "It never came in" in page


def test_a_register_that_came_in_says_until_when(officer: Client, store: EvidenceStore) -> None:
    file = File("return_home_interview.csv", RHI, sha256(RHI).hexdigest())
    store.load([file], received=datetime(2019, 4, 1, 9), extract_date=date(2019, 3, 31))
    assert "31 March 2019" in shown(officer, "register", "return_home_interview")
    assert "1 of " in shown(officer, "registers")


def test_a_register_that_is_none_is_not_there(officer: Client, person: Person) -> None:
    assert officer.get(reverse("evidence:register", args=["nothing"])).status_code == 404
    assert person("councillor").get(reverse("evidence:registers")).status_code == 403
