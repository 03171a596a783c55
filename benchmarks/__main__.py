"""`make bench`: measure everything again and write `benchmarks/results.md`."""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.clock import ROOT, french, seconds_of_command, spread
from benchmarks.deciding import deciding
from benchmarks.proposing import proposing
from benchmarks.service import serving
from benchmarks.simulating import simulating
from benchmarks.sizes import SEEDS, SIZES, Size, without_workshops
from solver import __version__
from solver.files import read_instance, to_json
from solver.generate import generate_year
from solver.instance import Instance
from solver.plan import Plan
from solver.solve import solve

_RESULTS: Final = ROOT / "benchmarks" / "results.md"
_FIXTURE: Final = "fixtures/lille-2026-W48.json"
_ROUNDS: Final = 5


def main() -> None:
    """Measure, print and write the table."""
    lines = [
        f"# Mesures du {date.today().isoformat()}",  # noqa: DTZ011 - the day on the wall is meant
        "",
        (
            f"daeet {__version__}, OR-Tools {version('ortools')}, HiGHS {version('highspy')}, "
            f"Python {platform.python_version()}, {os.cpu_count()} cœurs, un seul utilisé pour chercher."
        ),
        "Médiane, et au pire. Situations inventées, par graine. Voir `README.md` pour la méthode.",
        "",
        "| Ce qui est mesuré | Mesure | Objectif |",
        "|---|---|---|",
    ]
    for line in chain(
        _solving(), _cold(), deciding(), proposing(), serving(), simulating(), _against_highs()
    ):
        print(line, flush=True)
        lines.append(line)
    _RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _solving() -> Iterator[str]:
    for size in SIZES:
        yield _solving_line(size)


def _solving_line(size: Size) -> str:
    runs = [_timed(instance) for instance in size.instances()]
    seconds = [run[0] for run in runs]
    proven = sum(plan.status == "optimal" for _, plan in runs)
    share = f"{proven} sur {len(runs)} prouvés"
    return f"| {size.name} | {spread(seconds)}, {share} | {french(size.target)} s |"


def _timed(instance: Instance) -> tuple[float, Plan]:
    start = time.perf_counter()
    plan = solve(instance)
    return time.perf_counter() - start, plan


def _cold() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        plan = str(Path(folder) / "plan.json")
        seconds_of_command("plan", _FIXTURE, "--out", plan)
        for name, target, arguments in (
            ("`daeet plan`, semaine d'exemple, à froid", 2.0, ("plan", _FIXTURE)),
            ("`daeet check`, à froid", 0.3, ("check", _FIXTURE, plan)),
            ("`daeet --help`, à froid", 0.3, ("--help",)),
        ):
            seconds = [seconds_of_command(*arguments) for _ in range(_ROUNDS)]
            yield f"| {name} | {spread(seconds)} | {french(target)} s |"


def _against_highs() -> Iterator[str]:
    """Run both on the same years, in turn, so that whatever slows the machine slows both."""
    ours: list[float] = []
    theirs: dict[int, list[dict[str, float]]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "year.json"
        for seed in SEEDS:
            path.write_text(to_json(without_workshops(generate_year(seed))), encoding="utf-8")
            instance = read_instance(str(path))
            for _ in range(_ROUNDS):
                seconds, plan = _timed(instance)
                ours.append(seconds)
                for stages, runs in theirs.items():
                    runs.append(_highs(path, stages, plan))
    yield f"| année, groupes seuls : CP-SAT, écriture du modèle comprise | {spread(ours)} | |"
    whole = {stages: [run["whole"] for run in runs] for stages, runs in theirs.items()}
    for stages, runs in theirs.items():
        way = "un objectif pondéré" if stages == 1 else "deux étapes"
        alone = f"résolution seule {french(median(run['solving'] for run in runs))} s"
        name = f"année, groupes seuls : HiGHS, {way}, écriture du modèle comprise"
        yield f"| {name} | {spread(whole[stages])}, {alone} | |"
    ratio = median(ours) / min(map(median, whole.values()))
    yield f"| rapport des médianes, CP-SAT sur le meilleur HiGHS | {french(ratio)} | 1,00 |"


def _highs(path: Path, stages: int, plan: Plan) -> dict[str, float]:
    """Solve by HiGHS in a process of its own; both must agree on every level of the score."""
    command = [sys.executable, "-m", "benchmarks.highs", str(path), "--stages", str(stages)]
    answer = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    found = json.loads(answer.stdout)
    expected = {entry.level: entry.value for entry in plan.score}
    if found.pop("score") != expected:
        raise ValueError(f"HiGHS and CP-SAT disagree on the year of {path}")
    return {name: float(seconds) for name, seconds in found.items()}


if __name__ == "__main__":
    main()
