"""Small reports made in the test, laid out as the inspectorate lays its own out, with one thing changed at a time."""

from collections.abc import Sequence
from pathlib import Path

import typst

SETUP = """
#set page(paper: "a4", margin: (x: 72pt, top: 90pt, bottom: 80pt){footer})
#set text(size: 12pt)
#set par(justify: false)
#let numbered(n, words) = block(spacing: 1.3em)[#grid(columns: (28pt, 1fr), [#n], [#words])]
#let need(words, mark: "◼", by: 0pt) = block(spacing: 0.9em, inset: (left: by))[#grid(columns: (18pt, 1fr), [#mark], [#words])]
#let under(words) = block(above: 1.6em, below: 1.2em, text(size: 14pt, weight: "bold", words))
"""
PLAIN = "Children are seen often and their plans are kept under review by those who know them well."
AREAS_2018 = (
    ("The impact of leaders on social work practice with children and families", "Good"),
    (
        "The experiences and progress of children who need help and protection",
        "Requires improvement to be good",
    ),
    ("The experiences and progress of children in care and care leavers", "Inadequate"),
    ("Overall effectiveness", "Inadequate"),
)
AREAS_2023 = (
    ("The impact of leaders on social work practice with children and families", "Good"),
    ("The experiences and progress of children who need help and protection", "Outstanding"),
    ("The experiences and progress of children in care", "Good"),
    ("The experiences and progress of care leavers", "Requires improvement to be good"),
    ("Overall effectiveness", "Good"),
)
NEEDS = ("The timeliness of initial health assessments.", "The quality of supervision, and of its recording.")


def words(text: str) -> str:
    """A text as a Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def table(areas: Sequence[tuple[str, str]], wide: str = "(290pt, 160pt)") -> str:
    cells = ", ".join(f"[#{words(area)}], [#{words(grade)}]" for area, grade in areas)
    return f"#table(columns: {wide}, inset: 6pt, [*Judgement*], [*Grade*], {cells})"


def ilacs(
    *,
    dates: str = "10 to 14 October 2022",
    areas: Sequence[tuple[str, str]] = AREAS_2018,
    grades: str | None = None,
    needs: str | None = None,
    sections: Sequence[tuple[str, str]] | None = None,
    footer: str = "",
) -> str:
    """An ILACS report as Typst; ``sections``: headings with what stands under them."""
    told = sections or (
        (
            "The experiences and progress of children who need help and protection: requires improvement to be good",
            run(1, 4),
        ),
        ("The experiences and progress of children in care and care leavers: inadequate", run(5, 8)),
        ("The impact of leaders on social work practice with children and families: good", run(9, 11)),
    )
    listed = "".join(f"#need[#{words(need)}]\n" for need in NEEDS) if needs is None else needs
    return "\n".join(
        (
            SETUP.replace("{footer}", f", footer: {footer}" if footer else ""),
            "#text(size: 26pt)[Inspection of Somewhere local authority children’s services]\n",
            f"*Inspection dates: {dates}*\n",
            "*Lead inspector: Ann Example, His Majesty’s Inspector*\n",
            grades if grades is not None else table(areas),
            f"\n{PLAIN}\n",
            f"#under[What needs to improve?]\n{listed}" if listed else "",
            *(f"#under[#{words(heading)}]\n{under}" for heading, under in told),
        )
    )


def run(first: int, last: int) -> str:
    """Numbered paragraphs."""
    return "".join(
        f"#numbered[{n}.][#{words(f'In matter {n}, {PLAIN.lower()}')}]\n" for n in range(first, last + 1)
    )


SIF = "\n".join(
    (
        SETUP.replace("{footer}", ""),
        "#text(size: 26pt)[Borough of Elsewhere Council]\n",
        '#text(size: 14pt, weight: "bold")[Inspection of services for children in need of help and protection, children looked after and care leavers]\n',
        "#text(size: 14pt)[and]\n",
        '#text(size: 14pt, weight: "bold")[Review of the effectiveness of the Local Safeguarding Children Board]\n',
        "*Inspection date: 26 October – 19 November 2015*\n",
        "*Report published: 20 January 2016*\n",
        '#text(size: 14pt, weight: "bold")[Children’s services in Elsewhere require improvement to be good]\n',
        "#table(columns: (290pt, 160pt), [1. Children who need help and protection], [Requires Improvement],"
        "[2. Children looked after and achieving permanence], [Requires improvement],"
        "[#h(20pt)2.1 Adoption performance], [Good], [#h(20pt)2.2 Experiences and progress of care leavers], [Inadequate],"
        "[3. Leadership, management and governance], [Requires improvement])\n",
        "#pagebreak()\n#under[Recommendations]\n{recommendations}\n",
        '#under[Summary for children and young people]\n#need(mark: "•")[Things are getting better for children.]\n',
        "#under[The experiences and progress of children who need help and protection #h(20pt) Requires improvement]\n{help}\n",
        "#under[The graded judgement for adoption performance is that it is good]\n{adoption}\n",
        "#under[Leadership, management and governance #h(20pt) Requires improvement]\n{leaders}\n",
        "#under[The Local Safeguarding Children Board (LSCB)]\n#under[The Local Safeguarding Children Board is good]\n",
        "#under[Recommendations]\n{board}\n",
        "#under[Information about this inspection]\nLead inspector: Bo Example HMI\n",
    )
)


def sif(**parts: str) -> str:
    """A single inspection as Typst, with its numbers in one run unless told otherwise."""
    told = {
        "recommendations": run(1, 3),
        "help": run(4, 7),
        "adoption": run(8, 9),
        "leaders": run(10, 12),
        "board": run(13, 15),
    }
    text = SIF
    for name, part in (told | parts).items():
        text = text.replace("{" + name + "}", part)
    return text


def pdf(folder: Path, source: str) -> Path:
    """The Typst source as a PDF."""
    path = folder / "report.pdf"
    path.write_bytes(typst.compile(source.encode()))
    return path
