"""What somebody has typed and not sent yet."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from api.storage.tables.base import ID_LENGTH, Base


class Draft(Base):
    """A notice being written, one of each account about each pupil; `pupil_id` is empty for a new one."""

    __tablename__ = "drafts"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    pupil_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    updated_at: Mapped[datetime]
