"""Several really different groups for a week, each the best of its kind."""

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from solver.checked import checked
from solver.decide.compared import compare, describe
from solver.decide.missing_workshops import Fix, fixes
from solver.decide.solidity import Solidity, solidity
from solver.draft import Draft
from solver.instance import Instance, Name, Record
from solver.plan import Plan, Reason, Status
from solver.question import Distance, Question
from solver.rules import NAMED_ORDERS, Level, OrderName
from solver.solve import DEFAULT_OPTIONS, Models, OnProgress, SolveOptions, ask, plan_of, solve

if TYPE_CHECKING:
    from pandas import DataFrame

    from solver.html.elements import Shown

OWN_ORDER: Final = "instance"
"""How an order is called that is none of the named ones."""

NAMES: Final[dict[OrderName, str]] = {
    "wait-first": "Attendre le moins possible",
    "group-first": "Le groupe le plus équilibré",
    "workshops-first": "Les ateliers avant tout",
}
BEST: Final = "Le meilleur plan selon vos priorités"
NEXT: Final = "Un autre groupe"

FOUND: Final[tuple[Status, ...]] = ("optimal", "feasible")
"""The statuses of a plan that has a content."""


class Proposal(Record):
    """A plan whose group for the week differs from the others proposed.

    `order` is the order of levels under which it is the best (a named one, or `instance` for its own);
    `differs_by` counts the pupils hosted that week in it or in the first proposal, but not in both.
    """

    name: Name
    order: str
    plan: Plan
    differs_by: int
    strengths: tuple[str, ...]
    costs: tuple[str, ...]
    solidity: Solidity
    missing: tuple[Fix, ...]


class Proposals(Record):
    """The proposals for a week, the best plan first; `exhausted` where no further one exists.

    Where there is no plan at all there are no proposals, and `reasons` why, where that is proven.
    """

    proposals: tuple[Proposal, ...]
    exhausted: bool
    reasons: tuple[Reason, ...] = ()

    def to_frame(self, instance: Instance | None = None) -> "DataFrame":
        """Give a row per proposal and pupil; `frames.proposals_frame` says more."""
        from solver.frames import proposals_frame

        return proposals_frame(self, instance)

    def score_frame(self) -> "DataFrame":
        """Give a row per proposal and level of its score."""
        from solver.frames import proposals_score_frame

        return proposals_score_frame(self)

    def show(self, instance: Instance) -> "Shown":
        """Show it in a notebook, with the mark of invented data where they are."""
        from solver.html.decisions import show_proposals

        return show_proposals(self, instance)

    def _repr_html_(self) -> str:
        from solver.html.decisions import show_proposals

        return show_proposals(self).html


def propose(
    instance: Instance,
    first: Plan,
    week: str,
    count: int = 3,
    min_distance: int = 2,
    options: SolveOptions = DEFAULT_OPTIONS,
    on_progress: OnProgress | None = None,
) -> Proposals:
    """Propose up to `count` plans for an open week of the horizon, the first one being given.

    `first` is what `solve` gave. Then come the best plans under the other named orders where they
    give a group at least `min_distance` pupils away, then the best plans that differ so much from
    every one listed. Each says in its status whether that is proven. Raises PlanRefused where the
    checker refuses a plan.
    """
    if first.status not in FOUND:
        proven = first.status == "infeasible"
        return Proposals(proposals=(), exhausted=proven, reasons=first.reasons)
    search = _Proposing(instance, first, week, count, min_distance, options, on_progress)
    search.other_orders()
    search.next_best()
    exhausted = search.is_exhausted()
    return Proposals(proposals=tuple(search.written()), exhausted=exhausted)


class _Kind(NamedTuple):
    """A plan found, and the order under which it is the best."""

    order: str
    name: str
    plan: Plan


