"""Sightline: a line of sight from the committee room to the child."""

import os

# Polars asks its allocator for memory in great pieces, and keeps what is free for ten seconds. Given back
# after a tenth of a second, a whole county needs an eighth less at most. Read when Polars is first loaded.
os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:100,muzzy_decay_ms:100")

__version__ = "0.1.0"
