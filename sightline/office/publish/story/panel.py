"""The Panel: who sits on it, its meetings of June and September, and what it asked."""

from datetime import date

from sightline.engine.authority import Body
from sightline.office.governance import actions as governance
from sightline.office.governance.constitution import Holder
from sightline.office.governance.models import AgendaItem, Meeting, Member
from sightline.office.improvement.models import Evidence, Inspection, Paragraph
from sightline.office.publish.story.cast import Cast
from sightline.office.publish.story.plan import IHA, INTERVIEW

AGREED = "Agreed by the Panel at its meeting of 12 June 2019"
"""The Panel's constitution does not say that it meets in public: it agreed to its minutes being read."""

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
        text="Every referral now stands in the register with its date, and that has been checked: too many "
        "still leave us late. Clinics are the next limit: two more a month are being agreed with the health "
        "trust.",
        evidence=shown,
        by=cast.director,
        on=date(2019, 7, 3),
    )
    governance.say_effect(
        challenge,
        changed=False,
        text="We can see now how late referrals leave. Children are not seen in time: I will ask again.",
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
