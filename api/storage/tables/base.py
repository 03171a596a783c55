"""What all tables share: names of constraints, moments in UTC, ids."""

import secrets
import time
from datetime import UTC, datetime
from typing import Any, ClassVar, Final

from sqlalchemy import DateTime, Dialect, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase

ID_LENGTH: Final = 24

# Constraints with names that both databases and every migration agree on.
_NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A moment, always in UTC: SQLite has no time zones, and forgetting one must not be possible."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse a moment without a zone, and convert the others to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Moment, str: String}


def new_id() -> str:
    """Make an id of 24 hexadecimal digits; later ones sort after earlier ones.

    It starts with the milliseconds since 1970, so that lists page in order of creation, and ends with
    48 random bits. It is no secret: who may read what never depends on an id being unknown.
    """
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(6)}"


def one_of(column: str, values: tuple[str, ...]) -> str:
    """Write the condition that a column holds one of some words."""
    return f"{column} IN ({', '.join(repr(value) for value in values)})"
