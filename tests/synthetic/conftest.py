"""A tenth of the county for most tests, and all of it, unwritten, where sizes are asked."""

import pytest

from sightline.authorities import load_authority
from sightline.engine.synthetic.county import County, build
from sightline.engine.synthetic.planted import plant

SEED = 2019


@pytest.fixture(scope="session")
def small() -> County:
    """A tenth of the county, with everything that is planted."""
    county = build(load_authority(), SEED, 0.1)
    plant(county)
    return county


@pytest.fixture(scope="session")
def whole() -> County:
    """The whole county before any defect is planted."""
    return build(load_authority(), SEED, 1.0)
