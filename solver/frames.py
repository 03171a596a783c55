"""Plans and decisions as tidy data frames: one row per pupil, session or level, one thing a column.

Pupils appear by code alone. Values that an instance or a plan does not give are missing, never 0.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import pandas as pd

from solver.decide.additions import (
    Addition,
    ExtraGroup,
    ExtraHalfDay,
    ExtraSeat,
)
from solver.decide.explain import Explanations
from solver.decide.known import unknown_in_plan
from solver.decide.propose import Proposals
from solver.decide.value import Values
from solver.instance import Instance
from solver.plan import Plan, Session
from solver.problems import InputError
from solver.rules import LEVEL_LABELS
from solver.score import uses_reluctant_slot
from solver.timetable import parse_slot
from solver.weeks import monday

ADMITTED: Final = "admitted"
"""The outcome of who is hosted, beside the plan's `unplaced` and `carried-over`."""

_TYPES: Final[Mapping[str, str]] = {
    "pupil": "str", "outcome": "str", "week": "str", "monday": "datetime64[s]", "group": "Int64",
    "college": "str", "level": "str", "gender": "str", "priority": "Int64", "motives": "str",
    "earliest": "str", "latest": "str", "waited": "Int64", "announced": "str",
    "workshop": "str", "teacher": "str", "start": "str", "day": "str", "slot": "Int64",
    "length": "Int64", "core": "boolean", "reluctant": "boolean",
    "label": "str", "value": "Int64", "bound": "Int64", "proven": "boolean",
    "proposal": "Int64", "name": "str", "order": "str",
    "verdict": "str", "rules": "str", "moves": "Int64", "repair": "str", "message": "str",
    "addition": "Int64", "kind": "str", "subject": "str",
    "before": "Int64", "after": "Int64", "gain": "Int64",
}  # fmt: skip

_Row = Mapping[str, object]

_PLAN: Final = ("pupil", "outcome", "week", "monday", "group")
_PUPIL: Final = (
    "college", "level", "gender", "priority", "motives", "earliest", "latest", "waited", "announced",
)  # fmt: skip
_SESSION: Final = ("week", "group", "workshop", "teacher", "start", "day", "slot")
_LENGTHS: Final = ("length", "core", "reluctant")
_SCORE: Final = ("level", "label", "value", "bound", "proven")
_PROPOSAL: Final = ("proposal", "name", "order")
_EXPLANATION: Final = (
    "pupil", "week", "monday", "verdict", "proven", "rules", "moves", "repair", "message",
)  # fmt: skip
_VALUE: Final = ("addition", "kind", "subject", "proven", "level", "before", "after", "gain")


def plan_frame(plan: Plan, instance: Instance | None = None) -> pd.DataFrame:
    """Give a row per pupil: `outcome`, and for who is `admitted` the week, its Monday and group.

    An instance adds what it knows of each pupil, in its own order; `waited` counts the open weeks
    before the pupil's own. Raises InputError where the plan names what the instance does not have.
    """
    rows: dict[str, _Row] = {}
    for entry in plan.admissions:
        when = {"week": entry.week, "monday": monday(entry.week), "group": entry.group}
        rows[entry.pupil] = {"pupil": entry.pupil, "outcome": ADMITTED, **when}
    for left in plan.not_admitted:
        rows[left.pupil] = {"pupil": left.pupil, "outcome": left.outcome}
    if instance is None:
        return _frame(rows.values(), _PLAN)
    _check(plan, instance)
    known = _pupils(instance, {entry.pupil: entry.week for entry in plan.admissions})
    together = [{**rows[code], **about} for code, about in known.items() if code in rows]
    return _frame(together, (*_PLAN, *_PUPIL))


def _pupils(instance: Instance, week_of: Mapping[str, str]) -> dict[str, _Row]:
    announced = {entry.pupil: entry.week for entry in instance.announced}
    found: dict[str, _Row] = {}
    for pupil in instance.pupils:
        week = week_of.get(pupil.id)
        found[pupil.id] = {
            "college": pupil.college,
            "level": pupil.level,
            "gender": pupil.gender,
            "priority": pupil.priority,
            "motives": ", ".join(pupil.motives),
            "earliest": pupil.earliest,
            "latest": pupil.latest,
            "waited": None if week is None else instance.open_weeks_waited(pupil.earliest, week),
            "announced": announced.get(pupil.id),
        }
    return found


