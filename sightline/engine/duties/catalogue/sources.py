"""Law and guidance that several duties rest on, cited once."""

from datetime import date

from sightline.engine.duties.duty import Basis, Shows

CHILDREN_ACT_IN_FORCE = date(1991, 10, 14)
"""The main provisions of the Children Act 1989, parts IV and V among them."""

CARE_PLANNING = "Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959)"
HEALTH_GUIDANCE = "Promoting the health and well-being of looked-after children (DfE and DH, March 2015)"
EDUCATION_GUIDANCE = (
    "Promoting the education of looked-after and previously looked-after children (DfE, February 2018)"
)
MISSING_GUIDANCE = (
    "Statutory guidance on children who run away or go missing from home or care (DfE, January 2014)"
)


AS_MADE = "as made, legislation.gov.uk, 25 November 2026"
AS_AMENDED = "as amended, legislation.gov.uk, 25 November 2026"
AS_MADE_EARLIER = "as made, legislation.gov.uk, 23 November 2026"


def regulation(reference: str, *, checked: str = "", note: str = "") -> Basis:
    """A regulation of the care planning regulations of 2010."""
    return Basis("regulation", CARE_PLANNING, reference, checked, note)


def visits(reference: str, note: str = "") -> Basis:
    """Regulation 28 of the care planning regulations. Only its text of 2010 was read, which holds no longer
    by itself, so no number of it is verified."""
    read = f"{AS_MADE}; to be read: reg 28 since 1 April 2015, when SI 2015/495 amended its Part"
    return regulation(reference, note=f"{note}; {read}" if note else read)


def guidance(title: str, *, checked: str = "", note: str = "") -> Basis:
    """Statutory guidance."""
    return Basis("statutory guidance", title, "", checked, note)


def local_standard(note: str) -> Basis:
    """A number that no law sets: each authority's own, with a usual value as the default."""
    return Basis("local standard", "Local standard", note=note)


EVERY_EVENT = {"ssd": Shows.TIMELINESS, "annex_a": Shows.CURRENCY}
"""The Safeguarding Dataset tells every event; Annex A holds the latest date alone."""

REGISTER_ONLY = {"register": Shows.TIMELINESS}
"""No national return holds it."""
