"""Programs of collèges that send notices to a real service, and do not give up."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from queue import Empty, SimpleQueue
from typing import Final

from api.access import credentials
from api.accounts import upkeep
from api.settings import Settings
from api.storage.work import open_storage
from tests.api.crash.posting import Body, post
from tests.api.crash.served import PATIENCE, Served
from tests.api.people import add_college, password_hash

_BETWEEN_ATTEMPTS: Final = 0.05


def token_of(settings: Settings, college: str = "tilleuls") -> str:
    """Make the account of a collège, and give a token for its program."""
    storage = open_storage(settings)
    try:
        with storage.write("tests") as work:
            add_college(work, college)
            account = upkeep.add(
                work,
                f"college-{college}",
                "college",
                hashed=password_hash(),
                college=college,
                teacher=None,
            )
            return credentials.issue(work, account, "token", timedelta(days=1), "Essai").secret
    finally:
        storage.close()


@dataclass
class Sent:
    """What was sent under each key, the receipts that came back, and how many answers never came."""

    bodies: dict[str, Body]
    receipts: dict[str, Body] = field(default_factory=dict)
    cut_off: int = 0
    _news: threading.Condition = field(default_factory=threading.Condition)

    def acknowledged(self, key: str, receipt: Body) -> None:
        """Keep a receipt."""
        with self._news:
            self.receipts[key] = receipt
            self._news.notify_all()

    def unanswered(self) -> None:
        """Count a sending during which the service died."""
        with self._news:
            self.cut_off += 1

    def wait_for(self, count: int) -> None:
        """Wait until so many receipts have come."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.receipts) >= count, PATIENCE)


@contextmanager
def sending(served: Served, token: str, sent: Sent, threads: int) -> Iterator[None]:
    """Send everything while the body of the `with` runs; at its end, every notice has its receipt."""
    waiting: SimpleQueue[str] = SimpleQueue()
    for key in sent.bodies:
        waiting.put(key)
    with ThreadPoolExecutor(threads) as pool:
        programs = [pool.submit(_Program(served, token).run, sent, waiting) for _ in range(threads)]
        yield
        for program in programs:
            program.result()


class _Program:
    """The program of a collège, on a connection of its own."""

    def __init__(self, served: Served, token: str) -> None:
        self._served: Final = served
        self._token: Final = token
        self._connection: HTTPConnection | None = None

    def run(self, sent: Sent, waiting: "SimpleQueue[str]") -> None:
        """Send what waits, each notice under its key, again and again until there is a receipt."""
        try:
            while True:
                self._send(sent, waiting.get_nowait())
        except Empty:
            return
        finally:
            self._hang_up()

    def _send(self, sent: Sent, key: str) -> None:
        limit = time.monotonic() + PATIENCE
        while (receipt := self._attempt(sent, key)) is None:
            assert time.monotonic() < limit, "no receipt in time"
            time.sleep(_BETWEEN_ATTEMPTS)
        sent.acknowledged(key, receipt)

    def _attempt(self, sent: Sent, key: str) -> Body | None:
        """Send once; None where the service is gone or asks to come back."""
        if self._connection is None:
            self._connection = self._served.connection()
        try:
            status, answer = post(self._connection, self._token, key, sent.bodies[key])
        except ConnectionRefusedError:
            self._hang_up()
            return None
        except (OSError, HTTPException):
            self._hang_up()
            sent.unanswered()
            return None
        assert status in {201, 503}, answer
        return answer if status == 201 else None

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
