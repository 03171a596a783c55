"""The figures of a period, exact for the référente, safe for outsiders."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from sqlalchemy import select

from api.catalogue import reading
from api.errors import Invalid
from api.indicators.facts import AGES, Facts, facts
from api.indicators.schemas import CollegeRow, Indicators, TeacherRow, Waits, WorkshopRow
from api.indicators.view import View
from api.notices.motives import MOTIVE_LABELS
from api.notices.states import STATE_LABELS
from api.storage import tables
from api.storage.work import Consulting, Reading
from solver.french import reversed_period
from solver.instance import CLASS_LEVELS, MAX_WEEKS
from solver.problems import Problem
from solver.weeks import week_number

_GENDERS: Final = {"F": "filles", "M": "garçons"}
_LEVELS: Final[dict[str, str]] = {level: level for level in CLASS_LEVELS}
_AGES: Final[dict[str, str]] = {
    str(age): {AGES[0]: f"{age} ans ou moins", AGES[-1]: f"{age} ans ou plus"}.get(
        age, f"{age} ans"
    )
    for age in AGES
}
_MOTIVES: Final = dict[str, str](MOTIVE_LABELS.items())
_OUTCOMES: Final[dict[str, str]] = {
    state: label for state, label in STATE_LABELS.items() if state != "hosted"
}
_AN_HOUR: Final = timedelta(hours=1)


def indicators(work: Consulting, view: View, first: str, last: str) -> Indicators:
    """Give the figures of a period; raises Invalid for one that is reversed or too long."""
    _check_period(first, last)
    work.record("export.read", "indicators")
    found = facts(work, first, last)
    hosted = [stay.pupil for stay in found.hosted]
    motives = Counter(motive for stay in found.hosted for motive in stay.notice.motives)
    return Indicators(
        first=first,
        last=last,
        outside=view.outside is not None,
        hosted=view.figure(len(hosted)),
        genders=view.rows(_GENDERS, Counter(pupil.gender for pupil in hosted)),
        levels=view.rows(_LEVELS, Counter(pupil.level for pupil in hosted)),
        ages=view.rows(_AGES, Counter(str(stay.age) for stay in found.hosted)),
        motives=view.rows(_MOTIVES, motives),
        quartiers=view.free_rows(Counter(pupil.quartier.strip() for pupil in hosted)),
        colleges=tuple(sorted(_colleges(work, view, found), key=lambda row: row.key)),
        outcomes=view.rows(_OUTCOMES, found.others),
        waits=_waits(view, found),
        places=found.places,
        workshops=tuple(_workshops(work, found)),
        teachers=tuple(sorted(_teachers(work, view, found), key=lambda row: row.teacher)),
    )


def _check_period(first: str, last: str) -> None:
    length = week_number(last) - week_number(first) + 1
    if length < 1:
        raise Invalid(problems=[Problem("to", reversed_period(first, last))])
    if length > MAX_WEEKS:
        said = f"la période compte {length} semaines ; le maximum est {MAX_WEEKS}."
        raise Invalid(problems=[Problem("to", said)])


def _waits(view: View, found: Facts) -> Waits:
    waited = [stay.waited for stay in found.hosted]
    if not waited or view.figure(len(waited)).count is None:
        return Waits(mean=None, worst=None)
    return Waits(mean=round(sum(waited) / len(waited), 2), worst=max(waited))


def _colleges(work: Reading, view: View, found: Facts) -> Iterator[CollegeRow]:
    """List every collège, those without a stay too: outsiders must not see which had none."""
    colleges = work.session.scalars(select(tables.College)).all()
    stays = Counter(stay.notice.college for stay in found.hosted)
    seen = view.seen({college.id: stays[college.id] for college in colleges})
    for college in colleges:
        key = view.name("college", college.id)
        yield CollegeRow(
            key=key,
            label=key if view.outside else college.name,
            count=seen[college.id],
            note=view.note(seen[college.id]),
            # Compared with the stays, places would tell who did not come.
            places=None if view.outside else found.given[college.id],
        )


def _workshops(work: Reading, found: Facts) -> Iterator[WorkshopRow]:
    names = {workshop.id: workshop.name for workshop in reading.workshops(work)}
    for workshop in sorted(names.keys() | found.sessions.keys()):
        yield WorkshopRow(
            workshop=workshop,
            name=names.get(workshop, workshop),
            sessions=found.sessions[workshop],
        )


def _teachers(work: Reading, view: View, found: Facts) -> Iterator[TeacherRow]:
    """List who gives workshops; sessions count no pupil, so none of them is hidden."""
    known = {teacher.id: teacher for teacher in reading.teachers(work)}
    for teacher in known.keys() | found.by_teacher.keys():
        given, entry = found.by_teacher.get(teacher, []), known.get(teacher)
        yield TeacherRow(
            teacher=view.name("teacher", teacher),
            name=None if view.outside or entry is None else entry.name,
            sessions=len(given),
            hours=round(sum(given, timedelta()) / _AN_HOUR, 2),
            budget=entry.max_sessions if entry else None,
        )