def sessions_frame(plan: Plan, instance: Instance | None = None) -> pd.DataFrame:
    """Give a row per session: when, for whom, what and by whom; `slot` is its first of the day.

    An instance adds how many slots it lasts, whether it is a core workshop, and whether it uses a
    slot its teacher accepts without liking it. Raises InputError as `plan_frame`.
    """
    if instance is None:
        return _frame(map(_session, plan.sessions), _SESSION)
    _check(plan, instance)
    rows = [{**_session(held), **_lengths(instance, held)} for held in plan.sessions]
    return _frame(rows, (*_SESSION, *_LENGTHS))


def _session(held: Session) -> _Row:
    start = parse_slot(held.start)
    return {**held.model_dump(), "day": start.day, "slot": start.number}


def _lengths(instance: Instance, held: Session) -> _Row:
    workshop = instance.workshops_by_id[held.workshop]
    start = parse_slot(held.start)
    return {
        "length": workshop.length,
        "core": workshop.core,
        "reluctant": uses_reluctant_slot(instance, held.workshop, held.teacher, start),
    }


def score_frame(plan: Plan) -> pd.DataFrame:
    """Give a row per level in the order they count: its value, its bound, and whether it is proven."""
    return _frame(_score(plan), _SCORE)


def _score(plan: Plan) -> list[_Row]:
    optimal = plan.status == "optimal"
    return [
        {
            "level": entry.level,
            "label": LEVEL_LABELS[entry.level],
            "value": entry.value,
            "bound": entry.bound,
            "proven": optimal or (entry.bound is not None and entry.bound >= entry.value),
        }
        for entry in plan.score
    ]


def proposals_frame(found: Proposals, instance: Instance | None = None) -> pd.DataFrame:
    """Give the rows of `plan_frame` for each proposal, with its number from 1, name and order."""
    columns = (*_PROPOSAL, *_PLAN, *(_PUPIL if instance is not None else ()))
    frames = [
        plan_frame(proposal.plan, instance).assign(
            proposal=number, name=proposal.name, order=proposal.order
        )
        for number, proposal in enumerate(found.proposals, start=1)
    ]
    return _typed(pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(), columns)


def proposals_score_frame(found: Proposals) -> pd.DataFrame:
    """Give the rows of `score_frame` for each proposal, with its number from 1, name and order."""
    rows = [
        {"proposal": number, "name": proposal.name, "order": proposal.order, **row}
        for number, proposal in enumerate(found.proposals, start=1)
        for row in _score(proposal.plan)
    ]
    return _frame(rows, (*_PROPOSAL, *_SCORE))


def explanations_frame(found: Explanations) -> pd.DataFrame:
    """Give a row per pupil and week asked about.

    `rules` are those that forbid it, `moves` how many others would change week, `repair` the
    cheapest change that would let the pupil in, in words.
    """
    rows = [
        {
            "pupil": each.pupil,
            "week": each.week,
            "monday": monday(each.week),
            "verdict": each.verdict,
            "proven": each.proven,
            "rules": ", ".join(dict.fromkeys(reason.rule for reason in each.because)),
            "moves": len(each.moves),
            "repair": each.repairs[0].message if each.repairs else None,
            "message": each.message,
        }
        for each in found.explanations
    ]
    return _frame(rows, _EXPLANATION)


def values_frame(found: Values) -> pd.DataFrame:
    """Give a row per addition and level of the score, the most valuable addition first.

    `subject` says whose half-day or which two pupils; it is missing for a seat and a group.
    """
    rows = [
        {
            "addition": number,
            "kind": value.change.kind,
            "subject": _subject(value.change),
            "proven": value.proven,
            **level.model_dump(),
        }
        for number, value in enumerate(found.values, start=1)
        for level in value.score
    ]
    return _frame(rows, _VALUE)


def _subject(addition: Addition) -> str | None:
    match addition:
        case ExtraHalfDay(teacher=teacher, slots=slots):
            return f"{teacher} {' '.join(slots)}"
        case ExtraSeat() | ExtraGroup():
            return None
        case lifted:
            return " ".join(lifted.pupils)


def _check(plan: Plan, instance: Instance) -> None:
    problems = list(unknown_in_plan(instance, plan))
    if problems:
        raise InputError(problems)


def _frame(rows: Iterable[_Row], columns: Iterable[str]) -> pd.DataFrame:
    names = list(columns)
    return _typed(pd.DataFrame([dict(row) for row in rows], columns=names), names)


def _typed(frame: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """Give every column its type, also where there is no row to guess it from."""
    names = list(columns)
    return frame.reindex(columns=names).astype({name: _TYPES[name] for name in names})
