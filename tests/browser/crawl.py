"""Walking an office as a person would: from their first page along its links, a page or two of each kind."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page

OF_EACH_KIND = 1
DOWNLOADS = (".pdf", ".xlsx", ".csv", ".json")


def kind_of(path: str) -> str:
    """The name of the page that an address opens; "" where it opens none that is to be looked at."""
    try:
        found = resolve(path).view_name
    except Resolver404:
        return ""
    return "" if path.endswith(DOWNLOADS) or found.endswith("-xlsx") else found


def walk(page: Page, seen: Counter[str], first: str = "/") -> Iterator[str]:
    """Open pages of kinds not yet ``seen``, one after another; gives the path of each while it is open."""
    waiting, asked = [first], set()
    while waiting:
        path = waiting.pop(0)
        if path in asked or (path != first and seen[kind_of(path)] >= OF_EACH_KIND):
            continue
        asked.add(path)
        answer = page.goto(path)
        assert answer is not None and answer.ok, f"{path} answered {answer and answer.status}"
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        landed = urlsplit(page.url)
        seen[kind_of(landed.path)] += 1
        links = page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
        yield landed.path
        for link in map(urlsplit, links):
            if link.netloc == landed.netloc and kind_of(link.path):
                waiting.append(link.path)
