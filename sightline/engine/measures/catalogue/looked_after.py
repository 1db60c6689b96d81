"""What leaders ask of children looked after beyond the ordinary: cohorts by the month in which they entered
care."""

from sightline.engine.measures.measure import Counting, Measure

CARE_PLAN_UP_TO_DATE = Measure(
    id="care_plan_up_to_date",
    title="Care plan: up to date",
    question="Of the children in care who have had a review, how many have had a new care plan since?",
    duty="care_plan_current",
    counting=Counting.CURRENCY,
    public="month",
    answers=("¶18", "¶19"),
    definition=(
        "Each child counts once, by the last review held. Left out while the ten working days after it still "
        "run and no new plan has been made."
    ),
)

INITIAL_HEALTH_BY_ENTRY = Measure(
    id="initial_health_assessment_by_entry",
    title="Initial health assessment: on time, by month of entry to care",
    question="Of the children who entered care in a month, how many had this assessment on time?",
    duty="initial_health_assessment",
    counting=Counting.TIMELINESS_BY_ENTRY,
    public="year",
    answers=("¶20", "¶38"),
    definition=(
        "The children are those who entered care in the month; on time is within 20 working days. "
        "Counted once the day it was due has passed; a child who left care before that day is left out."
    ),
)

REVIEW_FIRST_BY_ENTRY = Measure(
    id="review_first_by_entry",
    title="First review: on time, by month of entry to care",
    question="Of the children who entered care in a month, how many had their first review on time?",
    duty="review_first",
    counting=Counting.TIMELINESS_BY_ENTRY,
    definition="The children are those who entered care in the month; on time is within 20 working days.",
)

PEP_INITIAL_BY_ENTRY = Measure(
    id="pep_initial_by_entry",
    title="First personal education plan: on time, by month of entry to care",
    question="Of the school-age children who entered care in a month, how many had their first plan on time?",
    duty="pep_initial",
    counting=Counting.TIMELINESS_BY_ENTRY,
    definition="The children are those who entered care in the month and were of school age.",
)
