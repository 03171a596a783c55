"""Who has to be called after a repair, and what to say: nothing that is not theirs to know.

A call to a collège is about its own pupil and no other, and gives no reason; a call to a
practitioner is about sessions, and says neither for whom nor why. What needs the other's agreement
is in the conditional: a collège decides on a sanction's dates, a practitioner on a session's.
"""

from collections.abc import Iterator
from typing import Literal

from solver.decide.differences import Differences
from solver.french import monday_near, the_college, week_name, with_article
from solver.french_moments import moment
from solver.instance import Instance, Name, Record
from solver.plan import Session
from solver.timetable import parse_slot


class Call(Record):
    """Somebody to call, a collège about its pupil or a practitioner, and what to say."""

    kind: Literal["college", "teacher"]
    id: Name
    pupil: Name | None = None
    message: str


def calls(differences: Differences) -> Iterator[Call]:
    """List the calls to make: collèges first, in the order of the pupils, then practitioners.

    One call for each pupil and one for each practitioner; who is away knows it.
    """
    instance = differences.after.instance
    for pupil in instance.pupils:
        college = the_college(instance.colleges_by_id[pupil.college].name)
        said = _about_pupil(differences, pupil.id, college)
        if said is not None:
            yield Call(kind="college", id=pupil.college, pupil=pupil.id, message=f"{said}.")
    for teacher in instance.teachers:
        said = _about_sessions(differences, teacher.id, with_article(teacher.name))
        if said is not None and teacher.id not in differences.away:
            yield Call(kind="teacher", id=teacher.id, message=f"{said}.")


def _about_pupil(differences: Differences, pupil: str, college: str) -> str | None:
    """Say what a collège has to know or to agree to; None where it was told nothing else."""
    now = differences.week
    week = differences.after.week_of.get(pupil)
    if pupil in differences.absent:
        again = "pas d'autre semaine à proposer pour l'instant"
        if week is not None:
            again = f"autre semaine à proposer : la {_named(week, now)}"
        return f"Prévenir {college} de l'absence de {pupil} en {week_name(now)} ; {again}"
    if pupil in differences.families:
        told = differences.told.weeks[pupil]
        if week is None:
            gone = "n'aura pas lieu ; pas d'autre semaine à proposer pour l'instant"
            return f"Prévenir {college} : l'accueil de {pupil}{_in(told)} {gone}"
        since = "" if told is None else f" de la {week_name(told)}"
        return f"Appeler {college} : l'accueil de {pupil} passerait{since} à la {_named(week, now)}"
    if week == now and pupil not in differences.told.weeks:
        return f"Appeler {college} : l'accueil de {pupil} pourrait avoir lieu dès la {_named(week, now)}"
    return None


def _in(week: str | None) -> str:
    return "" if week is None else f" en {week_name(week)}"


def _named(week: str, near: str) -> str:
    return f"{week_name(week)} (du {monday_near(week, near)})"


def _about_sessions(differences: Differences, teacher: str, who: str) -> str | None:
    """Say which sessions of a practitioner do not take place, move or are new; None for none."""
    instance = differences.after.instance
    gone = [session for session in differences.cancelled if session.teacher == teacher]
    new = [session for session in differences.added if session.teacher == teacher]
    verb = "Appeler" if new else "Prévenir"
    parts: list[str] = []
    for session in gone:
        again = next((s for s in new if s.workshop == session.workshop), None)
        what = f"{_what(instance, session)} du {when(instance, session)}"
        if again is None:
            parts.append(f"{what} n'a pas lieu")
        else:
            new.remove(again)
            parts.append(f"{what} passerait au {when(instance, again)}")
    parts.extend(f"{_what(instance, s)} aurait lieu le {when(instance, s)}" for s in new)
    if not parts:
        return None
    return f"{verb} {who} : en {week_name(differences.week)}, {' ; '.join(parts)}"


def _what(instance: Instance, session: Session) -> str:
    return f"la séance « {instance.workshops_by_id[session.workshop].name} »"


def when(instance: Instance, session: Session) -> str:
    """Write when a session takes place: `mardi matin (créneaux 1 et 2)`."""
    length = instance.workshops_by_id[session.workshop].length
    return moment(instance.timetable, parse_slot(session.start), length)
