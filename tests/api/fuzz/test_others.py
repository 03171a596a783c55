"""What is another's looks like what does not exist, wherever a path names something."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
from httpx2 import Response
from hypothesis import given
from schemathesis import GenerationMode

from api.access.roles import Role
from api.http.request_log import REQUEST_ID
from tests.api.fuzz.places import PLACES, named_by
from tests.api.fuzz.sending import OPERATIONS, VERY_FEW, Callers, allowed, fitted, owner_of
from tests.api.fuzz.world import World
from tests.api.people import refused

NAMING: Final = [operation for operation in OPERATIONS if named_by(operation.path)]


def strangers() -> Iterator[Any]:
    """Pair each operation whose path names something with the roles to which it may be another's."""
    for operation in NAMING:
        place = PLACES.get(named_by(operation.path))
        for role in allowed(operation):
            if place and role not in place.shared_with:
                yield pytest.param(operation, role, id=f"{operation.label} {role}")


def without_number(answer: Response) -> tuple[int, dict[str, str], dict[str, Any]]:
    """Give all that a refusal says, but for the number of its request."""
    headers = {k: v for k, v in answer.headers.items() if k.lower() != REQUEST_ID.lower()}
    return answer.status_code, headers, {**answer.json(), "instance": None}


@pytest.mark.parametrize("path", sorted({operation.path for operation in NAMING}))
def test_it_is_known_whose_every_named_thing_is(path: str) -> None:
    assert named_by(path) in PLACES, (
        f"`{named_by(path)}` needs a line in tests/api/fuzz/places.py: how to make such a thing of somebody's, what"
        " names nothing, and the roles to which nothing of the kind is another's."
    )


@pytest.mark.parametrize(("operation", "role"), list(strangers()))
def test_others_and_absent_look_the_same(
    world: World, callers: Callers, operation: Any, role: Role
) -> None:
    """Whether what is sent would fit or not."""
    owner = owner_of(world, role, another=True)
    absent = PLACES[named_by(operation.path)].absent

    @VERY_FEW
    @given(case=operation.as_strategy(GenerationMode.POSITIVE))
    def explore(case: Any) -> None:
        fitting = fitted(world, owner, case)
        case.path_parameters = fitting.path_parameters
        answers = []
        for others in (fitting, case):
            nothing = others.derive()
            nothing.path_parameters = dict(absent)
            answers.append(callers.send(role, others))
            assert answers[-1].status_code >= 400, (
                f"another's was given to {role}: where nothing of this kind is another's to {role}, the line of"
                f" `{named_by(operation.path)}` in tests/api/fuzz/places.py has to say so."
            )
            assert without_number(answers[-1]) == without_number(callers.send(role, nothing))
        refused(answers[0], 404, "not-found")

    explore()


def test_whoever_is_not_signed_in_learns_nothing(world: World, callers: Callers) -> None:
    for operation in NAMING:
        place = PLACES.get(named_by(operation.path))
        if place and None not in place.shared_with:
            named = place.of(world, owner_of(world, allowed(operation)[0]))
            there, absent = (
                callers.request(operation.method, operation.path.format(**each))
                for each in (named, place.absent)
            )
            refused(there, 401, "not-signed-in")
            assert without_number(there) == without_number(absent)
