"""What is said for a proposal and against it: each sentence in full, and no level left out."""

import re
from itertools import islice
from typing import Final

from hypothesis import assume, given
from hypothesis import strategies as st

from solver.decide.compared import Words, compare, describe
from solver.decide.points import MOST_SAID, Point, most_important
from solver.decide.records import LevelChange, level_changes
from solver.instance import Instance
from solver.plan import Plan
from solver.rules import LEVELS, Level
from tests.build import (
    W47,
    W48,
    W49,
    W50,
    admit,
    at,
    complete_plan,
    instance,
    pupil,
    values,
)
from tests.decide.comparing import FREE, both_ways, compared
from tests.oracle import compositions, numbered
from tests.oracle_sessions import Timetabling
from tests.strategies import instances

WORKSHOP: Final = r"[Ll]'atelier w\d"
ABOUT: Final[dict[Level, str]] = {
    "unplaced": r"place\b",
    "disruption": "semaine annoncée",
    "carried": "période suivante",
    "waiting": "attend|L'attente|accueilli|n'est plus vide",
    "coverage": f"essentiel|{WORKSHOP}",
    "cohesion": "motif|seul|classes|petit|équilibrés",
    "comfort": f"complémentaire|préfère|{WORKSHOP}",
}
"""What a sentence that accounts for a level is about."""


@st.composite
def plans_of(draw: st.DrawFn, made: Instance) -> Plan:
    """Draw a plan that keeps the rules, whose sessions are the best or some of them."""
    groups = draw(st.sampled_from(list(islice(compositions(made), 300))))
    sessions, _, _ = Timetabling(made).best_sessions(groups)
    kept = [each for each in sessions if draw(st.booleans())]
    return complete_plan(made, numbered(groups), draw(st.sampled_from([sessions, kept])))


class TestEveryPlan:
    @given(st.data(), instances())
    def test_every_level_that_differs_is_accounted_for(
        self, data: st.DataObject, made: Instance
    ) -> None:
        assume(made.open_weeks)
        assume(next(compositions(made), None) is not None)
        first, other = data.draw(plans_of(made)), data.draw(plans_of(made))
        week = data.draw(st.sampled_from(made.open_weeks))
        words = compare(made, first, other, week)
        for change in level_changes(values(first), values(other)):
            said = words.strengths if change.after < change.before else words.costs
            assert any(re.search(ABOUT[change.level], each) for each in said), change

    @given(st.data(), instances())
    def test_sentences_are_whole_few_and_said_once(
        self, data: st.DataObject, made: Instance
    ) -> None:
        assume(made.open_weeks)
        assume(next(compositions(made), None) is not None)
        first, other = data.draw(plans_of(made)), data.draw(plans_of(made))
        week = data.draw(st.sampled_from(made.open_weeks))
        for words in (describe(made, first, week), compare(made, first, other, week)):
            everything = [*words.strengths, *words.costs]
            assert len(set(everything)) == len(everything)
            for side in words:
                assert len(side) <= len(LEVELS)
            for sentence in everything:
                assert re.fullmatch(r"[A-ZÀÉ«].*\.", sentence), sentence
                assert sentence.count(".") == 1

    @given(st.data(), instances())
    def test_two_plans_that_are_one_have_nothing_between_them(
        self, data: st.DataObject, made: Instance
    ) -> None:
        assume(made.open_weeks)
        assume(next(compositions(made), None) is not None)
        plan = data.draw(plans_of(made))
        week = data.draw(st.sampled_from(made.open_weeks))
        assert compare(made, plan, plan, week) == Words((), ())


def change(level: Level, before: int = 0, after: int = 1) -> LevelChange:
    return LevelChange(level=level, before=before, after=after)


class TestMostImportant:
    def test_in_the_order_of_the_policy(self) -> None:
        points = [Point("b", False, ("comfort",)), Point("a", False, ("waiting",))]
        assert [p.said for p in most_important(points, [], LEVELS, good=False)] == ["a", "b"]
        other = tuple(reversed(LEVELS))
        assert [p.said for p in most_important(points, [], other, good=False)] == ["b", "a"]

    def test_not_more_than_a_few(self) -> None:
        points = [Point(str(n), True, ("waiting",)) for n in range(9)]
        said = most_important(points, [], LEVELS, good=True)
        assert [p.said for p in said] == [str(n) for n in range(MOST_SAID)]

    def test_a_level_that_changes_that_way_keeps_its_sentence(self) -> None:
        waits = [Point(str(n), False, ("waiting",)) for n in range(9)]
        late = Point("late", False, ("comfort",))
        for changes, kept in (
            ([change("comfort")], True),
            ([], False),
            ([change("comfort", before=1, after=0)], False),
        ):
            said = most_important([*waits, late], changes, LEVELS, good=False)
            assert (late in said) == kept
            assert len(said) == MOST_SAID

    def test_more_where_more_levels_change(self) -> None:
        points = [Point(level, False, (level,)) for level in LEVELS]
        changes = [change(level) for level in LEVELS]
        assert len(most_important(points, changes, LEVELS, good=False)) == len(LEVELS)


