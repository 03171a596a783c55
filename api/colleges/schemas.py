"""What is asked and answered about collèges."""

from typing import Annotated

from pydantic import Field

from api.schemas import Text
from solver.instance import Record

CollegeId = Annotated[
    str,
    Field(pattern=r"^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$", examples=["tilleuls"]),
]
"""A short name that never changes: it stands in the files given to programs."""


class CollegeChange(Record):
    """What may change of a collège; one that is not active sends no notices."""

    name: Text = Field(examples=["Collège des Tilleuls"])
    active: bool = True


class College(CollegeChange):
    """A collège of the catalogue."""

    id: CollegeId


class NewCollege(Record):
    """A collège to be added."""

    id: CollegeId
    name: Text = Field(examples=["Collège des Tilleuls"])
