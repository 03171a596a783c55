"""Proposals as they are read, and publishing one."""

from sqlalchemy import select

from api.access.caller import Caller
from api.errors import NotFound
from api.paging import Page, Wanted, page
from api.planning import acceptance
from api.planning.changes import Change
from api.planning.schemas import Acceptance, Proposal, Publication
from api.planning.what_if import WhatIf
from api.storage import tables
from api.storage.work import Reading, Writing
from solver.plan import Plan


def proposals(work: Reading, wanted: Wanted, week: str | None) -> Page[Proposal]:
    """List the proposals, those of a week if one is named, oldest first."""
    rows = select(tables.Proposal)
    if week is not None:
        rows = rows.where(tables.Proposal.week == week)
    # The proposals of a job share one instance, and so what has changed since.
    changed: dict[str, tuple[Change, ...]] = {}

    def show(row: tables.Proposal) -> Proposal:
        if row.job_id not in changed:
            changed[row.job_id] = acceptance.changed_since(work, _asked(work, row))
        return _shown(work, row, changed[row.job_id])

    return page(work.session, rows, tables.Proposal.id, wanted, show)


def weeks_proposed(work: Reading, first: str) -> frozenset[str]:
    """Name the weeks from one on for which there are proposals that could be published."""
    real = (
        select(tables.Proposal.week)
        .join(tables.Asked, tables.Asked.job_id == tables.Proposal.job_id)
        .where(tables.Proposal.week >= first, tables.Asked.what_if.is_(None))
        .distinct()
    )
    return frozenset(work.session.scalars(real))


def proposals_of(work: Reading, job: str, changed: tuple[Change, ...]) -> tuple[Proposal, ...]:
    """List the proposals of a job by their numbers, given what has changed since it was asked."""
    rows = select(tables.Proposal).where(tables.Proposal.job_id == job)
    found = work.session.scalars(rows.order_by(tables.Proposal.number))
    return tuple(_shown(work, row, changed) for row in found)


def proposal(work: Reading, wanted: str) -> Proposal:
    """Show a proposal; raises NotFound."""
    row = _found(work, wanted)
    return _shown(work, row, acceptance.changed_since(work, _asked(work, row)))


def accept(work: Writing, caller: Caller, wanted: str, body: Acceptance) -> Publication:
    """Publish the week of a proposal; raises NotFound and what `acceptance.accept` raises."""
    row = _found(work, wanted)
    number = acceptance.accept(work, caller, row, _asked(work, row), body.reasons)
    return Publication(week=row.week, number=number)


def _found(work: Reading, wanted: str) -> tables.Proposal:
    row = work.session.get(tables.Proposal, wanted)
    if row is None:
        raise NotFound
    return row


def _asked(work: Reading, row: tables.Proposal) -> tables.Asked:
    return work.session.get_one(tables.Asked, row.job_id)


def _shown(work: Reading, row: tables.Proposal, changed: tuple[Change, ...]) -> Proposal:
    asked = _asked(work, row)
    return Proposal(
        id=row.id,
        job=row.job_id,
        number=row.number,
        week=row.week,
        name=row.name,
        created_at=row.created_at,
        what_if=WhatIf.model_validate(asked.what_if, strict=False) if asked.what_if else None,
        stale=bool(changed),
        changed=changed,
        about=row.content,
        plan=Plan.model_validate(row.plan, strict=False),
    )
