"""What is known of the fulfilment on which a case rests: whether there is any, how far it can be believed,
and whether it was entered late.
"""

import polars as pl

from sightline.engine.duties.duty import Substance

_KINDS = {
    "seen": Substance.CONTENT_SEEN,
    "dates_only": Substance.DATES_ONLY,
    "contradicted": Substance.CONTRADICTED,
    "not_visible": Substance.NOT_VISIBLE,
}
MARKS = ("fulfilled", *_KINDS, "late_entry")

NO_CONTENT = ~pl.col("fulfilled") | pl.col("not_visible")
"""Of ``marked`` cases: there is no content that could be seen."""


def marked(cases: pl.DataFrame) -> pl.DataFrame:
    """Cases with MARKS, each true or false.

    ``believed``: the substance of the fulfilment behind each case; null where there is none. ``entered_late``
    may be missing.
    """
    fulfilled, late = pl.col("believed").is_not_null(), pl.lit(value=False)
    if "entered_late" in cases.columns:
        late = pl.col("entered_late").fill_null(value=False)
    kinds = {name: (pl.col("believed") == kind).fill_null(value=False) for name, kind in _KINDS.items()}
    return cases.with_columns(fulfilled=fulfilled, late_entry=fulfilled & late, **kinds)
