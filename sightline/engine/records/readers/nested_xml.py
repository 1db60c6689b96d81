"""A nested XML document into rows, one pass, a record of it at a time."""

from sightline.engine.records.readers.findings import Findings
from sightline.engine.records.readers.nested import Branch, Cells, Harvest, Kind
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
            take(harvest, element, harvest.kinds[str(element.tag)], 0)
    except BrokenXmlError as error:
        title = harvest.branches[top].title
        tell_break(error, f"The {len(harvest.rows[top]):,} {title}", findings)
    return harvest


def take(harvest: Harvest, element: Element, kind: Kind, above: int) -> None:
    """An element as a row of its kind, with the rows inside it."""
    number, row = kind.open(above)
    if not kind.leaf:
        _fill(harvest, element, kind, row, number)
        return
    if len(element):
        harvest.mark("too_deep", kind.path, number)
    row[str(element.tag)] = element.text


def _fill(harvest: Harvest, element: Element, kind: Kind, row: Cells, number: int) -> None:
    """The longest loop of a census: it looks at each part once, and asks first for what is most frequent."""
    known, below, groups = kind.known, kind.below, kind.groups
    text = element.text
    stray = text is not None and text != "" and not text.isspace()
    for part in element:
        tag = part.tag
        field = known.get(tag)
        if field is not None and field not in row and not len(part):
            row[field] = part.text
        elif tag in below:
            take(harvest, part, below[tag], number)
        elif tag in groups:
            _fill(harvest, part, kind, row, number)
        else:
            _odd(harvest, part, kind.path, row, number)
        text = part.tail
        if text is not None and not text.isspace():
            stray = True
    if stray:
        harvest.mark("stray_text", kind.path, number)


def _odd(harvest: Harvest, part: Element, path: str, row: Cells, number: int) -> None:
    """A part that is told twice, holds more than it may, or is not the format's."""
    tag = str(part.tag)
    if not len(part):
        harvest.put(path, number, row, tag, part.text)
    elif tag in harvest.branches[path].known:
        harvest.mark("too_deep", path, number, tag)
    else:
        harvest.unknown(path, tag)
