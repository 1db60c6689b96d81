"""What people say of an obligation: kept for ever, shown where it counts, and without effect on any figure."""

from dataclasses import FrozenInstanceError, astuple
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from sightline.office.access.models import AppendOnlyError, Entry, User
from sightline.office.caseload.actions import log_note
from sightline.office.caseload.models import Note
from sightline.office.caseload.notes import notes_about, notes_of
from sightline.office.lens.lens import Lens
from tests.caseload.conftest import IHA, SignIn, words
from tests.caseload.record import LATER, PERSON, build, submit

SAID = "The clinic gave no appointment"


def key_of(lens: Lens, person: str) -> str:
    return str(lens.owed(IHA).filter(pl.col("person_id") == person)["key"][0])


def log(sign_in: SignIn, lens: Lens, person: str = "A1", role: str = "social_worker") -> Any:
    handle, owed = lens.handle(person), lens.handle(key_of(lens, person))
    address = reverse("caseload:reason", args=[handle, owed])
    return sign_in(role).post(address, {"kind": "reason", "text": SAID})


def test_a_reason_is_shown_on_the_child_and_in_the_list_and_changes_no_figure(
    sign_in: SignIn, whole: Lens
) -> None:
    before = whole.all_results()
    assert log(sign_in, whole).status_code == 302
    again = Lens.of(User(username="eyes", role="director"))
    assert again.all_results().equals(before) and again.owed().equals(whole.owed())
    client = sign_in("social_worker")
    assert SAID in words(client.get(reverse("caseload:child", args=[whole.handle("A1")])))
    assert SAID in words(client.get(reverse("caseload:waiting", args=[IHA])))
    entry = Entry.objects.get(what="logged: reason for lateness")
    assert entry.subject == f"child:{whole.handle('A1')}" and "A1" not in str(entry.details)
    assert SAID not in str(entry.details)


def test_an_empty_reason_is_refused_with_what_to_do(sign_in: SignIn, whole: Lens) -> None:
    address = reverse("caseload:reason", args=[whole.handle("A1"), whole.handle(key_of(whole, "A1"))])
    page = sign_in("social_worker").post(address, {"text": " "})
    assert page.status_code == 422 and "Enter what happened, or what is wrong" in words(page)
    assert not Note.objects.exists()
    wrong = {"key": "k", "person_id": "A1", "duty": IHA, "subject": "child:x"}
    by = User.objects.get(username="social_worker")
    for kind, text in (("rumour", SAID), ("reason", "  ")):
        with pytest.raises(ValidationError):
            log_note(**wrong, kind=kind, text=text, by=by, on=whole.today)


def test_notes_are_only_added_to(sign_in: SignIn, whole: Lens) -> None:
    log(sign_in, whole)
    note = Note.objects.get()
    note.text = "something else"
    with pytest.raises(AppendOnlyError):
        note.save()
    with pytest.raises(AppendOnlyError):
        note.delete()


def test_looking_changes_nothing_but_the_trail(sign_in: SignIn, whole: Lens) -> None:
    client = sign_in("social_worker")
    client.get(reverse("caseload:reason", args=[whole.handle("A1"), whole.handle(key_of(whole, "A1"))]))
    assert not Note.objects.exists()


def test_a_note_whose_obligation_vanishes_is_shown_as_orphaned(
    sign_in: SignIn, tmp_path: Path, settings: Any
) -> None:
    settings.SIGHTLINE_HOME = build(tmp_path)
    lens = Lens.of(User(username="eyes", role="director"))
    key = key_of(lens, "A1")
    log(sign_in, lens)
    submit(settings.SIGHTLINE_HOME, tmp_path / "later", "2019-06-10", LATER)
    after = Lens.of(User(username="eyes", role="director"))
    assert key not in set(after.obligations()["key"]), "the day of entry was put right, so the key is another"
    client = sign_in("social_worker")
    for address in (
        reverse("caseload:child", args=[after.handle("A1")]),
        reverse("caseload:waiting", args=[IHA]),
    ):
        page = words(client.get(address))
        assert "Orphaned" in page and SAID in page


def test_a_note_on_a_child_who_left_the_record_is_for_the_whole_service_alone(
    sign_in: SignIn, whole: Lens, tmp_path: Path
) -> None:
    by = User.objects.create(username="someone", role="director")
    for person in ("gone", "S1", "C1"):
        log_note(
            key=f"west-sussex/{person}/{IHA}/2010-01-01/0",
            person_id=person,
            duty=IHA,
            kind="wrong",
            text=f"Said of {person}.",
            subject="child:x",
            by=by,
            on=whole.today,
        )
    address = reverse("caseload:waiting", args=[IHA])
    service = words(sign_in("director").get(address))
    assert "Said of gone." in service and "Said of C1." in service and "Said of S1." not in service
    own = words(sign_in("social_worker").get(address))
    assert not any(f"Said of {person}." in own for person in ("gone", "S1", "C1"))
    assert PERSON.count("S1") == 1, "S1 is in the record, and sealed"


def test_a_reason_for_looking_is_kept_in_the_trail(sign_in: SignIn, whole: Lens) -> None:
    address = reverse("caseload:child", args=[whole.handle("A1")])
    client = sign_in("director")
    assert client.get(address).status_code == 200
    opened = Entry.objects.get(what="opened a child's record")
    assert opened.subject == f"child:{whole.handle('A1')}" and opened.why == ""
    assert client.post(address, {"why": "Complaint 12"}).status_code == 302
    assert Entry.objects.filter(why="Complaint 12").count() == 1
    assert client.post(address, {"why": ""}).status_code == 422


def test_what_is_held_in_memory_of_a_note_is_what_is_shown(sign_in: SignIn, whole: Lens) -> None:
    """Of whoever wrote it the name, and not the account with the mark of its password."""
    log(sign_in, whole)
    by = User.objects.get(username="social_worker")
    (told,) = notes_about(whole, "A1")
    assert {type(value) for value in astuple(told)} == {int, str, date}
    assert (told.by, told.text, told.kind) == (str(by), SAID, "Reason for lateness")
    with pytest.raises(FrozenInstanceError):
        told.text = "something else"  # type: ignore[misc]


def test_notes_on_many_obligations_are_held_under_a_short_name(
    whole: Lens, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []

    def once(self: Lens, key: tuple[Any, ...], make: Any) -> Any:
        names.append(repr(key))
        return make()

    monkeypatch.setattr(Lens, "once", once)
    for keys in ([f"key-{n}" for n in range(500)], ["key-1"], ["key-2"]):
        assert notes_of(whole, keys) == {}
    assert max(map(len, names)) < 500 and len(set(names)) == 3
