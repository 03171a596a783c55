"""Does a move hold as the rest stands: judged by the independent checker alone, at once."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any

from pydantic import SerializerFunctionWrapHandler, model_serializer

from solver.check import Report, Violation, check
from solver.decide.known import unknown_in_plan, unknown_pupil, without_content
from solver.decide.level_changes import every_level
from solver.decide.records import LevelChange
from solver.decide.trial_said import Moved, messages
from solver.french_errors import at_most_fifty, printable
from solver.instance import Instance, IsoWeek, Name, Record
from solver.plan import Admission, GroupNumber, Plan
from solver.problems import InputError, Problem
from solver.rules import Level
from solver.score import Group
from solver.weeks import week_number


class Trial(Record):
    """A pupil moved to a week while all others stay: does it hold, what breaks, what changes.

    `week_before` (`from` in JSON) is None where the plan does not host the pupil. `breaks` are the
    violations that the plan did not have before; the move holds where there are none.
    """

    pupil: Name
    week: IsoWeek
    week_before: IsoWeek | None
    group: GroupNumber
    holds: bool
    breaks: tuple[Violation, ...]
    score: tuple[LevelChange, ...]
    messages: tuple[str, ...]

    @model_serializer(mode="wrap")
    def _with_from(self, fields_of: SerializerFunctionWrapHandler) -> dict[str, Any]:
        fields: dict[str, Any] = fields_of(self)
        fields.pop("week_before", None)
        return {"pupil": self.pupil, "week": self.week, "from": self.week_before, **fields}


def try_move(instance: Instance, plan: Plan, pupil: str, week: str) -> Trial:
    """Move a pupil to a week of a plan, everything else unchanged, and say what that does.

    He joins the group of that week, or one more while there may be, where he breaks fewest rules,
    then where the score is best, then the lowest number. Sessions of a group that he leaves empty
    are dropped. Raises InputError for an unknown pupil, a week that does not exist, a plan without
    content, or unknown ids in the plan; a problem of the move names the option of `daeet try`.
    """
    problems = [
        *_unknown(instance, pupil, week),
        *without_content(plan, "déplacer"),
        *unknown_in_plan(instance, plan),
    ]
    if problems:
        raise InputError(at_most_fifty(problems))
    before = _Plan(instance, plan.model_copy(update={"score": ()}))
    without = before.with_pupil(pupil, None)
    numbers = before.numbers_in(week)
    if len(numbers) < instance.groups_per_week:
        numbers.append(next(n for n in count(1) if n not in numbers))
    moves = [_Move(before, without, Admission(pupil=pupil, week=week, group=n)) for n in numbers]
    return min(moves, key=_Move.rank).trial()


@dataclass(frozen=True)
class _Plan:
    """A plan without declared score, which a move makes wrong, and what the checker finds in it."""

    instance: Instance
    plan: Plan

    @cached_property
    def report(self) -> Report:
        """The violations of the plan and its score."""
        return check(self.instance, self.plan)

    @cached_property
    def violations(self) -> frozenset[Violation]:
        """The violations, for quick look-up."""
        return frozenset(self.report.violations)

    @cached_property
    def score(self) -> dict[Level, int]:
        """The recomputed score."""
        return {entry.level: entry.value for entry in self.report.score}

    @cached_property
    def groups(self) -> frozenset[Group]:
        """The groups that have a pupil."""
        return frozenset((admission.week, admission.group) for admission in self.plan.admissions)

    def place_of(self, pupil: str) -> Admission | None:
        """Give the first place of a pupil, which is the one that counts in the score."""
        return next((a for a in self.plan.admissions if a.pupil == pupil), None)

    def numbers_in(self, week: str) -> list[int]:
        """List the numbers of the groups of a week that have a pupil, in order."""
        return sorted(number for group_week, number in self.groups if group_week == week)

    def with_pupil(self, pupil: str, place: Admission | None) -> "_Plan":
        """Give the plan with a pupil in that place alone, or nowhere at all."""
        admissions: list[Admission] = []
        for admission in self.plan.admissions:
            stays = admission == place and place not in admissions
            if admission.pupil != pupil or stays:
                admissions.append(admission)
        if place is not None and place not in admissions:
            admissions.append(place)
        left = self.groups - {(admission.week, admission.group) for admission in admissions}
        update = {
            "admissions": tuple(admissions),
            "not_admitted": tuple(e for e in self.plan.not_admitted if e.pupil != pupil),
            "sessions": tuple(s for s in self.plan.sessions if (s.week, s.group) not in left),
        }
        return _Plan(self.instance, self.plan.model_copy(update=update))


@dataclass(frozen=True)
class _Move:
    """A pupil put in a place: the plan before, without him, and after."""

    before: _Plan
    without: _Plan
    place: Admission

    @cached_property
    def after(self) -> _Plan:
        """The plan with the pupil in his new place."""
        return self.before.with_pupil(self.place.pupil, self.place)

    @cached_property
    def breaks(self) -> tuple[Violation, ...]:
        """The violations that the move adds.

        His leaving may change how an old violation reads (seven pupils for five places become
        six): such a one is no addition. Leaving breaks a rule only where he was pinned.
        """
        return tuple(
            violation
            for violation in self.after.report.violations
            if violation not in self.before.violations
            and (violation not in self.without.violations or violation.rule == "pin")
        )

    def rank(self) -> tuple[int, tuple[int, ...], int]:
        """Give what makes one move better than another: the smaller the better."""
        return len(self.breaks), tuple(self.after.score.values()), self.place.group

    def trial(self) -> Trial:
        """Write down what the move does."""
        place_before = self.before.place_of(self.place.pupil)
        moved = Moved(
            place=self.place,
            place_before=place_before,
            group_sizes=Counter(
                a.group for a in self.without.plan.admissions if a.week == self.place.week
            ),
            sessions_lost=len(self.before.plan.sessions) - len(self.after.plan.sessions),
        )
        broken_before = len(self.before.report.violations)
        said = messages(self.before.instance, moved, self.breaks, broken_before)
        return Trial(
            pupil=self.place.pupil,
            week=self.place.week,
            week_before=place_before.week if place_before else None,
            group=self.place.group,
            holds=not self.breaks,
            breaks=self.breaks,
            score=every_level(self.before.score, self.after.score),
            messages=tuple(said),
        )


def _unknown(instance: Instance, pupil: str, week: str) -> Iterator[Problem]:
    """Find what is wrong with the move itself."""
    if pupil not in instance.pupils_by_id:
        yield Problem("--move", unknown_pupil(printable(pupil)))
    try:
        week_number(week)
    except ValueError:
        message = f"« {printable(week)} » n'est pas une semaine ; exemple : 2026-W48."
        yield Problem("--move", message)
