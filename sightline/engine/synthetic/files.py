"""Writing tables in the forms in which authorities send them: dataset CSVs and local registers."""

from datetime import date, datetime, time
from pathlib import Path

import polars as pl
import xlsxwriter

from sightline.engine.records.columns import Table, Type
from sightline.engine.records.registers import REGISTERS
from sightline.engine.records.tables import TABLES
from sightline.engine.synthetic import story
from sightline.engine.synthetic.county import County
from sightline.engine.synthetic.ledger import WITH_END
from sightline.engine.synthetic.staff import SOCIAL_WORKER

MADE = datetime.combine(story.END, time())
"""Stamped into workbooks, so that the same seed gives the same bytes."""

Windows = dict[str, tuple[date, date]]

AS_BOOK = "return_home_interview"
"""The register that this county keeps as a workbook; the others are CSV."""


def window(table: Table, day: date, since: date) -> tuple[date, date] | None:
    """What a submission undertakes to tell of a table: spells and people whole, events since a day.

    The health register is told whole because its rows lie where the period of care began.
    """
    if table.starts is None:
        return None
    whole = table.name in WITH_END and table.name != "ssd_missing"
    return (story.WHOLE if whole or table.name == "health_assessment" else since, day)


def held(county: County, table: Table, day: date, since: date) -> pl.DataFrame:
    """A table as the system held it on a day, cut to what the submission covers."""
    if table.name == "ssd_care_leavers":
        return pl.DataFrame(county.leaver_rows(day), schema=table.schema).sort(table.key)
    frame = county.ledger.as_held(table.name, day)
    covered = window(table, day, since)
    if covered and table.starts:
        at, until = (
            pl.col(name).dt.date() if table[name].type is Type.DATETIME else pl.col(name)
            for name in (table.starts, table.ends or table.starts)
        )
        reaches = (until >= covered[0]).fill_null(value=True)
        frame = frame.filter(at.is_null() | (reaches & (at <= covered[1])))
    if table.name == "ssd_professionals":
        frame = _with_caseloads(county, frame, day)
    if table.name == "ssd_cla_episodes":
        frame = _with_contacts(frame, day)
    return frame


def _with_contacts(frame: pl.DataFrame, day: date) -> pl.DataFrame:
    """When the reviewing officer last spoke with each child: weeks before the episode's end, or today."""
    weeks = pl.duration(days=12 + pl.col("clae_person_id").cast(pl.Int64) % 47)
    contact = pl.coalesce("clae_cla_episode_ceased_date", pl.lit(day)) - weeks
    since = pl.max_horizontal("clae_cla_episode_start_date", pl.lit(story.START))
    return frame.with_columns(clae_cla_last_iro_contact_date=pl.when(contact > since).then(contact))


def _with_caseloads(county: County, frame: pl.DataFrame, day: date) -> pl.DataFrame:
    open_cases = county.ledger.as_held("ssd_involvements", day).filter(
        pl.col("invo_involvement_end_date").is_null() & (pl.col("invo_professional_role_id") == SOCIAL_WORKER)
    )
    counts = open_cases.group_by("invo_professional_id").agg(pl.len().cast(pl.Int64).alias("n"))
    joined = frame.join(
        counts,
        left_on="prof_professional_id",
        right_on="invo_professional_id",
        how="left",
        maintain_order="left",
    )
    return joined.with_columns(pl.col("n").fill_null(0).alias("prof_professional_caseload")).drop("n")


def write_dataset(county: County, folder: Path, day: date, since: date) -> tuple[list[Path], Windows]:
    """Write the dataset's tables as CSV files named as tables; give the files and the windows they cover."""
    folder.mkdir(parents=True, exist_ok=True)
    paths, windows = [], {}
    for name, table in TABLES.items():
        path = folder / f"{name}.csv"
        frame = held(county, table, day, since)
        if frame.is_empty():
            continue
        frame.write_csv(path, date_format="%Y-%m-%d", datetime_format="%Y-%m-%d %H:%M:%S")
        paths.append(path)
        if covered := window(table, day, since):
            windows[name] = covered
    return paths, windows


def write_registers(county: County, folder: Path, day: date, since: date) -> tuple[list[Path], Windows]:
    """Write the registers that this county keeps, as CSV with headings in words and one as a workbook."""
    folder.mkdir(parents=True, exist_ok=True)
    paths, windows = [], {}
    for name, register in REGISTERS.items():
        if not county.ledger.keeps(name):
            continue
        frame = held(county, register, day, since)
        if frame.is_empty():
            continue
        stem = f"{name}_{day:%Y-%m}"
        if name == AS_BOOK:
            path = folder / f"{stem}.xlsx"
            write_book(path, {register.title: (headings(register), frame.rows())})
        else:
            path = folder / f"{stem}.csv"
            named = frame.rename(dict(zip(register.schema, headings(register), strict=True)))
            named.write_csv(path, date_format="%d/%m/%Y", datetime_format="%d/%m/%Y %H:%M")
        paths.append(path)
        if covered := window(register, day, since):
            windows[name] = covered
    return paths, windows


def headings(register: Table) -> list[str]:
    """The headings of a register as people write them."""
    return [column.title or column.name for column in register]


def write_book(path: Path, sheets: dict[str, tuple[list[str], list[tuple[object, ...]]]]) -> None:
    """Write a workbook of plain sheets: a row of headings, then the rows."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties(
            {"created": MADE, "title": "Synthetic data: no real child", "author": "Synthetic county"}
        )
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        heading = book.add_format({"bold": True})
        for title, (names, rows) in sheets.items():
            sheet = book.add_worksheet(title[:31])
            sheet.write_row(0, 0, names, heading)
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row):
                    if value is None or value == "":
                        continue
                    if isinstance(value, datetime):
                        sheet.write_datetime(number, column, value, moment)
                    elif isinstance(value, date):
                        sheet.write_datetime(
                            number, column, datetime.combine(value, datetime.min.time()), day
                        )
                    elif isinstance(value, str):
                        sheet.write_string(number, column, value)
                    else:
                        sheet.write_number(number, column, float(str(value)))
