"""Arrows run one way: who may import whom, read from the source and from running imports."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Name every module that a file imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def importers(folder: str, *packages: str) -> set[str]:
    """Name the files of a folder that import one of some packages."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in modules(folder)
        for name in imported(path)
        if any(name == package or name.startswith(f"{package}.") for package in packages)
    }


def test_there_are_files_to_look_at() -> None:
    assert len(modules("solver")) > 20


def test_the_solver_knows_nothing_of_the_service() -> None:
    assert importers("solver", "api", "fastapi", "sqlalchemy", "uvicorn") == set()


def test_only_the_model_knows_cp_sat() -> None:
    files = importers("solver", "ortools")
    assert files
    assert all(name.startswith("solver/model/") for name in files)


def test_the_model_knows_nothing_of_commands_and_printing() -> None:
    assert importers("solver/model", "solver.commands", "solver.show", "solver.cli") == set()


def test_what_decides_knows_nothing_of_simulated_years() -> None:
    allowed = ("solver/simulate/", "solver/commands/simulate.py", "solver/show/simulation.py")
    assert all(name.startswith(allowed) for name in importers("solver", "solver.simulate"))


def test_a_simulated_year_knows_nothing_of_commands_and_printing() -> None:
    assert importers("solver/simulate", "solver.commands", "solver.show", "solver.cli") == set()


def test_only_the_tests_know_what_a_cluster_is_made_of() -> None:
    assert importers("solver", "dask", "distributed") == set()


def test_the_checker_shares_nothing_with_the_model() -> None:
    checker = {
        "solver/check.py",
        *(f.relative_to(ROOT).as_posix() for f in modules("solver/checks")),
    }
    assert checker & importers("solver", "solver.model", "solver.solve", "solver.greedy") == set()


def test_charts_alone_need_matplotlib_and_only_notebooks_draw_them() -> None:
    """The service is installed without matplotlib."""
    assert importers("solver", "matplotlib") == {"solver/plots.py"}
    assert (
        importers("solver", "solver.plots") | importers("api", "matplotlib", "solver.plots")
        == set()
    )


def test_the_command_line_reads_no_document_before_it_knows_the_command() -> None:
    code = "import sys, solver.cli; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("module", ["solver.cli", "solver.check", "solver.commands.check"])
@pytest.mark.parametrize("heavy", ["ortools", "pandas", "holidays", "solver.model"])
def test_what_must_start_at_once_loads_nothing_heavy(module: str, heavy: str) -> None:
    code = f"import sys, {module}; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
