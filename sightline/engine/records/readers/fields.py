"""Fields: what a format's columns are called and may hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sightline.engine.records.columns import Column, Type
from sightline.engine.records.readers.headings import plain
from sightline.engine.records.readers.values import EXPECTED, Codes

_LISTED = 8


@dataclass(frozen=True)
class Field:
    """A column of a format.

    ``required``: a row without it is set aside. ``pattern`` is what text must look like, and
    ``expected`` that pattern in words. ``private``: what stands in the cell is never repeated in a
    message. ``expected_heading``: say so when the column is absent. ``title``: its
    words, where its name alone says little; ``template``: people fill it in under that heading.
    """

    name: str
    type: Type = Type.TEXT
    required: bool = False
    codes: Codes | None = None
    aliases: tuple[str, ...] = ()
    pattern: str = ""
    expected: str = ""
    private: bool = False
    upper: bool = False
    expected_heading: bool = True
    title: str = ""
    template: bool = False

    @cached_property
    def plain_names(self) -> frozenset[str]:
        """Its name and aliases without case, spaces or punctuation."""
        return frozenset(plain(name) for name in (self.name, *self.aliases))

    @property
    def called(self) -> str:
        """Its words and its name, where these differ."""
        if self.template or not self.title or plain(self.title) == plain(self.name):
            return self.title or self.name
        return f"{self.title} ({self.name})"

    @property
    def wants(self) -> str:
        """What a cell should hold, in words."""
        if self.expected:
            return self.expected
        if self.codes is not None:
            listed = ", ".join(self.codes.allowed[:_LISTED])
            return f"one of {listed}" + (" …" if len(self.codes.allowed) > _LISTED else "")
        return EXPECTED[self.type]


def from_column(
    column: Column, *, private: bool = False, past: Mapping[str, int] | None = None, template: bool = False
) -> Field:
    """The field that a column of a canonical table or register asks for.

    A ``template`` is filled in under the columns' titles. Elsewhere a title, made of the name, may be
    somebody's own heading for something else: it is no other name of the column.
    """
    codes = Codes(column.codes, past=past or {}) if column.codes and not column.several else None
    return Field(
        column.name,
        column.type,
        required=column.required,
        codes=codes,
        aliases=(column.title, *column.aliases) if template else column.aliases,
        pattern=_several_of(column.codes) if column.several else "",
        expected=f"{', '.join(column.codes[:_LISTED])} …, with ; between several" if column.several else "",
        private=private,
        title=column.title,
        template=template,
    )


def _several_of(codes: tuple[str, ...]) -> str:
    """What a cell looks like that holds one or more codes, semicolons or new lines between them."""
    one = "(?:" + "|".join(re.escape(code) for code in codes) + ")"
    return rf"(?i)^\s*{one}(?:\s*[;\n]\s*{one})*[;\s]*$"
