"""Whatever happens to the service, in whatever order: what must hold holds after every step.

A short form runs every day on the embedded database; `make soak` runs a long one on both.
"""

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from api.notices.states import FINAL, MOVES, OPEN, STATES, NoticeState
from api.settings import Settings
from tests.api.campaign import notice_steps, planning_steps
from tests.api.campaign.life import WEEKS, Child, Life
from tests.api.campaign.service import COLLEGES, Access, Service
from tests.api.conftest import Held
from tests.api.databases import Databases, Postgresql
from tests.api.planning.world import add_catalogue

SOAK: Final = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
RESTARTS: Final = 1
"""In one life: a start takes as long as ten requests."""

Thing = TypeVar("Thing")
numbers = st.integers(0, 11)
colleges = st.sampled_from(COLLEGES)
weeks = st.sampled_from(WEEKS)
some_weeks = st.sampled_from([*WEEKS[:2] * 3, *WEEKS])
spans = st.tuples(weeks, weeks).map(lambda pair: (min(pair), max(pair)))
WIDE: Final = (WEEKS[0], WEEKS[-1])
some_children = st.lists(numbers, max_size=6, unique=True)


class Installed(NamedTuple):
    """An installation to start lives from: its catalogue, its accounts, a pupil of each collège who waits."""

    databases: Databases
    settings: Settings
    known: Mapping[str, Access]
    children: list[Child]


