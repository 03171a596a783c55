"""The page of a plan: next week first, then who waits, what comes later, and how good it is."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from solver.french import full_date, listing, plural, upper_first
from solver.generate.colleges import are_invented
from solver.instance import Instance
from solver.plan import Outcome, Plan
from solver.show.balance import remarks
from solver.show.grid import draw_grid
from solver.show.later import later_table
from solver.show.lines import wrap
from solver.show.lost import lost_moments
from solver.show.missing import missing_in, sentence
from solver.show.people import (
    LEFT_OUT_HEADINGS,
    LEFT_OUT_SENTENCES,
    group_table,
    left_out,
    left_out_table,
    waiting_pupils,
    waiting_table,
)
from solver.show.reading import Reading
from solver.show.verdict import (
    INFEASIBLE,
    INFEASIBLE_ADVICE,
    UNKNOWN,
    score_table,
    verdict,
)
from solver.weeks import monday

_MARGIN: Final = 2
_DASH: Final = "– "
_OUTCOMES: Final[tuple[Outcome, ...]] = ("unplaced", "carried-over")


def print_plan(console: Console, instance: Instance, plan: Plan) -> None:
    """Print a plan in French for the référente, in lines no longer than the console is wide."""
    for part in _page(instance, plan, console.width):
        console.print(part)


def _page(instance: Instance, plan: Plan, width: int) -> Iterator[RenderableType]:
    if plan.status == "infeasible":
        yield from _contradiction(plan, width)
    elif plan.status == "unknown":
        yield _paragraph(UNKNOWN, width, style="bold yellow")
    elif not instance.open_weeks:
        yield _paragraph("Toutes les semaines de la période sont fermées.", width, style="bold")
    else:
        yield from _weeks(Reading(instance, plan, instance.open_weeks[0]), width)
    if plan.score:
        yield from _verdict(plan, width)


def _contradiction(plan: Plan, width: int) -> Iterator[RenderableType]:
    yield _paragraph(INFEASIBLE, width, style="bold red")
    for reason in plan.reasons:
        yield _item(reason.message, width)
    if plan.reasons:
        yield _paragraph(INFEASIBLE_ADVICE, width)


def _weeks(reading: Reading, width: int) -> Iterator[RenderableType]:
    title = f"Semaine du {full_date(monday(reading.week))} ({reading.week})"
    invented = " – données inventées" if are_invented(reading.instance.colleges) else ""
    yield Text.assemble((title, "bold"), (invented, "italic"))
    for lost in lost_moments(reading, reading.week):
        yield _paragraph(f"{upper_first(lost)}.", width, style="bold yellow")
    yield from _groups(reading, width)
    yield from _missing(reading, width)
    yield from _waiting(reading)
    yield from _left_out(reading, width)
    yield from _later(reading)


def _groups(reading: Reading, width: int) -> Iterator[RenderableType]:
    instance = reading.instance
    groups = reading.groups_in(reading.week)
    if not groups:
        yield from _section("Personne n'est accueilli cette semaine.")
    for number, pupils in groups.items():
        name = "Le groupe" if instance.groups_per_week == 1 else f"Groupe {number}"
        places = plural(instance.capacity, "place")
        yield from _section(f"{name} : {plural(len(pupils), 'élève')} pour {places}")
        yield _indented(group_table(reading, pupils))
        noted = " ; ".join(remarks(instance.policy, pupils))
        if noted:
            yield _indented(_paragraph(f"À noter : {noted}.", width - _MARGIN))
        yield Text()
        if instance.workshops or instance.timetable.fixed:
            sessions = reading.sessions_of(reading.week, number)
            yield draw_grid(instance, reading.week, sessions, width)


def _missing(reading: Reading, width: int) -> Iterator[RenderableType]:
    missing = missing_in(reading, reading.week)
    if not missing:
        return
    yield from _section("Ce qui manque cette semaine")
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for entry in missing:
        groups[sentence(reading, entry)].append(str(entry.group))
    for said, numbers in groups.items():
        if reading.instance.groups_per_week > 1:
            yield _item(f"{said} (Groupe{'s' * (len(numbers) > 1)} {listing(numbers)}.)", width)
        else:
            yield _item(said, width)


def _waiting(reading: Reading) -> Iterator[RenderableType]:
    pupils = waiting_pupils(reading)
    if pupils:
        yield from _section(f"Qui attend : {plural(len(pupils), 'élève')}")
        yield _indented(waiting_table(reading, pupils))


def _left_out(reading: Reading, width: int) -> Iterator[RenderableType]:
    for outcome in _OUTCOMES:
        pupils = left_out(reading, outcome)
        if pupils:
            yield from _section(f"{LEFT_OUT_HEADINGS[outcome]} : {len(pupils)}")
            yield _indented(_paragraph(LEFT_OUT_SENTENCES[outcome], width - _MARGIN))
            yield _indented(left_out_table(reading, pupils))


def _later(reading: Reading) -> Iterator[RenderableType]:
    if reading.weeks_after:
        yield from _section("Les semaines suivantes")
        yield _indented(later_table(reading))


def _verdict(plan: Plan, width: int) -> Iterator[RenderableType]:
    yield from _section("Ce que vaut ce plan, du plus important au moins important")
    yield _indented(score_table(plan))
    yield Text()
    sentence_, style = verdict(plan)
    yield _paragraph(sentence_, width, style=style)


def _section(title: str) -> Iterator[Text]:
    yield Text()
    yield Text(title, style="bold")


def _paragraph(text: str, width: int, style: str = "") -> Text:
    return Text("\n".join(wrap(text, width)), style=style)


def _item(text: str, width: int) -> Text:
    """Indent a paragraph under a dash."""
    margin = " " * _MARGIN
    lines = wrap(text, width - _MARGIN - len(_DASH))
    return Text(f"{margin}{_DASH}" + f"\n{margin}{' ' * len(_DASH)}".join(lines))


def _indented(table: RenderableType) -> Padding:
    return Padding(table, (0, 0, 0, _MARGIN))
