"""The synthetic county keeps the rules of care, and the sizes that are published."""
