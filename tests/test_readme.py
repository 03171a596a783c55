"""What the README shows is what the program does."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(language: str, containing: str) -> str:
    blocks = re.finditer(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)
    return next(match[1] for match in blocks if containing in match[1])


def output(*command: str) -> str:
    run = subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return run.stdout


def test_the_readme_opens_with_the_two_commands() -> None:
    assert "make plan" in README.splitlines()[3]
    assert "make test" in README.splitlines()[4]


def test_the_plan_shown_is_the_plan_printed() -> None:
    shown = block("text", "Semaine du")
    assert output("-m", "solver.cli", "plan", "fixtures/lille-2026-W48.json") == shown


def test_the_python_shown_runs() -> None:
    assert output("-c", block("python", "solve(")).startswith("optimal [('unplaced', 0, 0)")
