"""What would let a pupil in: each kind of change and each sentence, by hand.

All data are invented (« données inventées »).
"""

from collections.abc import Sequence
from typing import Any, Final

import pytest

from solver.concessions import ASKS_OTHERS, CONCESSION_KINDS, Concession
from solver.decide.explain import Explanation, explain
from solver.decide.explained import repair as sentence
from solver.decide.repairs import ACTORS, MOST_REPAIRS, Repair, candidates
from solver.draft import Draft
from solver.instance import Instance
from solver.rules import Level
from solver.solve import SolveOptions, solve
from tests.build import W47, W48, W49, W50, admit, at, instance, pupil, teacher, workshop
from tests.decide.asking import explained
from tests.oracle_questions import Rank

SIMPLE: Final = {"small_group": 0}
ORDER_WITHOUT_COVERAGE: Final = (
    "unplaced", "disruption", "carried", "waiting", "cohesion", "comfort",
)  # fmt: skip


def read(repair: Repair) -> tuple[frozenset[Concession], Rank]:
    change = frozenset(Concession(each.kind, each.subjects) for each in repair.change.actions)
    return change, tuple(entry.value for entry in repair.score)


def listed(made: Instance, week: str = W48) -> list[tuple[Concession, ...]]:
    """Give the changes for P01, from a verdict that is not `admitted` or `tie`."""
    answer = explained(made, week=week)
    assert answer.verdict in ("worse", "impossible")
    return [
        tuple(Concession(each.kind, each.subjects) for each in repair.change.actions)
        for repair in answer.repairs
    ]


def score_of(answer: Explanation, concession: Concession) -> dict[Level, int]:
    """Give the score that a single change is said to bring."""
    found = {read(repair)[0]: repair.score for repair in answer.repairs}
    return {entry.level: entry.value for entry in found[frozenset([concession])]}


PIN_OF_P02: Final = Concession("move-pin", ("P02", W48))
SEAT: Final = Concession("add-seat", (W48,))
TILLEULS: Final = Concession("open-college", ("tilleuls", W48))
OWN_BAN: Final = Concession("lift-ban", ("P01", W48))
OWN_PIN: Final = Concession("move-pin", ("P01", W49))
EARLIER: Final = Concession("extend-window", ("P01", W48))


class TestEachKind:
    def test_a_seat_or_another_pin(self) -> None:
        made = instance(pupil("P01"), pupil("P02"), capacity=1, pins=[at("P02", W48)])
        assert listed(made) == [(SEAT,), (PIN_OF_P02,)]

    def test_a_college_once(self) -> None:
        made = instance(
            pupil("P01", college="tilleuls"), pupil("P02", college="tilleuls", priority=2),
            policy=SIMPLE,
        )  # fmt: skip
        assert listed(made) == [(TILLEULS,)]

    def test_a_conflict(self) -> None:
        made = instance(pupil("P01"), pupil("P02", priority=2), conflicts=[["P02", "P01"]])
        assert listed(made) == [(Concession("lift-conflict", ("P01", "P02")),)]

    def test_a_motive_of_which_no_group_may_have_any(self) -> None:
        made = instance(
            pupil("P01", motives=["absences"]), policy={"motive_limits": {"absences": 0}}
        )
        assert listed(made) == [(Concession("raise-motive-limit", ("absences", W48)),)]

    def test_a_teacher_whom_the_pupil_must_not_meet(self) -> None:
        made = instance(
            pupil("P01"),
            workshops=[workshop("w")],
            teachers=[teacher("t", "w"), teacher("u", "w", away_weeks=[W48])],
            teacher_conflicts=[["P01", "t"]],
            policy={"order": ["coverage", *ORDER_WITHOUT_COVERAGE]},
        )
        assert listed(made) == [(Concession("lift-teacher-conflict", ("P01", "t")),)]

    def test_his_own_ban(self) -> None:
        assert listed(instance(pupil("P01"), bans=[at("P01", W48)])) == [(OWN_BAN,)]

    def test_his_own_pin(self) -> None:
        assert listed(instance(pupil("P01"), pins=[at("P01", W49)])) == [(OWN_PIN,)]

    def test_an_earlier_week(self) -> None:
        assert listed(instance(pupil("P01", earliest=W49))) == [(EARLIER,)]

    def test_a_later_week(self) -> None:
        made = instance(pupil("P01", latest=W48), pupil("P02", latest=W48), capacity=1)
        change = (Concession("extend-window", ("P01", W49)),)
        assert listed(made, W49) == [change]

    def test_the_ban_of_another_pupil(self) -> None:
        made = instance(
            pupil("P01"), pupil("P02"), bans=[at("P02", W49)], capacity=1, policy=SIMPLE
        )
        assert listed(made) == [(SEAT,), (Concession("lift-ban", ("P02", W49)),)]


class TestOnceOnly:
    """Two groups of W48 are as full as a rule lets them be, and two pupils are left out."""

    def assert_one_more(self, concession: Concession, alike: dict[str, Any], **fields: Any) -> None:
        priorities = {"P01": 1, "P02": 1, "P03": 2, "P04": 2}
        everybody = [
            pupil(code, latest=W48, priority=priority, **alike)
            for code, priority in priorities.items()
        ]
        made = instance(*everybody, last_week=W48, groups_per_week=2, **fields)
        assert score_of(explained(made), concession)["unplaced"] == 1

    def test_a_seat_in_one_group(self) -> None:
        self.assert_one_more(SEAT, {}, capacity=1)

    def test_a_second_pupil_of_a_college_in_one_group(self) -> None:
        self.assert_one_more(TILLEULS, {"college": "tilleuls"})

    def test_a_pupil_more_for_a_motive_in_one_group(self) -> None:
        one_more = Concession("raise-motive-limit", ("insultes", W48))
        limits = {"motive_limits": {"insultes": 1}}
        self.assert_one_more(one_more, {"motives": ["insultes"]}, policy=limits)


