"""What planning knows of a notice: a stay, told by the pupil's code, kept version by version."""

from collections.abc import Mapping
from typing import Any, Final

from api.clock import paris_date
from api.notices.states import NoticeState
from api.storage import tables, versions
from api.storage.work import Reading, Writing
from solver.weeks import week_of

PLANNABLE: Final[frozenset[NoticeState]] = frozenset({"waiting", "planned", "confirmed", "hosted"})
"""The states in which a pupil takes part in plans: the family has agreed, and the week is not over yet.

Who is there already keeps the place in the plans of that week, and of no other one.
"""


def remember(work: Writing, row: tables.Notice) -> None:
    """Keep the planning view of a notice, or that it takes no part any more."""
    pupil = work.session.get_one(tables.Pupil, row.pupil_id)
    stay = versions.present(work, "stay", pupil.code)
    content = _content(row, pupil) if row.state in PLANNABLE else None
    # Most notices that are not plannable have never been: nothing to remember of them.
    if content is not None or (stay is not None and _is_about(stay, row)):
        versions.put(work, "stay", pupil.code, content)


def stay_of(version: tables.Version) -> Mapping[str, Any]:
    """Give what a version says of a stay; nothing where it takes no part any more."""
    return version.content or {}


def still_hosted(work: Reading, row: tables.Notice) -> str | None:
    """Give the week of another notice that hosts the same pupil and is not over; plans know one stay of a pupil."""
    pupil = work.session.get_one(tables.Pupil, row.pupil_id)
    stay = versions.present(work, "stay", pupil.code)
    if stay is None or stay.content is None or _is_about(stay, row):
        return None
    week: str | None = stay.content["week"]
    return week if week is not None and week >= week_of(paris_date(work.now)) else None


def week_told(work: Reading, code: str) -> str | None:
    """Give the week that a pupil is told, None for who waits or takes no part."""
    stay = versions.present(work, "stay", code)
    week: str | None = stay_of(stay)["week"] if stay and stay.content else None
    return week


def notice_of(work: Writing, code: str) -> tables.Notice:
    """Find the notice of a pupil who takes part in plans."""
    stay = versions.present(work, "stay", code)
    assert stay is not None  # noqa: S101 - plans are made of stays
    return work.session.get_one(tables.Notice, stay_of(stay)["notice"])


def _content(row: tables.Notice, pupil: tables.Pupil) -> dict[str, Any]:
    return {
        "notice": row.id,
        "pupil": pupil.code,
        "college": pupil.college,
        "earliest": row.earliest,
        "latest": row.latest,
        "level": pupil.level,
        "gender": pupil.gender,
        "motives": row.motives,
        "state": row.state,
        "week": row.week,
    }


def _is_about(stay: tables.Version, row: tables.Notice) -> bool:
    """Tell whether the stay that plans know is that of this notice, not of a later one."""
    return stay.content is not None and stay.content["notice"] == row.id
