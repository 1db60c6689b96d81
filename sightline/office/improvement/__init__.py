"""Inspections, findings, needs, and the actions that answer them, carried to a verified end."""