class _Proposing:
    """The plans found so far, and the time left to find others."""

    def __init__(
        self,
        instance: Instance,
        first: Plan,
        week: str,
        count: int,
        min_distance: int,
        options: SolveOptions,
        on_progress: OnProgress | None,
    ) -> None:
        self._instance = instance
        self._models = Models(instance, shared=True)
        self._week = week
        self._count = count
        self._least = min_distance
        self._options = options
        self._on_progress = on_progress
        self._deadline = time.monotonic() + options.time_limit
        own = instance.policy.order
        order = next((name for name, levels in NAMED_ORDERS.items() if levels == own), OWN_ORDER)
        self._found = [_Kind(order, BEST, checked(instance, first))]
        self._pointless: list[_Kind] = []
        self._exhausted = False

    def other_orders(self) -> None:
        """Add the best plan of each other named order that has one far enough."""
        for name, levels in NAMED_ORDERS.items():
            if len(self._found) >= self._count or levels == self._instance.policy.order:
                continue
            plan = self._best_under(self._instance.with_order(levels))
            if plan is not None:
                self._found.append(_Kind(name, NAMES[name], plan))

    def _best_under(self, instance: Instance) -> Plan | None:
        """Give a best plan of an instance that is far enough; None where all best ones are near."""
        plan = solve(instance, self._share(), self._on_progress)
        if plan.status not in FOUND:
            return None
        draft = Draft(instance, plan.admissions, plan.sessions)
        if self._distance().allows(draft):
            return checked(instance, plan)
        if plan.status != "optimal":
            return None
        as_good = Question(distance=self._distance(), limit=dict(draft.score.items()))
        answer = ask(instance, as_good, self._share(), self._on_progress)
        # Out of time, the best known so far may be worse.
        if answer.draft is None or answer.draft.rank > draft.rank:
            return None
        return checked(instance, plan_of(answer))

    def next_best(self) -> None:
        """Add the best plans far enough from all those found, under the instance's own order."""
        while len(self._found) < self._count:
            question = Question(distance=self._distance())
            answer = ask(self._models, question, self._share(), self._on_progress)
            if answer.draft is None:
                self._exhausted = answer.impossible
                break
            kind = _Kind(self._found[0].order, NEXT, checked(self._instance, plan_of(answer)))
            (self._pointless if self._is_pointless(kind.plan) else self._found).append(kind)
        # Better a pointless proposal than none.
        wanting = self._count - len(self._found)
        self._found.extend(self._pointless[:wanting])
        del self._pointless[:wanting]

    def _is_pointless(self, plan: Plan) -> bool:
        """Tell whether another is better on every level, and nothing speaks for this one."""
        if compare(self._instance, self._found[0].plan, plan, self._week).strengths:
            return False
        values = _values(plan)
        return any(
            all(values[level] > value for level, value in _values(kind.plan).items())
            for kind in self._found
        )

    def is_exhausted(self) -> bool:
        """Prove that no further plan is far enough; False where one is, or the time is up."""
        if self._exhausted or self._pointless:
            return not self._pointless
        any_plan = Question(order=("families",), distance=self._distance())
        return ask(self._models, any_plan, self._left()).impossible

    def written(self) -> list[Proposal]:
        """Put each plan found beside the first one, in words; of equal ones the solid come first."""
        left = self._left()
        share = replace(left, time_limit=left.time_limit / len(self._found))
        proposals = [self._written(kind, share) for kind in self._found]
        end = next((i for i, p in enumerate(proposals) if p.name == NEXT), len(proposals))
        others = proposals[end:]
        others.sort(key=lambda p: (list(_values(p.plan).values()), len(p.solidity.fragile)))
        return proposals[:end] + others

    def _written(self, kind: _Kind, options: SolveOptions) -> Proposal:
        first = self._found[0]
        if kind is first:
            words = describe(self._instance, kind.plan, self._week)
        else:
            words = compare(self._instance, first.plan, kind.plan, self._week)
        return Proposal(
            name=kind.name,
            order=kind.order,
            plan=kind.plan,
            differs_by=len(self._hosted(first.plan) ^ self._hosted(kind.plan)),
            strengths=words.strengths,
            costs=words.costs,
            solidity=solidity(self._instance, kind.plan, self._week),
            missing=fixes(self._instance, kind.plan, self._week, options),
        )

    def _hosted(self, plan: Plan) -> frozenset[str]:
        return Draft(self._instance, plan.admissions, plan.sessions).hosted_in(self._week)

    def _distance(self) -> Distance:
        hosted = tuple(self._hosted(kind.plan) for kind in (*self._found, *self._pointless))
        return Distance(self._week, hosted, self._least)

    def _share(self) -> SolveOptions:
        """Share the time left out between the proposals that are still to be found, and the rest."""
        left = self._left()
        parts = self._count - len(self._found) + 1
        return replace(left, time_limit=left.time_limit / parts)

    def _left(self) -> SolveOptions:
        return replace(self._options, time_limit=max(0.0, self._deadline - time.monotonic()))


def _values(plan: Plan) -> dict[Level, int]:
    return {entry.level: entry.value for entry in plan.score}
