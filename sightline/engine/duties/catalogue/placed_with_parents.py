"""Placement with parents, connected carers approved for a time, and detention (2019, ¶22 and ¶30)."""

from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import occasions
from sightline.engine.duties.catalogue.care_sources import not_read
from sightline.engine.duties.catalogue.looked_after import IN_FORCE
from sightline.engine.duties.catalogue.sources import AS_MADE, REGISTER_ONLY, regulation
from sightline.engine.duties.duty import Duty, days, weeks, working_days
from sightline.engine.duties.obligation import SUPERSEDED_BY
from sightline.engine.duties.told import Row
from sightline.engine.records.record import Record

PARENTS = "placement_with_parents"
PLACED = pl.col("placed_on").is_not_null()
URGENT = pl.col("emergency").fill_null(value=False)
ASSESSED = pl.col("assessment_ended_on").is_not_null()

_APPROVAL = Row(PARENTS, "placed_on", "approved_on", where=PLACED & ~URGENT, content=("analysis",))


def _while_placed(owed: pl.DataFrame, record: Record) -> pl.DataFrame:
    """Occasions of a placement begun on ``placed_on``, ended where it was."""
    over = record.frame("ssd_cla_placement").select(
        person_id="clap_person_id",
        placed_on="clap_cla_placement_start_date",
        placement_ended="clap_cla_placement_end_date",
    )
    over = over.unique(("person_id", "placed_on"), keep="first", maintain_order=True)
    owed = owed.join(over, on=("person_id", "placed_on"), how="left", maintain_order="left")
    return occasions.until(owed, pl.col("placement_ended"), "The placement ended")


def _at_home(record: Record, authority: Authority) -> pl.DataFrame:
    owed = _APPROVAL.owed(record, authority).with_columns(placed_on="trigger")
    return occasions.shaped(_while_placed(owed, record))


APPROVAL_BEFORE = Duty(
    id="parents_approval_before_placement",
    title="Placement with parents assessed and approved beforehand",
    area="looked after",
    owed_to=_at_home,
    met_by=_APPROVAL.done,
    within=days(0),
    before=True,
    notice_days=180,
    needs=(PARENTS,),
    shows=REGISTER_ONLY,
    basis=(
        regulation(
            "regs 17 and 18",
            checked="as at 1 April 2011 (reg 17 also as at 28 October 2023), legislation.gov.uk, 25 "
            "November 2026",
            note="assessed, reviewed and approved before the placement",
        ),
    ),
    valid_from=IN_FORCE,
    excludes=("urgent placements under regulation 19",),
    answers=("¶22",),
    note=(
        "Counted by the nominated officer's approval. Checks of each adult stand in their own register. It "
        "ends with the placement."
    ),
)

_ASSESSMENT = Row(PARENTS, "placed_on", "assessment_ended_on", where=PLACED & URGENT, content=("analysis",))

URGENT_ASSESSMENT = Duty(
    id="parents_urgent_assessment",
    title="Urgent placement with parents assessed and reviewed",
    area="looked after",
    owed_to=_ASSESSMENT.owed,
    met_by=_ASSESSMENT.done,
    within=working_days(10),
    needs=(PARENTS,),
    shows=REGISTER_ONLY,
    basis=(
        regulation("reg 19(b)", note="the Welsh text says 10 working days; to be read: reg 19 for England"),
    ),
    valid_from=IN_FORCE,
    answers=("¶22",),
)

_DECISION = Row(
    PARENTS, "assessment_ended_on", "approved_on", where=PLACED & URGENT & ASSESSED, content=("analysis",)
)

URGENT_DECISION = Duty(
    id="parents_urgent_decision",
    title="Decision on an urgent placement with parents",
    area="looked after",
    owed_to=_DECISION.owed,
    met_by=_DECISION.done,
    within=working_days(10),
    needs=(PARENTS,),
    shows=REGISTER_ONLY,
    basis=(
        regulation("reg 19(c)", note="the Welsh text says 10 working days; to be read: reg 19 for England"),
    ),
    valid_from=IN_FORCE,
    answers=("¶22",),
    note="Confirmed and approved, or the placement ended.",
)

