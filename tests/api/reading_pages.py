"""What a page says, as somebody reads it: its text without the marks around it, its tables, its links."""

from html.parser import HTMLParser

from httpx2 import Response


class _Page(HTMLParser):
    """Collects text, table cells and links; what is between `head` tags is not read."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.rows: list[list[str]] = []
        self.links: list[str] = []
        self.fields: dict[str, str] = {}
        self._in_head = False
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "head":
            self._in_head = True
        elif tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"} and self.rows:
            self.rows[-1].append("")
            self._in_cell = True
        elif tag == "a":
            self.links.append(named.get("href", ""))
        elif tag == "input" and named.get("type") == "hidden":
            self.fields[named["name"]] = named["value"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "head":
            self._in_head = False
        elif tag in {"td", "th"}:
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_head:
            return
        self.words.append(data)
        if self._in_cell:
            self.rows[-1][-1] += f" {data} "


class Read:
    """A page that was read."""

    def __init__(self, answer: Response) -> None:
        page = _Page()
        page.feed(answer.text)
        self.status = answer.status_code
        self.text = _plain(" ".join(page.words))
        self.rows = [[_plain(cell) for cell in row] for row in page.rows]
        self.links = page.links
        self.fields = page.fields


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())
