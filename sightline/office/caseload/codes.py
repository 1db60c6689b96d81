"""Codes of the SSDA903 return in words: as declared for the record, some of them shorter."""

from sightline.engine.records.codes import LEGAL_STATUSES, MEANINGS, PLACEMENTS

LEGAL_STATUS = {
    **MEANINGS[LEGAL_STATUSES],
    "C1": "Interim care order",
    "C2": "Full care order",
    "D1": "Freeing order",
    "E1": "Placement order",
    "V2": "Accommodated under section 20",
    "V3": "Accommodated under a series of short breaks",
    "V4": "Accommodated under a series of short breaks",
    "J1": "Remanded to local authority accommodation",
    "J2": "Detained under PACE in local authority accommodation",
    "J3": "Sentenced to a youth rehabilitation order with residence",
    "L1": "Police protection in local authority accommodation",
    "L2": "Emergency protection order",
    "L3": "Child assessment order in local authority accommodation",
}

PLACEMENT = {
    **MEANINGS[PLACEMENTS],
    "A3": "Placed for adoption with consent, with the current foster carer",
    "A4": "Placed for adoption with consent, not with the current foster carer",
    "A5": "Placed for adoption under a placement order, with the current foster carer",
    "A6": "Placed for adoption under a placement order, not with the current foster carer",
    "H5": "Semi-independent living, not a children's home",
    "K1": "Secure children's home",
    "K2": "Children's home",
    "P1": "Placed with own parents",
    "P2": "Independent living",
    "P3": "Residential employment",
    "R1": "Residential care home",
    "R2": "NHS or other health establishment",
    "R3": "Family centre or mother and baby unit",
    "R5": "Young offender institution",
    "S1": "Residential school",
    "T0": "Temporary move",
    "U1": "Foster placement with a relative or friend, long term",
    "U2": "Foster placement with a relative or friend who may adopt",
    "U3": "Foster placement with a relative or friend",
    "U4": "Foster placement, long term",
    "U5": "Foster placement with a carer who may adopt",
    "U6": "Foster placement",
    "Z1": "Other placement",
}

MISSING = {"M": "missing", "A": "away without authorisation"}

ENTERED_OR_CHANGED = {
    "S": "started to be looked after",
    "L": "legal status changed",
    "P": "placement and carer changed",
    "T": "placement changed, same carer",
    "B": "legal status, placement and carer changed",
    "U": "legal status and placement changed, same carer",
}


def in_words(codes: dict[str, str], code: str | None) -> str:
    """What a code means, with the code; the code alone where it is not known; nothing for nothing."""
    if not code:
        return ""
    return f"{codes[code]} ({code})" if code in codes else code
