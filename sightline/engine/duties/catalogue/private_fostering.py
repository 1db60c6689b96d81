"""Private fostering: notices, visits and checks (inspection of 2019, paragraph 13)."""

from datetime import date

import polars as pl

from sightline.engine.duties.catalogue.sources import AS_MADE, REGISTER_ONLY, local_standard
from sightline.engine.duties.combining import where_filled
from sightline.engine.duties.duty import Basis, Duty, hours, weeks, working_days
from sightline.engine.duties.populations_private_fostering import ENDED, VISITS, known_arrangements
from sightline.engine.duties.told import Row

IN_FORCE = date(2005, 7, 1)
_TABLE = "private_fostering"
_TOLD_BEFORE = pl.col("notified_on") <= pl.col("arrangement_from")
_TOLD_AFTER = (pl.col("notified_on") > pl.col("arrangement_from")) | pl.col("notified_on").is_null()


def _regulation(reference: str, *, checked: str = "", note: str = "") -> Basis:
    title = "Children (Private Arrangements for Fostering) Regulations 2005 (SI 2005/1533)"
    return Basis("regulation", title, reference, checked, note)


def _from_notice(met: str, content: tuple[str, ...] = (), where: pl.Expr | None = None) -> Row:
    return Row(
        _TABLE,
        "notified_on",
        met,
        "arrangement_to",
        where=where,
        by=("arrangement_from",),
        because=ENDED,
        content=content,
    )


_NOTICE = Row(_TABLE, "arrangement_from", "notified_on", content=())
_FIRST = _from_notice("first_visit_on", ("child_seen_alone",), _TOLD_BEFORE)
_FIRST_EXISTING = _from_notice("first_visit_on", ("child_seen_alone",), _TOLD_AFTER)
_SUITABLE = _from_notice("suitability_decision_on", ("suitability",))
_CHECKS = _from_notice("dbs_all_adults_on")
_CHANGE = Row(
    _TABLE,
    "arrangement_to",
    "end_notified_on",
    where=pl.col("arrangement_to").is_not_null(),
    by=("arrangement_from",),
    content=(),
)

PF_NOTICE_BEFORE = Duty(
    id="pf_notice_before",
    title="Notice of a private fostering arrangement before it begins",
    area="private fostering",
    owed_to=_NOTICE.owed,
    met_by=_NOTICE.done,
    within=weeks(6),
    before=True,
    notice_days=183,
    needs=(_TABLE,),
    shows=REGISTER_ONLY,
    basis=(_regulation("reg 3(1)", checked="the explanatory note, legislation.gov.uk, 25 November 2026"),),
    valid_from=IN_FORCE,
    answers=("¶13",),
    accountable="carer",
    note=(
        "The carer's duty: an authority cannot fail it, but sees how late it is told. Where an arrangement "
        "is made within six weeks of its start, notice at once is enough; no register says when it was "
        "made."
    ),
)

PF_INITIAL_VISIT = Duty(
    id="pf_initial_visit",
    title="First visit to a proposed private fostering arrangement",
    area="private fostering",
    owed_to=_FIRST.owed,
    met_by=_FIRST.done,
    within=working_days(7),
    needs=(_TABLE,),
    shows=REGISTER_ONLY,
    basis=(
        _regulation(
            "reg 4(1)",
            checked="the regulations as the National Minimum Standards for Private Fostering (2005) "
            "reprint them, "
            "25 November 2026",
        ),
    ),
    valid_from=IN_FORCE,
    excludes=("arrangements that had begun when the authority was told",),
    answers=("¶13",),
    note="7 working days from the authority's receipt of the notice, not one week and not from the start.",
)

PF_INITIAL_VISIT_EXISTING = Duty(
    id="pf_initial_visit_existing",
    title="First visit to a private fostering arrangement found running",
    area="private fostering",
    owed_to=_FIRST_EXISTING.owed,
    met_by=_FIRST_EXISTING.done,
    within=working_days(7),
    needs=(_TABLE,),
    shows=REGISTER_ONLY,
    basis=(_regulation("reg 7(1)", note="taken to be the limit of regulation 4; to be read: reg 7(1)"),),
    valid_from=IN_FORCE,
    excludes=("arrangements of which the authority was told before they began",),
    answers=("¶13",),
)

PF_VISIT = Duty(
    id="pf_visit",
    title="Visits to a privately fostered child",
    area="private fostering",
    owed_to=known_arrangements,
    met_by=VISITS,
    within=weeks(6),
    every=weeks(6),
    then_every=weeks(12),
    needs=("private_fostering_visit", "visit"),
    shows=REGISTER_ONLY,
    basis=(
        _regulation("reg 8(1)(a)", checked=AS_MADE, note="every six weeks in the first year"),
        _regulation("reg 8(1)(b)", checked=AS_MADE, note="then every twelve weeks"),
    ),
    valid_from=IN_FORCE,
    excludes=("children of 16 or over, or of 18 or over with a disability",),
    answers=("¶13",),
    note=(
        "The first year runs from the day the authority became aware (reg 8(6)), not from when the child "
        "moved in. Twelve weeks are 84 days. The interval in force when a visit falls due applies."
    ),
)

PF_ASSESSMENT = Duty(
    id="pf_assessment",
    title="Decision whether a private fostering arrangement is suitable",
    area="private fostering",
    owed_to=_SUITABLE.owed,
    met_by=_SUITABLE.done,
    within=working_days(45),
    needs=(_TABLE,),
    shows=REGISTER_ONLY,
    basis=(local_standard("42 or 45 working days; the regulations set no limit"),),
    answers=("¶13",),
)

PF_DBS = Duty(
    id="pf_dbs",
    title="Criminal record checks of a private fostering household",
    area="private fostering",
    owed_to=_CHECKS.owed,
    met_by=_CHECKS.done,
    within=weeks(8),
    needs=(_TABLE,),
    shows=REGISTER_ONLY,
    basis=(local_standard("no limit in the regulations"),),
    answers=("¶13",),
    note="One day for all adults of the household; until the last check is back it is not met.",
)

PF_CHANGE_NOTICE = Duty(
    id="pf_change_notice",
    title="Notice that a private fostering arrangement ended",
    area="private fostering",
    owed_to=where_filled(_TABLE, "end_notified_on", _CHANGE.owed),
    met_by=_CHANGE.done,
    within=hours(48),
    needs=(_TABLE,),
    shows=REGISTER_ONLY,
    basis=(_regulation("regs 9 and 10", note="48 hours; to be read: regs 9 and 10"),),
    valid_from=IN_FORCE,
    answers=("¶13",),
    accountable="carer",
    note="The carer's duty. Other changes are not in the register; nothing is said where it "
    "never has the day of the notice.",
)
