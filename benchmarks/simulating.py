"""Simulated years: how long one takes, what a second core brings, and the program against by hand.

`python -m benchmarks.simulating` measures them alone.
"""

import os
import time
from collections.abc import Iterator
from functools import partial
from typing import Final

import pandas as pd

from benchmarks.clock import french, seconds_of, spread
from benchmarks.sizes import SEEDS
from solver.simulate import POLICIES, YearSettings, compare, draw_year, live, paired, summary

_YEAR: Final = YearSettings()
_MANY: Final = 100
_PAIRED: Final = 50
_CORES: Final = 2
_INDICATORS: Final = {
    "unplaced": "demandes sans place",
    "wait_mean": "attente moyenne, semaines",
    "wait_worst": "plus longue attente, semaines",
}


def simulating() -> Iterator[str]:
    """Measure everything about simulated years."""
    yield from _one_year()
    yield _two_cores()
    yield from _against_by_hand()


def _one_year() -> Iterator[str]:
    years = [draw_year(_YEAR, seed) for seed in SEEDS]
    for name in POLICIES:
        start = time.process_time()
        seconds = [seconds_of(partial(live, year, name)) for year in years]
        processor = (time.process_time() - start) / len(years)
        shown = f"{spread(seconds)}, {french(processor)} s de processeur"
        yield f"| une année simulée, {name} | {shown} | 15,00 s |"


def _two_cores() -> str:
    alone = _years_a_second(1)
    together = _years_a_second(_CORES)
    load = " ".join(french(each) for each in os.getloadavg())
    shown = f"{french(together / alone)} fois ({french(alone)} puis {french(together)} par seconde)"
    return f"| {_MANY} années, deux cœurs contre un, charge de la machine {load} | {shown} | 1,80 |"


def _years_a_second(workers: int) -> float:
    def work() -> pd.DataFrame:
        return compare(_YEAR, [], range(_MANY), policies=["weekly"], workers=workers)

    return _MANY / seconds_of(work)


def _against_by_hand() -> Iterator[str]:
    runs = compare(_YEAR, [], range(_PAIRED), policies=list(POLICIES), workers=_CORES)
    yield from compared(runs)


def compared(runs: pd.DataFrame) -> Iterator[str]:
    """Write what each policy gives, and its difference from by hand in the same years."""
    for row in summary(runs).to_dict("records"):
        if row["indicator"] in _INDICATORS:
            name = f"{row['seeds']} années, {row['policy']} : {_INDICATORS[row['indicator']]}"
            yield f"| {name} | {_between(row['mean'], row['low'], row['high'])} | |"
    for row in paired(runs, policy="first-come").to_dict("records"):
        if row["indicator"] in _INDICATORS:
            name = f"{row['policy']} moins first-come : {_INDICATORS[row['indicator']]}"
            years = f"pas plus dans {french(100 * row['no_higher'])} % des {row['seeds']} années"
            yield f"| {name} | {_between(row['mean'], row['low'], row['high'])}, {years} | |"


def _between(mean: float, low: float, high: float) -> str:
    return f"{french(mean)} [{french(low)} ; {french(high)}]"


if __name__ == "__main__":
    for line in simulating():
        print(line, flush=True)
