"""The history of a notice in words, for whoever may read it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, NamedTuple

from api.access.roles import ROLE_LABELS
from api.notices.schemas import Step
from api.notices.states import NoticeState
from solver.french import date_near, the_week, upper_first


class Told(NamedTuple):
    """A step: when, by whom, what happened and why."""

    at: datetime
    by: str
    what: str
    why: str | None


_REACHED: Final[dict[NoticeState, str]] = {
    "received": "Avis envoyé",
    "family-met": "Famille rencontrée",
    "waiting": "Mis en liste d'attente",
    "planned": "Prévu pour {week}",
    "confirmed": "Dates confirmées : {days}",
    "hosted": "Accueilli pendant {week}",
    "no-show": "Absent pendant {week}",
    "withdrawn": "Avis retiré",
    "declined": "Accueil refusé",
    "expired": "Semaines passées sans accueil",
}
_ANEW: Final[dict[NoticeState, str]] = {
    "waiting": "Reporté, reste en attente",
    "planned": "Déplacé à {week}",
}
"""Where a notice was in that state before."""


def told(steps: Iterable[Step], today: date) -> list[Told]:
    """Tell the steps of a notice, the newest first."""
    return [
        Told(
            step.at,
            upper_first(ROLE_LABELS[step.by]) if step.by else "Le service",
            _what(step, today),
            step.reason_label,
        )
        for step in reversed(tuple(steps))
    ]


def _what(step: Step, today: date) -> str:
    sentence = _REACHED[step.after]
    if step.before is not None:
        sentence = _ANEW.get(step.after, sentence) if step.before == step.after else sentence
        if step.after == "waiting" and step.before not in {"received", "family-met", "waiting"}:
            sentence = "Remis en liste d'attente"
    week = the_week(step.week) if step.week else "une semaine"
    return sentence.format(week=week, days=_days(step, today))


def _days(step: Step, today: date) -> str:
    if step.first_day is None or step.last_day is None:
        return the_week(step.week) if step.week else "dates non notées"
    first, last = (
        date_near(date.fromisoformat(day), today) for day in (step.first_day, step.last_day)
    )
    return f"le {first}" if first == last else f"du {first} au {last}"
