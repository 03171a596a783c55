"""Why a pupil is not in a week of the best plan, at what price he could be, and what would help."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from solver.check import LevelValue
from solver.decide import explained
from solver.decide.forced import force, left, score_is_proven, what_forbids
from solver.decide.records import LevelChange, Move, level_changes, moves_between
from solver.decide.repairs import Repair, RepairMemory, find_repairs
from solver.draft import Draft
from solver.instance import Instance, IsoWeek, Name, Pupil, Record
from solver.plan import Plan, Reason
from solver.solve import DEFAULT_OPTIONS, Models, SolveOptions
from solver.weeks import week_number

if TYPE_CHECKING:
    from pandas import DataFrame

    from solver.html.elements import Shown

Verdict = Literal["admitted", "tie", "worse", "impossible"]


class Explanation(Record):
    """What stands between a pupil and a week, as the contract's `daeet explain` gives it.

    `proven` says whether the verdict and the price are; a repair is listed only where it is, and
    `repairs_complete` says whether all that could be tried was.
    """

    pupil: Name
    week: IsoWeek
    verdict: Verdict
    proven: bool
    because: tuple[Reason, ...] = ()
    cost: tuple[LevelChange, ...] = ()
    moves: tuple[Move, ...] = ()
    repairs: tuple[Repair, ...] = ()
    repairs_complete: bool = True
    message: str

    def show(self, instance: Instance) -> "Shown":
        """Show it in a notebook, with the mark of invented data where they are."""
        from solver.html.decisions import show_explanation

        return show_explanation(self, instance)

    def _repr_html_(self) -> str:
        from solver.html.decisions import show_explanation

        return show_explanation(self).html


class Explanations(Record):
    """Why each pupil who waits is in none of the weeks before his own; `complete` if all are here."""

    explanations: tuple[Explanation, ...]
    complete: bool = True

    def to_frame(self) -> "DataFrame":
        """Give a row per pupil and week asked about; `frames.explanations_frame` says more."""
        from solver.frames import explanations_frame

        return explanations_frame(self)

    def show(self, instance: Instance) -> "Shown":
        """Show it in a notebook, with the mark of invented data where they are."""
        from solver.html.decisions import show_explanations

        return show_explanations(self, instance)

    def _repr_html_(self) -> str:
        from solver.html.decisions import show_explanations

        return show_explanations(self).html


def explain(
    instance: Instance,
    plan: Plan,
    pupil: str,
    week: str,
    options: SolveOptions = DEFAULT_OPTIONS,
) -> Explanation | None:
    """Explain why a pupil is not in a week of a plan that `solve` gave for the instance.

    None where the time of `options` ran out before a verdict. Expects a known pupil and a plan that
    hosts somebody or nobody, not an infeasible one.
    """
    return _Explainer(instance, plan, options).explain(instance.pupils_by_id[pupil], week)


def explain_all(
    instance: Instance,
    plan: Plan,
    options: SolveOptions = DEFAULT_OPTIONS,
    on_progress: Callable[[int, int], None] | None = None,
) -> Explanations:
    """Explain for each pupil who waits every open week of his window before his own.

    `on_progress` is told how many of how many are done. What the time does not allow is left out.
    """
    explainer = _Explainer(instance, plan, options)
    asked = list(earlier_weeks(instance, plan))
    found: list[Explanation] = []
    for number, (pupil, week) in enumerate(asked, start=1):
        explanation = None if explainer.is_over() else explainer.explain(pupil, week)
        if explanation is None:
            return Explanations(explanations=tuple(found), complete=False)
        found.append(explanation)
        if on_progress is not None:
            on_progress(number, len(asked))
    return Explanations(explanations=tuple(found))


def earlier_weeks(instance: Instance, plan: Plan) -> Iterator[tuple[Pupil, str]]:
    """Give the pupils who wait, each with every open week of his window before his own."""
    week_of = {admission.pupil: week_number(admission.week) for admission in plan.admissions}
    for pupil in instance.pupils:
        first, last = week_number(pupil.earliest), week_number(pupil.latest)
        until = min(week_of.get(pupil.id, last + 1), last + 1)
        for week in instance.open_weeks:
            if first <= week_number(week) < until:
                yield pupil, week


_Repairs = tuple[tuple[Repair, ...], bool]
"""What would help, and whether all that could be tried was."""


@dataclass(frozen=True)
class _Forced:
    """The best plan with the pupil in the week, closest to the one known."""

    draft: Draft
    proven: bool


class _Explainer:
    """Answers one question after another about the same plan, within one time limit."""

    def __init__(self, instance: Instance, plan: Plan, options: SolveOptions) -> None:
        self._instance = instance
        self._plan = plan
        self._best = Draft(instance, plan.admissions, plan.sessions)
        self._options = options
        self._deadline = time.monotonic() + options.time_limit
        self._models = Models(instance, shared=True)
        self._memory = RepairMemory()

    def is_over(self) -> bool:
        """Tell whether the time is up."""
        return time.monotonic() > self._deadline

    def explain(self, pupil: Pupil, week: str) -> Explanation | None:
        """Give the verdict and all that goes with it."""
        proven = self._plan.status == "optimal"
        if self._best.week_of.get(pupil.id) == week:
            message = explained.admitted(self._instance, pupil, week, proven=proven)
            return Explanation(
                pupil=pupil.id, week=week, verdict="admitted", proven=proven, message=message
            )
        reasons = what_forbids(self._instance, pupil, week, self._left())
        if reasons is not None:
            return self._impossible(pupil, week, reasons)
        answer = force(self._models, self._best, pupil, week, self._left())
        if answer.draft is None:
            return None
        proven = proven and score_is_proven(answer)
        return self._possible(pupil, week, _Forced(answer.draft, proven))

    def _impossible(self, pupil: Pupil, week: str, reasons: tuple[Reason, ...]) -> Explanation:
        repairs, complete = self._repairs(pupil, week)
        return Explanation(
            pupil=pupil.id,
            week=week,
            verdict="impossible",
            proven=True,
            because=reasons,
            repairs=repairs,
            repairs_complete=complete,
            message=explained.impossible(self._instance, pupil, week, reasons),
        )

    def _possible(self, pupil: Pupil, week: str, forced: _Forced) -> Explanation:
        cost = tuple(level_changes(self._best.score, forced.draft.score))
        moves = tuple(m for m in moves_between(self._best, forced.draft) if m.pupil != pupil.id)
        worse = forced.draft.rank > self._best.rank
        message = explained.possible(
            self._instance, self._plan, pupil, week, cost=cost, moves=moves, proven=forced.proven
        )
        repairs, complete = self._repairs(pupil, week) if worse else ((), True)
        return Explanation(
            pupil=pupil.id,
            week=week,
            verdict="worse" if worse else "tie",
            proven=forced.proven,
            cost=cost,
            moves=moves,
            repairs=repairs,
            repairs_complete=complete,
            message=message,
        )

    def _repairs(self, pupil: Pupil, week: str) -> "_Repairs":
        """Put into words what would let the pupil in; nothing opens a closed week."""
        if week not in self._instance.open_weeks:
            return (), True
        if self._plan.status != "optimal" or self.is_over():
            return (), False
        found = find_repairs(self._instance, pupil, week, self._best, self._left(), self._memory)
        written = tuple(
            Repair(
                change=each.change(),
                score=tuple(
                    LevelValue(level=level, value=value)
                    for level, value in each.draft.score.items()
                ),
                message=explained.repair(self._instance, pupil, week, each.concessions),
            )
            for each in found.found
        )
        return written, found.complete

    def _left(self) -> SolveOptions:
        return left(self._options, self._deadline)
