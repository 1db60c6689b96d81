"""A frozen paper as a tagged PDF. The same paper always gives the same bytes."""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

STANDARD: Final = "ua-1"
"""PDF/UA-1: the compiler refuses a missing title, a skipped heading level or a picture without words."""


def paper_pdf(frozen: Mapping[str, Any]) -> bytes:
    """The PDF of a paper's frozen content. Its words are passed as data, so nothing in them is markup."""
    import typst

    template = files("sightline.office.publish").joinpath("data/paper.typ").read_bytes()
    inputs = {"paper": json.dumps(frozen, ensure_ascii=False, sort_keys=True)}
    return typst.compile(
        template, format="pdf", sys_inputs=inputs, pdf_standards=STANDARD, ignore_system_fonts=True
    )
