"""One search: from an instance and a question to the best draft, each goal with its own proof.

First who is required: the pins, or that they contradict each other. Then who comes in which week,
for the goals that lead the order and depend on nothing else. Then groups and timetable together
for the other goals, with the first ones held. See `docs/decisions/0002`.
"""

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from solver.draft import Draft
from solver.greedy import greedy_admissions, with_greedy_sessions
from solver.instance import PupilWeek
from solver.model.build import Models, Written
from solver.model.drafts import hint_draft, read_concessions, read_draft
from solver.model.goals import PUPIL_GOALS, goal_term, post_question
from solver.model.levels import LevelTerm
from solver.model.minimise import (
    OnProgress,
    SolveOptions,
    Stage,
    StageResult,
    run,
    split_into_stages,
)
from solver.model.posting import Posting
from solver.model.split import Split, smallest_impossible, split
from solver.plan import Admission
from solver.question import Goal, Question

_LARGE: Final = 10_000
"""Beyond this many literals a model is large: a good start is worth more than a quick proof."""

_SHARE_OF_TIME: Final = 0.6
"""How much of the time left a stage may take when others follow it."""


@dataclass(frozen=True)
class Answer:
    """What a search found: a draft or none, and what is proven of it.

    `impossible` says that no draft answers the question, proven; `proven` that none is better.
    """

    draft: Draft | None
    bounds: dict[Goal, int]
    proven: bool
    impossible: bool = False


