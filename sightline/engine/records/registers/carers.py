"""Foster carers."""

from sightline.engine.records.columns import Column, Kind, Subject, Table, Type

FOSTER_CARER = Table(
    name="foster_carer",
    title="Foster carers",
    key=("carer_id", "review_due_on"),
    of=(Subject.CARER, "carer_id"),
    starts="review_due_on",
    register=True,
    source="Local register; Fostering Services (England) Regulations 2011 (SI 2011/581) regulation 28",
    columns=(
        Column("carer_id", Type.TEXT, Kind.IDENTITY, "Carer", required=True),
        Column("approved_on", Type.DATE, Kind.DATE, "Approved", expected=True),
        Column("places", Type.INTEGER, Kind.CONTENT, "Places", expected=True),
        Column("places_used", Type.INTEGER, Kind.CONTENT, "Places used", expected=True),
        Column("ages", Type.TEXT, Kind.CONTENT, "Ages"),
        Column(
            "kind",
            Type.TEXT,
            Kind.IDENTITY,
            "Kind of carer",
            expected=True,
            codes=(
                "mainstream",
                "connected",
                "short break",
                "parent and child",
                "early permanence",
                "agency",
            ),
        ),
        Column("review_due_on", Type.DATE, Kind.DATE, "Review due", required=True),
        Column("review_done_on", Type.DATE, Kind.DATE, "Review done"),
        Column("supervising_worker_id", Type.TEXT, Kind.IDENTITY, "Supervising social worker", expected=True),
        Column("unannounced_visit_on", Type.DATE, Kind.DATE, "Last visit without notice"),
        Column("left_on", Type.DATE, Kind.DATE, "Left"),
        Column(
            "left_reason",
            Type.TEXT,
            Kind.IDENTITY,
            "Why they left",
            codes=("retired", "moved agency", "adopted", "deregistered", "personal"),
        ),
        Column(
            "review_outcome",
            Type.TEXT,
            Kind.CONTENT,
            "Outcome of the review",
            codes=("approval continues", "terms changed", "to panel", "terminated"),
        ),
    ),
)

FOSTER_CARER_VISIT = Table(
    name="foster_carer_visit",
    title="Supervision of foster carers and visits without notice",
    key=("carer_id", "kind", "visited_on"),
    of=(Subject.CARER, "carer_id"),
    starts="visited_on",
    register=True,
    source=(
        "Local register; Fostering National Minimum Standards, 2011, standard 21 (at least one "
        "visit a year without notice)"
    ),
    columns=(
        Column("carer_id", Type.TEXT, Kind.IDENTITY, "Carer", required=True),
        Column(
            "kind",
            Type.TEXT,
            Kind.IDENTITY,
            "Kind of visit",
            required=True,
            codes=("supervision", "without notice"),
        ),
        Column("visited_on", Type.DATE, Kind.DATE, "Visited", required=True),
        Column("visited_by", Type.TEXT, Kind.IDENTITY, "Visited by"),
        Column("home_seen", Type.FLAG, Kind.CONTENT, "Home seen"),
        Column("matters", Type.TEXT, Kind.CONTENT, "What was talked about"),
    ),
)
