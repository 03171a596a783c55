"""`daeet try`."""

import json
from pathlib import Path

import pytest

from solver.commands.try_move import split_move
from tests.commands.running import Result, refusal_here, write
from tests.example import example


@pytest.fixture
def planned(files: Path) -> Path:
    """Make a folder with the example and its best plan."""
    result = Result("plan", str(files / "i.json"), "--out", str(files / "p.json"))
    assert result.code == 0
    return files


def try_(folder: Path, *arguments: str) -> Result:
    return Result("try", str(folder / "i.json"), str(folder / "p.json"), "--move", *arguments)


def text_under_the_title(result: Result) -> str:
    return result.out.partition("\n")[2].replace("\n", " ")


class TestTry:
    def test_a_move_that_holds(self, planned: Path) -> None:
        result = try_(planned, "P01:2026-W50")
        assert (result.code, result.err) == (0, "")
        title, verdict, *_ = result.out.splitlines()
        assert title == "P01 en semaine 50 (du 7 décembre) ? – données inventées"
        assert verdict.startswith("Le déplacement tient : P01 passe de la semaine du 30 novembre")
        assert "Ce qui changerait, du plus important au moins important" in result.out
        assert "Annonces modifiées" in result.out
        assert "0 → 1" in result.out
        assert result.out.count("données inventées") == 1
        assert "Le meilleur plan qui contient ce déplacement" in result.out
        assert max(map(len, result.out.splitlines())) <= 80

    def test_a_move_that_does_not_hold_is_a_verdict_like_any_other(self, planned: Path) -> None:
        result = try_(planned, "P03:2026-W49")
        assert (result.code, result.err) == (0, "")
        assert text_under_the_title(result).startswith(
            "Le déplacement ne tient pas : la semaine du 30 novembre 2026 est à éviter pour P03."
        )

    @pytest.mark.parametrize(
        ("week", "why"),
        [
            ("2026-W52", "le dispositif est fermé la semaine du 21 décembre 2026"),
            ("2027-W03", "la semaine du 18 janvier 2027 est hors de la période du plan"),
        ],
    )
    def test_a_week_closed_or_outside_the_period_is_no_bad_input(
        self, week: str, why: str, planned: Path
    ) -> None:
        result = try_(planned, f"P03:{week}")
        assert result.code == 0
        assert text_under_the_title(result).startswith(f"Le déplacement ne tient pas : {why}.")

    def test_the_best_plan_with_the_move_says_its_price_once(self, planned: Path) -> None:
        _, _, after = try_(planned, "P01:2026-W50").out.partition("Le meilleur plan qui contient")
        assert "Prix : " in after
        assert after.count(" → ") == after.count("(") > 0

    def test_a_move_that_is_none(self, planned: Path) -> None:
        shown = try_(planned, "P02:2026-W48").out
        assert "P02 est déjà accueilli la semaine du 23 novembre 2026." in shown.replace("\n", " ")
        assert "Rien ne deviendrait ni mieux ni moins bien." in shown

    def test_for_a_program(self, planned: Path) -> None:
        result = try_(planned, "P03:2026-W49", "--json")
        assert (result.code, result.err) == (0, "")
        trial = json.loads(result.out)
        assert list(trial) == [
            "pupil", "week", "from", "group", "holds", "breaks", "score", "messages",
            "completion",
        ]  # fmt: skip
        assert (trial["pupil"], trial["week"], trial["holds"]) == ("P03", "2026-W49", False)
        assert [broken["rule"] for broken in trial["breaks"]] == ["ban"]
        assert trial["completion"]["possible"] is False
        assert [reason["rule"] for reason in trial["completion"]["because"]] == ["ban"]
        assert all(set(change) == {"level", "before", "after"} for change in trial["score"])

    def test_who_is_in_no_week_comes_from_null(self, planned: Path) -> None:
        plan = json.loads((planned / "p.json").read_text(encoding="utf-8"))
        plan["admissions"] = [a for a in plan["admissions"] if a["pupil"] != "P03"]
        write(planned / "p.json", plan)
        trial = json.loads(try_(planned, "P03:2026-W51", "--json").out)
        assert (trial["from"], trial["holds"]) == (None, True)
        assert "comptait déjà 1 manquement" in trial["messages"][-1]

    def test_the_plan_on_standard_input(self, planned: Path) -> None:
        plan = (planned / "p.json").read_text(encoding="utf-8")
        result = Result("try", str(planned / "i.json"), "-", "--move", "P01:2026-W50", stdin=plan)
        assert result.code == 0


class TestBadInput:
    def test_an_unknown_pupil(self, planned: Path) -> None:
        refusal = try_(planned, "P99:2026-W48").refusal()
        assert refusal == "--move : aucun élève n'a l'identifiant « P99 »."

    @pytest.mark.parametrize("status", ["infeasible", "unknown"])
    def test_a_plan_without_content(self, status: str, files: Path) -> None:
        write(files / "p.json", {"format": "daeet-plan/1", "status": status})
        refusal = try_(files, "P01:2026-W48").refusal()
        assert refusal == "status : ce plan est sans contenu : il n'y a rien à déplacer."

    def test_an_unknown_id_in_the_plan(self, planned: Path) -> None:
        plan = json.loads((planned / "p.json").read_text(encoding="utf-8"))
        plan["admissions"][0]["pupil"] = "P98"
        write(planned / "p.json", plan)
        refusal = try_(planned, "P01:2026-W48").refusal()
        assert refusal == "admissions[0].pupil : aucun élève n'a l'identifiant « P98 »."

    @pytest.mark.parametrize("move", ["P01", "P01:", ":2026-W48", "P01:48", "P01:2025-W53", ""])
    def test_a_move_that_is_not_a_pupil_and_a_week(
        self, move: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        refusal = refusal_here(["try", "x", "y", "--move", move], capsys)
        assert "--move : il faut un élève et une semaine, comme P09:2026-W48" in refusal

    def test_no_move_at_all(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert "daeet try : il manque --move." in refusal_here(["try", "x", "y"], capsys)

    def test_standard_input_twice(self, capsys: pytest.CaptureFixture[str]) -> None:
        refusal = refusal_here(["try", "-", "-", "--move", "P01:2026-W48"], capsys)
        assert "l'entrée standard ne peut servir qu'une fois." in refusal


class TestSplit:
    def test_at_the_last_colon(self, tmp_path: Path) -> None:
        assert split_move("P09:2026-W48") == ("P09", "2026-W48")
        assert split_move("a:b:2026-W48") == ("a:b", "2026-W48")
        document = example()
        document["pupils"][2]["id"] = "P:03"
        document["bans"] = []
        write(tmp_path / "i.json", document)
        write(tmp_path / "p.json", {"format": "daeet-plan/1", "status": "feasible"})
        trial = json.loads(try_(tmp_path, "P:03:2026-W50", "--json").out)
        assert (trial["pupil"], trial["week"]) == ("P:03", "2026-W50")
