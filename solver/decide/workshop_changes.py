"""The single changes that may let a missing workshop take place: who would do what, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from solver.decide.actors import ACTOR_ORDER, Actor
from solver.french import upper_first, with_article
from solver.french_moments import moment
from solver.instance import Instance, Teacher, Timetable, Workshop
from solver.model.choices import SessionChoice, session_choices
from solver.model.one_change import Effect
from solver.show.missing import Missing
from solver.timetable import DAYS, Slot, span

ChangeKind = Literal["substitute", "absence", "budget", "slot"]

ACTOR_OF: Final[dict[ChangeKind, Actor]] = {
    "substitute": "referent",
    "absence": "teacher",
    "budget": "teacher",
    "slot": "teacher",
}
_KINDS: Final = tuple(ACTOR_OF)


@dataclass(frozen=True)
class Candidate:
    """A change that a teacher may be asked for, from a slot on where it is about a moment."""

    kind: ChangeKind
    teacher: Teacher
    start: Slot | None
    effect: Effect

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Who acts first comes first, then the earliest moment; no moment at all is earliest."""
        start = self.start
        return (
            ACTOR_ORDER.index(ACTOR_OF[self.kind]),
            -1 if start is None else DAYS.index(start.day),
            0 if start is None else start.number,
            _KINDS.index(self.kind),
        )

    def subjects(self, week: str) -> tuple[str, ...]:
        """Give the teacher; then the week, save for a budget; then the first slot where there is one."""
        when = () if self.kind == "budget" else (week,)
        return (self.teacher.id, *when, *(() if self.start is None else (str(self.start),)))


def candidates(instance: Instance, missing: Missing) -> list[Candidate]:
    """List the changes that touch a missing workshop and allow a session that was not possible.

    `instance` is of the week alone, with what its teachers have left. Whoever acts first comes
    first, then the earliest moment, then the order of the teachers.
    """
    found = [
        candidate
        for teacher in instance.teachers
        for candidate in (
            _of_practitioner(instance, missing.workshop, teacher)
            if missing.workshop.id in teacher.workshops
            else _substitutes(instance, missing, teacher)
        )
    ]
    return sorted(found, key=lambda candidate: candidate.order)


def _of_practitioner(
    instance: Instance, workshop: Workshop, teacher: Teacher
) -> Iterator[Candidate]:
    """Give what who gives the workshop may change: a budget, an absence or a slot."""
    week = instance.first_week
    away = week in teacher.away_weeks
    if teacher.max_sessions is not None and not away:
        yield Candidate("budget", teacher, None, Effect(one_more_by=teacher.id))
    if not _has_sessions_left(teacher):
        return
    if away:
        weeks = tuple(other for other in teacher.away_weeks if other != week)
        present = teacher.model_copy(update={"away_weeks": weeks})
        yield Candidate("absence", teacher, None, Effect(_choices(instance, present)))
    elif teacher.slots is not None:
        yield from _slots(instance, workshop, teacher, teacher.slots)


def _slots(
    instance: Instance, workshop: Workshop, teacher: Teacher, free: tuple[str, ...]
) -> Iterator[Candidate]:
    usual = _choices(instance, teacher)
    always = teacher.model_copy(update={"slots": None})
    for choice in sorted(_choices(instance, always) - usual):
        if choice.workshop == workshop.id:
            asked = map(str, span(choice.start, workshop.length))
            freed = teacher.model_copy(update={"slots": tuple(dict.fromkeys([*free, *asked]))})
            effect = Effect(_choices(instance, freed) - usual)
            yield Candidate("slot", teacher, choice.start, effect)


def _substitutes(instance: Instance, missing: Missing, teacher: Teacher) -> Iterator[Candidate]:
    """Give the moments at which who does not give the workshop could give it once."""
    if not _has_sessions_left(teacher):
        return
    giving = teacher.model_copy(update={"workshops": (missing.workshop.id,)})
    for choice in sorted(_choices(instance, giving)):
        effect = Effect(frozenset([choice]), group=missing.group)
        yield Candidate("substitute", teacher, choice.start, effect)


def _has_sessions_left(teacher: Teacher) -> bool:
    return teacher.max_sessions is None or teacher.max_sessions > 0


def _choices(instance: Instance, teacher: Teacher) -> frozenset[SessionChoice]:
    """List the sessions that a teacher could give in the week, by the rules about one session."""
    alone = instance.model_copy(update={"teachers": (teacher,)})
    return frozenset(session_choices(alone)[instance.first_week])


def sentence(timetable: Timetable, missing: Missing, made: Candidate, groups: int) -> str:
    """Say in French what would let the workshop take place; `groups` is how many the week has."""
    subject = with_article(missing.workshop.name)
    subject = f"pour le groupe {missing.group}, {subject}" if groups > 1 else subject
    again = " une fois de plus" if missing.placed else ""
    return f"{upper_first(subject)} aurait lieu{again} si {_condition(timetable, missing, made)}."


def _condition(timetable: Timetable, missing: Missing, made: Candidate) -> str:
    who = with_article(made.teacher.name)
    if made.start is None:
        if made.kind == "absence":
            return f"{who} n'était pas absent·e cette semaine-là"
        return f"{who} acceptait une séance de plus que prévu sur la période"
    when = moment(timetable, made.start, missing.workshop.length)
    if made.kind == "substitute":
        return f"{who} s'en chargeait pour une fois, {when}"
    return f"{who} était libre {when}"
