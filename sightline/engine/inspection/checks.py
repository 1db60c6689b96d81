"""What must hold of a report that was read whole, and what to tell a person where it does not."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sightline.engine.inspection.blocks import Heading, Item, section_of
from sightline.engine.inspection.grades import Graded
from sightline.engine.inspection.lines import Line, Source
from sightline.engine.inspection.paragraphs import Numbered, whole
from sightline.engine.inspection.title import Title
from sightline.engine.inspection.unsettled import Unsettled


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
    lacks = ", ".join(missing) or "no numbered paragraphs"
    raise ValueError(
        f"found a document of {source.pages} pages and {words:,} words with {lacks}; "
        "expected an Ofsted report of an inspection of children's services. Check that it is the right file."
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
        yield _paragraph(at, "The findings are printed without numbers, so none were taken. Read them there.")
        return
    first, last = found[0], found[-1]
    if first.number != 1:
        words = f"The first numbered paragraph found is {first.number}. Look for those before it."
        yield _paragraph(first.page, words)
    for before, after in pairwise(found):
        yield from _between(before, after)
    for one in found:
        yield from _alone(one)
    if framework == "ILACS":
        yield from _unnumbered(found, told)
    if not whole(last.text):
        words = f"The last paragraph, {last.number}, breaks off in a sentence. Look for the rest."
        yield _paragraph(last.page, words)


def _paragraph(page: int, found: str) -> Unsettled:
    return Unsettled("paragraph", page, found)


def _alone(one: Numbered) -> Iterator[Unsettled]:
    if not one.text:
        yield _paragraph(
            one.page, f"Paragraph {one.number} has a number and no words. Check it in the report."
        )
    elif one.weak:
        words = (
            f"Paragraph {one.number} is printed without its full stop; it was taken as it comes between its "
            "neighbours. Check where it starts."
        )
        yield _paragraph(one.page, words)


def _unnumbered(found: Sequence[Numbered], told: Sequence[Item]) -> Iterator[Unsettled]:
    """Text under a heading that comes before the next number: these reports number all their findings."""
    for before, after in pairwise(found):
        headings = [n for n in range(before.at, after.at) if isinstance(told[n], Heading)]
        last = told[after.at - 1]
        if headings and isinstance(last, Line) and not before.text.endswith(last.text):
            words = f"The text between {before.number} and {after.number} has no number. Read it there."
            yield _paragraph(told[headings[-1]].page, words)


def _between(before: Numbered, after: Numbered) -> Iterator[Unsettled]:
    start, end = before.number + 1, after.number - 1
    if after.number == 1:
        words = f"The numbers start again at 1 after paragraph {before.number}. Check where each belongs."
        yield _paragraph(after.page, words)
    elif start == end:
        words = (
            f"Paragraph {start} was not found between {before.number} and {after.number}. "
            f"Look for it, and check where {before.number} ends."
        )
        yield _paragraph(before.page, words)
    elif start < end:
        words = (
            f"Paragraphs {start} to {end} were not found. Look for them; check where {before.number} ends."
        )
        yield _paragraph(before.page, words)


def page_doubts(source: Source) -> Iterator[Unsettled]:
    """Pages that hold no text, or whose printed numbers show that one is gone."""
    for page in source.silent:
        words = f"Page {page} holds no text that can be read. Look at it for anything that is missing."
        yield _paragraph(page, words)
    for page, before, after in source.breaks:
        words = (
            f"Pages are printed as {before} and then {after}: the pages between are not in this file. "
            "Get the whole report."
        )
        yield _paragraph(page, words)
