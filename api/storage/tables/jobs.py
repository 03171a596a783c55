"""Jobs: what the solver was asked, how far it is, what it answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from api.jobs.states import ENDED, KINDS, STATES
from api.storage.tables.base import ID_LENGTH, Base, new_id, one_of


class Job(Base):
    """One question to the solver; it knows pupils by their codes alone.

    `attempts` counts how often it was begun. While it runs, whoever runs it says so again and again:
    after `alive_until` it is known to have been left behind.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        CheckConstraint(one_of("kind", KINDS), name="kind"),
        CheckConstraint(one_of("state", STATES), name="state"),
        CheckConstraint("deadline_seconds BETWEEN 1 AND 3600", name="deadline_seconds"),
        CheckConstraint("attempts >= 0", name="attempts"),
        CheckConstraint("state <> 'running' OR started_at IS NOT NULL", name="started_at"),
        CheckConstraint("(state = 'running') = (alive_until IS NOT NULL)", name="alive_until"),
        CheckConstraint(
            f"({one_of('state', tuple(sorted(ENDED)))}) = (ended_at IS NOT NULL)", name="ended_at"
        ),
        CheckConstraint("(state = 'done') = (result IS NOT NULL)", name="result"),
        CheckConstraint("(state = 'failed') = (failure IS NOT NULL)", name="failure"),
        Index(None, "state", "id"),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    state: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    alive_until: Mapped[datetime | None]
    deadline_seconds: Mapped[int]
    attempts: Mapped[int]
    # Long, and seldom needed with the rest.
    request: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    progress: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), deferred=True)
    failure: Mapped[str | None] = mapped_column(String(40))
