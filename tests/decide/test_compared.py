"""What is said for a proposal and against it: each sentence in full, and no level left out."""

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from solver.decide.compared import Words, compare, describe
from solver.decide.points import MOST_SAID, Point, most_important
from solver.decide.records import LevelChange, level_changes
from solver.instance import Instance
from solver.plan import Admission, Plan, Session
from solver.rules import LEVELS, Level
from tests.build import (
    W47,
    W48,
    W49,
    W50,
    admit,
    at,
    changed,
    complete_plan,
    instance,
    pupil,
    session,
    teacher,
    values,
    workshop,
)
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


FREE: Final = {"policy": {"small_group": 0, "lone_gender": 0, "level_spread": 0}}
"""Groups whose balance nothing weighs on."""


def compared(
    made: Instance,
    first: Iterable[Admission],
    other: Iterable[Admission],
    sessions: tuple[Iterable[Session], Iterable[Session]] = ((), ()),
) -> Words:
    return compare(
        made,
        complete_plan(made, first, sessions[0]),
        complete_plan(made, other, sessions[1]),
        W48,
    )


def both_ways(
    made: Instance,
    first: Iterable[Admission],
    other: Iterable[Admission],
    *,
    worse: str,
    better: str,
) -> None:
    """Check what is said of a plan that is worse than the first, and the other way round."""
    first, other = list(first), list(other)
    assert worse in compared(made, first, other).costs
    assert better in compared(made, other, first).strengths


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


THREE: Final = [admit(code, W48) for code in ("P01", "P02", "P03")]
INSTEAD: Final = [admit(code, W48) for code in ("P01", "P02", "P04")]


def four(*fields: Mapping[str, object], **policy: object) -> Instance:
    """Four pupils, of whom the first three or all but the third come; only one thing weighs."""
    weights = {"small_group": 0, "lone_gender": 0, "level_spread": 0, **policy}
    people = [pupil(f"P0{n}", **each) for n, each in enumerate(fields, start=1)]
    return instance(*people, policy=weights)


class TestGroupOfTheWeek:
    @pytest.mark.parametrize(
        ("genders", "worse", "better"),
        [
            (
                "MFFM",
                "Une fille est seule dans le groupe.",
                "Deux filles dans le groupe, aucune n'est seule.",
            ),
            (
                "FMMF",
                "Un garçon est seul dans le groupe.",
                "Deux garçons dans le groupe, aucun n'est seul.",
            ),
            (
                "MMMF",
                "Une fille est seule dans le groupe.",
                "Il n'y a plus de fille seule dans le groupe.",
            ),
        ],
    )
    def test_a_gender_alone(self, genders: str, worse: str, better: str) -> None:
        made = four(*({"gender": gender} for gender in genders), lone_gender=2)
        both_ways(made, THREE, INSTEAD, worse=worse, better=better)

    def test_a_gender_that_cannot_be_counted_is_not_said_to_be_together(self) -> None:
        genders = [{"gender": g} for g in ("F", "M", None, "M")]
        made = four(*genders, lone_gender=2)
        said = compared(made, INSTEAD, THREE).strengths
        assert said == ("P03 a une place.", "Dans l'ensemble, les groupes sont plus équilibrés.")

    def test_shared_motives(self) -> None:
        insults = {"motives": ["insultes"]}
        made = four(insults, {}, {}, insults, motive_weights={"insultes": 2})
        both_ways(
            made,
            THREE,
            INSTEAD,
            worse="P01 et P04 partagent le motif « insultes ».",
            better="Le motif « insultes » n'est plus partagé dans le groupe.",
        )
        made = four(insults, insults, {}, insults, motive_weights={"insultes": 2})
        both_ways(
            made,
            THREE,
            INSTEAD,
            worse="P01, P02 et P04 partagent le motif « insultes ».",
            better="Le motif « insultes » n'est plus partagé que par P01 et P02.",
        )

    def test_classes(self) -> None:
        made = four(
            {"level": "6e"}, {"level": "5e"}, {"level": "6e"}, {"level": "3e"}, level_spread=1
        )
        both_ways(
            made,
            THREE,
            INSTEAD,
            worse="Les classes sont éloignées, de la 6e à la 3e.",
            better="Les classes sont plus proches, de la 6e à la 5e.",
        )
        made = changed(
            made,
            pupils=[
                {**each.model_dump(mode="json"), "level": "3e" if each.id == "P04" else "6e"}
                for each in made.pupils
            ],
        )
        better = compared(made, INSTEAD, THREE).strengths
        assert "Les classes sont plus proches, toutes en 6e." in better

    def test_a_small_group(self) -> None:
        made = four({}, {}, {}, small_group=2)
        two = [*THREE[:2], admit("P03", W49)]
        both_ways(
            made,
            THREE,
            two,
            worse="Le groupe est petit : deux élèves.",
            better="Le groupe est moins petit : trois élèves.",
        )

    def test_what_has_no_weight_is_not_said(self) -> None:
        alike = {"motives": ["insultes"], "gender": "M", "level": "6e"}
        made = four(alike, alike, alike, {"gender": "F", "level": "3e"})
        assert compared(made, THREE, INSTEAD) == Words(
            ("P04 a une place.",),
            ("P03 n'a plus de place d'ici sa dernière semaine possible.",),
        )

    def test_other_weeks_are_weighed_overall(self) -> None:
        insults = {"motives": ["insultes"], "latest": W50}
        made = instance(
            pupil("P01", **insults),
            pupil("P02", **insults),
            pupil("P03", latest=W50),
            last_week=W50,
            policy={"motive_weights": {"insultes": 2}, "small_group": 0},
        )
        apart = [admit("P03", W48), admit("P01", W49), admit("P02", W50)]
        together = [admit("P03", W48), admit("P01", W49), admit("P02", W49)]
        both_ways(
            made,
            apart,
            together,
            worse="Dans les autres semaines, les groupes sont dans l'ensemble moins équilibrés.",
            better="Dans les autres semaines, les groupes sont dans l'ensemble plus équilibrés.",
        )


