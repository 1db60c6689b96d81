"""The steps that prepare a young person for leaving care (inspection of 2019, paragraphs 30 and 31)."""

from datetime import date

from sightline.engine.duties import leaving_care
from sightline.engine.duties.catalogue.accommodation_leavers import CARE_LEAVERS
from sightline.engine.duties.catalogue.sources import AS_AMENDED, REGISTER_ONLY, local_standard, regulation
from sightline.engine.duties.duty import Basis, Duty, Shows, days, months, weeks, working_days

_NEEDS = ("leaving_care_step",)
_THIRTEEN_WEEKS = ("children not looked after for 13 weeks in all since 14",)

NEEDS_ASSESSMENT_ELIGIBLE = Duty(
    id="needs_assessment_eligible",
    title="Assessment of needs for leaving care",
    area="care leavers",
    owed_to=leaving_care.eligible,
    met_by=leaving_care.step("needs assessment"),
    within=months(3),
    needs=_NEEDS,
    shows=REGISTER_ONLY,
    basis=(
        regulation(
            "reg 42(1)",
            checked=AS_AMENDED,
            note="three months after the sixteenth birthday or becoming eligible",
        ),
    ),
    valid_from=date(2011, 4, 1),
    excludes=_THIRTEEN_WEEKS,
    answers=("¶31",),
    note="The start is computed: 13 weeks in all since 14, and looked after at 16 or over.",
)

NEEDS_ASSESSMENT_RELEVANT = Duty(
    id="needs_assessment_relevant",
    title="Assessment of needs of a relevant child",
    area="care leavers",
    owed_to=leaving_care.relevant_not_assessed,
    met_by=leaving_care.step("needs assessment"),
    within=months(3),
    needs=_NEEDS,
    shows=REGISTER_ONLY,
    basis=(Basis("regulation", CARE_LEAVERS, "reg 5", note="three months; to be read: reg 5"),),
    valid_from=date(2011, 4, 1),
    excludes=("children assessed while they were looked after", "18 and over"),
    answers=("¶31",),
    note=(
        "A child who lived with a parent for six months is no longer relevant: the record does not tell "
        "this, so a return home is counted."
    ),
)

PATHWAY_PLAN_BEFORE_LEAVING = Duty(
    id="pathway_plan_before_leaving",
    title="Pathway plan agreed before leaving care",
    area="care leavers",
    owed_to=leaving_care.leaving_eligible,
    met_by=leaving_care.step("pathway plan"),
    within=days(0),
    lookback_days=800,
    needs=_NEEDS,
    shows=REGISTER_ONLY,
    basis=(
        Basis(
            "statute",
            "Children Act 1989",
            "Schedule 2 paragraph 19B; section 23E",
            note="to be read: Schedule 2 paragraph 19B, and section 23E",
        ),
    ),
    valid_from=date(2011, 4, 1),
    excludes=_THIRTEEN_WEEKS,
    answers=("¶31",),
    note="Judged once care has ended. A plan agreed up to 800 days before counts: plans begin at 16.",
)

ADVISER_APPOINTED = Duty(
    id="pa_appointed",
    title="Personal adviser appointed",
    area="care leavers",
    owed_to=leaving_care.eligible,
    met_by=leaving_care.advisers,
    within=months(3),
    lookback_days=366,
    needs=("ssd_involvements", "leaving_care_step"),
    shows={"ssd": Shows.TIMELINESS, "register": Shows.TIMELINESS},
    basis=(
        local_standard("Children Act 1989, Schedule 2 paragraph 19C sets no number; three months is usual"),
    ),
    valid_from=date(2011, 4, 1),
    excludes=_THIRTEEN_WEEKS,
    answers=("¶30",),
    note="An adviser whom the list of care leavers names without a day cannot be told to be in time.",
)

IN_TOUCH = Duty(
    id="care_leaver_in_touch",
    title="In touch with the care leaver",
    area="care leavers",
    owed_to=leaving_care.listed_leavers,
    met_by=leaving_care.contacts,
    within=weeks(8),
    every=weeks(8),
    needs=("ssd_care_leavers", "adviser_contact"),
    shows={"register": Shows.TIMELINESS, "ssd": Shows.CURRENCY, "annex_a": Shows.CURRENCY},
    basis=(
        local_standard("eight weeks is usual; the SSDA903 asks only about the time around each birthday"),
    ),
    valid_from=date(2011, 4, 1),
    excludes=("who died, returned home, refuses or no longer needs contact", "25 and over"),
    answers=("¶30",),
    note="Only who is on the list of care leavers. A try that did not reach them is no contact.",
)

RESPONSE_FROM_21 = Duty(
    id="care_leaver_21_25_response",
    title="Answer to a care leaver of 21 or over who asks for support",
    area="care leavers",
    owed_to=leaving_care.ASKED_FROM_21.owed,
    met_by=leaving_care.ASKED_FROM_21.done,
    within=working_days(10),
    needs=_NEEDS,
    shows=REGISTER_ONLY,
    basis=(
        local_standard("Children Act 1989, section 23CZB sets no number; ten working days is the default"),
    ),
    valid_from=date(2018, 4, 1),
    answers=("¶30",),
)

STAYING_PUT = Duty(
    id="staying_put_plan",
    title="Staying put arrangement agreed before 18",
    area="care leavers",
    owed_to=leaving_care.fostered_to_18,
    met_by=leaving_care.step("staying put"),
    within=days(0),
    before=True,
    notice_days=182,
    lookback_days=730,
    needs=_NEEDS,
    shows=REGISTER_ONLY,
    basis=(
        Basis(
            "statute",
            "Children Act 1989",
            "section 23CZA",
            AS_AMENDED,
            note="support while a former relevant child lives on with the foster carer; it sets no day",
        ),
        local_standard("agreed before 18, so that nobody has to leave first"),
    ),
    valid_from=date(2014, 5, 13),
    excludes=("children not in a foster placement", "children who leave care before 18", *_THIRTEEN_WEEKS),
    answers=("¶30",),
    note="Declined is counted on its own.",
)

HOUSING_PLAN = Duty(
    id="adult_move_on",
    title="Housing plan agreed six months before 18",
    area="care leavers",
    owed_to=leaving_care.reaching_18,
    met_by=leaving_care.step("housing plan"),
    within=months(6),
    before=True,
    notice_days=366,
    lookback_days=730,
    needs=_NEEDS,
    shows=REGISTER_ONLY,
    basis=(local_standard("a joint housing protocol; six months before the birthday is the default"),),
    valid_from=date(2011, 4, 1),
    excludes=_THIRTEEN_WEEKS,
    answers=("¶30", "¶38"),
    accountable="authority and housing",
    note="What is offered differs by district: the register of homes and the offer hold the district.",
)
