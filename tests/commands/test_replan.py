"""`daeet replan`: what a Monday morning shows, writes and refuses."""

import json
from pathlib import Path
from typing import Any

import pytest

import solver.decide.replan
from solver import cli
from solver.check import Violation
from solver.checked import PlanRefused
from solver.plan import Plan
from tests.commands.running import FIXTURES, Result, refusal_here, write
from tests.example import example

LILLE = str(FIXTURES / "lille-2026-W48.json")
WEEK = "2026-W48"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Publish the plan of the fixture week."""
    path = str(tmp_path_factory.mktemp("published") / "plan.json")
    assert Result("plan", LILLE, "--out", path).code == 0
    return path


def run(published: str, *options: str) -> Result:
    return Result("replan", LILLE, published, "--week", WEEK, *options)


class TestAnswers:
    def test_a_page_for_a_monday_morning(self, published: str) -> None:
        result = run(published, "--absent", "P03", "--away", "t-sport")
        assert (result.code, result.err) == (0, "")
        headings = (
            "Semaine du 23 novembre 2026 (2026-W48), plan réparé – données inventées",
            "Ce qui s'est passé",
            "P03 (collège des Remparts) ne vient pas en semaine 48.",
            "Ce qui change",
            "À faire : ",
            "☐ Prévenir le collège des Remparts de l'absence de P03",
            "Le groupe : ",
            "Ce qui manque cette semaine",
            "À noter dans la situation",
            "Aucune réparation ne dérange moins de familles",
        )
        places = [result.out.find(heading) for heading in headings]
        assert -1 not in places
        assert places == sorted(places)

    @pytest.mark.parametrize("width", ["80", "100", "300"])
    def test_no_line_is_wider_than_the_page(
        self, width: str, published: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COLUMNS", width)
        result = run(published, "--urgent", "P09", "--away", "t-theatre", "--conflict", "P02:P06")
        assert result.code == 0
        assert max(map(len, result.out.splitlines())) <= min(int(width), 100)

    def test_nothing_happened(self, published: str) -> None:
        said = " ".join(run(published).out.split())
        assert "Rien de nouveau depuis le plan publié." in said
        assert "Rien ne change : le plan publié tient." in said
        assert "Personne à appeler." in said

    def test_an_answer_for_a_program(self, published: str) -> None:
        result = run(published, "--absent", "P03", "--json")
        assert (result.code, result.err) == (0, "")
        answer = json.loads(result.out)
        assert list(answer) == [
            "week", "plan", "proven", "families_proven", "families", "practitioners", "moves",
            "cancelled", "added", "calls", "happened", "to_note", "message",
        ]  # fmt: skip
        assert answer["plan"]["format"] == "daeet-plan/1"
        moves = {move["pupil"]: move for move in answer["moves"]}
        assert moves["P03"] == {"pupil": "P03", "from": "2026-W48", "to": "2026-W49"}
        assert answer["calls"][0]["kind"] == "college"

    @pytest.mark.parametrize(
        "options",
        [
            ["--absent", "P03", "--absent", "P01"],
            ["--away", "t-sport", "--away", "t-theatre"],
            ["--conflict", "P01:P06"],
            ["--urgent", "P09"],
        ],
    )
    def test_the_repaired_plan_passes_the_check_of_the_situation_as_it_was(
        self, options: list[str], published: str, tmp_path: Path
    ) -> None:
        out = tmp_path / "repaired.json"
        assert run(published, *options, "--out", str(out)).code == 0
        result = Result("check", LILLE, str(out))
        assert (result.code, result.err) == (0, "")

    def test_the_repaired_plan_can_be_repaired_again(self, published: str, tmp_path: Path) -> None:
        first = str(tmp_path / "first.json")
        assert run(published, "--absent", "P03", "--out", first).code == 0
        again = Result("replan", LILLE, first, "--week", "2026-W49", "--json")
        assert (again.code, json.loads(again.out)["moves"]) == (0, [])

    def test_with_json_the_file_gets_the_plan_alone(self, published: str, tmp_path: Path) -> None:
        out = tmp_path / "repaired.json"
        result = run(published, "--absent", "P03", "--out", str(out), "--json")
        assert json.loads(out.read_text(encoding="utf-8")) == json.loads(result.out)["plan"]

    def test_a_late_notice_is_taken_into_account(self, published: str, tmp_path: Path) -> None:
        document = json.loads(Path(LILLE).read_text(encoding="utf-8"))
        late = {"id": "P99", "college": "ecluse", "earliest": WEEK, "latest": "2026-W50"}
        of = write(tmp_path / "later.json", {**document, "pupils": [*document["pupils"], late]})
        result = Result("replan", of, published, "--week", WEEK, "--urgent", "P99", "--json")
        admissions = json.loads(result.out)["plan"]["admissions"]
        assert "P99" in [entry["pupil"] for entry in admissions if entry["week"] == WEEK]


class TestConflicts:
    """Which pupils `--conflict` means: ids may contain colons."""

    def pupils(self, *codes: str) -> dict[str, Any]:
        return example(
            ["pupils"],
            [
                {"id": code, "college": "tilleuls", "earliest": WEEK, "latest": "2026-W51"}
                for code in codes
            ],
        ) | {"conflicts": [], "pins": [], "bans": [], "announced": [], "teacher_conflicts": []}

    def line(self, folder: Path, codes: list[str], conflict: str) -> list[str]:
        of = write(folder / "i.json", self.pupils(*codes))
        left_out = [{"pupil": code, "outcome": "unplaced"} for code in codes]
        plan = {"format": "daeet-plan/1", "status": "feasible", "not_admitted": left_out}
        published = write(folder / "p.json", plan)
        return ["replan", of, published, "--week", WEEK, "--conflict", conflict]

    def test_the_colon_that_leaves_two_pupils_is_the_one(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        arguments = self.line(tmp_path, ["A:1", "B:2", "C"], "A:1:B:2")
        assert cli.run(arguments) == 0
        assert "A:1 et B:2 ne doivent plus se rencontrer." in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("codes", "conflict", "said"),
        [
            (["A", "B:C", "A:B", "C"], "A:B:C", "se lit de plusieurs façons"),
            (["A", "B"], "A:X", "il faut deux élèves de la situation, comme P03:P07 ; reçu"),
            (["A", "B"], "A", "il faut deux élèves de la situation"),
            (["A", "B"], "A:A", "l'élève « A » est déclaré incompatible avec lui-même."),
        ],
    )
    def test_what_cannot_be_understood_is_refused(
        self,
        codes: list[str],
        conflict: str,
        said: str,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        refusal = refusal_here(self.line(tmp_path, codes, conflict), capsys)
        assert refusal.startswith("--conflict : ")
        assert said in refusal


class TestRefusals:
    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (["--absent", "P05"], "--absent : le plan n'attend pas P05 en semaine 48."),
            (
                ["--away", "x"],
                "--away : personne n'a l'identifiant « x » parmi les intervenant·es.",
            ),
            (["--absent", "P98"], "--absent : aucun élève n'a l'identifiant « P98 »."),
            (["--urgent", "P98"], "--urgent : aucun élève n'a l'identifiant « P98 »."),
        ],
    )
    def test_exit_2_and_nothing_written(
        self, options: list[str], said: str, published: str, tmp_path: Path
    ) -> None:
        out = tmp_path / "repaired.json"
        assert run(published, *options, "--out", str(out)).refusal() == said
        assert not out.exists()

    @pytest.mark.parametrize(
        ("week", "said"),
        [
            ("2026-W52", "la semaine du 21 décembre 2026 est fermée."),
            ("2030-W01", "la semaine 2030-W01 est hors de la période, "),
        ],
    )
    def test_exit_2_for_a_week_closed_or_outside_the_period(
        self, week: str, said: str, published: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        arguments = ["replan", LILLE, published, "--week", week]
        assert refusal_here(arguments, capsys).startswith(f"--week : {said}")

    def test_neither_file_read_is_replaced(
        self, published: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for path in (LILLE, published):
            before = Path(path).read_bytes()
            arguments = ["replan", LILLE, published, "--week", WEEK, "--out", path]
            assert refusal_here(arguments, capsys).endswith("il ne sera pas remplacé.")
            assert Path(path).read_bytes() == before

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("replan x", "daeet replan : il manque PLAN."),
            ("replan x y", "daeet replan : il manque --week."),
            ("replan x y --week 48", "--week : « 48 » n'est pas une semaine"),
            ("replan - - --week 2026-W48", "l'entrée standard ne peut servir qu'une fois."),
        ],
    )
    def test_a_mistyped_line(
        self, line: str, said: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert said in refusal_here(line.split(), capsys)


class TestOtherEnds:
    def test_exit_3_with_the_reasons(self, published: str, tmp_path: Path) -> None:
        out = tmp_path / "repaired.json"
        result = run(published, "--urgent", "P14", "--out", str(out))
        assert result.code == 3
        assert "Vous avez demandé que P14 vienne en semaine 48." in result.out
        assert f"Le plan n'a pas pu être réparé : « {out} » n'a pas été écrit." in result.err
        assert not out.exists()

    def test_exit_3_for_a_program(self, published: str) -> None:
        result = run(published, "--urgent", "P14", "--json")
        answer = json.loads(result.out)
        assert (result.code, answer["status"]) == (3, "infeasible")
        assert {reason["rule"] for reason in answer["reasons"]} == {"pin", "window"}

    def test_exit_4_where_the_time_runs_out(
        self, published: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(solver.decide.replan, "replan", lambda *_: Plan(status="unknown"))
        assert cli.run(["replan", LILLE, published, "--week", WEEK]) == 4
        assert "Le temps a manqué" in capsys.readouterr().out

    def test_exit_70_where_the_checker_refuses_the_repair(
        self, published: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def refuse(*_: object) -> Plan:
            raise PlanRefused((Violation(rule="window", subjects=("P01",), message="Non."),))

        monkeypatch.setattr(solver.decide.replan, "replan", refuse)
        assert cli.run(["replan", LILLE, published, "--week", WEEK]) == 70
        shown = capsys.readouterr()
        assert shown.out == ""
        assert "window : Non." in shown.err
