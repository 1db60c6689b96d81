"""Working Together to Safeguard Children: each edition that a duty rests on, cited once."""

from datetime import date

from sightline.engine.duties.duty import Basis

IN_FORCE = date(2013, 4, 15)
"""From the edition of 2013 on, which ended the separate initial and core assessments."""

_EDITIONS = (
    ("2018", "chapter 1, from 4 July 2018"),
    ("2023", "chapter 3, from 15 December 2023"),
    ("2026", "from 18 March 2026"),
)


def working_together(note: str) -> tuple[Basis, ...]:
    """The editions since 2018. None was read at its source; the text of 2026 was not seen at all."""
    return tuple(
        Basis(
            "statutory guidance",
            f"Working Together to Safeguard Children ({year})",
            reference,
            note=f"{note if year != '2026' else 'the number is taken to stand'}; to be read there",
        )
        for year, reference in _EDITIONS
    )


EARLIER = "The editions of 2013 and 2015 are taken to have said the same; they were not read."
