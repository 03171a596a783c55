"""Pieces of HTML that stand alone: every text escaped, styles written on the elements, no script.

Notebooks drop style sheets from what they do not trust and have dark themes of their own. So
colours are inherited from the page around, and tints are transparent: both read on light and dark.
"""

from collections.abc import Iterable, Sequence
from typing import Final
from xml.etree.ElementTree import Element, tostring

from solver.french_errors import printable
from solver.generate.colleges import are_invented
from solver.instance import Instance

ACCENT: Final = "#0072b2"
"""The project's one accent: the blue of Okabe and Ito's palette, made for colour-blind readers."""

TINT: Final = "rgba(0, 114, 178, .16)"
LINE: Final = "rgba(128, 128, 128, .35)"
INVENTED: Final = "données inventées"

_PAGE: Final = (
    "font-family: system-ui, sans-serif; font-size: 14px; line-height: 1.45; color: inherit;"
    " max-width: 60rem"
)
_TABLE: Final = "font-size: inherit; border-collapse: collapse; margin: .25rem 0 .75rem; border: 0"
_CELL: Final = "text-align: left; vertical-align: top; padding: .15rem 1rem .15rem 0; border: 0"
Content = str | Element


class Shown:
    """A piece of HTML that a notebook displays where it is the last value of a cell."""

    def __init__(self, *content: Content) -> None:
        self.html: Final = tostring(
            element("div", *content, style=_PAGE, lang="fr"), encoding="unicode", method="html"
        )

    def _repr_html_(self) -> str:
        return self.html


def element(tag: str, *content: Content, **attributes: str) -> Element:
    """Make an element. Texts are escaped when it is written, and safe to print."""
    made = Element(tag, attributes)
    last: Element | None = None
    for each in content:
        if isinstance(each, Element):
            made.append(each)
            last = each
        elif last is None:
            made.text = (made.text or "") + _safe(each)
        else:
            last.tail = (last.tail or "") + _safe(each)
    return made


def _safe(text: str) -> str:
    return printable(text, longest=len(text))


def title(text: str, instance: Instance | None = None) -> Element:
    """Make a title, which says where the data of a situation are invented."""
    mark: list[Content] = [" ", invented()] if instance and are_invented(instance.colleges) else []
    return element("p", strong(text), *mark, style="margin: 0 0 .5rem; font-size: 16px")


def invented() -> Element:
    """Make the mark of invented data."""
    style = f"border: 1px solid {LINE}; border-radius: 1rem; padding: 0 .5rem; font-size: 12px"
    return element("em", INVENTED, style=style)


def heading(text: str) -> Element:
    """Start a part of a page."""
    return element("p", strong(text), style="margin: .75rem 0 .25rem")


def line(*content: Content, muted: bool = False) -> Element:
    """Make a paragraph."""
    style = "margin: 0 0 .35rem" + ("; opacity: .75" if muted else "")
    return element("p", *content, style=style)


def strong(text: str) -> Element:
    """Make a text stand out."""
    return element("strong", text)


def muted(text: str) -> Element:
    """Make a text stand back, still easy to read."""
    return element("span", text, style="opacity: .75")


def items(texts: Iterable[str], sign: str = "–") -> Element:
    """List sentences, each behind a sign that reads without colours."""
    made = element("ul", style="list-style: none; margin: 0 0 .5rem; padding: 0")
    for text in texts:
        style = "margin: 0 0 .2rem; padding-left: 1.1em; text-indent: -1.1em"
        made.append(element("li", f"{sign} {text}", style=style))
    return made


def table(heads: Sequence[str], rows: Iterable[Sequence[Content]]) -> Element:
    """Lay out rows under their heads; no head at all where there are none to show."""
    made = element("table", style=_TABLE)
    if heads:
        cells = [element("th", head, scope="col", style=f"{_CELL}; opacity: .75") for head in heads]
        made.append(element("thead", _row(cells)))
    body = element("tbody")
    for row in rows:
        body.append(_row([element("td", content, style=_CELL) for content in row]))
    made.append(body)
    return made


def _row(cells: Iterable[Element]) -> Element:
    return element("tr", *cells, style="background: none; border: 0")
