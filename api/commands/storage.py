"""Opening the database for a command."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

from api.logs import set_up_logs
from api.settings import Settings
from api.storage.errors import NotStoredError, StorageError
from api.storage.work import Storage, open_storage
from solver.output import OutputError
from solver.problems import InputError, Problem


@contextmanager
def opened_storage(settings: Settings | None = None) -> Iterator[Storage]:
    """Open the database, up to date, for the time of a command.

    Raises InputError where it cannot be opened, OutputError where it then stores nothing; both in French.
    """
    settings = settings or Settings.from_environment()
    set_up_logs(settings.log_level)
    try:
        storage = open_storage(settings)
    except StorageError as error:
        raise InputError([Problem("", str(error))]) from None
    try:
        yield storage
    except (NotStoredError, OperationalError):
        message = "La base de données ne répond pas ou n'a plus de place : réessayez plus tard."
        raise OutputError(message) from None
    finally:
        storage.close()
