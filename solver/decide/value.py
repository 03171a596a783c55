"""What one more would bring: one seat, one group, one half-day, one lifted conflict, each by itself.

Every addition keeps the plans that were possible, so the best score never gets worse. Therefore
what brings nothing all together brings nothing one by one: additions of a kind are tried together
first, then by halves, and only what remains is solved one by one.
"""

import time
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING, Final, NamedTuple

from solver.decide.additions import Addition, Choice, all_choices
from solver.decide.additions_said import said, said_of_any
from solver.decide.level_changes import changes_said, every_level
from solver.decide.records import LevelChange
from solver.decide.screens import Screen
from solver.french import upper_first
from solver.instance import Instance, Record
from solver.plan import LevelScore, Plan, Reason, Status
from solver.rules import Level
from solver.solve import OnProgress, SolveOptions, solve

if TYPE_CHECKING:
    from pandas import DataFrame

    from solver.html.elements import Shown

_SHARE_OF_BEST_PLAN: Final = 0.5
"""How much of the time the best plan of the situation as it stands may take."""

_SHARE_TOGETHER: Final = 0.25
"""How much of the time of several additions may go to trying them all together."""


class Gain(LevelChange):
    """A level of the best score without and with the addition; `gain` is before - after."""

    gain: int


class Value(Record):
    """What an addition brings: the best score then, level by level, and whether that is proven."""

    change: Addition
    proven: bool
    score: tuple[Gain, ...]
    message: str

    @property
    def brings_something(self) -> bool:
        """Tell whether the best score changes at all."""
        return any(level.gain for level in self.score)


class Values(Record):
    """The best score as things stand, then each addition, the most valuable first.

    Where the status is `infeasible` (then with its reasons) or `unknown`, nothing was weighed.
    """

    status: Status
    score: tuple[LevelScore, ...] = ()
    values: tuple[Value, ...] = ()
    reasons: tuple[Reason, ...] = ()

    def to_frame(self) -> "DataFrame":
        """Give a row per addition and level; `frames.values_frame` says more."""
        from solver.frames import values_frame

        return values_frame(self)

    def show(self, instance: Instance) -> "Shown":
        """Show it in a notebook, with the mark of invented data where they are."""
        from solver.html.decisions import show_values

        return show_values(self, instance)

    def _repr_html_(self) -> str:
        from solver.html.decisions import show_values

        return show_values(self).html


def value(
    instance: Instance,
    options: SolveOptions | None = None,
    on_progress: OnProgress | None = None,
) -> Values:
    """Weigh each addition by the best score that it would allow.

    The time limit is for all searches together: an addition whose search it cut short has the
    best score found, never worse than without the addition, and is not `proven`.
    """
    options = options or SolveOptions()
    deadline = time.monotonic() + options.time_limit
    first = replace(options, time_limit=options.time_limit * _SHARE_OF_BEST_PLAN)
    best = solve(instance, first, on_progress)
    if best.status in ("infeasible", "unknown"):
        return Values(status=best.status, reasons=best.reasons)
    weighing = _Weighing(instance, best, options, deadline, on_progress)
    found = weighing.weigh(all_choices(instance))
    values = [_value(instance, best, one) for one in sorted(found, key=_rank)]
    return Values(status=best.status, score=best.score, values=tuple(values))


class _Found(NamedTuple):
    """The best score known with an addition, and whether what it brings is proven."""

    addition: Addition
    score: dict[Level, int]
    gain_proven: bool


class _Best(NamedTuple):
    """A best score, and whether no plan does better."""

    score: dict[Level, int]
    proven: bool


class _Candidates(NamedTuple):
    """A choice, and those of its additions that a search has to look at."""

    choice: Choice
    promising: Choice


