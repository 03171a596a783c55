"""A plan by itself, without the situation it was made for: codes, weeks, workshops by their ids."""

from collections import defaultdict
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from solver.french import DAY_NAMES, full_date, plural
from solver.html.elements import Content, Shown, element, heading, line, strong, table, title
from solver.html.plan import score, without_plan
from solver.plan import Plan, Session
from solver.score import Group
from solver.show.people import LEFT_OUT_HEADINGS
from solver.timetable import DAYS, parse_slot
from solver.weeks import monday, week_number


def show_bare_plan(plan: Plan) -> Shown:
    """Show a plan; `plan.show(instance)` draws the timetables and says the names of workshops."""
    return Shown(*_page(plan))


def _page(plan: Plan) -> Iterator[Element]:
    if plan.status in ("infeasible", "unknown"):
        yield title("Pas de plan")
        yield from without_plan(plan)
        return
    hosted = len(plan.admissions)
    yield title(f"Un plan : {plural(hosted, 'élève accueilli', 'élèves accueillis')}")
    if plan.admissions or plan.sessions:
        yield table(("Semaine du", "Groupe", "Élèves", "Ateliers"), _rows(plan))
    for outcome, name in LEFT_OUT_HEADINGS.items():
        codes = [entry.pupil for entry in plan.not_admitted if entry.outcome == outcome]
        if codes:
            yield heading(f"{name} : {len(codes)}")
            yield line(", ".join(codes))
    yield from score(plan)
    yield line("plan.show(instance) montre les emplois du temps.", muted=True)


def _rows(plan: Plan) -> Iterator[list[Content]]:
    pupils: defaultdict[Group, list[str]] = defaultdict(list)
    sessions: defaultdict[Group, list[Session]] = defaultdict(list)
    for admission in plan.admissions:
        pupils[admission.week, admission.group].append(admission.pupil)
    for session in plan.sessions:
        sessions[session.week, session.group].append(session)
    for week, group in sorted({*pupils, *sessions}, key=lambda g: (week_number(g[0]), g[1])):
        held = sorted(sessions[week, group], key=_moment)
        yield [
            element("span", full_date(monday(week)), style="white-space: nowrap"),
            str(group),
            strong(", ".join(pupils[week, group])),
            " ; ".join(map(_said, held)),
        ]


def _moment(session: Session) -> tuple[int, int]:
    slot = parse_slot(session.start)
    return DAYS.index(slot.day), slot.number


def _said(session: Session) -> str:
    slot = parse_slot(session.start)
    return f"{DAY_NAMES[slot.day]} {slot.number} {session.workshop} ({session.teacher})"
