"""Facts of one snapshot as at one date, held in memory while they are asked for."""

import hashlib
import hmac
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl
from django.conf import settings

from sightline.engine.authority import Authority
from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.coverage import best_shown
from sightline.engine.duties.duty import Shows
from sightline.engine.duties.obligation import State
from sightline.engine.records.about import PERSON, names_child, with_person
from sightline.engine.records.columns import ROWS, Subject
from sightline.engine.records.evidence import EvidenceStore, Snapshot, Submission
from sightline.engine.records.identity import carries
from sightline.engine.records.record import ALL_TABLES
from sightline.engine.results import Results
from sightline.office.lens.figures import Figures
from sightline.office.lens.holding import Holding

STAFF_SCHEMA: dict[str, pl.DataType] = {
    "worker_id": pl.String(),
    "name": pl.String(),
    "title": pl.String(),
    "team_id": pl.String(),
}
"""One row for each professional, sorted by worker_id."""

_SIGHTS_HELD, _SEALS_HELD = 6, 12
_CHARACTERS_KEPT, _SMALL_KEPT = 12_000_000, 500
_HANDLE_DIGITS = 20
_HOLDS = ("allocated social worker", "social worker", "personal adviser")
_OWED = (State.RUNNING.value, State.OVERDUE.value, State.CANNOT_TELL.value)


class Sight:
    """What the engine says of one snapshot as at one date: computed once, shared by every reader.

    Nothing here is narrowed: only the lens, which knows who reads, may hand it on. ``sealed``: identities
    that no page may open.
    """

    def __init__(self, found: Results, sealed: frozenset[str]) -> None:
        self.found = found
        self.sealed = sealed
        self.as_at = found.as_at
        self.figures = Figures(found)
        self.kept: Holding[Any] = Holding(_CHARACTERS_KEPT, lambda one: one.size)
        self.small: Holding[Any] = Holding(_SMALL_KEPT)

    @cached_property
    def people(self) -> pl.DataFrame:
        """PEOPLE_SCHEMA, sealed identities left out."""
        return self.found.people.filter(~pl.col("person_id").is_in(list(self.sealed)))

    @cached_property
    def obligations(self) -> pl.DataFrame:
        """OBLIGATION_SCHEMA, sealed identities left out."""
        return self.found.obligations.filter(~pl.col("person_id").is_in(list(self.sealed)))

    @cached_property
    def handles(self) -> dict[str, str]:
        """Each child's handle, the only name of a child that an address or the trail may hold."""
        return {handle(self.found.authority.id, person): person for person in self.people["person_id"]}

    @cached_property
    def names(self) -> dict[str, str]:
        """Each child's name, or their identifier where the record has no name."""
        columns = self.people.select("person_id", "forename", "surname").iter_rows()
        return {person: " ".join(filter(None, (first, last))) or person for person, first, last in columns}

    @cached_property
    def staff(self) -> pl.DataFrame:
        """STAFF_SCHEMA: the professionals whom the record names."""
        told = self.found.record.frame("ssd_professionals").select(
            worker_id="prof_professional_id",
            name="prof_professional_name",
            title="prof_professional_job_title",
            team_id="prof_professional_department",
        )
        return told.drop_nulls("worker_id").unique("worker_id", keep="first").sort("worker_id")

    @cached_property
    def owed(self) -> pl.DataFrame:
        """OBLIGATION_SCHEMA: what is still owed on the day, done with neither by an event nor by an end."""
        still = pl.col("met_on").is_null() & pl.col("ended_on").is_null() & pl.col("state").is_in(_OWED)
        return self.obligations.filter(still)

    @cached_property
    def dates_only(self) -> pl.DataFrame:
        """OBLIGATION_SCHEMA: of each child and duty the latest fulfilment, where it holds only a date."""
        met = self.obligations.filter(pl.col("met_on").is_not_null()).sort("met_on", "key")
        latest = met.unique(("person_id", "duty"), keep="last", maintain_order=True)
        return latest.filter(pl.col("substance") == "dates only")

    @cached_property
    def workers(self) -> dict[str, tuple[str, str]]:
        """Each worker's name and job title, as the record has them."""
        told = self.found.record.frame("ssd_professionals").select(
            "prof_professional_id", "prof_professional_name", "prof_professional_job_title"
        )
        return {worker: (name or worker, title or "") for worker, name, title in told.iter_rows()}

    @cached_property
    def unallocated(self) -> pl.DataFrame:
        """Children looked after whom nobody holds: PEOPLE_SCHEMA and ``last_team``, who held them last."""
        nobody = self.people.filter(pl.col("in_care") & pl.col("worker_id").is_null())
        held = self.found.record.frame("ssd_involvements").filter(
            pl.col("invo_professional_role_id").str.to_lowercase().is_in(_HOLDS)
            & (pl.col("invo_involvement_start_date") <= self.as_at)
        )
        last = held.sort("invo_involvement_start_date", "invo_professional_id").unique(
            "invo_person_id", keep="last", maintain_order=True
        )
        last = last.select(person_id="invo_person_id", last_team="invo_professional_team")
        return nobody.join(last, on="person_id", how="left", maintain_order="left")

    @cached_property
    def answering(self) -> pl.DataFrame:
        """Which team answers for each child (``person_id``, ``team``): the one that holds them; for those
        looked after whom nobody holds, the one that held them last; null where there is none."""
        last = self.unallocated.select("person_id", "last_team")
        found = self.people.select("person_id", "team_id").join(
            last, on="person_id", how="left", maintain_order="left"
        )
        return found.select("person_id", team=pl.coalesce("team_id", "last_team"))

    @cached_property
    def told_duties(self) -> frozenset[str]:
        """The duties of which there is any obligation."""
        return frozenset(self.obligations["duty"].unique())

    @cached_property
    def shows(self) -> dict[str, Shows]:
        """The most that the loaded files can show of each duty."""
        return {name: best_shown(duty, self.found.record) for name, duty in DUTIES.items()}

    @cached_property
    def submissions(self) -> list[Submission]:
        """The submissions that stand in the snapshot, the newest first."""
        told = [self.found.store.submission(one) for one in self.found.snapshot.submissions]
        return sorted(told, key=lambda one: (one.received, one.id), reverse=True)

    @cached_property
    def _places(self) -> tuple[pl.Series, dict[str, tuple[int, int]]]:
        """Where each person's obligations stand: the places in order of persons, and of each person the first
        of them and how many there are."""
        order = self.obligations.select("person_id").with_row_index().sort("person_id", maintain_order=True)
        return order["index"], _runs(order, "person_id")

    def obligations_of(self, person_id: str) -> pl.DataFrame:
        """OBLIGATION_SCHEMA: of one person, sorted by key."""
        order, places = self._places
        return self.obligations[order.slice(*places.get(person_id, (0, 0)))]

    @cached_property
    def by_child(self) -> dict[str, tuple[pl.DataFrame, dict[str, tuple[int, int]]]]:
        """The rows about children by table, in the order of their children, without any that names a sealed
        identity; and of each child the place of the first row and how many there are."""
        found = {}
        for name in filter(names_child, ALL_TABLES):
            told = with_person(self.found.record, name).drop_nulls(PERSON)
            told = told.filter(~carries(name, self.sealed))
            told = told.sort(PERSON, maintain_order=True)
            if told.height:
                found[name] = (told.drop(PERSON), _runs(told, PERSON))
        return found

    def rows_of(self, person_id: str) -> dict[str, pl.DataFrame]:
        """Every row of the record that names a child, by table; tables without any are left out."""
        return {
            name: frame.slice(*places[person_id])
            for name, (frame, places) in self.by_child.items()
            if person_id in places
        }

    def person_of_row(self, ref: str, *, of_adults: bool) -> str | None:
        """The child whom a row of a submitted file is about; None where it is about nobody, or names a sealed
        identity from whatever side.

        ``of_adults``: whether rows about adults who work with children may be looked at, though a child is
        named in them.
        """
        named: list[str | None] = []
        for name in self._tables_of(ref):
            told = with_person(self.found.record, name).filter(pl.col(ROWS).list.contains(ref))
            if told.select(carries(name, self.sealed).any()).item():
                return None
            if told.height and names_child(name) and (of_adults or not about_adults(name)):
                named.append(told[PERSON][0])
        if named:
            return named[0]
        proves = pl.col("trigger_rows").list.contains(ref) | pl.col("met_rows").list.contains(ref)
        owed = self.obligations.filter((pl.col("subject") == Subject.CHILD.value) & proves)
        return str(owed["person_id"][0]) if owed.height else None

    def _tables_of(self, ref: str) -> list[str]:
        """The tables that the file of a row may tell."""
        start = ref.partition("/")[0]
        files = [one for one in self.submissions if any(file.sha256.startswith(start) for file in one.files)]
        told = {name for one in files for name in one.rows}
        return [name for name in ALL_TABLES if name in told]


