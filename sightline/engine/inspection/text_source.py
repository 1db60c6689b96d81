"""Text, Markdown and HTML as lines: what a source says of itself (headings, lists, tables) is kept."""

import re
from collections.abc import Iterator
from itertools import chain

from lxml import etree, html

from sightline.engine.inspection.furniture import without_furniture
from sightline.engine.inspection.lines import BULLET, BULLETS, Line, Row, Source

_BULLET = re.compile(rf"^(\s*)[-*+–{BULLETS}]\s+")
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
_TAGS = re.compile(r"</?(?:b|strong|i|em|u|sup|sub|br|span|p)\s*/?>", re.IGNORECASE)
_RULE = re.compile(r"^[\s|:+=\-_]{3,}$")


def read_text(text: str) -> Source:
    """Plain text or Markdown; form feeds end pages. Raises ``ValueError`` where there is nothing to read."""
    pages = text.split("\f")
    rows: list[Row] = []
    held: list[list[Line]] = []
    for number, page in enumerate(pages, start=1):
        lines: list[Line] = []
        for printed in page.splitlines():
            _one(printed, number, lines, rows)
        held.append(_without_number(lines) if len(pages) > 1 else lines)
    found = tuple(without_furniture(held, [0.0] * len(held)) if len(pages) > 3 else chain.from_iterable(held))
    if not found:
        raise ValueError("found an empty file, expected an inspection report.")
    return Source(lines=found, rows=tuple(rows), pages=len(pages))


def _without_number(lines: list[Line]) -> list[Line]:
    """A page's lines without the page's number at its top or foot."""
    first = 1 if lines and lines[0].text.isdigit() else 0
    last = len(lines) - (1 if len(lines) > first and lines[-1].text.isdigit() else 0)
    return lines[first:last]


def _one(printed: str, page: int, lines: list[Line], rows: list[Row]) -> None:
    plain = _TAGS.sub("", printed).replace("\ufffe", "-").replace("\u00ad", "-")
    if not plain.strip() or _RULE.match(plain):
        return
    if cells := _cells(plain):
        rows.append(Row(cells, page))
        lines.append(Line(" ".join(cells), page))
        return
    line = _marked(plain.strip("\r\n"))
    if line.text:
        lines.append(Line(line.text, page, left=line.left, heading=line.heading))


def _cells(plain: str) -> tuple[str, ...]:
    """A row of a Markdown table, or of one with tabs between its cells."""
    text = plain.strip()
    if text.startswith("|") and text.count("|") >= 2:
        return tuple(cell for part in text.strip("|").split("|") if (cell := _unmarked(part)))
    if "\t" in text:
        cells = tuple(cell for part in text.split("\t") if (cell := _unmarked(part)))
        return cells if len(cells) > 1 else ()
    return ()


def _unmarked(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=[\w.])[*_](?!\w)", "", text)).strip()


def _marked(plain: str) -> Line:
    heading = _HEADING.match(plain.strip())
    text = heading[1] if heading else plain
    whole = re.match(r"^\s*(\*\*|__)([^*]+)\1[.:?]?\s*$", text)
    bullet = _BULLET.match(text)
    if bullet and not whole:
        text = text[bullet.end() :]
        number = re.match(r"^\*{0,2}\d{1,3}\.", text)
        words = _unmarked(text)
        return Line(words if number else f"{BULLET} {words}", 0, left=float(len(bullet[1]) * 6))
    numbered = re.match(r"^\d{1,3}\.", _unmarked(text))
    return Line(_unmarked(text), 0, heading=bool(heading or whole) and not numbered)


def read_html(data: bytes) -> Source:
    """An HTML page. Raises ``ValueError`` where it holds no text."""
    try:
        parser = html.HTMLParser(
            no_network=True, remove_comments=True, remove_pis=True, encoding=_encoding(data)
        )
        tree = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ValueError("found HTML without any text, expected an inspection report.") from error
    etree.strip_elements(tree, "script", "style", "nav", "noscript", "template", with_tail=False)
    rows = tuple(
        Row(cells, 1)
        for row in tree.iter("tr")
        if (cells := tuple(text for cell in row.iter("td", "th") if (text := _words(cell))))
    )
    lines = tuple(_blocks(tree))
    if not lines:
        raise ValueError("found an HTML page without any text, expected an inspection report.")
    return Source(lines=lines, rows=rows)


_BLOCKS = {
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "div",
    "dt",
    "dd",
    "caption",
    "blockquote",
    "pre",
}


def _encoding(data: bytes) -> str | None:
    """UTF-8 where the bytes are that, whatever the page says or leaves out; else what the page says."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _blocks(tree: html.HtmlElement) -> Iterator[Line]:
    counted: dict[html.HtmlElement, int] = {}
    for element in tree.iter(*_BLOCKS):
        if any(isinstance(child.tag, str) and child.tag in _BLOCKS for child in element.iterdescendants()):
            own = _own(element)
        else:
            own = _words(element)
        if not own or (element.tag != "tr" and next(element.iterancestors("tr"), None) is not None):
            continue
        if element.tag == "tr":
            own = " ".join(text for cell in element.iter("td", "th") if (text := _words(cell)))
        yield _element_line(element, own, counted)


def _own(element: html.HtmlElement) -> str:
    """An element's words up to the first block inside it."""
    if element.tag == "tr":
        return "row"
    words = element.text or ""
    for child in element:
        if child.tag in _BLOCKS or child.tag in {"ul", "ol", "table", "section", "article"}:
            break
        words += (child.text_content() or "") + (child.tail or "")
    return " ".join(words.split())


def _element_line(element: html.HtmlElement, text: str, counted: dict[html.HtmlElement, int]) -> Line:
    bold = element.tag == "p" and any(
        child.tag in {"b", "strong"} and _words(child) == text for child in element.iterchildren()
    )
    heading = bool(re.match(r"^h[1-6]$", str(element.tag))) or bold
    if element.tag != "li":
        return Line(text, 1, heading=heading and not re.match(r"^\d{1,3}\.(?!\d)", text))
    depth = sum(1 for _ in element.iterancestors("ul", "ol"))
    parent = element.getparent()
    if parent is not None and parent.tag == "ol" and depth == 1:
        start = parent.get("start", "1")
        number = counted.get(parent, int(start) if start.isdigit() and len(start) < 4 else 1)
        counted[parent] = number + 1
        return Line(f"{number}. {text}", 1)
    return Line(f"{BULLET} {text}", 1, left=depth * 12.0)


def _words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())
