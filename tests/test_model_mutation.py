"""The checker guards the model: take a rule out of the model and the checker sees it broken."""

import pytest

from solver.check import check
from solver.instance import Instance
from solver.model.build import build_whole
from solver.model.choices import session_choices
from solver.model.drafts import read_draft
from solver.model.levels import LEVEL_TERMS
from solver.model.minimise import SolveOptions, Stage, new_solver, run
from solver.model.places import allowed_places
from solver.model.posting import Posting
from solver.plan import Plan
from solver.rules import DOCUMENT_RULES, RULE_IDS, RuleId
from tests.build import tiny, tiny_names

FOREVER = float("inf")
MODEL_RULES = [rule for rule in RULE_IDS if rule not in DOCUMENT_RULES]


def best_plan(instance: Instance, without: tuple[RuleId, ...] = ()) -> Plan | None:
    """Solve the model of groups and timetable together, with some rules taken out of it."""
    posting = Posting(without=without)
    places = allowed_places(instance, without)
    choices = session_choices(instance, without)
    variables = build_whole(posting, instance, places, choices)
    for level in instance.policy.order:
        stage = Stage([LEVEL_TERMS[level](posting, variables)])
        result = run(posting, stage, SolveOptions(), FOREVER)
        if result.holds is None:
            return None
        draft = read_draft(posting, variables, result.holds)
        posting.model.add(stage.terms[0].expression <= draft.score[level])
    return draft.to_plan("feasible", draft.score)


def broken_rules(instance: Instance, plan: Plan) -> set[RuleId]:
    return {violation.rule for violation in check(instance, plan).violations}


@pytest.mark.parametrize("name", tiny_names())
def test_with_every_rule_in_the_model_the_checker_finds_nothing(name: str) -> None:
    instance = tiny(name)
    plan = best_plan(instance)
    assert plan is None or broken_rules(instance, plan) == set()


@pytest.mark.parametrize("rule", MODEL_RULES)
def test_without_a_rule_the_checker_catches_the_model(rule: RuleId) -> None:
    caught = []
    for name in tiny_names(rule):
        instance = tiny(name)
        plan = best_plan(instance, without=(rule,))
        if plan is not None and rule in broken_rules(instance, plan):
            caught.append(name)
    assert caught


def test_an_infinite_deadline_lets_cp_sat_run_to_the_end() -> None:
    assert new_solver(SolveOptions(), FOREVER).parameters.max_time_in_seconds == FOREVER
