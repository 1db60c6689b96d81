"""The demonstration's story, told through the actions: an inspection answered in part, and a Panel that asks.

Everyone in it is made up. Some links are left broken on purpose, so that a break can be seen: a finding
without an action, a stalled action, evidence nobody has checked, an empty seat, a challenge past its date.
"""

from dataclasses import dataclass
from datetime import date

from sightline.engine.authority import Body
from sightline.office.access.models import User
from sightline.office.governance import actions as governance
from sightline.office.governance.constitution import Holder
from sightline.office.governance.models import AgendaItem, Meeting, Member
from sightline.office.improvement import actions as plan
from sightline.office.improvement.figures import Figure
from sightline.office.improvement.inspections import from_facts, save_inspection
from sightline.office.improvement.models import Action, Evidence, Inspection, Milestone, Paragraph

AGREED = "Agreed by the Panel at its meeting of 12 June 2019"
"""The Panel's constitution does not say that it meets in public: it agreed to its minutes being read."""

IHA = "initial_health_assessment_by_entry"
REFERRAL = "initial_health_referral_timeliness"
INTERVIEW = "return_home_interview_timeliness"


@dataclass(frozen=True)
class Cast:
    """Who does what in the story: one account of each role."""

    lead: User
    clerk: User
    councillor: User
    director: User
    performance: User
    manager: User


KINDS = {12: "mixed", 20: "weakness", 21: "weakness", 34: "weakness", 35: "weakness", 36: "weakness"} | {
    37: "strength",
    38: "weakness",
    42: "weakness",
    45: "strength",
}

LINKS = (
    (
        20,
        12,
        "Health colleagues assess after our consent and referral: neither side can mend it alone.",
    ),
    (20, 4, "A care plan made before a child's health is known leaves out what matters."),
    (
        38,
        11,
        "It describes the Panel itself: who is missing from it, and what it knew without changing anything.",
    ),
    (12, 5, "Interviews are recorded too thinly to be used."),
    (36, 5, "Forms that hold only dates are the recording that this need is about."),
    (35, 9, "Audits are too few and their actions were not followed through."),
)

COUNCILLORS = (
    ("Cllr Rosalind Achterberg", ("select committee member",), True),
    ("Cllr Marcus Penfold", ("minority group member", "select committee member"), False),
    ("Cllr Imogen Strand", ("foster or adoption panel member",), False),
    ("Cllr Dhruv Kallan", (), False),
    ("Cllr Winifred Oakes", (), False),
)
OTHERS = (
    ("designated-nurse", "Sister Helen Marsh"),
    ("iro", "Adaeze Thorne"),
    ("foster-carer", "Colin Weatherby"),
    ("foster-carer-association", "Patricia Lund"),
    ("children-in-care-council", "A member of the Children in Care Council"),
)
SEATED = date(2019, 4, 5)


def inspection(cast: Cast) -> Inspection:
    """The inspection of 2019, judged and linked by the improvement lead."""
    saved = save_inspection(from_facts("west_sussex_2019"), by=cast.lead, on=date(2019, 5, 9))
    paragraphs = {one.number: one for one in saved.paragraphs.all()}
    needs = {one.number: one for one in saved.needs.all()}
    for number, kind in KINDS.items():
        plan.judge_paragraph(paragraphs[number], kind, version=1, by=cast.lead, on=date(2019, 5, 13))
    for number, need, reason in LINKS:
        plan.link_need(paragraphs[number], needs[need], reason=reason, by=cast.lead, on=date(2019, 5, 14))
    return saved


def _action(
    saved: Inspection,
    cast: Cast,
    need: int,
    findings: tuple[int, ...],
    measures: tuple[str, ...],
    words: plan.Intent,
) -> Action:
    return plan.open_action(
        saved.needs.get(number=need),
        words,
        findings=saved.paragraphs.filter(number__in=findings),
        measures=measures,
        by=cast.lead,
        on=date(2019, 5, 20),
    )


def _step(action: Action, text: str, due_on: date, by: User) -> Milestone:
    return plan.add_milestone(action, text=text, due_on=due_on, by=by, on=date(2019, 5, 20))


