"""Run inside a copy of the package: load a child's files, then ask the command line and the pages.

Prints one JSON document. ``sys.argv``: a folder for data, a folder of files to load.
"""

import json
import os
import sys
from pathlib import Path

HOME, FILES = Path(sys.argv[1]), Path(sys.argv[2])
os.environ.update(
    SIGHTLINE_HOME=str(HOME),
    DJANGO_SETTINGS_MODULE="sightline.site.settings",
    SIGHTLINE_AUTHORITY="west-sussex",
)
os.environ.pop("DATABASE_URL", None)

from typer.testing import CliRunner  # noqa: E402

import sightline  # noqa: E402
from sightline.cli import app  # noqa: E402
from sightline.commands import office  # noqa: E402
from sightline.commands.shell import SHOW  # noqa: E402

SHOW.width = 300
run = CliRunner()


def ask(*words: str) -> str:
    result = run.invoke(app, [*words])
    if result.exit_code:
        raise SystemExit(f"{words}: {result.exit_code} {result.output} {result.exception!r}")
    return result.stdout


told = {
    "package": str(Path(sightline.__file__).parent),
    "loaded": json.loads(ask("load", str(FILES), "--extract-date", "2019-09-30", "--json")),
    "duties": json.loads(ask("duties", "--area", "missing", "--json")),
    "child": ask("child", "001"),
    "late": json.loads(ask("children", "--late", "--duty", "plan_after_interview", "--json")),
    "measures": json.loads(ask("measures", "--json")),
    "template": ask("template", "family_time", "--to", str(HOME / "blank")),
    "export": json.loads(ask("export", "family_time", "--to", str(HOME / "out.csv"), "--json")),
    "handbook": ask("handbook"),
}

office.set_up("west-sussex")

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

settings.ALLOWED_HOSTS = ["testserver"]

from sightline.office.access.models import User  # noqa: E402
from sightline.office.lens.lens import Lens  # noqa: E402

director = User.objects.create(username="director", role="director")
client = Client()
client.force_login(director)


officer = Client()
officer.force_login(User.objects.create(username="officer", role="performance_officer"))


def page(name: str, *args: str, room: str = "caseload", who: Client = client, **query: str) -> str:
    answer = who.get(reverse(f"{room}:{name}", args=args), query)
    if answer.status_code != 200:
        raise SystemExit(f"{name} {args}: {answer.status_code}")
    return answer.content.decode()


told["pages"] = {
    "child": page("child", Lens.of(director).handle("001")),
    "duties": page("duties", area="missing"),
    "duty": page("duty", "plan_after_interview"),
    "measures": page("measures", area="missing") + page("measures", find="second review"),
    "registers": page("registers", room="evidence", who=officer),
    "register": page("register", "family_time", room="evidence", who=officer),
    "measure": page("measure", "review_second_by_entry"),
    "measure of the duty": page("measure", "plan_after_interview_timeliness"),
}

try:
    from sightline.engine.records import readers
    from sightline.engine.records.readers import visit_list
    from sightline.engine.records.reading import File
except ImportError as error:
    raise SystemExit(str(error)) from None

readers.READERS = (visit_list.READER, *readers.READERS)
content = (
    b"child;VISITED ON;Weather\n001;31/03/2019;fine\n,01/04/2019;wet\n002;yesterday;fine\n003;2019-04-02;\n"
)
(reading,), unknown = readers.read([File("march.csv", content, "a" * 64)])
told["reader"] = {
    "source": reading.source,
    "rows": reading.tables["ssd_cla_visits"].select("clav_person_id", "clav_cla_visit_date").rows(),
    "problems": [problem.sentence() for problem in reading.problems],
    "unknown": len(unknown),
}
sys.stdout.write(json.dumps(told, default=str))
