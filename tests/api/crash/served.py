"""`daeet serve` as a process that can be killed and started again on the same data."""

import re
import subprocess
import sys
import time
from http.client import HTTPConnection
from types import TracebackType
from typing import Final, Self

from api.settings import Settings
from tests.api.commands.running import environment

PATIENCE: Final = 60.0
"""Seconds after which a service that does not start, or an answer that does not come, is a fault."""

_LISTENING: Final = re.compile(r"http://127\.0\.0\.1:(\d+)")


class Served:
    """The service on a free port, a new one at each start; its log is a file beside its data."""

    def __init__(self, settings: Settings, program: str = "api.cli") -> None:
        self._command: Final = [sys.executable, "-m", program, "serve", "--port", "0"]
        self._environment: Final = environment(settings.data_dir)
        if settings.database_url is not None:
            self._environment["DAEET_DATABASE_URL"] = settings.database_url.get_secret_value()
        self._log: Final = settings.data_dir.with_name(f"{settings.data_dir.name}.log")
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.kill()

    @property
    def pid(self) -> int:
        """The process of the service."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start the service, and wait until it listens."""
        # A file, not a pipe: nobody reads along, and a full pipe would stop the service.
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(self._command, stderr=log, env=self._environment)
        limit = time.monotonic() + PATIENCE
        while not (said := _LISTENING.search(self.log())):
            assert self._process.poll() is None, self.log()
            assert time.monotonic() < limit, self.log()
            time.sleep(0.01)
        self.port = int(said[1])

    def kill(self) -> None:
        """End the service as a power cut does: with SIGKILL, which it cannot see coming."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def connection(self) -> HTTPConnection:
        """Give a connection to the service as it runs now."""
        return HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def log(self) -> str:
        """Give what the service has logged since its last start."""
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""
