"""The trail's entry for an act, written in the same transaction as the act."""
