"""Why there is nothing to show, and what would bring it: said instead of an empty table."""

from datetime import date

import polars as pl

from sightline.commands.shell import View, day_in_words
from sightline.commands.traces import saw
from sightline.engine.records.columns import Subject
from sightline.engine.records.record import ALL_TABLES, Record
from sightline.engine.records.strangers import LISTS_CHILDREN, listed, strangers

DOCTOR = "What the loaded files can show, and what another would add: sightline doctor"


def no_children(seen: View, asked: str = "") -> list[str]:
    """Sentences on why no child is shown; ``asked``: the options that narrowed what was asked for."""
    record = seen.results.record
    count = len(listed(record))
    if not count:
        told = [f"No loaded file lists a child. Load one that does: {LISTS_CHILDREN}"]
        rows = sum(one.rows for one in strangers(record))
        wait = (
            "1 loaded row names a child, and waits"
            if rows == 1
            else f"{rows:,} loaded rows name children, and wait"
        )
        return [*told, f"{wait} for it"] if rows else told
    if asked:
        none = f"No child is found for {asked}: ask without, to see whoever there is"
        return [none, *_other_day(seen, record)]
    on = day_in_words(seen.as_at)
    none = f"The files list {count:,} children, and on {on} none of them is looked after or owed anything"
    return [none, *_other_day(seen, record), DOCTOR]


def no_such_child(seen: View, person_id: str) -> list[str]:
    """Sentences on why a child is not shown: the same for one who is unknown and one who is sealed.

    Which tables name somebody is told of nobody without a trace.
    """
    record = seen.results.record
    said = [f"No child {person_id} that may be shown in snapshot {seen.snapshot.number}"]
    hidden = person_id in set(seen.results.sealed["person_id"])
    tables = [] if hidden else _naming(record, person_id)
    if tables:
        saw(seen, "asked for a child whom no file lists", person_id=person_id)
        said.append(f"Rows of {', '.join(tables[:3])} name it, and no loaded file lists the child")
        said.append(f"Load one that does: {LISTS_CHILDREN}")
        return said
    return [
        *said,
        "Either no loaded file lists this identifier (leading zeros and capitals count), or it is the "
        "earlier identity of an adopted child, which is sealed by law",
        "Whoever may be shown: sightline children. What was loaded: sightline doctor",
    ]


def no_cases(seen: View, count: int) -> list[str]:
    """Sentences on why no measure has a figure."""
    day = day_in_words(seen.as_at)
    some = "The measure has no case" if count == 1 else f"None of {count:,} measures has a case"
    why = "nothing of the kind fell due, or no loaded file tells of it"
    return [f"{some} in the year before {day}: {why}", *_other_day(seen, seen.results.record), DOCTOR]


def _naming(record: Record, person_id: str) -> list[str]:
    """The tables with a row that names somebody, by title; none about adults, whom a director reads of."""
    declared = (ALL_TABLES[name] for name in sorted(record.tables) if name in ALL_TABLES)
    return [
        table.title.lower()
        for table in declared
        if table.person
        and table.subject is not Subject.ADULT
        and record.frame(table).filter(pl.col(table.person) == person_id).height
    ]


def _other_day(seen: View, record: Record) -> list[str]:
    """The days of which the files tell, where the day asked for lies outside them."""
    first, last = record.coverage["from"].min(), record.coverage["to"].max()
    if not isinstance(first, date) or not isinstance(last, date) or first <= seen.as_at <= last:
        return []
    return [
        f"The files tell of {day_in_words(first)} to {day_in_words(last)}, and this is as at "
        f"{day_in_words(seen.as_at)}: try --as-at {last.isoformat()}"
    ]
