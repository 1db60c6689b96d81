"""Inspection reports read into judgements, needs and paragraphs."""
