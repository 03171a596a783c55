"""Who is calling, found out anew at every request."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from api.access.roles import Role
from api.storage.tables import CredentialKind


@dataclass(frozen=True)
class Caller:
    """A signed-in account and the session or token it came with; everything by id, nothing by name.

    `college` is set for the role college alone, `teacher` for the role teacher alone.
    """

    account: str
    role: Role
    college: str | None
    teacher: str | None
    credential: str
    kind: CredentialKind


async def _caller(request: Request) -> Caller:
    caller = request.state.caller
    assert isinstance(caller, Caller)  # noqa: S101 - the route's audience is not PUBLIC
    return caller


SignedIn = Annotated[Caller, Depends(_caller)]
"""The parameter of a handler that needs to know who calls; not for public routes."""
