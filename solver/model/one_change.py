"""The sessions of one week whose groups are given, with at most one change to what is possible."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ortools.sat.python import cp_model

from solver.instance import Instance
from solver.model.choices import SessionChoice, session_choices
from solver.model.levels import LEVEL_TERMS
from solver.model.minimise import SolveOptions, new_solver, solve_interruptibly
from solver.model.posting import Literal, Posting, total
from solver.model.sessions import SESSION_RULES
from solver.model.variables import Variables
from solver.score import Group


@dataclass(frozen=True)
class Effect:
    """What a change makes possible: more sessions to choose from, or one more by a teacher.

    `group` is the only one that may have the new sessions; None for any group.
    """

    choices: frozenset[SessionChoice] = frozenset()
    group: int | None = None
    one_more_by: str | None = None


class Found(NamedTuple):
    """Sessions: the change they rest on (its index), the two levels they decide, whether proven best."""

    change: int | None
    coverage: int
    comfort: int
    proven: bool


class OneChange:
    """Looks for the sessions that miss the fewest core workshops, then cost the least comfort.

    Where no change is needed none is made; of changes that do as well, the one listed first is.
    `instance` is of one week and says what its teachers have left; `groups` are its pupils by group
    number; the deadline is of `time.monotonic`.
    """

    def __init__(
        self,
        instance: Instance,
        groups: Mapping[int, Sequence[str]],
        effects: Sequence[Effect],
        options: SolveOptions,
        deadline: float,
    ) -> None:
        self._options = options
        self._deadline = deadline
        self._week = instance.first_week
        self._number = {group: number for number, group in enumerate(sorted(groups), start=1)}
        self._posting = posting = Posting()
        self._changes = [posting.model.new_bool_var("") for _ in effects]
        posting.model.add_at_most_one(self._changes)
        self._variables = self._post_week(_with_room(instance, effects), groups, effects)
        self._allow_changed(session_choices(instance)[self._week], effects)
        self._allow_more(instance, effects)
        self._coverage = LEVEL_TERMS["coverage"](posting, self._variables)
        self._comfort = LEVEL_TERMS["comfort"](posting, self._variables)

    def _post_week(
        self, instance: Instance, groups: Mapping[int, Sequence[str]], effects: Sequence[Effect]
    ) -> Variables:
        """Post the groups as they are, and every session that some change allows."""
        posting, week = self._posting, self._week
        places = {week: [pupil for group in groups.values() for pupil in group]}
        variables = Variables(posting, instance, places, lambda _week: len(groups))
        for group, pupils in groups.items():
            for pupil in pupils:
                member = variables.member[pupil, self._group(group)]
                posting.model.add_bool_or([member])
        choices = dict.fromkeys(session_choices(instance)[week])
        for effect in effects:
            choices.update(dict.fromkeys(sorted(effect.choices)))
        variables.add_sessions(posting, {week: list(choices)})
        for post in SESSION_RULES.values():
            post(posting, variables)
        return variables

    def _group(self, group: int) -> Group:
        return self._week, self._number[group]

    def _allow_changed(self, usual: Iterable[SessionChoice], effects: Sequence[Effect]) -> None:
        """Keep the sessions that are not possible as things stand to the changes that allow them."""
        always = frozenset(usual)
        allowing: defaultdict[tuple[Group, SessionChoice], list[Literal]] = defaultdict(list)
        for change, effect in zip(self._changes, effects, strict=True):
            numbers = self._number if effect.group is None else [effect.group]
            for choice in sorted(effect.choices):
                for group in numbers:
                    allowing[self._group(group), choice].append(change)
        for place, held in self._variables.held.items():
            for choice, literal in held.items():
                if choice not in always:
                    self._posting.model.add_bool_or([literal.negated(), *allowing[place, choice]])

    def _allow_more(self, instance: Instance, effects: Sequence[Effect]) -> None:
        """Keep each teacher to what is left of his sessions, one more where a change says so."""
        for change, effect in zip(self._changes, effects, strict=True):
            if effect.one_more_by is None:
                continue
            limit = instance.teachers_by_id[effect.one_more_by].max_sessions
            given = [
                literal
                for held in self._variables.held.values()
                for choice, literal in held.items()
                if choice.teacher == effect.one_more_by
            ]
            if limit is not None:
                self._posting.model.add(total(given) <= limit + change)

    def require(self, group: int, workshop: str, sessions: int, missing_at_most: int) -> None:
        """Ask for so many sessions of a workshop in a group, and for so few missing in the week."""
        held = self._variables.held[self._group(group)]
        given = [literal for choice, literal in held.items() if choice.workshop == workshop]
        self._posting.model.add(total(given) >= sessions)
        self._posting.model.add(self._coverage.expression <= missing_at_most)

    def refuse(self, changes: Iterable[int]) -> None:
        """Leave some changes out of what `best` may make from now on."""
        for change in changes:
            self._posting.model.add_bool_or([self._changes[change].negated()])

    def best(self) -> Found | None:
        """Find the best sessions; None where there are none, or no time to find any.

        Out of time, what is found holds but need not be the best.
        """
        coverage, comfort = self._coverage, self._comfort
        # One number whose digits are coverage, comfort and the place of the change in the list.
        ranks = list(range(1, len(self._changes) + 1))
        base = len(ranks) + 1
        digits = [
            coverage.expression,
            comfort.expression,
            cp_model.LinearExpr.weighted_sum(self._changes, ranks),
        ]
        weights = [(comfort.high - comfort.low + 1) * base, base, 1]
        self._posting.model.minimize(cp_model.LinearExpr.weighted_sum(digits, weights))
        solver = new_solver(self._options, self._deadline)
        status = solve_interruptibly(solver, self._posting.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        made = [i for i, change in enumerate(self._changes) if solver.boolean_value(change)]
        return Found(
            made[0] if made else None,
            solver.value(coverage.expression),
            solver.value(comfort.expression),
            proven=status == cp_model.OPTIMAL,
        )


def _with_room(instance: Instance, effects: Sequence[Effect]) -> Instance:
    """Give the instance with one more session for each teacher whom a change lets give one more."""
    raised = {effect.one_more_by for effect in effects}
    return instance.model_copy(
        update={
            "teachers": tuple(
                teacher.model_copy(update={"max_sessions": teacher.max_sessions + 1})
                if teacher.id in raised and teacher.max_sessions is not None
                else teacher
                for teacher in instance.teachers
            )
        }
    )
