"""Obligations as links of their chains: what a link needs to know of its neighbours before it is counted."""

from collections.abc import Sequence

import polars as pl

from sightline.engine.duties.duty import Substance
from sightline.engine.duties.obligation import LATEST_OF_MANY, State

CHAIN = ("duty", "person_id", "occasion")
LINKS = ("key", *CHAIN, "sequence")
"""What ``linked`` needs of obligations."""

_LINKS = 1 << 32
_STATES = pl.Enum([state.value for state in State])
_SUBSTANCES = pl.Enum([substance.value for substance in Substance])


def linked(obligations: pl.DataFrame, kept: Sequence[str] | None = None) -> pl.DataFrame:
    """Obligations in the order of their chains, each knowing its place: ``previous`` (the substance of the
    link before, null for the first), ``first`` and ``last`` (bool), and ``latest``: whether its source holds
    only the latest of many. State and substance become categories.

    Needs ``key``: where it is sorted, as the engine gives it, the links of a chain stand together already.
    ``kept``: the columns to carry, state and substance among them; None: all.
    """
    if not obligations["key"].is_sorted() or obligations["occasion"].str.contains("/", literal=True).any():
        obligations = obligations.sort(pl.col("duty").cast(pl.String), *CHAIN[1:], "sequence")
    begins = pl.any_horizontal(pl.col(name) != pl.col(name).shift(1) for name in CHAIN).fill_null(value=True)
    chains = obligations.select("sequence", _chain=begins.cum_sum().cast(pl.Int64))
    links = obligations if kept is None else obligations.select(kept)
    links = links.with_columns(
        chains["_chain"],
        pl.col("state").cast(_STATES),
        pl.col("substance").cast(_SUBSTANCES),
        latest=obligations["reason"].is_in(LATEST_OF_MANY).fill_null(value=False),
    )
    # Keys are sorted as texts: the tenth link of a chain stands before its second.
    links = links[chains.select((pl.col("_chain") * _LINKS + pl.col("sequence")).arg_sort()).to_series()]
    first = (pl.col("_chain") != pl.col("_chain").shift(1)).fill_null(value=True)
    last = (pl.col("_chain") != pl.col("_chain").shift(-1)).fill_null(value=True)
    previous = pl.when(~first).then(pl.col("substance").shift(1))
    return links.with_columns(first=first, last=last, previous=previous).drop("_chain")
