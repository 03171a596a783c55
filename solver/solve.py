"""From an instance to the best plan, each level of the score with its own proof.

First who is required: the pins, or why they contradict each other. Then who comes in which week,
for the levels that lead the policy's order and depend on nothing else. Then groups and timetable
together for the other levels, with the first ones held. See `docs/decisions/0002`.
"""

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from solver.draft import Draft, best
from solver.greedy import greedy_admissions, with_greedy_sessions
from solver.instance import Instance, PupilWeek
from solver.model.build import build_weeks, build_whole
from solver.model.choices import session_choices
from solver.model.contradiction import Contradiction
from solver.model.drafts import hint_draft, read_draft
from solver.model.levels import LEVEL_TERMS, PUPIL_LEVELS, LevelTerm
from solver.model.minimise import (
    OnProgress,
    Progress,
    SolveOptions,
    Stage,
    StageResult,
    run,
    split_into_stages,
)
from solver.model.places import allowed_places
from solver.model.posting import Posting
from solver.model.split import Split, smallest_impossible, split
from solver.model.variables import Variables
from solver.plan import Admission, Plan
from solver.reasons import reason
from solver.rules import Level

__all__ = ["OnProgress", "Progress", "SolveOptions", "solve"]

DEFAULT_OPTIONS: Final = SolveOptions()

_LARGE: Final = 10_000
"""Beyond this many literals a model is large: a good start is worth more than a quick proof."""

_SHARE_OF_TIME: Final = 0.6
"""How much of the time left a stage may take when others follow it."""


def solve(
    instance: Instance,
    options: SolveOptions = DEFAULT_OPTIONS,
    on_progress: OnProgress | None = None,
) -> Plan:
    """Give the best plan of an instance, or the best one known when the time is up.

    The status says which: `optimal` (every level proven), `feasible` (each level with the bound
    that is proven), `infeasible` (the pins contradict hard rules, with minimal reasons) or
    `unknown`. With one worker the same instance, seed and version give the same optimal plan.
    `on_progress` is called from the search's own thread. Raises KeyboardInterrupt on Ctrl-C.
    """
    search = _Search(instance, options, on_progress)
    pinned = search.split_pins()
    if pinned.impossible:
        return search.infeasible_plan()
    if pinned.admissions is None:
        return Plan(status="unknown")
    search.start_from(pinned.admissions)
    leading = tuple(takewhile(PUPIL_LEVELS.__contains__, instance.policy.order))
    search.settle_weeks(leading)
    search.improve_weeks()
    search.settle_groups()
    return search.plan()


