"""What one more would bring, against the exhaustive search."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import solver.decide.value
from solver.decide.additions import (
    Addition,
    ExtraGroup,
    ExtraHalfDay,
    ExtraSeat,
    LiftedConflict,
    all_choices,
)
from solver.decide.additions_said import all_said, said, said_of_any
from solver.decide.value import Value, Values, value
from solver.instance import Instance
from solver.plan import Plan, Status
from solver.rules import Level
from solver.solve import OnProgress, SolveOptions, solve
from solver.timetable import DAYS
from tests.build import W48, W49, at, changed, instance, pupil, teacher, values, workshop
from tests.oracle import best_plan
from tests.strategies import instances, some

Weighed = tuple[dict[str, object], dict[Level, int]]
"""A change as JSON, and the best score with it."""

GRID = {"days": ["mon", "tue"], "slots_per_day": 4, "break_after": [2]}


@st.composite
def cramped(draw: st.DrawFn) -> Instance:
    """Draw an instance in which conflicts and busy teachers are what costs, most of the time."""
    made = draw(instances(max_pupils=4))
    pairs = [[*pair] for pair in combinations(made.pupils_by_id, 2)]
    slots = [str(slot) for slot in made.timetable.all_slots()]
    return changed(
        made,
        colleges=[{"id": code, "name": f"Collège inventé {code}"} for code in made.pupils_by_id],
        pupils=[{**each.model_dump(mode="json"), "college": each.id} for each in made.pupils],
        conflicts=draw(some(pairs, 4)),
        pins=[],
        teachers=[
            {**each.model_dump(mode="json"), "college": None, "slots": draw(some(slots, 2))}
            for each in made.teachers
        ],
    )


@given(st.one_of(instances(), cramped()))
def test_each_addition_brings_what_the_exhaustive_search_finds(made: Instance) -> None:
    found, known = value(made), best_plan(made)
    assert found.status == known.status
    assert [(e.level, e.value) for e in found.score] == list(values(known).items())
    if known.status == "infeasible":
        assert found.reasons == solve(made).reasons
        assert found.values == ()
        return
    assert [weighed(one) for one in found.values] == expected(made)
    for one in found.values:
        assert one.proven
        assert {gain.level: gain.before for gain in one.score} == values(known)
        assert all(gain.gain == gain.before - gain.after for gain in one.score)


def weighed(one: Value) -> Weighed:
    return one.change.model_dump(mode="json"), {gain.level: gain.after for gain in one.score}


def expected(made: Instance) -> list[Weighed]:
    """Weigh every addition by exhaustive search, the best first, in the fixed order among equals."""
    listed = [
        weigh(made, {"kind": "seat"}, capacity=made.capacity + 1),
        weigh(made, {"kind": "group"}, groups_per_week=made.groups_per_week + 1),
    ]
    for number, who in enumerate(made.teachers):
        choice = [
            weigh(
                made,
                {"kind": "half-day", "teacher": who.id, "slots": new},
                teachers=with_slots(made, number, new),
            )
            for new in new_half_days(made, number)
        ]
        listed += [min(choice, key=rank)] if choice else []
    for pair in sorted({tuple(sorted(pair)) for pair in made.conflicts}):
        others = [kept for kept in made.conflicts if tuple(sorted(kept)) != pair]
        listed.append(weigh(made, {"kind": "conflict", "pupils": [*pair]}, conflicts=others))
    return sorted(listed, key=rank)


def weigh(made: Instance, change: dict[str, object], **fields: object) -> Weighed:
    return change, values(best_plan(changed(made, **fields)))


def rank(one: Weighed) -> tuple[int, ...]:
    return tuple(one[1].values())


def with_slots(made: Instance, number: int, new: list[str]) -> list[dict[str, object]]:
    teachers = [each.model_dump(mode="json") for each in made.teachers]
    teachers[number]["slots"] += new
    return teachers


def new_half_days(made: Instance, number: int) -> Iterator[list[str]]:
    """Give the usable slots that a teacher lacks in each part of each day, Monday first."""
    grid, slots = made.timetable, made.teachers[number].slots
    taken = {*grid.closed_slots, *(moment.start for moment in grid.fixed)}
    ends = sorted({0, grid.slots_per_day, *(b for b in grid.break_after if b < grid.slots_per_day)})
    for day in [day for day in DAYS if day in grid.days and slots is not None]:
        for before, end in pairwise(ends):
            part = [f"{day}-{slot}" for slot in range(before + 1, end + 1)]
            new = [slot for slot in part if slot not in taken and slot not in (slots or ())]
            if new:
                yield new


class TestWhatCouldBeAdded:
    def test_no_seat_and_no_group_beyond_what_an_instance_may_have(self) -> None:
        few = instance(pupil("P01"), capacity=999, groups_per_week=99)
        assert all_choices(few)[:2] == [[(ExtraSeat(),)], [(ExtraGroup(),)]]
        most = instance(pupil("P01"), capacity=1000, groups_per_week=100)
        assert all_choices(most) == [[], [], [], []]

    def test_no_half_day_for_who_has_every_slot_already(self) -> None:
        grid = {**GRID, "days": ["mon"], "closed_slots": ["mon-3"]}
        grid["fixed"] = [{"name": "Bilan", "start": "mon-1"}]
        free, full = teacher("t1", "w"), teacher("t2", "w", slots=["mon-2", "mon-4"])
        some = teacher("t3", "w", slots=["mon-1", "mon-2"])
        made = instance(timetable=grid, workshops=[workshop("w")], teachers=[free, full, some])
        assert all_choices(made)[2] == [(ExtraHalfDay(teacher="t3", slots=("mon-4",)),)]

    def test_half_days_end_at_breaks_and_go_by_day_of_the_week(self) -> None:
        grid = {"days": ["tue", "mon"], "slots_per_day": 3, "break_after": [1, 3]}
        made = instance(
            timetable=grid,
            workshops=[workshop("w")],
            teachers=[teacher("t1", "w", slots=["tue-3"])],
        )
        ((choice,),) = all_choices(made)[2:3]
        slots = [("mon-1",), ("mon-2", "mon-3"), ("tue-1",), ("tue-2",)]
        assert choice == tuple(ExtraHalfDay(teacher="t1", slots=each) for each in slots)

    def test_a_conflict_written_twice_is_lifted_once(self) -> None:
        made = instance(pupil("P01"), pupil("P02"), conflicts=[["P02", "P01"], ["P01", "P02"]])
        ((lifted,),) = all_choices(made)[3]
        assert lifted == LiftedConflict(pupils=("P01", "P02"))
        assert lifted.added_to(made).conflict_pairs == ()


class TestOneByOne:
    """Data are invented (« données inventées »)."""

    def test_a_seat_lets_two_come_the_first_week(self) -> None:
        made = instance(pupil("P01"), pupil("P02"), capacity=1)
        seat, group = value(made).values
        assert (seat.change, group.change) == (ExtraSeat(), ExtraGroup())
        assert gains(seat) == {"waiting": 1, "cohesion": 2 * 4 - 2}
        assert gains(group) == {"waiting": 1}
        assert seat.message == (
            "Avec une place de plus dans chaque groupe, « Attente » passe de 1 à 0"
            " et « Équilibre du groupe » de 8 à 2."
        )

    def test_a_later_level_may_get_worse(self) -> None:
        made = instance(
            pupil("P01", motives=["insultes"]),
            pupil("P02", motives=["insultes"]),
            conflicts=[["P01", "P02"]],
            policy={"motive_weights": {"insultes": 9}, "small_group": 0},
        )
        (lifted,) = [one for one in value(made).values if one.change.kind == "conflict"]
        assert gains(lifted) == {"waiting": 1, "cohesion": -9}
        assert lifted.brings_something

    def test_the_best_half_day_of_a_teacher_and_the_first_among_equals(self) -> None:
        busy = teacher("t1", "w", slots=["mon-3"])
        made = instance(
            pupil("P01"), timetable=GRID, workshops=[workshop("w", length=2)], teachers=[busy]
        )
        best, *_ = value(made).values
        assert best.change == ExtraHalfDay(teacher="t1", slots=("mon-1", "mon-2"))
        assert gains(best) == {"coverage": 1}
        assert best.message == (
            "Avec une demi-journée de plus pour l'intervenant·e t1 (le lundi matin),"
            " « Ateliers essentiels manquants » passe de 1 à 0."
        )

    def test_what_brings_nothing_is_said(self) -> None:
        made = instance(
            pupil("P01"),
            workshops=[workshop("w")],
            timetable=GRID,
            teachers=[teacher("t1", "w", slots=["mon-1"])],
        )
        said_ = [one.message for one in value(made).values if not one.brings_something]
        assert said_ == [
            "Une place de plus dans chaque groupe n'apporterait rien.",
            "Un groupe de plus chaque semaine n'apporterait rien.",
            "Une demi-journée de plus pour l'intervenant·e t1 n'apporterait rien.",
        ]


def gains(one: Value) -> dict[Level, int]:
    return {gain.level: gain.gain for gain in one.score if gain.gain}


class Searches:
    """Stands for the search: counts the calls, then answers or lets the search answer.

    `first` is what the first search says of its plan, `then` what every later search finds.
    """

    def __init__(
        self,
        monkeypatch: pytest.MonkeyPatch,
        then: Plan | None = None,
        first: Status = "optimal",
    ) -> None:
        self.options: list[SolveOptions] = []
        self._then = then
        self._first = first
        monkeypatch.setattr(solver.decide.value, "solve", self)

    def __call__(self, made: Instance, options: SolveOptions, _: OnProgress | None) -> Plan:
        self.options.append(options)
        found = solve(made, replace(options, time_limit=60.0))
        if len(self.options) == 1:
            return found.model_copy(update={"status": self._first})
        return self._then or found


class TestScreens:
    """What is certain to bring nothing costs no search."""

    def test_where_everything_is_at_its_best(self, monkeypatch: pytest.MonkeyPatch) -> None:
        searches = Searches(monkeypatch)
        six = [pupil(f"P0{number}") for number in range(1, 7)]
        made = instance(*six, capacity=4, groups_per_week=2, conflicts=[["P01", "P02"]])
        assert {entry.value for entry in value(made).score} == {0}
        assert len(searches.options) == 1

    @pytest.mark.parametrize(
        "fields",
        [
            {"colleges": [{"id": "c", "name": "Collège inventé"}], "same": "c"},
            {"bans": [at("P01", W49), at("P02", W48)]},
            {"policy": {"motive_limits": {"insultes": 1}}},
        ],
    )
    def test_two_in_conflict_who_could_not_meet_anyway(
        self, fields: dict[str, object], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        searches = Searches(monkeypatch)
        same = {"college": fields.pop("same")} if "same" in fields else {}
        two = [pupil(code, motives=["insultes"], **same) for code in ("P01", "P02")]
        made = instance(*two, conflicts=[["P01", "P02"]], capacity=2, groups_per_week=2, **fields)
        lifted = next(one for one in value(made).values if one.change.kind == "conflict")
        assert lifted.proven
        assert gains(lifted) == {}
        assert len(searches.options) == 1

    @pytest.mark.parametrize(
        "fields",
        [
            {"max_sessions": 0},
            {"away_weeks": [W48, W49]},
            {"workshops": ["long"]},
            {"workshops": []},
        ],
    )
    def test_a_half_day_in_which_the_teacher_could_give_nothing(
        self, fields: dict[str, object], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        searches = Searches(monkeypatch)
        made = instance(
            pupil("P01"),
            timetable=GRID,
            workshops=[workshop("w"), workshop("long", length=3)],
            teachers=[{**teacher("t1", "w", slots=[]), **fields}],
        )
        half_day = next(one for one in value(made).values if one.change.kind == "half-day")
        assert half_day.change == ExtraHalfDay(teacher="t1", slots=("mon-1", "mon-2"))
        assert half_day.proven
        assert len(searches.options) == 1

    def test_what_brings_nothing_together_is_searched_once(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        searches = Searches(monkeypatch)
        pairs = [["P01", "P02"], ["P01", "P03"], ["P02", "P03"]]
        alone = {"small_group": 0, "motive_weights": {"insultes": 1}}
        made = instance(
            *(pupil(f"P0{n}", motives=["insultes"], latest=W48) for n in range(1, 5)),
            conflicts=pairs, groups_per_week=4, policy=alone, announced=[at("P01", W49)],
        )  # fmt: skip
        found = value(made).values
        assert not any(one.brings_something for one in found)
        assert all(one.proven for one in found)
        assert len(searches.options) == 2


class TestTime:
    def made(self) -> Instance:
        return instance(
            pupil("P01"),
            pupil("P02"),
            capacity=1,
            conflicts=[["P01", "P02"]],
            workshops=[workshop("w")],
            timetable=GRID,
            teachers=[teacher("t1", "w", slots=[]), teacher("t2", "w", slots=[])],
        )

    def test_out_of_time_nothing_is_worse_than_without_and_nothing_is_proven(self) -> None:
        found = value(self.made(), SolveOptions(time_limit=1e-9))
        assert found.status == "feasible"
        half_days = [one for one in found.values if one.change.kind == "half-day"]
        assert len(half_days) == 2
        for one in half_days:
            assert not one.proven
            assert gains(one) == {}
            assert one.message == (
                f"Avec {said_of_any(self.made(), one.change)}, rien de mieux n'a été trouvé dans le"
                " temps donné."
            )

    def test_a_search_cut_short_keeps_the_score_as_things_stand(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        empty = Plan(status="unknown")
        Searches(monkeypatch, then=empty)
        found = value(self.made())
        assert found.status == "optimal"
        unproven = [one for one in found.values if not one.proven]
        assert {one.change.kind for one in unproven} == {"seat", "group", "half-day"}
        assert all(gains(one) == {} for one in unproven)

    def test_neither_does_one_that_finds_a_worse_plan(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        worse = solve(changed(self.made(), bans=[at("P01", W48), at("P01", W49)]))
        Searches(monkeypatch, then=worse.model_copy(update={"status": "feasible"}))
        seat = next(one for one in value(self.made()).values if one.change.kind == "seat")
        assert gains(seat) == {}
        assert not seat.proven

    def test_a_gain_over_a_plan_not_proven_the_best_is_not_proven(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Searches(monkeypatch, first="feasible")
        found = value(self.made())
        assert found.status == "feasible"
        group = next(one for one in found.values if one.change.kind == "group")
        assert gains(group)
        assert not group.proven

    def test_what_cannot_be_proven_together_is_searched_one_by_one(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        searches = Searches(monkeypatch, then=Plan(status="unknown"))
        four = [teacher(f"t{number}", "w", slots=[]) for number in range(1, 5)]
        grid = {"days": ["mon"], "break_after": []}
        value(instance(pupil("P01"), workshops=[workshop("w")], timetable=grid, teachers=four))
        assert len(searches.options) == 1 + 1 + 4

    def test_what_is_not_proven_the_best_may_get_better_at_any_level(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        searches = Searches(monkeypatch, first="feasible")
        grid = {"days": ["mon"], "break_after": []}
        one = teacher("t1", "w", slots=["mon-1"])
        four = [pupil(f"P0{number}", latest=W48) for number in range(1, 5)]
        fields = {"workshops": [workshop("w")], "timetable": grid, "teachers": [one]}
        value(instance(*four, groups_per_week=4, **fields))
        assert len(searches.options) == 2

    def test_a_gain_that_is_not_proven_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        better = solve(changed(self.made(), capacity=2, conflicts=[]))
        Searches(monkeypatch, then=better.model_copy(update={"status": "feasible"}))
        seat = next(one for one in value(self.made()).values if one.change.kind == "seat")
        assert gains(seat)["waiting"] == 1
        assert not seat.proven
        assert seat.message.endswith(" Ce n'est pas prouvé : le temps a manqué.")

    def test_all_searches_share_the_time_and_each_keeps_the_seed(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        searches = Searches(monkeypatch)
        value(self.made(), SolveOptions(time_limit=40.0, seed=7))
        first, *others = searches.options
        assert first.time_limit == 20.0
        assert others
        assert all(0 < options.time_limit <= 40.0 for options in others)
        assert {options.seed for options in searches.options} == {7}

    def test_no_plan_in_time_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(solver.decide.value, "solve", lambda *_: Plan(status="unknown"))
        assert value(self.made()) == Values(status="unknown")


class TestInWords:
    @pytest.mark.parametrize(
        ("breaks", "slots", "moment"),
        [
            ([2], ("tue-3", "tue-4"), "le mardi après-midi"),
            ([2], ("tue-2",), "le mardi matin"),
            ([], ("mon-1", "mon-2"), "le lundi"),
            ([1, 2], ("mon-3", "mon-4"), "le lundi, créneaux 3 et 4"),
            ([1, 2], ("mon-2",), "le lundi, créneau 2"),
        ],
    )
    def test_a_half_day(self, breaks: list[int], slots: tuple[str, ...], moment: str) -> None:
        made = instance(timetable={**GRID, "break_after": breaks}, teachers=[teacher("t1")])
        half_day = ExtraHalfDay(teacher="t1", slots=slots)
        assert said(made, half_day) == (
            f"une demi-journée de plus pour l'intervenant·e t1 ({moment})"
        )

    def test_a_conflict(self) -> None:
        lifted = LiftedConflict(pupils=("P01", "P02"))
        assert said(instance(), lifted) == "la levée de l'incompatibilité entre P01 et P02"

    def test_many_at_once(self) -> None:
        made = instance(teachers=[teacher("t1"), teacher("t2")])
        listed: list[Addition] = [
            ExtraSeat(),
            LiftedConflict(pupils=("P01", "P02")),
            LiftedConflict(pupils=("P01", "P03")),
            *(ExtraHalfDay(teacher=name, slots=("mon-1",)) for name in ("t1", "t2")),
        ]
        assert all_said(made, listed) == (
            "une place de plus dans chaque groupe ;"
            " une demi-journée de plus pour l'intervenant·e t1 et l'intervenant·e t2 ;"
            " la levée d'une incompatibilité (P01 et P02, P01 et P03)"
        )
        assert all_said(made, []) == ""
