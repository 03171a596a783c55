"""The page of proposals: who is hosted, what speaks for each, how sure it is, in lines that fit."""

import io

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from solver.charter import CHARTER_VERSION
from solver.decide.propose import Proposals, propose
from solver.generate import generate
from solver.instance import Instance
from solver.show.proposals import SHOW_ONE, print_proposals
from solver.solve import solve
from tests.build import W48, W49, instance, pupil, teacher, workshop
from tests.strategies import instances


def shown(made: Instance, week: str, found: Proposals, width: int, least: int = 2) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    print_proposals(console, made, week, found, least)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def page(
    made: Instance, week: str = W48, *, count: int = 3, least: int = 2, width: int = 80
) -> str:
    """Give the page without its line breaks, to look for sentences."""
    found = propose(made, solve(made), week, count, least)
    return " ".join(shown(made, week, found, width, least).split())


def three(**fields: object) -> Instance:
    """Three pupils for two places a week: P01 comes first, whoever comes with him."""
    return instance(pupil("P01", latest=W48), pupil("P02"), pupil("P03"), capacity=2, **fields)


class TestWhoIsHosted:
    def test_those_who_differ_first_then_those_common_to_all_once(self) -> None:
        text = page(three(), count=2)
        assert "P02 Collège inventé college-P02" in text
        assert "Dans toutes : P01 (Collège inventé college-P01)." in text
        assert text.index("Qui vient selon la proposition") < text.index("Dans toutes")

    def test_the_others_are_told_from_the_first_in_words(self) -> None:
        text = page(three())
        assert "Les autres propositions lui sont comparées." in text
        assert "P03 à la place de P02." in text or "P02 à la place de P03." in text

    def test_more_pupils_or_fewer(self) -> None:
        made = instance(pupil("P01", earliest="2026-W47"), pupil("P02", earliest="2026-W47"))
        assert "Sans P01 ni P02." in page(made, count=2)
        found = propose(made, solve(made), W48)
        turned = Proposals(proposals=tuple(reversed(found.proposals)), exhausted=True)
        assert "P01 et P02 en plus." in shown(made, W48, turned, 80)

    def test_when_each_comes_otherwise(self) -> None:
        made = instance(
            pupil("P01"), pupil("P02"), pupil("P03", latest="2026-W50"), pupil("P04", latest=W48),
            capacity=1, groups_per_week=1,
        )  # fmt: skip
        text = page(made, count=4, least=1)
        for words in ("cette semaine", "30 novembre", "sans place", "hors période"):
            assert words in text

    def test_nobody(self) -> None:
        text = page(instance(pupil("P01", earliest=W49)))
        assert "Personne n'est accueilli." in text
        assert "Dans toutes" not in text

    def test_one_proposal_is_compared_with_none(self) -> None:
        text = page(three(), count=1)
        assert ": 1 proposition" in text
        assert "Accueillis : P01 (Collège inventé college-P01) et P0" in text
        assert "comparées" not in text

    def test_several_groups_are_told_apart(self) -> None:
        made = instance(pupil("P01"), pupil("P02"), groups_per_week=2, conflicts=[["P01", "P02"]])
        assert "Groupe 1 : P01. Groupe 2 : P02." in page(made)


