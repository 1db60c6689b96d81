"""The form of a committee report: its sections, in the order in which members expect them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """One heading of the report, with what belongs under it. ``needed``: a paper is not frozen without it."""

    id: str
    title: str
    hint: str
    needed: bool = True


SECTIONS = (
    Section("summary", "Summary", "What this report says, in a few sentences that stand alone."),
    Section("focus", "The focus for the Panel", "What members are asked to do, question or decide."),
    Section("background", "Background and context", "What was found, when, and what has been done since."),
    Section("figures", "What the record shows", "What members should see in the figures below."),
    Section(
        "consultation", "Consultation", "Who was asked: children, carers, partners. Say so if nobody was."
    ),
    Section("risk", "Risk management implications", "What could go wrong, for whom, and who is watching it."),
    Section("options", "Other options considered", "What else could be done, and why it is not proposed."),
    Section(
        "equality",
        "Equality duty",
        "Which protected characteristics the figures were looked at by, and what was seen.",
    ),
    Section("social_value", "Social value", "What this adds for the community, or that it adds nothing."),
    Section(
        "crime", "Crime and disorder implications", "What bears on crime and disorder, or that nothing does."
    ),
    Section("rights", "Human rights implications", "Which articles are engaged, and how."),
)

TITLES = {section.id: section.title for section in SECTIONS}


def paragraphs(text: str) -> list[str]:
    """A section's text as paragraphs, where a blank line parts them."""
    blocks = text.replace("\r\n", "\n").split("\n\n")
    return [" ".join(block.split()) for block in blocks if block.strip()]
