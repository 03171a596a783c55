"""The pupils of the week's groups, those who wait, and those who are left out."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rich.table import Table
from rich.text import Text

from solver.french import monday_near, plural
from solver.instance import Instance, Pupil
from solver.plan import Outcome
from solver.show.reading import Reading
from solver.weeks import week_number


def group_table(reading: Reading, pupils: Iterable[Pupil]) -> Table:
    """Lay out a group: code, collège, class, since when each waits, what was announced."""
    table = _table()
    for pupil in pupils:
        table.add_row(
            Text(pupil.id, style="bold"),
            _college(reading.instance, pupil),
            Text(pupil.level or ""),
            _lines(since_when(reading, pupil), marks_this_week(reading, pupil)),
        )
    return table


def since_when(reading: Reading, pupil: Pupil) -> str:
    """Say since when a pupil has been waiting in the week shown, in open weeks."""
    since, now = week_number(pupil.earliest), week_number(reading.week)
    if since >= now:
        return "première semaine possible"
    waited = reading.instance.open_weeks_waited(pupil.earliest, reading.week)
    if waited == now - since:
        duration = plural(waited, "semaine")
    elif waited:
        duration = plural(waited, "semaine ouverte", "semaines ouvertes")
    else:
        duration = "semaines fermées"
    return f"attend depuis le {monday_near(pupil.earliest, reading.week)} ({duration})"


def marks_this_week(reading: Reading, pupil: Pupil) -> Iterator[str]:
    """Say whether the week of a pupil hosted now was announced, or fixed by the référente."""
    announced = reading.announced.get(pupil.id)
    if announced == reading.week:
        yield "semaine annoncée"
    elif announced is not None:
        day = monday_near(announced, reading.week)
        yield f"changement à annoncer : c'était la semaine du {day}"
    if pupil.id in reading.pinned:
        yield "semaine fixée"


def waiting_pupils(reading: Reading) -> Sequence[Pupil]:
    """List those who could come in the week shown but come later, in the order they come."""
    now = week_number(reading.week)
    later = [
        pupil
        for pupil in reading.instance.pupils
        if week_number(pupil.earliest) <= now
        and (admission := reading.admission_of.get(pupil.id)) is not None
        and week_number(admission.week) > now
    ]
    return sorted(later, key=lambda pupil: week_number(reading.admission_of[pupil.id].week))


def waiting_table(reading: Reading, pupils: Iterable[Pupil]) -> Table:
    """Lay out who waits: since when, until which week, and the last week possible."""
    table = _table("Élève", "Collège", "Attend depuis", "Semaine prévue", "Au plus tard")
    for pupil in pupils:
        planned = reading.admission_of[pupil.id].week
        table.add_row(
            Text(pupil.id, style="bold"),
            _college(reading.instance, pupil),
            Text(monday_near(pupil.earliest, reading.week)),
            _lines(monday_near(planned, reading.week), _marks_later(reading, pupil, planned)),
            Text(monday_near(pupil.latest, reading.week)),
        )
    return table


def _marks_later(reading: Reading, pupil: Pupil, planned: str) -> Iterator[str]:
    announced = reading.announced.get(pupil.id)
    if announced == planned:
        yield "annoncée"
    elif announced is not None:
        yield f"changée (annoncé : {monday_near(announced, reading.week)})"
    if pupil.id in reading.pinned:
        yield "fixée"


LEFT_OUT_HEADINGS: Final[dict[Outcome, str]] = {
    "unplaced": "Élèves sans place",
    "carried-over": "Élèves reportés après la période",
}
LEFT_OUT_SENTENCES: Final[dict[Outcome, str]] = {
    "unplaced": "Pas de place trouvée jusqu'à la dernière semaine possible.",
    "carried-over": "Pas de place pendant la période, mais un accueil reste possible ensuite.",
}


def left_out(reading: Reading, outcome: Outcome) -> Sequence[Pupil]:
    """List those whom the plan does not host, in the order of the instance."""
    named = {entry.pupil for entry in reading.plan.not_admitted if entry.outcome == outcome}
    return [pupil for pupil in reading.instance.pupils if pupil.id in named]


def left_out_table(reading: Reading, pupils: Iterable[Pupil]) -> Table:
    """Lay out who is left out, with the weeks in which each could come."""
    table = _table("Élève", "Collège", "Possible du", "Au plus tard")
    for pupil in pupils:
        announced = reading.announced.get(pupil.id)
        marks = [] if announced is None else ["changement à annoncer"]
        table.add_row(
            Text(pupil.id, style="bold"),
            _college(reading.instance, pupil),
            Text(monday_near(pupil.earliest, reading.week)),
            _lines(monday_near(pupil.latest, reading.week), marks),
        )
    return table


def _college(instance: Instance, pupil: Pupil) -> Text:
    return Text(instance.colleges_by_id[pupil.college].name)


def _lines(first: str, others: Iterable[str]) -> Text:
    text = Text(first)
    for other in others:
        text.append(f"\n{other}", style="bold")
    return text


def _table(*headers: str) -> Table:
    return Table(
        *headers,
        box=None,
        show_header=bool(headers),
        header_style="dim",
        pad_edge=False,
        padding=(0, 2, 0, 0),
    )
