"""What changed between the instance of a proposal and the present one, in French for the référente."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from solver.french import listing, week_name
from solver.instance import Instance, Record

_SECTIONS: Final[dict[str, str]] = {
    "closed_weeks": "Le calendrier a changé.",
    "closed_days": "Le calendrier a changé.",
    "last_week": "La période regardée a changé.",
    "capacity": "Le nombre de places a changé.",
    "groups_per_week": "Le nombre de groupes par semaine a changé.",
    "colleges": "La liste des collèges a changé.",
    "conflicts": "Les élèves à ne pas réunir ont changé.",
    "timetable": "L'emploi du temps a changé.",
    "workshops": "Les ateliers ont changé.",
    "teachers": "Les intervenant·es ou leurs disponibilités ont changé.",
    "teacher_conflicts": "Les intervenant·es que des élèves ne doivent pas rencontrer ont changé.",
    "policy": "Les règles ou les priorités ont changé.",
}
"""The parts of an instance that are said as a whole; what concerns a pupil is said pupil by pupil."""

_ABOUT_PUPILS: Final = frozenset({"pupils", "announced", "pins", "bans"})


class Change(Record):
    """One thing that is no longer as it was; `subject` is a pupil's code or a part of the instance."""

    subject: str
    message: str


def changes(before: Instance, now: Instance) -> tuple[Change, ...]:
    """List what differs; nothing where the two instances say the same."""
    return (*_pupils(before, now), *_sections(before, now))


def _sections(before: Instance, now: Instance) -> Iterator[Change]:
    said = set()
    for name in Instance.model_fields.keys() - _ABOUT_PUPILS - {"format", "first_week"}:
        if getattr(before, name) != getattr(now, name):
            said.add((name, _SECTIONS[name]))
    for name, message in sorted(said):
        yield Change(subject=name, message=message)


def _pupils(before: Instance, now: Instance) -> Iterator[Change]:
    old, new = _by_pupil(before), _by_pupil(now)
    for code in sorted(old.keys() | new.keys()):
        if code not in old:
            yield Change(subject=code, message=f"{code} attend maintenant une place.")
        elif code not in new:
            yield Change(subject=code, message=f"{code} n'attend plus de place.")
        elif old[code] != new[code]:
            yield Change(subject=code, message=_changed(code, old[code], new[code]))


def _changed(code: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """Say what changed for a pupil who is in both."""
    if old["week"] != new["week"]:
        week = new["week"]
        return f"{code} est prévu en {week_name(week)}." if week else f"{code} n'est plus prévu."
    names = {"pupil": "sa fiche", "pins": "la semaine à garder", "bans": "les semaines à éviter"}
    parts = listing([said for name, said in names.items() if old[name] != new[name]])
    return f"{code} : changement dans {parts}."


def _by_pupil(instance: Instance) -> dict[str, dict[str, Any]]:
    """Gather what an instance says of each pupil, whatever the order it is written in."""
    told = {entry.pupil: entry.week for entry in instance.announced}
    return {
        pupil.id: {
            "pupil": pupil,
            "week": told.get(pupil.id),
            "pins": {entry.week for entry in instance.pins if entry.pupil == pupil.id},
            "bans": {entry.week for entry in instance.bans if entry.pupil == pupil.id},
        }
        for pupil in instance.pupils
    }
