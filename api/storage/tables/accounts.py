"""Accounts, and the sessions and tokens that stand for them."""

from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from api.access.roles import ROLES
from api.storage.tables.base import ID_LENGTH, Base, new_id, one_of

CredentialKind = Literal["session", "token"]


class Account(Base):
    """Somebody who can sign in; never deleted, so that the audit trail keeps its meaning."""

    __tablename__ = "accounts"
    __table_args__ = (
        CheckConstraint(one_of("role", ROLES), name="role"),
        CheckConstraint("(role = 'college') = (college IS NOT NULL)", name="college"),
        CheckConstraint("(role = 'teacher') = (teacher IS NOT NULL)", name="teacher"),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    login: Mapped[str] = mapped_column(String(60), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    college: Mapped[str | None] = mapped_column(ForeignKey("colleges.id"))
    teacher: Mapped[str | None] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class Credential(Base):
    """A session of a browser or a token of a program; only the hash of its secret is kept."""

    __tablename__ = "credentials"
    __table_args__ = (
        CheckConstraint(one_of("kind", get_args(CredentialKind)), name="kind"),
        CheckConstraint("(kind = 'token') = (name IS NOT NULL)", name="name"),
        Index(None, "account_id", "id"),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str | None] = mapped_column(String(200))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
