"""Lines of the terminal: nothing sticks out, nothing is lost, and French may break there."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from solver.show.lines import longest_piece, wrap

# What an instance accepts in a name: what is printable, and plain spaces.
PRINTABLE = st.one_of(st.sampled_from(" -:«»"), st.characters(exclude_categories=("C", "Z")))


@given(st.text(PRINTABLE), st.integers(2, 40))
def test_broken_lines_fit_and_lose_nothing_but_spaces(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_lines_break_where_french_allows() -> None:
    assert wrap("atelier physique-chimie", 17) == ["atelier physique-", "chimie"]
    assert wrap("voici ceci : cela", 10) == ["voici", "ceci :", "cela"]
    assert wrap("dit « oui » ici", 8) == ["dit", "« oui »", "ici"]
    assert wrap("", 5) == []


def test_the_longest_piece_is_what_may_not_be_broken() -> None:
    assert longest_piece("atelier physique-chimie") == len("physique-")
    assert longest_piece("dit « oui » ici") == len("« oui »")
    assert longest_piece("") == 0
