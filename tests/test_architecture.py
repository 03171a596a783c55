"""Arrows run one way: who may import whom, read from the source and from running imports."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@cache
def imported(path: Path) -> frozenset[str]:
    """Name every module that a file imports, at its top or inside a function."""
    return frozenset(_imported(ast.parse(path.read_text(encoding="utf-8"))))


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
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


def loaded_by(statement: str) -> set[str]:
    """Name every module that a process of its own has loaded once it has run a statement."""
    code = f"{statement}\nimport sys; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    return set(done.stdout.split())


def test_what_must_start_at_once_loads_nothing_heavy() -> None:
    """The command line does not even read documents before it knows the command."""
    loaded = loaded_by("import solver.cli")
    assert "solver.commands.check" in loaded
    assert loaded & {"ortools", "pandas", "holidays", "solver.model", "pydantic"} == set()


def test_what_checks_and_tries_loads_nothing_heavy() -> None:
    loaded = loaded_by("import solver.check, solver.commands.check, solver.decide.trying")
    assert "solver.decide.trying" in loaded
    assert loaded & {"ortools", "pandas", "holidays", "solver.model"} == set()


def test_pandas_is_loaded_only_where_a_frame_is_made() -> None:
    loaded = loaded_by("import solver.plan, solver.html.plan")
    assert "solver.html.plan" in loaded
    assert "pandas" not in loaded
