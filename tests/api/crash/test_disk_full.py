"""A full disk: what comes in is refused, nothing is half written, what was acknowledged stays.

The disk of a test cannot be filled, so either the database may not grow, or the files of the service. The embedded
database alone: PostgreSQL's server has a disk of its own.
"""

import resource
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import pytest
from fastapi import FastAPI

from api.running import running
from api.settings import Settings
from tests.api.crash.findings import Findings, look
from tests.api.crash.posting import notice, post
from tests.api.crash.sending import Sent, sending, token_of
from tests.api.crash.served import Served
from tests.api.notices.sending import NOTICE
from tests.api.notices.sending import post as submit
from tests.api.people import Client, refused

pytestmark = pytest.mark.parametrize("database", ["sqlite"])

_MOST_PAGES: Final = 1_073_741_823
_SMALL_FILE: Final = 100_000


def test_a_database_that_is_full(app: FastAPI, settings: Settings, college: Client) -> None:
    """Several at once: those whose common transaction failed are all refused."""
    _limit_pages(app, 1)
    keys = [f"envoi-{number:06}" for number in range(60)]
    with ThreadPoolExecutor(10) as pool:
        answers = dict(zip(keys, pool.map(lambda key: submit(college, key=key), keys), strict=True))
    full = [answer for answer in answers.values() if answer.status_code != 201]
    assert full
    for answer in full:
        assert refused(answer, 503, "unavailable")
        assert answer.headers["retry-after"]
    _limit_pages(app, _MOST_PAGES)
    kept = {key: answer.json() for key, answer in answers.items() if answer.status_code == 201}
    assert look(settings, Sent(dict.fromkeys(kept, NOTICE), kept)) == Findings()
    assert all(submit(college, key=key).status_code == 201 for key in keys)
    assert {key: submit(college, key=key).json() for key in kept} == kept


def _limit_pages(app: FastAPI, most: int) -> None:
    """Forbid the database to grow; SQLite takes too small a limit for its present size."""
    with running(app).storage.engines.writing.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {most}")


def test_files_that_cannot_grow(settings: Settings) -> None:
    """As a process; the first that comes after there is room again is taken, without a restart."""
    token = token_of(settings)
    before, after = (
        Sent({f"{when}-{number:06}": notice(number) for number in range(20)})
        for when in ("avant", "apres")
    )
    with Served(settings) as served:
        with sending(served, token, before, threads=4):
            pass
        _limit_files(served, _SMALL_FILE)
        connection = served.connection()
        for number in range(20):
            status, answer = post(connection, token, f"plein-{number:06}", notice(number))
            assert (status, answer["code"]) == (503, "unavailable")
        connection.close()
        _limit_files(served, resource.RLIM_INFINITY)
        with sending(served, token, after, threads=4):
            pass
    both = Sent({**before.bodies, **after.bodies}, {**before.receipts, **after.receipts})
    assert look(settings, both) == Findings()


def _limit_files(served: Served, most: int) -> None:
    """Let no file of the running service grow beyond a size: a write that would fails."""
    hard = resource.prlimit(served.pid, resource.RLIMIT_FSIZE)[1]
    resource.prlimit(served.pid, resource.RLIMIT_FSIZE, (most, hard))
