"""Outcomes as tidy data frames: one row for each run, or for each of its groups, practitioners, stays."""

from collections.abc import Iterable

import pandas as pd

from solver.simulate.indicators import GroupWaits, Stay, Workload, stays
from solver.simulate.living import LivedYear
from solver.simulate.runs import Outcome

RUN = ["scenario", "policy", "seed"]
"""The columns that say which run a row is of."""


def runs_frame(outcomes: Iterable[Outcome]) -> pd.DataFrame:
    """Give one row for each run: which one, its indicators, and the error of one that failed."""
    rows = [{**_run(each), "error": each.error, **each.indicators} for each in outcomes]
    frame = pd.DataFrame(rows, columns=None if rows else [*RUN, "error"])
    names = [name for name in frame.columns if name not in {*RUN, "error"}]
    return frame.astype(dict.fromkeys(names, "float64"))


def waits_frame(outcomes: Iterable[Outcome]) -> pd.DataFrame:
    """Give one row for each run and group of pupils: by collège, by level, by gender."""
    rows = [{**_run(each), **group.model_dump()} for each in outcomes for group in each.waits]
    return pd.DataFrame(rows, columns=[*RUN, *GroupWaits.model_fields])


def practitioners_frame(outcomes: Iterable[Outcome]) -> pd.DataFrame:
    """Give one row for each run and practitioner: sessions, hours, and the budget of sessions."""
    rows = [{**_run(each), **load.model_dump()} for each in outcomes for load in each.workloads]
    return pd.DataFrame(rows, columns=[*RUN, *Workload.model_fields])


def stays_frame(lived: LivedYear) -> pd.DataFrame:
    """Give one row for each notice of a lived year: whose, when, and what became of it."""
    return pd.DataFrame(stays(lived), columns=list(Stay._fields))


def _run(outcome: Outcome) -> dict[str, object]:
    return {"scenario": outcome.scenario, "policy": outcome.policy, "seed": outcome.seed}
