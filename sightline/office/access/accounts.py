"""Making and shutting accounts and changing passwords, each with its entry in the trail."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from sightline.engine.authority import Authority
from sightline.office.access import trail
from sightline.office.access.models import User
from sightline.office.access.permissions import Scope
from sightline.office.access.roles import ROLES


@dataclass(frozen=True)
class Account:
    """Who an account is for. ``role`` is the id of one; ``worker`` and ``team`` are theirs in the files."""

    username: str
    role: str
    forename: str = ""
    surname: str = ""
    worker: str = ""
    team: str = ""

    def user(self) -> User:
        """The account, not yet saved and without a password."""
        return User(
            username=self.username,
            role=self.role,
            first_name=self.forename,
            last_name=self.surname,
            worker_id=self.worker,
            team_id=self.team,
        )


def title_of(role: str) -> str:
    """A role in words."""
    return ROLES[role].title


def check(account: Account, authority: Authority) -> None:
    """Raises ValidationError, which says everything that is wrong: what was found and what was expected."""
    wrong = []
    role = ROLES.get(account.role)
    if role is None:
        wrong.append(f"Found the role {account.role}, expected one of: {', '.join(ROLES)}")
    elif role.scope is Scope.OWN and not account.worker:
        wrong.append("A social worker sees their own cases: give their identifier in the files with --worker")
    elif role.scope is Scope.TEAM and not account.team:
        wrong.append("A team manager sees a team's cases: give the team with --team")
    if account.team and authority.team(account.team) is None:
        teams = ", ".join(team.id for team in authority.teams) or "none"
        wrong.append(f"Found the team {account.team}, expected one of {authority.name}'s: {teams}")
    if User.objects.filter(username__iexact=account.username).exists():
        wrong.append(f"There is an account called {account.username} already")
    try:
        User._meta.get_field("username").clean(account.username, None)
    except ValidationError as error:
        wrong += error.messages
    if wrong:
        raise ValidationError(wrong)


@transaction.atomic
def add(account: Account, password: str) -> User:
    """Make an account. Raises ValidationError where the password is too weak."""
    user = account.user()
    validate_password(password, user)
    user.set_password(password)
    user.save()
    _tell("account made", user, role=account.role)
    return user


@transaction.atomic
def change_password(user: User, password: str) -> None:
    """Give somebody the new password that they chose. Their sessions elsewhere end with the old one."""
    user.set_password(password)
    user.save(update_fields=["password"])
    trail.record("password changed", by=user, subject=f"{user._meta.label_lower}:{user.pk}")


@transaction.atomic
def disable(username: str) -> User:
    """Shut an account, which is kept: what its person did stays theirs. Raises ValidationError: none such."""
    user = User.objects.select_for_update().filter(username=username).first()
    if user is None:
        raise ValidationError(f"There is no account called {username}. See: sightline account list")
    if user.is_active:
        user.is_active = False
        user.save(update_fields=["is_active"])
        _tell("account shut", user)
    return user


def listed() -> list[dict[str, Any]]:
    """Every account in plain values, by user name."""
    return [
        {
            "username": user.username,
            "name": user.get_full_name(),
            "role": user.role,
            "worker": user.worker_id,
            "team": user.team_id,
            "active": user.is_active,
            "last_signed_in": user.last_login,
        }
        for user in User.objects.order_by("username")
    ]


def _tell(what: str, user: User, **details: Any) -> None:
    trail.record(
        what, by=None, subject=f"{user._meta.label_lower}:{user.pk}", why="command line", details=details
    )
