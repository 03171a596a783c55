"""The rules about who may be together: one function per rule.

A node of the model usually is a group. To settle several groups a week at once, a node can also
stand for all `multiplicity` groups of its week; the rules then say what those can hold together.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from solver.model.posting import Literal, Posting, total
from solver.model.variables import Variables
from solver.rules import RuleId


@dataclass(frozen=True)
class GroupModel:
    """What a group rule works on: where to post, on which variables, for how many groups a node."""

    posting: Posting
    variables: Variables
    multiplicity: int = 1


def window(on: GroupModel) -> None:
    """Admit a pupil at most once. That his dates allow the week is settled by the places."""
    for pupil, weeks in on.variables.weeks_of.items():
        if on.posting.liftable:
            on.posting.add("window", (pupil,), total(weeks.values()) <= 1)
        else:
            on.posting.at_most_one("window", list(weeks.values()))


def capacity(on: GroupModel) -> None:
    """Keep each group to its capacity, and each week to its number of groups."""
    instance = on.variables.instance
    limit = instance.capacity * on.multiplicity
    for (week, number), members in on.variables.members_of.items():
        subjects = (week,)
        if number > instance.groups_per_week:
            for member in members.values():
                on.posting.forbid("capacity", subjects, member)
        elif len(members) > limit:
            slack = on.posting.slack("add-seat", subjects)
            on.posting.add("capacity", subjects, total(members.values()) <= limit + slack)


def college(on: GroupModel) -> None:
    """Keep pupils of the same collège in different groups."""
    pupils = on.variables.instance.pupils_by_id
    most = on.multiplicity
    for (week, _), members in on.variables.members_of.items():
        by_college: defaultdict[str, dict[str, Literal]] = defaultdict(dict)
        for pupil, member in members.items():
            by_college[pupils[pupil].college][pupil] = member
        for name, schoolmates in by_college.items():
            if len(schoolmates) <= most:
                continue
            slack = on.posting.slack("open-college", (name, week))
            if most == 1 and isinstance(slack, int):
                on.posting.never_together("college", schoolmates)
            else:
                on.posting.add("college", (), total(schoolmates.values()) <= most + slack)


def conflict(on: GroupModel) -> None:
    """Keep pupils in conflict in different groups; several groups together may hold both."""
    if on.multiplicity > 1:
        return
    for pair in on.variables.instance.conflict_pairs:
        groups = list(on.variables.groups_both_may_join(*pair))
        unless = on.posting.concession("lift-conflict", pair) if groups else []
        for group in groups:
            members = {pupil: on.variables.members_of[group][pupil] for pupil in pair}
            if unless:
                apart = [member.negated() for member in members.values()]
                on.posting.require("conflict", pair, [*apart, *unless])
            else:
                on.posting.never_together("conflict", members)


def motive_limit(on: GroupModel) -> None:
    """Keep the pupils with a limited motive to that limit in each group."""
    instance = on.variables.instance
    for motive, limit in instance.policy.motive_limits.items():
        concerned = {pupil.id for pupil in instance.pupils if motive in pupil.motives}
        most = limit * on.multiplicity
        for (week, _), members in on.variables.members_of.items():
            with_motive = [member for pupil, member in members.items() if pupil in concerned]
            if len(with_motive) > most:
                slack = on.posting.slack("raise-motive-limit", (motive, week))
                on.posting.add("motive-limit", (motive,), total(with_motive) <= most + slack)


def pin(on: GroupModel) -> None:
    """Admit each pinned pupil in his week."""
    for entry in on.variables.instance.pins:
        hosted = on.variables.hosted.get((entry.pupil, entry.week))
        choices = [] if hosted is None else [hosted]
        unless = on.posting.concession("move-pin", (entry.pupil, entry.week))
        on.posting.require("pin", (entry.pupil, entry.week), [*choices, *unless])


def ban(on: GroupModel) -> None:
    """Keep each banned pupil out of his week, where the places have not settled it already."""
    for pupil, week in sorted(on.variables.instance.ban_set):
        hosted = on.variables.hosted.get((pupil, week))
        if hosted is not None and not on.posting.liftable:
            unless = on.posting.concession("lift-ban", (pupil, week))
            on.posting.require("ban", (pupil, week), [hosted.negated(), *unless])


GROUP_RULES: Final[dict[RuleId, Callable[[GroupModel], None]]] = {
    "window": window,
    "capacity": capacity,
    "college": college,
    "conflict": conflict,
    "motive-limit": motive_limit,
    "pin": pin,
    "ban": ban,
}
