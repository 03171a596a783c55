"""Small counts: what is hidden cannot be worked out from what is shown, by whoever knows the rule."""

from collections.abc import Iterator
from functools import cache
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from api.indicators.small_counts import protected, shown

LEAST = 3
Seen = tuple[int | None, ...]


def seen(counts: tuple[int, ...], least: int = LEAST) -> Seen:
    return tuple(protected(dict(enumerate(counts)), least).values())


def everything_seen(counts: tuple[int, ...]) -> tuple[int | None, Seen]:
    """Give what an outsider learns of a table: its total, where that is shown, and its cells."""
    return shown(sum(counts), LEAST), seen(counts)


@cache
def possible(width: int) -> dict[tuple[int | None, Seen], list[tuple[int, ...]]]:
    """List, by what is seen of them, all tables of so many cells with counts up to twice the limit."""
    found: dict[tuple[int | None, Seen], list[tuple[int, ...]]] = {}
    for counts in product(range(2 * LEAST + 2), repeat=width):
        found.setdefault(everything_seen(counts), []).append(counts)
    return found


def determined(tables: list[tuple[int, ...]], cells: Seen) -> Iterator[int]:
    """List the hidden cells that have the same count in every table that looks like this."""
    for index, cell in enumerate(cells):
        if cell is None and len({counts[index] for counts in tables}) == 1:
            yield index


def test_every_hidden_count_stays_undetermined_even_to_whoever_knows_the_total_and_the_rule() -> (
    None
):
    for width in range(1, 5):
        for (total, cells), tables in possible(width).items():
            if width > 1 or total is None:
                assert not list(determined(tables, cells)), (total, cells, tables)


@given(st.lists(st.integers(0, 30), max_size=12), st.integers(2, 10))
def test_no_small_count_is_shown_and_none_is_hidden_alone(counts: list[int], least: int) -> None:
    cells = seen(tuple(counts), least)
    assert all(cell is None or cell >= least for cell in cells)
    hidden = [count for count, cell in zip(counts, cells, strict=True) if cell is None]
    if hidden:
        assert len(hidden) >= 2 or len(counts) == 1
        assert len(hidden) == len(counts) or max(hidden) >= least
    else:
        assert list(cells) == counts


@given(st.lists(st.integers(5, 30)))
def test_nothing_is_hidden_without_need(counts: list[int]) -> None:
    assert list(seen(tuple(counts), 5)) == counts


def test_a_count_alone() -> None:
    assert [shown(count, 5) for count in (0, 4, 5)] == [None, None, 5]
