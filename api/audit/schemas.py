"""What is answered about the audit trail."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from solver.instance import Record

Known = Annotated[str, Field(pattern="^[!-~]{1,200}$")]
"""An id or a login, as the trail knows them."""


class Entry(Record):
    """Who did what on which id, and when; never what it said."""

    sequence: int = Field(ge=1, examples=[1024])
    at: AwareDatetime
    actor: str = Field(
        description="A login; `commande` for the command line, `service` for the service itself.",
        examples=["referente"],
    )
    action: str = Field(examples=["notice.read"])
    subject: str | None = Field(examples=["0192f3a4b5c6d7e8f9a0b1c2"])


class Trail(Record):
    """A part of the trail, newest first; `next` is to be sent as `before` for the following part."""

    entries: tuple[Entry, ...]
    next: int | None


class Verified(Record):
    """Whether the trail is as it was written: how many entries are sound, and the first that is not."""

    intact: bool
    sound: int
    broken_at: int | None
