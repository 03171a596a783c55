"""The référente's tables: every notice, every place of a published week."""

from collections.abc import Iterator, Sequence
from typing import Final, cast

from sqlalchemy import select

from api.clock import PARIS, paris_date
from api.errors import Invalid
from api.exports.csv_text import Cell, csv_text
from api.notices.motives import MOTIVE_LABELS
from api.notices.states import STATE_LABELS, NoticeState
from api.storage import tables, versions
from api.storage.work import Consulting
from api.weeks import published
from api.weeks.guests import Guests, record_reading
from solver.french import reversed_period
from solver.problems import Problem

READING: Final = "export.read"

_NOTICES: Final = (
    "Avis", "Élève", "Prénom", "Initiale", "Collège", "Niveau", "Genre", "Quartier", "Année de naissance",
    "Motifs", "Jours", "Première semaine", "Dernière semaine", "État", "Semaine", "Premier jour", "Dernier jour", "Envoyé le", "Modifié le",
    "Contact", "Note",
)  # fmt: skip
_WEEKS: Final = (
    "Semaine", "Publication", "Publiée le", "Groupe", "Élève", "Prénom", "Initiale", "Collège", "État",
)  # fmt: skip


def notices_csv(work: Consulting, first: str | None, last: str | None) -> bytes:
    """Write the notices sent from a day to another; each file goes to the audit trail. Raises Invalid."""
    _check_period(first, last)
    rows = (
        select(tables.Notice, tables.Pupil)
        .join(tables.Pupil, tables.Pupil.id == tables.Notice.pupil_id)
        .order_by(tables.Notice.id)
    )
    found = [
        (notice, pupil)
        for notice, pupil in work.session.execute(rows)
        if (first or "") <= paris_date(notice.submitted_at).isoformat() <= (last or "9999")
    ]
    work.record(READING, "notices.csv")
    record_reading(work, (pupil for _, pupil in found), READING)
    return csv_text(_NOTICES, [_notice(notice, pupil) for notice, pupil in found])


def weeks_csv(work: Consulting, first: str | None, last: str | None) -> bytes:
    """Write the places of the weeks published from one to another, as `notices_csv`."""
    _check_period(first, last)
    rows = [
        row
        for row in versions.everything(work, "week")
        if (first or "") <= row.key <= (last or "9999")
    ]
    guests = Guests(work, {row.key: published.read(row) for row in rows})
    work.record(READING, "weeks.csv")
    record_reading(work, (g.pupil for row in rows for g in guests.of(row.key)), READING)
    return csv_text(_WEEKS, [line for row in rows for line in _places(row, guests)])


def _check_period(first: str | None, last: str | None) -> None:
    if first is not None and last is not None and last < first:
        raise Invalid(problems=[Problem("to", reversed_period(first, last))])


def _notice(notice: tables.Notice, pupil: tables.Pupil) -> Sequence[Cell]:
    sent, changed = (
        at.astimezone(PARIS).strftime("%Y-%m-%d %H:%M")
        for at in (notice.submitted_at, notice.changed_at)
    )
    return (
        notice.id, pupil.code, pupil.first_name, pupil.initial, pupil.college, pupil.level, pupil.gender,
        pupil.quartier, pupil.birth_year, ", ".join(MOTIVE_LABELS[motive] for motive in notice.motives),
        notice.days, notice.earliest, notice.latest, STATE_LABELS[cast("NoticeState", notice.state)],
        notice.week, notice.first_day, notice.last_day, sent, changed, notice.contact, notice.note,
    )  # fmt: skip


def _places(row: tables.Version, guests: Guests) -> Iterator[Sequence[Cell]]:
    at = row.at.astimezone(PARIS).strftime("%Y-%m-%d %H:%M")
    for guest in guests.of(row.key):
        pupil = guest.pupil
        known = (pupil.first_name, pupil.initial, pupil.college) if pupil else (None, None, None)
        state = STATE_LABELS[guest.state] if guest.state else None
        yield (row.key, row.number, at, guest.group, guest.code, *known, state)
