"""Who is owed what at the front door: checks by priority, referrals that were accepted, and named workers."""

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events
from sightline.engine.duties.allocation import ALLOCATED
from sightline.engine.duties.combining import already_running, narrowed, where_told
from sightline.engine.duties.duty import Events, Occasions, Substance
from sightline.engine.duties.told import Row, Spell
from sightline.engine.records.columns import ROWS
from sightline.engine.records.record import Record

REFERRAL_CLOSED = "The referral was closed"
CHECK = Row("agency_check", "asked_at", "answered_at", by=("contact_id", "agency"))
ACCEPTED = Spell(
    "ssd_cin_episodes",
    "cine_referral_date",
    "cine_close_date",
    where=pl.col("cine_referral_nfa").fill_null("N") != "Y",
    because=REFERRAL_CLOSED,
)
_OWN_HOLDERS = ("social worker", "agency")


def _with_priority(record: Record, rag: str) -> Record:
    """The checks of contacts of one priority, each of the child (or of every child) of its contact."""
    contacts = record.frame("front_door").select("contact_id", "rag", known="child_id")
    contacts = contacts.filter(pl.col("rag") == rag).unique(maintain_order=True)
    checks = record.frame("agency_check")
    columns = checks.columns
    joined = checks.join(contacts, on="contact_id", how="inner", maintain_order="left")
    mine = pl.col("child_id").is_null() | (pl.col("child_id") == pl.col("known"))
    joined = joined.filter(mine).with_columns(child_id="known").select(columns)
    return narrowed(record, "agency_check", joined)


def checks_owed(rag: str) -> Occasions:
    """Each agency asked about each child of a contact of one priority: an occasion of its own."""

    @where_told("agency_check")
    def owed(record: Record, authority: Authority) -> pl.DataFrame:
        return CHECK.owed(_with_priority(record, rag), authority)

    return owed


def checks_answered(rag: str) -> Events:
    """The answers to those checks."""

    def done(record: Record, authority: Authority) -> pl.DataFrame:
        return CHECK.done(_with_priority(record, rag), authority)

    return done


def _named(record: Record) -> pl.DataFrame:
    """Every time that a social worker, not a manager and not a duty team, held a child's case."""
    workers = record.frame("ssd_professionals").select(
        invo_professional_id="prof_professional_id", title="prof_professional_job_title"
    )
    titles = workers.unique("invo_professional_id", keep="first", maintain_order=True).lazy()
    involved = record.frame("ssd_involvements").lazy()
    held = involved.join(titles, on="invo_professional_id", how="left", maintain_order="left")
    role = pl.col("invo_professional_role_id").str.to_lowercase()
    managers = pl.col("title").str.to_lowercase().str.contains("manager|head of|director|duty")
    own = role.is_in([each for each in ALLOCATED if "social worker" in each]) & events.filled(
        "invo_professional_id"
    )
    held = held.filter(own & ~managers.fill_null(value=False))
    register = record.frame("allocation").filter(
        pl.col("holder_kind").is_in(_OWN_HOLDERS) & events.filled("worker_id")
    )
    return pl.concat(
        [
            held.select(
                person_id="invo_person_id",
                since="invo_involvement_start_date",
                until="invo_involvement_end_date",
                rows=ROWS,
            ).collect(),
            register.select(person_id="child_id", since="from", until="to", rows=ROWS),
        ]
    )


def named_worker(record: Record, authority: Authority) -> pl.DataFrame:
    """The day on which a named social worker took the case, or the referral's own day where one had it."""
    named = _named(record)
    taken = named.select(
        "person_id",
        "rows",
        on="since",
        outcome=pl.lit(events.MET),
        substance=pl.lit(Substance.NOT_VISIBLE.value),
    )
    return events.together(taken.drop_nulls("on"), already_running(ACCEPTED(record, authority), named))
