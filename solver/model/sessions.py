"""The rules about sessions: one function per rule."""

from collections import defaultdict
from collections.abc import Callable
from itertools import chain
from typing import Final

from solver.model.posting import Literal, Posting, total
from solver.model.variables import Variables
from solver.rules import RuleId
from solver.timetable import Slot, span


def session(posting: Posting, variables: Variables) -> None:
    """Give sessions to used groups only, one thing at a time, `per_week` on different days.

    That a session fits in the grid is settled by `choices.session_choices`.
    """
    workshops = variables.instance.workshops_by_id
    for group, held in variables.held.items():
        used = variables.used[group]
        in_slot: defaultdict[Slot, list[Literal]] = defaultdict(list)
        on_day: defaultdict[tuple[str, str], list[Literal]] = defaultdict(list)
        in_week: defaultdict[str, list[Literal]] = defaultdict(list)
        for choice, literal in held.items():
            for slot in span(choice.start, workshops[choice.workshop].length):
                in_slot[slot].append(literal)
            on_day[choice.workshop, choice.start.day].append(literal)
            in_week[choice.workshop].append(literal)
        for literals in chain(in_slot.values(), on_day.values()):
            posting.at_most_one("session", literals, only_if=used)
        for workshop, literals in in_week.items():
            most = workshops[workshop].per_week
            posting.add("session", (), total(literals) <= most * used)


def teacher(posting: Posting, variables: Variables) -> None:
    """Keep each teacher at one place at a time and within the budget of sessions.

    That the teacher gives the workshop and is free is settled by `choices.session_choices`.
    """
    workshops = variables.instance.workshops_by_id
    at_once: defaultdict[tuple[str, str, Slot], list[Literal]] = defaultdict(list)
    given: defaultdict[str, list[Literal]] = defaultdict(list)
    for (week, _), held in variables.held.items():
        for choice, literal in held.items():
            for slot in span(choice.start, workshops[choice.workshop].length):
                at_once[choice.teacher, week, slot].append(literal)
            given[choice.teacher].append(literal)
    for literals in at_once.values():
        posting.at_most_one("teacher", literals)
    for entry in variables.instance.teachers:
        budget = entry.max_sessions
        if budget is not None and len(given[entry.id]) > budget:
            posting.add("teacher", (), total(given[entry.id]) <= budget)


def teacher_conflict(posting: Posting, variables: Variables) -> None:
    """Give no session by a teacher to a group with a pupil in conflict with that teacher."""
    workshops = variables.instance.workshops_by_id
    for pupil, teacher_id in sorted(set(variables.instance.teacher_conflicts)):
        for group, held in variables.held.items():
            member = variables.members_of[group].get(pupil)
            if member is None:
                continue
            in_slot: defaultdict[Slot, list[Literal]] = defaultdict(list)
            for choice, literal in held.items():
                if choice.teacher == teacher_id:
                    for slot in span(choice.start, workshops[choice.workshop].length):
                        in_slot[slot].append(literal)
            unless = posting.concession("lift-teacher-conflict", (pupil, teacher_id))
            for literals in in_slot.values():
                if unless:
                    met = total([*literals, member]) <= 1 + unless[0]
                    posting.add("teacher-conflict", (pupil, teacher_id), met)
                else:
                    posting.at_most_one("teacher-conflict", [*literals, member])


SESSION_RULES: Final[dict[RuleId, Callable[[Posting, Variables], None]]] = {
    "session": session,
    "teacher": teacher,
    "teacher-conflict": teacher_conflict,
}
