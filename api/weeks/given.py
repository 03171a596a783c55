"""What those who give workshops have given, and are announced to give, in the published weeks of a period."""

from datetime import timedelta
from typing import Final, NamedTuple

from api.storage import versions
from api.storage.work import Reading
from api.weeks import published
from api.weeks.frames import Frames

_AN_HOUR: Final = timedelta(hours=1)


class Given(NamedTuple):
    """How many sessions, and how many hours they last without the travel."""

    sessions: int = 0
    hours: float = 0.0


def given_by_teacher(work: Reading, first: str, last: str) -> dict[str, Given]:
    """Count the sessions of the published weeks from one to another, by who gives them."""
    frames = Frames(work)
    counted: dict[str, Given] = {}
    for row in versions.everything(work, "week"):
        if not first <= row.key <= last:
            continue
        for session in published.read(row).sessions:
            known = frames.given(row.key, session, row.at)
            before = counted.get(session.teacher, Given())
            hours = before.hours + (known.end - known.start) / _AN_HOUR
            counted[session.teacher] = Given(before.sessions + 1, hours)
    return counted
