"""Structured logs without personal data: one JSON object a line on standard error.

What may be logged is written where it is logged: ids, route templates, statuses, durations. Never a body, a
query string, an address as it was typed, a name, or the text of an exception, which may quote any of these.
"""

import logging
import sys
from types import TracebackType
from typing import Any, Final, TextIO

import structlog

_FRAMES: Final = 6


def set_up_logs(level: str, stream: TextIO | None = None) -> None:
    """Send this process's logs to a stream, its own and those of the libraries it uses.

    Of a library only the level, the logger and the unformatted message are kept, from `warning` on:
    its arguments may be anything.
    """
    output = stream or sys.stderr
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=output),
        cache_logger_on_first_use=False,
    )
    handler = _Forward(level=logging.WARNING)
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


class _Forward(logging.Handler):
    """Passes on what a library logs, without its arguments and without its traceback."""

    def emit(self, record: logging.LogRecord) -> None:
        fault = record.exc_info[1] if record.exc_info else None
        log().warning(
            "library",
            logger=record.name,
            severity=record.levelname.lower(),
            message=record.msg if record.args else None,
            **(described(fault) if fault else {}),
        )


def log() -> Any:
    """Give the logger."""
    return structlog.get_logger()


def described(error: BaseException) -> dict[str, Any]:
    """Describe an exception by its type and the lines it came through, without its words."""
    return {"fault": type(error).__qualname__, "where": _places(error.__traceback__)}


def _places(traceback: TracebackType | None) -> list[str]:
    places = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        module = traceback.tb_frame.f_globals.get("__name__", "?")
        places.append(f"{module}:{code.co_name}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    return places[-_FRAMES:]
