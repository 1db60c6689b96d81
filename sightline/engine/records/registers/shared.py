"""What several registers share: how a child is headed in real files, and lists of words."""

CHILD = ("child unique id", "child")
"""Headings under which files carry a child's identifier."""

AGENCIES = (
    "social care",
    "police",
    "health",
    "school",
    "early help",
    "housing",
    "probation",
    "domestic abuse service",
    "drug and alcohol service",
    "other",
)
PERMANENCE_PLANS = (
    "return home",
    "family or connected carer",
    "special guardianship",
    "long-term foster",
    "adoption",
    "child arrangements",
    "residential",
    "independence",
)
GRADES = ("outstanding", "good", "requires improvement", "inadequate")
ALLEGATION_OUTCOMES = ("substantiated", "false", "malicious", "unsubstantiated", "unfounded")
CHALLENGE_OUTCOMES = ("agreed and done", "agreed not done", "not agreed", "escalated", "withdrawn")
