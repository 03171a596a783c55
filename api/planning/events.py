"""What happened, once the repair that takes it into account is accepted: it becomes true."""

from api.access.caller import Caller
from api.notices import moving
from api.notices.stays import notice_of
from api.storage import versions
from api.storage.work import Writing
from solver.decide.events import Events
from solver.plan import Plan


def make_true(work: Writing, caller: Caller, week: str, events: Events) -> None:
    """Write down who did not come, who is away that week, and who must not meet any more."""
    for code in events.absent:
        moving.move(work, caller, notice_of(work, code), "no-show")
    for teacher in events.away:
        entry = versions.present(work, "teacher", teacher)
        if entry is not None and entry.content is not None:
            weeks = sorted({*entry.content["away_weeks"], week})
            versions.put(work, "teacher", teacher, {**entry.content, "away_weeks": weeks})
    for pair in events.conflicts:
        one, other = sorted(pair)
        content = {"pupils": [one, other], "until": None}
        versions.put(work, "conflict", f"{one} {other}", content)


def without_absent(plan: Plan, events: Events) -> Plan:
    """Give a repaired plan as it reads once the absent pupils take no part any more.

    The declared score goes: it counted them.
    """
    there = tuple(each for each in plan.not_admitted if each.pupil not in events.absent)
    return plan.model_copy(update={"not_admitted": there, "score": ()})