class TestWhatIsSaid:
    def test_strengths_and_costs_have_signs(self) -> None:
        lines = shown(three(), W48, propose(three(), solve(three()), W48), 80).splitlines()
        assert any(line.startswith("+ P0") for line in lines)
        assert any(line.startswith("– P0") for line in lines)

    def test_each_says_of_what_it_is_the_best(self) -> None:
        made = instance(
            *(pupil(code, earliest="2026-W47", motives=["insultes"]) for code in ("P01", "P02")),
            *(pupil(code) for code in ("P03", "P04")),
            capacity=2,
            policy={"motive_weights": {"insultes": 5}},
        )
        text = page(made)
        assert "C'est prouvé : aucun autre plan ne fait mieux." in text
        assert (
            "C'est prouvé : avec une autre priorité (le groupe le plus équilibré d'abord), aucun"
            " autre plan ne fait mieux."
        ) in text
        assert "C'est prouvé : aucun autre groupe assez différent ne fait mieux." in text

    def test_what_is_not_proven_says_so(self) -> None:
        made = three()
        cut_short = solve(made).model_copy(update={"status": "feasible"})
        found = propose(made, cut_short, W48, count=1)
        text = shown(made, W48, found, 80)
        assert "Il n'est pas prouvé que ce soit le meilleur : le temps a manqué." in text
        assert "C'est prouvé :" not in text

    def test_how_solid_it_is(self) -> None:
        found = propose(three(), solve(three()), W48)
        text = page(three())
        assert all(each.solidity.message in text for each in found.proposals)

    def test_what_would_let_a_missing_workshop_take_place_is_said_once(self) -> None:
        made = three(workshops=[workshop("w1")], teachers=[teacher("t1", "w1", away_weeks=[W48])])
        found = propose(made, solve(made), W48)
        (message,) = {fix.message for each in found.proposals for fix in each.missing}
        text = page(made)
        assert "Pour qu'un atelier essentiel qui manque ait lieu" in text
        assert text.count(message.removesuffix(".")) == 1
        assert f"{message.removesuffix('.')} (toutes les propositions)." in text
        assert "(toutes" not in page(made, count=1)

    @pytest.mark.parametrize(
        ("count", "least", "said"),
        [
            (2, 2, "D'autres groupes restent peut-être possibles : demandez plus de propositions"),
            (9, 3, "Aucun autre groupe possible ne diffère d'au moins 3 élèves de ceux-ci :"),
            (9, 5, "Aucun autre groupe possible ne diffère d'au moins 5 élèves de celui-ci :"),
        ],
    )
    def test_whether_others_exist(self, count: int, least: int, said: str) -> None:
        assert said in page(three(), count=count, least=least)

    def test_the_end_says_how_to_see_one_and_by_which_rules(self) -> None:
        text = page(three())
        assert text.endswith(f"{SHOW_ONE} Règles appliquées : charte, version {CHARTER_VERSION}.")

    def test_invented_data_are_said_to_be_invented(self) -> None:
        made = generate(pupils=4, weeks=2, workshops=False)
        assert "données inventées" in page(made, made.open_weeks[0])
        assert "données inventées" not in page(three())


class TestLayout:
    def test_side_by_side_where_there_is_room(self) -> None:
        found = propose(three(), solve(three()), W48)
        assert len(found.proposals) == 3

        def titles(width: int) -> list[int]:
            lines = shown(three(), W48, found, width).splitlines()
            return [sum(f"{n}. " in line for n in (1, 2, 3)) for line in lines]

        assert max(titles(100)) == 3
        assert max(titles(96)) == 3
        assert max(titles(95)) == 1

    def test_more_than_three_make_several_rows(self) -> None:
        made = generate(pupils=12, weeks=4, workshops=False, seed=1)
        found = propose(made, solve(made), made.open_weeks[0], count=7)
        assert len(found.proposals) == 7
        lines = shown(made, made.open_weeks[0], found, 100).splitlines()
        assert sum(line.startswith(("1. ", "4. ", "7. ")) for line in lines) == 3

    @settings(max_examples=40)
    @given(st.data(), instances(), st.sampled_from([60, 80, 100]), st.integers(1, 4))
    def test_no_line_is_wider_than_the_page(
        self, data: st.DataObject, made: Instance, width: int, count: int
    ) -> None:
        assume(made.open_weeks)
        first = solve(made)
        assume(first.status == "optimal")
        week = data.draw(st.sampled_from(made.open_weeks))
        found = propose(made, first, week, count, 1)
        text = shown(made, week, found, width, 1)
        assert max(map(cell_len, text.splitlines())) <= width
        for each in found.proposals:
            for entry in each.plan.admissions:
                assert entry.week != week or entry.pupil in text
