"""What is wrong with the files and the record, submission by submission, the newest first."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Annotated

import typer

from sightline.commands.shell import (
    SHOW,
    SPEAK,
    AsJson,
    Exit,
    Whose,
    day_in_words,
    emit,
    fail,
    open_store,
    waiting,
)
from sightline.commands.traces import leave
from sightline.commands.unfinished import say_unfinished
from sightline.engine.records.evidence import EvidenceStore, looked_at_first
from sightline.engine.records.problems import Problem, Severity, newest_first, told_by
from sightline.engine.records.readers import READERS
from sightline.office.evidence.quoting import quotable

Named = Annotated[str | None, typer.Argument(metavar="ID", help="The same as --submission.")]
Submission = Annotated[
    str | None, typer.Option("--submission", metavar="ID", help="Of one submission alone, such as S0001.")
]
Everything = Annotated[
    bool, typer.Option("--all", help="Of earlier submissions too, which newer ones have told again.")
]


def problems(
    named: Named = None,
    submission: Submission = None,
    everything: Everything = False,
    whose: Whose = "west-sussex",
    as_json: AsJson = False,
) -> None:
    """What is wrong in files that none has told again since and in the record as a whole, and what to do."""
    authority, store = open_store(whose)
    asked = submission or named
    if everything and asked:
        fail(Exit.BAD_INPUT, f"Found both --all and {asked}: ask for one submission, or for all of them")
    try:
        with waiting("Gathering problems"):
            found = quotable(store, store.problems(asked), asked)
    except KeyError as error:
        fail(Exit.NOT_FOUND, f"{_plain(error)}. Those that there are: {_known(store)}")
    shown, older = (found, []) if asked or everything else looked_at_first(store, found)
    if shown:  # their words may quote an identifier
        about = f"submission:{asked}" if asked else ""
        leave(authority.id, f"listed {len(shown)} problems", about=about, details={}, changes=False)
    if asked is None:
        say_unfinished(store)
    if as_json:
        emit([problem.as_dict() for problem in shown])
    else:
        _show(store, shown)
    _sum_up(store, shown, older)


def _plain(error: KeyError) -> str:
    said = str(error.args[0])
    return said[:1].upper() + said[1:]


def _known(store: EvidenceStore) -> str:
    ids = [told.id for told in store.submissions()]
    return f"{ids[0]} to {ids[-1]}" if len(ids) > 1 else (ids or ["none yet"])[0]


def _show(store: EvidenceStore, found: Iterable[Problem]) -> None:
    """Problems under the submission whose files held them, the newest first; the record as a whole last."""
    order = list(Severity)
    gravest = sorted(found, key=lambda one: order.index(one.severity))
    titles = {reader.source: reader.title for reader in READERS}
    sources = {told.id: titles.get(told.source, told.source) for told in store.submissions()}
    for (came, submission), several in groupby(newest_first(gravest), key=told_by):
        day = "" if came == date.min else f", received {day_in_words(came)}"
        if submission:
            head = f"Submission {submission}: {sources.get(submission, 'not in force')}{day}"
        else:
            head = f"Files never read{day}" if day else "The record as a whole"
        SHOW.print(head, style="bold", markup=False, soft_wrap=True)
        for problem in several:
            said = f"  {problem.severity.words}: {problem.sentence()}"
            SHOW.print(said, markup=False, soft_wrap=True)


def _sum_up(store: EvidenceStore, shown: list[Problem], older: list[Problem]) -> None:
    """How many there are and of which kinds, and how many earlier submissions had: on standard error."""
    counts = Counter(problem.severity for problem in shown)
    kinds = "; ".join(f"{one.several.lower()}: {counts[one]:,}" for one in Severity if counts[one])
    SPEAK.print(f"{_so_many(len(shown))}{f' ({kinds})' if kinds else ''}", markup=False, soft_wrap=True)
    if older:
        earlier = len({told_by(problem) for problem in older})
        where = "an earlier submission" if earlier == 1 else f"{earlier:,} earlier submissions"
        SPEAK.print(
            f"{_so_many(len(older))} more in {where}, told again since: sightline problems --all",
            markup=False,
            soft_wrap=True,
        )
    if not shown and not store.submissions():
        SPEAK.print("Nothing was loaded yet. Load files with: sightline load PATHS")


def _so_many(count: int) -> str:
    return f"{count:,} {'problem' if count == 1 else 'problems'}"
