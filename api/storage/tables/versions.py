"""Every version of what plans are made from: who changed what, when, and what it said then."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.storage.tables.base import Base


class Version(Base):
    """One version of one thing; its content holds no name of a pupil, only codes. None: removed."""

    __tablename__ = "versions"
    __table_args__ = (
        UniqueConstraint("kind", "key", "number"),
        Index(None, "kind", "key", "sequence"),
    )

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(200))
    number: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))
    content: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