class _Weighing:
    """The searches that weigh additions, and the time they share."""

    def __init__(
        self,
        instance: Instance,
        best: Plan,
        options: SolveOptions,
        deadline: float,
        on_progress: OnProgress | None,
    ) -> None:
        self._instance = instance
        self._options = options
        self._deadline = deadline
        self._on_progress = on_progress
        self._screen = Screen(instance, best)
        self._now = _best(best)
        self._pending: set[Addition] = set()

    def weigh(self, kinds: Sequence[Sequence[Choice]]) -> list[_Found]:
        """Weigh every choice, in their order.

        The last kinds are searched first: the time they leave goes to a seat and a group, whose
        searches are the longest.
        """
        candidates = [[self._candidates(choice) for choice in kind] for kind in kinds]
        for kind in candidates:
            self._pending.update(each for one in kind for each in one.promising)
        found = [self._settle(kind) for kind in reversed(candidates)]
        return [one for kind in reversed(found) for one in kind]

    def _candidates(self, choice: Choice) -> _Candidates:
        promising = [each for each in choice if not self._screen.brings_nothing(each)]
        return _Candidates(choice, tuple(promising))

    def _settle(self, kind: Sequence[_Candidates]) -> list[_Found]:
        """Weigh choices together, then by halves where together they bring something."""
        promising = [each for one in kind for each in one.promising]
        together = self._search(promising) if promising else None
        if together is None or (together.proven and together.score == self._now.score):
            self._pending.difference_update(promising)
            return [self._nothing(one.choice[0]) for one in kind]
        if len(kind) == 1:
            return [self._best_of(kind[0], together)]
        if not together.proven:
            # The time would be too short for the halves as well.
            return [self._best_of(one, None) for one in kind]
        middle = len(kind) // 2
        return [*self._settle(kind[:middle]), *self._settle(kind[middle:])]

    def _best_of(self, one: _Candidates, together: _Best | None) -> _Found:
        """Find which addition of a choice brings most; `together` is what all bring at once.

        None can bring more than that: the first that reaches it is the best.
        """
        found: list[_Found] = []
        for each in one.choice:
            if each not in one.promising:
                found.append(self._nothing(each))
                continue
            is_all = together is not None and one.promising == (each,)
            alone = together if together is not None and is_all else self._search([each])
            if together is not None and together.proven and alone.score == together.score:
                found = [self._found(each, together)]
                break
            found.append(self._found(each, alone))
        self._pending.difference_update(one.promising)
        best = min(found, key=_rank)
        return best._replace(gain_proven=all(each.gain_proven for each in found))

    def _search(self, additions: Sequence[Addition]) -> _Best:
        """Find the best score with some additions at once, in their share of the time left."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            return _Best(self._now.score, proven=False)
        share = len(additions) / max(len(self._pending), 1)
        if len(additions) > 1:
            share *= _SHARE_TOGETHER
        changed = reduce(lambda so_far, one: one.added_to(so_far), additions, self._instance)
        options = replace(self._options, time_limit=left * share)
        plan = solve(changed, options, self._on_progress)
        # Out of time, a search may miss what the situation as it stands already allows.
        if not plan.score or _values(plan) > tuple(self._now.score.values()):
            return _Best(self._now.score, proven=False)
        return _best(plan)

    def _nothing(self, addition: Addition) -> _Found:
        """Say that an addition certainly brings nothing."""
        return _Found(addition, self._now.score, gain_proven=True)

    def _found(self, addition: Addition, then: _Best) -> _Found:
        gain_proven = then.proven and (self._now.proven or then.score == self._now.score)
        return _Found(addition, then.score, gain_proven)


def _rank(found: _Found) -> tuple[int, ...]:
    return tuple(found.score.values())


def _values(plan: Plan) -> tuple[int, ...]:
    return tuple(entry.value for entry in plan.score)


def _best(plan: Plan) -> _Best:
    score = {entry.level: entry.value for entry in plan.score}
    return _Best(score, proven=plan.status == "optimal")


def _value(instance: Instance, best: Plan, found: _Found) -> Value:
    now = _best(best).score
    gains = tuple(
        Gain(**change.model_dump(), gain=change.before - change.after)
        for change in every_level(now, found.score)
    )
    message = _message(instance, found, gains)
    return Value(change=found.addition, proven=found.gain_proven, score=gains, message=message)


def _message(instance: Instance, found: _Found, gains: Sequence[Gain]) -> str:
    changes = changes_said(gains)
    if changes:
        unproven = "" if found.gain_proven else " Ce n'est pas prouvé : le temps a manqué."
        return f"Avec {said(instance, found.addition)}, {changes}.{unproven}"
    what = said_of_any(instance, found.addition)
    if found.gain_proven:
        return f"{upper_first(what)} n'apporterait rien."
    return f"Avec {what}, rien de mieux n'a été trouvé dans le temps donné."
