"""Children educated at home (inspection of 2019, paragraph 15)."""

from sightline.engine.duties.catalogue.sources import REGISTER_ONLY, local_standard
from sightline.engine.duties.combining import either
from sightline.engine.duties.duty import Basis, Duty, Shows, months, working_days
from sightline.engine.duties.told import Happening, Row, Spell

_TABLE = "home_education"
_ENDED = "Education at home ended"
_CONTENT = ("education_view", "evidence")
_FIRST = Row(_TABLE, "notified_on", "first_contact_on", "ended_on", because=_ENDED, content=_CONTENT)

EHE_INITIAL_CONTACT = Duty(
    id="ehe_initial_contact",
    title="First contact with a family that educates at home",
    area="home education",
    owed_to=_FIRST.owed,
    met_by=_FIRST.done,
    within=working_days(10),
    needs=(_TABLE,),
    shows=REGISTER_ONLY,
    basis=(local_standard("the department's guidance of April 2019 is not statutory"),),
    answers=("¶15",),
    note="Look on the same day at whether the child is known to social care.",
)

EHE_ANNUAL_CONTACT = Duty(
    id="ehe_annual_contact",
    title="Yearly contact with a family that educates at home",
    area="home education",
    owed_to=Spell(_TABLE, "notified_on", "ended_on", because=_ENDED),
    met_by=either(
        Happening(_TABLE, "first_contact_on", content=_CONTENT),
        Happening(_TABLE, "last_seen_on", content=_CONTENT),
    ),
    within=months(12),
    every=months(12),
    needs=(_TABLE,),
    shows={"register": Shows.CURRENCY},
    basis=(
        Basis(
            "local standard",
            "Elective home education: guidance for local authorities (DfE, April 2019)",
            note="ordinarily at least once a year; departmental guidance, not statutory, and not read",
        ),
    ),
    answers=("¶15",),
    note="The register holds the day on which the child was last seen, not every contact.",
)
