"""Small counts hidden from outsiders, so that none can be worked out from what is shown.

Who sees a table knows its total. So whenever a count under the limit is hidden, the smallest of the others is
hidden with it, and every one equal to it, without a sign which is which: two hidden counts that change places
look the same. (Of equal ones, hiding the first alone would tell.) Where there is no other, all are hidden. A zero
is hidden like one: that there was no girl is news about those who were there.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def protected(counts: Mapping[Key, int], least: int) -> dict[Key, int | None]:
    """Give a table's counts with None for what is hidden.

    The keys must be a fixed list, zeros included: a key that only stands there when somebody counts says that
    there is at least one.
    """
    hidden = {key for key, count in counts.items() if count < least}
    if hidden:
        smallest = min((count for count in counts.values() if count >= least), default=None)
        hidden.update(key for key, count in counts.items() if count == smallest)
    return {key: None if key in hidden else count for key, count in counts.items()}


def shown(count: int, least: int) -> int | None:
    """Give a count that stands alone, None where it is hidden."""
    return None if count < least else count