class Machine(RuleBasedStateMachine):
    """Steps are drawn; what each does and what must come of it is in the modules of steps."""

    installed: Installed
    seen: Counter[str]

    @initialize(capacity=st.sampled_from([2, 3, 5]), groups=st.sampled_from([1, 1, 2]))
    def begin(self, capacity: int, groups: int) -> None:
        first, clock = self.installed, Held()
        self.stored = first.databases.copied(
            first.settings, first.settings.data_dir.with_name(uuid4().hex)
        )
        self.life = Life(Service(self.stored, clock, first.known), clock, self.seen)
        self.life.children = deepcopy(first.children)
        self.life.choose_places(capacity, groups)
        self.restarts = 0

    def teardown(self) -> None:
        if hasattr(self, "life"):
            self.life.service.stop()
            if isinstance(self.installed.databases, Postgresql):
                self.installed.databases.drop(self.stored)

    def child(self, number: int, *states: NoticeState) -> Child:
        """Pick a pupil, one whose notice is in one of some states if there is any.

        No precondition asks for such a one: who wins a race is not for Hypothesis to know.
        """
        return pick(self.life.in_states(*states) or self.life.children, number)

    def some(self, drawn: list[int]) -> list[Child]:
        return list({child.code: child for child in map(self.child, drawn)}.values())

    @rule(college=colleges, span=spans, waits=st.booleans())
    def submit(self, college: str, span: tuple[str, str], waits: bool) -> None:
        if span[1] >= self.life.this_week:
            child = notice_steps.submit(self.life, college, span)
            if waits:
                notice_steps.bring(self.life, child)

    @rule(number=numbers)
    def come_back(self, number: int) -> None:
        """Send another notice about somebody whose last one has come to its end, if there is one."""
        child = self.child(number, *FINAL)
        if WIDE[1] >= self.life.this_week:
            notice_steps.submit_again(self.life, child, WIDE)
            notice_steps.bring(self.life, child)

    @rule(number=numbers, span=spans, level=st.sampled_from(["6e", "3e"]), college=st.booleans())
    def amend(self, number: int, span: tuple[str, str], level: str, college: bool) -> None:
        if span[1] >= self.life.this_week:
            notice_steps.amend(self.life, self.child(number), span, level, college=college)

    @rule(number=numbers)
    def withdraw(self, number: int) -> None:
        notice_steps.withdraw(self.life, self.child(number))

    @rule(number=numbers)
    def erase(self, number: int) -> None:
        """Leave some pupils, so that the next steps have somebody."""
        if len(self.life.children) > len(COLLEGES):
            notice_steps.erase(self.life, self.child(number))

    @rule(number=numbers, to=st.sampled_from(STATES))
    def ask_for_any_move(self, number: int, to: NoticeState) -> None:
        notice_steps.move(self.life, self.child(number), to)

    @rule(number=numbers, which=numbers)
    def move(self, number: int, which: int) -> None:
        child = self.child(number, *OPEN)
        state = self.life.notice(child).state
        notice_steps.move(
            self.life, child, pick([to for at, to in MOVES if at == state] or STATES, which)
        )

    @rule(number=numbers)
    def confirm(self, number: int) -> None:
        notice_steps.confirm(self.life, self.child(number, "planned"))

    @rule(number=numbers, to=st.sampled_from(["hosted", "no-show", "waiting", "withdrawn"]))
    def end_a_stay(self, number: int, to: NoticeState) -> None:
        notice_steps.move(self.life, self.child(number, "planned", "confirmed"), to)

    @rule(one=numbers, other=numbers, until=st.sampled_from([None, None, "2026-W49"]))
    def keep_apart(self, one: int, other: int, until: str | None) -> None:
        planning_steps.keep_apart(self.life, self.child(one), self.child(other), until)

    @rule(one=numbers, other=numbers)
    def let_meet(self, one: int, other: int) -> None:
        if one != other:
            planning_steps.let_meet(self.life, self.child(one), self.child(other))

    @rule(number=numbers, bans=st.lists(weeks, max_size=2, unique=True), pin=st.none() | weeks)
    def wish(self, number: int, bans: list[str], pin: str | None) -> None:
        planning_steps.wish(self.life, self.child(number), bans, pin)

    @rule(week=weeks, closed=st.sampled_from([True, False, False]))
    def close(self, week: str, closed: bool) -> None:
        planning_steps.close(self.life, week, closed=closed)

    @rule(week=some_weeks, drawn=some_children, sloppy=st.sampled_from([False, False, True]))
    def propose(self, week: str, drawn: list[int], sloppy: bool) -> None:
        planning_steps.propose(self.life, week, self.some(drawn), sloppy=sloppy)

    @rule(number=numbers, with_reasons=st.sampled_from([True, True, False]))
    def accept(self, number: int, with_reasons: bool) -> None:
        if not self.life.offers:
            return
        wanted = pick(self.life.offers[::-1], number)
        planning_steps.accept(self.life, wanted, with_reasons=with_reasons)

    @rule(week=some_weeks, drawn=some_children, sloppy=st.sampled_from([False, False, True]))
    def publish(self, week: str, drawn: list[int], sloppy: bool) -> None:
        made = planning_steps.propose(self.life, week, self.some(drawn), sloppy=sloppy)
        if planning_steps.accept(self.life, made):
            assert not planning_steps.accept(self.life, made)

    @rule(week=some_weeks, start=numbers)
    def publish_all_who_fit(self, week: str, start: int) -> None:
        children = self.some([start + number for number in range(len(self.life.children))])
        made = planning_steps.propose(self.life, week, children, sloppy=False)
        planning_steps.accept(self.life, made)

    @rule(week=some_weeks, leaves=numbers, comes=numbers)
    def publish_again(self, week: str, leaves: int, comes: int) -> None:
        there = planning_steps.guests(self.life, week)
        wanted = [child for child in there if child is not self.child(leaves)]
        made = planning_steps.propose(self.life, week, [*wanted, self.child(comes)], sloppy=False)
        planning_steps.accept(self.life, made)

    @rule(week=some_weeks, one=some_children, other=some_children)
    def race(self, week: str, one: list[int], other: list[int]) -> None:
        made = [
            planning_steps.propose(self.life, week, self.some(drawn), sloppy=False)
            for drawn in (one, other)
        ]
        planning_steps.race(self.life, made)

    @rule(days=st.integers(1, 9))
    def time_passes(self, days: int) -> None:
        self.life.clock.advance(days=days)
        notice_steps.expire(self.life)

    @rule(hours=st.integers(1, 30))
    def clock_is_set_back(self, hours: int) -> None:
        """Within the week: one that is over does not come back."""
        week = self.life.this_week
        self.life.clock.advance(hours=-hours)
        if self.life.this_week != week:
            self.life.clock.advance(hours=hours)
        self.life.moments.forget()
        self.life.settle()

    @precondition(lambda self: self.restarts < RESTARTS)
    @rule()
    def restart(self) -> None:
        self.restarts += 1
        self.life.restart()


def pick(things: Sequence[Thing], number: int) -> Thing:
    return things[number % len(things)]


@pytest.fixture
def installed(databases: Databases, tmp_path: Path) -> Installed:
    made, clock = databases.migrated(tmp_path / "installed"), Held()
    life = Life(Service(made, clock), clock, Counter())
    add_catalogue(life.service.app)
    for college in COLLEGES:
        notice_steps.bring(life, notice_steps.submit(life, college, WIDE))
    life.service.stop()
    return Installed(databases, made, life.service.known, life.children)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"] if SOAK else ["sqlite"])
def test_whatever_happens(installed: Installed, database: str) -> None:
    seen = Counter[str]()
    made: Any = type("Machine", (Machine,), {"installed": installed, "seen": seen})
    run_state_machine_as_test(
        made,
        settings=settings(
            max_examples=300 if SOAK else 6,
            stateful_step_count=50 if SOAK else 15,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert seen