class TestSeveralGroups:
    ALL = ("P01", "P02", "P03", "P04", "P05", "P06")

    def made(self, field: str, listed: list[object], **policy: object) -> Instance:
        weights = {"small_group": 0, "lone_gender": 0, "level_spread": 0, **policy}
        people = [
            pupil(code, **({} if value is None else {field: value}))
            for code, value in zip(self.ALL, listed, strict=True)
        ]
        return instance(*people, groups_per_week=3, policy=weights)

    def groups(self, *groups: str) -> list[Admission]:
        return [
            admit(f"P0{digit}", W48, number)
            for number, group in enumerate(groups, start=1)
            for digit in group
        ]

    def test_genders(self) -> None:
        made = self.made("gender", list("FMMFMM"), lone_gender=2)
        both_ways(
            made,
            self.groups("14", "2356"),
            self.groups("123", "456"),
            worse="Deux filles sont seules dans leur groupe.",
            better="Aucune fille n'est seule dans son groupe.",
        )
        both_ways(
            made,
            self.groups("1235", "46"),
            self.groups("123", "456"),
            worse="Deux filles sont seules dans leur groupe.",
            better="Moins de filles sont seules dans leur groupe.",
        )
        one = compared(made, self.groups("14", "2356"), self.groups("1235", "46"))
        assert one.costs == ("Une fille est seule dans son groupe.",)

    def test_motives(self) -> None:
        made = self.made(
            "motives",
            [["insultes"], ["insultes"], ["insultes"], ["insultes"], None, None],
            motive_weights={"insultes": 1},
        )
        apart, once, twice = (
            self.groups("15", "26", "3"),
            self.groups("125", "36"),
            self.groups("12", "34", "56"),
        )
        both_ways(
            made,
            apart,
            once,
            worse="Dans un même groupe, P01 et P02 partagent le motif « insultes ».",
            better="Le motif « insultes » n'est plus partagé dans aucun groupe.",
        )
        both_ways(
            made,
            once,
            twice,
            worse="Le motif « insultes » est partagé par plusieurs élèves dans deux groupes.",
            better="Le motif « insultes » est moins partagé dans les groupes.",
        )

    def test_classes(self) -> None:
        made = self.made("level", ["6e", "6e", "6e", "3e", "3e", "3e"], level_spread=1)
        both_ways(
            made,
            self.groups("123", "456"),
            self.groups("124", "356"),
            worse="Les classes sont éloignées dans deux groupes.",
            better="Les classes sont plus proches dans les groupes.",
        )

    def test_sizes(self) -> None:
        made = self.made("level", [None] * 6, small_group=1)
        both_ways(
            made,
            self.groups("123", "456"),
            self.groups("1234", "56"),
            worse="Un groupe est petit.",
            better="Les groupes sont moins petits.",
        )
        both_ways(
            made,
            self.groups("1234", "56"),
            self.groups("12", "34", "56"),
            worse="Trois groupes sont petits.",
            better="Les groupes sont moins petits.",
        )


def with_workshops(*workshops: dict[str, object], groups: int = 1) -> Instance:
    return instance(
        *(pupil(code) for code in ("P01", "P02", "P03")),
        groups_per_week=groups,
        workshops=workshops,
        teachers=[
            teacher("t1", *(str(each["id"]) for each in workshops), reluctant_slots=["fri-1"])
        ],
        **FREE,
    )


