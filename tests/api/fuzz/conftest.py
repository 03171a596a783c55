"""One application for all these tests, and for each a copy of the same database."""

from asyncio import Runner
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from api.settings import Settings
from tests.api.conftest import Held
from tests.api.databases import DatabaseName, Databases, Postgresql
from tests.api.fuzz.seeding import opened, seed
from tests.api.fuzz.sending import Callers
from tests.api.fuzz.world import Seeded, World


@pytest.fixture(scope="session")
def _loop() -> Iterator[Runner]:
    with Runner() as loop:
        yield loop


@pytest.fixture(scope="session")
def _templates() -> dict[DatabaseName, tuple[Settings, Seeded]]:
    return {}


@pytest.fixture
def world(
    _built: FastAPI,
    _templates: dict[DatabaseName, tuple[Settings, Seeded]],
    database: DatabaseName,
    databases: Databases,
    clock: Held,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    if database not in _templates:
        settings = databases.migrated(tmp_path_factory.mktemp("seeded") / "data")
        with opened(_built, settings, clock):
            _templates[database] = (settings, seed(_built))
    settings, seeded = _templates[database]
    copy = databases.copied(settings, tmp_path / "data")
    with opened(_built, copy, clock):
        yield World(_built, seeded)
    if isinstance(databases, Postgresql):
        databases.drop(copy)


@pytest.fixture
def callers(world: World, _loop: Runner) -> Callers:
    return Callers(world, _loop)
