"""`daeet check`."""

import json
from pathlib import Path

import pytest

from solver.rules import LEVEL_LABELS, LEVELS
from tests.commands.running import Result, write
from tests.example import example


class TestCheck:
    @pytest.fixture
    def planned(self, files: Path) -> Path:
        result = Result("plan", str(files / "i.json"), "--out", str(files / "p.json"))
        assert result.code == 0
        return files

    def test_a_good_plan(self, planned: Path) -> None:
        result = Result("check", str(planned / "i.json"), str(planned / "p.json"))
        assert (result.code, result.err) == (0, "")
        assert all(label in result.out for label in LEVEL_LABELS.values())
        assert result.out.endswith("Ce plan respecte toutes les règles.\n")

    def test_exit_1_with_a_line_per_violation(self, planned: Path) -> None:
        plan = json.loads((planned / "p.json").read_text(encoding="utf-8"))
        plan["admissions"][0]["week"] = "2026-W52"
        bad = write(planned / "bad.json", plan)
        result = Result("check", str(planned / "i.json"), bad)
        assert result.code == 1
        assert any(line.startswith("closed-week : ") for line in result.out.splitlines())
        assert "n'est pas valable : " in result.out.splitlines()[-1]

    def test_a_motive_cannot_drive_the_terminal(self, files: Path) -> None:
        motive = "vol\x1b[31m\n"
        document = example(["policy", "motive_limits"], {motive: 0})
        document["pupils"][1]["motives"] = [motive]
        admitted = [{"pupil": "P02", "week": "2026-W48", "group": 1}]
        plan = {"format": "daeet-plan/1", "status": "feasible", "admissions": admitted}
        result = Result("check", write(files / "m.json", document), write(files / "p.json", plan))
        (line,) = [line for line in result.out.splitlines() if line.startswith("motive-limit : ")]
        assert r"« vol\x1b[31m\n », 0 au plus." in line

    def test_for_a_program(self, planned: Path) -> None:
        good = json.loads(
            Result("check", str(planned / "i.json"), str(planned / "p.json"), "--json").out
        )
        assert good["valid"]
        assert good["violations"] == []
        assert [score["level"] for score in good["score"]] == list(LEVELS)
        plan = json.loads((planned / "p.json").read_text(encoding="utf-8"))
        plan["score"][0]["value"] += 1
        result = Result("check", str(planned / "i.json"), write(planned / "b.json", plan), "--json")
        assert result.code == 1
        bad = json.loads(result.out)
        assert not bad["valid"]
        assert set(bad["violations"][0]) == {"rule", "subjects", "message"}

    def test_exit_2_for_a_bad_plan(self, files: Path) -> None:
        plan = write(files / "p.json", {"format": "daeet-plan/1", "status": "perfect"})
        refusal = Result("check", str(files / "i.json"), plan).refusal()
        assert refusal.startswith("status : valeur attendue : optimal, feasible")
