"""A repair as it is read: what the search found, and what publishing it changes for whom."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from api.planning import service as planning
from api.planning.schemas import Proposal
from api.storage import tables
from api.storage.work import Consulting, Reading
from api.weeks import published
from api.weeks import service as weeks
from api.weeks.guests import pupils_by_code, record_reading
from api.weeks.published import PublishedWeek, week_of_plan
from api.weeks.schemas import SheetSession, WeekSheet
from api.weeks.sheet import laid_out, with_names
from solver.decide.calls import Call


class Repair(NamedTuple):
    """The present week and the repaired one, side by side."""

    proposal: Proposal
    absent: tuple[str, ...]
    losing: tuple[str, ...]
    """The pupils who lose the week that was told: each needs a reason."""
    calls: tuple[Call, ...]
    before: WeekSheet
    after: WeekSheet
    is_published: bool
    """Whether the week holds what this repair says."""

    @property
    def about(self) -> Mapping[str, Any]:
        """What the solver says of it."""
        return self.proposal.about

    @property
    def codes(self) -> set[str]:
        """The pupils that its sentences may be about."""
        named = {move["pupil"] for move in self.about["moves"]}
        shown = {
            p.code for sheet in (self.before, self.after) for g in sheet.groups for p in g.pupils
        }
        return named | shown | {*self.absent} | {call.pupil for call in self.calls if call.pupil}


def repair(work: Consulting, job: str, week: str) -> Repair | None:
    """Show what a search for a repair of a week found; None where it found none, or was another search."""
    asked = work.session.get(tables.Asked, job)
    found = select(tables.Proposal.id).where(
        tables.Proposal.job_id == job, tables.Proposal.week == week
    )
    proposal = work.session.scalar(found)
    if asked is None or asked.events is None or proposal is None:
        return None
    shown = planning.proposal(work, proposal)
    absent = tuple(asked.events["absent"])
    number, at, before = weeks.present(work, week)
    after = week_of_plan(shown.plan, week, (), shown.id)
    return Repair(
        proposal=shown,
        absent=absent,
        losing=_losing(shown.about, absent, week),
        calls=calls_in(shown.about),
        before=_sheet(work, week, before, number, at),
        after=_sheet(work, week, after, number, work.now),
        is_published=before.proposal == shown.id,
    )


def calls_after(work: Reading, week: str) -> tuple[Call, ...]:
    """Give the calls of the repair that a week was last published from; none where it was no repair."""
    _, content = published.present(work, week)
    if content.proposal is None:
        return ()
    row = work.session.get(tables.Proposal, content.proposal)
    return calls_in(row.content) if row is not None else ()


def contacts(work: Consulting, calls: Iterable[Call]) -> dict[str, str]:
    """Give whom to ask for at the collèges, by the codes of the pupils that the calls are about.

    Whoever did not come has no week any more, and so is looked up by the pupil.
    """
    pupils = pupils_by_code(work, {call.pupil for call in calls if call.pupil})
    record_reading(work, pupils.values(), "notice.read")
    codes = {pupil.id: pupil.code for pupil in pupils.values()}
    about = (
        select(tables.Notice.pupil_id, tables.Notice.contact)
        .where(tables.Notice.pupil_id.in_(codes))
        .order_by(tables.Notice.id)
    )
    return {codes[pupil]: contact for pupil, contact in work.session.execute(about)}


def calls_in(about: Mapping[str, Any]) -> tuple[Call, ...]:
    """Read the calls of a repair."""
    return tuple(Call.model_validate(call, strict=False) for call in about.get("calls", ()))


def session_key(session: SheetSession) -> tuple[int, str, str, str]:
    """Tell a session from the others of its week."""
    return session.group, session.workshop, session.teacher, session.slot


def _losing(about: Mapping[str, Any], absent: tuple[str, ...], week: str) -> tuple[str, ...]:
    """Name who had a week and no longer has it once this one is published."""
    return tuple(
        move["pupil"]
        for move in about["moves"]
        if move["pupil"] not in absent
        and move.get("from") is not None
        and week in {move["from"], move.get("to")}
    )


def _sheet(
    work: Consulting, week: str, content: PublishedWeek, number: int, at: datetime | None
) -> WeekSheet:
    return with_names(work, laid_out(work, week, content, number, at), content)
