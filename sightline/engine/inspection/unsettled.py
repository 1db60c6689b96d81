"""What the reader leaves for a person."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Unsettled:
    """One matter to settle.

    ``what``: judgement, need, paragraph or date. ``found``: what was found and what to do.
    """

    what: str
    page: int
    found: str