class Search:
    """The best draft so far, what is proven about each goal, and the time left.

    Each step takes the search further; `answer` may be asked after any of them.
    """

    def __init__(
        self,
        models: Models,
        question: Question,
        options: SolveOptions,
        deadline: float,
        on_progress: OnProgress | None = None,
    ) -> None:
        self.contradicting: list[PupilWeek] = []
        self._models = models
        self._instance = instance = models.instance
        self._question = question
        self._options = options
        self._deadline = deadline
        self._on_progress = on_progress
        self._order = question.order or instance.policy.order
        self._draft: Draft | None = None
        self._proofs: list[tuple[Stage, int]] = []
        self._settled: list[Goal] = []
        self._impossible = False

    @property
    def draft(self) -> Draft | None:
        """The best draft so far."""
        return self._draft

    def start(self) -> bool:
        """Make a simple draft to start from; False where the search need not go on."""
        if self._question.allowance.most:
            return True
        pinned = self._split_pins()
        self._impossible = pinned.impossible
        if pinned.admissions is None:
            return False
        self._keep(
            self._with_sessions(
                greedy_admissions(self._instance, self._models.places, pinned.admissions)
            )
        )
        return True

    def _split_pins(self) -> Split:
        """Put the pinned pupils in groups, or say that their pins cannot all be kept."""
        first_pin: dict[str, PupilWeek] = {}
        by_week: defaultdict[str, list[str]] = defaultdict(list)
        for pin in (*self._instance.pins, *self._question.required):
            earlier = first_pin.setdefault(pin.pupil, pin)
            if earlier.week != pin.week or pin.pupil not in self._models.places.get(pin.week, ()):
                return self._contradict([earlier, pin])
            if pin.pupil not in by_week[pin.week]:
                by_week[pin.week].append(pin.pupil)
        admissions: list[Admission] = []
        for week, pupils in by_week.items():
            part = split(self._instance, week, pupils, self._options, self._deadline)
            if part.impossible:
                apart = smallest_impossible(
                    self._instance, week, pupils, self._options, self._deadline
                )
                return self._contradict([PupilWeek(pupil=pupil, week=week) for pupil in apart])
            if part.admissions is None:
                return part
            admissions.extend(part.admissions)
        return Split(tuple(admissions))

    def _contradict(self, pins: list[PupilWeek]) -> Split:
        self.contradicting = pins
        return Split(None, impossible=True)

    def _with_sessions(self, admissions: tuple[Admission, ...]) -> Draft:
        return with_greedy_sessions(self._instance, admissions, self._models.choices)

    def settle_weeks(self) -> None:
        """Settle who comes in which week, for goals that lead the order and depend on no more."""
        leading = tuple(takewhile(PUPIL_GOALS.__contains__, self._order))
        # With one group a week and no workshops, groups and timetable are no larger a question.
        whole_is_as_small = self._instance.groups_per_week == 1 and not self._instance.workshops
        # What is given up in one group cannot be told from a week's groups taken together.
        blurred = self._question.allowance.most > 0 and self._instance.groups_per_week > 1
        if not leading or whole_is_as_small or blurred or self._is_over():
            return
        written = self._models.weeks(self._stage_deadline())
        if written is None:
            return
        post_question(written, self._question)
        terms = [goal_term(goal, written, self._question) for goal in leading]
        for stage_terms in split_into_stages(terms):
            if not self._settle_weeks_stage(written, Stage(stage_terms)):
                return

    def _settle_weeks_stage(self, written: Written, stage: Stage) -> bool:
        """Settle some goals by weeks; False where the weeks found could not be split in time."""
        posting, deadline = written.posting, self._stage_deadline()
        while True:
            result = self._run(posting, stage, deadline)
            draft = self._split_weeks(written, result, deadline)
            if draft is not None:
                self._keep(draft)
            if draft is not None or result.holds is None or time.monotonic() > deadline:
                break
        self._proofs.append((stage, result.objective_bound))
        self._impossible = result.impossible
        if draft is None:
            return False
        self._hold(posting, stage.terms)
        return True

    def _split_weeks(self, written: Written, result: StageResult, deadline: float) -> Draft | None:
        """Make groups of the weeks found; where a week has none, forbid that and give None."""
        if result.holds is None:
            return None
        admissions: list[Admission] = []
        cut = False
        for week in self._instance.open_weeks:
            coming = written.variables.members_of.get((week, 1), {})
            pupils = [pupil for pupil, literal in coming.items() if result.holds(literal)]
            if self._instance.groups_per_week == 1:
                admissions.extend(Admission(pupil=p, week=week, group=1) for p in pupils)
                continue
            part = split(self._instance, week, pupils, self._options, deadline)
            if part.admissions is not None:
                admissions.extend(part.admissions)
            elif part.impossible:
                cut = True
                apart = smallest_impossible(self._instance, week, pupils, self._options, deadline)
                _never_all_together(written, apart)
            else:
                return None
        if cut:
            return None
        draft = self._with_sessions(tuple(admissions))
        return replace(draft, concessions=read_concessions(written.posting, result.holds))

    def improve(self, better: Draft) -> None:
        """Take over a draft found elsewhere, where it is better."""
        self._keep(better)

    def is_large(self) -> bool:
        """Tell whether a model of all weeks together needs a good start to get anywhere."""
        places = sum(map(len, self._models.places.values()))
        sessions = sum(map(len, self._models.choices.values()))
        return (places + sessions) * self._instance.groups_per_week > _LARGE

    def settle_groups(self) -> None:
        """Settle the other goals on groups and timetable together."""
        goals = [goal for goal in self._order if goal not in self._settled]
        if not goals or self._is_over():
            return
        written = self._models.whole(self._deadline)
        if written is None:
            return
        post_question(written, self._question)
        terms = {goal: goal_term(goal, written, self._question) for goal in self._order}
        self._hold(written.posting, [terms[goal] for goal in self._settled])
        stages = split_into_stages([terms[goal] for goal in goals])
        for number, stage_terms in enumerate(stages, start=1):
            last = number == len(stages)
            deadline = self._deadline if last else self._stage_deadline()
            # A small model is proven faster than a hint is followed.
            if self._draft is not None and (number > 1 or self.is_large()):
                hint_draft(written.posting, written.variables, self._draft)
            if not self._settle_groups_stage(written, Stage(stage_terms), deadline):
                return

    def _settle_groups_stage(self, written: Written, stage: Stage, deadline: float) -> bool:
        """Settle some goals on the whole model; False where no draft is known after that."""
        posting = written.posting
        result = self._run(posting, stage, deadline)
        if result.holds is not None:
            self._keep(read_draft(posting, written.variables, result.holds))
        self._impossible = result.impossible
        self._proofs.append((stage, result.objective_bound))
        if self._draft is None:
            return False
        self._hold(posting, stage.terms)
        return True

    def _run(self, posting: Posting, stage: Stage, deadline: float) -> StageResult:
        self._post_limit(posting, stage)
        known = None if self._draft is None else self._question.values(self._draft)
        return run(posting, stage, self._options, deadline, known, self._on_progress)

    def _post_limit(self, posting: Posting, stage: Stage) -> None:
        """Ask for no worse than the limit, where the goals settled so far just reach it."""
        limit = self._question.limit
        if limit is None:
            return
        if self._draft is not None:
            so_far = self._question.values(self._draft)
            if any(so_far[goal] != limit[goal] for goal in self._settled if goal in limit):
                return
        known = tuple(takewhile(lambda term: term.level in limit, stage.terms))
        if known:
            within = Stage(known)
            posting.model.add(within.objective <= within.number(limit))

    def _keep(self, draft: Draft) -> None:
        """Keep a draft that answers the question, where it is better than the best so far."""
        rank = self._question.rank
        if self._question.allows(draft) and (
            self._draft is None or rank(draft) <= rank(self._draft)
        ):
            self._draft = draft

    def _hold(self, posting: Posting, terms: Sequence[LevelTerm]) -> None:
        """Let the next stages keep what the best draft reaches on these goals."""
        if self._draft is None:
            return
        values = self._question.values(self._draft)
        for term in terms:
            posting.model.add(term.expression <= values[term.level])
            if term.level not in self._settled:
                self._settled.append(term.level)

    def _stage_deadline(self) -> float:
        now = time.monotonic()
        return now + _SHARE_OF_TIME * (self._deadline - now)

    def _is_over(self) -> bool:
        return self._impossible or time.monotonic() > self._deadline

    def answer(self) -> Answer:
        """Say what is known so far: proven where every goal reaches its bound."""
        if self._draft is None or self._impossible:
            return Answer(None, {}, proven=self._impossible, impossible=self._impossible)
        values = self._question.values(self._draft)
        bounds: dict[Goal, int] = dict.fromkeys(values, 0)
        for stage, objective_bound in self._proofs:
            for goal, bound in stage.bounds(objective_bound, values).items():
                bounds[goal] = max(bounds[goal], bound)
        return Answer(self._draft, bounds, proven=bounds == values)


def _never_all_together(written: Written, pupils: Sequence[str]) -> None:
    """Forbid that all these pupils, who cannot be split into groups, come in any same week."""
    for members in written.variables.members_of.values():
        if all(pupil in members for pupil in pupils):
            apart = [members[pupil].negated() for pupil in pupils]
            written.posting.model.add_bool_or(apart)
