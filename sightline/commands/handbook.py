"""The handbook: every standard, register, table and measure, written from the declarations alone."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from sightline.commands.shell import SHOW, AsJson, Exit, emit, fail
from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.duty import Basis, CountFrom, Duty
from sightline.engine.duties.mission import ROWS, answering, gaps, registers_for
from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.measure import Better, Counting, Measure
from sightline.engine.measures.presentation import what_is_counted
from sightline.engine.records.columns import Column, Kind, Table
from sightline.engine.records.readers import READERS
from sightline.engine.records.registers import REGISTERS
from sightline.engine.records.tables import TABLES

_HEAD = """# Handbook

Every standard that Sightline holds an authority to, with its source; every local register, table and kind of
measure. Written from the declarations by `make handbook`: a change here is lost, a change there shows.

*Read* beside a source says which of its own words were read, where and when. *Not verified* means that nobody
has yet read the number there, and what is to be read: the duty counts, and every page that shows it says so.
How a duty is judged, and what counts as reading, is told in [duties.md](duties.md).
"""

To = Annotated[
    Path | None, typer.Option("--to", metavar="FILE", help="Where to write it; else it is printed.")
]


def handbook(to: To = None, as_json: AsJson = False) -> None:
    """Write the handbook: duties with their law, registers, tables and measures, from the declarations."""
    text = written()
    if to is None and not as_json:
        typer.echo(text, nl=False)
        return
    try:
        if to is not None:
            to.write_text(text, encoding="utf-8")
    except OSError as error:
        fail(Exit.BAD_INPUT, f"Cannot write {to}: {error.strerror}. Choose another place with --to")
    counts = {
        "duties": len(DUTIES),
        "registers": len(REGISTERS),
        "tables": len(TABLES),
        "measures": len(MEASURES),
    }
    if as_json:
        emit({"path": str(to) if to else None, **counts, "handbook": None if to else text})
    else:
        words = ", ".join(f"{count:,} {name}" for name, count in counts.items())
        SHOW.print(f"{to}  {words}", markup=False, soft_wrap=True)


def written() -> str:
    """The whole handbook in Markdown; the same declarations always give the same text."""
    parts = (_head(), _mission(), _duties(), _registers(), _tables(), _measures())
    return "\n".join(line for part in parts for line in part) + "\n"


def _head() -> Iterator[str]:
    unread = sum(not duty.verified for duty in DUTIES.values())
    yield _HEAD
    yield f"{len(DUTIES):,} duties ({unread:,} of them local or with a source not verified),"
    yield f"{len(REGISTERS):,} registers, {len(TABLES):,} tables of the Standard Safeguarding Dataset,"
    yield f"{len(MEASURES):,} measures."


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _rows(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    heads = list(heads)
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield "| " + " | ".join(map(_cell, row)) + " |"


def _link(duty: Duty) -> str:
    return f"[{duty.title}](#duty-{duty.id})"


def _register_link(name: str) -> str:
    return f"[{REGISTERS[name].title}](#register-{name})"


def _mission() -> Iterator[str]:
    """What the public papers ask of practice, row by row, and what answers it; what nothing answers."""
    yield from ("", "## What is asked of practice, and what answers it", "")
    yield "Paragraphs are those of the inspection of West Sussex of 2019.\n"
    duties = list(DUTIES.values())
    yield from _rows(
        ("", "System", "Paragraphs", "Duties", "Registers"),
        (
            (
                row.id,
                row.title,
                ", ".join(f"¶{number}" for number in row.paragraphs),
                "; ".join(map(_link, answering(row, duties))) or row.elsewhere or "none yet",
                "; ".join(map(_register_link, registers_for(row, duties))) or "none",
            )
            for row in ROWS
        ),
    )
    yield ""
    for row in ROWS:
        if row.elsewhere and answering(row, duties):
            yield f"- {row.id} too: {row.elsewhere}"
    yield from ("", "What is not here yet:", "")
    for row in gaps(DUTIES):
        yield f"- {row.id} {row.title}: nothing answers it"
    for row in ROWS:
        if not answering(row, duties):
            yield f"- {row.id} {row.title}: no clock of its own"
        if row.wanting:
            yield f"- {row.id} {row.title}: {row.wanting[:1].lower()}{row.wanting[1:].rstrip('.')}"
    if loose := [duty for duty in duties if not any(answering(row, [duty]) for row in ROWS)]:
        yield f"\nDuties that no row asks for: {'; '.join(map(_link, loose))}."


def _duties() -> Iterator[str]:
    yield from ("", "## Duties")
    ordered = sorted(DUTIES.values(), key=lambda duty: (duty.area, duty.title, duty.id))
    for area, found in groupby(ordered, key=lambda duty: duty.area):
        yield from ("", f"### {area[:1].upper()}{area[1:]}")
        for duty in found:
            yield from _duty(duty)


def _duty(duty: Duty) -> Iterator[str]:
    yield from ("", f'<a id="duty-{duty.id}"></a>', "", f"#### {duty.title}", "")
    kind = "a target for a whole cohort" if duty.target_only else "a duty"
    share = f", {duty.target}% asked for" if duty.target else ""
    yield f"- `{duty.id}`: {kind}{share}, owed to: {duty.subject.value}; accountable: {duty.accountable}"
    yield f"- Limit: {_limit(duty)}"
    for basis in duty.basis:
        yield f"- Source: {_basis(basis)}"
    if when := _when(duty):
        yield f"- In force: {when}"
    yield f"- Shown by: {_shown(duty)}"
    yield f"- Read from: {', '.join(f'`{name}`' for name in duty.needs) or 'what starts it'}"
    if duty.excludes:
        yield f"- Left out: {'; '.join(duty.excludes)}"
    if duty.answers:
        yield f"- Answers: {', '.join(duty.answers)}"
    if duty.note:
        yield f"- Note: {duty.note}"


def _limit(duty: Duty) -> str:
    when = f" before the day, owed from {duty.notice_days} days before it" if duty.before else ""
    parts = [f"{duty.within}{when}"]
    if duty.counts_from is CountFrom.TRIGGER_DAY:
        parts.append("counted from the day that starts it")
    if duty.lookback_days:
        parts.append(f"up to {duty.lookback_days} days earlier counts too")
    if duty.earliest:
        parts.append(f"not before {duty.earliest}")
    if duty.every:
        parts.append(f"then every {duty.every}")
    if duty.then_every:
        parts.append(f"later every {duty.then_every}")
    return "; ".join(parts)


def _basis(basis: Basis) -> str:
    doubt = "" if basis.verified or basis.kind == "local standard" else ", **not verified**"
    note = f". {basis.note}" if basis.note else ""
    checked = f". Read: {basis.checked}" if basis.checked else ""
    return f"{basis} ({basis.kind}{doubt}){note}{checked}"


def _when(duty: Duty) -> str:
    ends = [f"from {duty.valid_from:%-d %B %Y}" if duty.valid_from else ""]
    ends.append(f"to {duty.valid_to:%-d %B %Y}" if duty.valid_to else "")
    return " ".join(filter(None, ends))


def _source(name: str) -> str:
    titles = {reader.source: reader.title for reader in READERS}
    return "registers" if name == "register" else titles.get(name, name)


def _shown(duty: Duty) -> str:
    return "; ".join(f"{_source(name)}: {shown}" for name, shown in duty.shows.items()) or "no source yet"


def _registers() -> Iterator[str]:
    yield from ("", "## Local registers", "")
    yield "What practice keeps and no national return holds. `sightline template` writes blank workbooks."
    for name in sorted(REGISTERS, key=lambda one: REGISTERS[one].title):
        table = REGISTERS[name]
        yield from ("", f'<a id="register-{name}"></a>', "", f"### {table.title}", "")
        about = table.subject.value if table.subject else "nobody"
        yield f"- `{name}`, about: {about}; key: {', '.join(table.key)}"
        yield f"- Source: {table.source}"
        if table.note:
            yield f"- Note: {table.note}"
        yield ""
        yield from _rows(("Column", "Heading", "Kind", "Type", "Values"), map(_column, table))


def _column(column: Column) -> tuple[str, str, str, str, str]:
    heading = f"{column.title}{' (required)' if column.required else ''}"
    values = "; ".join(column.codes) + (" (several)" if column.several else "")
    return f"`{column.name}`", heading, column.kind.value, column.type.value, values


def _tables() -> Iterator[str]:
    yield from ("", "## Tables of the Standard Safeguarding Dataset", "")
    yield from _rows(
        ("Table", "What it holds", "Key", "Columns", "Dates", "Content"),
        (
            (f"`{name}`", TABLES[name].title, ", ".join(TABLES[name].key), *_kinds(TABLES[name]))
            for name in sorted(TABLES)
        ),
    )


def _kinds(table: Table) -> tuple[str, str, str]:
    return str(len(table.columns)), str(len(table.of_kind(Kind.DATE))), str(len(table.of_kind(Kind.CONTENT)))


def _measures() -> Iterator[str]:
    yield from ("", "## Measures", "")
    yield "Every duty has the ordinary measures of its kind by its declaration alone. Each is told by period,"
    yield "by area and team, age, sex, ethnicity and disability: as recorded, at least and at most.\n"
    counts = Counter(measure.counting for measure in MEASURES.values())
    yield from _rows(
        ("Kind", "Measures", "Of those that", "Counts those that"),
        (
            (kind.value, f"{counts[kind]:,}", *what_is_counted(_any(kind)))
            for kind in Counting
            if counts[kind]
        ),
    )
    own = [measure for measure in MEASURES.values() if not _ordinary(measure)]
    yield from ("", "### Declared beyond the ordinary", "")
    yield from _rows(
        ("Measure", "Question", "Duty", "Kind", "Better", "Published by", "Definition", "Answers"),
        map(_own, own),
    )


def _any(kind: Counting) -> Measure:
    return next(measure for measure in MEASURES.values() if measure.counting is kind)


def _ordinary(measure: Measure) -> bool:
    from sightline.engine.measures.catalogue.standard import ONCE, REPEATED

    return any(measure is one for one in (*ONCE, *REPEATED))


def _own(measure: Measure) -> tuple[str, ...]:
    duty = DUTIES.get(measure.duty)
    better = "higher" if measure.better is Better.HIGHER else "lower"
    return (
        f"{measure.title} (`{measure.id}`)",
        measure.question,
        _link(duty) if duty else measure.duty,
        measure.counting.value,
        better,
        measure.public or "never published",
        measure.definition,
        ", ".join(measure.answers),
    )
