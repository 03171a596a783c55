"""Taking a pupil's code out of everything that plans are made from and answer with.

Codes all have the same form and length, so none is a part of another, and looking for one as text is safe.
"""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Text, cast, delete, func, or_, select

from api.storage import tables
from api.storage.tables import Job, Version, new_id
from api.storage.work import Writing

NOBODY: Final = "P-effacé"
"""Stands in a sentence where the code of an erased pupil was."""


def forget_versions(work: Writing, pupil: tables.Pupil) -> None:
    """Remove every version about the pupil, take the code out of the others, and leave a version that says nothing.

    Without that one the highest sequence number might go back, and what was made from the versions that went would
    pass for up to date.
    """
    highest = work.session.execute(select(func.max(Version.sequence))).scalar()
    about = Version.key.contains(pupil.code, autoescape=True)
    gone = work.session.scalars(delete(Version).where(about).returning(Version.sequence)).all()
    others = work.session.scalars(select(Version).where(_names(Version.content, pupil.code))).all()
    for version in others:
        version.content = without(version.content, pupil.code)
    if highest is None or not (gone or others):
        return
    trace = Version(
        sequence=highest + 1,
        kind="stay",
        key=f"erased-{new_id()}",
        number=1,
        at=work.now,
        by=work.by,
        content=None,
    )
    work.session.add(trace)


def forget_questions(work: Writing, pupil: tables.Pupil) -> None:
    """Cancel and empty every job that knew the pupil, and remove the proposals that came of it.

    A request says of each pupil what plans know: college, level, gender, motives. What is published stays.
    """
    jobs = {job for query in _jobs_naming(pupil.code) for job in work.session.scalars(query)}
    for table in (tables.Proposal, tables.Asked):
        work.session.execute(delete(table).where(table.job_id.in_(jobs)))
    for job in work.session.scalars(select(Job).where(Job.id.in_(jobs))).all():
        job.state, job.ended_at, job.alive_until = "cancelled", job.ended_at or work.now, None
        job.request, job.progress, job.result, job.failure = {}, None, None, None


def _jobs_naming(code: str) -> Iterator[Select[str]]:
    """Select the jobs whose question or answer names a code, wherever it is kept."""
    asked, proposal = tables.Asked, tables.Proposal
    for job, columns in (
        (Job.id, (Job.request, Job.progress, Job.result)),
        (asked.job_id, (asked.what_if, asked.events, asked.adjusting)),
        (proposal.job_id, (proposal.content, proposal.plan)),
    ):
        yield select(job).where(or_(*(_names(column, code) for column in columns)))


def without(value: Any, code: str) -> Any:
    """Give a JSON value without the entries that are about a code; in sentences it becomes nobody's."""
    if isinstance(value, dict):
        return {key: without(part, code) for key, part in value.items() if code not in key}
    if isinstance(value, list):
        return [without(part, code) for part in value if not _is_about(part, code)]
    return value.replace(code, NOBODY) if isinstance(value, str) else value


def _is_about(part: Any, code: str) -> bool:
    values = (
        part.values() if isinstance(part, dict) else part if isinstance(part, list) else (part,)
    )
    return any(value == code for value in values)


def _names(column: Any, code: str) -> ColumnElement[bool]:
    return cast(column, Text).contains(code, autoescape=True)
