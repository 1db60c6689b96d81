"""Headings as people write them: case, spaces, punctuation and curly quotes do not matter."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_LONG_ENOUGH = 5


@lru_cache(maxsize=4096)
def plain(heading: str) -> str:
    """A heading without case, accents, spaces or punctuation, so that people's ways of writing it agree."""
    folded = unicodedata.normalize("NFKD", heading).casefold()
    return _NOT_WORD.sub("", folded)


@dataclass(frozen=True)
class Positions:
    """Where each wanted column stands: name to position; and the heading of those found otherwise.

    ``by_alias``: under another of its names. ``by_slip``: under its name with one slip of the pen.
    """

    at: dict[str, int]
    by_alias: dict[str, str]
    by_slip: dict[str, str]


def positions(headings: Sequence[str], wanted: Mapping[str, Iterable[str]]) -> Positions:
    """Where each wanted column stands among ``headings``; ``wanted`` maps a name to its aliases.

    The first of two equal headings counts. A name that no heading matches is looked for among the headings
    left over with one letter wrong, missing, too many or changed places.
    """
    plains = [plain(heading) for heading in headings]
    places: dict[str, int] = {}
    for index, heading in enumerate(plains):
        places.setdefault(heading, index)
    found = {name: places[plain(name)] for name in wanted if plain(name) in places}
    taken = set(found.values())
    by_alias: dict[str, str] = {}
    for name, aliases in wanted.items():
        alias_at = next((places.get(plain(alias)) for alias in aliases if plain(alias) in places), None)
        if name not in found and alias_at is not None and alias_at not in taken:
            found[name] = alias_at
            by_alias[name] = headings[alias_at]
            taken.add(alias_at)
    by_slip: dict[str, str] = {}
    known = {plains[index] for index in taken}
    left = [index for heading, index in places.items() if heading not in known]
    for name in wanted:
        alike = [index for index in left if name not in found and is_slip(plains[index], plain(name))]
        if len(alike) == 1:
            found[name] = alike[0]
            by_slip[name] = headings[alike[0]]
            left.remove(alike[0])
    return Positions(found, by_alias, by_slip)


def is_slip(written: str, meant: str) -> bool:
    """Whether one slip of the pen makes the one of the other: never in a digit, nor in a short word."""
    if min(len(written), len(meant)) < _LONG_ENOUGH or abs(len(written) - len(meant)) > 1:
        return False
    pairs = zip(written, meant, strict=False)
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    one, two = written[start:], meant[start:]
    if len(one) == len(two):
        changed = one[1:] == two[1:] or (one[:2] == two[1::-1] and one[2:] == two[2:])
    else:
        longer, shorter = (one, two) if len(one) > len(two) else (two, one)
        changed = longer[1:] == shorter
    return changed and not any(mark.isdigit() for mark in one[:1] + two[:1])
