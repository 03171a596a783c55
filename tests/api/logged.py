"""What the service logs, kept for a test to read."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import structlog

from api.logs import set_up_logs


class Lines:
    """The lines of a log."""

    def __init__(self, stream: StringIO) -> None:
        self._stream = stream

    @property
    def text(self) -> str:
        return self._stream.getvalue()

    @property
    def all(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]


@contextmanager
def logs_put_back() -> Iterator[None]:
    """Leave this process's logs as they were, whoever sets them up meanwhile."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        yield
    finally:
        structlog.reset_defaults()
        root.handlers[:], root.level = before


@contextmanager
def logged() -> Iterator[Lines]:
    """Send this process's logs, those of libraries included, to where the test finds them."""
    stream = StringIO()
    with logs_put_back():
        set_up_logs("info", stream)
        yield Lines(stream)
