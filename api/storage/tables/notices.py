"""Pupils, the notices about them, and the history of each notice."""

from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.storage.tables.base import ID_LENGTH, Base, new_id, one_of

NoticeState = Literal[
    "received",
    "family-met",
    "waiting",
    "planned",
    "confirmed",
    "hosted",
    "no-show",
    "withdrawn",
    "declined",
    "expired",
]
_STATES = get_args(NoticeState)


class Pupil(Base):
    """A pupil of a collège, told from others by a code that says nothing about the child."""

    __tablename__ = "pupils"
    __table_args__ = (CheckConstraint(one_of("gender", ("F", "M")), name="gender"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    college: Mapped[str] = mapped_column(ForeignKey("colleges.id"), index=True)
    first_name: Mapped[str] = mapped_column(String(60))
    initial: Mapped[str] = mapped_column(String(1))
    level: Mapped[str] = mapped_column(String(2))
    gender: Mapped[str] = mapped_column(String(1))
    quartier: Mapped[str] = mapped_column(String(100))
    birth_year: Mapped[int]


class Notice(Base):
    """One exclusion of a pupil, to be hosted once."""

    __tablename__ = "notices"
    __table_args__ = (
        CheckConstraint(one_of("state", _STATES), name="state"),
        CheckConstraint("days BETWEEN 1 AND 8", name="days"),
        CheckConstraint("earliest <= latest", name="weeks"),
        UniqueConstraint("account_id", "request_key"),
        Index(None, "college", "id"),
        Index(None, "state", "id"),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    pupil_id: Mapped[str] = mapped_column(ForeignKey("pupils.id"), index=True)
    college: Mapped[str] = mapped_column(ForeignKey("colleges.id"))
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    request_key: Mapped[str] = mapped_column(String(100))
    request_digest: Mapped[str] = mapped_column(String(64))
    days: Mapped[int]
    earliest: Mapped[str] = mapped_column(String(8))
    latest: Mapped[str] = mapped_column(String(8))
    motives: Mapped[list[Any]] = mapped_column(JSON)
    note: Mapped[str | None] = mapped_column(String(500))
    contact: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(20))
    week: Mapped[str | None] = mapped_column(String(8))
    submitted_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    first_day: Mapped[str | None] = mapped_column(String(10))
    last_day: Mapped[str | None] = mapped_column(String(10))
    version: Mapped[int] = mapped_column(server_default="1")

    pupil: Mapped[Pupil] = relationship(viewonly=True, lazy="raise")
    """For queries that read both at once."""


class NoticeMove(Base):
    """One step in the history of a notice; the first has nothing before it.

    No account stands for the program itself.
    """

    __tablename__ = "notice_moves"
    __table_args__ = (
        CheckConstraint(one_of("to_state", _STATES), name="to_state"),
        UniqueConstraint("notice_id", "number"),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    notice_id: Mapped[str] = mapped_column(ForeignKey("notices.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    account_id: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"))
    from_state: Mapped[str | None] = mapped_column(String(20))
    to_state: Mapped[str] = mapped_column(String(20))
    week: Mapped[str | None] = mapped_column(String(8))
    reason: Mapped[str | None] = mapped_column(String(40))
    first_day: Mapped[str | None] = mapped_column(String(10))
    last_day: Mapped[str | None] = mapped_column(String(10))
