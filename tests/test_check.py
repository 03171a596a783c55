"""The checker as a whole: its report, and plans that make no sense. Each rule has its own file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.check import CHECKS, check
from solver.instance import Instance
from solver.plan import Plan
from solver.rules import LEVELS, RULE_IDS
from tests.build import (
    W48,
    W49,
    admit,
    broken,
    complete_plan,
    instance,
    pupil,
    session,
    teacher,
    workshop,
)
from tests.strategies import instances, plans


def one_pupil() -> Instance:
    return instance(
        pupil("P01"), workshops=[workshop("ecriture")], teachers=[teacher("t", "ecriture")]
    )


def sound_plan() -> Plan:
    return complete_plan(
        one_pupil(), [admit("P01", W48)], [session(W48, "ecriture", "t", "mon-1")]
    )  # fmt: skip


def test_every_rule_has_a_check() -> None:
    assert set(CHECKS) == set(RULE_IDS)


def test_a_sound_plan_is_valid_and_its_score_is_given_in_the_policys_order() -> None:
    report = check(one_pupil(), sound_plan())
    assert report.model_dump(mode="json") == {
        "valid": True,
        "violations": [],
        "score": [{"level": lv, "value": 4 if lv == "cohesion" else 0} for lv in LEVELS],
    }


def test_a_violation_names_its_rule_its_subjects_and_says_it_in_a_sentence() -> None:
    plan = sound_plan().model_copy(update={"admissions": ()})
    report = check(one_pupil(), plan)
    assert not report.valid
    assert report.model_dump(mode="json")["violations"][1] == {
        "rule": "accounting",
        "subjects": ["P01"],
        "message": "L'élève P01 doit figurer une seule fois dans le plan, et non 0 fois.",
    }


def test_an_unknown_pupil_is_reported_and_left_out_of_everything_else() -> None:
    plan = sound_plan()
    stranger = tuple(admit("P99", week) for week in (W48, W49))
    report = check(
        one_pupil(), plan.model_copy(update={"admissions": (*plan.admissions, *stranger)})
    )
    assert [(v.rule, v.subjects) for v in report.violations] == [("accounting", ("P99",))]
    assert [entry.value for entry in report.score] == [entry.value for entry in plan.score]


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        (session(W48, "poterie", "t", "mon-1"), ("session", (W48, "poterie", "mon-1"))),
        (session(W48, "ecriture", "t9", "mon-1"), ("teacher", ("t9", W48, "mon-1"))),
    ],
    ids=["workshop", "teacher"],
)
def test_an_unknown_workshop_or_teacher_is_reported_and_not_scored(
    wrong: object, found: object
) -> None:
    plan = sound_plan().model_copy(update={"sessions": (wrong,), "score": ()})
    report = check(one_pupil(), plan)
    assert [(v.rule, v.subjects) for v in report.violations] == [found]
    assert {entry.level: entry.value for entry in report.score}["coverage"] == 1


def test_a_pupil_admitted_twice_is_scored_in_the_first_admission_listed() -> None:
    made = one_pupil()
    plan = sound_plan()
    for first, second, waited in [(W48, W49, 0), (W49, W48, 1)]:
        both = (admit("P01", first), admit("P01", second))
        report = check(made, plan.model_copy(update={"admissions": both, "score": ()}))
        assert {entry.level: entry.value for entry in report.score}["waiting"] == waited


def test_a_plan_without_content_leaves_every_pupil_unaccounted_for() -> None:
    assert broken(one_pupil(), Plan(status="unknown")) == [("accounting", ("P01",))]


@given(st.data())
def test_no_plan_makes_the_checker_fail(data: st.DataObject) -> None:
    made = data.draw(instances())
    report = check(made, data.draw(plans(made)))
    assert report.valid == (not report.violations)
    assert [entry.level for entry in report.score] == list(made.policy.order)
    for violation in report.violations:
        assert violation.subjects
        assert violation.message[0].isalpha()
        assert violation.message.endswith(".")