def health_action(saved: Inspection, cast: Cast, figure: Figure | None) -> Evidence:
    """The action on initial health assessments: one check done, one waiting, one step still to come."""
    words = plan.Intent(
        "Initial health assessments within 20 working days",
        "A child's health is understood before the first care plan is settled.",
        cast.manager,
        date(2019, 12, 31),
    )
    action = _action(saved, cast, 12, (20,), (IHA, REFERRAL), words)
    first = _step(
        action,
        "Consent and referral leave us within five working days of a child coming into care",
        date(2019, 6, 28),
        cast.lead,
    )
    second = _step(
        action, "Two more clinics a month agreed with the health trust", date(2019, 10, 15), cast.lead
    )
    _step(action, "Nine in ten assessments on time, three months running", date(2019, 12, 31), cast.lead)
    plan.say_done(first, by=cast.manager, on=date(2019, 6, 27))
    shown = plan.add_evidence(
        first,
        kind="figure" if figure else "note",
        text="Referrals in the month, from the health assessments register: how many left us in time",
        figure=figure,
        by=cast.performance,
        on=date(2019, 7, 1),
    )
    note = "Read ten referrals against the register with the health team: the dates agree."
    plan.verify(shown, accepted=True, note=note, by=cast.lead, on=date(2019, 7, 2))
    plan.say_done(second, by=cast.manager, on=date(2019, 9, 2))
    plan.add_evidence(
        second,
        kind="file",
        text="Letter from the health trust that confirms the clinics, 2 September 2019",
        by=cast.manager,
        on=date(2019, 9, 4),
    )
    return shown


def other_actions(saved: Inspection, cast: Cast) -> None:
    """One action that has stalled, and one that is verified done."""
    _stalled(saved, cast)
    _verified(saved, cast)


def _stalled(saved: Inspection, cast: Cast) -> None:
    """Return interviews: evidence that was refused, and a due date that was moved."""
    stalled = _action(
        saved,
        cast,
        5,
        (12, 36),
        (INTERVIEW,),
        plan.Intent(
            "Return interviews with their content, not only their dates",
            "What a child says after being missing is used to keep them safe.",
            cast.manager,
            date(2019, 9, 13),
        ),
    )
    rewritten = _step(
        stalled, "The form asks for what the child said and what follows", date(2019, 7, 12), cast.lead
    )
    _step(stalled, "Team managers read every interview within a week", date(2019, 8, 30), cast.lead)
    plan.say_done(rewritten, by=cast.manager, on=date(2019, 7, 10))
    shown = plan.add_evidence(
        rewritten,
        kind="file",
        text="The new form, in use from 8 July 2019",
        by=cast.manager,
        on=date(2019, 7, 15),
    )
    refused = "Three of five forms looked at hold only dates: the new form is not in use everywhere."
    plan.verify(shown, accepted=False, note=refused, by=cast.performance, on=date(2019, 7, 22))
    plan.move_due_date(
        stalled,
        date(2019, 9, 27),
        reason="Training put back to September",
        version=1,
        by=cast.lead,
        on=date(2019, 8, 5),
    )


def _verified(saved: Inspection, cast: Cast) -> None:
    """Audit actions: evidence that a second person accepted."""
    done = _action(
        saved,
        cast,
        9,
        (35,),
        (),
        plan.Intent(
            "Every audit finding becomes an action with a date",
            "What an audit finds is put right for that child.",
            cast.director,
            date(2019, 7, 31),
        ),
    )
    tracked = _step(
        done,
        "A register of audit actions, read by the leadership team each fortnight",
        date(2019, 6, 30),
        cast.lead,
    )
    plan.say_done(tracked, by=cast.director, on=date(2019, 6, 24))
    register = plan.add_evidence(
        tracked, kind="file", text="Register of audit actions, first month", by=cast.lead, on=date(2019, 7, 1)
    )
    note = "Followed eight actions from the register to the child's record: all eight are there."
    plan.verify(register, accepted=True, note=note, by=cast.performance, on=date(2019, 7, 9))


def panel(body: Body, cast: Cast) -> list[Member]:
    """The people in the Panel's seats. The care leaver's seat is empty, and housing has none."""
    name = cast.councillor.get_full_name() or "Cllr Tamsin Reeve"
    mine = Holder(name, "county-councillor", SEATED)
    members = [governance.take_seat(body, mine, user=cast.councillor, by=cast.clerk, on=SEATED)]
    for who, attributes, chair in COUNCILLORS:
        holder = Holder(who, "county-councillor", SEATED, None, attributes, chair)
        members.append(governance.take_seat(body, holder, by=cast.clerk, on=SEATED))
    for seat, who in OTHERS:
        members.append(governance.take_seat(body, Holder(who, seat, SEATED), by=cast.clerk, on=SEATED))
    return members


