"""The demonstration's paper for the Panel of September 2019: the words; its figures come from the record."""

import tomllib
from importlib.resources import files

from sightline.office.publish.actions import Draft


def told_paper() -> tuple[str, Draft]:
    """The paper's reference, and what its author wrote."""
    text = files("sightline.office.publish").joinpath("data/demonstration_paper.toml").read_text("utf-8")
    told = tomllib.loads(text)
    return told["reference"], Draft(
        told["title"], told["author_title"], told["sections"], tuple(told["measures"])
    )
