"""A thread as it is drawn: strands of stages of cards. A stage without any is a break, said in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from sightline.office.lens.charts import Trend


@dataclass(frozen=True)
class Card:
    """One thing on the thread. ``href`` is the next step down; ``broken`` says that something is missing."""

    text: str
    href: str = ""
    tag: str = ""
    detail: str = ""
    broken: bool = False
    good: bool = False
    said: str = ""
    """The break in words, where the card's own text does not say it."""
    spark: Trend | None = None
    """A line of the figure over time, drawn small."""

    @property
    def break_words(self) -> str:
        """The break as the list of breaks tells it."""
        return self.said or self.text


@dataclass(frozen=True)
class Stage:
    """One link of a strand: a kind of thing, and those that there are. ``missing``: there are none."""

    title: str
    cards: tuple[Card, ...]
    missing: bool = False

    @property
    def broken(self) -> bool:
        """The thread stops here, or part of it does."""
        return any(card.broken for card in self.cards)


Strand = tuple[Stage, ...]


@dataclass(frozen=True)
class Lane:
    """Strands that answer one question about a finding."""

    title: str
    strands: tuple[Strand, ...]

    @property
    def breaks(self) -> tuple[str, ...]:
        """Every break in it, in words."""
        found = (
            card.break_words
            for strand in self.strands
            for stage in strand
            for card in stage.cards
            if card.broken
        )
        return tuple(dict.fromkeys(found))


def stage(title: str, cards: Iterable[Card], missing: str) -> Stage:
    """A stage with its cards, or the break that stands in their place."""
    found = tuple(cards)
    return Stage(title, found or (Card(missing, broken=True),), missing=not found)


def unbroken(stages: Iterable[Stage]) -> Strand:
    """The strand as far as it holds: up to and with the first stage where there is nothing."""
    kept = []
    for one in stages:
        kept.append(one)
        if one.missing:
            break
    return tuple(kept)
