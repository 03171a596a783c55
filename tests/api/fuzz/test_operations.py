"""Anything may be sent by anybody: no operation ever fails, and each answers as it is described."""

from collections import Counter
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.access.roles import Role
from tests.api.fuzz.fits import FITS
from tests.api.fuzz.places import PLACES, named_by
from tests.api.fuzz.sending import (
    CALLERS,
    FEW,
    OPERATIONS,
    Callers,
    allowed,
    asks,
    fitted,
    owner_of,
)
from tests.api.fuzz.world import World

CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
by_label: Final = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.label)


@by_label
def test_what_is_asked_for_in_the_form_that_is_asked_for(
    world: World, callers: Callers, operation: Any
) -> None:
    """Of the tries by each role for which an operation is, a fifth come through.

    Each case goes as it was made up, and once more made to fit what there is.
    """
    tries, accepted = Counter[Role | None](), Counter[Role | None]()
    insiders = allowed(operation)

    def sent(role: Role | None, case: Any) -> None:
        answer = callers.send(role, case)
        case.validate_response(answer, checks=CHECKS)
        tries[role] += 1
        accepted[role] += answer.status_code < 300

    @FEW
    @given(case=operation.as_strategy(GenerationMode.POSITIVE))
    def explore(case: Any) -> None:
        for role in insiders:
            sent(role, case)
            if asks(operation):
                sent(role, fitted(world, owner_of(world, role), case))

    explore()
    for role in insiders:
        assert accepted[role] * 5 >= tries[role], (
            f"of {tries[role]} tries by {role or 'anybody'}, {operation.label} accepted {accepted[role]}: a line"
            " in tests/api/fuzz/fits.py has to say what nobody can guess of its body, its query or its state."
        )


@pytest.mark.parametrize(
    "operation",
    [each for each in OPERATIONS if asks(each)],
    ids=lambda each: each.label,
)
def test_anything_else(callers: Callers, operation: Any) -> None:
    @FEW
    @given(
        case=operation.as_strategy(GenerationMode.NEGATIVE),
        role=st.sampled_from([*CALLERS, *allowed(operation) * 3]),
    )
    def explore(case: Any, role: Role | None) -> None:
        case.validate_response(callers.send(role, case), checks=CHECKS)

    explore()


def test_every_line_is_about_something_there_is() -> None:
    assert FITS.keys() <= {operation.label for operation in OPERATIONS}
    assert PLACES.keys() <= {named_by(operation.path) for operation in OPERATIONS}
