"""The lens: the snapshot in force as known on a date, as at a date, narrowed to what this person may see."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

import polars as pl
from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils import timezone

from sightline.authorities import load_authority
from sightline.engine.authority import Authority
from sightline.engine.duties.catalogue import TARGETS
from sightline.engine.duties.duty import Shows
from sightline.engine.duties.obligation import OBLIGATION_SCHEMA
from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.drift import Drift
from sightline.engine.measures.groups import ALL
from sightline.engine.measures.measure import RESULT_SCHEMA
from sightline.engine.measures.variation import Difference
from sightline.engine.records.columns import Subject
from sightline.engine.records.evidence import EvidenceRow, EvidenceStore, Snapshot, Submission
from sightline.engine.records.people import PEOPLE_SCHEMA
from sightline.office.access import trail
from sightline.office.access.models import User
from sightline.office.access.permissions import Permission, Scope
from sightline.office.access.roles import may, role_of, scope_of
from sightline.office.lens.sight import STAFF_SCHEMA, Sight, about_adults, handle, sight
from sightline.office.lens.standing import standing

AS_AT, KNOWN_ON = "as_at", "known_on"
"""Under these names a person's session holds the days that they chose to read as at and as known on."""

_AIMED = pl.col("duty").is_in(sorted(TARGETS))
"""Targets of a whole cohort: in figures only, never in a list of who missed one."""

_LISTED = (pl.col("subject") == Subject.CHILD.value) & ~_AIMED
"""What lists of children and of what they are owed may hold."""


Held = TypeVar("Held")


@lru_cache(maxsize=4)
def our_authority(name: str) -> Authority:
    """The authority whose office this is."""
    return load_authority(name)


def today(authority: Authority) -> date:
    """The office's own day: the demonstration's clock stands still."""
    return authority.demo_as_at or timezone.localdate()


