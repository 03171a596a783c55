"""Pages as a person without scripts uses them: reading a form and sending it back with what they typed."""

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any, Final

from httpx2 import Response

from tests.api.people import Client

Fields = list[tuple[str, str]]
_TEXTS: Final = {"text", "hidden", "number", "date", "search", "time"}


class _Forms(HTMLParser):
    """Collects the fields of each form of a page, as a browser would send them untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, Fields] = {}
        self._fields: Fields | None = None
        self._choice = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._fields = self.forms.setdefault(found["action"], [])
        elif self._fields is None:
            return
        elif tag == "input" and "name" in found:
            kind = found.get("type", "text")
            if kind in _TEXTS or "checked" in found:
                self._fields.append((found["name"], found.get("value", "on")))
        elif tag == "select":
            self._choice = found.get("name", "")
        elif tag == "option" and self._choice and "selected" in found:
            self._fields.append((self._choice, found["value"]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._fields = None
        elif tag == "select":
            self._choice = ""


def form(client: Client, path: str, action: str) -> Fields:
    """Open a page and give the fields of one of its forms."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return fields_of(answer, action)


def fields_of(answer: Response, action: str) -> Fields:
    """Give the fields of a form of a page."""
    reading = _Forms()
    reading.feed(answer.text)
    return reading.forms[action]


def send(client: Client, path: str, fields: Fields, **typed: Any) -> Response:
    """Send a form with some of its fields filled in anew; a list ticks several boxes, None leaves a field out."""
    kept = [(name, value) for name, value in fields if name not in typed]
    body: dict[str, list[str]] = {}
    for name, value in [*kept, *_pairs(typed)]:
        body.setdefault(name, []).append(value)
    return client.post(path, data=body)


def _pairs(typed: Mapping[str, Any]) -> Fields:
    pairs: Fields = []
    for name, value in typed.items():
        values = value if isinstance(value, list) else [] if value is None else [value]
        pairs += [(name, str(each)) for each in values]
    return pairs


def went(answer: Response, path: str) -> None:
    """Make sure that a form was done, and that it leads on to a page."""
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"].partition("?")[0] == path
