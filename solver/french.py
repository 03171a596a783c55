"""How French writes dates, numbers, lists and names inside a sentence, wherever one is made."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from solver.timetable import DAYS
from solver.weeks import monday

_MONTHS: Final = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_SHORT_MONTHS: Final = (
    "janv.", "févr.", "mars", "avril", "mai", "juin",
    "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip
DAY_NAMES: Final = dict(zip(DAYS, ("lundi", "mardi", "mercredi", "jeudi", "vendredi"), strict=True))

# Beyond this many days, a day and a month alone could be mistaken for another year's.
_SAME_YEAR: Final = 330

_NUMBERS: Final = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
)  # fmt: skip

_NAMED_WITH_ARTICLE: Final = frozenset(
    {"atelier", "intervenant", "intervenante", "intervenant·e", "intervenant.e"}
)

VOWELS: Final = frozenset("aeiouyàâéèêëîïôœù")


def day_and_month(day: date) -> str:
    """Write `23 novembre`, `1er janvier`."""
    return f"{_ordinal(day)} {_MONTHS[day.month - 1]}"


def short_day_and_month(day: date) -> str:
    """Write `23 nov.`, `1er janv.`."""
    return f"{_ordinal(day)} {_SHORT_MONTHS[day.month - 1]}"


def full_date(day: date) -> str:
    """Write `23 novembre 2026`."""
    return f"{day_and_month(day)} {day.year}"


def weekday_and_date(day: date, near: date) -> str:
    """Write `lundi 29 mars`, with the year where `near` is too far for it to be understood."""
    return f"{DAY_NAMES[DAYS[day.weekday()]]} {date_near(day, near)}"


def date_near(day: date, near: date) -> str:
    """Write a day and month, and the year only where `near` is far from that day."""
    if abs(day - near) > timedelta(days=_SAME_YEAR):
        return full_date(day)
    return day_and_month(day)


def monday_near(week: str, near: str) -> str:
    """Write the Monday of a week as `date_near` does, seen from the week `near`."""
    return date_near(monday(week), monday(near))


def the_week(week: str) -> str:
    """Write `la semaine du 23 novembre 2026`."""
    return f"la semaine du {full_date(monday(week))}"


def week_name(week: str) -> str:
    """Write `semaine 48`."""
    return f"semaine {int(week[-2:])}"


def week_and_monday(week: str) -> str:
    """Write `semaine 48 (du 23 novembre)`."""
    return f"{week_name(week)} (du {day_and_month(monday(week))})"


def plural(count: int, one: str, many: str | None = None) -> str:
    """Write a number and its noun: `1 semaine`, `2 semaines`, `0 élève`."""
    return f"{count} {one if abs(count) < 2 else many or one + 's'}"


def in_letters(count: int, one: str, many: str | None = None, *, feminine: bool = False) -> str:
    """Write a number and its noun, in letters up to ten: `une semaine`, `deux semaines`, `12 jours`."""
    if not 1 <= count < len(_NUMBERS):
        return plural(count, one, many)
    number = "une" if feminine and count == 1 else _NUMBERS[count]
    return f"{number} {plural(count, one, many).partition(' ')[2]}"


def listing(items: Sequence[str]) -> str:
    """Write `a`, `a et b`, `a, b et c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} et {items[-1]}"


def lower_first(text: str) -> str:
    """Put a name inside a sentence: `groupe de parole`, but `EPS` stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """Start a sentence."""
    return text[:1].upper() + text[1:]


def with_article(name: str) -> str:
    """Write `l'atelier sport`, `l'intervenant·e sport`; a name of any other kind stays as it is."""
    kind = name.partition(" ")[0].lower()
    return f"l'{lower_first(name)}" if kind in _NAMED_WITH_ARTICLE else name


def the_college(name: str) -> str:
    """Put a collège's name inside a sentence: `le collège des Tilleuls`."""
    return f"le {lower_first(name)}" if name.startswith("Collège ") else f"l'établissement {name}"


def none_of(names: Sequence[str]) -> str:
    """Write `pas de groupe de parole`, `pas d'atelier`, `ni bilan collectif ni sortie`."""
    inside = [lower_first(name) for name in names]
    if len(inside) > 1:
        return " ".join(f"ni {name}" for name in inside)
    return " ".join(f"pas d'{name}" if name[:1] in VOWELS else f"pas de {name}" for name in inside)


def reversed_period(first: str, last: str) -> str:
    """Say that a period, given as weeks, is written the wrong way round."""
    return f"la période finit ({last}) avant de commencer ({first})."


def _ordinal(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)
