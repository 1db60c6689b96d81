"""An authority's name without its style."""

import pytest

from sightline.engine.inspection.title import short_name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("West Sussex County Council", "West Sussex"),
        ("City of Bradford Metropolitan District Council", "Bradford"),
        ("London Borough of Camden", "Camden"),
        ("Royal Borough of Kensington and Chelsea", "Kensington and Chelsea"),
        ("the Royal Borough of Windsor and Maidenhead", "Windsor and Maidenhead"),
        ("Metropolitan Borough of Solihull", "Solihull"),
        ("Nottingham City", "Nottingham"),
        ("City of York Council", "York"),
        ("City of London", "City of London"),
        ("Isle of Wight Council", "Isle of Wight"),
        ("Council of the Isles of Scilly", "Isles of Scilly"),
        ("Bournemouth, Christchurch and Poole Council", "Bournemouth, Christchurch and Poole"),
        ("Kingston upon Hull City Council", "Kingston upon Hull"),
        ("Surrey Safeguarding Children Board", "Surrey"),
        ("Medway", "Medway"),
    ],
)
def test_a_name_is_shortened(printed: str, name: str) -> None:
    assert short_name(printed) == name
