"""The yearly figures of files that went: what the association reports, without the children."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from sqlalchemy import func, select

from api.clock import paris_date
from api.notices.states import FINAL
from api.storage import tables
from api.storage.work import Reading, Writing
from solver.weeks import monday, week_number, week_of

ERASED: Final = "erased"
"""The outcome of a notice that was still open when its file was erased on request."""

_NEW_YEAR: Final = 8
"""August: nobody is excluded then, and the school year never starts before."""
_YOUNGEST: Final = 10
_OLDEST: Final = 17
"""Ages beyond these are counted with them: a rare age points at a child."""
OTHER: Final = "other"
_FEWEST: Final = 3
"""A quartier of fewer pupils than this is not named: it is typed freely, and a rare one points at a child."""
_WAITS: Final = ((7, "7+"), (4, "4-6"), (2, "2-3"))


def count(work: Writing, pupil: tables.Pupil, notice: tables.Notice) -> None:
    """Add one notice of a file that goes to the figures of its school year."""
    hosted = notice.state == "hosted"
    stay = _date(notice)
    for dimension, value in _traits(work, pupil, notice, stay):
        key = (_school_year(stay), hosted, dimension, value)
        row = work.session.get(tables.KeyFigure, key)
        if row is None:
            names = ("school_year", "hosted", "dimension", "value")
            row = tables.KeyFigure(**dict(zip(names, key, strict=True)), count=0)
            work.session.add(row)
        row.count += 1
        work.session.flush()


def counted(work: Reading, school_year: str, *, hosted: bool) -> Mapping[str, Mapping[str, int]]:
    """Give the counts of files that went, by dimension and value, of the stays hosted or of the others."""
    rows = select(tables.KeyFigure).where(
        tables.KeyFigure.school_year == school_year, tables.KeyFigure.hosted == hosted
    )
    order = (tables.KeyFigure.dimension, tables.KeyFigure.value)
    figures: dict[str, dict[str, int]] = {}
    for row in work.session.scalars(rows.order_by(*order)):
        figures.setdefault(row.dimension, {})[row.value] = row.count
    return figures


def _traits(
    work: Reading, pupil: tables.Pupil, notice: tables.Notice, stay: date
) -> Iterator[tuple[str, str]]:
    is_over = notice.state in FINAL or notice.state == "no-show"
    yield "outcome", notice.state if is_over else ERASED
    yield "gender", pupil.gender
    yield "college", notice.college
    yield "quartier", _quartier(work, pupil.quartier)
    yield "level", pupil.level
    yield "age", str(min(max(stay.year - pupil.birth_year, _YOUNGEST), _OLDEST))
    for motive in notice.motives:
        yield "motive", motive
    if notice.week is not None:
        yield "waited", _waited(paris_date(notice.submitted_at), notice.week)


def _quartier(work: Reading, quartier: str) -> str:
    """Name a quartier that enough pupils share, present ones and counted ones."""
    present = select(func.count()).where(tables.Pupil.quartier == quartier)
    counted = select(func.coalesce(func.sum(tables.KeyFigure.count), 0)).where(
        tables.KeyFigure.dimension == "quartier", tables.KeyFigure.value == quartier
    )
    known = sum(work.session.execute(each).scalar_one() for each in (present, counted))
    return quartier if known >= _FEWEST else OTHER


def _waited(submitted: date, week: str) -> str:
    """Say in which bucket of weeks a wait falls."""
    weeks = week_number(week) - week_number(week_of(submitted))
    return next((bucket for least, bucket in _WAITS if weeks >= least), "0-1")


def _date(notice: tables.Notice) -> date:
    return paris_date(notice.submitted_at) if notice.week is None else monday(notice.week)


def _school_year(day: date) -> str:
    first = day.year if day.month >= _NEW_YEAR else day.year - 1
    return f"{first}-{first + 1}"
