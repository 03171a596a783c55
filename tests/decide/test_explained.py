"""Why a pupil is not in a week: each verdict and each sentence, by hand.

All data are invented (« données inventées »).
"""

from typing import Any, Final

import pytest

from solver.decide.explain import Explanation, explain
from solver.decide.records import LevelChange, Move
from solver.instance import Instance
from solver.rules import Element
from solver.solve import solve
from tests.build import W47, W48, W49, W50, at, instance, pupil, teacher, workshop
from tests.decide.asking import explained

W51: Final = "2026-W51"
W52: Final = "2026-W52"
SIMPLE: Final = {"small_group": 0}
COVERAGE_EARLY: Final = (
    "unplaced", "disruption", "carried", "coverage", "waiting", "cohesion", "comfort",
)  # fmt: skip


class TestAdmitted:
    def test_the_plan_has_the_pupil_there_already(self) -> None:
        answer = explained(instance(pupil("P01")))
        assert answer == Explanation(
            pupil="P01", week=W48, verdict="admitted", proven=True,
            message="P01 (Collège inventé college-P01) vient bien en semaine 48 (du 23 novembre)"
            " dans le meilleur plan.",
        )  # fmt: skip

    def test_in_a_plan_that_is_not_proven_the_best(self) -> None:
        made = instance(pupil("P01"))
        plan = solve(made).model_copy(update={"status": "feasible"})
        answer = explain(made, plan, "P01", W48)
        assert answer is not None
        assert not answer.proven
        assert answer.message == (
            "P01 (Collège inventé college-P01) vient bien en semaine 48 (du 23 novembre) dans le plan"
            " trouvé."
        )


class TestTie:
    def test_of_two_alike_either_may_come_first(self) -> None:
        made = instance(
            pupil("P01", college="tilleuls"), pupil("P02", college="tilleuls"), policy=SIMPLE
        )
        first, second = sorted(solve(made).admissions, key=lambda each: each.week)
        answer = explained(made, second.pupil)
        assert (answer.verdict, answer.cost, answer.repairs) == ("tie", (), ())
        assert answer.moves == (Move(pupil=first.pupil, before=W48, after=W49),)
        assert answer.message == (
            f"{second.pupil} (Collège inventé tilleuls) ne vient pas en semaine 48 (du 23 novembre) :"
            f" le collège inventé tilleuls y a déjà {first.pupil}. Un autre plan, tout aussi bon,"
            f" l'y met : à vous de choisir. {first.pupil} passerait de la semaine 48 à la"
            " semaine 49."
        )


def in_the_way(made: Instance) -> str:
    """Give what stands in the way of P01 in W48, from a verdict that must be `worse`."""
    answer = explained(made)
    assert answer.verdict == "worse"
    here = "P01 (Collège inventé tilleuls) ne vient pas en semaine 48 (du 23 novembre) : "
    return answer.message.removeprefix(here).partition(".")[0]


def asking(**fields: Any) -> dict[str, object]:
    return pupil("P01", college="tilleuls", **fields)


