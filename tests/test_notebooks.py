"""The notebooks: run from top to bottom in a clean kernel, kept without outputs, made into pages."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbformat import NotebookNode

from notebooks.pages import NOTEBOOKS, executed, page, read
from solver.html.elements import INVENTED

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
ALLOWED = {"solver", "pandas", "matplotlib"} | set(sys.stdlib_module_names)


def code(notebook: NotebookNode) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def test_there_are_five() -> None:
    assert [path.stem[:2] for path in PATHS] == ["1-", "2-", "3-", "4-", "5-"]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
class TestEach:
    def test_it_is_kept_without_outputs(self, path: Path) -> None:
        for cell in read(path).cells:
            if cell.cell_type == "code":
                assert cell.outputs == []
                assert cell.execution_count is None
            assert cell.metadata == {}

    def test_it_is_a_question_and_imports_the_project_alone(self, path: Path) -> None:
        notebook = read(path)
        assert notebook.cells[0].source.startswith("# ")
        assert "?" in notebook.cells[0].source
        assert {name for source in code(notebook) for name in imported(source)} <= ALLOWED
        assert len(notebook.cells) <= 16

    def test_it_runs_and_becomes_a_page_that_fetches_nothing(self, path: Path) -> None:
        made = page(executed(path))
        assert INVENTED in made
        assert made.count("<svg") >= 1
        assert 'lang="fr"' in made
        assert "<script" not in made
        assert "import " not in made, "the page leaves the code out"
        assert "Traceback" not in made
        for fetched in ('src="http', "src='http", "<link", "@import"):
            assert fetched not in made
