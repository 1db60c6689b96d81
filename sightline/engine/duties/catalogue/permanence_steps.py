"""Steps to permanence: matching, life story, early permanence, guardianship (2019, ¶23, ¶24, ¶28, ¶29)."""

from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events, occasions
from sightline.engine.duties.catalogue.care_sources import (
    ADOPTION_GUIDANCE,
    SSD_OR_LIST,
    adoption_regulation,
    not_read,
)
from sightline.engine.duties.catalogue.sources import REGISTER_ONLY, local_standard
from sightline.engine.duties.catalogue.visit_regimes import ADOPTION_IN_FORCE
from sightline.engine.duties.duty import Basis, Duty, days, months, working_days
from sightline.engine.duties.populations_care import until_care_ends, where_kept
from sightline.engine.duties.told import Happening, Row, Spell
from sightline.engine.records.columns import ROWS, SOURCES
from sightline.engine.records.record import Record

CARE_PLANNING_IN_FORCE = date(2011, 4, 1)
DECIDED = pl.col("decided_on").is_not_null()
HOME_AGAIN = pl.col("primary_plan").fill_null("") == "return home"
DATED_SOURCE = pl.col(SOURCES).list.contains("ssd") | pl.col(SOURCES).list.contains("annex_a")

_LONG_TERM = Row(
    "permanence_tracker",
    "decided_on",
    "matched_on",
    where=DECIDED & (pl.col("primary_plan") == "long-term foster"),
    content=(),
)

LONG_TERM_MATCH = Duty(
    id="long_term_foster_match",
    title="Long-term foster match agreed",
    area="permanence",
    owed_to=until_care_ends(_LONG_TERM.owed),
    met_by=_LONG_TERM.done,
    within=months(6),
    needs=("permanence_tracker",),
    shows=REGISTER_ONLY,
    basis=(local_standard("six months from the decision are usual"),),
    valid_from=CARE_PLANNING_IN_FORCE,
    answers=("¶28",),
    note=(
        "The old local rule of twelve months in placement before a match was criticised and is not a duty. "
        "It ends with the period of care."
    ),
)

_MATCHED = Row(
    "ssd_permanence",
    "perm_matched_date",
    "perm_placed_for_adoption_date",
    ends="perm_decision_reversed_date",
    where=pl.col("perm_matched_date").is_not_null() & DATED_SOURCE,
    because="The plan of adoption was given up",
    content=(),
)

PLACED_AFTER_MATCH = Duty(
    id="placed_after_adoption_match",
    title="Child placed after the adoption match",
    area="permanence",
    owed_to=_MATCHED.owed,
    met_by=_MATCHED.done,
    within=months(2),
    needs=("ssd_permanence",),
    shows=SSD_OR_LIST,
    basis=(local_standard("two months are usual; regional agencies set their own"),),
    valid_from=ADOPTION_IN_FORCE,
    excludes=("children told by the SSDA903 alone, which holds no day of placement",),
    answers=("¶29",),
)

LIFE_STORY_STARTED = Duty(
    id="life_story_work_started",
    title="Life-story work started",
    area="permanence",
    owed_to=where_kept(
        "life_story",
        until_care_ends(Spell("permanence_tracker", "decided_on", where=DECIDED & ~HOME_AGAIN)),
    ),
    met_by=Happening("life_story", "started_on", content=("quality",)),
    within=months(3),
    lookback_days=1096,
    needs=("life_story",),
    shows=REGISTER_ONLY,
    basis=(local_standard("three months from the decision on permanence are usual"),),
    valid_from=CARE_PLANNING_IN_FORCE,
    excludes=("children whose plan is to return home",),
    answers=("¶23",),
    note="Work begun in the three years before the decision counts. It ends with the period of care.",
)


def _celebrated(record: Record, authority: Authority) -> pl.DataFrame:
    """Adopted children, from the celebration hearing; from the order where no hearing is recorded."""
    adopted = record.frame("ssd_permanence").filter(
        (pl.col("perm_permanence_order_type") == "Adoption") & DATED_SOURCE
    )
    orders = adopted.drop_nulls("perm_permanence_order_date").select(
        person_id="perm_person_id", order_on="perm_permanence_order_date", rows=ROWS
    )
    held = record.frame("adoption_ceremony").select(
        "ceremony_on", person_id="child_id", order_on="adoption_order_on"
    )
    held = held.drop_nulls("ceremony_on").unique(("person_id", "order_on"), keep="first", maintain_order=True)
    joined = orders.join(held, on=("person_id", "order_on"), how="left", maintain_order="left")
    named = joined.with_columns(
        occasion=occasions.day_of("order_on"), trigger=pl.coalesce("ceremony_on", "order_on")
    )
    return occasions.shaped(named.sort("person_id", "trigger", pl.col("rows").list.first()))


