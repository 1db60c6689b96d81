"""Plans, notices and approvals of placements, transfers, short breaks (2019 inspection, ¶19, ¶24, ¶37)."""

from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events, occasions
from sightline.engine.duties.catalogue.care_sources import NO_SHORT_BREAKS, not_read
from sightline.engine.duties.catalogue.looked_after import IN_FORCE
from sightline.engine.duties.catalogue.sources import AS_MADE, AS_MADE_EARLIER, REGISTER_ONLY, regulation
from sightline.engine.duties.duty import Basis, Duty, Events, Shows, days, working_days
from sightline.engine.duties.populations_care import named_by_placement, where_kept
from sightline.engine.duties.told import Happening, Row
from sightline.engine.duties.visit_rules import FOR_ADOPTION
from sightline.engine.records.columns import ROWS, SOURCES
from sightline.engine.records.record import Record

REGISTER = "placement_arrangement"
OUTSIDE_RULES = date(2014, 1, 27)
"""SI 2013/3239, regulation 1(1), as made: regulations 18 and 19 came into force on that day."""
OUTSIDE_READ = "SI 2013/3239, regs 1, 18 and 19, as made, legislation.gov.uk, 23 and 25 November 2026"
OUTSIDE = pl.col("whereabouts").is_in(["adjoining area", "at a distance"])
AT_A_DISTANCE = pl.col("whereabouts") == "at a distance"
BY_DIRECTOR = pl.col("approved_by") == "director of children's services"


def _not_for_adoption(record: Record, authority: Authority) -> pl.DataFrame:
    """Placements with carers, in homes or with parents: those for adoption have a plan of their own."""
    placements = record.frame("ssd_cla_placement")
    adopting = placements.filter(pl.col("clap_cla_placement_type").is_in(FOR_ADOPTION))
    keys = adopting.select(person_id="clap_person_id", trigger="clap_cla_placement_start_date")
    placed = occasions.placements(record, authority)
    return placed.join(keys, on=("person_id", "trigger"), how="anti", maintain_order="left")


def _arranged(on: str, content: tuple[str, ...]) -> Events:
    """What the register says was done for a placement, on the day in a column."""
    happening = Happening(REGISTER, on, content=content)

    def done(record: Record, authority: Authority) -> pl.DataFrame:
        found = happening(record, authority)
        if found.is_empty():
            return found
        days_placed = record.frame(REGISTER).select(
            person_id="child_id", row=pl.col(ROWS).list.first(), placed_on="placed_on"
        )
        dated = found.with_columns(row=pl.col("rows").list.first())
        dated = dated.join(days_placed, on=("person_id", "row"), how="left", maintain_order="left")
        return events.shaped(named_by_placement(occasions.placements(record, authority), dated))

    return done


PLACEMENT_PLAN = Duty(
    id="placement_plan",
    title="Placement plan agreed and signed",
    area="looked after",
    owed_to=where_kept(REGISTER, _not_for_adoption),
    met_by=_arranged("plan_agreed_on", ("plan_signed",)),
    within=working_days(5),
    lookback_days=28,
    needs=(REGISTER,),
    shows=REGISTER_ONLY,
    basis=(
        regulation(
            "reg 9(2)-(3)",
            checked=AS_MADE_EARLIER,
            note="before the placement or, if not practicable, within 5 working days",
        ),
    ),
    valid_from=IN_FORCE,
    excludes=(*NO_SHORT_BREAKS, "placements for adoption"),
    answers=("¶19",),
    note="Every placement asks for its own, moves included.",
)

PLACEMENT_NOTICE = Duty(
    id="placement_notice",
    title="Family, health and school told of a placement",
    area="looked after",
    owed_to=where_kept(REGISTER, _not_for_adoption),
    met_by=_arranged("notices_sent_on", ()),
    within=working_days(5),
    lookback_days=28,
    needs=(REGISTER,),
    shows=REGISTER_ONLY,
    basis=(
        regulation(
            "reg 13(1)",
            checked="as at 1 April 2011, legislation.gov.uk, 25 November 2026",
            note="before the placement or, in an emergency, within 5 working days",
        ),
    ),
    valid_from=IN_FORCE,
    excludes=(*NO_SHORT_BREAKS, "placements for adoption"),
    answers=("¶20",),
    note="Five working days are the latest for any placement. Late notice makes late health assessments.",
)

_HOST = Row(REGISTER, "placed_on", "area_authority_told_on", where=OUTSIDE, content=())

OUT_OF_AREA_NOTICE = Duty(
    id="out_of_area_notice",
    title="Authority of the area told of a placement there",
    area="looked after",
    owed_to=_HOST.owed,
    met_by=_HOST.done,
    within=working_days(5),
    lookback_days=28,
    needs=(REGISTER,),
    shows=REGISTER_ONLY,
    basis=(
        regulation(
            "reg 13(4)",
            checked=OUTSIDE_READ,
            note="inserted by SI 2013/3239; with the assessment and care plan",
        ),
    ),
    valid_from=OUTSIDE_RULES,
    excludes=("placements inside the area",),
    answers=("¶37",),
    note="Children whom others place here are in a register of their own.",
)