class TestBoundaries:
    def test_his_own_pin_in_the_week_is_not_given_up(self) -> None:
        made = instance(pupil("P01"), pins=[at("P01", W48), at("P01", W49)])
        tried = candidates(made, made.pupils_by_id["P01"], W48)
        assert tried == {SEAT, OWN_PIN}

    def test_a_later_week_that_no_best_plan_would_use(self) -> None:
        assert listed(instance(pupil("P01", latest=W48)), W49) == []

    def test_two_that_only_work_together(self) -> None:
        made = instance(
            pupil("P01", college="tilleuls"), pupil("P02", college="tilleuls", latest=W48),
            capacity=1, pins=[at("P02", W48)], policy=SIMPLE,
        )  # fmt: skip
        assert listed(made) == [(SEAT, TILLEULS)]

    def test_a_ban_and_a_pin_together(self) -> None:
        made = instance(pupil("P01"), bans=[at("P01", W48)], pins=[at("P01", W49)])
        assert listed(made) == [(OWN_BAN, OWN_PIN)]

    def test_a_window_and_a_seat_together(self) -> None:
        made = instance(
            pupil("P01", earliest=W49), pupil("P02", latest=W48), pins=[at("P02", W48)], capacity=1
        )
        assert (EARLIER, SEAT) in listed(made)

    def test_three_are_too_many(self) -> None:
        made = instance(pupil("P01", earliest=W49), bans=[at("P01", W48)], pins=[at("P01", W49)])
        assert listed(made) == []

    @pytest.mark.parametrize("week", [W47, W50])
    def test_nothing_opens_a_week_outside_the_horizon(self, week: str) -> None:
        assert listed(instance(pupil("P01")), week) == []

    def test_nothing_opens_a_closed_week(self) -> None:
        assert listed(instance(pupil("P01"), closed_weeks=[W48])) == []

    def test_a_pupil_without_a_place_in_a_horizon_of_one_week(self) -> None:
        made = instance(
            pupil("P01", latest=W48), pupil("P02", latest=W48, priority=2),
            last_week=W48, capacity=1,
        )  # fmt: skip
        assert listed(made) == [(SEAT,)]

    def test_three_of_many(self) -> None:
        others = [f"P0{n}" for n in range(2, 7)]
        made = instance(
            pupil("P01", priority=3, latest=W48), *map(pupil, others),
            capacity=5, pins=[at(code, W48) for code in others], policy=SIMPLE,
        )  # fmt: skip
        assert len(listed(made)) == MOST_REPAIRS
        assert listed(made)[0] == (SEAT,)


def test_out_of_time_nothing_unproven_is_listed() -> None:
    made = instance(pupil("P01"), pupil("P02", priority=2), capacity=1)
    explanation = explain(made, solve(made), "P01", W48, SolveOptions(time_limit=0))
    assert explanation is None or explanation.repairs == ()


def test_somebody_acts_for_each_kind_and_the_referente_alone_for_most() -> None:
    assert tuple(ACTORS) == CONCESSION_KINDS
    assert {kind for kind, actor in ACTORS.items() if actor != "referent"} == ASKS_OTHERS


def test_a_draft_keeps_its_concessions_when_a_week_is_taken_over() -> None:
    made = instance(pupil("P01"), pupil("P02"), capacity=1)
    draft = Draft(made, (admit("P01", W48), admit("P02", W48)), (), (SEAT,))
    assert draft.with_week(W49, solve(draft.week_alone(W49))).concessions == (SEAT,)


@pytest.mark.parametrize(
    ("made_up", "said"),
    [
        ([Concession("move-pin", ("P02", W48))], "Ne plus fixer P02 sur la semaine 48"),
        ([Concession("lift-ban", ("P02", W49))], "Ne plus écarter P02 de la semaine 49"),
        ([SEAT], "Ajouter une place à un groupe en semaine 48"),
        ([Concession("lift-conflict", ("P01", "P02"))], "Accepter que P01 et P02 se rencontrent"),
        (
            [TILLEULS],
            "Accepter cette fois deux élèves pour le collège inventé tilleuls en semaine 48",
        ),
        (
            [Concession("raise-motive-limit", ("insultes", W48))],
            "Accepter un élève de plus pour le motif « insultes » en semaine 48",
        ),
        (
            [Concession("lift-teacher-conflict", ("P01", "t"))],
            "Accepter que P01 rencontre intervenant·e t",
        ),
        (
            [EARLIER],
            "Obtenir que le collège inventé tilleuls accepte la semaine 48 pour P01",
        ),
        (
            [OWN_BAN, OWN_PIN],
            "Ne plus écarter P01 de la semaine 48 et ne plus fixer P01 sur la semaine 49",
        ),
    ],
)
def test_sentences(made_up: Sequence[Concession], said: str) -> None:
    made = instance(pupil("P01", college="tilleuls"), teachers=[teacher("t")])
    own = made.pupils_by_id["P01"]
    assert sentence(made, own, W48, made_up) == f"{said} : P01 viendrait alors en semaine 48."
