"""How pages write weeks, days, hours, names and numbers: the filters of the templates."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from jinja2 import pass_context
from jinja2.runtime import Context

from api.access.roles import ROLE_LABELS, Role
from api.clock import PARIS
from api.notices.motives import MOTIVE_LABELS, MotiveCode
from api.notices.states import STATE_LABELS
from solver.french import (
    DAY_NAMES,
    VOWELS,
    date_near,
    full_date,
    listing,
    plural,
    short_day_and_month,
    upper_first,
    weekday_and_date,
)
from solver.timetable import DAYS, Day
from solver.weeks import monday, week_of

_QUOTED: Final = re.compile("«[ \u00a0]([^»]*?)[ \u00a0]»")
_NUMBERED: Final = re.compile(
    r"(?P<where>\b(?P<until>[Jj]usqu')?en )?\bsemaine (?P<number>[1-9][0-9]?)\b(?: \(du (?P<monday>[^()]{1,40})\))?"
)
_CODE: Final = re.compile(r"(\b[Dd]e |\b[Qq]ue )?\b(P-[0-9A-Z]{8})\b")
_CODE_AND_STOP: Final = re.compile(_CODE.pattern + r"(\.(?!\.))?")


def week(name: str, near: date | None = None) -> str:
    """Write `semaine du 23 novembre`, with the year where `near` is far from it or not given."""
    return f"semaine du {_monday(name, near)}"


def monday_of(name: str, near: date | None = None) -> str:
    """Write the Monday of a week: `23 novembre`."""
    return _monday(name, near)


def short_monday(name: str) -> str:
    """Write the Monday of a week for a narrow place: `23 nov.`."""
    return short_day_and_month(monday(name))


def week_number(name: str) -> str:
    """Write `semaine 48`."""
    return f"semaine {int(name[-2:])}"


def day(moment: date | datetime | str, near: date | None = None) -> str:
    """Write `lundi 23 novembre`; a text is an ISO date."""
    found = _date(moment)
    return weekday_and_date(found, near or found)


def plain_date(moment: date | datetime | str) -> str:
    """Write `23 novembre 2026`."""
    return full_date(_date(moment))


def short_date(moment: date | datetime | str) -> str:
    """Write `23 nov.`."""
    return short_day_and_month(_date(moment))


def at(moment: datetime, near: date | None = None) -> str:
    """Write `23 novembre à 9 h 05`, in Lille."""
    here = moment.astimezone(PARIS)
    return f"{date_near(here.date(), near or here.date())} à {hour(here.strftime('%H:%M'))}"


def hour(text: str) -> str:
    """Write `9 h` or `9 h 05` for `09:05`."""
    hours, minutes = text.split(":")
    return f"{int(hours)}\u00a0h" if minutes == "00" else f"{int(hours)}\u00a0h\u00a0{minutes}"


def number(value: float) -> str:
    """Write a number the French way: `12,5`, `1 200`."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
    return text.replace(",", "\u202f").replace(".", ",")


def day_name(of: Day) -> str:
    """Write `lundi` for `mon`."""
    return DAY_NAMES[of]


def role(of: Role | None) -> str:
    """Write what a role is called; the service itself has none."""
    return ROLE_LABELS[of] if of else "le service"


def who(pupil: Any) -> str:
    """Write `Camille B.`, or the code where the file has gone."""
    first_name: str | None = pupil.first_name
    return f"{first_name}\u00a0{pupil.initial}." if first_name else str(pupil.code)


def motives(codes: Sequence[MotiveCode]) -> str:
    """Write `insultes, vol` for the motives of an exclusion."""
    return ", ".join(MOTIVE_LABELS[code] for code in codes)


def codes_in(sentences: Iterable[str]) -> set[str]:
    """Find the pupils' codes in sentences of the solver."""
    return {code for text in sentences for _, code in _CODE.findall(text)}


def named(text: str, names: Mapping[str, str]) -> str:
    """Put names in the place of pupils' codes in a sentence of the solver, which knows no name.

    Motives, which it knows by their codes, get their words.
    """
    said = _QUOTED.sub(lambda found: f"«\u00a0{_motive(found[1])}\u00a0»", text)

    def name(found: re.Match[str]) -> str:
        put = _with_link(found[1] or "", names.get(found[2], found[2]))
        # The stop after an initial ends the sentence too.
        return put if put.endswith(".") else f"{put}{found[3] or ''}"

    return _CODE_AND_STOP.sub(name, said)


def of_whom(name: str) -> str:
    """Write `de Camille B.`, `d'Abel I.`."""
    return _with_link("de ", name)


def _with_link(link: str, name: str) -> str:
    """Put `de` or `que` before a name, which may begin with a vowel."""
    return f"{link[:-2]}'{name}" if link and name[:1].lower() in VOWELS else f"{link}{name}"


def dated(text: str, near: date) -> str:
    """Put Mondays in the place of week numbers in a sentence of the solver: `la semaine du 30 novembre`.

    A number is that of the week nearest to a day; people do not count weeks.
    """

    def said(found: re.Match[str]) -> str:
        monday_said = found["monday"] or _monday(_nearest(int(found["number"]), near), near)
        until = f"{found['until']}à " if found["until"] else ""
        return f"{until}{'la ' if found['where'] else ''}semaine du {monday_said}"

    return _NUMBERED.sub(said, text)


@pass_context
def _for_people(context: Context, text: str, names: Mapping[str, str]) -> str:
    """Say a sentence of the solver as people do: names for codes, Mondays for numbers of weeks."""
    return dated(named(text, names), context["today"])


def _nearest(number: int, near: date) -> str:
    weeks = (week_of(near + timedelta(weeks=shift)) for shift in range(-26, 27))
    return min(
        (each for each in weeks if int(each[-2:]) == number),
        key=lambda each: abs(monday(each) - near),
        default=week_of(near),
    )


FILTERS: Final[dict[str, Callable[..., str]]] = {
    "at": at,
    "day": day,
    "day_name": day_name,
    "hour": hour,
    "listing": listing,
    "monday": monday_of,
    "motives": motives,
    "named": _for_people,
    "number": number,
    "of_whom": of_whom,
    "plain_date": plain_date,
    "role": role,
    "short_date": short_date,
    "short_monday": short_monday,
    "upper_first": upper_first,
    "week": week,
    "week_number": week_number,
    "who": who,
}
GLOBALS: Final[dict[str, Any]] = {
    "plural": plural,
    "DAYS": DAYS,
    "MOTIVE_LABELS": MOTIVE_LABELS,
    "STATE_LABELS": STATE_LABELS,
}


def _motive(quoted: str) -> str:
    return next((label for code, label in MOTIVE_LABELS.items() if code == quoted), quoted)


def _monday(name: str, near: date | None) -> str:
    found = monday(name)
    return date_near(found, near) if near else full_date(found)


def _date(moment: date | datetime | str) -> date:
    if isinstance(moment, str):
        return date.fromisoformat(moment)
    return moment.astimezone(PARIS).date() if isinstance(moment, datetime) else moment
