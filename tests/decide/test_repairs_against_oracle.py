"""What would let a pupil in: each change works, none is cheaper, by the exhaustive search.

All data are invented (« données inventées »).
"""

from typing import Final

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from solver import search
from solver.concessions import Concession
from solver.decide.repairs import ACTORS, MOST_REPAIRS, Repair, candidates
from solver.instance import Instance
from solver.model import minimise
from solver.solve import solve
from solver.weeks import week_number
from tests.build import W48, W49, W50, at, changed, instance, pupil, teacher, workshop
from tests.decide.asking import crowded, explained, fewer
from tests.oracle import Stay
from tests.oracle_questions import Rank, WithConcessions
from tests.strategies import instances

SIMPLE: Final = {"small_group": 0}
ORDER_WITHOUT_COVERAGE: Final = (
    "unplaced", "disruption", "carried", "waiting", "cohesion", "comfort",
)  # fmt: skip
ACTING: Final = ("referent", "teacher", "college")
"""Who acts, the most readily first."""


def opened(made: Instance, stay: Stay) -> tuple[list[Concession], Instance]:
    """Give up what the pupil cannot come without: his window, his ban, his pins elsewhere."""
    code, week = stay
    needed, fields = list[Concession](), dict[str, object]()
    document, one = made.model_dump(mode="json"), made.pupils_by_id[code]
    bound = "earliest" if week_number(week) < week_number(one.earliest) else "latest"
    if bound == "earliest" or week_number(week) > week_number(one.latest):
        needed.append(Concession("extend-window", stay))
        fields["pupils"] = [
            {**each, bound: week} if each["id"] == code else each for each in document["pupils"]
        ]
    if at(*stay) in document["bans"]:
        needed.append(Concession("lift-ban", stay))
        fields["bans"] = [ban for ban in document["bans"] if ban != at(*stay)]
    pins = [pin for pin in document["pins"] if pin["pupil"] == code and pin["week"] != week]
    needed += [Concession("move-pin", (code, each)) for each in sorted({p["week"] for p in pins})]
    fields["pins"] = [pin for pin in document["pins"] if pin not in pins]
    return needed, changed(made, **fields)


def working_changes(made: Instance, stay: Stay) -> dict[frozenset[Concession], Rank]:
    """Give the single changes that work, or the pairs where none does, with their scores."""
    needed, situation = opened(made, stay)
    if len(needed) > 2:
        return {}
    tried = candidates(made, made.pupils_by_id[stay[0]], stay[1])
    known = WithConcessions(situation, tried, 2 - len(needed), stay)
    for size in range(max(0, 1 - len(needed)), 3 - len(needed)):
        found = known.working(size)
        if found:
            return {made_up | {*needed}: rank for made_up, rank in found.items()}
    return {}


def order_of(change: frozenset[Concession], rank: Rank) -> tuple[Rank, int]:
    """Say what comes first: the best score, then who acts first."""
    return rank, max(ACTING.index(ACTORS[concession.kind]) for concession in change)


def read(repair: Repair) -> tuple[frozenset[Concession], Rank]:
    change = frozenset(Concession(each.kind, each.subjects) for each in repair.change.actions)
    return change, tuple(entry.value for entry in repair.score)


def assert_repaired(made: Instance, stay: Stay, seed: int = 0) -> None:
    answer = explained(made, *stay, seed)
    listed = [read(repair) for repair in answer.repairs]
    if answer.verdict in ("admitted", "tie") or stay[1] not in made.open_weeks:
        assert listed == []
        return
    working = working_changes(made, stay)
    assert dict(listed).items() <= working.items()
    cheapest = sorted(order_of(*each) for each in working.items())
    assert [order_of(*each) for each in listed] == cheapest[:MOST_REPAIRS]
    for repair in answer.repairs:
        assert [entry.level for entry in repair.score] == list(made.policy.order)
        assert all(ACTORS[each.kind] == each.actor for each in repair.change.actions)


