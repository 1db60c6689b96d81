"""The handbook in the repository is what the declarations say today, and nothing of them is left out."""

from pathlib import Path

from typer.testing import CliRunner

from sightline.cli import app
from sightline.commands.handbook import written
from sightline.commands.shell import Exit
from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.mission import ROWS, answering, registers_for
from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.catalogue.standard import ONCE, REPEATED
from sightline.engine.records.registers import REGISTERS
from sightline.engine.records.tables import TABLES

HANDBOOK = Path(__file__).parents[2] / "docs" / "handbook.md"


def test_the_handbook_is_not_stale() -> None:
    kept = HANDBOOK.read_text(encoding="utf-8").splitlines()
    today = written().splitlines()
    changed = [line for line in today if line not in set(kept)] + [
        line for line in kept if line not in set(today)
    ]
    assert kept == today, (
        f"docs/handbook.md is stale: run `make handbook` and commit it. First: {changed[:3]}"
    )


def test_every_declaration_stands_in_it_once() -> None:
    text = written()
    for duty in DUTIES.values():
        assert text.count(f'<a id="duty-{duty.id}"></a>') == 1
        assert all(str(basis) in text for basis in duty.basis)
    for name, register in REGISTERS.items():
        assert text.count(f'<a id="register-{name}"></a>') == 1
        assert all(f"| `{column.name}` |" in text for column in register)
    assert all(f"| `{name}` |" in text for name in TABLES)
    own = set(MEASURES) - {measure.id for measure in (*ONCE, *REPEATED)}
    assert own and all(f"(`{id}`)" in text for id in own)


def test_what_nobody_read_at_its_source_says_so() -> None:
    text = written()
    for duty in DUTIES.values():
        said = text.partition(f'<a id="duty-{duty.id}"></a>')[2].partition("<a id=")[0]
        doubtful = [one for one in duty.basis if not one.verified and one.kind != "local standard"]
        assert said.count("**not verified**") == len(doubtful), duty.id


def test_every_row_of_practice_has_a_clock_a_register_or_says_how_it_is_answered() -> None:
    duties = list(DUTIES.values())
    assert [row.id for row in ROWS] == [f"P{number}" for number in range(1, 32)]
    for row in ROWS:
        assert answering(row, duties) or registers_for(row, duties) or row.elsewhere, row.id
        assert set(row.also) <= set(REGISTERS), row.id
        assert set(row.duties) <= set(DUTIES), row.id
        assert set(row.areas) <= {duty.area for duty in duties}, row.id


def test_it_is_printed_or_written_where_asked(tmp_path: Path) -> None:
    run = CliRunner()
    assert run.invoke(app, ["handbook"]).stdout == written()
    to = tmp_path / "handbook.md"
    assert run.invoke(app, ["handbook", "--to", str(to)]).exit_code == 0
    assert to.read_text(encoding="utf-8") == written()
    result = run.invoke(app, ["handbook", "--to", str(tmp_path / "nowhere" / "handbook.md")])
    assert result.exit_code == Exit.BAD_INPUT and "--to" in result.stderr
