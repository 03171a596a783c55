"""The page of a plan: next week first, then who waits, what comes later, and how good it is."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from solver.charter import CHARTER_VERSION
from solver.french import full_date, listing, plural, upper_first
from solver.generate.colleges import are_invented
from solver.instance import Instance
from solver.plan import Outcome, Plan
from solver.show.balance import remarks
from solver.show.grid import draw_grid
from solver.show.later import later_table
from solver.show.lines import paragraph, wrap
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


def print_plan(console: Console, instance: Instance, plan: Plan, week: str | None = None) -> None:
    """Print a plan in French for the référente, in lines no longer than the console is wide.

    It opens on `week`, or else on the first open week.
    """
    for part in _page(instance, plan, week, console.width):
        console.print(part)


def _page(instance: Instance, plan: Plan, week: str | None, width: int) -> Iterator[RenderableType]:
    if plan.status == "infeasible":
        yield from _contradiction(plan, width)
    elif plan.status == "unknown":
        yield paragraph(UNKNOWN, width, style="bold yellow")
    elif not instance.open_weeks:
        yield titled("Toutes les semaines de la période sont fermées.", instance)
        yield from _left_out(Reading(instance, plan, instance.first_week), width)
    else:
        yield from _weeks(Reading(instance, plan, week or instance.open_weeks[0]), width)
    if plan.score:
        yield from _verdict(plan, width)
    if plan.status != "unknown":
        charter = f"Règles appliquées : charte, version {CHARTER_VERSION}."
        yield paragraph(charter, width, style="dim")


def _contradiction(plan: Plan, width: int) -> Iterator[RenderableType]:
    yield paragraph(INFEASIBLE, width, style="bold red")
    for reason in plan.reasons:
        yield item(reason.message, width)
    if plan.reasons:
        yield paragraph(INFEASIBLE_ADVICE, width)


def _weeks(reading: Reading, width: int) -> Iterator[RenderableType]:
    title = f"Semaine du {full_date(monday(reading.week))} ({reading.week})"
    yield titled(title, reading.instance)
    for lost in lost_moments(reading, reading.week):
        yield paragraph(f"{upper_first(lost)}.", width, style="bold yellow")
    yield from groups_of_week(reading, width)
    yield from missing_of_week(reading, width)
    yield from _waiting(reading)
    yield from _left_out(reading, width)
    yield from _later(reading)


def titled(title: str, instance: Instance) -> Text:
    """Make the title of a page, which says where the data are invented."""
    invented = " – données inventées" if are_invented(instance.colleges) else ""
    return Text.assemble((title, "bold"), (invented, "italic"))


def groups_of_week(reading: Reading, width: int) -> Iterator[RenderableType]:
    """Lay out the groups of the week shown, each with its pupils and its timetable."""
    instance = reading.instance
    groups = reading.groups_in(reading.week)
    if not groups:
        yield from section("Personne n'est accueilli cette semaine.")
    for number, pupils in groups.items():
        name = "Le groupe" if instance.groups_per_week == 1 else f"Groupe {number}"
        places = plural(instance.capacity, "place")
        yield from section(f"{name} : {plural(len(pupils), 'élève')} pour {places}")
        yield indented(group_table(reading, pupils))
        noted = " ; ".join(remarks(instance.policy, pupils))
        if noted:
            yield indented(paragraph(f"À noter : {noted}.", width - _MARGIN))
        yield Text()
        if instance.workshops or instance.timetable.fixed:
            sessions = reading.sessions_of(reading.week, number)
            yield draw_grid(instance, reading.week, sessions, width)


def missing_of_week(reading: Reading, width: int) -> Iterator[RenderableType]:
    """Say what the groups of the week shown miss, and why; nothing where nothing is missing."""
    missing = missing_in(reading, reading.week)
    if not missing:
        return
    yield from section("Ce qui manque cette semaine")
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for entry in missing:
        groups[sentence(reading, entry)].append(str(entry.group))
    for said, numbers in groups.items():
        if reading.instance.groups_per_week > 1:
            yield item(f"{said} (Groupe{'s' * (len(numbers) > 1)} {listing(numbers)}.)", width)
        else:
            yield item(said, width)


def _waiting(reading: Reading) -> Iterator[RenderableType]:
    pupils = waiting_pupils(reading)
    if pupils:
        yield from section(f"Qui attend : {plural(len(pupils), 'élève')}")
        yield indented(waiting_table(reading, pupils))


def _left_out(reading: Reading, width: int) -> Iterator[RenderableType]:
    for outcome in _OUTCOMES:
        pupils = left_out(reading, outcome)
        if pupils:
            yield from section(f"{LEFT_OUT_HEADINGS[outcome]} : {len(pupils)}")
            yield indented(paragraph(LEFT_OUT_SENTENCES[outcome], width - _MARGIN))
            yield indented(left_out_table(reading, pupils))


def _later(reading: Reading) -> Iterator[RenderableType]:
    if reading.weeks_after:
        yield from section("Les semaines suivantes")
        yield indented(later_table(reading))


def _verdict(plan: Plan, width: int) -> Iterator[RenderableType]:
    yield from section("Ce que vaut ce plan, du plus important au moins important")
    yield indented(score_table(plan))
    yield Text()
    sentence_, style = verdict(plan)
    yield paragraph(sentence_, width, style=style)


def section(title: str) -> Iterator[Text]:
    """Start a section: an empty line and its title."""
    yield Text()
    yield Text(title, style="bold")


def item(text: str, width: int, sign: str = _DASH) -> Text:
    """Indent a paragraph under a dash, or under another sign."""
    margin = " " * _MARGIN
    lines = wrap(text, width - _MARGIN - len(sign))
    return Text(f"{margin}{sign}" + f"\n{margin}{' ' * len(sign)}".join(lines))


def indented(table: RenderableType) -> Padding:
    """Indent what a section contains."""
    return Padding(table, (0, 0, 0, _MARGIN))
