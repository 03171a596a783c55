"""What would let a pupil in a week: the cheapest single changes, or pairs where none works.

A change works when a best plan of the changed situation has the pupil in that week; both halves of
that sentence are proven by solving. What he cannot come without (his window, his ban, his own pins)
is part of every change; the rest is left to the search, which may make concessions.
"""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from solver.check import LevelValue
from solver.concessions import CONCESSION_KINDS, Concession, ConcessionKind
from solver.decide.actors import ACTOR_ORDER, Actor
from solver.decide.forced import left
from solver.draft import Draft
from solver.instance import Instance, Pupil, PupilWeek, Record
from solver.question import Allowance, Question
from solver.solve import Models, SolveOptions, ask, solve
from solver.weeks import week_number

ACTORS: Final[dict[ConcessionKind, Actor]] = {
    "move-pin": "referent",
    "lift-ban": "referent",
    "add-seat": "referent",
    "lift-conflict": "referent",
    "open-college": "referent",
    "raise-motive-limit": "referent",
    "lift-teacher-conflict": "teacher",
    "extend-window": "college",
}
"""Who has to act for each kind of change."""

MOST_REPAIRS: Final = 3
_LARGEST_CHANGE: Final = 2

_MODELS_KEPT: Final = 4
"""Questions about the same weeks come one after the other."""


class Action(Record):
    """One rule given up once, and who has to act for it; `Concession` says what the subjects are."""

    kind: ConcessionKind
    subjects: tuple[str, ...]
    actor: Actor


class Change(Record):
    """One action, or two that only work together."""

    actions: tuple[Action, ...]


class Repair(Record):
    """A change that works, the best score it then gives, and a French sentence."""

    change: Change
    score: tuple[LevelValue, ...]
    message: str


@dataclass(frozen=True)
class Found:
    """A change that works and a best plan it allows, before they are put into words."""

    concessions: tuple[Concession, ...]
    draft: Draft

    @property
    def order(self) -> tuple[object, ...]:
        """What comes first: the cheapest, then who acts first, then a fixed order."""
        actors = sorted(ACTOR_ORDER.index(ACTORS[c.kind]) for c in self.concessions)
        kinds = sorted(CONCESSION_KINDS.index(c.kind) for c in self.concessions)
        return self.draft.rank, actors[::-1], kinds, self.concessions

    def change(self) -> Change:
        """Write the change with its actors."""
        return Change(
            actions=tuple(
                Action(kind=c.kind, subjects=c.subjects, actor=ACTORS[c.kind])
                for c in self.concessions
            )
        )


def candidates(instance: Instance, pupil: Pupil, week: str) -> frozenset[Concession]:
    """List what is tried besides what the pupil cannot come without.

    All that concerns the week asked about and those who could come in it, and every pin and ban.
    """
    asked = week_number(week)
    possible = {
        other.id: other
        for other in instance.pupils
        if week_number(other.earliest) <= asked <= week_number(other.latest) or other == pupil
    }
    colleges = Counter(other.college for other in possible.values())
    motives = Counter(motive for other in possible.values() for motive in set(other.motives))
    return frozenset(
        [
            Concession("add-seat", (week,)),
            *(Concession("open-college", (c, week)) for c, count in colleges.items() if count > 1),
            *(
                Concession("raise-motive-limit", (motive, week))
                for motive, limit in instance.policy.motive_limits.items()
                if motives[motive] > limit
            ),
            *(
                Concession("lift-conflict", pair)
                for pair in instance.conflict_pairs
                if possible.keys() >= {*pair}
            ),
            *(
                Concession("lift-teacher-conflict", pair)
                for pair in instance.teacher_conflicts
                if pair[0] in possible
            ),
            *(Concession("move-pin", _pair(pin)) for pin in instance.pins),
            *(Concession("lift-ban", pair) for pair in instance.ban_set),
        ]
    ) - {Concession("move-pin", (pupil.id, week))}


@dataclass(frozen=True)
class Repairs:
    """The changes that work, the cheapest first, and whether the search for them went to its end."""

    found: tuple[Found, ...]
    complete: bool


class RepairMemory:
    """What questions about the same plan share: models, and best scores under concessions."""

    def __init__(self) -> None:
        self.best_ranks: dict[tuple[Concession, ...], tuple[int, ...] | None] = {}
        self._models: dict[tuple[object, ...], Models] = {}

    def models(
        self, needed: Sequence[Concession], opened: Instance, listed: frozenset[Concession]
    ) -> Models:
        """Give the models of an instance once what is needed is given up; the last few are kept."""
        key = (*needed, listed)
        models = self._models.pop(key, None) or Models(opened, listed, shared=True)
        self._models[key] = models
        if len(self._models) > _MODELS_KEPT:
            del self._models[next(iter(self._models))]
        return models


