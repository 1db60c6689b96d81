"""Text for spreadsheets, made safe: a cell that a program could take for a formula says only what it says."""

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe(text: str) -> str:
    """The text; behind an apostrophe where it would begin as a formula does, in any program that opens it."""
    risky = text.startswith(_STARTS_A_FORMULA) or text.lstrip().startswith(_STARTS_A_FORMULA)
    return f"'{text}" if risky else text
