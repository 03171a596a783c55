"""`/openapi.json`: public, complete, and true."""

from typing import Any

import pytest

from api.errors import Refusal
from api.http.description import describe
from tests.api.people import Client
from tests.api.test_routes import BUILT, every_operation

DOCUMENT = describe(BUILT)
OPERATIONS: dict[str, dict[str, Any]] = {
    operation["operationId"]: operation
    for methods in DOCUMENT["paths"].values()
    for operation in methods.values()
}


def all_refusals(of: type[Refusal] = Refusal) -> list[type[Refusal]]:
    return [each for kind in of.__subclasses__() for each in (kind, *all_refusals(kind))]


def test_anybody_may_read_it(anonymous: Client) -> None:
    assert anonymous.get("/openapi.json").json() == DOCUMENT


def test_every_route_is_in_it_once() -> None:
    assert len(OPERATIONS) == len([r for r in every_operation() if r[1] != "/openapi.json"])


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_is_described(name: str) -> None:
    operation = OPERATIONS[name]
    assert operation["summary"]
    public = operation["security"] == []
    assert bool(operation["x-roles"]) is not public
    statuses = set(operation["responses"])
    assert statuses >= {"429", "500", "503"}
    assert public or statuses >= {"401", "403"}
    assert statuses & {"200", "201", "202", "204"}


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_refusal_is_problem_details_with_an_example(name: str) -> None:
    for status, response in OPERATIONS[name]["responses"].items():
        if int(status) >= 400:
            (media,) = response["content"]
            assert media == "application/problem+json"
            for code, example in response["content"][media]["examples"].items():
                assert example["value"]["code"] == code
                assert example["value"]["status"] == int(status)


def test_the_framework_adds_no_errors_of_its_own() -> None:
    assert not [name for name in DOCUMENT["components"]["schemas"] if "HTTPValidation" in name]


def test_every_body_field_has_a_place_in_the_schemas() -> None:
    for operation in OPERATIONS.values():
        if "requestBody" in operation:
            (media,) = operation["requestBody"]["content"]
            assert media in {"application/json", "multipart/form-data"}
            schema = operation["requestBody"]["content"][media]["schema"]
            named = DOCUMENT["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
            assert named["additionalProperties"] is False


def test_codes_are_stable_names_used_once() -> None:
    refusals = all_refusals()
    codes = [refusal.code for refusal in refusals]
    assert len(codes) == len(set(codes))
    assert all(code.replace("-", "").isalpha() and code.islower() for code in codes)
    assert all(refusal.detail.endswith(".") for refusal in refusals)
