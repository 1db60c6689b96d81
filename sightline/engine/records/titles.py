"""Names of columns in plain words: what a column is called on screen where it declares no title of its own.

The Standard Safeguarding Dataset names its columns by abbreviations (`icpc_icpc_target_date`).
Where the words of such a name say enough, they are the title; where they do not, the column declares one.
"""

import re
from collections.abc import Sequence

_SAID = {
    "accom": "accommodation",
    "api": "API",
    "asmt": "assessment",
    "auth": "authorised",
    "childs": "child’s",
    "cin": "child in need",
    "cla": "",  # "looked after": said by the title of the table
    "cp": "child protection",
    "desc": "description",
    "dob": "date of birth",
    "dttm": "",
    "ehcp": "EHC plan",
    "ffa": "fostering for adoption",
    "flag": "",
    "icpc": "initial conference",
    "id": "ID",
    "iro": "IRO",
    "iso": "ISO",
    "json": "",
    "la": "local authority",
    "nfa": "no further action",
    "no": "number",
    "num": "number",
    "ola": "another authority’s",
    "plo": "PLO",
    "prev": "previous",
    "req": "request",
    "rhi": "return home interview",
    "s47": "section 47",
    "sdq": "SDQ",
    "send": "SEND",
    "uln": "ULN",
    "upn": "UPN",
    "urn": "URN",
}
"""Parts of the dataset's names of columns, in the field's words."""

_PHRASES = (
    (r"^(cla|dim) person id$", "child"),
    (r"\bperson id$", "child"),
    (r"^cla id$", "period of care"),
    (r"\btable id$", "row ID"),
    (r"\bworker id$", "worker"),
    (r"^c(in|p|la) visit seen", "child seen"),
    (r"^c(in|p) visit bedroom$", "bedroom seen"),
    (r"^c(in|p) (visit|review)\b", r"\2"),
    (r"^c(in|la) primary need code$", "primary need"),
    (r"^care leaver ", ""),
    (r" nfa$", " : nfa"),
    (r"^missing rhi\b", "rhi"),
    (r"\bpre proc?\b", "pre-proceedings"),
    (r"\bcare proc?\b", "care proceedings"),
)
"""Several parts together, which say something else than each alone."""


def in_words(name: str, beside: Sequence[str]) -> str:
    """A column's name in words, without the prefix that it shares with every other column ``beside`` it."""
    prefixes = {other.partition("_")[0] for other in beside}
    bare = name.partition("_")[2] if len(prefixes) == 1 and len(beside) > 1 else name
    text = bare.replace("_", " ").lower().strip()
    for pattern, said in _PHRASES:
        text = re.sub(pattern, said, text)
    words = " ".join(filter(None, (_SAID.get(part, part) for part in text.split())))
    return (words[:1].upper() + words[1:]).replace(" :", ":")
