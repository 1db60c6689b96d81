"""Figures that frozen papers and scorecards show already: what is shown next is held against them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import polars as pl

from sightline.engine.measures.disclosure import HIDDEN
from sightline.engine.measures.measure import RESULT_SCHEMA
from sightline.office.publish.models import Paper, Scorecard


def shown_before() -> pl.DataFrame:
    """Every figure that any frozen paper or scorecard shows, the oldest first: RESULT_SCHEMA.

    A frozen paper counts whether or not it was published: members have it, and it cannot be taken back.
    """
    told = [
        (paper.frozen_on or date.min, paper.pk, paper.frozen or {})
        for paper in Paper.objects.exclude(frozen=None).only("frozen_on", "frozen")
    ]
    told += [(card.on, card.pk, card.content) for card in Scorecard.objects.only("on", "content")]
    told.sort(key=lambda each: each[:2])
    rows = [row for *_, content in told for row in _rows(content)]
    return pl.DataFrame(rows, schema=RESULT_SCHEMA)


def _rows(content: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    blank: dict[str, Any] = dict.fromkeys(RESULT_SCHEMA)
    for figure in content.get("figures", ()):
        for row in figure["rows"]:
            if "from" not in row or HIDDEN in (row["denominator"], row["numerator"]):
                continue
            yield blank | {
                "measure": figure["measure"],
                "as_at": date.fromisoformat(content["as_at"]),
                "period_from": date.fromisoformat(row["from"]),
                "period_to": date.fromisoformat(row["to"]),
                "dimension": row["dimension"],
                "group": row["group"],
                "denominator": int(row["denominator"]),
                "recorded": int(row["numerator"]),
                "assurance": row["assurance"],
            }