_TEMPORARY = Row(
    "connected_carer",
    "temporary_approval_on",
    "panel_on",
    where=pl.col("temporary_approval_on").is_not_null(),
    by=("carer_id",),
    content=("outcome",),
)
_EXTENDED = Row(
    "connected_carer",
    "expires_on",
    "panel_on",
    where=pl.col("extended_to").is_not_null(),
    by=("carer_id",),
    content=("outcome",),
)


def _placement_over(row: Row, record: Record, authority: Authority) -> pl.DataFrame:
    """Temporary approvals, ended where the placement was; ``extended``: the day an extension began."""
    owed = row.owed(record, authority).with_columns(row=pl.col("rows").list.first())
    carers = record.frame("connected_carer").select(
        "placed_on",
        person_id="child_id",
        row=pl.col("_rows").list.first(),
        extended=pl.when(pl.col("extended_to").is_not_null()).then("expires_on"),
    )
    return _while_placed(
        owed.join(carers, on=("person_id", "row"), how="left", maintain_order="left"), record
    )


def _temporary(record: Record, authority: Authority) -> pl.DataFrame:
    owed = _placement_over(_TEMPORARY, record, authority)
    return occasions.shaped(
        occasions.until(owed, pl.col("extended"), f"{SUPERSEDED_BY}the approval was extended")
    )


def _extended(record: Record, authority: Authority) -> pl.DataFrame:
    owed = _placement_over(_EXTENDED, record, authority)
    begun = pl.col("ends").is_null() | (pl.col("trigger") <= pl.col("ends"))
    return occasions.shaped(owed.filter(begun.fill_null(value=True)))


TEMPORARY_APPROVAL = Duty(
    id="connected_carer_sixteen_weeks",
    title="Connected carer fully assessed before temporary approval ends",
    area="looked after",
    owed_to=_temporary,
    met_by=_TEMPORARY.done,
    within=weeks(16),
    needs=("connected_carer",),
    shows=REGISTER_ONLY,
    basis=(
        regulation(
            "reg 24(1)", note="16 weeks, as procedures that quote it say; to be read: reg 24(1) itself"
        ),
    ),
    valid_from=IN_FORCE,
    answers=("¶22",),
    note=(
        "Sixteen weeks from the temporary approval; an extension takes over. Wales has 24. SI 2020/445 "
        "relaxed these regulations in England from 24 April to 25 September 2020, which is not evaluated."
    ),
)

EXTENDED_APPROVAL = Duty(
    id="connected_carer_extension",
    title="Connected carer decided on within the one extension",
    area="looked after",
    owed_to=_extended,
    met_by=_EXTENDED.done,
    within=weeks(8),
    needs=("connected_carer",),
    shows=REGISTER_ONLY,
    basis=(regulation("reg 25(2)", checked=AS_MADE, note="once only, up to eight weeks"),),
    valid_from=IN_FORCE,
    answers=("¶22",),
    note="When it runs out the placement must end, unless an independent review is pending.",
)

_DETAINED = Row(
    "custody",
    "detained_on",
    "visited_on",
    ends="released_on",
    where=pl.col("standing") == "no longer looked after",
    because="Released",
)

DETENTION_VISIT = Duty(
    id="detention_visit",
    title="Visit to a formerly looked-after child in custody",
    area="looked after",
    owed_to=_DETAINED.owed,
    met_by=_DETAINED.done,
    within=working_days(10),
    needs=("custody",),
    shows=REGISTER_ONLY,
    basis=(
        not_read(
            "regulation",
            "Visits to Former Looked After Children in Detention (England) Regulations 2010 (SI 2010/2797)",
            "reg 4",
            "ten working days in the Welsh regulations of 2011; to be read: reg 4 for England (regs 1 to 3 "
            "were)",
        ),
    ),
    valid_from=date(2011, 4, 1),
    excludes=("relevant children", "children still looked after"),
    answers=("¶30",),
)
