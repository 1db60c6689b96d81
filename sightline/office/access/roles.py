"""The roles, declared: what each may do, how far it reaches, and what it opens first."""

from dataclasses import dataclass

from sightline.office.access.permissions import Permission, Scope

_P = Permission
_EVERYONE = frozenset({_P.SEE_PLAN, _P.SEE_FIGURES})
_PRACTICE = _EVERYONE | {_P.SEE_CHILDREN, _P.SEE_EVIDENCE, _P.DOWNLOAD, _P.LOG_REASON}


@dataclass(frozen=True)
class Role:
    """One role. ``id`` is stored, so it never changes; ``home`` names the page that it opens first."""

    id: str
    title: str
    scope: Scope
    home: str
    permissions: frozenset[Permission]


_DECLARED = (
    Role("social_worker", "Social worker", Scope.OWN, "caseload:home", _PRACTICE),
    Role("team_manager", "Team manager", Scope.TEAM, "caseload:home", _PRACTICE | {_P.ADD_EVIDENCE}),
    Role(
        "performance_officer",
        "Data and performance officer",
        Scope.SERVICE,
        "evidence:home",
        _PRACTICE | {_P.LOAD_FILES, _P.ADD_EVIDENCE, _P.CHECK_EVIDENCE, _P.WRITE_PAPERS},
    ),
    Role(
        "director",
        "Director",
        Scope.SERVICE,
        "caseload:director",
        _PRACTICE | {_P.ADD_EVIDENCE, _P.CHECK_EVIDENCE, _P.ANSWER, _P.WRITE_PAPERS, _P.SEE_TRAIL},
    ),
    Role(
        "improvement_lead",
        "Improvement lead",
        Scope.AGGREGATE,
        "publish:home-lead",
        _EVERYONE | {_P.CHANGE_PLAN, _P.ADD_EVIDENCE, _P.CHECK_EVIDENCE, _P.WRITE_PAPERS},
    ),
    Role(
        "clerk",
        "Democratic services",
        Scope.AGGREGATE,
        "publish:home-clerk",
        _EVERYONE | {_P.CLERK_BODIES, _P.WRITE_PAPERS, _P.PUBLISH},
    ),
    Role(
        "councillor",
        "Councillor",
        Scope.AGGREGATE,
        "publish:home-councillor",
        _EVERYONE | {_P.CHALLENGE},
    ),
)

ROLES: dict[str, Role] = {role.id: role for role in _DECLARED}
"""Every role by its id."""


def role_of(user: object) -> Role | None:
    """The role of a person; None for someone who has not signed in, or holds none."""
    if not getattr(user, "is_authenticated", False):
        return None
    return ROLES.get(getattr(user, "role", ""))


def may(user: object, permission: Permission) -> bool:
    """Whether a person's role allows it."""
    role = role_of(user)
    return role is not None and permission in role.permissions


def scope_of(user: object) -> Scope:
    """How far a person's sight reaches."""
    role = role_of(user)
    return role.scope if role else Scope.PUBLIC
