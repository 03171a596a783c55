"""What is answered about the addresses of calendars."""

from pydantic import AwareDatetime, Field

from solver.instance import Name, Record


class Address(Record):
    """Whether somebody has an address; the address itself is shown once, when it is made."""

    teacher: Name
    active: bool
    created_at: AwareDatetime | None


class NewAddress(Address):
    """A new address, shown this once: whoever has it can read the calendar."""

    path: str = Field(examples=["/api/calendars/…secret….ics"])