def _given(kind: str) -> Happening:
    return Happening("life_story", "given_on", where=pl.col("kind") == kind, content=("quality",))


FROM_THE_CEREMONY = (
    "Counts from the celebration hearing, not the order; where none is recorded the order's day stands in, "
    "which is too early. One for each child of a family."
)

LATER_LIFE_LETTER = Duty(
    id="later_life_letter",
    title="Later-life letter given to the adopters",
    area="permanence",
    owed_to=where_kept("life_story", _celebrated),
    met_by=_given("later-life letter"),
    within=working_days(10),
    lookback_days=365,
    needs=("life_story",),
    shows=REGISTER_ONLY,
    basis=(
        not_read(
            "statutory guidance",
            ADOPTION_GUIDANCE,
            "chapter 5",
            "ten working days by procedures; to be read there",
        ),
        adoption_regulation("reg 35", note="asks for it without the number; to be read: reg 35"),
    ),
    valid_from=ADOPTION_IN_FORCE,
    answers=("¶29",),
    note=FROM_THE_CEREMONY,
)

LIFE_STORY_BOOK = Duty(
    id="life_story_book",
    title="Life-story book given to the adopters",
    area="permanence",
    owed_to=where_kept("life_story", _celebrated),
    met_by=_given("life-story book"),
    within=working_days(10),
    lookback_days=365,
    needs=("life_story",),
    shows=REGISTER_ONLY,
    basis=(not_read("statutory guidance", ADOPTION_GUIDANCE, "chapter 5"),),
    valid_from=ADOPTION_IN_FORCE,
    answers=("¶23", "¶29"),
    note=FROM_THE_CEREMONY,
)


def _decided_for_adoption(record: Record, authority: Authority) -> pl.DataFrame:
    rows = record.frame("ssd_permanence").filter(DATED_SOURCE).drop_nulls("perm_adm_decision_date")
    named = rows.select(person_id="perm_person_id", trigger="perm_adm_decision_date", rows=ROWS)
    named = named.with_columns(occasion=occasions.day_of("trigger"))
    return occasions.shaped(named.sort("person_id", "trigger", pl.col("rows").list.first()))


def _considered(record: Record, authority: Authority) -> pl.DataFrame:
    """Considered, with the answer or a reason against it; or a decision for it in the return."""
    told = Happening("early_permanence", "considered_on", content=("suitable", "reason_not"))
    decided = Happening("ssd_permanence", "perm_ffa_cp_decision_date", content=())
    return events.together(told(record, authority), decided(record, authority))


EARLY_PERMANENCE = Duty(
    id="early_permanence_considered",
    title="Early permanence considered before the decision for adoption",
    area="permanence",
    owed_to=where_kept("early_permanence", _decided_for_adoption),
    met_by=_considered,
    within=days(0),
    before=True,
    notice_days=366,
    needs=("early_permanence",),
    shows=REGISTER_ONLY,
    basis=(
        Basis(
            "statute",
            "Children Act 1989",
            "section 22C(9A)-(9C)",
            checked="Children and Families Act 2014, section 2, as enacted, legislation.gov.uk, 25 "
            "November 2026",
            note="the authority must consider it; no day is set",
        ),
        local_standard("by the decision that the child should be placed: considered later, it is of no use"),
    ),
    valid_from=date(2014, 7, 25),
    answers=("¶24",),
    note=(
        "Whether it was considered, with a reason where it was not suitable, rather than how fast. The "
        "duty falls "
        "away once a court refused a placement order, which is after this decision. In force date not "
        "verified: "
        "SI 2014/889 brings parts of Part 1 into force on that day, and its list was not read to the end."
    ),
)

_NOTICE = Row(
    "special_guardianship",
    "applied_on",
    "notice_given_on",
    where=~pl.col("with_leave").fill_null(value=False),
    content=(),
)

GUARDIANSHIP_NOTICE = Duty(
    id="special_guardianship_notice",
    title="Notice before a special guardianship application",
    area="permanence",
    owed_to=_NOTICE.owed,
    met_by=_NOTICE.done,
    within=months(3),
    before=True,
    notice_days=366,
    needs=("special_guardianship",),
    shows=REGISTER_ONLY,
    basis=(
        not_read(
            "statute",
            "Children Act 1989",
            "section 14A(7)",
            "three months, as barristers tell it; to be read there",
        ),
    ),
    valid_from=ADOPTION_IN_FORCE,
    excludes=("applications with leave of the court",),
    answers=("¶29",),
    note="The applicants' notice: it tells the authority when its report is wanted.",
)
