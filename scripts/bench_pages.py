"""How long pages take with twenty people at once, beside a static Django page served in the same way.

Used by scripts/bench.py. Starts gunicorn on the loopback address against a home that ``sightline demo`` made,
signs in as several roles, follows links to find one page of each kind, and asks for each a bounded number of
times.
"""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[1]
AT_ONCE = 20
EACH = 6
WARMING = 40
"""Requests that are not counted, so that each process of the server has drawn the page before."""

LIMIT = 5
MOST_TRIES = 3
"""So many addresses of one kind are tried until one answers with a page."""

ROLES = ("director", "social worker", "councillor")
OTHERS = ("team manager", "performance officer", "improvement lead", "clerk")
"""Of these only the kinds of page that nobody before them could open."""

PATIENCE = 60.0
SERVED = ("--workers", "2", "--threads", "4", "--log-level", "error")
_LINK = re.compile(rb'<a[^>]+href="(/[^"#]*)')
_NOT_PAGES = re.compile(r"^/(static|admin)/|sign-?out|log-?out|download|\.(xlsx|csv|pdf|css|js|svg|png)$")

Timing = tuple[str, float, str, float, float | None]
"""What, seconds, beside what, seconds, limit of the ratio."""


def static_application() -> Any:
    """A Django site of one page that never changes: the least that a page of ours could cost."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpRequest, HttpResponse
    from django.urls import path

    body = f"<!doctype html><title>Static</title>{'<p>The same every time.</p>' * 600}"

    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse(body)

    routes = (path("", page),)
    settings.configure(ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=routes, SECRET_KEY="static page only")
    return get_wsgi_application()


@contextmanager
def served(application: str, folder: Path, environment: dict[str, str]) -> Iterator[int]:
    """A gunicorn server of an application, as long as the block runs; gives its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", *SERVED]
    with tempfile.TemporaryFile() as said:
        server = subprocess.Popen(command, cwd=folder, env=os.environ | environment, stdout=said, stderr=said)
        try:
            until = time.monotonic() + PATIENCE
            while not _answers(port):
                if server.poll() is not None or time.monotonic() > until:
                    said.seek(0)
                    raise RuntimeError(f"{application} did not start: {said.read().decode()[-2000:]}")
                time.sleep(0.1)
            yield port
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=PATIENCE)


def _answers(port: int) -> bool:
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", port)) == 0


def get(port: int, path: str, cookie: str = "") -> tuple[int, bytes, str]:
    """One page: status, body and where it sends the reader on."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        line.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        answer = line.getresponse()
        return answer.status, answer.read(), answer.getheader("Location") or ""
    finally:
        line.close()


def p95(port: int, path: str, cookie: str = "") -> float:
    """Seconds within which 95 of 100 readers have the page, with AT_ONCE asking at a time."""

    def reader(_: int) -> list[float]:
        taken = []
        for _ in range(EACH):
            start = time.perf_counter()
            status, _body, _where = get(port, path, cookie)
            taken.append(time.perf_counter() - start)
            if status != http.client.OK:
                raise RuntimeError(f"{path} answered {status} under load, expected 200")
        return taken

    with ThreadPoolExecutor(AT_ONCE) as people:
        list(people.map(lambda _: get(port, path, cookie), range(WARMING)))
        found = sorted(each for taken in people.map(reader, range(AT_ONCE)) for each in taken)
    return found[int(0.95 * len(found))]


def sign_in(role: str) -> str:
    """A cookie of a signed-in person of the demonstration who holds a role."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model

    from sightline.office.access.known import SessionStore

    people = get_user_model().objects.filter(role__in=(role, role.replace(" ", "_")))
    person = people.order_by("pk").first()
    if person is None:
        raise RuntimeError(f"nobody in this home is a {role}: run `sightline demo` first")
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def plain_addresses() -> dict[str, str]:
    """Every page whose address needs nothing put in, by the name of its view."""
    from django.urls import URLPattern, URLResolver, get_resolver

    found: dict[str, str] = {}

    def walk(patterns: list[URLPattern | URLResolver], before: str, space: str) -> None:
        for one in patterns:
            path = before + str(one.pattern)
            if isinstance(one, URLResolver):
                walk(one.url_patterns, path, f"{one.namespace or one.app_name}:")
            elif "<" not in path and not _NOT_PAGES.search(f"/{path}"):
                found[f"{space}{one.name}"] = f"/{path}"

    walk(get_resolver().url_patterns, "", "")
    return found


def kinds_of_page(port: int, cookie: str) -> dict[str, str]:
    """One path of each kind of page that a reader can open, by the name of its view: by links from the first
    page and from every page that needs nothing put into its address, the latter last.
    """
    from django.urls import Resolver404, resolve

    waiting = ["/", *plain_addresses().values()]
    seen, found, tries = set(waiting), dict[str, str](), dict[str, int]()
    for path in waiting:
        try:
            name = resolve(path.partition("?")[0]).view_name
        except Resolver404:
            continue
        if name in found or tries.get(name, 0) >= MOST_TRIES:
            continue
        tries[name] = tries.get(name, 0) + 1
        status, body, where = get(port, path, cookie)
        if status == http.client.OK and b"<html" in body[:2000]:
            found[name] = path
        onward = [where] if where.startswith("/") else []
        onward += [link.decode().replace("&amp;", "&") for link in _LINK.findall(body)]
        for link in onward:
            if link not in seen and not link.startswith("//") and not _NOT_PAGES.search(link):
                seen.add(link)
                waiting.append(link)
    return found


def pages(home: Path) -> list[Timing]:
    """Each kind of page as each role sees it, slowest first, beside the static page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.site.settings")
    os.environ["SIGHTLINE_HOME"] = str(home)
    import django
    from django.conf import settings

    django.setup()
    with served("bench_pages:static_application()", REPOSITORY / "scripts", {}) as port:
        least = p95(port, "/")
    application = ":".join(str(settings.WSGI_APPLICATION).rsplit(".", 1))
    found: dict[str, Timing] = {}
    with served(application, REPOSITORY, {"SIGHTLINE_HOME": str(home)}) as port:
        known: set[str] = set()
        for role in ("", *ROLES, *OTHERS):
            cookie = sign_in(role) if role else ""
            kinds = kinds_of_page(port, cookie)
            if role in OTHERS:
                kinds = {name: path for name, path in kinds.items() if name not in known}
            known |= set(kinds)
            for name, path in kinds.items():
                what = f"page {name}, {role or 'public'}, p95"
                found[what] = (what, p95(port, path, cookie), "static Django page, p95", least, LIMIT)
    return sorted(found.values(), key=lambda each: -each[1])
