"""The embedded database alone, and runners on it: what differs between databases is tested elsewhere."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from api.jobs.runner import Runner
from api.settings import Settings
from api.storage.work import Storage, open_storage
from tests.api.conftest import Held
from tests.api.databases import Sqlite
from tests.api.jobs.asking import Started, new_account

Running = Callable[..., Started]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a second's waiting shorter."""
    monkeypatch.setattr("api.jobs.runner._POLL", 0.02)
    monkeypatch.setattr("api.jobs.runner._KEEP", 0.05)


@pytest.fixture
def store(_sqlite: Sqlite, tmp_path: Path, clock: Held) -> Iterator[Storage]:
    storage = open_storage(_sqlite.migrated(tmp_path / "jobs"), clock)
    yield storage
    storage.close()


@pytest.fixture
def account(store: Storage) -> str:
    return new_account(store)


@pytest.fixture
def running(store: Storage, tmp_path: Path) -> Running:
    """Give what makes a runner of a command line, to be used in a `with`."""

    def made(command: list[str], when_done: Any = None, **settings: int | str) -> Started:
        chosen = Settings(data_dir=tmp_path / "jobs", **settings)
        return Started(Runner(store, chosen, when_done or {}, command))

    return made