class TestWorkshops:
    STAYS = (admit("P01", W48), admit("P02", W49))

    def both_ways(
        self,
        made: Instance,
        more: Iterable[Session],
        fewer: Iterable[Session],
        *,
        worse: str,
        better: str,
        stays: Iterable[Admission] = STAYS,
    ) -> None:
        more, fewer, stays = list(more), list(fewer), list(stays)
        assert compared(made, stays, stays, (more, fewer)) == Words((), (worse,))
        assert compared(made, stays, stays, (fewer, more)) == Words((better,), ())

    def test_one_missing(self) -> None:
        self.both_ways(
            with_workshops(workshop("w1"), workshop("w2")),
            [session(W48, "w1", "t1", "mon-1"), session(W48, "w2", "t1", "mon-2")],
            [session(W48, "w2", "t1", "mon-2")],
            worse="L'atelier w1 manque.",
            better="Tous les ateliers essentiels ont lieu.",
        )

    def test_several_missing(self) -> None:
        self.both_ways(
            with_workshops(workshop("w1"), workshop("w2"), workshop("w3")),
            [session(W48, "w1", "t1", "mon-1"), session(W48, "w2", "t1", "mon-2")],
            [],
            worse="L'atelier w1 et l'atelier w2 manquent.",
            better="L'atelier w1 et l'atelier w2 ont lieu.",
        )

    def test_some_sessions_of_a_workshop(self) -> None:
        twice = workshop("w1", per_week=2)
        self.both_ways(
            with_workshops(twice),
            [session(W48, "w1", "t1", "mon-1"), session(W48, "w1", "t1", "tue-1")],
            [session(W48, "w1", "t1", "mon-1")],
            worse="L'atelier w1 n'a pas toutes ses séances.",
            better="Tous les ateliers essentiels ont lieu.",
        )
        self.both_ways(
            with_workshops(twice),
            [session(W48, "w1", "t1", "mon-1")],
            [],
            worse="L'atelier w1 manque.",
            better="L'atelier w1 manque moins.",
        )

    def test_two_groups(self) -> None:
        stays = (admit("P01", W48, 1), admit("P02", W48, 2))
        both = [session(W48, "w1", "t1", "mon-1"), session(W48, "w1", "t1", "tue-1", 2)]
        self.both_ways(
            with_workshops(workshop("w1"), workshop("w2"), groups=2),
            both,
            both[:1],
            worse="L'atelier w1 n'a pas toutes ses séances.",
            better="L'atelier w1 a lieu pour chaque groupe.",
            stays=stays,
        )

    def test_other_weeks(self) -> None:
        self.both_ways(
            with_workshops(workshop("w1")),
            [session(W49, "w1", "t1", "mon-1")],
            [],
            worse="Dans les autres semaines, il manque une séance d'atelier essentiel de plus.",
            better="Dans les autres semaines, il manque une séance d'atelier essentiel de moins.",
        )
        self.both_ways(
            with_workshops(workshop("w1", core=False, per_week=2)),
            [session(W49, "w1", "t1", "mon-1"), session(W49, "w1", "t1", "tue-1")],
            [],
            worse="Dans les autres semaines, il manque deux séances d'ateliers complémentaires de"
            " plus.",
            better="Dans les autres semaines, il manque deux séances d'ateliers complémentaires de"
            " moins.",
        )

    def test_workshops_that_are_not_core(self) -> None:
        self.both_ways(
            with_workshops(workshop("w1", core=False)),
            [session(W48, "w1", "t1", "mon-1")],
            [],
            worse="L'atelier w1 manque.",
            better="Tous les ateliers complémentaires ont lieu.",
        )

    def test_moments_that_people_would_rather_avoid(self) -> None:
        made = with_workshops(workshop("w1"))
        weeks = (W48, W49)
        self.both_ways(
            made,
            [session(W48, "w1", "t1", "mon-1")],
            [session(W48, "w1", "t1", "fri-1")],
            worse="Une séance de plus tombe à un moment que l'intervenant·e préfère éviter.",
            better="Une séance de moins tombe à un moment que l'intervenant·e préfère éviter.",
        )
        self.both_ways(
            made,
            [session(week, "w1", "t1", "mon-1") for week in weeks],
            [session(week, "w1", "t1", "fri-1") for week in weeks],
            worse="Deux séances de plus tombent à des moments que les intervenant·es préfèrent"
            " éviter.",
            better="Deux séances de moins tombent à des moments que les intervenant·es préfèrent"
            " éviter.",
        )

    def test_nothing_is_said_to_take_place_where_nobody_comes(self) -> None:
        made = with_workshops(workshop("w1"))
        words = compared(made, [admit("P01", W48)], [])
        assert words.strengths == ("Au total, il manque moins de séances d'ateliers essentiels.",)


