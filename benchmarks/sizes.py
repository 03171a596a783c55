"""The situations that are measured, all invented and made from seeds."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from solver.generate import generate, generate_year
from solver.instance import Instance

SEEDS: Final = range(5)


@dataclass(frozen=True)
class Size:
    """A size to measure, with the most seconds that solving may take and the situations of it."""

    name: str
    target: float
    pupils: int
    weeks: int
    workshops: bool = True

    def instances(self) -> Iterator[Instance]:
        """Make one situation per seed; the year is calibrated on the public report."""
        for seed in SEEDS:
            if self.pupils == 97:
                made = generate_year(seed)
                yield made if self.workshops else without_workshops(made)
            else:
                yield generate(
                    pupils=self.pupils, weeks=self.weeks, workshops=self.workshops, seed=seed
                )


def without_workshops(instance: Instance) -> Instance:
    """Leave group composition alone."""
    return instance.model_copy(update={"workshops": (), "teachers": (), "teacher_conflicts": ()})


SIZES: Final = (
    Size("12 élèves, 6 semaines, sept ateliers", 0.3, 12, 6),
    Size("30 élèves, 10 semaines, sept ateliers", 1.0, 30, 10),
    Size("année : 97 élèves, 36 semaines, sept ateliers", 5.0, 97, 36),
    Size("année, composition des groupes seule", 0.25, 97, 36, workshops=False),
)
