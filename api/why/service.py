"""The explanations that are there, and what is known of the pupil they are about."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import select

from api.errors import NotFound
from api.notices.stays import stay_of
from api.preconditions import NO_VERSION
from api.proposals import service as proposals
from api.proposals.service import Search
from api.storage import tables, versions
from api.storage.work import Reading


class Held(NamedTuple):
    """What keeps a pupil to a week or out of it: the wish, its version, and the stay's notice."""

    version: int
    wish: Mapping[str, Any]
    notice: str | None


def newest(work: Reading, pupil: str, week: str) -> str | None:
    """Give the newest question why a pupil is not in a week that was answered, about what is so."""
    rows = (
        select(tables.Job.id)
        .join(tables.Asked, tables.Asked.job_id == tables.Job.id)
        .where(
            tables.Job.kind == "explain",
            tables.Job.state == "done",
            tables.Asked.week == week,
            tables.Asked.what_if.is_(None),
            tables.Job.request["pupil"].as_string() == pupil,
        )
        .order_by(tables.Job.id.desc())
        .limit(1)
    )
    return work.session.scalar(rows)


def asked(work: Reading, job: str, pupil: str, week: str) -> Search:
    """Show a question and its answer; raises NotFound where it is about another pupil or week."""
    row = work.session.get(tables.Job, job)
    if row is None or row.kind != "explain" or row.request.get("pupil") != pupil:
        raise NotFound
    return proposals.search(work, job, week)


def held(work: Reading, pupil: str) -> Held:
    """Say what is wanted for a pupil, and where the notice is."""
    wish = versions.present(work, "wish", pupil)
    stay = versions.present(work, "stay", pupil)
    return Held(
        version=wish.number if wish else NO_VERSION,
        wish=(wish.content if wish else None) or {},
        notice=stay_of(stay).get("notice") if stay else None,
    )
