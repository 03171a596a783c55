"""What the tests of the service share: both databases, the application, clients per role."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest
from fastapi import FastAPI

from api.access import passwords
from api.app import create_app
from api.jobs.child import SOLVER
from api.planning.keeping import WHEN_DONE
from api.running import running, start
from api.settings import Settings
from api.storage import sqlite
from api.storage.work import Storage, open_storage
from tests.api.databases import DatabaseName, Databases, Postgresql, Sqlite, postgresql_server
from tests.api.logged import Lines, logged
from tests.api.people import (
    ANALYST,
    COLLEGE,
    OTHER_COLLEGE,
    OTHER_TEACHER,
    REFERENT,
    TEACHER,
    Client,
    anonymous_client,
    browser,
)

ON_BOTH: Final = (
    "accounts/test_own_account",
    "backup/test_backup",
    "catalogue/test_conflicts",
    "drafts/",
    "forgetting/test_erasing",
    "jobs/test_runner",
    "notices/test_notices",
    "planning/test_acceptance",
    "storage/",
)
"""What `make test` runs on PostgreSQL too: where the two databases do not do the same. `make soak` runs everything."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what SQLite alone has to show in `make test`: a run on both takes twice as long."""
    if os.environ.get("HYPOTHESIS_PROFILE") == "soak":
        return
    left = [item for item in items if _only_on_postgresql(item)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in left]


def _only_on_postgresql(item: pytest.Item) -> bool:
    place = item.path.as_posix().partition("/tests/api/")[2]
    parameters = getattr(item, "callspec", None)
    on_postgresql = parameters is not None and parameters.params.get("database") == "postgresql"
    return on_postgresql and not place.startswith(ON_BOTH)


class Held:
    """A clock that only moves when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **duration: float) -> None:
        """Move on, or back with a negative duration."""
        self.now += timedelta(**duration)


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make password checks take no time; `access/test_passwords.py` keeps the real ones."""
    monkeypatch.setattr(passwords, "_KIB", 8)
    monkeypatch.setattr(passwords, "_PASSES", 1)
    monkeypatch.setattr(passwords, "_LANES", 1)


@pytest.fixture(autouse=True)
def no_flushes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the disk, which would take longer than all the rest.

    The tests of storage keep what a service does, and so do those that start one as a process of its own.
    """
    if "/storage/" not in request.path.as_posix():
        monkeypatch.setattr(sqlite, "_SYNCHRONOUS", "OFF")


@pytest.fixture
def clock() -> Held:
    return Held()


@pytest.fixture(scope="session")
def _sqlite(tmp_path_factory: pytest.TempPathFactory) -> Sqlite:
    return Sqlite(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def _postgresql(testrun_uid: str) -> Iterator[Postgresql]:
    with postgresql_server(testrun_uid) as address:
        yield Postgresql(address)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> DatabaseName:
    """Run a test once on each database."""
    name: DatabaseName = request.param
    return name


@pytest.fixture
def databases(request: pytest.FixtureRequest, database: DatabaseName) -> Databases:
    made: Databases = request.getfixturevalue(f"_{database}")
    return made


@pytest.fixture
def empty(databases: Databases, tmp_path: Path) -> Iterator[Settings]:
    """Give the settings of a database without tables."""
    settings = databases.empty(tmp_path / "empty")
    yield settings
    _drop(databases, settings)


@pytest.fixture
def settings(databases: Databases, tmp_path: Path) -> Iterator[Settings]:
    """Give the settings of a database with its tables."""
    settings = databases.migrated(tmp_path / "data")
    yield settings
    _drop(databases, settings)


def _drop(databases: Databases, settings: Settings) -> None:
    if isinstance(databases, Postgresql):
        databases.drop(settings)


@pytest.fixture
def storage(settings: Settings, clock: Held) -> Iterator[Storage]:
    """Open a database without the application around it."""
    storage = open_storage(settings, clock)
    yield storage
    storage.close()


@pytest.fixture(scope="session")
def _built() -> FastAPI:
    return create_app(Settings())


@pytest.fixture
def app(_built: FastAPI, settings: Settings, clock: Held) -> Iterator[FastAPI]:
    """Start the application, built once, on a database of its own; other fixtures' clients talk to it."""
    _built.state.opening = partial(start, settings, clock, SOLVER, WHEN_DONE)
    with anonymous_client(_built):
        yield _built


@pytest.fixture
def lines() -> Iterator[Lines]:
    """Give what is logged from here on."""
    with logged() as lines:
        yield lines


@pytest.fixture
def anonymous(app: FastAPI) -> Client:
    return anonymous_client(app)


@pytest.fixture
def referent(app: FastAPI) -> Client:
    return browser(app, REFERENT)


@pytest.fixture
def college(app: FastAPI) -> Client:
    return browser(app, COLLEGE)


@pytest.fixture
def other_college(app: FastAPI) -> Client:
    return browser(app, OTHER_COLLEGE)


@pytest.fixture
def teacher(app: FastAPI) -> Client:
    return browser(app, TEACHER)


@pytest.fixture
def other_teacher(app: FastAPI) -> Client:
    return browser(app, OTHER_TEACHER)


@pytest.fixture
def analyst(app: FastAPI) -> Client:
    return browser(app, ANALYST)


@pytest.fixture
def actions(app: FastAPI) -> Any:
    """Give a function that lists what the audit trail holds: who, what, on which id."""

    def listed() -> list[tuple[str, str, str | None]]:
        from sqlalchemy import select

        from api.storage.tables import AuditEntry

        with running(app).storage.read() as work:
            entries = work.session.scalars(select(AuditEntry).order_by(AuditEntry.sequence))
            return [(entry.actor, entry.action, entry.subject) for entry in entries]

    return listed
