"""What the doctor found, and what to do about it."""

from dataclasses import asdict, dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a finding matters."""

    SOUND = "sound"
    NOTE = "note"  # a person should know; figures are right
    WRONG = "wrong"  # something does not work, or figures cannot be relied on


@dataclass(frozen=True)
class Finding:
    """One thing looked at. ``do`` says what to do where it is not sound."""

    part: str
    level: Level
    said: str
    do: str = ""

    def __post_init__(self) -> None:
        if self.level is not Level.SOUND and not self.do:
            raise ValueError(f"{self.part}: a finding that is not sound says what to do")

    def as_dict(self) -> dict[str, str]:
        """Plain values, for JSON."""
        return asdict(self)


def sound(part: str, said: str) -> Finding:
    """Nothing to do."""
    return Finding(part, Level.SOUND, said)


def note(part: str, said: str, do: str) -> Finding:
    """Something to know."""
    return Finding(part, Level.NOTE, said, do)


def wrong(part: str, said: str, do: str) -> Finding:
    """Something to mend."""
    return Finding(part, Level.WRONG, said, do)


def some(names: list[str], most: int = 5) -> str:
    """The first few names, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more:,} more" if more > 0 else "")
