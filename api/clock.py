"""What time it is: one function, so that tests can hold, advance or set back the clock."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the present moment, in UTC."""


def utc_now() -> datetime:
    """Give the present moment by the machine's clock."""
    return datetime.now(UTC)
