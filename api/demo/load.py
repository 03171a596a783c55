"""Loading the demonstration into an empty database, all of it or nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from api.access.passwords import Passwords
from api.access.roles import Role
from api.accounts import upkeep
from api.clock import PARIS, paris_date
from api.demo.catalogue import add_catalogue
from api.demo.logins import LOGINS
from api.demo.year import SEED, WAITING, Accounts, tell
from api.storage.work import COMMAND_LINE, Storage, Writing
from solver.checked import checked
from solver.generate import generate
from solver.instance import Instance
from solver.solve import SolveOptions, solve
from solver.weeks import monday, week_of

_PUPILS: Final = 97
_OPEN_WEEKS: Final = 36
_WAITING: Final = 16
_WEEKS_AHEAD: Final = 4
_CONFLICTS: Final = 0.06
_SECONDS: Final = 20.0
_FIRST_MONTH: Final = 9


def load(storage: Storage, password: str) -> None:
    """Invent a school year and store it as if it had been lived up to now, with accounts.

    Raises PlanRefused, InputError where the school calendar is not known.
    """
    with storage.read() as reading:
        year = school_year(paris_date(reading.now))
    plan = checked(year, solve(year, SolveOptions(time_limit=_SECONDS)))
    with storage.write(COMMAND_LINE) as work:
        start = datetime.combine(monday(year.first_week), time(9), PARIS) - timedelta(weeks=3)
        before = replace(work, now=min(start.astimezone(UTC), work.now))
        add_catalogue(before, year)
        tell(work, year, plan, _add_accounts(before, year, password))


def school_year(today: date) -> Instance:
    """Invent the school year that a day belongs to, with more pupils than places around that day."""
    september = date(today.year - (today.month < _FIRST_MONTH), _FIRST_MONTH, 1)
    year = generate(pupils=_PUPILS, weeks=_OPEN_WEEKS, first_week=week_of(september), seed=SEED)
    next_week = week_of(today + timedelta(weeks=1))
    now = generate(
        pupils=_WAITING,
        weeks=_WEEKS_AHEAD,
        first_week=next_week,
        conflict_rate=_CONFLICTS,
        workshops=False,
        seed=SEED,
    )
    codes = {pupil.id: f"{WAITING}{pupil.id}" for pupil in now.pupils}
    waiting = (
        pupil.model_copy(update={"id": codes[pupil.id], "earliest": max(pupil.earliest, next_week)})
        for pupil in now.pupils
    )
    apart = ((codes[one], codes[other]) for one, other in now.conflicts)
    return year.model_copy(
        update={
            "last_week": max(year.last_week, now.last_week),
            "pupils": (*year.pupils, *waiting),
            "conflicts": (*year.conflicts, *apart),
        }
    )


def _add_accounts(work: Writing, year: Instance, password: str) -> Accounts:
    hashed = Passwords().hash(password)

    def add(login: str, role: Role, college: str | None = None, teacher: str | None = None) -> str:
        return upkeep.add(work, login, role, hashed=hashed, college=college, teacher=teacher)

    add(LOGINS["analyst"], "analyst")
    for teacher in year.teachers:
        add(f"intervenant-{teacher.id.removeprefix('t-')}", "teacher", teacher=teacher.id)
    colleges = {each.id: add(f"college-{each.id}", "college", each.id) for each in year.colleges}
    return Accounts(add(LOGINS["referent"], "referent"), colleges)
