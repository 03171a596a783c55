"""The secret addresses of practitioners' calendars."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from api.storage.tables.base import ID_LENGTH, Base, new_id


class CalendarAddress(Base):
    """An address that opens one practitioner's calendar; only the hash of its secret is kept."""

    __tablename__ = "calendar_addresses"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    teacher: Mapped[str] = mapped_column(String(200), index=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