@settings(max_examples=fewer(2))
@given(st.booleans().flatmap(lambda pinned: instances(pinned=pinned)), st.data())
def test_the_cheapest_changes_that_work_by_the_exhaustive_search(
    made: Instance, data: st.DataObject
) -> None:
    assume(made.pupils and solve(made).status == "optimal")
    code = data.draw(st.sampled_from([one.id for one in made.pupils]))
    assert_repaired(made, (code, data.draw(st.sampled_from(made.horizon))))


@given(crowded(), st.integers(0, 2))
def test_the_cheapest_changes_where_much_stands_in_the_way(made: Instance, seed: int) -> None:
    assume(solve(made).status == "optimal")
    assert_repaired(made, ("P01", W48), seed)


@pytest.mark.parametrize("all_is_large", [False, True])
@settings(max_examples=fewer(4))
@given(made=crowded())
def test_several_stages_and_a_start_week_by_week_lose_no_change(
    all_is_large: bool, made: Instance
) -> None:
    assume(solve(made).status == "optimal")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(minimise, "MAX_WEIGHT", 20)
        patch.setattr(search, "_LARGE", 0 if all_is_large else search._LARGE)
        assert_repaired(made, ("P01", W48))


@given(st.booleans().flatmap(lambda pinned: instances(pinned=pinned)), st.data())
def test_tried_is_all_that_concerns_the_week_and_every_pin_and_ban(
    made: Instance, data: st.DataObject
) -> None:
    assume(made.pupils)
    asked = data.draw(st.sampled_from(made.pupils))
    week = data.draw(st.sampled_from(made.horizon))
    possible = [
        one
        for one in made.pupils
        if one == asked or week_number(one.earliest) <= week_number(week) <= week_number(one.latest)
    ]
    codes = {one.id for one in possible}
    colleges = [one.college for one in possible]
    expected = [Concession("add-seat", (week,))]
    expected += [Concession("open-college", (c, week)) for c in colleges if colleges.count(c) > 1]
    expected += [
        Concession("raise-motive-limit", (motive, week))
        for motive, limit in made.policy.motive_limits.items()
        if sum(motive in one.motives for one in possible) > limit
    ]
    expected += [
        Concession("lift-conflict", (min(pair), max(pair)))
        for pair in made.conflicts
        if codes >= {*pair}
    ]
    expected += [
        Concession("lift-teacher-conflict", pair)
        for pair in made.teacher_conflicts
        if pair[0] in codes
    ]
    expected += [
        Concession("move-pin", (pin.pupil, pin.week))
        for pin in made.pins
        if (pin.pupil, pin.week) != (asked.id, week)
    ]
    expected += [Concession("lift-ban", (ban.pupil, ban.week)) for ban in made.bans]
    assert candidates(made, asked, week) == {*expected}


@pytest.mark.parametrize("seed", range(3))
def test_of_equally_good_changes_those_of_the_referente_come_first(seed: int) -> None:
    barred = [f"t{n}" for n in range(1, 5)]
    made = instance(
        pupil("P01"), pupil("P02", latest=W50), pupil("P03", latest=W50),
        last_week=W50, capacity=1,
        bans=[at("P03", W48), at("P03", W49)],
        workshops=[workshop("w")],
        teachers=[*(teacher(t, "w") for t in barred), teacher("u", "w", away_weeks=[W48, W50])],
        teacher_conflicts=[[code, t] for code in ("P01", "P03") for t in barred],
        policy={**SIMPLE, "order": [*ORDER_WITHOUT_COVERAGE, "coverage"]},
    )  # fmt: skip
    kinds = [each.change.actions[0].kind for each in explained(made, seed=seed).repairs]
    assert kinds == ["add-seat", "lift-ban", "lift-teacher-conflict"]
    assert_repaired(made, ("P01", W48), seed)
