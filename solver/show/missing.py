"""The sessions a group should have and does not, and why where the reason is simple."""

from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from solver.french import plural
from solver.instance import Teacher, Workshop
from solver.show.reading import Reading
from solver.timetable import Slot, crosses_break, span

_MOST_REASONS: Final = 3


class Missing(NamedTuple):
    """A workshop of which a group has fewer sessions than it should."""

    week: str
    group: int
    workshop: Workshop
    placed: int

    @property
    def sessions(self) -> int:
        """How many sessions are missing."""
        return self.workshop.per_week - self.placed


def missing_in(reading: Reading, week: str) -> list[Missing]:
    """List what the groups of a week miss, core workshops first."""
    found: list[Missing] = []
    for group in reading.groups_in(week):
        placed = Counter(session.workshop for session in reading.sessions_of(week, group))
        found.extend(
            Missing(week, group, workshop, placed[workshop.id])
            for workshop in reading.instance.workshops
            if placed[workshop.id] < workshop.per_week
        )
    return sorted(found, key=lambda missing: not missing.workshop.core)


def sentence(reading: Reading, missing: Missing) -> str:
    """Say in full what is missing and, where each teacher has a simple reason, why."""
    workshop = missing.workshop
    if missing.placed:
        done = plural(missing.placed, "séance")
        what = f"{done} au lieu de {workshop.per_week}"
    else:
        what = "pas de séance cette semaine"
    kind = " (essentiel)" if workshop.core else ""
    return " ".join([f"{workshop.name}{kind} : {what}.", *_why(reading, missing)])


def _why(reading: Reading, missing: Missing) -> list[str]:
    """Give one sentence per teacher of the workshop; none where one of them has no simple reason."""
    teachers = [
        teacher for teacher in reading.instance.teachers if missing.workshop.id in teacher.workshops
    ]
    if not teachers:
        return ["Personne ne donne cet atelier."]
    reasons = [next(_reasons(reading, missing, teacher), None) for teacher in teachers]
    known = [reason for reason in reasons if reason is not None]
    if len(known) < len(reasons):
        return []
    if len(known) > _MOST_REASONS:
        return [f"Aucune des {len(known)} personnes qui le donnent n'est disponible."]
    return known


def _reasons(reading: Reading, missing: Missing, teacher: Teacher) -> Iterator[str]:
    """Give what keeps a teacher from giving one more session, the plainest reason first."""
    if missing.week in teacher.away_weeks:
        yield f"{teacher.name} est absent·e."
    for pupil in reading.groups_in(missing.week)[missing.group]:
        if (pupil.id, teacher.id) in reading.instance.teacher_conflicts:
            yield f"{teacher.name} et {pupil.id} ne doivent pas se rencontrer."
    given = reading.given.get(teacher.id, 0)
    if teacher.max_sessions is not None and given >= teacher.max_sessions:
        count = plural(given, "séance")
        yield (
            f"{teacher.name} donne déjà {count} sur la période, son maximum."
            if given
            else f"{teacher.name} n'a aucune séance à donner sur la période."
        )
    yield from _lack_of_slots(reading, missing, teacher)


def _lack_of_slots(reading: Reading, missing: Missing, teacher: Teacher) -> Iterator[str]:
    ordinary = list(_places(reading, missing, teacher))
    places = [
        place
        for place in ordinary
        if (missing.week, place[0].day) not in reading.instance.lost_days
    ]
    group_taken = reading.taken.get((missing.week, missing.group), set())
    teacher_taken = reading.taken.get((missing.week, teacher.id), set())
    if not ordinary:
        yield f"{teacher.name} n'a pas de créneau qui convienne."
    elif not places:
        yield f"{teacher.name} ne pourrait venir qu'un jour sans accueil."
    elif all((group_taken | teacher_taken).intersection(place) for place in places):
        yield f"Les créneaux où {teacher.name} pourrait venir sont déjà pris."


def _places(reading: Reading, missing: Missing, teacher: Teacher) -> Iterator[tuple[Slot, ...]]:
    """Give every place of a session in a week without lost days or any other session."""
    timetable = reading.instance.timetable
    length = missing.workshop.length
    free = timetable.usable_slots
    if teacher.free_slots is not None:
        free &= teacher.free_slots
    for start in timetable.all_slots():
        place = span(start, length)
        if free.issuperset(place) and not crosses_break(start, length, timetable.break_after):
            yield place
