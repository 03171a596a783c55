"""The page of a repair, for a Monday morning: what happened, what changes, whom to call, the week."""

from collections.abc import Iterable, Iterator
from typing import Final

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from solver.charter import CHARTER_VERSION
from solver.decide.calls import when
from solver.decide.repair_said import NOTHING_HAPPENED
from solver.decide.replan import Repaired
from solver.french import full_date, monday_near, plural, upper_first, with_article
from solver.instance import Instance
from solver.plan import Session
from solver.show.lines import paragraph
from solver.show.lost import lost_moments
from solver.show.plan import (
    groups_of_week,
    indented,
    item,
    missing_of_week,
    section,
    titled,
)
from solver.show.reading import Reading
from solver.weeks import monday

PROVEN: Final = (
    "Aucune réparation ne dérange moins de familles, ni ensuite moins de séances prévues : c'est"
    " prouvé."
)
FAMILIES_PROVEN: Final = (
    "Aucune réparation ne dérange moins de familles : c'est prouvé. Pour le reste, le temps a"
    " manqué ; vous pouvez relancer en laissant plus de temps, par exemple avec --time-limit 300."
)
NOT_PROVEN: Final = (
    "Il n'est pas prouvé qu'aucune réparation ne dérange moins de familles : le temps a manqué."
    " Relancez en laissant plus de temps à la recherche, par exemple avec --time-limit 300."
)
TO_NOTE: Final = "À noter dans la situation, pour les prochains plans"

_BOX: Final = "☐ "
_MARGIN: Final = 2


def print_repaired(console: Console, instance: Instance, repaired: Repaired) -> None:
    """Print a repair in French, in lines no longer than the console is wide.

    `instance` is the situation after the events.
    """
    for part in _page(instance, repaired, console.width):
        console.print(part)


def _page(instance: Instance, repaired: Repaired, width: int) -> Iterator[RenderableType]:
    reading = Reading(instance, repaired.plan, repaired.week)
    title = f"Semaine du {full_date(monday(repaired.week))} ({repaired.week}), plan réparé"
    yield titled(title, instance)
    for lost in lost_moments(reading, repaired.week):
        yield paragraph(f"{upper_first(lost)}.", width, style="bold yellow")
    yield from _list("Ce qui s'est passé", repaired.happened or [NOTHING_HAPPENED], width)
    yield from section("Ce qui change")
    yield indented(paragraph(repaired.message, width - _MARGIN))
    yield from _moves(instance, repaired)
    yield from _sessions(instance, repaired, width)
    yield from _calls(repaired, width)
    yield from groups_of_week(reading, width)
    yield from missing_of_week(reading, width)
    if repaired.to_note:
        yield from _list(TO_NOTE, repaired.to_note, width)
    yield Text()
    yield from _proof(repaired, width)


def _list(title: str, sentences: Iterable[str], width: int) -> Iterator[RenderableType]:
    yield from section(title)
    for sentence in sentences:
        yield item(sentence, width)


def _moves(instance: Instance, repaired: Repaired) -> Iterator[RenderableType]:
    """Lay out whose week changes: what was planned and what is now, this week's pupils first."""
    if not repaired.moves:
        return
    table = Table(
        *("Élève", "Collège", "Semaine prévue", "Nouvelle semaine"),
        box=None,
        header_style="dim",
        pad_edge=False,
        padding=(0, 2, 0, 0),
    )
    moves = sorted(repaired.moves, key=lambda m: repaired.week not in (m.before, m.after))
    for move in moves:
        college = instance.colleges_by_id[instance.pupils_by_id[move.pupil].college]
        table.add_row(
            Text(move.pupil, style="bold"),
            Text(college.name),
            _week(move.before, repaired.week),
            _week(move.after, repaired.week),
        )
    yield Text()
    yield indented(table)


def _week(week: str | None, near: str) -> Text:
    if week is None:
        return Text("aucune", style="dim")
    return Text("cette semaine" if week == near else f"du {monday_near(week, near)}")


def _sessions(instance: Instance, repaired: Repaired, width: int) -> Iterator[RenderableType]:
    """List the sessions that no longer take place as planned, and the new ones."""
    new = list(repaired.added)
    lines: list[str] = []
    for gone in repaired.cancelled:
        again = _again(gone, new)
        if again is not None:
            new.remove(again)
        lines.append(f"{_named(instance, gone)} : {_instead(instance, gone, again)}.")
    lines.extend(f"{_named(instance, session)} : nouvelle séance." for session in new)
    if lines:
        yield Text()
    for line in lines:
        yield item(line, width)


def _again(gone: Session, new: Iterable[Session]) -> Session | None:
    """Find the new session that takes the place of one that is gone, by the same person if any."""
    same = [session for session in new if session.workshop == gone.workshop]
    return min(same, key=lambda s: (s.teacher != gone.teacher, s.group != gone.group), default=None)


def _named(instance: Instance, session: Session) -> str:
    name = instance.workshops_by_id[session.workshop].name
    return f"{name}, {when(instance, session)}"


def _instead(instance: Instance, gone: Session, again: Session | None) -> str:
    if again is None:
        return "n'a pas lieu"
    moved = f"passe au {when(instance, again)}" if again.start != gone.start else "a bien lieu"
    if again.teacher == gone.teacher:
        return moved
    return f"{moved}, par {with_article(instance.teachers_by_id[again.teacher].name)}"


def _calls(repaired: Repaired, width: int) -> Iterator[RenderableType]:
    if not repaired.calls:
        yield from section("Personne à appeler.")
        return
    yield from section(f"À faire : {plural(len(repaired.calls), 'appel')}")
    for call in repaired.calls:
        yield item(call.message, width, _BOX)


def _proof(repaired: Repaired, width: int) -> Iterator[RenderableType]:
    if repaired.proven:
        yield paragraph(PROVEN, width, style="bold green")
    elif repaired.families_proven:
        yield paragraph(FAMILIES_PROVEN, width, style="bold yellow")
    else:
        yield paragraph(NOT_PROVEN, width, style="bold yellow")
    charter = f"Règles appliquées : charte, version {CHARTER_VERSION}."
    yield paragraph(charter, width, style="dim")