def described(
    made: Instance, admissions: Iterable[Admission], sessions: Iterable[Session] = ()
) -> Words:
    return describe(made, complete_plan(made, admissions, sessions), W48)


class TestTheFirstByItself:
    def test_all_is_well(self) -> None:
        made = instance(
            *(pupil(f"P0{n}", gender=g, latest=W48) for n, g in enumerate("FFMM", start=1)),
            announced=[at("P01", W48), at("P02", W48)],
            workshops=[workshop("w1"), workshop("w2", core=False)],
            teachers=[teacher("t1", "w1", "w2")],
        )
        everyone = [admit(f"P0{n}", W48) for n in range(1, 5)]
        sessions = [session(W48, "w1", "t1", "mon-1"), session(W48, "w2", "t1", "mon-2")]
        assert described(made, everyone, sessions) == Words(
            (
                "Aucun élève ne reste sans place.",
                "Toutes les semaines annoncées sont tenues.",
                "Personne n'attend : chaque élève vient dès sa première semaine possible.",
                "Tous les ateliers essentiels ont lieu.",
                "Deux filles dans le groupe, aucune n'est seule.",
            ),
            (),
        )

    def test_a_balanced_group(self) -> None:
        made = four({}, {}, {})
        assert "Le groupe est équilibré." in described(made, THREE).strengths
        two = changed(made, groups_per_week=2)
        apart = [admit("P01", W48, 1), admit("P02", W48, 2)]
        assert "Les groupes sont équilibrés." in described(two, apart).strengths

    def test_all_that_is_wrong_with_pupils(self) -> None:
        made = instance(
            pupil("P01"),
            pupil("P02"),
            pupil("P03", latest=W50),
            pupil("P04", earliest=W47),
            announced=[at("P01", W48)],
            **FREE,
        )
        assert described(made, [admit("P04", W48)]) == Words(
            ("Le groupe est équilibré.",),
            (
                "P01 et P02 n'ont pas de place d'ici leur dernière semaine possible.",
                "P01 ne vient pas la semaine annoncée.",
                "P03 doit attendre la période suivante.",
                "Parmi les élèves accueillis, P04 attend le plus longtemps : une semaine.",
            ),
        )

    def test_nobody_is_said_to_have_a_place_where_somebody_waits_for_the_next_period(self) -> None:
        made = instance(pupil("P01"), pupil("P02", latest=W50), **FREE)
        words = described(made, [admit("P01", W48)])
        assert "Aucun élève ne reste sans place." not in words.strengths
        assert "Qui n'a pas de place dans la période peut encore en avoir une après." in (
            words.strengths
        )
        assert "P02 doit attendre la période suivante." in words.costs

    def test_who_waits_longest(self) -> None:
        made = instance(*(pupil(f"P0{n}", earliest=W47) for n in range(1, 4)), **FREE)
        stays = [admit("P01", W48), admit("P02", W49), admit("P03", W49)]
        assert described(made, stays).costs == (
            "P02 et P03 attendent le plus longtemps : deux semaines chacun.",
        )
        closed = instance(pupil("P01", earliest="2026-W46"), closed_weeks=[W47], **FREE)
        assert described(closed, [admit("P01", W49)]).costs[0] == (
            "P01 attend le plus longtemps : deux semaines, sans compter les semaines fermées."
        )

    def test_one_announced_week_is_singular(self) -> None:
        made = instance(pupil("P01"), announced=[at("P01", W48)], **FREE)
        assert "La semaine annoncée est tenue." in described(made, [admit("P01", W48)]).strengths

    def test_an_empty_week(self) -> None:
        made = instance(pupil("P01", earliest=W49), **FREE)
        assert described(made, [admit("P01", W49)]).costs == (
            "Semaine 48 : personne n'est accueilli.",
        )

    def test_nobody_at_all(self) -> None:
        assert described(instance(), []) == Words((), ("Semaine 48 : personne n'est accueilli.",))

    def test_what_workshops_lack(self) -> None:
        made = with_workshops(workshop("w1"), workshop("w2", core=False))
        stays = [admit("P01", W48), admit("P02", W48), admit("P03", W49)]
        assert described(made, stays, [session(W49, "w1", "t1", "fri-1")]).costs == (
            "P03 attend le plus longtemps : une semaine.",
            "L'atelier w1 manque.",
            "L'atelier w2 manque.",
            "Dans les autres semaines, il manque une séance d'atelier complémentaire.",
            "Une séance tombe à un moment que l'intervenant·e préfère éviter.",
        )
