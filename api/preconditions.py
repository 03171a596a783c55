"""What changes carries a tag of its version (ETag); who changes it may say on which version they looked."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import Depends, Header, Response

from api.errors import Refusal

NO_VERSION: Final = 0
"""The version of what does not exist yet, or no longer."""


class ChangedMeanwhile(Refusal):
    """`If-Match` names a version that is no longer the present one."""

    status, code = HTTPStatus.PRECONDITION_FAILED, "changed-meanwhile"
    title = "Modifié entre-temps"
    detail = "Quelqu'un a modifié cette fiche entre-temps. Relisez-la, puis recommencez."


class Versioned:
    """The version an answer is about, and the one a request was made on."""

    def __init__(self, response: Response, if_match: str | None) -> None:
        self._response: Final = response
        self._if_match: Final = if_match

    def tag(self, version: int) -> None:
        """Put the version into the answer's `ETag`."""
        self._response.headers["ETag"] = f'"{version}"'

    def check(self, present: int) -> None:
        """Raise ChangedMeanwhile where the request was made on another version; none named is fine.

        `*` asks for any that exists (RFC 9110, 13.1.1); a list may name several.
        """
        if self._if_match is None:
            return
        wanted = {each.strip() for each in self._if_match.split(",")}
        if f'"{present}"' in wanted or ("*" in wanted and present != NO_VERSION):
            return
        raise ChangedMeanwhile


async def _versioned(
    response: Response,
    if_match: Annotated[
        str | None,
        Header(
            alias="If-Match",
            max_length=200,
            description="The `ETag` that was read: refused with 412 where it has changed since.",
            examples=['"3"'],
        ),
    ] = None,
) -> Versioned:
    return Versioned(response, if_match)


async def _tagged(response: Response) -> Versioned:
    return Versioned(response, None)


OnVersion = Annotated[Versioned, Depends(_versioned)]
"""The parameter of a handler that changes something: `version.check(row.version)`, then `version.tag(…)`."""

Tagged = Annotated[Versioned, Depends(_tagged)]
"""The parameter of a handler that shows something that changes: `tagged.tag(row.version)`."""
