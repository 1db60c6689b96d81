"""What every template and every model of ours must hold to."""

import re
from pathlib import Path

import pytest
from django.apps import apps

import sightline

PACKAGE = Path(sightline.__file__).parent
TEMPLATES = sorted(PACKAGE.rglob("*.jinja"))
MODELS = [model for model in apps.get_models() if model.__module__.startswith("sightline.")]

INLINE = re.compile(
    r"<style|<script(?![^>]*\bsrc=)|\sstyle\s*=|\son(?:click|load|error|change|submit|input|key\w+|mouse\w+|focus|blur)\s*=|javascript:",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE)
FORM = re.compile(r"<form[^>]*method=[\"']post[\"'].*?</form>", re.IGNORECASE | re.DOTALL)


def name_of(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_template_holds_a_script_or_a_style_or_asks_another_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert INLINE.findall(text) == []
    assert [found for found in ELSEWHERE.findall(text) if "<a" not in found] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_form_that_writes_carries_its_token(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert all("csrf" in form for form in FORM.findall(text))


def test_there_are_templates_to_look_at() -> None:
    assert len(TEMPLATES) > 20 and INLINE.search('<p style="x">') and ELSEWHERE.search('src="//cdn"')


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_says_who_sees_it_and_how_long_it_is_kept(model: type) -> None:
    told = " ".join((model.__doc__ or "").split())
    assert re.search(r"\bSeen by: .+\. Kept: .+", told) or re.search(r"\bSeen by: .+; kept: .+", told), told
