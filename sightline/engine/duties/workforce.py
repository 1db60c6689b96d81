"""Workers and who holds cases: populations and events that several tables tell together."""

from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events, occasions
from sightline.engine.duties.allocation import ALLOCATED
from sightline.engine.duties.combining import ended_by
from sightline.engine.duties.duty import EVENT_SCHEMA, Occasions, Substance
from sightline.engine.duties.obligation import SUPERSEDED_BY
from sightline.engine.duties.populations_front_door import REFERRAL_CLOSED
from sightline.engine.duties.sharing import following, follows, once_a_record
from sightline.engine.duties.told import Happening
from sightline.engine.duties.work import Piece, substance
from sightline.engine.records.columns import ROWS, Subject
from sightline.engine.records.record import ALL_TABLES, Record

_ROOM = 1 << 32
BREAK_DAYS = 28
"""A worker without cases for longer than this has begun anew: local practice."""

CASE_CLOSED = "The case was closed"
_FORMAL = pl.col("kind").is_in(["personal", "case"])


def merged(spells: pl.DataFrame, gap_days: int = 0) -> pl.DataFrame:
    """Spells (person_id, since, until, rows) of each subject that touch or overlap, or lie no more than
    ``gap_days`` apart, as one; ``until`` null: it goes on."""
    frame = spells.filter(pl.col("since").is_not_null()).sort("person_id", "since", "until", nulls_last=True)
    far = pl.lit(date(9999, 1, 1)).to_physical()
    # Persons in ascending order before their days, so that one running maximum serves all of them.
    person = pl.col("person_id").rle_id().cast(pl.Int64) * _ROOM
    until = pl.col("until").to_physical().fill_null(far).cast(pl.Int64)
    reach = (person + until).cum_max().shift(1) - person
    begins = pl.col("since").to_physical() > pl.min_horizontal(reach, far - gap_days) + gap_days
    frame = frame.with_columns(_spell=(begins.fill_null(value=True) | ~follows("person_id")).cum_sum())
    joined = frame.group_by("_spell", maintain_order=True).agg(
        pl.col("person_id").first(),
        pl.col("since").min(),
        pl.col("until").fill_null(date(9999, 1, 1)).max(),
        pl.col("rows").first(),
    )
    return joined.with_columns(until=pl.when(pl.col("until") < date(9999, 1, 1)).then("until")).drop("_spell")


def _as_occasions(spells: pl.DataFrame, because: str) -> pl.DataFrame:
    return spells.select(
        "person_id",
        "rows",
        occasion=pl.col("since").dt.to_string("%Y-%m-%d"),
        trigger="since",
        ends="until",
        ended_because=pl.when(pl.col("until").is_not_null()).then(pl.lit(because)),
    )


@once_a_record
def _held(record: Record) -> pl.DataFrame:
    """Every time that a worker held a child's case: child, worker, since, until, rows."""
    role = pl.col("invo_professional_role_id").str.to_lowercase().is_in(ALLOCATED)
    named = pl.col("invo_professional_id").is_not_null() & pl.col("invo_involvement_start_date").is_not_null()
    return (
        record.frame("ssd_involvements")
        .filter(role & named)
        .select(
            child="invo_person_id",
            worker="invo_professional_id",
            since="invo_involvement_start_date",
            until="invo_involvement_end_date",
            rows=ROWS,
        )
    )


@once_a_record
def open_cases(record: Record) -> pl.DataFrame:
    """Times in which a child's case was open: referrals until closed, and periods of care; person_id, since,
    until, rows."""
    referred = record.frame("ssd_cin_episodes")
    referred = referred.filter(pl.col("cine_referral_nfa").fill_null("N") != "Y").select(
        person_id="cine_person_id", since="cine_referral_date", until="cine_close_date", rows=ROWS
    )
    care = occasions.in_care(record).select("person_id", "rows", since="entered_on", until="ends")
    return merged(pl.concat([referred, care.select(referred.columns)]))


def _closed(record: Record) -> pl.DataFrame:
    """The days on which children's cases were closed."""
    return open_cases(record).select("person_id", on="until")


def until_closed(population: Occasions) -> Occasions:
    """What is owed to a child for as long as the case is open: of a closed case nobody waits for it."""
    return ended_by(population, _closed, CASE_CLOSED)


