"""What nobody can guess: how a made-up request is made to fit what there is, operation by operation.

An operation needs a line in `FITS` where less than a fifth of what is made up for it is accepted. A fit changes as
little as it takes. What the path names stands in `places.py`, unless the thing has to be in some state.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Any, Final

from api.notices.reasons import REASONS, Kind
from api.notices.states import MOVES, NoticeState
from api.notices.stays import stay_of
from api.storage import versions
from api.storage.tables import Account
from tests.api.fuzz.world import WORKSHOP, Owner, World
from tests.api.notices.importing.files import as_csv, cells
from tests.api.people import PASSWORD, password_hash
from tests.api.planning.world import NEXT, WEEK
from tests.api.weeks.scene import TIMETABLE_ENTRY

Fit = Callable[[World, Owner, Any], None]
"""Changes a case: its `path_parameters`, `query`, `headers` and `body`."""

HOURS: Final = ("08:00", "09:00", "10:00", "11:00", "12:00", "13:00", "14:00",
                "15:00", "16:00", "17:00", "18:00", "19:00", "20:00")  # fmt: skip


def log_in(world: World, owner: Owner, case: Any) -> None:
    case.body = {"login": "referente", "password": PASSWORD}


def change_password(world: World, owner: Owner, case: Any) -> None:
    with world.write() as work:
        work.session.get_one(Account, owner.account).password_hash = password_hash()
    case.body["current_password"] = PASSWORD


def stay(world: World, owner: Owner, case: Any) -> None:
    """Take weeks to come, in order, and the age of a pupil."""
    case.headers["Idempotency-Key"] = world.fresh("cle-inventee")
    case.body.update(earliest=WEEK, latest="2026-W51")
    if "pupil" in case.body:
        case.body["pupil"]["birth_year"] = 2012


def file_of_notices(world: World, owner: Owner, case: Any) -> None:
    case.headers["Idempotency-Key"] = world.fresh("cle-inventee")
    case.body["file"] = as_csv([cells()])


def withdrawal(world: World, owner: Owner, case: Any) -> None:
    case.body["reason"] = fitting_reason("withdrawal", case.body["reason"])


def confirmation(world: World, owner: Owner, case: Any) -> None:
    case.path_parameters["id"] = world.notice(owner, "planned").id
    case.body = {"first_day": "2026-11-30", "last_day": "2026-12-02"}


def notice_move(world: World, owner: Owner, case: Any) -> None:
    """Make a notice in a state from which the move leads where it is to."""
    to: NoticeState = case.body["to"]
    if to in ("received", "planned"):
        to = "waiting"
    before = next(before for before, after in MOVES if after == to)
    kind = MOVES[before, to].reason
    case.path_parameters["id"] = world.notice(owner, before).id
    case.body = {"to": to, "reason": kind and fitting_reason(kind, case.body.get("reason"))}


def fitting_reason(kind: Kind, wanted: str | None) -> str:
    """Give the reason that is wanted where it is of a kind, another of the kind otherwise."""
    fitting = [code for code, reason in REASONS.items() if kind in reason.kinds]
    return wanted if wanted in fitting else fitting[0]


def teacher(world: World, owner: Owner, case: Any) -> None:
    case.body.update(workshops=[WORKSHOP], college=None)
    availability(world, owner, case)


def availability(world: World, owner: Owner, case: Any) -> None:
    """Take hours that the timetable has, and weeks that their year has."""
    body = case.body
    if body.get("slots") is not None:
        body["slots"] = existing_slots(body["slots"])
    body["reluctant_slots"] = existing_slots(body.get("reluctant_slots", []))
    body["away_weeks"] = [week for week in body.get("away_weeks", []) if not week.endswith("W53")]


def existing_slots(wanted: Iterable[str]) -> list[str]:
    days, most = TIMETABLE_ENTRY.days, TIMETABLE_ENTRY.slots_per_day
    slots = {f"{day}-{number}" for day in days for number in range(1, most + 1)}
    return sorted(slots.intersection(wanted) - {*TIMETABLE_ENTRY.closed_slots})


def workshop(world: World, owner: Owner, case: Any) -> None:
    case.body.update(length=1, travel_minutes=case.body.get("travel_minutes", 0) % 30)


def timetable(world: World, owner: Owner, case: Any) -> None:
    """Put the hours in order, one pair for each slot, and no break after the last."""
    most = case.body["slots_per_day"]
    case.body.update(
        hours=[{"start": a, "end": b} for a, b in pairwise(HOURS)][:most],
        break_after=sorted({each for each in case.body["break_after"] if each < most}),
        fixed=[],
        closed_slots=[],
    )


def conflict(world: World, owner: Owner, case: Any) -> None:
    case.body["pupils"] = list(world.seeded.waiting[:2])
    until(case.body)


def teacher_conflict(world: World, owner: Owner, case: Any) -> None:
    case.body.update(pupil=world.seeded.waiting[0], teacher="t-theatre")
    until(case.body)


def until(body: dict[str, Any]) -> None:
    if body.get("until") is not None:
        body["until"] = NEXT


def own_address(world: World, owner: Owner, case: Any) -> None:
    world.calendar(owner.teacher or "")


def somebodys_address(world: World, owner: Owner, case: Any) -> None:
    world.calendar(case.path_parameters["id"])


def queued_job(world: World, owner: Owner, case: Any) -> None:
    case.path_parameters["id"] = world.queued_job(owner)


def weeks(world: World, owner: Owner, case: Any) -> None:
    case.query.update({"from": "2026-W40", "to": "2026-W51"})


def days(world: World, owner: Owner, case: Any) -> None:
    case.query.update({"from": "2026-09-01", "to": "2026-12-18"})


def now(world: World, owner: Owner, case: Any) -> None:
    case.query.pop("moment", None)


def question(world: World, owner: Owner, case: Any) -> None:
    """Ask about the published week; whoever is named exists."""
    case.body["week"] = WEEK
    if case.body.get("what_if") is not None:
        case.body["what_if"].update(closed_weeks=[], opened_weeks=[], lifted=[])
    if case.body.get("pupil") is not None:
        case.body["pupil"] = world.seeded.waiting[0]


def repair(world: World, owner: Owner, case: Any) -> None:
    question(world, owner, case)
    one, other, urgent = world.seeded.waiting[:3]
    known = {
        "absent": world.seeded.hosted[0],
        "away": "t-theatre",
        "apart": {"one": one, "other": other},
        "urgent": urgent,
    }
    case.body.update({name: [known[name]] for name in known if case.body.get(name)})


def tried(world: World, owner: Owner, case: Any) -> None:
    question(world, owner, case)
    case.body["week"] = NEXT
    case.body["move"].update(pupil=world.seeded.waiting[0], to=NEXT)
    if case.body["move"].get("proposal") is not None:
        case.body["move"]["proposal"] = world.proposal(owner)


def acceptance(world: World, owner: Owner, case: Any) -> None:
    """Give a reason for each pupil who was told the week of the proposal before."""
    with world.write() as work:
        stays = [stay_of(row) for row in versions.everything(work, "stay")]
    told = [stay["pupil"] for stay in stays if stay.get("week") == NEXT]
    case.body = {"reasons": dict.fromkeys(told, "group-balance")}
    case.path_parameters["id"] = world.proposal(owner)


def wish(world: World, owner: Owner, case: Any) -> None:
    if case.body.get("pin") is not None:
        case.body["pin"] = NEXT
    case.body["bans"] = [week for week in case.body.get("bans", []) if week != NEXT]


FITS: Final[Mapping[str, Fit]] = {
    "POST /api/login": log_in,
    "PUT /api/me/password": change_password,
    "POST /api/notices": stay,
    "POST /api/notices/import": file_of_notices,
    "PUT /api/notices/{id}": stay,
    "POST /api/notices/{id}/withdrawal": withdrawal,
    "POST /api/notices/{id}/confirmation": confirmation,
    "POST /api/notices/{id}/moves": notice_move,
    "POST /api/pupils/{id}/notices": stay,
    "PUT /api/teachers/{id}": teacher,
    "PUT /api/teachers/{id}/availability": availability,
    "PUT /api/workshops/{id}": workshop,
    "PUT /api/timetable": timetable,
    "GET /api/closures": weeks,
    "POST /api/conflicts": conflict,
    "POST /api/teacher-conflicts": teacher_conflict,
    "DELETE /api/calendar-address": own_address,
    "DELETE /api/teachers/{id}/calendar-address": somebodys_address,
    "POST /api/jobs/{id}/cancellation": queued_job,
    "GET /api/sessions": weeks,
    "GET /api/indicators": weeks,
    "GET /api/exports/weeks.csv": weeks,
    "GET /api/exports/notices.csv": days,
    "GET /api/instances/{week}": now,
    "GET /api/exports/instance/{week}": now,
    "POST /api/proposals": question,
    "POST /api/explanations": question,
    "POST /api/values": question,
    "POST /api/repairs": repair,
    "POST /api/tries": tried,
    "POST /api/adjustments": tried,
    "POST /api/proposals/{id}/acceptance": acceptance,
    "PUT /api/wishes/{code}": wish,
}
