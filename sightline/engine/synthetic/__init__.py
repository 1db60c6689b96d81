"""A county that never existed, written out in the national formats."""

from sightline.engine.synthetic.writing import write_county

__all__ = ["write_county"]
