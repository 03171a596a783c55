"""What stays when a pupil's file goes: that it went, and numbers without the child."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from api.storage.tables.base import ID_LENGTH, Base


class Erasure(Base):
    """A file that went, so that a restored backup loses it again; ids only."""

    __tablename__ = "erasures"

    pupil_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    code: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]


class KeyFigure(Base):
    """How many stays of files that went had one trait; each trait is counted by itself.

    So the yearly figures survive, and no two traits of a child can be read together.
    """

    __tablename__ = "key_figures"

    school_year: Mapped[str] = mapped_column(String(9), primary_key=True)
    hosted: Mapped[bool] = mapped_column(primary_key=True)
    dimension: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[str] = mapped_column(String(200), primary_key=True)
    count: Mapped[int]
