"""Where a notice stands, in a sentence or two fit for the eyes of its collège."""

from collections.abc import Callable
from datetime import date
from typing import Final

from api.notices.states import NoticeState
from api.storage import tables
from solver.french import full_date, the_week


def told(row: tables.Notice, state: NoticeState, reason: str | None) -> str:
    """Say where a notice stands; `reason` is that of its last move, in words its collège may read."""
    said = _SENTENCES[state](row)
    return f"{said} Motif : {reason}." if reason else said


def _waiting(row: tables.Notice) -> str:
    if row.earliest == row.latest:
        return f"Votre élève attend une place pour {the_week(row.earliest)}."
    first, last = the_week(row.earliest), the_week(row.latest)
    return f"Votre élève attend une place, entre {first} et {last}."


def _in_week(sentence: str) -> Callable[[tables.Notice], str]:
    def said(row: tables.Notice) -> str:
        assert row.week is not None  # noqa: S101 - these states have a week
        return sentence.format(week=the_week(row.week))

    return said


def _confirmed(row: tables.Notice) -> str:
    if row.first_day is None or row.last_day is None:
        return _in_week("Accueil confirmé pour {week}.")(row)
    first, last = (full_date(date.fromisoformat(day)) for day in (row.first_day, row.last_day))
    if first == last:
        return f"Accueil confirmé le {first}."
    return f"Accueil confirmé du {first} au {last}."


def _always(sentence: str) -> Callable[[tables.Notice], str]:
    return lambda _row: sentence


_SENTENCES: Final[dict[NoticeState, Callable[[tables.Notice], str]]] = {
    "received": _always("Avis reçu. La référente va rencontrer la famille."),
    "family-met": _always("La famille a été rencontrée."),
    "waiting": _waiting,
    "planned": _in_week(
        "Accueil prévu pour {week}. Confirmez les dates que vous notifiez à la famille."
    ),
    "confirmed": _confirmed,
    "hosted": _in_week("Votre élève a été accueilli pendant {week}."),
    "no-show": _in_week("Votre élève ne s'est pas présenté pendant {week}."),
    "withdrawn": _always("Avis retiré."),
    "declined": _always("L'accueil n'est pas possible."),
    "expired": _always("Les semaines proposées sont passées sans accueil."),
}
