"""Asking for proposals with things taken otherwise than they are: the form, and what it supposes in words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from api.catalogue import closures, reading
from api.planning.schemas import AskProposals
from api.planning.what_if import Lifted, LiftedKind, WhatIf
from api.storage.work import Reading
from api.web.forms import Form, read
from api.weeks.service import last_of
from solver.french import day_and_month, lower_first, plural
from solver.rules import ORDER_LABELS, OrderName
from solver.weeks import monday

_WEEKS: Final = 8
_SEVERAL: Final = ("closed_weeks", "opened_weeks", "without_teachers")
LONGER: Final = 300
"""Seconds, where those of a usual search were not enough."""


@dataclass(frozen=True)
class Choices:
    """What can be taken otherwise, and how it is now."""

    capacity: int
    groups: int
    open_weeks: tuple[tuple[str, str], ...]
    closed_weeks: tuple[tuple[str, str], ...]
    teachers: Mapping[str, str]
    orders: Mapping[OrderName, str] = field(default_factory=lambda: ORDER_LABELS)


def choices(work: Reading, week: str) -> Choices:
    """List what can be taken otherwise from a week on; raises Invalid where no calendar is known."""
    policy = reading.policy(work)
    weeks = closures.weeks(work, week, last_of(week, _WEEKS))
    return Choices(
        capacity=policy.capacity,
        groups=policy.groups_per_week,
        open_weeks=tuple((w.week, f"du {_monday(w.week)}") for w in weeks if w.open),
        closed_weeks=tuple((w.week, f"du {_monday(w.week)}") for w in weeks if not w.open),
        teachers=teacher_names(work),
    )


def teacher_names(work: Reading) -> dict[str, str]:
    """Name the practitioners, by id."""
    return {each.id: each.name for each in reading.teachers(work)}


def question(week: str, sent: Form) -> AskProposals:
    """Read the form; raises Invalid. What is left empty stays as it is, and nothing filled in is no what-if."""
    supposed = {
        "capacity": sent.whole("what_if.capacity"),
        "groups_per_week": sent.whole("what_if.groups_per_week"),
        "order": sent.text("what_if.order"),
        **{name: sent.several(f"what_if.{name}") for name in _SEVERAL},
    }
    filled = {name: value for name, value in supposed.items() if value}
    return read(
        AskProposals,
        {"week": week, "seconds": sent.whole("seconds"), "what_if": filled or None},
    )


def supposed(what_if: WhatIf, teachers: Mapping[str, str]) -> Iterator[str]:
    """Say in a few words each what a what-if supposes."""
    if what_if.policy is not None:
        yield "d'autres règles et priorités"
    if what_if.capacity is not None:
        yield f"{plural(what_if.capacity, 'place')} par groupe"
    if what_if.groups_per_week is not None:
        yield f"{plural(what_if.groups_per_week, 'groupe')} par semaine"
    if what_if.order is not None:
        yield f"une autre priorité : {ORDER_LABELS[what_if.order]}"
    yield from (f"la semaine du {_monday(week)} fermée" for week in what_if.closed_weeks)
    yield from (f"la semaine du {_monday(week)} ouverte" for week in what_if.opened_weeks)
    for teacher in what_if.without_teachers:
        yield f"sans {lower_first(teachers.get(teacher, teacher))}"
    yield from (_LIFTED[each.kind](each, teachers) for each in what_if.lifted)


def _pin(lifted: Lifted, _teachers: Mapping[str, str]) -> str:
    pupil, week = lifted.subjects
    return f"{pupil} n'est plus à garder dans la semaine du {_monday(week)}"


def _ban(lifted: Lifted, _teachers: Mapping[str, str]) -> str:
    pupil, week = lifted.subjects
    return f"{pupil} n'est plus à écarter de la semaine du {_monday(week)}"


def _conflict(lifted: Lifted, _teachers: Mapping[str, str]) -> str:
    one, other = lifted.subjects
    return f"{one} et {other} peuvent se rencontrer"


def _teacher_conflict(lifted: Lifted, teachers: Mapping[str, str]) -> str:
    pupil, teacher = lifted.subjects
    return f"{pupil} peut rencontrer {lower_first(teachers.get(teacher, teacher))}"


def _motive(lifted: Lifted, _teachers: Mapping[str, str]) -> str:
    return f"un élève de plus par groupe pour le motif « {lifted.subjects[0]} »"


def _window(lifted: Lifted, _teachers: Mapping[str, str]) -> str:
    pupil, week = lifted.subjects
    return f"le collège de {pupil} accepte la semaine du {_monday(week)}"


_LIFTED: Final[dict[LiftedKind, Callable[[Lifted, Mapping[str, str]], str]]] = {
    "move-pin": _pin,
    "lift-ban": _ban,
    "lift-conflict": _conflict,
    "lift-teacher-conflict": _teacher_conflict,
    "raise-motive-limit": _motive,
    "extend-window": _window,
}


def _monday(week: str) -> str:
    return day_and_month(monday(week))
