"""National lists of codes with what each means, by the names that the returns give them.

The codes are the Department for Education's; what they mean is said in our own words. Codes no longer in
use are kept, because records of earlier years hold them.
"""

from collections.abc import Mapping

_REFERRAL_SOURCES = {
    "1A": "Family, relative or carer",
    "1B": "Acquaintance",
    "1C": "Self",
    "1D": "Other individual",
    "2A": "School",
    "2B": "Education service",
    "3A": "GP",
    "3B": "Health visitor",
    "3C": "School nurse",
    "3D": "Other primary health",
    "3E": "A&E",
    "3F": "Other health",
    "4": "Housing",
    "5A": "LA social care",
    "5B": "Other LA internal",
    "5C": "Other LA services, external",
    "6": "Police",
    "7": "Other legal agency",
    "8": "Other",
    "9": "Anonymous",
    "10": "Unknown",
    "5D": "LA early help",
}
REFERRAL_SOURCES = tuple(_REFERRAL_SOURCES)
"""Who told the authority of a child (CIN census, ReferralSource)."""


_NEEDS = {
    "N1": "Abuse or neglect (and exploitation, 2026)",
    "N2": "Child disability or illness",
    "N3": "Parent disability or illness",
    "N4": "Family in acute stress",
    "N5": "Family dysfunction",
    "N6": "Socially unacceptable behaviour",
    "N7": "Low income",
    "N8": "Absent parenting",
    "N9": "Not children in need (post-adoption support)",
    "N0": "Not stated",
}
NEEDS = tuple(_NEEDS)
"""Why a child is in need (CIN census, PrimaryNeedCode)."""


_CLOSURE_REASONS = {
    "RC1": "Adopted",
    "RC2": "Died",
    "RC3": "Child arrangements order",
    "RC4": "Special guardianship order",
    "RC5": "Transferred to another LA",
    "RC6": "Transferred to adult social care",
    "RC7": "Ended, any other reason",
    "RC8": "Closed after assessment, no further action",
    "RC9": "Closed after assessment, to early help",
}
CLOSURE_REASONS = tuple(_CLOSURE_REASONS)
"""Why a case was closed (CIN census, ReasonForClosure)."""


_FACTORS = {
    "1A": "Alcohol misuse: child",
    "1B": "Alcohol misuse: parent/carer",
    "1C": "Alcohol misuse: other in household",
    "2A": "Drug misuse: child",
    "2B": "Drug misuse: parent/carer",
    "2C": "Drug misuse: other in household",
    "3A": "Domestic abuse: child",
    "3B": "Domestic abuse: parent/carer",
    "3C": "Domestic abuse: other in household",
    "4A": "Mental health: child",
    "4B": "Mental health: parent/carer",
    "4C": "Mental health: other in household",
    "5A": "Learning disability: child",
    "5B": "Learning disability: parent/carer",
    "5C": "Learning disability: other in household",
    "6A": "Physical disability or illness: child",
    "6B": "Physical disability or illness: parent/carer",
    "6C": "Physical disability or illness: other in household",
    "7A": "Young carer",
    "8B": "Privately fostered: overseas, to return",
    "8C": "Privately fostered: overseas, to stay",
    "8D": "Privately fostered: UK, education placement",
    "8E": "Privately fostered: UK, family arrangement",
    "8F": "Privately fostered: other",
    "9A": "Unaccompanied asylum-seeking child",
    "10A": "Going missing",
    "11A": "Child sexual exploitation",
    "12A": "Trafficking",
    "13A": "Gangs",
    "14A": "Socially unacceptable behaviour",
    "15A": "Self-harm",
    "16A": "Neglect",
    "17A": "Emotional abuse",
    "18A": "Physical abuse (old single code)",
    "19A": "Sexual abuse (old single code)",
    "20": "Other",
    "21": "No factors identified",
    "22A": "Female genital mutilation",
    "23A": "Abuse linked to faith or belief",
    "18B": "Physical abuse by a child",
    "18C": "Physical abuse by an adult",
    "19B": "Sexual abuse by a child",
    "19C": "Sexual abuse by an adult",
    "24A": "Child criminal exploitation",
}
FACTORS = tuple(_FACTORS)
"""What an assessment found (CIN census, AssessmentFactors)."""


_ABUSE_CATEGORIES = {
    "NEG": "Neglect",
    "PHY": "Physical abuse",
    "SAB": "Sexual abuse",
    "EMO": "Emotional abuse",
    "MUL": "More than one",
}
ABUSE_CATEGORIES = tuple(_ABUSE_CATEGORIES)
"""Categories of abuse of a child protection plan (CIN census)."""


_PARTICIPATION = {
    "PN0": "Under 4",
    "PN1": "Attended, spoke for self",
    "PN2": "Attended, advocate spoke",
    "PN3": "Attended, symbolic communication",
    "PN4": "Attended, did not contribute",
    "PN5": "Absent, advocate briefed",
    "PN6": "Absent, views sent by other means",
    "PN7": "Absent, views not conveyed",
}
PARTICIPATION = tuple(_PARTICIPATION)
"""How a child took part in a review (SSDA903, REVIEW_CODE)."""


