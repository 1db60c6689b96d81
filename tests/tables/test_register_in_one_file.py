"""Adding a register is one declaration in one file: found, read, recognised and given its blank workbook."""

import json
import subprocess
import sys
from pathlib import Path

BEDTIME = """
from sightline.engine.records.columns import Column, Kind, Table, Type

BEDTIME_STORY = Table(
    name="bedtime_story",
    title="Bedtime stories",
    key=("child_id", "told_on"),
    person="child_id",
    starts="told_on",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True),
        Column("told_on", Type.DATE, Kind.DATE, "Told", required=True),
        Column("moral", Type.TEXT, Kind.CONTENT, "Moral", codes=("be kind", "be brave")),
    ),
)
"""

ASKING = """
import json, sys
from hashlib import sha256
from importlib.util import find_spec, module_from_spec
from pathlib import Path

spec = find_spec("sightline.engine.records.registers")
spec.submodule_search_locations.append(sys.argv[1])
sys.modules[spec.name] = module_from_spec(spec)
spec.loader.exec_module(sys.modules[spec.name])

from typer.testing import CliRunner

from sightline.cli import app
from sightline.engine.records.readers import read
from sightline.engine.records.reading import File

content = b"Child,Told,Moral\\n001,31/03/2019,be kind\\n002,01/04/2019,be late\\n"
(reading,), unknown = read([File("march.csv", content, sha256(content).hexdigest())])
CliRunner().invoke(app, ["template", "bedtime_story", "--to", sys.argv[1]])
print(json.dumps({
    "rows": reading.tables["bedtime_story"].select("child_id", "moral").rows(),
    "problems": [problem.code for problem in reading.problems],
    "template": Path(sys.argv[1], "bedtime_story.xlsx").is_file(),
}))
"""


def test_a_register_needs_nothing_but_its_declaration(tmp_path: Path) -> None:
    (tmp_path / "bedtime.py").write_text(BEDTIME, encoding="utf-8")
    asked = subprocess.run(
        [sys.executable, "-c", ASKING, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert json.loads(asked.stdout) == {
        "rows": [["001", "be kind"], ["002", None]],
        "problems": ["not_understood"],
        "template": True,
    }
