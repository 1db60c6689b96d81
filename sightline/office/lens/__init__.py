"""The only way from a page to facts."""
