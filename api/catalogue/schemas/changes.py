"""A version of anything in the catalogue, as its history shows it."""

from typing import Generic, TypeVar

from pydantic import AwareDatetime, Field

from api.access.roles import Role
from solver.instance import Record

Sheet = TypeVar("Sheet", bound=Record)


class Noted(Record):
    """Who wrote something and when; `role` is absent where it was no account."""

    at: AwareDatetime
    by: str = Field(examples=["0192f3a4b5c6d7e8f9a0b1c2"])
    role: Role | None


class Change(Noted, Generic[Sheet]):
    """One version: its number and what it says; nothing where it is a removal."""

    number: int
    content: Sheet | None
