"""The rules about workshops: when a group may have a session, and who may give it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from solver.checks.reading import Finding, Held, Reading, about_session, about_teacher
from solver.french import plural
from solver.instance import Teacher, Timetable
from solver.score import Group
from solver.timetable import Slot, parse_slot, span


def check_session(reading: Reading) -> Iterator[Finding]:
    """Find sessions that no group can have at that moment, or has too often."""
    yield from _session_has_a_group(reading)
    yield from _session_fits_the_week(reading)
    yield from _one_thing_at_a_time(reading)
    yield from _often_enough(reading)


def _session_has_a_group(reading: Reading) -> Iterator[Finding]:
    horizon = frozenset(reading.instance.horizon)
    closed = frozenset(reading.instance.closed_weeks)
    for session in reading.plan.sessions:
        if session.workshop not in reading.instance.workshops_by_id:
            yield about_session(session, "cet atelier n'existe pas")
        if (session.week, session.group) not in reading.groups:
            yield about_session(session, "ce groupe n'a pas d'élève")
        if session.week not in horizon:
            yield about_session(session, "la semaine est hors de la période")
        if session.week in closed:
            yield about_session(session, "la semaine est fermée")


def _session_fits_the_week(reading: Reading) -> Iterator[Finding]:
    timetable = reading.instance.timetable
    taken = _taken_slots(timetable)
    lost_days = reading.instance.lost_days
    for held in reading.held:
        day, number = held.slots[0]
        if day not in timetable.days or number > timetable.slots_per_day:
            yield held.finding("ce créneau n'existe pas dans la semaine")
        elif held.slots[-1].number > timetable.slots_per_day:
            yield held.finding("la séance dépasse la fin de la journée")
        if any(slot.number in timetable.break_after for slot in held.slots[:-1]):
            yield held.finding("la séance coupe une pause")
        for reason in dict.fromkeys(taken[slot] for slot in held.slots if slot in taken):
            yield held.finding(reason)
        if (held.session.week, day) in lost_days:
            yield held.finding("ce jour-là n'est pas travaillé")


def _taken_slots(timetable: Timetable) -> dict[Slot, str]:
    """Say for each slot that no session may use why it is so."""
    taken = {parse_slot(name): f"le créneau {name} est fermé" for name in timetable.closed_slots}
    for moment in timetable.fixed:
        for slot in span(parse_slot(moment.start), moment.length):
            taken[slot] = f"la séance empiète sur « {moment.name} »"
    return taken


def _one_thing_at_a_time(reading: Reading) -> Iterator[Finding]:
    for held, other in _overlaps(reading.held, lambda held: held.group):
        yield held.finding(f"le groupe est déjà en séance de « {other} » à ce moment")


def _overlaps(
    sessions: Iterable[Held], who: Callable[[Held], tuple[str, str | int]]
) -> Iterator[tuple[Held, str]]:
    """Give each session that meets an earlier one of the same `who`, with that one's workshop."""
    booked: dict[tuple[tuple[str, str | int], Slot], str] = {}
    for held in sessions:
        places = [(who(held), slot) for slot in held.slots]
        others = [booked[place] for place in places if place in booked]
        if others:
            yield held, others[0]
        booked.update(dict.fromkeys(places, held.workshop.id))


def _often_enough(reading: Reading) -> Iterator[Finding]:
    days: defaultdict[tuple[Group, str], list[str]] = defaultdict(list)
    for held in reading.held:
        so_far = days[held.group, held.workshop.id]
        day = held.slots[0].day
        if len(so_far) >= held.workshop.per_week:
            yield held.finding(f"le groupe en a plus de {held.workshop.per_week} cette semaine-là")
        if day in so_far:
            yield held.finding("le groupe en a déjà une ce jour-là")
        so_far.append(day)


def check_teacher(reading: Reading) -> Iterator[Finding]:
    """Find sessions that their teacher cannot give, and budgets that are overrun."""
    teachers = reading.instance.teachers_by_id
    for session in reading.plan.sessions:
        if session.teacher not in teachers:
            yield about_teacher(session, "cette personne n'existe pas")
    known = [held for held in reading.held if held.session.teacher in teachers]
    for held in known:
        yield from _teacher_can(teachers[held.session.teacher], held)
    for held, other in _overlaps(known, lambda held: (held.session.teacher, held.session.week)):
        yield held.teacher_finding(f"cette personne donne déjà « {other} » à ce moment")
    for teacher_id, count in Counter(held.session.teacher for held in known).items():
        limit = teachers[teacher_id].max_sessions
        if limit is not None and count > limit:
            yield Finding(
                (teacher_id,),
                f"{teacher_id} donne {plural(count, 'séance')} sur la période, {limit} au plus.",
            )


def _teacher_can(teacher: Teacher, held: Held) -> Iterator[Finding]:
    if held.workshop.id not in teacher.workshops:
        yield held.teacher_finding("cette personne ne donne pas cet atelier")
    if teacher.free_slots is not None and not teacher.free_slots.issuperset(held.slots):
        yield held.teacher_finding("cette personne n'est pas libre à ce moment")
    if held.session.week in teacher.away_weeks:
        yield held.teacher_finding("cette personne est absente cette semaine-là")


def check_teacher_conflict(reading: Reading) -> Iterator[Finding]:
    """Find pupils whose group meets a teacher they are in conflict with."""
    met = {((s.week, s.group), s.teacher) for s in reading.plan.sessions}
    for pupil, teacher in dict.fromkeys(reading.instance.teacher_conflicts):
        for week, number in reading.groups_of.get(pupil, {}):
            if ((week, number), teacher) in met:
                yield Finding(
                    (pupil, teacher),
                    f"L'élève {pupil} rencontre {teacher}, avec qui il est en conflit, dans le"
                    f" groupe {number} de la semaine {week}.",
                )
