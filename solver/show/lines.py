"""How a French text is broken into lines, measured in terminal cells."""

import re
from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len, chop_cells
from rich.text import Text

# A line may break at a space, unless French punctuation clings to what it follows, and after a
# hyphen inside a word.
_BREAK: Final = re.compile(r"(?<!«) (?![:;?!»%])|(?<=\w-)(?=\w)")


def wrap(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` terminal cells, words cut only where they must."""
    lines: list[str] = []
    line = ""
    for gap, word in _words(text):
        if line and cell_len(line + gap + word) <= width:
            line += gap + word
            continue
        if line:
            lines.append(line)
        *full, line = chop_cells(word, width) or [""]
        lines.extend(full)
    return [*lines, line] if line else lines


def paragraph(text: str, width: int, style: str = "") -> Text:
    """Make a paragraph of lines of at most `width` terminal cells."""
    return Text("\n".join(wrap(text, width)), style=style)


def longest_piece(text: str) -> int:
    """Measure the longest piece of a text that `wrap` would rather not cut, in terminal cells."""
    return max((cell_len(word) for _, word in _words(text)), default=0)


def _words(text: str) -> Iterator[tuple[str, str]]:
    """Give each unbreakable piece with what stands before it: a space, or nothing after a hyphen."""
    start = 0
    gap = ""
    for match in _BREAK.finditer(text):
        yield gap, text[start : match.start()]
        gap, start = match[0], match.end()
    yield gap, text[start:]