DISTANT_APPROVAL = Duty(
    id="distant_placement_approval",
    title="Director's approval before a placement at a distance",
    area="looked after",
    owed_to=Row(REGISTER, "placed_on", "approved_on", where=AT_A_DISTANCE).owed,
    met_by=Row(
        REGISTER, "placed_on", "approved_on", where=AT_A_DISTANCE & BY_DIRECTOR, content=("why_suitable",)
    ).done,
    within=days(0),
    before=True,
    notice_days=90,
    needs=(REGISTER,),
    shows=REGISTER_ONLY,
    basis=(
        regulation(
            "reg 11(1)(b) and (5)",
            checked=OUTSIDE_READ,
            note="as amended by SI 2013/3239: before the placement",
        ),
    ),
    valid_from=OUTSIDE_RULES,
    excludes=("placements in the area or an adjoining one",),
    answers=("¶37",),
    note="A nominated officer's approval does not meet it; for an adjoining area it would be enough.",
)


_BREAK = Row(
    "ssd_legal_status",
    "lega_legal_status_start_date",
    "lega_legal_status_end_date",
    where=pl.col("lega_legal_status") == "V3",
    content=(),
)

SHORT_BREAK = Duty(
    id="short_break_seventeen_days",
    title="A single short break of no more than 17 days",
    area="looked after",
    owed_to=_BREAK.owed,
    met_by=_BREAK.done,
    within=days(17),
    needs=("ssd_legal_status",),
    shows={"ssd": Shows.TIMELINESS, "ssda903": Shows.TIMELINESS},
    basis=(regulation("reg 48(2)(c)(i)", checked=AS_MADE),),
    valid_from=IN_FORCE,
    excludes=("agreed series that record no single break (V4)",),
    answers=("¶19",),
    note=(
        "Met when the break ended. A longer one makes the child fully looked after. The 75 days in twelve "
        "months are a balance, not a date, and are not evaluated."
    ),
)

_TRANSFER = Row(
    "asylum_transfer",
    "accepted_into_scheme_on",
    "transferred_on",
    ends="withdrawn_on",
    where=pl.col("accepted_into_scheme_on").is_not_null(),
    because="Withdrawn from the scheme",
    content=(),
)

ASYLUM_TRANSFER = Duty(
    id="asylum_seeking_child_transferred",
    title="Unaccompanied child transferred to the receiving authority",
    area="looked after",
    owed_to=_TRANSFER.owed,
    met_by=_TRANSFER.done,
    within=working_days(10),
    needs=("asylum_transfer",),
    shows=REGISTER_ONLY,
    basis=(
        not_read(
            "national scheme",
            "National Transfer Scheme protocol, version 7.0 (9 June 2025)",
            note="the scheme was seen, the number was not; it was five working days before; to be read there",
        ),
    ),
    valid_from=date(2025, 6, 9),
    excludes=("children who were not accepted into the scheme",),
    answers=("¶19",),
    note="Every duty to a looked-after child runs from the first authority's first day meanwhile.",
)


def _unaccompanied(record: Record, authority: Authority) -> pl.DataFrame:
    """Unaccompanied children whose status had not already ended a year before they came of age."""
    rows = record.frame("ssd_immigration_status").filter(
        pl.col("immi_immigration_status").str.to_uppercase() == "UASC"
    )
    told = pl.col(SOURCES).list.contains("ssd") | pl.col(SOURCES).list.contains("ssda903")
    dated = rows.filter(told).select(
        person_id="immi_person_id", ended="immi_immigration_status_end_date", rows=ROWS
    )
    dated = dated.join(occasions.born(record), on="person_id", how="inner", maintain_order="left")
    dated = dated.with_columns(trigger=occasions.birthday(occasions.ADULT), occasion=pl.lit("18th birthday"))
    long_ended = pl.col("ended") < pl.col("trigger") - pl.duration(days=365)
    dated = dated.filter(~long_ended.fill_null(value=False))
    return occasions.shaped(dated.sort("person_id", pl.col("rows").list.first()))


UNACCOMPANIED_STATUS_ENDED = Duty(
    id="unaccompanied_status_ended",
    title="Unaccompanied status ended in the record by 18",
    area="looked after",
    owed_to=_unaccompanied,
    met_by=Happening(
        "ssd_immigration_status",
        "immi_immigration_status_end_date",
        where=pl.col("immi_immigration_status").str.to_uppercase() == "UASC",
        content=(),
    ),
    within=days(0),
    before=True,
    notice_days=365,
    needs=("ssd_immigration_status",),
    shows={"ssd": Shows.TIMELINESS, "ssda903": Shows.TIMELINESS},
    basis=(
        Basis(
            "national return",
            "SSDA903 validation rule 304",
            note="as the public validator of the return has it; to be read: the Department's own list of "
            "rules",
        ),
    ),
    valid_from=date(2011, 4, 1),
    excludes=("Annex A alone, which holds no end", "a status that ended a year or more before"),
    answers=("¶19",),
    note="A rule about the record, not about the child's care.",
)
