"""Draw the pictures of the README afresh: Chromium looks at the demonstration and keeps what it sees.

Run by ``make pictures``, after ``make demo SERVE=0``. Reads the home that SIGHTLINE_HOME names (``var``
here), serves it on the loopback address for as long as it takes, and writes docs/pictures/*.png.
"""

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from bench_pages import served
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from sightline.office.access.sign_ins import kept

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs/pictures"
MOST_BYTES = 300_000
WIDTH = 1280

THREAD = "/thread/west-sussex-2019/20/"
MEASURE = "/measures/initial_health_assessment_by_entry/"


@dataclass(frozen=True)
class Picture:
    """One picture: who looks (None: the public), how to get there, and how much of the page is kept."""

    name: str
    who: str | None
    go: Callable[[Page], object]
    height: int = 1100


def to(path: str) -> Callable[[Page], object]:
    return lambda page: page.goto(path)


def first_child_waiting(page: Page) -> None:
    """The child who has waited longest for what the finding is about."""
    page.goto(THREAD)
    page.goto(page.locator(".sl-stage a[href^='/children/']").first.get_attribute("href") or "")


def first_paper(page: Page) -> None:
    page.goto("/public/")
    page.goto(page.locator("a[href^='/public/papers/']").first.get_attribute("href") or "")


PICTURES = (
    Picture("thread", "director", to(THREAD), 1900),
    Picture("director", "director", to("/director/")),
    Picture("measure", "director", to(MEASURE)),
    Picture("child", "director", first_child_waiting),
    Picture("paper", None, first_paper),
)


def main() -> None:
    home = Path(os.environ.get("SIGHTLINE_HOME") or ROOT / "var").resolve()
    passwords = kept(home)
    if not passwords:
        sys.exit(f"{home} holds no demonstration: run `make demo SERVE=0` first")
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        sys.exit("No Chromium on this machine: install the package chromium")
    environment = {
        **os.environ,
        "SIGHTLINE_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "sightline.site.settings",
    }
    with (
        served("sightline.site.wsgi:application", ROOT, environment) as port,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for picture in PICTURES:
            keep(picture.name, taken(browser, f"http://127.0.0.1:{port}", picture, passwords))
        browser.close()


def taken(browser: Browser, address: str, picture: Picture, passwords: dict[str, str]) -> bytes:
    """The picture as Chromium gives it."""
    size = {"width": WIDTH, "height": picture.height}
    page = browser.new_page(base_url=address, viewport=size, color_scheme="light")
    failed: list[str] = []
    page.on(
        "response",
        lambda answer: failed.append(f"{answer.url}: {answer.status}") if answer.status >= 400 else None,
    )
    if picture.who:
        page.goto("/sign-in/")
        page.locator("[name=username]").fill(picture.who)
        page.locator("[name=password]").fill(passwords[picture.who])
        page.locator("main button").click()
    picture.go(page)
    page.evaluate("document.fonts.ready")
    if failed:
        sys.exit(f"What failed is no picture: {', '.join(failed)}")
    told = page.screenshot()
    page.close()
    return told


def keep(name: str, told: bytes) -> None:
    """Write a picture in no more colours than it needs. Ends where it would be too heavy for a README."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.png"
    few = Image.open(BytesIO(told)).convert("RGB").quantize(224, method=Image.Quantize.MEDIANCUT, dither=0)
    few.save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        sys.exit(f"{path} has {path.stat().st_size:,} bytes; expected no more than {MOST_BYTES:,}")
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
