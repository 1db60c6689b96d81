"""A nested XML document into rows, one pass, a record of it at a time."""

from sightline.engine.records.readers.findings import Findings
from sightline.engine.records.readers.nested import Branch, Cells, Harvest
from sightline.engine.records.readers.xml_stream import BrokenXmlError, Element, elements, tell_break
from sightline.engine.records.reading import File


def harvest_xml(file: File, branches: tuple[Branch, ...], top: str, findings: Findings) -> Harvest:
    """The rows of a document; those that stand whole before a break in it are kept, and the break is told.

    ``top`` is the path of the kind of which the document is a long list.
    """
    harvest = Harvest(branches)
    tops = [branch.path for branch in branches if "/" not in branch.path]
    try:
        for element in elements(file.content, *tops):
            take(harvest, element, str(element.tag), 0)
    except BrokenXmlError as error:
        title = harvest.branches[top].title
        tell_break(error, f"The {len(harvest.rows[top]):,} {title}", findings)
    return harvest


def take(harvest: Harvest, element: Element, path: str, above: int) -> None:
    """An element as a row of its kind, with the rows inside it."""
    number, row = harvest.open(path, above)
    if harvest.branches[path].leaf:
        if len(element):
            harvest.mark("too_deep", path, number)
        row[str(element.tag)] = element.text
        return
    _fill(harvest, element, path, row, number)


def _fill(harvest: Harvest, element: Element, path: str, row: Cells, number: int) -> None:
    kinds, known, groups = harvest.below[path], harvest.branches[path].known, harvest.branches[path].groups
    text = element.text
    stray = text is not None and not text.isspace() and text != ""
    for part in element:
        tag = part.tag
        if not len(part) and tag in known and known[tag] not in row:
            row[known[tag]] = part.text
        elif tag in kinds:
            take(harvest, part, kinds[tag], number)
        elif tag in groups:
            _fill(harvest, part, path, row, number)
        else:
            _odd(harvest, part, path, row, number)
        text = part.tail
        if text is not None and not text.isspace():
            stray = True
    if stray:
        harvest.mark("stray_text", path, number)


def _odd(harvest: Harvest, part: Element, path: str, row: Cells, number: int) -> None:
    """A part that is told twice, holds more than it may, or is not the format's."""
    tag = str(part.tag)
    if not len(part):
        harvest.put(path, number, row, tag, part.text)
    elif tag in harvest.branches[path].known:
        harvest.mark("too_deep", path, number, tag)
    else:
        harvest.unknown(path, tag)
