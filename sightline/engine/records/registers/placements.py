"""Plans, notices and approvals of placements, secure accommodation, custody, children's homes, transfers."""

from sightline.engine.records.columns import Column, Kind, Subject, Table, Type
from sightline.engine.records.registers.shared import CHILD

PLACEMENT_ARRANGEMENT = Table(
    name="placement_arrangement",
    title="Plans, notices and approvals of placements",
    key=("child_id", "placed_on"),
    person="child_id",
    starts="placed_on",
    register=True,
    source=(
        "Local register; Care Planning, Placement and Case Review (England) Regulations 2010 (SI "
        "2010/959) regulations 9, 11 and 13"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("placed_on", Type.DATE, Kind.DATE, "Placed", required=True),
        Column("planned", Type.FLAG, Kind.IDENTITY, "Planned beforehand", expected=True),
        Column(
            "whereabouts",
            Type.TEXT,
            Kind.IDENTITY,
            "Where the placement is",
            expected=True,
            codes=("inside the area", "adjoining area", "at a distance"),
        ),
        Column("plan_agreed_on", Type.DATE, Kind.DATE, "Placement plan agreed"),
        Column("plan_signed", Type.FLAG, Kind.CONTENT, "Placement plan signed by those it binds"),
        Column("notices_sent_on", Type.DATE, Kind.DATE, "Family, health and school told in writing"),
        Column("area_authority_told_on", Type.DATE, Kind.DATE, "Authority of the area told in writing"),
        Column(
            "approved_by",
            Type.TEXT,
            Kind.IDENTITY,
            "Placement approved by",
            codes=("team manager", "nominated officer", "director of children's services"),
        ),
        Column("approved_on", Type.DATE, Kind.DATE, "Placement approved"),
        Column("why_suitable", Type.TEXT, Kind.CONTENT, "Why the placement suits the child"),
        Column(
            "fewer_visits_agreed_on",
            Type.DATE,
            Kind.DATE,
            "Child agreed to fewer visits",
            note="a child settled in long-term fostering may agree to a visit every six months",
        ),
    ),
)

CUSTODY = Table(
    name="custody",
    title="Looked-after children who were detained",
    key=("child_id", "detained_on"),
    person="child_id",
    starts="detained_on",
    ends="released_on",
    register=True,
    source=(
        "Local register; Visits to Former Looked After Children in Detention (England) Regulations "
        "2010 (SI 2010/2797) regulation 4 (not verified)"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("detained_on", Type.DATE, Kind.DATE, "Detained", required=True),
        Column(
            "standing",
            Type.TEXT,
            Kind.IDENTITY,
            "Standing while detained",
            expected=True,
            codes=("still looked after", "no longer looked after", "relevant child"),
        ),
        Column("visited_on", Type.DATE, Kind.DATE, "First visit in detention"),
        Column("needs_found", Type.TEXT, Kind.CONTENT, "Needs found at the visit"),
        Column("released_on", Type.DATE, Kind.DATE, "Released"),
    ),
)

SECURE_STAY = Table(
    name="secure_stay",
    title="Stays in secure accommodation",
    key=("child_id", "locked_from"),
    person="child_id",
    starts="locked_from",
    ends="locked_until",
    register=True,
    source=(
        "Local register; Children (Secure Accommodation) Regulations 1991 (SI 1991/1505) "
        "regulations 10 and 15 (not verified)"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("locked_from", Type.DATETIME, Kind.DATE, "Placed in secure accommodation", required=True),
        Column("order_made_at", Type.DATETIME, Kind.DATE, "Secure order made"),
        Column("locked_until", Type.DATETIME, Kind.DATE, "Left secure accommodation"),
        Column("grounds", Type.TEXT, Kind.CONTENT, "Grounds for keeping the child secure"),
    ),
)

SECURE_REVIEW = Table(
    name="secure_review",
    title="Reviews of secure accommodation",
    key=("child_id", "secure_review_on"),
    person="child_id",
    starts="secure_review_on",
    register=True,
    source=(
        "Local register; Children (Secure Accommodation) Regulations 1991 (SI 1991/1505) "
        "regulation 15 (not verified)"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("secure_review_on", Type.DATE, Kind.DATE, "Secure review held", required=True),
        Column("reviewers", Type.INTEGER, Kind.CONTENT, "People who reviewed it", note="three are needed"),
        Column("grounds_still_met", Type.FLAG, Kind.CONTENT, "Grounds still met"),
    ),
)

CHILDRENS_HOME = Table(
    name="childrens_home",
    title="The authority's own children's homes",
    key=("home_urn",),
    of=(Subject.HOME, "home_urn"),
    register=True,
    source="Local register; Children's Homes (England) Regulations 2015 (SI 2015/541) (not verified)",
    columns=(
        Column("home_urn", Type.TEXT, Kind.IDENTITY, "Children's home", required=True),
        Column("opened_on", Type.DATE, Kind.DATE, "Home opened", expected=True),
        Column("closed_on", Type.DATE, Kind.DATE, "Home closed"),
        Column("beds", Type.INTEGER, Kind.CONTENT, "Beds in the home"),
    ),
)

CHILDRENS_HOME_CHECK = Table(
    name="childrens_home_check",
    title="Independent visits and quality reviews of children's homes",
    key=("home_urn", "check", "checked_on"),
    of=(Subject.HOME, "home_urn"),
    starts="checked_on",
    register=True,
    source=(
        "Local register; Children's Homes (England) Regulations 2015 (SI 2015/541) regulations 44 "
        "and 45 (not verified)"
    ),
    columns=(
        Column("home_urn", Type.TEXT, Kind.IDENTITY, "Children's home", required=True),
        Column(
            "check",
            Type.TEXT,
            Kind.IDENTITY,
            "Kind of check on the home",
            required=True,
            codes=("independent person's visit", "quality of care review"),
        ),
        Column("checked_on", Type.DATE, Kind.DATE, "Home checked", required=True),
        Column("children_spoken_to", Type.INTEGER, Kind.CONTENT, "Children spoken to"),
        Column("report_findings", Type.TEXT, Kind.CONTENT, "What the report on the home found"),
    ),
)

ASYLUM_TRANSFER = Table(
    name="asylum_transfer",
    title="Transfers of unaccompanied children between authorities",
    key=("child_id", "scheme_referral_on"),
    person="child_id",
    starts="scheme_referral_on",
    ends="transferred_on",
    register=True,
    source="Local register; National Transfer Scheme protocol, version 7.0, 2025 (number not verified)",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("scheme_referral_on", Type.DATE, Kind.DATE, "Referred to the transfer scheme", required=True),
        Column("accepted_into_scheme_on", Type.DATE, Kind.DATE, "Accepted into the transfer scheme"),
        Column("transferred_on", Type.DATE, Kind.DATE, "Transferred to the other authority"),
        Column("receiving_authority", Type.TEXT, Kind.IDENTITY, "Receiving authority"),
        Column("withdrawn_on", Type.DATE, Kind.DATE, "Withdrawn from the scheme"),
        Column("reason_not_transferred", Type.TEXT, Kind.CONTENT, "Reason if not transferred"),
    ),
)