def _runs(frame: pl.DataFrame, column: str) -> dict[str, tuple[int, int]]:
    """Of each value of a sorted column: the place of its first row, and how many there are."""
    places, at = {}, 0
    for length, value in frame.select(pl.col(column).rle().struct.unnest()).iter_rows():
        places[value] = (at, length)
        at += length
    return places


def about_adults(table: str) -> bool:
    """Whether a table is about adults who work with children: only a director reads its rows."""
    return ALL_TABLES[table].subject is Subject.ADULT


def handle(authority_id: str, person_id: str) -> str:
    """A name for a child that says nothing to whoever lacks this server's key."""
    told = f"{authority_id}\x00{person_id}".encode()
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, told, hashlib.sha256).hexdigest()[:_HANDLE_DIGITS]


_sights: Holding[Sight] = Holding(_SIGHTS_HELD)
_seals: Holding[frozenset[str]] = Holding(_SEALS_HELD)


def sight(store: EvidenceStore, snapshot: Snapshot, as_at: date, authority: Authority) -> Sight:
    """The facts of a snapshot as at a date, held for the next reader.

    A seal does not travel back: whoever was ever sealed is sealed in every snapshot.
    """
    sealed = _sealed(store)
    key = (_stamp(snapshot), sealed, as_at, _told(authority))
    return _sights.get(key, lambda: Sight(Results(store, snapshot, as_at, authority), sealed))


def _sealed(store: EvidenceStore) -> frozenset[str]:
    """Whom nothing may open, read again when the store's list has grown."""
    mark = (str(store.home), store.seals_mark())
    return _seals.get(mark, lambda: frozenset(store.sealed()["person_id"]))


_tellings: dict[int, tuple[Authority, str]] = {}


def _told(authority: Authority) -> str:
    """Everything that an authority's file says, in one line, put together once for each authority."""
    told = _tellings.get(id(authority))
    if told is None or told[0] is not authority:
        if len(_tellings) >= _SEALS_HELD:
            _tellings.clear()
        told = _tellings[id(authority)] = (authority, repr(authority))
    return told[1]


def _stamp(snapshot: Snapshot) -> tuple[str, int]:
    """Where a snapshot lies, and when it was last touched: a purge takes rows out of it."""
    return str(snapshot.path), (snapshot.path / "problems.json").stat().st_mtime_ns
