"""What happened, once the repair that takes it into account is accepted: it becomes true."""

from api.access.caller import Caller
from api.catalogue import conflicts
from api.catalogue.schemas.conflicts import ConflictSheet
from api.notices import moving
from api.notices.stays import notice_of
from api.storage import versions
from api.storage.work import Writing
from solver.decide.events import Events


def make_true(work: Writing, caller: Caller, week: str, events: Events) -> None:
    """Write down who did not come, who is away that week, and who must not meet any more.

    Who did not come waits again: another week may be found.
    """
    for code in events.absent:
        notice = notice_of(work, code)
        if notice.state != "waiting":
            moving.move(work, caller, notice, "no-show")
        moving.move(work, caller, notice, "waiting", reason="pupil-absent")
    for teacher in events.away:
        entry = versions.present(work, "teacher", teacher)
        if entry is not None and entry.content is not None:
            weeks = sorted({*entry.content["away_weeks"], week})
            versions.put(work, "teacher", teacher, {**entry.content, "away_weeks": weeks})
            work.record("teacher.changed", teacher)
    for pair in events.conflicts:
        conflicts.add(work, ConflictSheet(pupils=pair))
