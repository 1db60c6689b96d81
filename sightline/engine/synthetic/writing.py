"""The county written out: a folder for each month's submissions, and what was planted beside them."""

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sightline.engine.authority import Authority
from sightline.engine.synthetic import files, story
from sightline.engine.synthetic.annex_a import write_lists
from sightline.engine.synthetic.cin_census import write_census
from sightline.engine.synthetic.county import County, build
from sightline.engine.synthetic.days import add_months, month_end
from sightline.engine.synthetic.planted import as_csv, as_json, as_words, plant
from sightline.engine.synthetic.ssda903 import write_return

MONTHS = 12
RETURNS = "returns"
RETURNS_DRAWN = {date(2018, 3, 31): date(2018, 6, 30), date(2019, 3, 31): date(2019, 6, 30)}
"""Collection years of the statutory return, and the day on which each was drawn."""
Progress = Callable[[str, int, int], None]


def write_county(
    folder: Path,
    authority: Authority,
    *,
    seed: int = 2019,
    scale: float = 1.0,
    months: int | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Write a county that never existed, as monthly submissions in the national formats.

    ``folder`` gets one folder a month (``2018-10`` ... ``2019-09``), each with the files and a
    ``submission.json`` that says, for each set of files, its source, when it was drawn and received
    and which dates it covers; and beside them ``planted.json``, ``planted.md`` and ``truths.csv``, and
    under ``returns/`` the Annex A workbook of the last day, two years of the SSDA903 and one of the
    census of children in need.
    ``scale`` 1.0 is West Sussex's size (about 700 children in care). ``months`` keeps only the last
    so many submissions; the first written always holds the whole six years. ``progress`` is called
    with (what, done, of). The same arguments give the same bytes. Gives the months' folders in order.
    """
    wanted = min(max(months or MONTHS, 1), MONTHS)
    tell = progress or (lambda what, done, of: None)
    tell("Making the county", 0, wanted + 1)
    county = build(authority, seed, scale)
    planted, truths = plant(county)
    county.ledger.freeze()
    county.ledger.rows.clear()
    ends = [month_end(add_months(story.END.replace(day=1), -back)) for back in range(wanted - 1, -1, -1)]
    written = []
    for number, day in enumerate(ends):
        tell(f"Writing {day:%B %Y}", number + 1, wanted + 1)
        written.append(_write_month(county, folder, day, first=number == 0))
    _write_returns(county, folder / RETURNS)
    (folder / "planted.json").write_text(as_json(planted), encoding="utf-8")
    (folder / "planted.md").write_text(as_words(planted), encoding="utf-8")
    (folder / "truths.csv").write_text(as_csv(truths), encoding="utf-8")
    tell("Written", wanted + 1, wanted + 1)
    return written


def _write_month(county: County, folder: Path, day: date, *, first: bool) -> Path:
    month = folder / f"{day:%Y-%m}"
    month.mkdir(parents=True, exist_ok=True)
    paths, windows = files.write_dataset(county, month / "ssd", day, first=first)
    sets = [_set(month, "ssd", paths, windows, day, _received(day, 3, 9))]
    paths, windows = files.write_registers(county, month / "registers", day, first=first)
    sets.append(_set(month, "register", paths, windows, day, _received(day, 4, 14)))
    (month / "submission.json").write_text(json.dumps({"sets": sets}, indent=1) + "\n", encoding="utf-8")
    return month


def _write_returns(county: County, folder: Path) -> None:
    """The same children in the three other national formats, each to be loaded in a home of its own.

    They hold the latest date of most things, or one year: beside the dataset they would only say it again.
    """
    write_lists(county, folder / "annex_a" / f"Annex_A_{story.END:%Y-%m-%d}.xlsx", story.END)
    for last, drawn in RETURNS_DRAWN.items():
        write_return(county, folder / "ssda903", last, drawn)
    write_census(county, folder / "cin_census", *max(RETURNS_DRAWN.items()))


def _received(day: date, after: int, hour: int) -> datetime:
    """When a set arrived: some days after it was drawn, and for the county's last day the same evening."""
    if day == story.END:
        return datetime.combine(day, time(hour + 3))
    return datetime.combine(day + timedelta(after), time(hour))


def _set(
    month: Path, source: str, paths: list[Path], windows: files.Windows, day: date, received: datetime
) -> dict[str, object]:
    return {
        "source": source,
        "files": [path.relative_to(month).as_posix() for path in paths],
        "received": received.isoformat(),
        "extract_date": day.isoformat(),
        "windows": {
            name: [span[0].isoformat(), span[1].isoformat()] for name, span in sorted(windows.items())
        },
    }
