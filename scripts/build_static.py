"""Fetch the page's building blocks and put what pages load under sightline/site/static/vendor.

Run by ``make``. Packages come by ``npm ci`` from whatever registry the machine is set up for; hashes in
package-lock.json say that they are the right ones. Where the machine has no Node, one is installed into
the environment from requirements/node.txt. When nothing has changed, nothing is done.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
NODE_MODULES = ROOT / "node_modules"
VENDOR = ROOT / "sightline/site/static/vendor"
STAMP = VENDOR / "built-from.txt"
GOVUK = NODE_MODULES / "govuk-frontend/dist/govuk"
FONT = NODE_MODULES / "@fontsource-variable/source-sans-3"
FONT_FILES = ("latin-wght-normal", "latin-ext-wght-normal")

GOVUK_FONT = "GDS Transport,arial,sans-serif"
CREDIT = "/*! GOV.UK Frontend. Crown copyright (Government Digital Service). MIT licence. */\n"
OUR_FONT = "var(--sl-font,system-ui,sans-serif)"


def main() -> None:
    if STAMP.is_file() and STAMP.read_text() == wanted() and (NODE_MODULES / "axe-core").is_dir():
        return
    install(npm())
    shutil.rmtree(VENDOR, ignore_errors=True)
    (VENDOR / "fonts").mkdir(parents=True)
    style, script = ((GOVUK / f"govuk-frontend.min.{kind}").read_text() for kind in ("css", "js"))
    (VENDOR / "govuk-frontend.css").write_text(our_style(style))
    (VENDOR / "govuk-frontend.js").write_text(CREDIT + without_map(script))
    for name in FONT_FILES:
        shutil.copy(FONT / "files" / f"source-sans-3-{name}.woff2", VENDOR / "fonts")
    shutil.copy(FONT / "LICENSE", VENDOR / "fonts/licence.txt")
    STAMP.write_text(wanted())


def wanted() -> str:
    """What the folder is made from: it is made again when any of it changes."""
    made_from = (ROOT / "package-lock.json", Path(__file__))
    return "".join(f"{hashlib.sha256(file.read_bytes()).hexdigest()} {file.name}\n" for file in made_from)


def npm() -> list[str]:
    """The command that is npm: the machine's own, or the environment's."""
    if shutil.which("node") and (found := shutil.which("npm")):
        return [found]
    folder = Path(sys.executable).parent
    if not (folder / "npm").exists():
        print("This machine has no Node: installing it into the environment", file=sys.stderr)
        pip = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        told = subprocess.run([*pip, "--require-hashes", "-r", ROOT / "requirements/node.txt"], check=False)
        if told.returncode:
            sys.exit(
                "Pages need the packages named in package.json. This machine has no Node to install them "
                "with, and none could be installed into .venv (see above). Install Node 20 or later, or "
                "connect to a Python package index, and run the same command again."
            )
    return [str(folder / "npm")]


def install(command: list[str]) -> None:
    """Install what package-lock.json names, and nothing else."""
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
    told = subprocess.run(
        [*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if told.returncode:
        sys.exit(
            "The packages named in package-lock.json could not be installed (npm says why above). They are "
            "fetched once, from the registry that npm is set up for on this machine: check the connection "
            "or `npm config get registry`, and run the same command again."
        )


def our_style(css: str) -> str:
    """GOV.UK Frontend's style sheet without what belongs to GOV.UK alone: its typeface and its crest."""
    css = re.sub(r"/\*![^*]*Margaret Calvert.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = css.removeprefix('@charset "UTF-8";').replace(GOVUK_FONT, OUR_FONT)
    css = re.sub(r"[^{}]*\{[^{}]*govuk-crest[^{}]*\}", "", css)
    left = re.findall(r"GDS Transport|url\([^)]*\)", css)
    if left:
        sys.exit(
            f"govuk-frontend.min.css still holds {left[0]}: expected neither the typeface nor any address. "
            "Its layout changed: mend our_style in scripts/build_static.py."
        )
    return '@charset "UTF-8";' + CREDIT + without_map(css)


def without_map(text: str) -> str:
    """Without the last line, which points to a file for debugging that is not served."""
    return re.sub(r"(//|/\*)# sourceMappingURL=\S+( \*/)?\s*$", "", text)


if __name__ == "__main__":
    main()
