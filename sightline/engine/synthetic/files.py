"""Writing tables in the forms in which authorities send them: dataset CSVs and local registers."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import polars as pl
import xlsxwriter

from sightline.engine.records.columns import Table, Type
from sightline.engine.records.registers import REGISTERS
from sightline.engine.records.tables import TABLES
from sightline.engine.synthetic import (
    at_home,
    hub,
    keeping,
    leaving_steps,
    permanence_steps,
    placing,
    small_registers,
    story,
)
from sightline.engine.synthetic.county import County
from sightline.engine.synthetic.days import add_months, month_end
from sightline.engine.synthetic.defects import ID_CHANGED_ON
from sightline.engine.synthetic.front_story import CONTACTS_FROM, FRONT_FROM
from sightline.engine.synthetic.ledger import NEW
from sightline.engine.synthetic.staff import SOCIAL_WORKER

MADE = datetime.combine(story.END, time())
"""Stamped into workbooks, so that the same seed gives the same bytes."""

Windows = dict[str, tuple[date, date]]

AS_BOOK = "return_home_interview"
"""The register that this county keeps as a workbook; the others are CSV."""


LOOK_BACK = 6
"""Months that a submission looks back, this one included; the first of all is whole."""

_FRONT = (
    "ssd_cin_episodes", "ssd_cin_assessments", "ssd_s47_enquiry", "ssd_cp_plans", "ssd_initial_cp_conference",
    "ssd_cp_visits", "ssd_cp_reviews", "ssd_cin_plans", "ssd_cin_visits", "ssd_early_help_episodes",
    "strategy_meeting", "core_group",
)  # fmt: skip

_OFTEN = (
    "ssd_contacts", "ssd_involvements", "supervision", "foster_carer_visit", "meeting_attendance",
    "early_help_screening", "chronology", "plan_quality", "record_quality", "caseload", "workforce_change",
    "workforce_leaver",
)  # fmt: skip

SHORTER = {
    **dict.fromkeys((*_OFTEN, *_FRONT, *hub.TABLES, "management_oversight", "ssd_cla_care_plan"), 1),
    "strategy_meeting": 2,
    "return_home_interview": 4,
    "health_assessment": 12,
}
"""The large tables tell of the month alone, and of whatever older was entered or filled in since the month
before. A spell is told for as long as it goes on. Health assessments lie where the period of care began."""

BEGAN = {
    "ssd_contacts": CONTACTS_FROM,
    **dict.fromkeys(_FRONT, FRONT_FROM),
    **dict.fromkeys(small_registers.TABLES, keeping.BEGAN),
    **dict.fromkeys(at_home.TABLES, at_home.KEPT_FROM),
    **dict.fromkeys(permanence_steps.TABLES, permanence_steps.KEPT_FROM),
    **dict.fromkeys(hub.TABLES, hub.KEPT_FROM),
    **dict.fromkeys(("placement_search", "early_permanence"), placing.KEPT_FROM),
    **dict.fromkeys(leaving_steps.TABLES, leaving_steps.KEPT_FROM),
}
"""Tables that the county did not keep from its first day."""

_WHOLE = frozenset({
    "health_assessment", "ssd_involvements", "ssd_immigration_status", "ssd_legal_status", "ssd_cla_episodes",
    "ssd_cla_placement", "ssd_cla_care_plan",
})  # fmt: skip
"""Tables that the first submission tells from the beginning of all periods of care."""

LISTS = frozenset({"foster_carer", "adopter", "workforce_training"})
"""Registers told whole each month, what lies ahead too: a carer stands there with the review that is next."""


def window(table: Table, day: date, *, first: bool) -> tuple[date, date] | None:
    """What a submission undertakes to tell of a table: the first everything, later ones what is recent."""
    if table.starts is None:
        return None
    if first or table.name in LISTS:
        return (story.WHOLE if table.name in _WHOLE else BEGAN.get(table.name, story.START), day)
    months = SHORTER.get(table.name, LOOK_BACK)
    if day == month_end(ID_CHANGED_ON):
        months = max(
            months, LOOK_BACK + 2
        )  # all that the child's earlier number was told under is told afresh
    since = add_months(day.replace(day=1), 1 - months)
    return (max(since, BEGAN.get(table.name, since)), day)


def held(county: County, table: Table, day: date, *, first: bool) -> pl.DataFrame:
    """A table as the system held it on a day, cut to what the submission covers."""
    if table.name == "ssd_care_leavers":
        return pl.DataFrame(county.leaver_rows(day), schema=table.schema).sort(table.key)
    month_before = None if first else day.replace(day=1) - timedelta(1)
    frame = county.ledger.as_held(table.name, day, before=month_before)
    covered = window(table, day, first=first)
    if covered and table.starts and table.name not in LISTS:
        at, until = (
            pl.col(name).dt.date() if table[name].type is Type.DATETIME else pl.col(name)
            for name in (table.starts, table.ends or table.starts)
        )
        reaches = (until >= covered[0]).fill_null(value=True)
        reaches = reaches if first else reaches | pl.col(NEW)
        frame = frame.filter(at.is_null() | (reaches & (at <= covered[1])))
    elif table.name in IN_CHANGES and not first:
        frame = frame.filter(NEW)
    frame = frame.select(list(table.schema))
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


IN_CHANGES = frozenset({"ssd_person", "ssd_disability", "ssd_assessment_factors"})
"""Tables of things that simply are: later submissions tell those that are new or were changed."""


def write_dataset(county: County, folder: Path, day: date, *, first: bool) -> tuple[list[Path], Windows]:
    """Write the dataset's tables as CSV files named as tables; give the files and the windows they cover."""
    folder.mkdir(parents=True, exist_ok=True)
    paths, windows = [], {}
    for name, table in TABLES.items():
        path = folder / f"{name}.csv"
        frame = held(county, table, day, first=first)
        if frame.is_empty():
            continue
        frame.write_csv(path, date_format="%Y-%m-%d", datetime_format="%Y-%m-%d %H:%M:%S")
        paths.append(path)
        if covered := window(table, day, first=first):
            windows[name] = covered
    return sorted(paths), windows


def write_registers(county: County, folder: Path, day: date, *, first: bool) -> tuple[list[Path], Windows]:
    """Write the registers that this county keeps, as CSV with headings in words and one as a workbook."""
    folder.mkdir(parents=True, exist_ok=True)
    paths, windows = [], {}
    for name, register in REGISTERS.items():
        if not county.ledger.keeps(name):
            continue
        frame = held(county, register, day, first=first)
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
        if covered := window(register, day, first=first):
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
