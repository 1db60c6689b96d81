"""Addresses of what lists link to. An address is looked up once and filled in for each row."""

from functools import cache
from urllib.parse import quote

from django.urls import reverse

_MARK = "mark"


@cache
def _around(name: str) -> tuple[str, str]:
    before, _, after = reverse(name, args=[_MARK]).partition(_MARK)
    return before, after


def child_address(handle: str) -> str:
    """A child's page."""
    before, after = _around("caseload:child")
    return f"{before}{handle}{after}"


def duty_address(duty: str) -> str:
    """A duty's page."""
    before, after = _around("caseload:duty")
    return f"{before}{duty}{after}"


def reason_address(handle: str, owed: str) -> str:
    """Where something is said of an obligation."""
    return f"{child_address(handle)}reason/{owed}/"


def row_address(ref: str) -> str:
    """A row as submitted."""
    before, after = _around("evidence:row")
    return f"{before}{quote(ref, safe='/')}{after}"


def proofs(refs: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each row's address, and how it is called: its place in the file."""
    return [(row_address(ref), f"row {ref.rsplit('/', 1)[-1]}") for ref in refs]