class Lens:
    """Facts as one person may see them. Made by ``for_request``, or by ``of`` where no page is asked for.

    ``as_at``: what had happened by then. ``known_on``: what the records said by then; None: what they say
    now. ``snapshot`` is None where nothing had been loaded. Neither day lies after today. A reader of
    protected figures reads as at, and as known on, the end of a whole month, so that two days side by side
    cannot give a child away. ``acts_day``: the last day whose acts are read. An act tells no figure of a
    child, so it is the day that was asked for, of whoever reads.
    """

    def __init__(
        self, user: object, authority: Authority, as_at: date | None = None, known_on: date | None = None
    ) -> None:
        self.user = user
        self.authority = authority
        self.scope = scope_of(user)
        self.today = today(authority)
        self.acts_day = min(as_at or self.today, known_on or self.today, self.today)
        self.known_on = known_on and self._readable(known_on)
        self.as_at = self._readable(min(as_at or self.today, known_on or self.today))
        self.store = EvidenceStore(Path(settings.SIGHTLINE_HOME), authority.id)
        self.snapshot: Snapshot | None = standing(self.store, self.known_on)

    @classmethod
    def for_request(cls, request: HttpRequest) -> "Lens":
        """The lens of whoever asks for a page, made once for each request."""
        held = cast(Any, request)
        if not hasattr(held, "sightline_lens"):
            days = {name: _day(request, name) for name in (AS_AT, KNOWN_ON)}
            authority = our_authority(settings.SIGHTLINE_AUTHORITY)
            held.sightline_lens = cls(request.user, authority, days[AS_AT], days[KNOWN_ON])
        return cast(Lens, held.sightline_lens)

    @classmethod
    def of(cls, user: object, as_at: date | None = None, known_on: date | None = None) -> "Lens":
        """The lens of a person outside any page."""
        return cls(user, our_authority(settings.SIGHTLINE_AUTHORITY), as_at, known_on)

    # what may be seen

    @property
    def sees_children(self) -> bool:
        """Whether this person may see any child's record."""
        return self.scope.sees_children

    @property
    def protected(self) -> bool:
        """Whether figures come protected: small numbers hidden."""
        return not self.sees_children

    @property
    def travels(self) -> bool:
        """Whether the page is read as at, or as known on, another day than today."""
        return self.known_on is not None or self.acts_day != self.today

    @cached_property
    def _sight(self) -> Sight:
        if self.snapshot is None:
            raise Http404("Nothing had been loaded by then")
        return sight(self.store, self.snapshot, self.as_at, self.authority)

    def earlier(self, day: date) -> "Lens":
        """The same records, as known on the same day, as at an earlier day."""
        return Lens(self.user, self.authority, min(day, self.as_at), self.known_on)

    # children

    def people(self) -> pl.DataFrame:
        """PEOPLE_SCHEMA: the children whose records this person may see."""
        return self._people

    def obligations(self, duty: str | None = None) -> pl.DataFrame:
        """OBLIGATION_SCHEMA: what is owed to the children whose records this person may see."""
        return self._in_reach("obligations", duty)

    def obligations_of(self, person_id: str) -> pl.DataFrame:
        """OBLIGATION_SCHEMA: what is owed to one child. Raises Http404 where the child is out of reach."""
        self.name_of(person_id)
        return self._sight.obligations_of(person_id).filter(_LISTED)

    def owed(self, duty: str | None = None) -> pl.DataFrame:
        """OBLIGATION_SCHEMA: what the children in reach are still owed on the day."""
        return self._in_reach("owed", duty)

    def dates_only(self) -> pl.DataFrame:
        """OBLIGATION_SCHEMA: latest fulfilments of the children in reach that hold nothing but a date."""
        return self._in_reach("dates_only", None)

    def work(self, duty: str | None = None) -> pl.DataFrame:
        """OBLIGATION_SCHEMA: what is owed by workers, to carers, or on pieces of work; never a child's.

        The whole service sees all but what is about adults who work with children, which only a director
        sees; a team what its own workers owe; everyone else nothing.
        """
        if self.snapshot is None or self.scope not in (Scope.SERVICE, Scope.TEAM):
            return _none(OBLIGATION_SCHEMA)
        found = self._sight.obligations.filter(pl.col("subject") != Subject.CHILD.value, ~_AIMED)
        if duty is not None:
            found = found.filter(pl.col("duty") == duty)
        if not self._reads_of_adults:
            found = found.filter(pl.col("subject") != Subject.ADULT.value)
        if self.scope is Scope.SERVICE:
            return found
        team = getattr(self.user, "team_id", "")
        teams = teams_of(self.authority, team, self.today) if team else []
        return found.filter(pl.col("team_id").is_in(teams))

    def unallocated(self) -> pl.DataFrame:
        """PEOPLE_SCHEMA: children looked after whom nobody holds, where this person may see them."""
        if self.snapshot is None:
            return _none(PEOPLE_SCHEMA)
        found = self.people()
        return found.filter(pl.col("in_care") & pl.col("worker_id").is_null())

    def worker(self, worker_id: str | None) -> tuple[str, str]:
        """A worker's name and job title as the record has them; their number where it has no name."""
        if worker_id is None or self.snapshot is None:
            return "", ""
        return self._sight.workers.get(worker_id, (worker_id, ""))

    def may_name(self, person_id: str) -> bool | None:
        """Whether this person may see a child whom an act names; None where the record lost the child.

        A sealed identity is never seen; a child who is no longer in the record, by the whole service only.
        """
        if self.snapshot is None or person_id in self._sight.sealed:
            return False
        if person_id in self._reach:
            return True
        known = self._sight.people.filter(pl.col("person_id") == person_id).height
        return None if not known and self.scope is Scope.SERVICE else False

    def child(self, found: str) -> str:
        """The child's identifier behind a handle. Raises Http404 where this person may not see that child:
        the page is the same as for a child who is not there."""
        person = self._sight.handles.get(found) if self.snapshot else None
        if person is None or person not in self._reach:
            raise Http404("There is no such child, or your role does not reach them")
        return person

    def handle(self, person_id: str) -> str:
        """The child's name in addresses and in the trail."""
        return handle(self.authority.id, person_id)

    def name_of(self, person_id: str) -> str:
        """The name of a child in reach, as the record has it. Raises Http404 for any other."""
        if person_id not in self._reach:
            raise Http404("There is no such child, or your role does not reach them")
        return self._sight.names[person_id]

    def rows_of(self, person_id: str) -> dict[str, pl.DataFrame]:
        """Every row of the record about a child in scope, by table."""
        self.child(self.handle(person_id))
        told = self._sight.rows_of(person_id)
        return {name: rows for name, rows in told.items() if self._reads_of_adults or not about_adults(name)}

    def staff(self) -> pl.DataFrame:
        """STAFF_SCHEMA: who works with children, as the record has it; nobody for readers without sight of
        children."""
        if self.snapshot is None or not self.sees_children:
            return pl.DataFrame(schema=STAFF_SCHEMA)
        return self._sight.staff

    def saw(self, person_id: str, what: str, why: str = "") -> None:
        """Record in the trail that this person saw a child's record."""
        by = self.user if isinstance(self.user, User) else None
        number = self.snapshot.number if self.snapshot else None
        details = {"as_at": self.as_at, "known_on": self.known_on, "snapshot": number}
        about = f"child:{self.handle(person_id)}"
        trail.record(what, by=by, subject=about, why=why, details=details, changes=False)

    def evidence_row(self, ref: str) -> tuple[EvidenceRow, str | None]:
        """A row as submitted, and the child whom it is about. Raises Http404 where it is out of reach."""
        if self.snapshot is None or not may(self.user, Permission.SEE_EVIDENCE):
            raise Http404("There is no such row, or your role does not reach it")
        person = self._sight.person_of_row(ref, of_adults=self._reads_of_adults)
        if person is None or person not in self._reach:
            raise Http404("There is no such row, or your role does not reach it")
        try:
            return self.store.row(ref), person
        except KeyError as error:
            raise Http404(str(error.args[0])) from None

    # figures

    def results(
        self,
        measure: str,
        *,
        dimensions: Sequence[str] = (ALL,),
        period: str = "month",
        first: date | None = None,
        last: date | None = None,
        protected: bool = False,
    ) -> pl.DataFrame:
        """Figures of a measure for the whole service: RESULT_SCHEMA.

        ``protected``: as a reader who sees no child would have them, whoever asks: for what others will read.

        For a reader of protected figures, only what disclosure control lets through: over no shorter a
        period than can be shown, hidden rows left out, and neither floor nor ceiling.
        """
        if self.snapshot is None or measure not in MEASURES:
            return _none(RESULT_SCHEMA)
        return self._sight.figures.of(
            measure,
            protected=protected or self.protected,
            dimensions=dimensions,
            period=period,
            first=first,
            last=last,
        )

    def all_results(self, *, dimensions: Sequence[str] = (ALL,), first: date | None = None) -> pl.DataFrame:
        """Monthly figures of every measure for the whole service, protected as in ``results``."""
        if self.snapshot is None:
            return _none(RESULT_SCHEMA)
        return self._sight.figures.of_all(protected=self.protected, dimensions=dimensions, first=first)

    def told_measures(self) -> frozenset[str]:
        """The measures of which everyone who signs in may see a figure; none where nothing had been loaded.

        Where protected figures have not been worked out for the day, for a reader who needs none: the
        measures of duties of which the record holds any case.
        """
        if self.snapshot is None:
            return frozenset()
        figures = self._sight.figures
        if self.protected or figures.has_protected:
            found = figures.of_all(protected=True, dimensions=(ALL,), first=None)
            return frozenset(found.filter(pl.col("denominator") > 0)["measure"])
        return frozenset(one.id for one in MEASURES.values() if one.duty in self.told_duties())

    def drift(self) -> list[Drift]:
        """Measures that drifted, the worst first; none for a reader of protected figures."""
        return [] if self.protected or self.snapshot is None else self._sight.figures.drift()

    def differences(self, dimension: str = "area_id") -> list[Difference]:
        """Groups that differ by more than chance; none for a reader of protected figures."""
        if self.protected or self.snapshot is None:
            return []
        return self._sight.figures.differences(dimension)

    def cases(
        self,
        measure: str,
        *,
        period: str = "month",
        period_from: date | None = None,
        dimension: str = ALL,
        group: str = "",
        since: date | None = None,
    ) -> tuple[pl.DataFrame, int]:
        """The obligations behind a figure, of children in reach; and how many more stand behind it.

        Columns as ``measures.evaluate.cases``. ``since``: of the periods that begin then or later. Raises
        Http404 for who may see no child.
        """
        if self.protected:
            raise Http404("Your role sees figures only")
        whole = self._sight.figures.cases(measure, period, period_from, dimension, group)
        if since is not None:
            whole = whole.filter(pl.col("period_from") >= since)
        mine = whole.filter(pl.col("subject") == Subject.CHILD.value, ~_AIMED).join(
            self.people().select("person_id"), on="person_id", how="semi", maintain_order="left"
        )
        return mine, whole.height - mine.height

    def shown(self, duty: str) -> Shows:
        """The most that the loaded files can show of a duty."""
        return self._sight.shows[duty] if self.snapshot else Shows.NOTHING

    def told_duties(self) -> frozenset[str]:
        """The duties of which the record holds any case at all; none where nothing had been loaded."""
        return self._sight.told_duties if self.snapshot else frozenset()

    def submissions(self) -> list[Submission]:
        """The submissions that stand in the snapshot that is read, the newest first."""
        return list(self._sight.submissions) if self.snapshot else []

    def submissions_of(self, tables: Sequence[str]) -> list[Submission]:
        """The submissions that tell any of these tables, the newest first."""
        told = self._sight.submissions if self.snapshot else []
        return [one for one in told if any(one.rows.get(table) for table in tables)]

    def whole(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Obligations and people of the whole service, for figures that go through disclosure control.

        Raises Http404 where nothing had been loaded.
        """
        return self._sight.found.obligations, self._sight.found.people

    def kept(self, key: tuple[Hashable, ...], make: Callable[[], Held]) -> Held:
        """What is worked out once for everyone of this role and reach, of this snapshot and day.

        ``key``: what it is. It has a ``size`` in characters. Neither a name of the reader nor an act may lie
        in it, unless ``key`` says which.
        """
        if self.snapshot is None:
            return make()
        return cast(Held, self._sight.kept.get((*self._reach_key, *key), make))

    def once(self, key: tuple[Hashable, ...], make: Callable[[], Held]) -> Held:
        """The same for a small plain value, such as a list of keys."""
        if self.snapshot is None:
            return make()
        return cast(Held, self._sight.small.get((*self._reach_key, *key), make))

    # inside

    @cached_property
    def _reach_key(self) -> tuple[Hashable, ...]:
        """Whoever has the same sees the same children and figures, and may do the same."""
        role = role_of(self.user)
        own = str(getattr(self.user, "worker_id", "")) if self.scope is Scope.OWN else ""
        team = str(getattr(self.user, "team_id", "")) if self.scope is Scope.TEAM else ""
        teams = tuple(teams_of(self.authority, team, self.today)) if team else ()
        return role.id if role else "", self.scope.value, own, team, teams

    @property
    def _reads_of_adults(self) -> bool:
        """Whether this person may read of allegations against adults: a director, and nobody else."""
        role = role_of(self.user)
        return role is not None and role.id == "director" and self.scope is Scope.SERVICE

    def _readable(self, day: date) -> date:
        day = min(day, self.today)
        return day if self.scope.sees_children else month_end(day)

    @cached_property
    def _people(self) -> pl.DataFrame:
        if self.snapshot is None:
            return _none(PEOPLE_SCHEMA)
        return self.once(("people",), lambda: self._narrow(self._sight.people))

    @cached_property
    def _reach(self) -> frozenset[str]:
        return self.once(("reach",), lambda: frozenset(self._people["person_id"]))

    def _in_reach(self, which: str, duty: str | None) -> pl.DataFrame:
        if self.snapshot is None:
            return _none(OBLIGATION_SCHEMA)
        found = self._of_children(which)
        if self.scope is not Scope.SERVICE:
            found = self.once(("in reach", which), lambda: self._mine(self._of_children(which)))
        return found if duty is None else found.filter(pl.col("duty") == duty)

    def _of_children(self, which: str) -> pl.DataFrame:
        found: pl.DataFrame = getattr(self._sight, which)
        listed: pl.DataFrame = self._sight.small.get(("of children", which), lambda: found.filter(_LISTED))
        return listed

    def _mine(self, found: pl.DataFrame) -> pl.DataFrame:
        return found.join(
            self.people().select("person_id"), on="person_id", how="semi", maintain_order="left"
        )

    def _narrow(self, people: pl.DataFrame) -> pl.DataFrame:
        if self.scope is Scope.SERVICE:
            return people
        if self.scope is Scope.OWN and (worker := getattr(self.user, "worker_id", "")):
            return people.filter(pl.col("worker_id") == worker)
        if self.scope is Scope.TEAM and (team := getattr(self.user, "team_id", "")):
            teams = teams_of(self.authority, team, self.today)
            held = pl.col("team_id").is_in(teams)
            lost = self._sight.unallocated.filter(pl.col("last_team").is_in(teams))["person_id"]
            return people.filter(held | pl.col("person_id").is_in(lost.implode()))
        return people.clear()


def teams_of(authority: Authority, team_id: str, today: date) -> list[str]:
    """A team and those below it, at whatever time they stood; none once the team itself has ended.

    A child belongs to the team that held them on the day that is read: whoever stands above a team that
    ended still answers for what it did.
    """
    team = authority.team(team_id)
    if team is not None and not (team.since or today) <= today <= (team.until or today):
        return []
    found = [team_id]
    for above in found:
        found += [one.id for one in authority.teams if one.parent == above and one.id not in found]
    return found


def _none(schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    return pl.DataFrame(schema=schema)


def month_end(day: date) -> date:
    """The last day of the last month that had ended by a day."""
    tomorrow = day + timedelta(1)
    return day if tomorrow.day == 1 else day.replace(day=1) - timedelta(1)


def _day(request: HttpRequest, name: str) -> date | None:
    told = request.session.get(name) if hasattr(request, "session") else None
    try:
        return date.fromisoformat(told) if told else None
    except ValueError:
        return None
