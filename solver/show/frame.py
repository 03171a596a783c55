"""Frames around cells that may span several rows, which a plain table cannot do."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from solver.show.lines import longest_piece, wrap

Content = tuple[tuple[str, str], ...]
"""Texts, each with its style; each starts a line of its own."""


class Cell(NamedTuple):
    """A content, from one row of the frame to another, both included."""

    first: int
    last: int
    content: Content


_WIDEST: Final = 24
_RULE: Final = "dim"

# What joins two columns, by whether a rule reaches the joint from the left, from the right.
_JOINTS: Final = {
    (False, False): "│",
    (True, False): "┤",
    (False, True): "├",
    (True, True): "┼",
}


class Layout(NamedTuple):
    """How wide each column is, in terminal cells, the space before its texts, and the margin."""

    widths: Sequence[int]
    padding: int
    margin: int


def lay_out(
    heads: Sequence[Sequence[str]], texts: Sequence[Sequence[str]], width: int, margin: int
) -> Layout:
    """Share `width` terminal cells out between a margin, frames, and columns.

    Each column's heads, whole, and the longest word of its texts fit where all can; the widest
    columns give way where not. Then columns are made even, none wider than reads well.
    """
    room = width - margin - len(texts) - 1
    widths = [
        max(*map(cell_len, head), *map(longest_piece, column))
        for head, column in zip(heads, texts, strict=True)
    ]
    padding = 1 if sum(widths) + len(widths) <= room else 0
    widths = [width + padding for width in widths]
    while sum(widths) > room and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
    while sum(widths) < room and min(widths) < _WIDEST:
        widths[widths.index(min(widths))] += 1
    return Layout(widths, padding, margin)


def draw_frame(drawing: Text, columns: Sequence[Sequence[Cell]], layout: Layout) -> None:
    """Append framed columns of cells, the number of each row in the margin.

    Every column covers the same rows, from the first cell's `first` to the last cell's `last`.
    """
    wrapped = [
        [_wrapped(cell.content, width - layout.padding) for cell in column]
        for column, width in zip(columns, layout.widths, strict=True)
    ]
    heights = _heights(columns, wrapped)
    drawn = [_lines(column, texts, heights) for column, texts in zip(columns, wrapped, strict=True)]
    labels = [
        label
        for row, height in heights.items()
        for label in [f"{row:>{layout.margin - 1}} ", *[" " * layout.margin] * height]
    ]
    _append_rule(drawing, layout, ("┌", "┬", "┐"))
    # The last label would stand before a rule under the last row: the frame closes there.
    for number, label in enumerate(labels[:-1]):
        drawing.append(label)
        _append_line(drawing, [lines[number] for lines in drawn], layout)
    _append_rule(drawing, layout, ("└", "┴", "┘"))


_Line = tuple[str, str] | None
"""A line of a cell and its style, or a rule between two cells."""


def _wrapped(content: Content, width: int) -> list[tuple[str, str]]:
    return [(line, style) for text, style in content for line in wrap(text, width)]


def _heights(
    columns: Sequence[Sequence[Cell]], wrapped: Sequence[Sequence[Sequence[object]]]
) -> dict[int, int]:
    """Give each row the lines its cells need; a cell over several rows also has their rules."""
    first, last = columns[0][0].first, columns[0][-1].last
    heights = dict.fromkeys(range(first, last + 1), 1)
    needs = [
        (cell, len(lines))
        for column, texts in zip(columns, wrapped, strict=True)
        for cell, lines in zip(column, texts, strict=True)
    ]
    for cell, needed in sorted(needs, key=lambda need: need[0].last - need[0].first):
        rows = range(cell.first, cell.last + 1)
        while sum(heights[row] for row in rows) + len(rows) - 1 < needed:
            heights[min(rows, key=heights.__getitem__)] += 1
    return heights


def _lines(
    column: Sequence[Cell], texts: Sequence[Sequence[tuple[str, str]]], heights: dict[int, int]
) -> list[_Line]:
    """Lay a column out line by line, a rule between its cells."""
    lines: list[_Line] = []
    for cell, text in zip(column, texts, strict=True):
        if lines:
            lines.append(None)
        rows = range(cell.first, cell.last + 1)
        room = sum(heights[row] for row in rows) + len(rows) - 1
        lines.extend([*text, *[("", "")] * (room - len(text))])
    return lines


def _append_line(drawing: Text, lines: Sequence[_Line], layout: Layout) -> None:
    rules = [False, *(line is None for line in lines), False]
    joints = [_JOINTS[pair] for pair in pairwise(rules)]
    drawing.append(joints[0], style=_RULE)
    for line, width, joint in zip(lines, layout.widths, joints[1:], strict=True):
        if line is None:
            drawing.append("─" * width, style=_RULE)
        else:
            text, style = line
            drawing.append(" " * layout.padding)
            drawing.append(text, style=style)
            drawing.append(" " * (width - layout.padding - cell_len(text)))
        drawing.append(joint, style=_RULE)
    drawing.append("\n")


def _append_rule(drawing: Text, layout: Layout, corners: tuple[str, str, str]) -> None:
    left, joint, right = corners
    rule = joint.join("─" * width for width in layout.widths)
    drawing.append(f"{'':{layout.margin}}{left}{rule}{right}\n", style=_RULE)
