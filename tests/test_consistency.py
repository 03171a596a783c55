"""Adding a rule or a level touches a few known places; these tests fail where one is missing."""

from pathlib import Path

import pytest

from solver.check import CHECKS
from solver.model.groups import GROUP_RULES
from solver.model.levels import LEVEL_TERMS
from solver.model.places import PLACE_RULES
from solver.model.sessions import SESSION_RULES
from solver.rules import (
    DOCUMENT_RULES,
    LEVEL_LABELS,
    LEVELS,
    NAMED_ORDERS,
    ORDER_LABELS,
    RULE_IDS,
    RULE_LABELS,
    RuleId,
)
from tests.build import tiny_names

MODEL_RULES = [rule for rule in RULE_IDS if rule not in DOCUMENT_RULES]
TEST_FILES = {path.name for path in (Path(__file__).parent / "rules").glob("test_*.py")}


def test_every_rule_has_a_label_and_a_check() -> None:
    assert set(RULE_LABELS) == set(CHECKS) == set(RULE_IDS)


def test_every_rule_of_the_model_is_in_the_model() -> None:
    assert {*PLACE_RULES, *GROUP_RULES, *SESSION_RULES} == set(MODEL_RULES)


@pytest.mark.parametrize("rule", MODEL_RULES)
def test_every_rule_of_the_model_has_a_tiny_fixture(rule: RuleId) -> None:
    assert tiny_names(rule)


@pytest.mark.parametrize("rule", [*MODEL_RULES, "accounting"])
def test_every_rule_has_its_test_file(rule: RuleId) -> None:
    assert f"test_{rule.replace('-', '_')}.py" in TEST_FILES


def test_every_level_has_a_label_and_a_term_in_the_model() -> None:
    assert set(LEVEL_LABELS) == set(LEVEL_TERMS) == set(LEVELS)


def test_every_named_order_has_a_label_and_names_every_level_once() -> None:
    assert set(NAMED_ORDERS) == set(ORDER_LABELS)
    assert all(sorted(order) == sorted(LEVELS) for order in NAMED_ORDERS.values())