class TestObstacles:
    def test_one_of_the_same_college(self) -> None:
        other = pupil("P02", college="tilleuls", priority=2)
        assert in_the_way(instance(asking(), other, policy=SIMPLE)) == (
            "le collège inventé tilleuls y a déjà P02, qui est prioritaire"
        )

    def test_one_who_waits_longer(self) -> None:
        other = pupil("P02", college="tilleuls", earliest=W47)
        assert in_the_way(instance(asking(), other, policy=SIMPLE)) == (
            "le collège inventé tilleuls y a déjà P02, qui attend depuis plus longtemps"
        )

    def test_one_who_cannot_come_later(self) -> None:
        other = pupil("P02", college="tilleuls", latest=W48)
        assert in_the_way(instance(asking(), other, policy=SIMPLE)) == (
            "le collège inventé tilleuls y a déjà P02, qui ne peut pas venir plus tard"
        )

    def test_one_to_whom_the_week_is_announced(self) -> None:
        made = instance(
            asking(), pupil("P02", college="tilleuls"), announced=[at("P02", W48)], policy=SIMPLE
        )
        assert in_the_way(made) == (
            "le collège inventé tilleuls y a déjà P02, à qui cette semaine est annoncée"
        )

    def test_one_in_conflict_whom_nothing_simple_speaks_for(self) -> None:
        made = instance(
            asking(), pupil("P02"), pupil("P03"), conflicts=[["P02", "P01"], ["P01", "P03"]],
            policy=SIMPLE,
        )  # fmt: skip
        assert in_the_way(made) == (
            "P01 ne doit pas rencontrer P02, qui y est déjà ; P01 ne doit pas rencontrer P03, qui y"
            " est déjà"
        )

    def test_one_who_is_pinned_there(self) -> None:
        made = instance(
            asking(), pupil("P02"), pupil("P03", latest=W48), pupil("P04", latest=W48),
            conflicts=[["P01", "P02"], ["P02", "P03"], ["P02", "P04"]], pins=[at("P02", W48)],
            groups_per_week=2, capacity=2, policy=SIMPLE,
        )  # fmt: skip
        said = "dans le groupe 1, P01 ne doit pas rencontrer P02, que vous y avez fixé"
        assert in_the_way(made) == said

    def test_several_groups_that_are_all_full(self) -> None:
        made = instance(
            asking(), pupil("P02", latest=W48), pupil("P03", latest=W48),
            groups_per_week=2, capacity=1, policy=SIMPLE,
        )  # fmt: skip
        assert in_the_way(made) == "les deux groupes de cette semaine-là sont complets"

    def test_a_full_group(self) -> None:
        made = instance(asking(), pupil("P02", priority=2), capacity=1, policy=SIMPLE)
        assert in_the_way(made) == "le groupe est complet (P02)"

    def test_a_motive(self) -> None:
        made = instance(
            asking(motives=["insultes"]), pupil("P02", priority=2, motives=["insultes"]),
            policy={**SIMPLE, "motive_limits": {"insultes": 1}},
        )  # fmt: skip
        assert in_the_way(made) == (
            "un groupe n'accepte pas plus d'élèves pour le motif « insultes » (P02)"
        )

    def test_a_motive_that_cannot_be_printed_is_escaped(self) -> None:
        made = instance(
            asking(motives=["a\nb"]), pupil("P02", priority=2, motives=["a\nb"]),
            policy={**SIMPLE, "motive_limits": {"a\nb": 1}},
        )  # fmt: skip
        assert explained(made).message.isprintable()
        assert all(repair.message.isprintable() for repair in explained(made).repairs)

    def test_a_teacher(self) -> None:
        made = instance(
            asking(), pupil("P02", latest=W48),
            workshops=[workshop("w")],
            teachers=[teacher("t", "w", away_weeks=[W49]), teacher("u", "w", away_weeks=[W48])],
            teacher_conflicts=[["P01", "t"]],
            policy={**SIMPLE, "order": COVERAGE_EARLY},
        )  # fmt: skip
        assert in_the_way(made) == (
            "intervenant·e t y donne un atelier et ne doit pas rencontrer P01"
        )


