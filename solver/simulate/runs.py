"""One run: a year drawn from a seed, changed by a scenario, lived under a policy."""

import hashlib
from dataclasses import dataclass
from typing import Final

from pydantic import Field

from solver import __version__
from solver.instance import Instance, Record
from solver.simulate.indicators import GroupWaits, Workload, group_waits, indicators, workloads
from solver.simulate.living import live
from solver.simulate.scenarios import Scenario
from solver.simulate.settings import YearSettings
from solver.simulate.years import Year, draw_situation, year_of

Basis = YearSettings | Instance
"""What a year is made from: the settings of an invented one, or an instance that holds its stays."""


class Outcome(Record):
    """What a run gave, as it is kept: figures alone, no pupil. `error` says why there are none."""

    key: str
    scenario: str
    policy: str
    seed: int
    error: str | None = None
    indicators: dict[str, float | None] = Field(default_factory=dict)
    waits: tuple[GroupWaits, ...] = ()
    workloads: tuple[Workload, ...] = ()


@dataclass(frozen=True)
class Run:
    """A run to be made, wherever: everything it needs travels with it."""

    basis: Basis
    scenario: Scenario
    policy: str
    seed: int

    @property
    def key(self) -> str:
        """Name the run: the same for another one that gives the same, with this version."""
        parts = (
            __version__,
            self.basis.model_dump_json(),
            self.scenario.name,
            self.scenario.fingerprint,
            self.policy,
            str(self.seed),
        )
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:_KEY_LENGTH]

    def year(self) -> Year:
        """Draw the year and change it."""
        basis = self.basis
        if isinstance(basis, Instance):
            instance, chances = basis, None
        else:
            instance, chances = draw_situation(basis, self.seed), basis.chances
        changed = self.scenario.apply(instance, self.seed)
        return year_of(changed, self.seed, self.scenario.chances or chances)

    def failed(self, error: BaseException) -> Outcome:
        """Report that the run gave nothing."""
        return Outcome(
            key=self.key,
            scenario=self.scenario.name,
            policy=self.policy,
            seed=self.seed,
            error=f"{type(error).__name__}: {error}",
        )


_KEY_LENGTH: Final = 24


def run_one(run: Run) -> Outcome:
    """Make a run; one that fails says so in its outcome."""
    try:
        lived = live(run.year(), run.policy)
        return Outcome(
            key=run.key,
            scenario=run.scenario.name,
            policy=run.policy,
            seed=run.seed,
            indicators=indicators(lived),
            waits=tuple(group_waits(lived)),
            workloads=tuple(workloads(lived)),
        )
    except Exception as error:  # noqa: BLE001 - reported; the other runs go on
        return run.failed(error)
