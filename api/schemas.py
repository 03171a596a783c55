"""What the requests and answers of every subject share: `Record` for both, with these fields."""

from typing import Annotated, Final, TypeVar

from pydantic import Field

from solver.instance import IsoDate, IsoWeek, Name

Item = TypeVar("Item")

Items = Annotated[tuple[Item, ...], Field(strict=False)]
"""A list in a request. FastAPI hands over what it read as Python lists, which a strict tuple refuses;
the items themselves are still taken as they are or not at all."""

# Letters with their accents, digits, punctuation, French spaces. What is promised to be accepted; the
# check itself only refuses blanks and what cannot be seen.
_SEEN: Final = r"!-~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u203a\u20ac"

Text = Annotated[
    Name,
    Field(json_schema_extra={"minLength": 1, "pattern": f"^[{_SEEN}][ \u00a0\u202f{_SEEN}]*$"}),
]
"""A line of text that people wrote: up to 200 characters, not blank, nothing invisible."""

Sought = Annotated[str, Field(pattern=r"^[^\x00]*$")]
"""What somebody looks for, empty included, but for the one character that PostgreSQL cannot even compare."""

Week = Annotated[
    IsoWeek,
    Field(
        json_schema_extra={"pattern": "^20[0-9]{2}-W(0[1-9]|[1-4][0-9]|5[0-3])$"},
        examples=["2026-W48"],
    ),
]
"""An ISO week. What is promised to be accepted is of this century; no calendar is known beyond it."""

Day = Annotated[IsoDate, Field(json_schema_extra={"format": "date"}, examples=["2026-11-23"])]
"""A date."""