class TestWorse:
    def test_the_price_the_return_and_who_loses_his_place(self) -> None:
        answer = explained(instance(pupil("P01"), pupil("P02", latest=W48), capacity=1))
        assert answer.message == (
            "P01 (Collège inventé college-P01) ne vient pas en semaine 48 (du 23 novembre) : le groupe"
            " est complet (P02). Prix : plus d'élèves sans place (0 → 1). En échange : moins"
            " d'attente (1 → 0) et des groupes plus équilibrés (8 → 4). P02 n'aurait plus de place"
            " dans la période."
        )
        assert answer.moves == (Move(pupil="P02", before=W48, after=None),)

    def test_room_that_would_make_a_worse_plan(self) -> None:
        made = instance(
            pupil("P01", motives=["a"]), pupil("P02", motives=["a"], priority=2),
            policy={
                **SIMPLE,
                "motive_weights": {"a": 5},
                "order": ["unplaced", "disruption", "carried", "cohesion", "waiting", "coverage", "comfort"],
            },
        )  # fmt: skip
        assert explained(made).message == (
            "P01 (Collège inventé college-P01) ne vient pas en semaine 48 (du 23 novembre). Il y"
            " aurait de la place, mais le plan serait moins bon. Prix : plus d'attente (1 → 2)."
            " P02 passerait de la semaine 48 à la semaine 49."
        )

    def test_a_pupil_who_is_not_admitted_at_all(self) -> None:
        made = instance(
            pupil("P01", latest=W48), pupil("P02", latest=W48, priority=2),
            last_week=W48, capacity=1,
        )  # fmt: skip
        answer = explained(made)
        assert answer.cost == (LevelChange(level="unplaced", before=1, after=2),)
        assert answer.moves == (Move(pupil="P02", before=W48, after=None),)

    def test_nobody_else_moves(self) -> None:
        made = instance(pupil("P01"), announced=[at("P01", W49)], policy=SIMPLE)
        assert explained(made).message == (
            "P01 (Collège inventé college-P01) ne vient pas en semaine 48 (du 23 novembre). Il y"
            " aurait de la place, mais le plan serait moins bon. Prix : plus d'annonces à modifier"
            " (0 → 1). En échange : moins d'attente (1 → 0). Aucun autre élève ne changerait de"
            " semaine."
        )

    def test_of_many_who_move_three_are_named(self) -> None:
        weeks = [W48, W49, W50, W51, W52]
        made = instance(
            pupil("P01", latest=W52),
            *(pupil(f"P0{n + 2}", earliest=weeks[n], latest=weeks[n + 1]) for n in range(4)),
            last_week=W52,
            capacity=1,
            announced=[at(f"P0{n + 2}", weeks[n]) for n in range(4)],
        )
        answer = explained(made)
        assert len(answer.moves) == 4
        assert answer.message.endswith(
            "P02 passerait de la semaine 48 à la semaine 49, P03 passerait de la semaine 49 à la"
            " semaine 50, P04 passerait de la semaine 50 à la semaine 51 et 1 autre élève"
            " changerait aussi de semaine."
        )


def forbidden(made: Instance, week: str = W48) -> list[Element]:
    """Give what forbids a week to P01, from a verdict that must be `impossible`."""
    answer = explained(made, week=week)
    assert (answer.verdict, answer.cost, answer.moves) == ("impossible", (), ())
    return [(each.rule, each.subjects) for each in answer.because]


class TestImpossible:
    def test_the_message_gives_the_reasons(self) -> None:
        made = instance(pupil("P01"), bans=[at("P01", W48)])
        assert forbidden(made) == [("ban", ("P01", W48))]
        assert explained(made).message == (
            "P01 (Collège inventé college-P01) ne peut pas venir en semaine 48 (du 23 novembre)."
            " La semaine du 23 novembre 2026 est à éviter pour P01."
        )

    def test_a_pin_elsewhere_and_coming_once(self) -> None:
        made = instance(pupil("P01"), pins=[at("P01", W49)])
        assert forbidden(made) == [("pin", ("P01", W49)), ("window", ("P01",))]

    @pytest.mark.parametrize(("earliest", "week"), [(W49, W48), (W48, W47), (W47, W47), (W48, W50)])
    def test_a_week_outside_the_window_or_the_horizon(self, earliest: str, week: str) -> None:
        made = instance(pupil("P01", earliest=earliest, latest=W50))
        assert forbidden(made, week) == [("window", ("P01",))]

    def test_a_closed_week(self) -> None:
        made = instance(pupil("P01"), closed_weeks=[W48])
        assert forbidden(made) == [("closed-week", (W48,))]

    def test_a_motive_of_which_no_group_may_have_any(self) -> None:
        made = instance(
            pupil("P01", motives=["absences"]), policy={"motive_limits": {"absences": 0}}
        )
        assert forbidden(made) == [("motive-limit", ("absences",))]

    def test_a_horizon_of_one_full_week(self) -> None:
        made = instance(
            pupil("P01"), pupil("P02"), last_week=W48, capacity=1, pins=[at("P02", W48)]
        )
        assert forbidden(made) == [("capacity", (W48,)), ("pin", ("P02", W48))]
