"""A whole service with its invented year, served to a real browser at a moment that stands still."""

import fcntl
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import uvicorn
from fastapi import FastAPI
from playwright._impl._api_structures import SetCookieParam
from sqlalchemy import select

from api.access import credentials
from api.access.guard import COOKIE
from api.access.roles import Role
from api.app import create_app
from api.commands.serve import listen
from api.demo.load import load
from api.demo.logins import LOGINS
from api.running import running
from api.settings import Settings
from api.storage.tables import Account
from api.storage.work import Storage, open_storage

PASSWORD: Final = "quatre mots inventés ici"
NOW: Final = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
"""The Thursday before the week of 30 November, which is still to be planned."""
THIS_WEEK: Final = "2026-W48"
NEXT_WEEK: Final = "2026-W49"


@dataclass
class Site:
    """A running service, its clock, and where it answers."""

    app: FastAPI
    address: str
    now: datetime = NOW

    @property
    def storage(self) -> Storage:
        """The way to the tables of the service."""
        return running(self.app).storage

    def session_of(self, login: str) -> SetCookieParam:
        """Sign an account in and give the cookie that a browser would hold."""
        with self.storage.read() as work:
            account = work.session.scalars(select(Account.id).where(Account.login == login)).one()
        with self.storage.write(account) as work:
            issued = credentials.issue(work, account, "session", timedelta(hours=12))
        # Chromium holds this machine's own address to be as safe as HTTPS, except where cookies are put in by hand.
        url = self.address.replace("http:", "https:")
        return {"name": COOKIE, "value": issued.secret, "url": url, "secure": True}

    def login_of(self, role: Role) -> str:
        """Give the login of a role's account."""
        return LOGINS[role]


def template(folder: Path) -> Path:
    """Invent the year once for all the processes that test at the same time."""
    folder.mkdir(parents=True, exist_ok=True)
    data = folder / "data"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not data.exists():
            making = folder / "making"
            storage = open_storage(Settings(data_dir=making), lambda: NOW)
            load(storage, PASSWORD)
            storage.close()
            making.rename(data)
    return data


@contextmanager
def serving(data: Path) -> Iterator[Site]:
    """Serve a data folder on this machine until the `with` ends."""
    site: Site | None = None

    def clock() -> datetime:
        return site.now if site else NOW

    settings = Settings(data_dir=data, upkeep="off")
    app = create_app(settings, clock=clock, invented=True)
    with listen("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        site = Site(app, f"http://127.0.0.1:{port}")
        config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            _wait(lambda: server.started)
            yield site
        finally:
            server.should_exit = True
            thread.join()


def copied(data: Path, to: Path) -> Path:
    """Copy a data folder, so that what happens in it stays there."""
    shutil.copytree(data, to)
    return to


def _wait(done: Callable[[], bool], seconds: float = 30) -> None:
    waiting = threading.Event()
    for _ in range(int(seconds / 0.02)):
        if done():
            return
        waiting.wait(0.02)
    raise TimeoutError
