"""`daeet simulate`: a page for a person, JSON for a program, refusals in French."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from solver import cli
from solver.commands.simulate import POLICY_NAMES
from solver.simulate import POLICIES, Outcome, Run, run_one
from solver.simulate.sweep import OnDone
from tests.commands.running import Result, refusal_here

SMALL = ("simulate", "--pupils", "15", "--policy", "first-come", "--policy", "weekly")


def test_the_command_knows_every_policy() -> None:
    assert tuple(POLICIES) == POLICY_NAMES


def test_a_person_reads_a_page_and_a_program_json(tmp_path: Path) -> None:
    kept = str(tmp_path / "years.jsonl")
    page = Result(*SMALL, "--out", kept)
    assert (page.code, page.err) == (0, "")
    for said in (
        "1 année simulée",
        "données inventées",
        "Demandes restées sans place",
        "à la main",
    ):
        assert said in page.out
    answer = Result(*SMALL, "--out", kept, "--json")
    assert (answer.code, answer.err) == (0, "")
    document = json.loads(answer.out)
    assert [run["policy"] for run in document["runs"]] == ["first-come", "weekly"]
    assert {row["policy"] for row in document["against_first_come"]} == {"weekly"}
    assert len(Path(kept).read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--policy", "x"), "--policy"),
        (("--seed", "1", "--seeds", "2"), "ne vont pas ensemble"),
        (("--seeds", "0"), "--seeds"),
        (("--pupils", "0"), "--pupils"),
        (("--out", "/"), "«"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said in refusal_here(["simulate", *arguments], capsys)


def test_ctrl_c_says_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(runs: Sequence[Run], on_done: OnDone, **_others: object) -> list[Outcome]:
        on_done(1, len(runs))
        raise KeyboardInterrupt

    monkeypatch.setattr("solver.simulate.run_all", stopped)
    out = str(tmp_path / "years.jsonl")
    assert cli.run([*SMALL, "--out", out]) == 130
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "1 année sur 2" in shown.err
    assert "reprendra là" in shown.err


def test_a_year_that_fails_is_said_and_the_others_are_given(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def one_fails(runs: Sequence[Run], **_others: object) -> list[Outcome]:
        return [run_one(runs[0]), runs[1].failed(ValueError("oh"))]

    monkeypatch.setattr("solver.simulate.run_all", one_fails)
    assert cli.run([*SMALL, "--json"]) == 70
    shown = capsys.readouterr()
    assert [run["error"] for run in json.loads(shown.out)["runs"]] == [None, "ValueError: oh"]
    assert "L'année 0 sous weekly a échoué" in shown.err
