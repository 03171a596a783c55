"""The exhaustive search asked for more than a best plan: all plans, and what giving up rules brings.

Like `tests.oracle` it shares nothing with the solver's model.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache
from itertools import combinations
from typing import Final, NamedTuple

from solver.concessions import Concession
from solver.instance import Instance
from solver.plan import Session
from solver.score import compute_score
from tests.oracle import Stay, all_elements, compositions, numbered
from tests.oracle_sessions import Composition, Members, Timetabling, Told

Rank = tuple[int, ...]

_GIVEN_UP: Final = ("capacity", "college", "conflict", "motive-limit", "pin", "ban")


class Outcome(NamedTuple):
    """Groups with the best sessions they can have: the score, who comes when, and the sessions."""

    rank: Rank
    week_of: dict[str, str]
    sessions: tuple[Session, ...]


def outcomes(
    instance: Instance, *, required: Stay | None = None, told: Told = frozenset()
) -> Iterator[Outcome]:
    """Give every way to host the pupils; the sessions keep what was told before anything else."""
    timetabling = Timetabling(instance, told)
    for groups in compositions(instance, required=required):
        yield _outcome(instance, groups, timetabling)


def _outcome(instance: Instance, groups: Composition, timetabling: Timetabling) -> Outcome:
    admissions = numbered(groups)
    sessions, _, _ = timetabling.best_sessions(groups)
    rank = tuple(compute_score(instance, admissions, sessions).values())
    return Outcome(rank, {each.pupil: each.week for each in admissions}, sessions)


class WithConcessions:
    """The best scores of an instance under every choice of a few concessions, all found at once."""

    def __init__(
        self, instance: Instance, candidates: Collection[Concession], most: int, stay: Stay
    ) -> None:
        self._candidates = frozenset(candidates)
        self._best: dict[tuple[frozenset[Concession], bool], Rank] = {}
        teachers = [c for c in self._candidates if c.kind == "lift-teacher-conflict"]

        @cache
        def timetabling(met: frozenset[Concession]) -> Timetabling:
            kept = tuple(
                (pupil, teacher)
                for pupil, teacher in instance.teacher_conflicts
                if Concession("lift-teacher-conflict", (pupil, teacher)) not in met
            )
            return Timetabling(instance.model_copy(update={"teacher_conflicts": kept}))

        lifted = [element for element in all_elements(instance) if element[0] in _GIVEN_UP]
        for groups in compositions(instance, lifted=lifted):
            made = given_up(instance, groups)
            if made is None or len(made) > most or not made <= self._candidates:
                continue
            for met in _up_to(teachers, most - len(made)):
                found = _outcome(instance, groups, timetabling(met))
                key = made | met, found.week_of.get(stay[0]) == stay[1]
                self._best[key] = min(self._best.get(key, found.rank), found.rank)

    def best(self, allowed: Collection[Concession], *, with_stay: bool) -> Rank | None:
        """Give the best score under some concessions; None where nothing holds."""
        ranks = [
            rank
            for (made, has_stay), rank in self._best.items()
            if made <= frozenset(allowed) and (has_stay or not with_stay)
        ]
        return min(ranks, default=None)

    def working(self, size: int) -> dict[frozenset[Concession], Rank]:
        """Give the choices of so many concessions under which some best plan has the stay."""
        found: dict[frozenset[Concession], Rank] = {}
        for chosen in map(frozenset, combinations(self._candidates, size)):
            rank = self.best(chosen, with_stay=True)
            if rank is not None and rank == self.best(chosen, with_stay=False):
                found[chosen] = rank
        return found


def given_up(instance: Instance, groups: Composition) -> frozenset[Concession] | None:
    """Tell which concessions some groups need; None where no concessions would be enough."""
    made = Counter(_about_weeks(instance, groups))
    for week, members in groups:
        made.update(_about_a_group(instance, week, members))
    too_many = Counter(week for week, _ in groups)
    if any(count > instance.groups_per_week for count in too_many.values()):
        return None
    once = ("add-seat", "open-college", "raise-motive-limit")
    if any(count > 1 and concession.kind in once for concession, count in made.items()):
        return None
    return frozenset(made)


def _about_weeks(instance: Instance, groups: Composition) -> Iterator[Concession]:
    stays = {(pupil.id, week) for week, members in groups for pupil in members}
    for pin in instance.pins:
        if (pin.pupil, pin.week) not in stays:
            yield Concession("move-pin", (pin.pupil, pin.week))
    for ban in instance.bans:
        if (ban.pupil, ban.week) in stays:
            yield Concession("lift-ban", (ban.pupil, ban.week))


def _about_a_group(instance: Instance, week: str, members: Members) -> Iterator[Concession]:
    """Give what a group needs, as many times as it exceeds a limit."""
    for _ in range(instance.capacity, len(members)):
        yield Concession("add-seat", (week,))
    for college, count in Counter(pupil.college for pupil in members).items():
        for _ in range(1, count):
            yield Concession("open-college", (college, week))
    for motive, limit in instance.policy.motive_limits.items():
        for _ in range(limit, sum(motive in pupil.motives for pupil in members)):
            yield Concession("raise-motive-limit", (motive, week))
    codes = {pupil.id for pupil in members}
    for one, other in instance.conflicts:
        if {one, other} <= codes:
            yield Concession("lift-conflict", (min(one, other), max(one, other)))


def _up_to(concessions: Collection[Concession], most: int) -> Iterator[frozenset[Concession]]:
    for count in range(most + 1):
        yield from map(frozenset, combinations(concessions, count))
