"""Headings as people write them: case, spaces, punctuation and curly quotes do not matter."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

_NOT_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=4096)
def plain(heading: str) -> str:
    """A heading without case, accents, spaces or punctuation, so that people's ways of writing it agree."""
    folded = unicodedata.normalize("NFKD", heading).casefold()
    return _NOT_WORD.sub("", folded)


def positions(
    headings: Sequence[str], wanted: Mapping[str, Iterable[str]]
) -> tuple[dict[str, int], dict[str, str]]:
    """Where each wanted column stands among ``headings``.

    ``wanted`` maps a name to its aliases. Returns name to position, and name to the heading under which
    it was found where that is an alias and not the name. The first of two equal headings counts.
    """
    at: dict[str, int] = {}
    for index, heading in enumerate(headings):
        at.setdefault(plain(heading), index)
    found: dict[str, int] = {}
    by_alias: dict[str, str] = {}
    for name in wanted:
        if (index_of := at.get(plain(name))) is not None:
            found[name] = index_of
    taken = set(found.values())
    for name, aliases in wanted.items():
        if name in found:
            continue
        for alias in aliases:
            alias_at = at.get(plain(alias))
            if alias_at is not None and alias_at not in taken:
                found[name] = alias_at
                by_alias[name] = headings[alias_at]
                taken.add(alias_at)
                break
    return found, by_alias
