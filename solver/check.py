"""The independent checker: what breaks a rule in a plan, and the score recomputed.

Plain Python that shares no rule logic with the solver's model. Source of every rule: "Hard rules"
in `docs/contract.md`.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from solver.checks import admissions, sessions
from solver.checks.reading import Finding, Reading, read
from solver.instance import Instance, Record
from solver.plan import Plan
from solver.rules import Level, RuleId


class Violation(Record):
    """A rule that a plan breaks, the ids concerned, and a French sentence that says how."""

    rule: RuleId
    subjects: tuple[str, ...]
    message: str


class LevelValue(Record):
    """A level of the score and its recomputed value."""

    level: Level
    value: int


class Report(Record):
    """What the checker found: the violations, and the score in the policy's order."""

    valid: bool
    violations: tuple[Violation, ...]
    score: tuple[LevelValue, ...]


def check(instance: Instance, plan: Plan) -> Report:
    """Check every rule on a plan and recompute its score; no plan makes it fail.

    The score counts what makes sense: unknown pupils, and sessions of an unknown workshop or
    teacher, are left out; a pupil admitted several times counts in the first admission listed.
    """
    reading = read(instance, plan)
    violations = tuple(
        Violation(rule=rule, subjects=subjects, message=message)
        for rule, find in CHECKS.items()
        for subjects, message in find(reading)
    )
    return Report(
        valid=not violations,
        violations=violations,
        score=tuple(LevelValue(level=lv, value=value) for lv, value in reading.score.items()),
    )


def check_score(reading: Reading) -> Iterator[Finding]:
    """Find declared levels that differ from the recomputed ones, and bounds that cannot be."""
    for level, times in Counter(entry.level for entry in reading.plan.score).items():
        if times > 1:
            yield Finding((level,), f"Le niveau « {level} » est déclaré {times} fois.")
    for level, value, bound in dict.fromkeys(
        (entry.level, entry.value, entry.bound) for entry in reading.plan.score
    ):
        recomputed = reading.score[level]
        if value != recomputed:
            yield Finding(
                (level,),
                f"Le niveau « {level} » est déclaré à {value} ; le calcul donne {recomputed}.",
            )
        if bound is not None and bound > value:
            yield Finding(
                (level,),
                f"Le niveau « {level} » a une borne ({bound}) au-dessus de sa valeur ({value}).",
            )
        if bound is not None and bound < value and reading.plan.status == "optimal":
            yield Finding(
                (level,),
                f"Le plan se dit optimal, mais le niveau « {level} » pourrait descendre de {value}"
                f" à {bound}.",
            )


CHECKS: Final[dict[RuleId, Callable[[Reading], Iterator[Finding]]]] = {
    "window": admissions.check_window,
    "closed-week": admissions.check_closed_week,
    "capacity": admissions.check_capacity,
    "college": admissions.check_college,
    "conflict": admissions.check_conflict,
    "motive-limit": admissions.check_motive_limit,
    "pin": admissions.check_pin,
    "ban": admissions.check_ban,
    "session": sessions.check_session,
    "teacher": sessions.check_teacher,
    "teacher-conflict": sessions.check_teacher_conflict,
    "accounting": admissions.check_accounting,
    "score": check_score,
}
"""One function per rule, in the order in which violations are reported."""
