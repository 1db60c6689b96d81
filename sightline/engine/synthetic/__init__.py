"""A county that never existed, written out in the national formats."""
