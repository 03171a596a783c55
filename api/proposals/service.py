"""Questions to the solver about a week, and the proposals that came of them, as pages read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final, cast

from sqlalchemy import select

from api.errors import NotFound
from api.jobs import service as jobs
from api.jobs.schemas import Job
from api.jobs.states import STATE_LABELS, JobState
from api.planning.acceptance import changed_since, instance_asked, shifts_of
from api.planning.adjusting import Adjusting, adjusting_of
from api.planning.changes import Change
from api.planning.schemas import Proposal
from api.planning.service import proposals_of
from api.planning.what_if import WhatIf
from api.proposals.about import ADJUSTABLE, About, Completion
from api.storage import tables
from api.storage.work import Reading
from api.weeks import published
from api.weeks.published import Shift
from solver.instance import Instance
from solver.plan import Reason

_LISTED: Final = 6


@dataclass(frozen=True)
class Line:
    """A search for proposals among others of its week."""

    job: str
    at: datetime
    state: JobState
    what_if: WhatIf | None

    @property
    def label(self) -> str:
        """Say how far it is."""
        return STATE_LABELS[self.state]


@dataclass(frozen=True)
class Search:
    """A question about a week and what came of it; `changed` is what is no longer as it was then."""

    job: Job
    week: str
    what_if: WhatIf | None
    moves: Adjusting | None
    instance: Instance
    changed: tuple[Change, ...]
    published_since: bool
    proposals: tuple[Proposal, ...]
    result: dict[str, Any]

    @property
    def stale(self) -> bool:
        """Tell whether its proposals can no longer be published."""
        return bool(self.changed) or self.published_since

    @property
    def exhausted(self) -> bool:
        """Tell whether no further group exists that is different enough."""
        return bool(self.result.get("exhausted"))

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Say why there is no plan at all, where that is proven."""
        found = self.result.get("reasons", ())
        return tuple(Reason.model_validate(each, strict=False) for each in found)

    @property
    def no_move(self) -> Completion | None:
        """Say why no plan holds the move that was asked for; None where one does, or none was."""
        completion = self.result.get("completion")
        return Completion.model_validate(completion) if completion else None


@dataclass(frozen=True)
class One:
    """A proposal with all that a decision needs: where it comes from, what publishing it would tell."""

    proposal: Proposal
    search: Search
    about: About
    published: bool
    origin: str | None
    shifts: tuple[Shift, ...]

    @property
    def adjustable(self) -> bool:
        """Tell whether a move can be made to it."""
        return self.search.job.kind in ADJUSTABLE and not self.search.stale

    @property
    def losing(self) -> tuple[Shift, ...]:
        """List those who were told another week, or this one, and lose it."""
        return tuple(shift for shift in self.shifts if shift.before is not None)


def lines(work: Reading, week: str) -> tuple[Line, ...]:
    """List the last searches for proposals of a week, the newest first; those cancelled are left out."""
    rows = (
        select(tables.Job, tables.Asked.what_if)
        .join(tables.Asked, tables.Asked.job_id == tables.Job.id)
        .where(
            tables.Asked.week == week,
            tables.Job.kind == "propose",
            tables.Job.state != "cancelled",
        )
        .order_by(tables.Job.id.desc())
        .limit(_LISTED)
    )
    return tuple(
        Line(job.id, job.created_at, cast("JobState", job.state), _what_if(supposed))
        for job, supposed in work.session.execute(rows)
    )


def search(work: Reading, job: str, week: str | None = None) -> Search:
    """Show what a job was asked about a week, and what came of it; raises NotFound for another week's."""
    asked = work.session.get(tables.Asked, job)
    if asked is None or week not in {None, asked.week}:
        raise NotFound
    before = instance_asked(work, asked)
    changed = changed_since(work, asked, before)
    shown = jobs.show(work, job)
    return Search(
        job=Job(**{name: getattr(shown, name) for name in Job.model_fields}),
        week=asked.week,
        what_if=_what_if(asked.what_if),
        moves=adjusting_of(work, job),
        instance=before,
        changed=changed,
        published_since=published.present(work, asked.week)[0] != asked.publications,
        proposals=proposals_of(work, job, changed),
        result=shown.result or {},
    )


def one(work: Reading, proposal: str) -> One:
    """Show a proposal with all that a decision needs; raises NotFound."""
    row = work.session.get(tables.Proposal, proposal)
    if row is None:
        raise NotFound
    found = search(work, row.job_id)
    shown = next(each for each in found.proposals if each.id == proposal)
    return One(
        proposal=shown,
        search=found,
        about=About.model_validate(shown.about),
        published=published.present(work, row.week)[1].proposal == proposal,
        origin=_origin(work, found.moves),
        shifts=tuple(shifts_of(work, shown.plan, row.week)),
    )


def newest_to_adjust(work: Reading, week: str) -> str | None:
    """Give the best proposal of the newest search of a week that still holds; None where there is none."""
    for line in lines(work, week):
        if line.state == "done" and line.what_if is None:
            found = search(work, line.job)
            return found.proposals[0].id if found.proposals and not found.stale else None
    return None


def _origin(work: Reading, moves: Adjusting | None) -> str | None:
    """Give the proposal that an adjusted one comes from; it goes when a pupil it named is erased."""
    if moves is None or moves.proposal is None:
        return None
    found = work.session.get(tables.Proposal, moves.proposal)
    return found.id if found else None


def _what_if(supposed: Any | None) -> WhatIf | None:
    return WhatIf.model_validate(supposed, strict=False) if supposed else None


def codes_of(search: Search) -> Sequence[str]:
    """List the pupils that a search, its answer or what changed since speak of."""
    about = {change.subject for change in search.changed}
    return [*(pupil.id for pupil in search.instance.pupils), *sorted(about)]
