"""`daeet weeks`: the school weeks of a zone, which are closed and why, and the lost days."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Final

import typer

from solver.commands.arguments import AsJson, existing_week
from solver.french import full_date, listing, plural, weekday_and_date
from solver.output import answer, answer_in_colour
from solver.school_calendar import (
    DAYS_PER_WEEK,
    DEFAULT_MIN_DAYS,
    SchoolWeek,
    Zone,
    closures_of,
    school_weeks,
)
from solver.weeks import monday

if TYPE_CHECKING:
    from rich.console import Console

_SOURCE: Final = (
    "Dates tirées des arrêtés connus ; un décret peut les changer. Elles se corrigent dans"
    " « closed_weeks » et « closed_days »."
)
_ESTIMATES: Final = (
    "* Estimation : l'arrêté de cette année scolaire n'est pas encore connu du programme."
)


def weeks(
    zone: Annotated[
        Zone,
        typer.Option(
            "--zone",
            metavar="ZONE",
            case_sensitive=False,
            help="Zone scolaire : A, B ou C. Lille est en zone B.",
        ),
    ],
    first: Annotated[
        str,
        typer.Option("--from", metavar="SEMAINE", help="Première semaine.", callback=existing_week),
    ],
    last: Annotated[
        str,
        typer.Option("--to", metavar="SEMAINE", help="Dernière semaine.", callback=existing_week),
    ],
    min_days: Annotated[
        int,
        typer.Option(
            "--min-days",
            metavar="N",
            min=1,
            max=DAYS_PER_WEEK,
            help="Jours de classe en dessous desquels une semaine est fermée.",
        ),
    ] = DEFAULT_MIN_DAYS,
    as_json: AsJson = False,
) -> int:
    """Montrer les semaines scolaires : lesquelles ferment, pourquoi, quels jours sont perdus."""
    listed = school_weeks(zone, first, last, min_days)
    if as_json:
        answer(_json(zone, listed))
    else:
        answer_in_colour(lambda console: _show(console, zone, listed, min_days))
    return 0


def _json(zone: Zone, listed: Sequence[SchoolWeek]) -> str:
    from solver.files import layout

    closures = closures_of(listed)
    weeks_as_json = [
        {**week._asdict(), "lost_days": [day._asdict() for day in week.lost_days]}
        for week in listed
    ]
    return layout({"zone": zone, "weeks": weeks_as_json, **closures._asdict()}) + "\n"


def _show(console: "Console", zone: Zone, listed: Sequence[SchoolWeek], min_days: int) -> None:
    from rich.table import Table

    console.print(f"Semaines scolaires, zone {zone}", style="bold")
    console.print(f"{_count(listed, min_days)}\n")
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("Semaine", "du lundi", "état", "Jours sans classe"):
        table.add_column(title)
    for week in listed:
        table.add_row(
            week.week,
            full_date(monday(week.week)) + ("*" if week.estimated else ""),
            "ouverte" if week.open else "fermée",
            _lost(week),
            style="" if week.open else "dim",
        )
    console.print(table)
    console.print(f"\n{_SOURCE}")
    if any(week.estimated for week in listed):
        console.print(_ESTIMATES)


def _count(listed: Sequence[SchoolWeek], min_days: int) -> str:
    """Say how many weeks there are, how many of them are closed, and what closes a week."""
    number, closed = len(listed), sum(not week.open for week in listed)
    weeks = plural(number, "semaine")
    days = "d'un jour" if min_days == 1 else f"de {min_days} jours"
    if not closed:
        none = "aucune n'est fermée" if number > 1 else "elle n'est pas fermée"
        return f"{weeks}, {none} : une semaine ferme à moins {days} de classe."
    if closed == number:
        every = "toutes fermées" if number > 1 else "fermée"
        return f"{weeks}, {every} : moins {days} de classe."
    return f"{weeks}, dont {plural(closed, 'fermée')} : moins {days} de classe."


def _lost(week: SchoolWeek) -> str:
    """Say why a week is closed, or which days an open week loses."""
    if not week.open:
        return listing(week.reasons)
    near = monday(week.week)
    return ", ".join(
        f"{weekday_and_date(date.fromisoformat(day.date), near)} ({day.reason})"
        for day in week.lost_days
    )
