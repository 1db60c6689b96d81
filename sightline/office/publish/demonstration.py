"""The people of the demonstration: one made-up account of each role, on the synthetic record."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl
from django.db import transaction

from sightline.engine.authority import Authority
from sightline.office.access import sign_ins, trail
from sightline.office.access.models import User
from sightline.office.lens.lens import Lens
from sightline.office.publish.story import Cast
from sightline.office.publish.telling import tell_story


class NotSyntheticError(RuntimeError):
    """Made-up people were asked for where children are real."""


@dataclass(frozen=True)
class Person:
    """A made-up person. ``post``: which of the record's posts they hold, if any."""

    username: str
    forename: str
    surname: str
    role: str
    post: str = ""


PEOPLE = (
    Person("social-worker", "Amara", "Whitlock", "social_worker", "worker"),
    Person("team-manager", "Gareth", "Lindqvist", "team_manager", "team"),
    Person("team-manager-2", "Nadia", "Fairbrother", "team_manager", "other team"),
    Person("performance", "Owen", "Castellane", "performance_officer"),
    Person("director", "Marguerite", "Ashdown", "director"),
    Person("improvement-lead", "Callum", "Verity", "improvement_lead"),
    Person("clerk", "Beatrix", "Holloway", "clerk"),
    Person("councillor", "Tamsin", "Reeve", "councillor"),
)

_AREA = "coast"
_CASELOAD = (14, 20)


@dataclass(frozen=True)
class Post:
    """A place in the record for an account to stand in. ``name``: whom the record has there, if anybody."""

    worker_id: str = ""
    team_id: str = ""
    name: str = ""


def posts(people: pl.DataFrame, staff: pl.DataFrame) -> dict[str, Post]:
    """A worker with a believable caseload, their team's manager, and the manager of another area's team.

    ``people``: PEOPLE_SCHEMA, ``staff``: STAFF_SCHEMA. The same record gives the same posts; none, no posts.
    """
    held = people.filter("in_care").drop_nulls(["worker_id", "team_id"])
    loads = held.group_by("worker_id", "team_id", "area_id").agg(children=pl.len().cast(pl.Int64))
    if loads.is_empty():
        return {}
    elsewhere = pl.col("area_id").ne_missing(_AREA)
    low, high = _CASELOAD
    outside = pl.max_horizontal(low - pl.col("children"), pl.col("children") - high, 0)
    mine = loads.sort(outside, elsewhere, -pl.col("children"), "worker_id").row(0, named=True)
    other = held.filter(
        pl.col("area_id").ne_missing(mine["area_id"]) & (pl.col("team_id") != mine["team_id"])
    )
    teams = other.group_by("team_id").len().sort("len", "team_id", descending=[True, False])["team_id"]
    names = dict(staff.drop_nulls("name").select("worker_id", "name").iter_rows())
    return {
        "worker": Post(mine["worker_id"], mine["team_id"], names.get(mine["worker_id"], "")),
        "team": _manager(staff, mine["team_id"]),
        "other team": _manager(staff, teams[0]) if len(teams) else Post(),
    }


def _manager(staff: pl.DataFrame, team: str) -> Post:
    found = staff.filter((pl.col("team_id") == team) & (pl.col("title") == "Team manager"))
    if found.is_empty():
        return Post("", team)
    return Post(found["worker_id"][0], team, found["name"][0] or "")


def seed(home: Path, authority: Authority) -> bool:
    """Make the accounts and tell the story, whole or not at all. True where anything was told anew.

    Raises NotSyntheticError where the authority's children are real.
    """
    if not authority.synthetic:
        raise NotSyntheticError(
            f"{authority.name} is not marked synthetic, so no demonstration is made in its office. "
            "Make real accounts with: sightline account add"
        )
    passwords = sign_ins.made_for(home, (person.username for person in PEOPLE))
    with transaction.atomic():
        accounts = {person.username: _account(person, passwords) for person in PEOPLE}
        _stand_in(accounts)
        return tell_story(_cast(accounts), authority, partial(Lens.of, accounts["director"]))


def _account(person: Person, passwords: Mapping[str, str]) -> User:
    user = User.objects.filter(username=person.username).first()
    if user is None:
        user = User(username=person.username, first_name=person.forename, last_name=person.surname)
        user.role = person.role
        user.set_password(passwords[person.username])
        user.save()
        _told(user, "account made")
        return user
    if not user.check_password(passwords[person.username]):
        user.set_password(passwords[person.username])
        user.save()
        _told(user, "password changed")
    _change(user, {"role": person.role})
    return user


def _change(user: User, told: Mapping[str, str]) -> None:
    if all(getattr(user, name) == value for name, value in told.items()):
        return
    for name, value in told.items():
        setattr(user, name, value)
    user.save()
    _told(user, "account changed")


def _told(user: User, what: str) -> None:
    subject = f"{user._meta.label_lower}:{user.pk}"
    trail.record(what, by=None, subject=subject, why="demonstration", details={"role": user.role})


def _stand_in(accounts: Mapping[str, User]) -> None:
    lens = Lens.of(accounts["director"])
    found = posts(lens.people(), lens.staff())
    for person in PEOPLE:
        if not person.post:
            continue
        user, post = accounts[person.username], found.get(person.post, Post())
        told = {"worker_id": post.worker_id, "team_id": post.team_id}
        if post.name:
            told["first_name"], _, told["last_name"] = post.name.partition(" ")
        _change(user, told)


def _cast(accounts: Mapping[str, User]) -> Cast:
    return Cast(
        lead=accounts["improvement-lead"],
        clerk=accounts["clerk"],
        councillor=accounts["councillor"],
        director=accounts["director"],
        performance=accounts["performance"],
        manager=accounts["team-manager"],
    )
