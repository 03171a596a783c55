"""Many runs: the same whoever makes them, resumed from what is kept, none sunk by another."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest

from solver.instance import Instance
from solver.problems import InputError
from solver.simulate import BASE, Change, Outcome, Run, Scenario, Seats, run_all
from tests.simulate import AUTUMN

HAND: Final = "first-come"


class Deadly(Change):
    """A change that ends the process it is made in, as an exhausted memory would."""

    def apply(self, instance: Instance, seed: int) -> Instance:  # noqa: ARG002 - draws nothing
        os.kill(os.getpid(), signal.SIGKILL)
        return instance


class Wrong(Change):
    """A change that cannot be made in the year of seed 1."""

    def apply(self, instance: Instance, seed: int) -> Instance:
        if seed == 1:
            raise ValueError("not this year")
        return instance


def runs(scenario: Scenario = BASE, seeds: int = 3) -> list[Run]:
    return [Run(AUTUMN, scenario, HAND, seed) for seed in range(seeds)]


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return run_all(runs())


def test_one_failed_run_is_reported_and_the_others_go_on(outcomes: list[Outcome]) -> None:
    found = run_all(runs(Scenario(name="wrong", changes=(Wrong(),))))
    assert [outcome.error for outcome in found] == [None, "ValueError: not this year", None]
    assert found[0].indicators == outcomes[0].indicators


def test_processes_give_the_same_and_survive_a_run_that_kills_one(
    outcomes: list[Outcome],
) -> None:
    deadly = Run(AUTUMN, Scenario(name="deadly", changes=(Deadly(),)), HAND, 0)
    found = run_all([deadly, *runs()], workers=2)
    assert "BrokenProcessPool" in (found[0].error or "")
    assert found[1:] == outcomes


def test_what_is_kept_is_not_made_again(outcomes: list[Outcome], tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    assert run_all(runs(seeds=2), results=path) == outcomes[:2]
    before = path.read_bytes()
    told: list[tuple[int, int]] = []
    assert run_all(runs(), results=path, on_done=lambda *count: told.append(count)) == outcomes
    assert told == [(2, 3), (3, 3)]
    assert path.read_bytes().startswith(before)
    assert len(path.read_bytes().splitlines()) == 1 + 3


def test_other_scenarios_and_settings_are_other_runs() -> None:
    six = Scenario(name="base", changes=(Seats(capacity=6),))
    smaller = AUTUMN.model_copy(update={"pupils": 20})
    keys = {
        run.key
        for run in (
            *runs(seeds=2),
            *runs(six, seeds=1),
            Run(smaller, BASE, HAND, 0),
            Run(AUTUMN, BASE, "weekly", 0),
        )
    }
    assert len(keys) == 5


def test_a_torn_last_line_is_made_again(outcomes: list[Outcome], tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    run_all(runs(), results=path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    assert run_all(runs(), results=path) == outcomes
    assert path.read_bytes() == whole


def test_a_failed_run_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    wrong = runs(Scenario(name="wrong", changes=(Wrong(),)), seeds=2)
    run_all(wrong, results=path)
    told: list[tuple[int, int]] = []
    run_all(wrong, results=path, on_done=lambda *count: told.append(count))
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize("content", [b"{}", b'{"format":"daeet-instance/1"}\n', b"\n"])
def test_another_file_is_refused_and_not_touched(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(InputError, match="pas un fichier de résultats"):
        run_all(runs(), results=path)
    assert path.read_bytes() == content


def test_a_damaged_line_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    path.write_bytes(b'{"format":"daeet-runs/1"}\n{"key":\n{}\n')
    with pytest.raises(InputError, match="la ligne 2 ne se lit pas"):
        run_all(runs(), results=path)


def test_two_sweeps_do_not_share_a_file(tmp_path: Path) -> None:
    from solver.simulate.results import Results

    with Results(tmp_path / "runs.jsonl"), pytest.raises(InputError, match="y écrit déjà"):
        run_all(runs(), results=tmp_path / "runs.jsonl")


def test_a_killed_driver_is_resumed_and_leaves_no_process(tmp_path: Path) -> None:
    path, seeds = tmp_path / "runs.jsonl", 40
    code = (
        "from tests.simulate.test_sweep import runs\n"
        "from solver.simulate import run_all\n"
        f"run_all(runs(seeds={seeds}), workers=2, results={str(path)!r})\n"
    )
    # A program of its own, as `spawn` starts its processes from one.
    program = tmp_path / "driver.py"
    program.write_text(f"if __name__ == '__main__':\n{_indented(code)}", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen([sys.executable, str(program)], env=environment) as driver:
        try:
            _wait_until(lambda: path.exists() and len(path.read_bytes().splitlines()) > 3)
            children = _children(driver.pid)
        finally:
            driver.kill()
    kept = len(path.read_bytes().splitlines()) - 1
    assert len(children) >= 2
    assert 2 < kept < seeds
    _wait_until(lambda: not any(_runs(pid) for pid in children))
    told: list[tuple[int, int]] = []
    found = run_all(runs(seeds=seeds), results=path, on_done=lambda *count: told.append(count))
    assert told[0][0] >= kept - 1
    assert found == run_all(runs(seeds=seeds))


def _indented(code: str) -> str:
    return "".join(f"    {line}\n" for line in code.splitlines())


def _wait_until(holds: object, seconds: float = 300) -> None:
    assert callable(holds)
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _children(pid: int) -> Sequence[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            if int(stat.rpartition(")")[2].split()[1]) == pid:
                found.append(int(entry.name))
    return found


def _runs(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"
