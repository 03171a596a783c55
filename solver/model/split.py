"""Splitting the pupils of one week into its groups."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ortools.sat.python import cp_model

from solver.group_filler import GroupFiller
from solver.instance import Instance
from solver.model.groups import GROUP_RULES, GroupModel
from solver.model.minimise import SolveOptions, new_solver, solve_interruptibly
from solver.model.posting import Posting
from solver.model.variables import Variables
from solver.plan import Admission
from solver.rules import RuleId

_OTHER_WEEKS: Final[tuple[RuleId, ...]] = ("pin",)


@dataclass(frozen=True)
class Split:
    """Groups that hold all the pupils of a week; or none, proven impossible or for lack of time."""

    admissions: tuple[Admission, ...] | None
    impossible: bool = False


def split(
    instance: Instance, week: str, pupils: Sequence[str], options: SolveOptions, deadline: float
) -> Split:
    """Put all these pupils in groups of a week by the rules about who is together."""
    filler = GroupFiller(instance)
    if all(filler.put_in_week(instance.pupils_by_id[pupil], week) for pupil in pupils):
        return Split(filler.admissions())
    # The pins of other weeks do not concern this one.
    posting = Posting(without=_OTHER_WEEKS)
    variables = Variables(
        posting, instance, {week: list(pupils)}, lambda _week: instance.groups_per_week
    )
    for post in GROUP_RULES.values():
        post(GroupModel(posting, variables))
    for pupil in pupils:
        posting.model.add_bool_or([variables.hosted[pupil, week]])
    solver = new_solver(options, deadline)
    status = solve_interruptibly(solver, posting.model)
    if status == cp_model.INFEASIBLE:
        return Split(None, impossible=True)
    if status == cp_model.UNKNOWN:
        return Split(None)
    return Split(
        tuple(
            Admission(pupil=pupil, week=week, group=group[1])
            for (pupil, group), member in variables.member.items()
            if solver.boolean_value(member)
        )
    )


def smallest_impossible(
    instance: Instance, week: str, pupils: Sequence[str], options: SolveOptions, deadline: float
) -> list[str]:
    """Leave out pupils while the rest still cannot be split; give who remains.

    Halves are tried first, then smaller and smaller parts, down to each pupil alone. Past the
    deadline (of `time.monotonic`) whoever is left remains.
    """
    kept = list(pupils)
    part = max(1, len(kept) // 2)
    while time.monotonic() < deadline:
        for start in range(len(kept) - part, -1, -part):
            fewer = kept[:start] + kept[start + part :]
            if split(instance, week, fewer, options, deadline).impossible:
                kept = fewer
        if part == 1:
            break
        part = max(1, min(part, len(kept)) // 2)
    return kept