def find_repairs(
    instance: Instance,
    pupil: Pupil,
    week: str,
    best: Draft,
    options: SolveOptions,
    memory: RepairMemory | None = None,
) -> Repairs:
    """Find at most three of the cheapest changes that let a pupil in an open week of the horizon.

    `best` is a proven best plan of the instance as it stands. What could not be proven in the time
    of `options` is left out, and the answer is not complete. `memory` carries what was learnt from one question to the next.
    """
    search = _RepairSearch(instance, pupil, week, best, options, memory or RepairMemory())
    for size in range(1, _LARGEST_CHANGE + 1):
        found = list(search.of_size(size))
        if found or not search.complete:
            listed = tuple(sorted(found, key=lambda change: change.order))
            return Repairs(listed, search.complete)
    return Repairs((), complete=True)


class _RepairSearch:
    """The situation with what the pupil cannot come without, and what it allows at best."""

    def __init__(
        self,
        instance: Instance,
        pupil: Pupil,
        week: str,
        best: Draft,
        options: SolveOptions,
        memory: RepairMemory,
    ) -> None:
        self.complete = True
        self._memory = memory
        self._options = options
        self._deadline = time.monotonic() + options.time_limit
        self._candidates = candidates(instance, pupil, week)
        self._needed, self._opened = _opened(instance, pupil, week)
        self._models = memory.models(self._needed, self._opened, self._candidates)
        self._required = (PupilWeek(pupil=pupil.id, week=week),)
        self._best = best

    def of_size(self, size: int) -> Iterator[Found]:
        """Find the cheapest changes of so many actions, cheapest first."""
        most = size - len(self._needed)
        if most < 0:
            return
        limit = self._best_opened()
        if limit is None:
            self.complete = False
            return
        refused: list[tuple[Concession, ...]] = []
        found = 0
        while found < MOST_REPAIRS:
            draft = self._cheapest(most, refused, limit)
            if draft is None:
                return
            # Fewer concessions for the same score have been tried, and were not enough.
            if len(draft.concessions) == most and self._works(draft):
                yield Found((*self._needed, *draft.concessions), draft)
                found += 1
            if not draft.concessions:
                return
            # All that gives a better score together with these has come before.
            refused.append(draft.concessions)

    def _cheapest(
        self, most: int, refused: Sequence[tuple[Concession, ...]], limit: Draft
    ) -> Draft | None:
        """Give the best plan with the pupil in the week; None where there is none good enough."""
        question = Question(
            order=(*limit.instance.policy.order, "concessions"),
            limit=dict(limit.score.items()),
            required=self._required,
            allowance=Allowance(most=most, refused=tuple(refused)),
        )
        answer = ask(self._models, question, self._left())
        self.complete &= answer.proven
        return answer.draft if answer.proven else None

    def _best_opened(self) -> Draft | None:
        """Give a best plan without asking for the pupil, once he could come at all."""
        if self._opened is self._best.instance:
            return self._best
        plan = solve(self._opened, self._left())
        if plan.status != "optimal":
            return None
        return Draft(self._opened, plan.admissions, plan.sessions)

    def _works(self, draft: Draft) -> bool:
        """Tell whether nothing better is possible under the same concessions, without asking."""
        made = (*self._needed, *draft.concessions)
        known = self._memory.best_ranks
        if made not in known:
            known[made] = self._best_rank(draft.concessions)
        return known[made] == draft.rank

    def _best_rank(self, concessions: tuple[Concession, ...]) -> tuple[int, ...] | None:
        allowance = Allowance(most=len(concessions), only=frozenset(concessions))
        answer = ask(self._models, Question(allowance=allowance), self._left())
        self.complete &= answer.proven
        return answer.draft.rank if answer.proven and answer.draft is not None else None

    def _left(self) -> SolveOptions:
        return left(self._options, self._deadline)


def _pair(place: PupilWeek) -> tuple[str, str]:
    return place.pupil, place.week


def _opened(instance: Instance, pupil: Pupil, week: str) -> tuple[tuple[Concession, ...], Instance]:
    """Give up what keeps a pupil himself from a week: his window, his ban, his pins elsewhere."""
    needed: list[Concession] = []
    update: dict[str, object] = {}
    asked = week_number(week)
    if not week_number(pupil.earliest) <= asked <= week_number(pupil.latest):
        needed.append(Concession("extend-window", (pupil.id, week)))
        bound = "earliest" if asked < week_number(pupil.earliest) else "latest"
        extended = pupil.model_copy(update={bound: week})
        update["pupils"] = tuple(extended if p.id == pupil.id else p for p in instance.pupils)
    if (pupil.id, week) in instance.ban_set:
        needed.append(Concession("lift-ban", (pupil.id, week)))
        update["bans"] = tuple(ban for ban in instance.bans if _pair(ban) != (pupil.id, week))
    elsewhere = {pin for pin in instance.pins if pin.pupil == pupil.id and pin.week != week}
    needed.extend(Concession("move-pin", _pair(pin)) for pin in sorted(elsewhere, key=_pair))
    if elsewhere:
        update["pins"] = tuple(pin for pin in instance.pins if pin not in elsewhere)
    return tuple(needed), instance.model_copy(update=update) if update else instance
