"""How solid a week is: pupils who do not come, judged by hand and against the score; the summary.

All data are invented (« données inventées »).
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.decide.solidity import Solidity, solidity
from solver.instance import CLASS_LEVELS, Instance
from solver.plan import Admission
from solver.score import compute_score
from tests.build import W48, admit, complete_plan, instance, pupil, teacher
from tests.decide.absences import FOUR, fragile, judged
from tests.strategies import MOTIVES, policies, some


def group_of(*pupils: dict[str, object], **policy: int | dict[str, int]) -> Solidity:
    made = instance(*pupils, policy=policy)
    return solidity(made, complete_plan(made, [admit(p.id, W48) for p in made.pupils]), W48)


def girls_and_boys(genders: str) -> list[dict[str, object]]:
    return [
        pupil(f"P0{number}", gender={"?": None}.get(gender, gender))
        for number, gender in enumerate(genders, start=1)
    ]


def test_a_group_of_four_spares_one_pupil_and_a_group_of_three_does_not() -> None:
    assert fragile(group_of(*FOUR)) == []
    three = group_of(*FOUR[:3])
    assert fragile(three) == ["P01", "P02", "P03"]
    assert three.fragile[0].message == (
        "Sans P01 (Collège inventé college-P01), le groupe serait moins équilibré :"
        " il ne compterait plus que 2 élèves."
    )
    two = group_of(*FOUR[:2])
    assert two.fragile[0].message.endswith("il ne compterait plus qu'un élève.")


def test_a_small_group_that_costs_nothing_is_not_fragile() -> None:
    assert fragile(group_of(*FOUR[:3], small_group=0)) == []


@pytest.mark.parametrize(
    ("genders", "missed"),
    [
        ("FFMM", ["P01", "P02", "P03", "P04"]),
        ("FFFMM", ["P04", "P05"]),
        ("FMMM", []),  # She is alone already, and nobody is when she does not come.
        ("FMM?", ["P04"]),  # Nobody knew before that she was alone.
        ("FFM?", ["P04"]),
        ("FMM??", []),
    ],
)
def test_no_pupil_may_be_left_alone_of_a_gender(genders: str, missed: list[str]) -> None:
    assert fragile(group_of(*girls_and_boys(genders))) == missed
    assert fragile(group_of(*girls_and_boys(genders), lone_gender=0)) == []


def test_who_would_be_alone_is_named() -> None:
    found = group_of(*girls_and_boys("FFMM"))
    assert [point.message.partition(" : ")[2] for point in found.fragile] == [
        "P02 y serait la seule fille.",
        "P01 y serait la seule fille.",
        "P04 y serait le seul garçon.",
        "P03 y serait le seul garçon.",
    ]


@pytest.mark.parametrize(("weight", "missed"), [(1, ["P01", "P02", "P03"]), (2, ["P03"])])
def test_an_absence_is_judged_by_all_that_it_changes(weight: int, missed: list[str]) -> None:
    """Two who share a motive: without one of them the group is small, and at ease."""
    sharing = [pupil(code, motives=["insultes"]) for code in ("P01", "P02")]
    found = group_of(*sharing, pupil("P03"), motive_weights={"insultes": weight}, small_group=2)
    assert fragile(found) == missed


def test_without_the_only_pupil_there_is_no_group() -> None:
    found = group_of(pupil("P01"))
    assert fragile(found) == ["P01"]
    assert found.fragile[0].message == (
        "Sans P01 (Collège inventé college-P01), le groupe n'aurait plus personne."
    )


def test_each_group_is_judged_alone_and_named_where_there_are_two() -> None:
    made = instance(*FOUR, pupil("P05"), pupil("P06"), pupil("P07"), groups_per_week=2)
    groups = [admit(p.id, W48, 1 if p.id < "P05" else 2) for p in made.pupils]
    found = solidity(made, complete_plan(made, groups), W48)
    assert (found.absences, fragile(found)) == (7, ["P05", "P06", "P07"])
    assert "le groupe 2 serait" in found.fragile[0].message


@st.composite
def groups(draw: st.DrawFn) -> Instance:
    """Draw the pupils of one group, of any size up to six."""
    pupils = [
        pupil(
            f"P0{number}",
            level=draw(st.sampled_from([None, *CLASS_LEVELS])),
            gender=draw(st.sampled_from(["F", "M", "F", "M", None])),
            motives=draw(some(MOTIVES, 2)),
        )
        for number in range(1, draw(st.integers(1, 6)) + 1)
    ]
    return instance(*pupils, policy={**draw(policies()), "motive_limits": {}}, capacity=6)


@given(groups())
def test_a_no_show_is_survived_where_the_score_says_so(made: Instance) -> None:
    everybody = [admit(p.id, W48) for p in made.pupils]
    found = solidity(made, complete_plan(made, everybody), W48)

    def cohesion(admissions: list[Admission]) -> int:
        return compute_score(made, admissions, [])["cohesion"]

    missed = [
        absent.pupil
        for absent in everybody
        if cohesion([a for a in everybody if a is not absent]) > cohesion(everybody)
    ]
    if len(everybody) == 1:
        # An empty group is no group, so the score has nothing to say; it lacks three pupils.
        missed = ["P01"] if made.policy.small_group else []
    assert fragile(found) == missed


def test_the_summary_says_how_many_and_that_it_is_an_estimate() -> None:
    estimate = " (c'est une estimation, pas une garantie)."
    spared = "ni l'équilibre du groupe ni les ateliers essentiels"
    assert group_of(*FOUR).message == (
        f"Solide : aucune absence, prise seule, ne dégraderait {spared}{estimate}"
    )
    assert judged().message == (
        f"4 absences sur 5, chacune prise seule, ne dégraderaient {spared}{estimate}"
    )
    three = FOUR[:3]
    assert judged(teacher("t", "a"), pupils=three).message == (
        f"Une seule absence sur 4 ne dégraderait {spared}{estimate}"
    )
    assert group_of(*three).message == (
        "Fragile : toute absence, même seule, dégraderait l'équilibre du groupe ou un atelier"
        f" essentiel{estimate}"
    )


def test_a_week_without_anybody_has_no_absence() -> None:
    made = instance(*FOUR)
    found = solidity(made, complete_plan(made, []), W48)
    assert (found.absences, found.survived, found.fragile) == (0, 0, ())
    assert found.message == (
        "Personne n'est attendu cette semaine-là : aucune absence n'est à craindre."
    )
