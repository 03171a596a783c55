"""A first look at a very large document, which stops at the first mistake of each list.

Pydantic keeps every error until the end, and an error takes a hundred times the memory of the
value it is about: 32 MB of nonsense would take over 20 GB.
"""

from functools import cache
from typing import Any, Final

from pydantic_core import CoreConfig, SchemaValidator

from solver.instance import Record

MANY_VALUES: Final = 300_000
"""A larger document is looked at this way first; of any other every problem is said."""


def is_large(data: bytes) -> bool:
    """Tell whether a JSON document may hold more than `MANY_VALUES` values."""
    return data.count(b",") > MANY_VALUES


def check_lists(model: type[Record], value: object) -> None:
    """Raise pydantic's ValidationError with the first error of each list of a parsed document."""
    _validator(model).validate_python(value)


@cache
def _validator(model: type[Record]) -> SchemaValidator:
    config = CoreConfig(strict=True, extra_fields_behavior="forbid")
    return SchemaValidator(_stopping_early(model.__pydantic_core_schema__), config)


def _stopping_early(schema: Any) -> Any:
    """Copy a core schema with lists that stop early, and the fields of models in their place.

    Pydantic would validate a model as its class does, with lists that go on.
    """
    if isinstance(schema, list):
        return [_stopping_early(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    copy = {key: _stopping_early(part) for key, part in schema.items()}
    if copy.get("type") == "model":
        # Other parts of the schema may refer to a model by this name.
        name = {"ref": copy["ref"]} if "ref" in copy else {}
        return {**copy["schema"], **name}
    if copy.get("type") == "tuple":
        # Only a strict tuple would refuse the lists that the JSON parser makes.
        return {**copy, "fail_fast": True, "strict": False}
    return copy
