"""What `daeet serve --demo` prepares: an invented year in a folder that is gone when the service stops."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Final, NoReturn

from api.settings import Settings
from solver.exit_codes import DONE
from solver.output import tell
from solver.problems import InputError, Problem

# Somebody's real data must not be where the demonstration writes.
_ELSEWHERE: Final = ("DAEET_DATA_DIR", "DAEET_DATABASE_URL")


@contextmanager
def demonstration() -> Iterator[Settings]:
    """Invent a year in a folder of its own, say how to log in, and give the settings to serve it with.

    Raises InputError where it could not be made.
    """
    from api.access.passwords import random_password

    password = random_password()
    kept = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    # Ended like this, the program still removes the folder; by default it would not.
    signal.signal(signal.SIGTERM, _end)
    with TemporaryDirectory(prefix="daeet-") as folder:
        environment = {**kept, "DAEET_DATA_DIR": folder}
        settings = Settings.from_environment(environment)
        tell("Préparation d'une année inventée…")
        _load(environment, password)
        _say_how_to_log_in(password)
        yield settings


def _end(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit(DONE)


def _load(environment: dict[str, str], password: str) -> None:
    """Invent the year in another process, which is gone with the solver once it is done."""
    done = subprocess.run(
        [sys.executable, "-m", "api.demo"],
        input=f"{password}\n",
        encoding="utf-8",
        env=environment,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise InputError([Problem("", "L'année de démonstration n'a pas pu être préparée.")])


def _say_how_to_log_in(password: str) -> None:
    from api.access.roles import ROLE_LABELS
    from api.demo.logins import LOGINS

    tell("Données inventées ; rien n'est gardé après l'arrêt. Pour se connecter :")
    for role, login in LOGINS.items():
        tell(f"  {ROLE_LABELS[role]:<15} {login}")
    tell(f"  mot de passe de tous les comptes : {password}")