def june(body: Body, saved: Inspection, members: list[Member], cast: Cast, shown: Evidence) -> Meeting:
    """The meeting of June, a challenge about initial health assessments, and its late answer."""
    finding = {one.number: one for one in saved.paragraphs.filter(number__in=(20, 38))}
    meeting, item = _june_meeting(body, finding, cast)
    governance.hold_meeting(
        meeting,
        version=1,
        present=[*members[:4], *members[6:9], members[10]],
        outcomes={
            1: "The Panel asked for a partner seat for housing to be put to the Council.",
            2: "The Panel was not assured. A challenge was put to the Director.",
            3: "The Children in Care Council will bring its own wording to the next meeting.",
        },
        by=cast.clerk,
        on=date(2019, 6, 13),
    )
    governance.publish_minutes(body, meeting, version=2, agreed=AGREED, by=cast.clerk, on=date(2019, 6, 19))
    _june_challenge(body, finding[20], item, cast, shown)
    return meeting


def _june_meeting(body: Body, finding: dict[int, Paragraph], cast: Cast) -> tuple[Meeting, AgendaItem]:
    """The meeting with its agenda, and the item about initial health assessments."""
    meeting = governance.plan_meeting(
        body,
        title="Corporate Parenting Panel",
        held_on=date(2019, 6, 12),
        place="County Hall, Chichester",
        by=cast.clerk,
        on=date(2019, 5, 22),
    )
    add = governance.add_item
    add(
        meeting,
        title="What the inspection said of the Panel",
        terms=[1],
        findings=[finding[38]],
        by=cast.clerk,
        on=date(2019, 5, 22),
    )
    item = add(
        meeting,
        title="Initial health assessments",
        terms=[1, 12],
        findings=[finding[20]],
        by=cast.clerk,
        on=date(2019, 5, 22),
    )
    add(
        meeting,
        title="The Pledge: what children asked us to change",
        terms=[3, 9],
        by=cast.clerk,
        on=date(2019, 5, 22),
    )
    return meeting, item


def _june_challenge(body: Body, finding: Paragraph, item: AgendaItem, cast: Cast, shown: Evidence) -> None:
    """What a councillor asked, the answer that came late, and what came of it."""
    challenge = governance.ask(
        body,
        question="What will be different by September for a child who comes into care now and waits for "
        "a health assessment?",
        asked_of=cast.director,
        finding=finding,
        measure=IHA,
        item=item,
        by=cast.councillor,
        on=date(2019, 6, 12),
    )
    governance.answer(
        challenge,
        text="Referrals now leave us within five working days, and that has been checked. Clinics are the "
        "next limit: two more a month are being agreed with the health trust.",
        evidence=shown,
        by=cast.director,
        on=date(2019, 7, 3),
    )
    governance.say_effect(
        challenge,
        changed=False,
        text="Referrals are quicker. Children are not seen in time: I will ask again.",
        by=cast.councillor,
        on=date(2019, 9, 18),
    )


def september(body: Body, saved: Inspection, members: list[Member], cast: Cast) -> Meeting:
    """The meeting of September, recorded once its paper is out, and a challenge nobody has answered."""
    planned = governance.plan_meeting(
        body,
        title="Corporate Parenting Panel",
        held_on=date(2019, 9, 18),
        place="County Hall, Chichester",
        by=cast.clerk,
        on=date(2019, 6, 20),
    )
    governance.add_item(
        planned,
        title="Initial health assessments: what the record shows",
        terms=[1, 12],
        findings=[saved.paragraphs.get(number=20)],
        by=cast.clerk,
        on=date(2019, 8, 28),
    )
    governance.hold_meeting(
        planned,
        version=1,
        present=[*members[:5], members[6], members[8]],
        outcomes={1: "The Panel noted quicker referrals, and asked for the clinics' effect in December."},
        by=cast.clerk,
        on=date(2019, 9, 19),
    )
    governance.publish_minutes(body, planned, version=2, agreed=AGREED, by=cast.clerk, on=date(2019, 9, 25))
    governance.ask(
        body,
        question="How many return interviews since the new form say what the child told us?",
        asked_of=cast.director,
        finding=saved.paragraphs.get(number=36),
        measure=INTERVIEW,
        by=cast.councillor,
        on=date(2019, 9, 4),
    )
    governance.plan_meeting(
        body,
        title="Corporate Parenting Panel",
        held_on=date(2019, 12, 11),
        place="County Hall, Chichester",
        by=cast.clerk,
        on=date(2019, 9, 19),
    )
    return planned
