"""Following a search to its answer, by the page that shows how far it is."""

from typing import Final

from tests.pages.browsing import Reader

_LONGEST: Final = 60_000


def follow(reader: Reader) -> None:
    """Wait until the page of the search that was just asked for has gone on to the one with its answer."""
    reader.page.wait_for_url(lambda url: "recherche=" in url, timeout=_LONGEST)
