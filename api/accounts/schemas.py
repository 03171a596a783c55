"""What is asked and answered about accounts."""

from typing import Annotated, Final

from pydantic import AwareDatetime, Field, SecretStr

from api.access.passwords import LONGEST, SHORTEST
from api.access.roles import Role
from api.paging import Id
from api.schemas import Text
from solver.instance import Record

LOGIN_PATTERN: Final = r"^[a-z0-9](?:[a-z0-9.@_-]{0,58}[a-z0-9])?$"
"""Lower case without accents: one account must not look like another."""

NewPassword = Annotated[SecretStr, Field(min_length=SHORTEST, max_length=LONGEST)]
GivenPassword = Annotated[SecretStr, Field(max_length=LONGEST)]


class LogIn(Record):
    """A login and its password."""

    login: str = Field(max_length=60, examples=["college-tilleuls"])
    password: GivenPassword


class Me(Record):
    """The account that is signed in."""

    id: Id
    login: str = Field(examples=["college-tilleuls"])
    role: Role
    college: str | None = Field(default=None, examples=["tilleuls"])
    teacher: str | None = None


class PasswordChange(Record):
    """One's present password and the one to replace it."""

    current_password: GivenPassword
    new_password: NewPassword


class Session(Record):
    """A browser that is signed in."""

    id: Id
    created_at: AwareDatetime
    expires_at: AwareDatetime
    current: bool


class Token(Record):
    """A program's access, without its secret."""

    id: Id
    name: str = Field(examples=["Carnet d'analyse"])
    created_at: AwareDatetime
    expires_at: AwareDatetime


class NewToken(Record):
    """What a token is for, and for how many days; the settings may allow fewer."""

    name: Text = Field(examples=["Carnet d'analyse"])
    days: int = Field(default=90, ge=1, le=730)


class IssuedToken(Token):
    """A new token with its secret, which is shown this once."""

    token: str = Field(examples=["daeet_…"])