def every_open_child(record: Record, authority: Authority) -> pl.DataFrame:
    """Children whose case is open, from the day on which it was opened."""
    return occasions.shaped(_as_occasions(open_cases(record), CASE_CLOSED))


def case_holders(record: Record, authority: Authority) -> pl.DataFrame:
    """Workers for as long as they hold any child's case."""
    spells = merged(_held(record).rename({"worker": "person_id"}), BREAK_DAYS)
    return occasions.shaped(_as_occasions(spells, "Held no case any more"))


def newly_qualified(record: Record, authority: Authority) -> pl.DataFrame:
    """Newly qualified workers from the first month that says so to the last; after six months less often."""
    months = record.frame("caseload").filter(pl.col("newly_qualified").fill_null(value=False))
    latest = record.frame("caseload").group_by("worker_id").agg(latest=pl.col("month_end").max())
    years = months.group_by("worker_id").agg(
        first=pl.col("month_end").min(),
        last=pl.col("month_end").max(),
        rows=pl.col(ROWS).sort_by("month_end").first(),
    )
    years = years.join(latest, on="worker_id", how="left").sort("worker_id")
    over = pl.when(pl.col("latest") > pl.col("last")).then("last")
    frame = years.with_columns(
        person_id="worker_id",
        occasion=pl.lit("newly qualified"),
        trigger=pl.col("first").dt.month_start(),
        ends=over,
        ended_because=pl.when(over.is_not_null()).then(pl.lit("No longer newly qualified")),
    )
    return occasions.shaped(frame.with_columns(switches=pl.col("trigger").dt.offset_by("6mo")))


FORMAL_SUPERVISION = Happening("supervision", "held_on", where=_FORMAL, about=Subject.WORKER)
CASE_SUPERVISION = Happening("supervision", "held_on", where=pl.col("kind") == "case", about=Subject.CHILD)


def first_posts(record: Record, authority: Authority) -> pl.DataFrame:
    """Workers from the first day of their first post, until they hold none any more."""
    posts = record.frame("workforce_post").filter(pl.col("worker_id").is_not_null())
    spells = merged(
        posts.select(person_id="worker_id", since="from", until="to", rows=ROWS), gap_days=BREAK_DAYS
    )
    first = spells.sort("person_id", "since").unique("person_id", keep="first", maintain_order=True)
    return occasions.shaped(_as_occasions(first, "Left"))


def courses(*names: str) -> Piece:
    """Courses with a due date of their own; none named: every mandatory one."""
    named = pl.col("course").is_in(names) if names else pl.col("kind") == "mandatory"
    return Piece(
        "workforce_training",
        ("worker_id",),
        ("course", "due_on"),
        starts="due_on",
        met="done_on",
        where=named & pl.col("due_on").is_not_null(),
        content=("effect",),
    )


INDUCTION = Happening(
    "workforce_training", "done_on", where=pl.col("course") == "induction", content=("effect",)
)


def left_without_worker(record: Record, authority: Authority) -> pl.DataFrame:
    """Open children whose last worker stopped holding them while nobody else did; until the case closes."""
    spells = merged(_held(record).rename({"child": "person_id"}))
    stopped = spells.filter(pl.col("until").is_not_null()).select("person_id", "rows", trigger="until")
    cases = open_cases(record).select("person_id", opened="since", ends="until").sort("opened")
    joined = stopped.sort("trigger").join_asof(
        cases, left_on="trigger", right_on="opened", by="person_id", strategy="backward",
        check_sortedness=False,
    )  # fmt: skip
    still = pl.col("opened").is_not_null() & (pl.col("ends").is_null() | (pl.col("ends") > pl.col("trigger")))
    return occasions.shaped(
        joined.filter(still)
        .with_columns(
            occasion=pl.col("trigger").dt.to_string("%Y-%m-%d"),
            ended_because=pl.when(pl.col("ends").is_not_null()).then(pl.lit(CASE_CLOSED)),
        )
        .sort("person_id", "trigger")
    )


def new_workers(record: Record, authority: Authority) -> pl.DataFrame:
    """The days on which somebody began to hold a child's case."""
    hidden = pl.lit(Substance.NOT_VISIBLE.value)
    begun = _held(record).select(
        "rows", person_id="child", on="since", outcome=pl.lit(events.MET), substance=hidden
    )
    return events.shaped(begun)


