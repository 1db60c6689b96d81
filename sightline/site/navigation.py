"""The links at the head of every page: only those that a reader's role can open."""

from dataclasses import dataclass

from sightline.office.access.permissions import Permission
from sightline.office.access.roles import may, role_of
from sightline.site.jinja import url


@dataclass(frozen=True)
class Link:
    """A place to go. ``here``: the page that is open lies under it."""

    text: str
    href: str
    here: bool


_PLACES = (
    ("Children", "caseload:children", Permission.SEE_CHILDREN),
    ("Duties", "caseload:duties", Permission.SEE_FIGURES),
    ("Measures", "caseload:measures", Permission.SEE_FIGURES),
    ("Inspections", "improvement:inspections", Permission.SEE_PLAN),
    ("Plan", "improvement:plan", Permission.SEE_PLAN),
    ("Bodies", "governance:bodies", Permission.SEE_PLAN),
    ("Papers", "publish:papers", Permission.SEE_PLAN),
    ("Files", "evidence:home", Permission.LOAD_FILES),
    ("Trail", "access:trail", Permission.SEE_TRAIL),
)


def links(user: object, path: str) -> list[Link]:
    """The places that a reader may go to, in order; what is published for everyone else."""
    role = role_of(user)
    if role is None:
        href = url("publish:public")
        return [Link("Published papers", href, path.startswith(href))]
    home = url(role.home)
    found = [Link("Home", home, path == home)]
    for text, name, permission in _PLACES:
        href = url(name)
        if may(user, permission) and href != home:
            found.append(Link(text, href, path.startswith(href)))
    return found
