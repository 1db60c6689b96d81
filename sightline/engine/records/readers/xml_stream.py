"""XML that nobody vouches for: streamed, without entities, document types or network."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import BytesIO

from lxml import etree

from sightline.engine.records.problems import Severity
from sightline.engine.records.readers.container import has_doctype, kind_of
from sightline.engine.records.readers.findings import Findings
from sightline.engine.records.reading import File

Element = etree._Element
BrokenXmlError = etree.XMLSyntaxError
"""What ``elements`` raises where a document breaks off or is not well formed."""


def first_elements(content: bytes) -> Iterator[str]:
    """The names of the first elements of a document, in order, as far as its first 20,000 bytes go."""
    parser = etree.XMLPullParser(events=("start",), resolve_entities=False, no_network=True, load_dtd=False)
    with suppress(etree.XMLSyntaxError):
        parser.feed(content[:20_000])
    for event in parser.read_events():
        if isinstance(event[1], etree._Element) and isinstance(event[1].tag, str):
            yield local(event[1].tag)


def local(tag: str) -> str:
    """A name without its namespace; an undeclared prefix stays, as lxml leaves it."""
    return tag.rpartition("}")[2]


def may_be_opened(file: File, findings: Findings, wanted: str) -> bool:
    """Whether a file is XML without a document type; if not, the findings say so."""
    kind = kind_of(file.content)
    if kind.name != "xml":
        findings.whole("wrong_kind", kind.words, wanted)
        return False
    if has_doctype(file.content):
        findings.whole(
            "document_type",
            "a document type or entity declaration",
            "an XML document without one",
            "Not opened: such declarations can make a reader fetch or repeat other files",
        )
        return False
    return True


def elements(content: bytes, *tags: str) -> Iterator[Element]:
    """Each element of the given names, whole and without namespaces, in the order in which they end.

    An element is emptied once the next is asked for, so that memory does not grow with the document.
    Raises BrokenXmlError at the place where the document breaks off.
    """
    parser = etree.iterparse(
        BytesIO(content),
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for _, element in parser:
        if len(element):
            if element.tag not in tags:
                _without_namespace(element)
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]


def _without_namespace(top: Element) -> None:
    for element in top.iter(tag=etree.Element):
        name = local(str(element.tag))
        if ":" not in name:
            element.tag = name


def tell_break(error: etree.XMLSyntaxError, read: str, findings: Findings) -> None:
    """Add that a document broke off at a line and column; ``read`` says what stands before the place."""
    line, column = error.position
    findings.add(
        "broken_xml",
        Severity.ROW,
        found=f"XML that breaks off or is not well formed at line {line}, column {column}",
        expected="a whole document",
        advice=f"{read} before that place are read; the rest is not",
    )


def tell_strange(path: str, strange: Sequence[str], shown: str, findings: Findings) -> None:
    """Add that a kind of element holds others that the format does not have."""
    findings.add(
        "unknown_element",
        Severity.NOTE,
        column=path,
        found=shown,
        expected="elements of the return",
        advice=f"Not read: {len(strange)} kinds of element",
    )
