"""What would let a missing core workshop take place: one change, by one person, proven by solving.

The week is solved alone, its groups as they are, with what its teachers have left of their sessions.
"""

import time
from collections.abc import Iterator, Sequence
from typing import Final

from solver.decide.actors import Actor
from solver.decide.workshop_changes import (
    ACTOR_OF,
    Candidate,
    ChangeKind,
    candidates,
    sentence,
)
from solver.draft import Draft
from solver.instance import Instance, Record
from solver.model.minimise import SolveOptions
from solver.model.one_change import Found, OneChange
from solver.plan import Plan
from solver.show.missing import Missing, missing_in
from solver.show.reading import Reading

MOST_FIXES: Final = 4
"""How many changes are offered for one missing workshop: the best one of each kind."""


class Change(Record):
    """A single change, and who makes it: the référente, a practitioner or a collège.

    `subjects`: of `slot` (the teacher is free there this once) and `substitute` (the teacher gives
    the workshop there this once) the teacher, the week and the first slot; of `absence` (the
    teacher comes after all) the teacher and the week; of `budget` (one session more) the teacher.
    """

    kind: ChangeKind
    subjects: tuple[str, ...]
    actor: Actor


class Fix(Record):
    """A change that lets a missing core workshop of a group take place, and a sentence that says so.

    `coverage` and `comfort` are those of the week's best sessions under the change.
    """

    week: str
    group: int
    workshop: str
    change: Change
    coverage: int
    comfort: int
    message: str


def fixes(instance: Instance, plan: Plan, week: str, options: SolveOptions) -> tuple[Fix, ...]:
    """Find what would let each core workshop that a group misses in the week take place.

    The plan keeps the hard rules. A change works when, under it, the group can have one session of
    the workshop more than in the plan while the whole week misses fewer core sessions than it need
    miss as things stand. Cheapest first: the fewest missing sessions, then comfort, then who acts
    first (the référente, then practitioners), then the earliest moment. For each workshop the best
    change of each kind. Out of time some may be missing, or not in order.
    """
    reading = Reading(instance, plan, week)
    missing = [each for each in missing_in(reading, week) if each.workshop.core]
    if not missing:
        return ()
    search = _WeekAlone(reading, options)
    least = search.least_missing()
    if not least:
        return ()
    return tuple(fix for each in missing for fix in search.fixes(each, least - 1))


class _WeekAlone:
    """The week of a plan by itself, solved as it stands and with changes."""

    def __init__(self, reading: Reading, options: SolveOptions) -> None:
        draft = Draft(reading.instance, reading.plan.admissions, reading.plan.sessions)
        self._instance = draft.week_alone(reading.week)
        self._groups = {
            number: [pupil.id for pupil in pupils]
            for number, pupils in reading.groups_in(reading.week).items()
        }
        self._options = options
        self._deadline = time.monotonic() + options.time_limit

    def least_missing(self) -> int | None:
        """Give how few core sessions the week can miss as things stand; None where not proven."""
        found = self._model([]).best()
        return found.coverage if found is not None and found.proven else None

    def fixes(self, missing: Missing, missing_at_most: int) -> Iterator[Fix]:
        """Give the best changes for one missing workshop, the best first."""
        listed = candidates(self._instance, missing)
        if not listed:
            return
        model = self._model(listed)
        model.require(missing.group, missing.workshop.id, missing.placed + 1, missing_at_most)
        for _ in range(MOST_FIXES):
            found = model.best()
            if found is None or found.change is None:
                return
            made = listed[found.change]
            yield self._fix(missing, made, found)
            model.refuse(i for i, other in enumerate(listed) if other.kind == made.kind)

    def _model(self, listed: Sequence[Candidate]) -> OneChange:
        effects = [candidate.effect for candidate in listed]
        return OneChange(self._instance, self._groups, effects, self._options, self._deadline)

    def _fix(self, missing: Missing, made: Candidate, found: Found) -> Fix:
        return Fix(
            week=missing.week,
            group=missing.group,
            workshop=missing.workshop.id,
            change=Change(
                kind=made.kind,
                subjects=made.subjects(missing.week),
                actor=ACTOR_OF[made.kind],
            ),
            coverage=found.coverage,
            comfort=found.comfort,
            message=sentence(self._instance.timetable, missing, made, len(self._groups)),
        )
