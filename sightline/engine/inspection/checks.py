"""What must hold of a report that was read whole, and what to tell a person where it does not."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sightline.engine.inspection.blocks import Heading, Item, section_of
from sightline.engine.inspection.grades import Graded
from sightline.engine.inspection.lines import Source
from sightline.engine.inspection.paragraphs import Numbered
from sightline.engine.inspection.title import Title
from sightline.engine.inspection.unsettled import Unsettled

_WHOLE = re.compile(r"[.!?:;…][’”'\")\]\s]*$|[’”\")]\s*$")


def is_report(source: Source, title: Title, grades: Sequence[Graded], paragraphs: Sequence[Numbered]) -> None:
    """Raises ``ValueError`` where the document holds no inspection report of children's services."""
    areas = {one.area for one in grades}
    if title.framework and (areas or len(paragraphs) > 5):
        return
    if len(areas) > 1 and len(paragraphs) > 5:
        return
    words = sum(len(line.text.split()) for line in source.lines)
    missing = [
        *([] if title.at >= 0 else ["no line with the dates of an inspection"]),
        *([] if title.framework or title.at < 0 else ["no title of an inspection of children's services"]),
        *([] if areas else ["no grades"]),
    ]
    raise ValueError(
        f"found a document of {source.pages} pages and {words:,} words with {', '.join(missing) or 'no numbered paragraphs'}; "
        "expected an Ofsted report of an inspection of children's services. Check that this is the right file."
    )


def title_doubts(title: Title) -> Iterator[Unsettled]:
    """Dates or an authority that could not be read."""
    if title.period is None:
        told = (
            f"The dates are printed as “{title.printed_dates}”"
            if title.printed_dates
            else "No dates were found"
        )
        yield Unsettled("date", title.page, f"{told}: enter the first and the last day of the inspection.")


def paragraph_doubts(found: Sequence[Numbered], told: Sequence[Item], framework: str) -> Iterator[Unsettled]:
    """Numbers that are missing, empty or printed unlike the others, and findings without numbers."""
    if not found:
        at = next((one.page for one in told if isinstance(one, Heading) and section_of(one.text)), 1)
        yield Unsettled(
            "paragraph", at, "The findings are printed without numbers, so none were taken. Read them there."
        )
        return
    if found[0].number != 1:
        yield Unsettled(
            "paragraph",
            found[0].page,
            f"The first numbered paragraph found is {found[0].number}. Look for those before it.",
        )
    for before, after in pairwise(found):
        yield from _between(before, after)
    for one in found:
        if not one.text:
            yield Unsettled(
                "paragraph",
                one.page,
                f"Paragraph {one.number} has a number and no words. Check it in the report.",
            )
        elif one.weak:
            yield Unsettled(
                "paragraph",
                one.page,
                f"Paragraph {one.number} is printed without its full stop; it was taken because it comes between its neighbours. Check where it starts.",
            )
    last = found[-1]
    if last.text and not _WHOLE.search(last.text):
        yield Unsettled(
            "paragraph",
            last.page,
            f"The last paragraph, {last.number}, breaks off without the end of a sentence. Look for the rest.",
        )


def _between(before: Numbered, after: Numbered) -> Iterator[Unsettled]:
    if after.number == 1:
        yield Unsettled(
            "paragraph",
            after.page,
            f"The numbers start again at 1 after paragraph {before.number}. Check which part each belongs to.",
        )
    elif after.number == before.number + 2:
        yield Unsettled(
            "paragraph",
            before.page,
            f"Paragraph {before.number + 1} was not found between {before.number} and {after.number}. Look for it, and check where {before.number} ends.",
        )
    elif after.number > before.number + 2:
        yield Unsettled(
            "paragraph",
            before.page,
            f"Paragraphs {before.number + 1} to {after.number - 1} were not found. Look for them, and check where {before.number} ends.",
        )


def page_doubts(source: Source) -> Iterator[Unsettled]:
    """Pages that hold no text, or whose printed numbers show that one is gone."""
    for page in source.silent:
        yield Unsettled(
            "paragraph",
            page,
            f"Page {page} holds no text that can be read. Look at it for anything that is missing.",
        )
    for page, before, after in source.breaks:
        yield Unsettled(
            "paragraph",
            page,
            f"Pages are printed as {before} and then {after}: the pages between are not in this file. Get the whole report.",
        )
