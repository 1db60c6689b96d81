"""What the loaded sources can show of the duties, and what a further source would add."""

from collections import Counter
from collections.abc import Iterator

from sightline.commands.checkup.finding import Finding, note, some, sound
from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.coverage import best_shown
from sightline.engine.duties.duty import Shows
from sightline.engine.records.readers import READERS
from sightline.engine.records.record import ALL_TABLES, Record

_PART = "sources"
_ORDER = (Shows.NOTHING, Shows.CURRENCY, Shows.TIMELINESS)
_REGISTER = "register"


def sources(record: Record) -> Iterator[Finding]:
    """How many duties can be told, by how much, and which source would tell more."""
    now = {duty.id: best_shown(duty, record) for duty in DUTIES.values()}
    loaded = sorted(set(record.coverage["source"].unique()))
    counts = Counter(now.values())
    yield sound(
        _PART,
        f"Loaded: {', '.join(map(_title, loaded)) or 'nothing'}. Of {len(now):,} duties: timeliness of "
        f"{counts[Shows.TIMELINESS]:,}, only whether up to date of {counts[Shows.CURRENCY]:,}, "
        f"nothing of {counts[Shows.NOTHING]:,}",
    )
    more: dict[str, list[str]] = {}
    for duty in DUTIES.values():
        for source, shown in duty.shows.items():
            if _ORDER.index(shown) > _ORDER.index(now[duty.id]):
                more.setdefault(source, []).append(duty.id)
    for source, ids in sorted(more.items(), key=lambda one: (-len(one[1]), one[0])):
        titles = [DUTIES[id].title for id in ids]
        said = f"{_title(source)} would tell more of {len(ids):,} duties: {some(titles, 3)}"
        yield note(_PART, said, _how(source, ids))


def _title(source: str) -> str:
    titles = {reader.source: reader.title for reader in READERS}
    return "registers" if source == _REGISTER else titles.get(source, source)


def _how(source: str, ids: list[str]) -> str:
    registers = [name for name in _tables(ids) if ALL_TABLES[name].register]
    if source != _REGISTER:
        tables = [name for name in _tables(ids) if name not in registers]
        return f"Load it if you have it: sightline load PATHS (what it would tell: {some(tables, 4)})"
    return f"Keep these registers: sightline template {' '.join(registers[:4])}" + (
        f" and {len(registers) - 4} more (sightline template writes them all)" if len(registers) > 4 else ""
    )


def _tables(ids: list[str]) -> list[str]:
    """The tables in which the events of duties stand, the most needed first."""
    counts = Counter(table for id in ids for table in DUTIES[id].needs)
    return [name for name, _ in counts.most_common()]
