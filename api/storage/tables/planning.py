"""What was asked of the solver, and the proposals it gave."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.storage.tables.base import ID_LENGTH, Base, new_id


class Asked(Base):
    """What a job was asked for: the week, how often it was published then, and what was supposed.

    `events` is what a repair starts from; it becomes true when the repair is accepted. `adjusting` is what a try
    starts from: a proposal, and the moves made to it so far.
    """

    __tablename__ = "asked"

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id"), primary_key=True)
    week: Mapped[str] = mapped_column(String(8))
    publications: Mapped[int]
    what_if: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    events: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    adjusting: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))


class Proposal(Base):
    """A plan that the checker has passed, offered for a week; never changed afterwards."""

    __tablename__ = "proposals"
    __table_args__ = (UniqueConstraint("job_id", "number"), Index(None, "week", "id"))

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id"))
    number: Mapped[int]
    week: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[Any] = mapped_column(JSON)
    plan: Mapped[Any] = mapped_column(JSON)
    created_at: Mapped[datetime]
