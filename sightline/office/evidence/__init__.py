"""Submissions and snapshots: who loaded what, when, and what was wrong with it."""
