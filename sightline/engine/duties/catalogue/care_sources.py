"""Law and guidance on placements, reviewing, adoption and fostering, cited once."""

from sightline.engine.duties.duty import Basis, Shows

ADOPTION_AGENCIES = "Adoption Agencies Regulations 2005 (SI 2005/389)"
ADOPTION_GUIDANCE = "Adoption statutory guidance (DfE, July 2013)"
ADOPTION_STANDARDS = "Adoption: National Minimum Standards (DfE, 2014)"
FOSTERING = "Fostering Services (England) Regulations 2011 (SI 2011/581)"
FOSTERING_STANDARDS = "Fostering Services: National Minimum Standards (DfE, 2011)"
HOMES = "Children's Homes (England) Regulations 2015 (SI 2015/541)"
IRO_HANDBOOK = "IRO Handbook (DCSF, 2010)"
SECURE = "Children (Secure Accommodation) Regulations 1991 (SI 1991/1505)"
NOT_READ = "the number is as it is commonly given; to be read there"

SSD_OR_LIST = {"ssd": Shows.TIMELINESS, "annex_a": Shows.CURRENCY}
NO_SHORT_BREAKS = ("short breaks (V3, V4)",)


def adoption_regulation(reference: str, *, checked: str = "", note: str = "") -> Basis:
    """A regulation of the adoption agencies regulations of 2005."""
    return Basis("regulation", ADOPTION_AGENCIES, reference, checked, note)


def not_read(kind: str, title: str, reference: str = "", note: str = NOT_READ) -> Basis:
    """Law or guidance whose number was not read at its source."""
    return Basis(kind, title, reference, note=note)
