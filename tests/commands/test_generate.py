"""`daeet generate`."""

from pathlib import Path

import pytest

import solver.files
from solver import cli
from solver.files import parse_instance, read_instance, to_json
from solver.generate import generate as invent
from solver.generate import generate_next_week
from solver.generate.situations import NEXT_WEEK_SEED
from solver.generate.twin import twin
from tests.commands.running import FIXTURES, Result, refusal_here


class TestGenerate:
    def test_an_instance_that_can_be_read(self, tmp_path: Path) -> None:
        result = Result("generate", "--pupils", "5", "--weeks", "3", "--seed", "4")
        assert (result.code, result.err) == (0, "")
        (tmp_path / "i.json").write_text(result.out, encoding="utf-8")
        instance = read_instance(str(tmp_path / "i.json"))
        assert (len(instance.pupils), len(instance.open_weeks)) == (5, 3)
        assert to_json(instance) == result.out

    def test_into_a_file(self, tmp_path: Path) -> None:
        out = tmp_path / "i.json"
        result = Result("generate", "--no-workshops", "--groups", "2", "--out", str(out))
        assert (result.code, result.out) == (0, "")
        assert "données inventées" in result.err
        instance = read_instance(str(out))
        assert (instance.workshops, instance.groups_per_week) == ((), 2)

    def test_the_same_seed_gives_the_same_situation(self) -> None:
        one, same, other = (Result("generate", "--seed", seed).out for seed in ("1", "1", "2"))
        assert one == same != other

    def test_what_is_not_said_is_what_the_generator_takes_for_granted(self) -> None:
        assert Result("generate").out == to_json(invent(pupils=12, weeks=6))

    @pytest.mark.parametrize(
        ("preset", "fixture"),
        [("semaine", "lille-2026-W48.json"), ("annee", "year-2026-2027.json")],
    )
    def test_a_preset_makes_the_shipped_file(
        self, preset: str, fixture: str, tmp_path: Path
    ) -> None:
        out = tmp_path / fixture
        result = Result("generate", "--preset", preset, "--out", str(out))
        assert (result.code, result.out) == (0, "")
        assert out.read_bytes() == (FIXTURES / fixture).read_bytes()

    def test_a_preset_with_another_seed_is_another_situation(self) -> None:
        own = Result("generate", "--preset", "semaine").out
        typed = Result("generate", "--preset", "semaine", "--seed", str(NEXT_WEEK_SEED)).out
        other = Result("generate", "--preset", "semaine", "--seed", "0").out
        assert own == typed != other == to_json(generate_next_week(0))

    @pytest.mark.parametrize(
        "option",
        [
            "--pupils 14",
            "--pupils 12",  # what it is by default
            "--weeks 6",
            "--groups 1",
            "--conflict-rate 0.1",
            "--first-week 2026-W48",
            "--workshops",
            "--no-workshops",
        ],
    )
    def test_a_preset_refuses_what_it_would_have_to_ignore(
        self, option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        out = tmp_path / "i.json"
        line = ["generate", "--preset", "semaine", *option.split(), "--out", str(out)]
        refusal = refusal_here(line, capsys)
        assert "--preset ne va qu'avec --out et --seed" in refusal
        assert refusal.endswith("--help")
        assert not out.exists()

    def test_exit_2_for_a_file_that_cannot_be_written(self, tmp_path: Path) -> None:
        out = str(tmp_path / "none" / "i.json")
        refusal = Result("generate", "--out", out).refusal()
        assert refusal == f"le fichier « {out} » ne peut pas être écrit : son dossier n'existe pas."

    def test_exit_2_for_a_situation_too_large_to_be_read_back(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        size = len(to_json(invent(pupils=12, weeks=6)).encode())
        out = tmp_path / "i.json"
        monkeypatch.setattr(solver.files, "MAX_BYTES", size)
        assert cli.run(["generate", "--out", str(out)]) == 0
        assert read_instance(str(out)).pupils
        out.unlink()
        capsys.readouterr()
        monkeypatch.setattr(solver.files, "MAX_BYTES", size - 1)
        for arguments in ([], ["--out", str(out)]):
            refusal = refusal_here(["generate", *arguments], capsys)
            assert refusal.startswith("ce fichier ferait ")
            assert "--conflict-rate" in refusal
        assert not out.exists()

    def test_exit_2_for_more_pairs_than_a_file_can_hold(self, tmp_path: Path) -> None:
        out = tmp_path / "i.json"
        line = ("--pupils", "20000", "--weeks", "1", "--conflict-rate", "1", "--out", str(out))
        refusal = Result("generate", *line).refusal()
        assert refusal.startswith("--conflict-rate : cette part fait ")
        assert not out.exists()

    def test_exit_2_out_of_bounds(self, tmp_path: Path) -> None:
        out = tmp_path / "i.json"
        result = Result("generate", "--pupils", "20001", "--conflict-rate", "2", "--out", str(out))
        assert (result.code, result.out) == (2, "")
        assert [line.partition(" : ")[0] for line in result.err.splitlines()] == [
            "--pupils",
            "--conflict-rate",
        ]
        assert not out.exists()


class TestLike:
    def test_a_twin_that_can_be_planned(self, tmp_path: Path) -> None:
        export = str(FIXTURES / "lille-2026-W48.json")
        out = tmp_path / "twin.json"
        result = Result("generate", "--like", export, "--seed", "3", "--out", str(out))
        assert (result.code, result.out) == (0, "")
        assert "données inventées" in result.err
        made, original = read_instance(str(out)), read_instance(export)
        assert len(made.pupils) == len(original.pupils)
        assert made == twin(original, 3)

    def test_the_export_may_come_on_standard_input(self) -> None:
        text = (FIXTURES / "lille-2026-W48.json").read_text(encoding="utf-8")
        result = Result("generate", "--like", "-", stdin=text)
        assert (result.code, result.err) == (0, "")
        assert result.out == to_json(twin(parse_instance(text.encode()), 0))

    @pytest.mark.parametrize("option", ["--pupils 14", "--groups 1", "--preset semaine"])
    def test_it_refuses_what_it_would_have_to_ignore(
        self, option: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        export = str(FIXTURES / "lille-2026-W48.json")
        refusal = refusal_here(["generate", "--like", export, *option.split()], capsys)
        assert "ne va qu'avec --out et --seed" in refusal

    def test_exit_2_for_an_export_that_would_be_lost_is_wrong_or_too_small(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        export = tmp_path / "export.json"
        text = (FIXTURES / "lille-2026-W48.json").read_text(encoding="utf-8")
        export.write_text(text, encoding="utf-8")
        line = ["generate", "--like", str(export)]
        assert "ne sera pas remplacé" in refusal_here([*line, "--out", str(export)], capsys)
        assert export.read_text(encoding="utf-8") == text
        export.write_text(text.replace('"college": "tilleuls"', '"college": "ailleurs"'))
        assert cli.run(line) == 2
        assert capsys.readouterr().err.startswith("pupils[")
        export.write_text(to_json(invent(pupils=4, weeks=2)))
        assert "il faut au moins 5 élèves" in refusal_here(line, capsys)
