"""What the lens lets through of children, of who works with them, and of the rows that prove it."""

import polars as pl
from django.http import Http404

from sightline.engine.duties.obligation import OBLIGATION_SCHEMA
from sightline.engine.records.columns import Subject
from sightline.engine.records.evidence import EvidenceRow
from sightline.office.access import trail
from sightline.office.access.models import User
from sightline.office.access.permissions import Permission, Scope
from sightline.office.access.roles import may
from sightline.office.lens.ours import teams_of
from sightline.office.lens.reach import AIMED, Reach, nothing
from sightline.office.lens.sight import STAFF_SCHEMA, about_adults, handle

_LISTED = (pl.col("subject") == Subject.CHILD.value) & ~AIMED
"""What lists of children and of what they are owed may hold."""


class OfChildren(Reach):
    """Rows about children within the reader's scope; of an adopted child never the earlier identity."""

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
            return nothing(OBLIGATION_SCHEMA)
        found = self._sight.obligations.filter(pl.col("subject") != Subject.CHILD.value, ~AIMED)
        if duty is not None:
            found = found.filter(pl.col("duty") == duty)
        if not self._reads_of_adults:
            found = found.filter(pl.col("subject") != Subject.ADULT.value)
        if self.scope is Scope.SERVICE:
            return found
        team = getattr(self.user, "team_id", "")
        teams = teams_of(self.authority, team, self.today) if team else []
        return found.filter(pl.col("team_id").is_in(teams))

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

    def _in_reach(self, which: str, duty: str | None) -> pl.DataFrame:
        if self.snapshot is None:
            return nothing(OBLIGATION_SCHEMA)
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
