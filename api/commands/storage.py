"""Opening the database for a command."""

from collections.abc import Iterator
from contextlib import contextmanager

from api.settings import Settings
from api.storage.errors import StorageError
from api.storage.work import Storage, open_storage
from solver.problems import InputError, Problem


@contextmanager
def opened_storage(settings: Settings | None = None) -> Iterator[Storage]:
    """Open the database, up to date, for the time of a command; raises InputError, in French."""
    try:
        storage = open_storage(settings or Settings.from_environment())
    except StorageError as error:
        raise InputError([Problem("", str(error))]) from None
    try:
        yield storage
    finally:
        storage.close()
