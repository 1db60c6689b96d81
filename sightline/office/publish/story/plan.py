"""The plan: one action under way, one that has stalled, one that is verified done."""

from datetime import date

from sightline.office.access.models import User
from sightline.office.improvement import actions as plan
from sightline.office.improvement.choosing import suggested, why_suggested
from sightline.office.improvement.figures import Figure
from sightline.office.improvement.models import Action, Evidence, Inspection, Milestone
from sightline.office.publish.story.cast import Cast

IHA = "initial_health_assessment_by_entry"
REFERRAL = "initial_health_referral_timeliness"
INTERVIEW = "return_home_interview_timeliness"


def _action(
    saved: Inspection,
    cast: Cast,
    need: int,
    findings: tuple[int, ...],
    measures: tuple[str, ...],
    words: plan.Intent,
) -> Action:
    answered = saved.paragraphs.filter(number__in=findings)
    return plan.open_action(
        saved.needs.get(number=need),
        words,
        findings=answered,
        measures=measures,
        why=why_suggested(suggested(answered.select_related("inspection"))),
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
        "Every referral stands in the register with its date, so that its five working days can be counted",
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
