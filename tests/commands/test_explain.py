"""`daeet explain`: the verdict of one pupil and week, of everyone, and what outsiders may read."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from solver import cli
from tests.commands.running import FIXTURES, Result, infeasible, refusal_here, write
from tests.example import example

LILLE = str(FIXTURES / "lille-2026-W48.json")
KEYS = ["pupil", "week", "verdict", "proven", "because", "cost", "moves", "repairs",
        "repairs_complete", "message"]  # fmt: skip


def explained(*arguments: str, path: str = LILLE) -> dict[str, object]:
    result = Result("explain", path, *arguments, "--json")
    assert (result.code, result.err) == (0, "")
    answer: dict[str, object] = json.loads(result.out)
    return answer


class TestOne:
    def test_for_a_program(self) -> None:
        answer = explained("--pupil", "P07", "--week", "2026-W48")
        assert list(answer) == KEYS
        assert (answer["pupil"], answer["week"], answer["verdict"]) == ("P07", "2026-W48", "worse")
        assert answer["cost"] == [
            {"level": "unplaced", "before": 0, "after": 1},
            {"level": "waiting", "before": 33, "after": 25},
        ]
        assert answer["moves"] == [{"pupil": "P01", "from": "2026-W48", "to": None}]
        assert (answer["because"], answer["repairs_complete"]) == ([], True)

    def test_for_a_person(self) -> None:
        shown = Result("explain", LILLE, "--pupil", "P07", "--week", "2026-W48").out
        assert shown.startswith("P07 en semaine 48 (du 23 novembre) ? – données inventées\n")
        assert "Possible, mais à un prix." in shown
        assert "Ce qui le permettrait :" in shown
        assert max(map(len, shown.splitlines())) <= 80

    def test_the_plan_explained_is_the_plan_given(self) -> None:
        plan = json.loads(Result("plan", LILLE, "--json").out)
        place = plan["admissions"][0]
        answer = explained("--pupil", place["pupil"], "--week", place["week"])
        assert (answer["verdict"], answer["cost"], answer["moves"]) == ("admitted", [], [])

    @pytest.mark.parametrize("week", ["2026-W52", "2030-W01"])
    def test_a_week_closed_or_outside_the_period_is_impossible(self, week: str) -> None:
        answer = explained("--pupil", "P07", "--week", week)
        assert (answer["verdict"], answer["repairs"]) == ("impossible", [])
        assert answer["because"]
        shown = Result("explain", LILLE, "--pupil", "P07", "--week", week).out
        assert "Rien de ce qui a été essayé" not in shown


class TestEveryone:
    def test_for_a_program(self) -> None:
        answer = explained("--all")
        assert list(answer) == ["explanations", "complete"]
        assert answer["complete"] is True
        found = answer["explanations"]
        assert isinstance(found, list)
        assert [list(each) for each in found] == [KEYS] * 9

    def test_for_a_person(self) -> None:
        shown = Result("explain", LILLE, "--all").out
        assert shown.startswith("Pourquoi 7 élèves attendent – données inventées\n")
        assert "P07 (Collège des Tilleuls), prévu en semaine 50 (du 7 décembre)" in shown

    def test_nobody_waits(self, tmp_path: Path) -> None:
        empty: dict[str, list[object]] = {
            key: [] for key in ("pupils", "conflicts", "pins", "bans", "announced")
        }
        document = {**example(), **empty, "teacher_conflicts": []}
        path = write(tmp_path / "i.json", document)
        assert Result("explain", path, "--all").out == "Personne n'attend. – données inventées\n"


class TestOutOfTime:
    def test_nothing_is_claimed_that_was_not_tried(self) -> None:
        line = ("explain", LILLE, "--all", "--time-limit", "0.05")
        answer = json.loads(Result(*line, "--json").out)
        shown = Result(*line).out
        complete = answer["complete"] and all(
            each["repairs_complete"] for each in answer["explanations"]
        )
        assert not complete
        assert "Le temps a manqué" in shown
        for cut in (each for each in answer["explanations"] if not each["repairs_complete"]):
            assert not cut["repairs"]

    def test_no_time_for_a_verdict(self, capsys: pytest.CaptureFixture[str]) -> None:
        arguments = ["explain", LILLE, "--pupil", "P07", "--week", "2026-W48"]
        code = cli.run([*arguments, "--time-limit", "0.000001"])
        shown = capsys.readouterr()
        assert code in (0, 4)
        assert "Rien de ce qui a été essayé" not in shown.out


class TestOutsiders:
    @pytest.mark.parametrize("reader", ["college", "family"])
    def test_they_read_of_their_own_pupil_alone(self, reader: str) -> None:
        line = ("--pupil", "P07", "--week", "2026-W48", "--for", reader)
        answer = explained(*line)
        assert list(answer) == ["pupil", "week", "planned", "message"]
        shown = Result("explain", LILLE, *line).out
        assert shown == f"{answer['message']}\n"

    @pytest.mark.parametrize("reader", ["college", "family"])
    def test_no_plan_at_all_betrays_nothing_of_why(self, reader: str, tmp_path: Path) -> None:
        path = write(tmp_path / "i.json", infeasible())
        line = ("explain", path, "--pupil", "P03", "--week", "2026-W49", "--for", reader)
        shown, document = Result(*line), Result(*line, "--json")
        assert (shown.code, document.code) == (3, 3)
        whose = "votre élève" if reader == "college" else "votre enfant"
        said = (
            f"Les groupes ne sont pas encore composés : aucune semaine n'est prévue pour {whose}."
        )
        assert shown.out == f"{said}\n"
        assert json.loads(document.out) == {"pupil": "P03", "week": "2026-W49", "message": said}
        assert "P01" not in shown.out + shown.err + document.out + document.err

    def test_the_referente_reads_why(self, tmp_path: Path) -> None:
        path = write(tmp_path / "i.json", infeasible())
        result = Result("explain", path, "--pupil", "P03", "--week", "2026-W49", "--json")
        assert result.code == 3
        assert json.loads(result.out)["reasons"]


class TestBadInput:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ("--pupil P07", "il faut --pupil et --week, ou bien --all"),
            ("--week 2026-W48", "il faut --pupil et --week, ou bien --all"),
            ("", "il faut --pupil et --week, ou bien --all"),
            ("--all --pupil P07", "--all ne va pas avec --pupil ni --week."),
            ("--all --for family", "il ne va qu'avec --for referent."),
            ("--pupil P99 --week 2026-W48", "--pupil : aucun élève n'a l'identifiant « P99 »."),
            ("--pupil P07 --week 2026-W60", "« 2026-W60 » n'est pas une semaine"),
            (
                "--pupil P07 --week 2026-W48 --for maire",
                "--for : valeurs possibles : referent, college, family.",
            ),
        ],
    )
    def test_said_in_one_line(
        self, arguments: str, said: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert said in refusal_here(["explain", LILLE, *arguments.split()], capsys)


def test_the_keys_are_those_of_the_contract_in_its_order() -> None:
    contract = ["pupil", "week", "verdict", "because", "cost", "moves", "repairs", "message"]
    assert all(KEYS.index(one) < KEYS.index(other) for one, other in pairwise(contract))