class TestPupils:
    def test_a_week_more_or_less(self) -> None:
        made = instance(pupil("P01"), pupil("P02"), **FREE)
        stays = [admit("P01", W48), admit("P02", W48)]
        later = [admit("P01", W49), admit("P02", W48)]
        assert compared(made, stays, later) == Words((), ("P01 attend une semaine de plus.",))
        assert compared(made, later, stays) == Words(("P01 attend une semaine de moins.",), ())

    def test_those_who_change_alike_share_a_sentence_those_of_the_week_first(self) -> None:
        period = {"latest": "2026-W51"}
        made = instance(
            *(pupil(f"P0{n}", **period) for n in range(1, 5)),
            last_week="2026-W51",
            groups_per_week=3,
            **FREE,
        )
        first = [admit("P01", W49), admit("P02", W50), admit("P03", W48), admit("P04", W48)]
        other = [
            admit("P01", W50),
            admit("P02", "2026-W51"),
            admit("P03", W49),
            admit("P04", W50),
        ]
        words = compared(made, first, other)
        assert words.costs == (
            "P03, P01 et P02 attendent une semaine de plus.",
            "P04 attend deux semaines de plus.",
            "Semaine 48 : personne n'est accueilli.",
        )

    def test_closed_weeks_are_not_counted(self) -> None:
        made = instance(pupil("P01", latest=W50), last_week=W50, closed_weeks=[W49], **FREE)
        words = compared(made, [admit("P01", W48)], [admit("P01", W50)])
        assert words.costs[0] == (
            "P01 attend une semaine de plus, sans compter les semaines fermées."
        )

    def test_weeks_are_counted_alike_whether_or_not_some_are_closed(self) -> None:
        """P01 crosses a closed week and P02 does not: both wait one week more."""
        two = [pupil("P01", latest="2026-W51"), pupil("P02", latest="2026-W51")]
        made = instance(*two, last_week="2026-W51", closed_weeks=[W49], **FREE)
        first = [admit("P01", W48), admit("P02", W50)]
        words = compared(made, first, [admit("P01", W50), admit("P02", "2026-W51")])
        assert words.costs[0] == (
            "P01 et P02 attendent une semaine de plus, sans compter les semaines fermées."
        )

    def test_many_lengths_of_wait_end_in_one_sentence(self) -> None:
        weeks = [f"2026-W{number}" for number in range(48, 53)]
        codes = ["P01", "P02", "P03", "P04"]
        made = instance(
            *(pupil(code, latest=weeks[-1]) for code in [*codes, "P05"]),
            last_week=weeks[-1],
            **FREE,
        )
        stays = [admit(code, W48) for code in [*codes, "P05"]]
        later = [admit(code, week) for code, week in zip(codes, weeks[1:], strict=True)]
        assert compared(made, stays, [*later, admit("P05", W48)]).costs == (
            "P01 attend une semaine de plus.",
            "P02 attend deux semaines de plus.",
            "P03 et P04 attendent aussi plus longtemps.",
        )
        assert compared(made, [*later, admit("P05", W48)], stays).strengths == (
            "P01 attend une semaine de moins.",
            "P02 attend deux semaines de moins.",
            "P03 et P04 attendent aussi moins longtemps.",
        )

    def test_many_pupils_are_counted(self) -> None:
        codes = [f"P0{number}" for number in range(1, 7)]
        made = instance(*map(pupil, codes), pupil("P07"), capacity=9, **FREE)
        stays = [admit(code, W48) for code in [*codes, "P07"]]
        later = [admit(code, W49) for code in codes]
        assert compared(made, stays, [*later, admit("P07", W48)]).costs == (
            "P01, P02, P03 et 3 autres élèves attendent une semaine de plus.",
        )

    def test_a_place_lost_and_found(self) -> None:
        one = instance(pupil("P01"), pupil("P02"), **FREE)
        both_ways(
            one,
            [admit("P01", W48), admit("P02", W48)],
            [admit("P02", W48)],
            worse="P01 n'a plus de place d'ici sa dernière semaine possible.",
            better="P01 a une place.",
        )
        both_ways(
            one,
            [admit("P01", W48), admit("P02", W48)],
            [],
            worse="P01 et P02 n'ont plus de place d'ici leur dernière semaine possible.",
            better="P01 et P02 ont une place.",
        )

    def test_carried_over(self) -> None:
        made = instance(*(pupil(code, latest=W50) for code in ("P01", "P02")), **FREE)
        both_ways(
            made,
            [admit("P01", W48), admit("P02", W48)],
            [admit("P02", W48)],
            worse="P01 doit attendre la période suivante.",
            better="P01 n'a plus à attendre la période suivante.",
        )
        both_ways(
            made,
            [admit("P01", W48), admit("P02", W48)],
            [],
            worse="P01 et P02 doivent attendre la période suivante.",
            better="P01 et P02 n'ont plus à attendre la période suivante.",
        )

    def test_announced_weeks(self) -> None:
        made = instance(
            pupil("P01"), pupil("P02"), announced=[at("P01", W48), at("P02", W48)], **FREE
        )
        told = [admit("P01", W48), admit("P02", W48)]
        both_ways(
            made,
            told,
            [admit("P01", W49), admit("P02", W48)],
            worse="P01 ne vient plus la semaine annoncée.",
            better="P01 vient bien la semaine annoncée.",
        )
        both_ways(
            made,
            told,
            [admit("P01", W49), admit("P02", W49)],
            worse="P01 et P02 ne viennent plus la semaine annoncée.",
            better="P01 et P02 viennent bien la semaine annoncée.",
        )

    def test_a_wait_that_changes_with_a_place_says_so(self) -> None:
        made = instance(pupil("P01", earliest=W47), pupil("P02"), **FREE)
        both_ways(
            made,
            [admit("P02", W48)],
            [admit("P01", W48), admit("P02", W48)],
            worse="L'attente augmente au total : elle compte des élèves qui n'avaient pas de place.",
            better="L'attente diminue au total, mais sans compter les élèves qui n'ont pas de place.",
        )

    def test_an_empty_week(self) -> None:
        made = instance(pupil("P01"))
        both_ways(
            made,
            [admit("P01", W48)],
            [admit("P01", W49)],
            worse="Semaine 48 : personne n'est accueilli.",
            better="La semaine 48 n'est plus vide.",
        )
