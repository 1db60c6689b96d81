"""Figures that frozen papers, scorecards and evidence show: what is shown next is held against them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import polars as pl

from sightline.engine.measures.disclosure import HIDDEN
from sightline.engine.measures.measure import RESULT_SCHEMA
from sightline.office.improvement.frozen import frozen, row_of
from sightline.office.publish.models import Paper, Scorecard


def shown_before() -> pl.DataFrame:
    """Every figure that any frozen paper, scorecard or evidence shows, the oldest first: RESULT_SCHEMA.

    A frozen paper counts whether or not it was published: members have it, and it cannot be taken back.
    """
    told = [
        (paper.frozen_on or date.min, paper.pk, list(_rows(paper.frozen or {})))
        for paper in Paper.objects.exclude(frozen=None).only("frozen_on", "frozen")
    ]
    told += [
        (card.on, card.pk, list(_rows(card.content))) for card in Scorecard.objects.only("on", "content")
    ]
    told += [(item.on, item.pk, [row_of(item)]) for item in frozen()]
    told.sort(key=lambda each: each[:2])
    rows = [row for *_, mine in told for row in mine]
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
