"""Small helpers that build instances and plans, so that a test shows only what it is about."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from solver.check import check
from solver.instance import Instance
from solver.plan import Admission, LevelScore, NotAdmitted, Plan, Session, Status
from solver.references import find_problems
from solver.rules import RULE_IDS, Level, RuleId
from solver.score import compute_score, outcome_if_not_admitted

TINY: Final = Path(__file__).parent.parent / "fixtures" / "tiny"

W47: Final = "2026-W47"
W48: Final = "2026-W48"
W49: Final = "2026-W49"
W50: Final = "2026-W50"

Broken = tuple[RuleId, tuple[str, ...]]
"""What a violation is about: its rule and subjects."""


def pupil(code: str, **fields: object) -> dict[str, object]:
    """Describe a pupil alone in a collège of his own, who can come in any week of the period."""
    return {"id": code, "college": f"college-{code}", "earliest": W48, "latest": W49, **fields}


def workshop(name: str, **fields: object) -> dict[str, object]:
    """Describe a core workshop of one slot, once a week."""
    return {"id": name, "name": f"Atelier {name}", "core": True, **fields}


def teacher(name: str, *workshops: str, **fields: object) -> dict[str, object]:
    """Describe a teacher who is always free."""
    return {"id": name, "name": f"Intervenant·e {name}", "workshops": workshops, **fields}


def at(code: str, week: str) -> dict[str, str]:
    """Describe a pin, a ban or an announced week."""
    return {"pupil": code, "week": week}


def instance(*pupils: Mapping[str, object], **fields: object) -> Instance:
    """Read an instance of two weeks, W48 and W49, with the collèges that its pupils name."""
    colleges = dict.fromkeys(str(each["college"]) for each in pupils)
    document: dict[str, object] = {
        "format": "daeet-instance/1",
        "first_week": W48,
        "last_week": W49,
        "colleges": [{"id": name, "name": f"Collège inventé {name}"} for name in colleges],
        "pupils": pupils,
        **fields,
    }
    return read_instance(json.dumps(document))


def read_instance(text: str) -> Instance:
    """Read an instance that must be good."""
    made = Instance.model_validate_json(text)
    assert list(find_problems(made)) == []
    return made


def changed(original: Instance, **fields: object) -> Instance:
    """Give the instance with some fields replaced, as JSON values, and still good."""
    return read_instance(json.dumps({**original.model_dump(mode="json"), **fields}))


def admit(code: str, week: str, group: int = 1) -> Admission:
    """Admit a pupil."""
    return Admission(pupil=code, week=week, group=group)


def session(week: str, name: str, given_by: str, start: str, group: int = 1) -> Session:
    """Place a session."""
    return Session(week=week, group=group, workshop=name, teacher=given_by, start=start)


def complete_plan(
    of: Instance,
    admissions: Iterable[Admission],
    sessions: Iterable[Session] = (),
    status: Status = "feasible",
) -> Plan:
    """Write a plan with these admissions and sessions, everybody else not admitted, and scored.

    Expects what `compute_score` expects: known ids and nobody admitted twice.
    """
    admissions, sessions = tuple(admissions), tuple(sessions)
    hosted = {admission.pupil for admission in admissions}
    score = compute_score(of, admissions, sessions)
    return Plan(
        status=status,
        admissions=admissions,
        not_admitted=tuple(
            NotAdmitted(pupil=each.id, outcome=outcome_if_not_admitted(of, each))
            for each in of.pupils
            if each.id not in hosted
        ),
        sessions=sessions,
        score=tuple(LevelScore(level=level, value=value) for level, value in score.items()),
    )


def broken(of: Instance, plan: Plan) -> list[Broken]:
    """List what the checker finds, without its sentences."""
    return [(violation.rule, violation.subjects) for violation in check(of, plan).violations]


def broken_by(
    of: Instance, admissions: Iterable[Admission], sessions: Iterable[Session] = ()
) -> list[Broken]:
    """List what the checker finds in a plan with these admissions and sessions."""
    return broken(of, complete_plan(of, admissions, sessions))


def values(plan: Plan) -> dict[Level, int]:
    """Give the declared values by level, in the order in which the plan lists them."""
    return {entry.level: entry.value for entry in plan.score}


class Expected(NamedTuple):
    """What is known about a tiny fixture: its status and, where there is a plan, every level."""

    status: str
    values: dict[Level, int]


def tiny(name: str) -> Instance:
    """Read a tiny fixture."""
    return read_instance((TINY / f"{name}.json").read_text(encoding="utf-8"))


def tiny_names(rule: RuleId | None = None) -> list[str]:
    """List the tiny fixtures of a rule, or all of them."""
    names = sorted(path.stem for path in TINY.glob("*.json") if path.stem != "expected")
    return [name for name in names if rule in (None, rule_of(name))]


def rule_of(name: str) -> RuleId:
    """Tell the rule that a tiny fixture is about: the longest that its name begins with."""
    return max((rule for rule in RULE_IDS if name.startswith(f"{rule}-")), key=len)


def known_answers() -> dict[str, Expected]:
    """Read what is known about every tiny fixture."""
    document = json.loads((TINY / "expected.json").read_text(encoding="utf-8"))
    return {name: Expected(entry["status"], entry["values"]) for name, entry in document.items()}
