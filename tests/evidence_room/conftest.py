"""An office with an empty store of its own, people of every role, and files to send."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sightline.engine.records.evidence import EvidenceStore
from sightline.office.access.models import User
from sightline.office.access.roles import ROLES
from sightline.office.evidence.loading import carry_out
from sightline.office.evidence.models import Job

PEOPLE = (
    b"pers_person_id,pers_sex,pers_dob,pers_forename,pers_surname\n"
    b"001,F,2008-05-01,Ada,Test\n002,M,2017-05-01,Bo,Test\n003,x,yesterday,Cy,Test\n"
)
EPISODES = (
    b"clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,"
    b"clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_entered_care_date\n"
    b"E1,001,2019-01-10,S,,,2019-01-10\nE2,002,2018-01-10,S,2019-02-01,E12,2018-01-10\n"
)
VISITS = b"clav_cla_visit_id,clav_person_id,clav_cla_visit_date,clav_cla_visit_seen\n"

Person = Callable[..., Client]
Send = Callable[..., Job]


@pytest.fixture
def store(tmp_path: Path, settings: Any) -> EvidenceStore:
    """The office's own store, empty."""
    settings.SIGHTLINE_HOME = tmp_path / "home"
    return EvidenceStore(tmp_path / "home", "west-sussex")


@pytest.fixture
def person(db: None, store: EvidenceStore) -> Person:
    """Sign in as somebody of a role."""

    def sign_in(role: str, **more: str) -> Client:
        assert role in ROLES
        user, _ = User.objects.get_or_create(username=role, defaults={"role": role} | more)
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def officer(person: Person) -> Client:
    return person("performance_officer")


@pytest.fixture
def send(officer: Client) -> Send:
    """Send files through the page; the job that came of them, waiting."""

    def upload(*files: tuple[str, bytes], **more: str) -> Job:
        sent = [SimpleUploadedFile(name, content) for name, content in files]
        answer = officer.post("/files/upload/", {"chosen": sent, **more})
        assert answer.status_code == 302, answer.content.decode()
        return Job.objects.latest("pk")

    return upload


@pytest.fixture
def loaded(send: Send) -> Job:
    """A small dataset, loaded."""
    job = send(("ssd_person.csv", PEOPLE), ("ssd_cla_episodes.csv", EPISODES))
    carry_out(job.pk)
    job.refresh_from_db()
    return job