_LEGAL_STATUSES = {
    "C1": "Interim care order",
    "C2": "Full care order",
    "D1": "Freeing order (obsolete)",
    "E1": "Placement order",
    "V2": "Section 20 single period",
    "V3": "Short breaks, each episode recorded",
    "V4": "Short breaks, agreement recorded",
    "L1": "Police protection in LA accommodation",
    "L2": "Emergency protection order",
    "L3": "Child assessment order in LA accommodation",
    "J1": "Remand to LA or youth detention accommodation",
    "J2": "PACE detention in LA accommodation",
    "J3": "Youth rehabilitation order with residence or fostering",
}
LEGAL_STATUSES = tuple(_LEGAL_STATUSES)
"""Legal statuses (SSDA903, LS)."""


_PLACEMENTS = {
    "A3": "Placed for adoption, consent, with current foster carer",
    "A4": "Placed for adoption, consent, new carer",
    "A5": "Placed for adoption, placement order, with current foster carer",
    "A6": "Placed for adoption, placement order, new carer",
    "H5": "Semi-independent, outside home regulations",
    "K1": "Secure children's home",
    "K2": "Children's home",
    "P1": "With parents or person with PR",
    "P2": "Independent living",
    "P3": "Residential employment",
    "R1": "Residential care home",
    "R2": "NHS or medical/nursing establishment",
    "R3": "Family centre or mother and baby unit",
    "R5": "Young offender institution or prison",
    "S1": "Residential school",
    "T0": "Temporary move, any",
    "T1": "Temporary: hospital",
    "T2": "Temporary: child on holiday",
    "T3": "Temporary: carer on holiday",
    "T4": "Temporary: seven days or less",
    "U1": "Fostering, relative/friend, long term",
    "U2": "Fostering, relative/friend, FFA or concurrent",
    "U3": "Fostering, relative/friend, other",
    "U4": "Fostering, other carer, long term",
    "U5": "Fostering, other carer, FFA or concurrent",
    "U6": "Fostering, other carer, other",
    "Z1": "Other placement (listed on a schedule)",
    "K3": "Supported accommodation (registered, 16+)",
    "Z11": "Other placement",
    "Z12": "Other placement, sub-code 2",
    "Z13": "Other placement, sub-code 3",
    "Z14": "Other placement, sub-code 4",
}
PLACEMENTS = tuple(_PLACEMENTS)
"""Kinds of placement (SSDA903, PLACE)."""


_PREVIOUS_PERMANENCE = {
    "P1": "Adoption",
    "P2": "Special guardianship order",
    "P3": "Residence or child arrangements order",
    "P4": "Not known",
    "Z1": "None previously",
}
PREVIOUS_PERMANENCE = tuple(_PREVIOUS_PERMANENCE)
"""Permanence that broke down before (SSDA903, PREV_PERM)."""


_WORKER_CHANGES = {
    "MANAGE": "Caseload management",
    "FCONTA": "First contact or re-referral",
    "LEFTRL": "Previous worker left role",
    "ORGRST": "Restructure",
    "TSPROC": "Standard transfer process",
    "ABSENC": "Absence cover or return",
    "CHCHAN": "Child asked for change",
    "PCCHAN": "Parent or carer asked for change",
    "SWDIED": "Previous worker died",
    "OTHERS": "Other",
}
WORKER_CHANGES = tuple(_WORKER_CHANGES)
"""Why the worker changed (SSDA903, SW_REASON)."""


_ORG_ROLES = {
    "1": "Senior manager",
    "2": "Middle manager",
    "3": "First-line manager",
    "4": "Senior practitioner",
    "5": "Case holder",
    "6": "Qualified, no cases",
}
ORG_ROLES = tuple(_ORG_ROLES)
"""Roles of social workers (workforce census, OrgRole)."""


_REASONS_FOR_LEAVING = {
    "1": "Resignation",
    "2": "Voluntary redundancy",
    "3": "Compulsory redundancy",
    "4": "Dismissed",
    "5": "Retired",
    "6": "Died",
    "7": "Moved to other social work in the LA",
    "8": "Other",
    "9": "Not known",
    "10": "Not yet collected",
}
REASONS_FOR_LEAVING = tuple(_REASONS_FOR_LEAVING)
"""Why social workers leave (workforce census, ReasonLeave)."""


MEANINGS: Mapping[tuple[str, ...], Mapping[str, str]] = {
    tuple(meanings): meanings
    for meanings in (
        _REFERRAL_SOURCES,
        _NEEDS,
        _CLOSURE_REASONS,
        _FACTORS,
        _ABUSE_CATEGORIES,
        _PARTICIPATION,
        _LEGAL_STATUSES,
        _PLACEMENTS,
        _PREVIOUS_PERMANENCE,
        _WORKER_CHANGES,
        _ORG_ROLES,
        _REASONS_FOR_LEAVING,
    )
}
"""What the codes of a national list mean, by the list."""