class _Search:
    """One search: the best draft so far, what is proven about each level, and the time left."""

    def __init__(
        self, instance: Instance, options: SolveOptions, on_progress: OnProgress | None
    ) -> None:
        self._instance = instance
        self._options = options
        self._on_progress = on_progress
        self._deadline = time.monotonic() + options.time_limit
        self._places = allowed_places(instance)
        self._choices = session_choices(instance)
        self._draft = Draft(instance, (), ())
        self._proofs: list[tuple[Stage, int]] = []
        self._settled: list[Level] = []
        self._contradicting: list[PupilWeek] = []

    def split_pins(self) -> Split:
        """Put the pinned pupils in groups, or say that their pins cannot all be kept."""
        first_pin: dict[str, PupilWeek] = {}
        by_week: defaultdict[str, list[str]] = defaultdict(list)
        for pin in self._instance.pins:
            earlier = first_pin.setdefault(pin.pupil, pin)
            if earlier.week != pin.week or pin.pupil not in self._places.get(pin.week, ()):
                return self._impossible([earlier, pin])
            if pin.pupil not in by_week[pin.week]:
                by_week[pin.week].append(pin.pupil)
        admissions: list[Admission] = []
        for week, pupils in by_week.items():
            part = split(self._instance, week, pupils, self._options, self._deadline)
            if part.impossible:
                apart = smallest_impossible(
                    self._instance, week, pupils, self._options, self._deadline
                )
                return self._impossible([PupilWeek(pupil=pupil, week=week) for pupil in apart])
            if part.admissions is None:
                return part
            admissions.extend(part.admissions)
        return Split(tuple(admissions))

    def _impossible(self, pins: list[PupilWeek]) -> Split:
        self._contradicting = pins
        return Split(None, impossible=True)

    def infeasible_plan(self) -> Plan:
        """Say which rule elements contradict each other, among the pins that cannot all be kept."""
        pinned = self._instance.model_copy(update={"pins": tuple(self._contradicting)})
        contradiction = Contradiction(pinned, self._options, self._deadline)
        elements = contradiction.minimal_elements()
        if elements is None:
            return Plan(status="unknown")
        reasons = tuple(reason(self._instance, element) for element in elements)
        return Plan(status="infeasible", reasons=reasons)

    def start_from(self, pinned: tuple[Admission, ...]) -> None:
        """Make a simple plan, so that there always is one."""
        admissions = greedy_admissions(self._instance, self._places, pinned)
        self._draft = self._with_sessions(admissions)

    def _with_sessions(self, admissions: tuple[Admission, ...]) -> Draft:
        return with_greedy_sessions(self._instance, admissions, self._choices)

    def settle_weeks(self, levels: Sequence[Level]) -> None:
        """Settle who comes in which week, for levels that lead the order and depend on no more."""
        # With one group a week and no workshops, groups and timetable are no larger a question.
        whole_is_as_small = self._instance.groups_per_week == 1 and not self._instance.workshops
        if not levels or whole_is_as_small or self._out_of_time():
            return
        posting = Posting(self._stage_deadline())
        variables = build_weeks(posting, self._instance, self._places)
        terms = [LEVEL_TERMS[level](posting, variables) for level in levels]
        if posting.expired:
            return
        for stage_terms in split_into_stages(terms):
            if not self._settle_weeks_stage(posting, variables, Stage(stage_terms)):
                return

    def _settle_weeks_stage(self, posting: Posting, variables: Variables, stage: Stage) -> bool:
        """Settle some levels by weeks; False where the weeks found could not be split in time."""
        deadline = self._stage_deadline()
        while True:
            result = self._run(posting, stage, deadline)
            draft = self._split_weeks(posting, variables, result, deadline)
            if draft is not None:
                self._keep(draft)
            if draft is not None or result.holds is None or time.monotonic() > deadline:
                break
        self._proofs.append((stage, result.objective_bound))
        if draft is None:
            return False
        self._hold(posting, stage.terms)
        return True

    def _split_weeks(
        self, posting: Posting, variables: Variables, result: StageResult, deadline: float
    ) -> Draft | None:
        """Make groups of the weeks found; where a week has none, forbid that and give None."""
        if result.holds is None:
            return None
        admissions: list[Admission] = []
        cut = False
        for week in self._instance.open_weeks:
            coming = variables.members_of.get((week, 1), {})
            pupils = [pupil for pupil, literal in coming.items() if result.holds(literal)]
            part = split(self._instance, week, pupils, self._options, deadline)
            if part.admissions is not None:
                admissions.extend(part.admissions)
            elif part.impossible:
                cut = True
                apart = smallest_impossible(self._instance, week, pupils, self._options, deadline)
                _never_all_together(posting, variables, apart)
            else:
                return None
        return None if cut else self._with_sessions(tuple(admissions))

    def improve_weeks(self) -> None:
        """Solve each week of a large plan anew by itself, its pupils and the rest unchanged.

        The model of all weeks together would not get far in time; this proves nothing.
        """
        if not self._is_large() or len(self._instance.horizon) == 1:
            return
        deadline = self._stage_deadline()
        weeks = sorted({group[0] for group in self._draft.groups})
        for number, week in enumerate(weeks):
            now = time.monotonic()
            if now >= deadline:
                return
            share = (deadline - now) / (len(weeks) - number)
            options = replace(self._options, time_limit=share)
            improved = solve(self._draft.week_alone(week), options)
            # Out of its share of time, a week may have come back without any plan.
            if improved.admissions:
                self._keep(self._draft.with_week(week, improved))

    def _is_large(self) -> bool:
        """Tell whether a model of all weeks together needs a good start to get anywhere."""
        places = sum(map(len, self._places.values()))
        sessions = sum(map(len, self._choices.values()))
        return (places + sessions) * self._instance.groups_per_week > _LARGE

    def settle_groups(self) -> None:
        """Settle the other levels on groups and timetable together."""
        order = self._instance.policy.order
        levels = [level for level in order if level not in self._settled]
        if not levels or self._out_of_time():
            return
        posting = Posting(self._deadline)
        variables = build_whole(posting, self._instance, self._places, self._choices)
        terms = {level: LEVEL_TERMS[level](posting, variables) for level in order}
        if posting.expired:
            return
        self._hold(posting, [terms[level] for level in self._settled])
        stages = split_into_stages([terms[level] for level in levels])
        for number, stage_terms in enumerate(stages, start=1):
            stage = Stage(stage_terms)
            last = number == len(stages)
            # A small model is proven faster than a hint is followed.
            if number > 1 or self._is_large():
                hint_draft(posting, variables, self._draft)
            deadline = self._deadline if last else self._stage_deadline()
            result = self._run(posting, stage, deadline)
            if result.holds is not None:
                self._keep(read_draft(variables, result.holds))
            self._proofs.append((stage, result.objective_bound))
            self._hold(posting, stage.terms)

    def _run(self, posting: Posting, stage: Stage, deadline: float) -> StageResult:
        known = self._draft.score
        return run(posting, stage, self._options, deadline, known, self._on_progress)

    def _keep(self, draft: Draft) -> None:
        self._draft = best([draft, self._draft])

    def _hold(self, posting: Posting, terms: Sequence[LevelTerm]) -> None:
        """Let the next stages keep what the best draft reaches on these levels."""
        for term in terms:
            posting.model.add(term.expression <= self._draft.score[term.level])
            if term.level not in self._settled:
                self._settled.append(term.level)

    def _stage_deadline(self) -> float:
        now = time.monotonic()
        return now + _SHARE_OF_TIME * (self._deadline - now)

    def _out_of_time(self) -> bool:
        return time.monotonic() > self._deadline

    def plan(self) -> Plan:
        """Write the best draft, `optimal` where every level reaches its bound."""
        score = self._draft.score
        bounds: dict[Level, int] = dict.fromkeys(score, 0)
        for stage, objective_bound in self._proofs:
            for level, bound in stage.bounds(objective_bound, score).items():
                bounds[level] = max(bounds[level], bound)
        return self._draft.to_plan("optimal" if bounds == score else "feasible", bounds)


def _never_all_together(posting: Posting, variables: Variables, pupils: Sequence[str]) -> None:
    """Forbid that all these pupils, who cannot be split into groups, come in any same week."""
    for members in variables.members_of.values():
        if all(pupil in members for pupil in pupils):
            posting.model.add_bool_or([members[pupil].negated() for pupil in pupils])
