"""Lists given page by page, each page starting after the last id of the one before."""

from collections.abc import Callable, Sequence
from typing import Annotated, Final, Generic, TypeVar

from fastapi import Depends, Query
from pydantic import Field
from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute, Session

from api.storage.tables.base import ID_LENGTH
from solver.instance import Record

LONGEST_PAGE: Final = 200

Item = TypeVar("Item")
Row = TypeVar("Row")

Id = Annotated[
    str,
    Field(pattern=f"^[0-9a-f]{{{ID_LENGTH}}}$", examples=["0192f3a4b5c6d7e8f9a0b1c2"]),
]


Cursor = Annotated[
    str,
    Field(pattern=r"^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$", examples=["0192f3a4b5c6d7e8f9a0b1c2"]),
]
"""The id after which a page starts: a made-up one, or a collège's, which people chose."""


class Page(Record, Generic[Item]):
    """A part of a list; `next` is to be sent as `after` for the following part."""

    items: tuple[Item, ...]
    next: Cursor | None = None


class Wanted(Record):
    """Which part of a list is asked for."""

    after: str | None
    limit: int


async def _wanted(
    after: Annotated[Cursor | None, Query(description="The `next` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=LONGEST_PAGE)] = 50,
) -> Wanted:
    return Wanted(after=after, limit=limit)


PageWanted = Annotated[Wanted, Depends(_wanted)]
"""The parameter of a handler that answers with a Page."""


def page(
    session: Session,
    rows: Select[Row],
    by: InstrumentedAttribute[str],
    wanted: Wanted,
    show: Callable[[Row], Item],
) -> Page[Item]:
    """Give one page of the rows that a query selects, in the order of their ids."""
    return page_at_once(session, rows, by, wanted, lambda found: [show(row) for row in found])


def page_at_once(
    session: Session,
    rows: Select[Row],
    by: InstrumentedAttribute[str],
    wanted: Wanted,
    show: Callable[[Sequence[Row]], Sequence[Item]],
) -> Page[Item]:
    """Give one page as `page` does; what is shown needs more from the database, asked once for all rows."""
    if wanted.after is not None:
        rows = rows.where(by > wanted.after)
    found: Sequence[Row] = session.scalars(rows.order_by(by).limit(wanted.limit + 1)).all()
    shown = found[: wanted.limit]
    following = getattr(shown[-1], by.key) if len(found) > wanted.limit else None
    return Page(items=tuple(show(shown)), next=following)