def _changes(record: Record) -> pl.DataFrame:
    """Allocations that ended while another worker took over within a month."""
    rows = record.frame("allocation").sort("child_id", "from", "to", nulls_last=True)
    rows = rows.with_columns(
        next_from=pl.col("from").shift(-1).over("child_id"),
        next_worker=pl.col("worker_id").shift(-1).over("child_id"),
    )
    other = (pl.col("next_worker") != pl.col("worker_id")).fill_null(value=False)
    soon = (pl.col("next_from") - pl.col("to")).dt.total_days() <= BREAK_DAYS
    return rows.filter(other & soon).with_columns(
        person_id="child_id",
        occasion=pl.concat_str(pl.col("to").dt.to_string("%Y-%m-%d"), "worker_id", separator="|"),
    )


@until_closed
def changes_of_worker(record: Record, authority: Authority) -> pl.DataFrame:
    """Changes from one worker to another, on the last day of the one who leaves."""
    return occasions.shaped(_changes(record).with_columns(trigger="to", rows=ROWS))


def goodbyes(record: Record, authority: Authority) -> pl.DataFrame:
    """Goodbye or handover visits of each change."""
    met = _changes(record).filter(pl.col("goodbye_visit_on").is_not_null())
    return events.shaped(
        met.select(
            "person_id",
            "occasion",
            on="goodbye_visit_on",
            outcome=pl.lit(events.MET),
            substance=substance(ALL_TABLES["allocation"], ("handed_over",)),
            rows=ROWS,
        )
    )


_OPEN = pl.lit(None, pl.Date)
_POINTS = (
    ("referral", "ssd_cin_episodes", "cine_person_id", "cine_referral_date", pl.col("cine_close_date")),
    ("strategy", "ssd_s47_enquiry", "s47e_person_id", "s47e_s47_start_date", _OPEN),
    ("placement", "ssd_cla_placement", "clap_person_id", "clap_cla_placement_start_date", _OPEN),
)
"""Each kind with its table, the child, the day, and when it ended by itself."""


@once_a_record
@until_closed
def key_events(record: Record, authority: Authority) -> pl.DataFrame:
    """Points at which a manager should decide: referrals, section 47 enquiries and placements begun."""
    parts = []
    for point, table, person, day, ends in _POINTS:
        rows = record.frame(table).filter(pl.col(day).is_not_null())
        name = pl.format("{}|{}", pl.lit(point), pl.col(day).dt.to_string("%Y-%m-%d"))
        parts.append(
            rows.select(
                person_id=person, occasion=name, point=pl.lit(point), trigger=day, ends=ends, rows=ROWS
            )
        )
    found = pl.concat(parts).sort("person_id", "point", "trigger")
    # A later event of the same kind has its own decision: the one before is no longer waited for.
    later = following("trigger", "person_id", "point")
    found = found.with_columns(
        ended_because=pl.when(pl.col("ends").is_not_null()).then(pl.lit(REFERRAL_CLOSED))
    )
    return occasions.shaped(occasions.until(found, later, f"{SUPERSEDED_BY}another of its kind followed"))


def key_decisions(record: Record, authority: Authority) -> pl.DataFrame:
    """Managers' decisions, each belonging to the latest event of its kind before it."""
    if not record.tells("management_oversight"):
        return pl.DataFrame(schema=EVENT_SCHEMA)
    points = [point for point, *_ in _POINTS]
    made = record.frame("management_oversight").filter(pl.col("decision_on").is_not_null())
    made = made.filter(pl.col("decision_point").is_in(points))
    made = made.select(
        person_id="child_id",
        point="decision_point",
        on=pl.col("decision_on").dt.date(),
        outcome=pl.lit(events.MET),
        substance=substance(ALL_TABLES["management_oversight"], ("rationale",)),
        rows=ROWS,
    ).sort("on")
    begun = key_events(record, authority).select("person_id", "occasion", "trigger")
    begun = begun.with_columns(point=pl.col("occasion").str.split("|").list.first())
    linked = made.join_asof(
        begun.sort("trigger"), left_on="on", right_on="trigger", by=["person_id", "point"],
        strategy="backward", check_sortedness=False,
    )  # fmt: skip
    return events.shaped(linked.filter(pl.col("occasion").is_not_null()).drop("trigger", "point"))
