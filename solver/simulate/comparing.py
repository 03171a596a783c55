"""What-ifs compared over many years, with honest uncertainty.

Intervals are percentile bootstraps of the mean over seeds (Efron 1979): the mean is taken again of
seeds drawn with replacement. They ask nothing of the shape of what is measured; with fewer than
about twenty seeds they are somewhat too narrow. Comparisons are paired: the difference is taken
seed by seed, between years in which chance struck alike, and then treated in the same way.
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from solver.simulate.frames import RUN, runs_frame
from solver.simulate.runs import Basis, Run
from solver.simulate.scenarios import BASE, Scenario
from solver.simulate.sweep import OnDone, run_all

CONFIDENCE: Final = 0.95
_RESAMPLES: Final = 4000
_RESAMPLING_SEED: Final = 0

DEFAULT_POLICY: Final = "weekly"


def compare(
    base: Basis,
    scenarios: Iterable[Scenario],
    seeds: Iterable[int],
    *,
    policies: Sequence[str] = (DEFAULT_POLICY,),
    executor: Executor | None = None,
    workers: int = 1,
    results: str | Path | None = None,
    on_done: OnDone | None = None,
) -> pd.DataFrame:
    """Live the same years as they are (`base`) and under each scenario: one row for each run.

    A row holds scenario, policy, seed, error (where the run failed) and the indicators. `summary`
    and `paired` take it further. The other arguments, and what is raised, are those of `run_all`.
    """
    runs = sweep(base, scenarios, seeds, policies)
    outcomes = run_all(runs, executor=executor, workers=workers, results=results, on_done=on_done)
    return runs_frame(outcomes)


def sweep(
    base: Basis, scenarios: Iterable[Scenario], seeds: Iterable[int], policies: Sequence[str]
) -> list[Run]:
    """List the runs of a comparison: as it is, then each scenario, under each policy and seed.

    Raises ValueError where two different scenarios have one name.
    """
    named = {BASE.name: BASE}
    for scenario in scenarios:
        if named.setdefault(scenario.name, scenario) != scenario:
            raise ValueError(f"two scenarios are called {scenario.name!r}")
    drawn = list(seeds)
    return [
        Run(base, scenario, policy, seed)
        for scenario in named.values()
        for policy in policies
        for seed in drawn
    ]


def summary(runs: pd.DataFrame) -> pd.DataFrame:
    """Give the mean of each indicator over the seeds, with its interval.

    Columns: scenario, policy, indicator, seeds, mean, low, high. Failed runs are left out.
    """
    long = _long(runs)
    rows = [
        {"scenario": scenario, "policy": policy, "indicator": indicator, **_interval(part["value"])}
        for (scenario, policy, indicator), part in long.groupby(
            ["scenario", "policy", "indicator"], sort=False
        )
    ]
    return pd.DataFrame(
        rows, columns=["scenario", "policy", "indicator", "seeds", "mean", "low", "high"]
    )


def paired(
    runs: pd.DataFrame, *, scenario: str = BASE.name, policy: str | None = None
) -> pd.DataFrame:
    """Give the mean difference of each indicator against a reference, seed by seed.

    Each scenario against `scenario` under the same policy; with a `policy`, each other policy against
    that one in the same scenario. Columns: scenario, policy, indicator, seeds, mean, low, high,
    `lower` and `no_higher` (the shares of seeds where the value is below, or not above, the
    reference's). A seed counts where both runs succeeded.
    """
    varies, same = ("scenario", "policy") if policy is None else ("policy", "scenario")
    reference = scenario if policy is None else policy
    long = _long(runs)
    ours = long[long[varies] == reference].drop(columns=varies)
    both = long[long[varies] != reference].merge(
        ours, on=[same, "seed", "indicator"], suffixes=("", "_reference")
    )
    both["difference"] = both["value"] - both["value_reference"]
    rows = [
        {
            "scenario": of,
            "policy": by,
            "indicator": indicator,
            **_interval(part["difference"]),
            "lower": float((part["difference"] < 0).mean()),
            "no_higher": float((part["difference"] <= 0).mean()),
        }
        for (of, by, indicator), part in both.groupby(
            ["scenario", "policy", "indicator"], sort=False
        )
    ]
    columns = ["scenario", "policy", "indicator", "seeds", "mean", "low", "high"]
    return pd.DataFrame(rows, columns=[*columns, "lower", "no_higher"])


def _long(runs: pd.DataFrame) -> pd.DataFrame:
    """Give one row for each run and indicator that has a value."""
    names = [name for name in runs.columns if name not in {*RUN, "error"}]
    long = runs.melt(id_vars=RUN, value_vars=names, var_name="indicator", value_name="value")
    return long.dropna(subset=["value"])


def _interval(values: "pd.Series[float]") -> dict[str, float]:
    """Give the mean and its bootstrap interval; the same values give the same interval."""
    sample = values.to_numpy(dtype=float)
    chosen = np.random.default_rng(_RESAMPLING_SEED).integers(
        len(sample), size=(_RESAMPLES, len(sample))
    )
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(sample[chosen].mean(axis=1), [tail, 1 - tail])
    return {
        "seeds": len(sample),
        "mean": float(sample.mean()),
        "low": float(low),
        "high": float(high),
    }
