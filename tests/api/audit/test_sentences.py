"""Every act that the source records has its French sentence."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import get_args

from api.audit.sentences import ACTS, UNKNOWN, act_of
from api.forgetting.schemas import ErasureReason
from api.jobs.states import KINDS
from api.notices.states import STATES
from api.storage.tables import CredentialKind
from tests.test_architecture import ROOT, modules

RECORDING = {"record", "record_reading"}
FILLED = {
    "{to}": STATES,
    "{job.kind}": KINDS,
    "{kind}": get_args(CredentialKind),
    "{why}": (*get_args(ErasureReason), "retention", "again"),
}
"""What may stand in a code that is put together."""


def recorded(path: Path) -> Iterator[str]:
    """Name the codes that a file records; a parameter that is handed on is named where it is given."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and _name(call.func) in RECORDING:
            for argument in call.args[:3]:
                yield from _codes(argument, path)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _codes(argument: ast.expr, path: Path) -> Iterator[str]:
    if isinstance(argument, ast.Constant) and "." in str(argument.value):
        yield str(argument.value)
    elif isinstance(argument, ast.JoinedStr):
        yield from _filled(ast.unparse(argument)[2:-1])
    elif isinstance(argument, ast.Name) and argument.id.isupper():
        module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        yield from (code for code in [str(getattr(module, argument.id))] if "." in code)


def _filled(pattern: str) -> Iterator[str]:
    (hole,) = [each for each in FILLED if each in pattern]
    yield from (pattern.replace(hole, value) for value in FILLED[hole])


FILES = {"notices.csv", "weeks.csv"}
"""Subjects of exports, which look like codes."""


def test_every_recorded_act_has_a_sentence() -> None:
    found = {code for path in modules("api") for code in recorded(path)} - FILES
    assert len(found) > 50
    assert found - ACTS.keys() == set()


def test_no_sentence_is_for_an_act_that_nothing_records() -> None:
    found = {code for path in modules("api") for code in recorded(path)}
    assert ACTS.keys() - found == set()


def test_a_sentence_has_a_place_for_its_subject_where_it_has_one() -> None:
    for act in ACTS.values():
        assert ("{}" in act.said) == (act.about != "none")
        assert act.several is None or "{}" in act.several


def test_an_act_of_a_version_that_is_gone_is_said_all_the_same() -> None:
    assert act_of("something.else") == UNKNOWN
