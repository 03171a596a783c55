"""Adjusting a proposal move by move: where it started, and the moves that hold on while the next one is made."""

from api.paging import Id
from api.storage import tables
from api.storage.work import Reading
from solver.instance import Instance, PupilWeek, Record


class Adjusting(Record):
    """The proposal that a move is made to, None for what is published, and all moves so far, this one last."""

    proposal: Id | None
    moves: tuple[PupilWeek, ...]

    def kept_in(self, instance: Instance) -> Instance:
        """Give the instance in which the moves before the last one hold on, as weeks to be kept."""
        kept = tuple(pin for pin in self.moves[:-1] if pin not in instance.pins)
        return instance.model_copy(update={"pins": (*instance.pins, *kept)}) if kept else instance


def adjusting(work: Reading, proposal: str | None, pupil: str, week: str) -> Adjusting:
    """Add a move to those that led to a proposal; one more of the same pupil takes the place of the earlier."""
    before: tuple[PupilWeek, ...] = ()
    row = work.session.get(tables.Proposal, proposal) if proposal else None
    if row is not None and (found := adjusting_of(work, row.job_id)) is not None:
        before = tuple(move for move in found.moves if move.pupil != pupil)
    return Adjusting(proposal=proposal, moves=(*before, PupilWeek(pupil=pupil, week=week)))


def adjusting_of(work: Reading, job: str) -> Adjusting | None:
    """Say which moves a job was asked to make; None where it is no try, or from before that was kept."""
    asked = work.session.get_one(tables.Asked, job)
    if asked.adjusting is None:
        return None
    return Adjusting.model_validate(asked.adjusting, strict=False)
