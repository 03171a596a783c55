"""The collèges that send notices."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from api.storage.tables.base import Base


class College(Base):
    """A collège; never deleted, only deactivated, because accounts and files hang on it."""

    __tablename__ = "colleges"

    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool]
    created_at: Mapped[datetime]
