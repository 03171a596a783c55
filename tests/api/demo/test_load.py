"""The invented year: whole on any day of the year, and as if it had been lived."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from api.demo.load import load, school_year
from api.demo.logins import LOGINS
from api.planning.instance import instance_of
from api.settings import Settings
from api.storage import audit, tables
from api.storage.work import Storage, open_storage
from api.weeks import published
from solver.references import find_problems
from solver.weeks import week_of


def loaded(folder: Path, day: date) -> Storage:
    now = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    storage = open_storage(Settings(data_dir=folder), lambda: now)
    load(storage, "quatre mots inventés ici")
    return storage


def test_it_is_as_if_it_had_been_lived(tmp_path: Path) -> None:
    day = date(2027, 3, 16)
    storage = loaded(tmp_path, day)
    next_week = week_of(day + timedelta(weeks=1))
    with storage.read() as work:
        states = Counter(work.session.scalars(select(tables.Notice.state)))
        weeks = dict(published.all_weeks(work))
        logins = set(work.session.scalars(select(tables.Account.login)))
        instance = instance_of(work, next_week)
        verdict = audit.verify(work.session, storage.key)
    storage.close()
    assert states["hosted"] > 40
    assert states["waiting"] > instance.capacity
    assert max(weeks) == week_of(day)
    assert all(len(week.admissions) <= 5 for week in weeks.values())
    assert set(LOGINS.values()) <= logins
    assert next_week in instance.open_weeks
    assert verdict.intact


@pytest.mark.parametrize("day", ["2026-08-31", "2026-12-28", "2027-01-01", "2027-07-20"])
def test_it_can_be_invented_on_any_day(day: str) -> None:
    year = school_year(date.fromisoformat(day))
    assert list(find_problems(year)) == []
    assert len(year.pupils) > 97


def test_two_people_need_not_see_the_same_children(tmp_path: Path) -> None:
    """Codes are drawn anew each time, as for real pupils."""
    storages = [loaded(tmp_path / name, date(2026, 9, 20)) for name in ("one", "two")]
    codes = []
    for storage in storages:
        with storage.read() as work:
            codes.append(set(work.session.scalars(select(tables.Pupil.code))))
        storage.close()
    assert codes[0]
    assert not codes[0] & codes[1]
