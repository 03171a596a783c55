"""The page of a plan: a week's groups and timetables, who waits, the other weeks, how good it is."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from solver.decide.known import unknown_in_plan
from solver.french import full_date, monday_near, plural, upper_first
from solver.html.elements import Content, Shown, element, heading, items, line, strong, table, title
from solver.html.timetable import timetable
from solver.instance import Instance, Pupil
from solver.plan import Outcome, Plan
from solver.problems import InputError, Problem
from solver.rules import LEVEL_LABELS
from solver.show.balance import remarks
from solver.show.levels_said import margin_said, value_said
from solver.show.lost import lost_moments
from solver.show.missing import missing_in, sentence
from solver.show.people import (
    LEFT_OUT_HEADINGS,
    LEFT_OUT_SENTENCES,
    left_out,
    marks_this_week,
    since_when,
    waiting_pupils,
)
from solver.show.reading import Reading
from solver.show.verdict import (
    INFEASIBLE,
    INFEASIBLE_ADVICE,
    UNKNOWN,
    verdict,
)
from solver.weeks import monday

_OUTCOMES: Final[tuple[Outcome, ...]] = ("unplaced", "carried-over")


def show_plan(instance: Instance, plan: Plan, week: str | None = None) -> Shown:
    """Show a plan of an instance, open on `week`, or else on the first open week.

    Raises InputError where the plan names what the instance does not have, or the week is not in
    its period.
    """
    problems = list(unknown_in_plan(instance, plan))
    if week is not None and week not in instance.horizon:
        problems.append(Problem("week", f"la semaine « {week} » est hors de la période."))
    if problems:
        raise InputError(problems)
    return Shown(*_page(instance, plan, week))


def _page(instance: Instance, plan: Plan, week: str | None) -> Iterator[Element]:
    if plan.status in ("infeasible", "unknown"):
        yield title("Pas de plan", instance)
        yield from without_plan(plan)
        return
    first = week or (instance.open_weeks[0] if instance.open_weeks else instance.first_week)
    reading = Reading(instance, plan, first)
    yield title(f"Semaine du {full_date(monday(first))} ({first})", instance)
    yield from _week(reading, first)
    yield from _waiting(reading)
    yield from _left_out(reading)
    yield from _other_weeks(reading)
    yield from score(plan)


def without_plan(plan: Plan) -> Iterator[Element]:
    """Say why there is no plan, or that the time ran out."""
    if plan.status == "unknown":
        yield line(UNKNOWN)
        return
    yield line(INFEASIBLE)
    if plan.reasons:
        yield items(reason.message for reason in plan.reasons)
        yield line(INFEASIBLE_ADVICE)


def _week(reading: Reading, week: str) -> Iterator[Element]:
    instance = reading.instance
    if week in instance.closed_week_set:
        yield line("Cette semaine est fermée.")
    for lost in lost_moments(reading, week):
        yield line(strong(f"{upper_first(lost)}."))
    groups = reading.groups_in(week)
    if not groups and week not in instance.closed_week_set:
        yield line("Personne n'est accueilli cette semaine.")
    for number, pupils in groups.items():
        name = "Le groupe" if instance.groups_per_week == 1 else f"Groupe {number}"
        places = plural(instance.capacity, "place")
        yield heading(f"{name} : {plural(len(pupils), 'élève')} pour {places}")
        yield table((), [_pupil(reading, week, pupil) for pupil in pupils])
        noted = " ; ".join(remarks(instance.policy, pupils))
        if noted:
            yield line(f"À noter : {noted}.")
        if instance.workshops or instance.timetable.fixed:
            yield timetable(instance, week, reading.sessions_of(week, number))
    missing = missing_in(reading, week)
    if missing:
        yield heading("Ce qui manque cette semaine")
        yield items(dict.fromkeys(sentence(reading, entry) for entry in missing))


def _pupil(reading: Reading, week: str, pupil: Pupil) -> list[Content]:
    seen = Reading(reading.instance, reading.plan, week)
    college = reading.instance.colleges_by_id[pupil.college].name
    since = " ; ".join([since_when(seen, pupil), *marks_this_week(seen, pupil)])
    return [strong(pupil.id), college, pupil.level or "", since]


def _waiting(reading: Reading) -> Iterator[Element]:
    pupils = waiting_pupils(reading)
    if not pupils:
        return
    yield heading(f"Qui attend : {plural(len(pupils), 'élève')}")
    heads = ("Élève", "Collège", "Attend depuis", "Semaine prévue", "Au plus tard")
    planned = [reading.admission_of[pupil.id].week for pupil in pupils]
    yield table(
        heads,
        [
            _line_of(reading, pupil, pupil.earliest, week, pupil.latest)
            for pupil, week in zip(pupils, planned, strict=True)
        ],
    )


def _left_out(reading: Reading) -> Iterator[Element]:
    for outcome in _OUTCOMES:
        pupils = left_out(reading, outcome)
        if pupils:
            yield heading(f"{LEFT_OUT_HEADINGS[outcome]} : {len(pupils)}")
            yield line(LEFT_OUT_SENTENCES[outcome])
            heads = ("Élève", "Collège", "Possible du", "Au plus tard")
            yield table(heads, [_line_of(reading, p, p.earliest, p.latest) for p in pupils])


def _line_of(reading: Reading, pupil: Pupil, *weeks: str) -> list[Content]:
    college = reading.instance.colleges_by_id[pupil.college].name
    return [strong(pupil.id), college, *(monday_near(week, reading.week) for week in weeks)]


def _other_weeks(reading: Reading) -> Iterator[Element]:
    """Fold the other open weeks up, each under a line that says who comes."""
    weeks = [week for week in reading.instance.open_weeks if week != reading.week]
    if not weeks:
        return
    yield heading("Les autres semaines")
    for week in weeks:
        groups = reading.groups_in(week).values()
        codes = ", ".join(pupil.id for group in groups for pupil in group)
        date = upper_first(monday_near(week, reading.week))
        summary = element(
            "summary", strong(date), f" : {codes or 'personne'}", style="cursor: pointer"
        )
        inside = element("div", *_week(reading, week), style="padding: .25rem 0 .25rem 1rem")
        yield element("details", summary, inside, style="margin: 0 0 .25rem")


def score(plan: Plan) -> Iterator[Element]:
    """Lay out the levels of a plan in the order they count, and say what is proven."""
    if not plan.score:
        return
    yield heading("Ce que vaut ce plan, du plus important au moins important")
    rows: list[list[Content]] = []
    for number, entry in enumerate(plan.score, start=1):
        said = value_said(entry)
        proof = "" if plan.status == "optimal" else margin_said(entry)
        value = strong(said) if entry.value else said
        rows.append([f"{number}.", LEVEL_LABELS[entry.level], value, proof])
    yield table((), rows)
    yield line(strong(verdict(plan)[0]))
