"""What may be taken: every link leads somewhere for its reader, and none to what is not theirs."""

import pytest

from tests.api.people import Client
from tests.api.reading_pages import Read


@pytest.fixture
def database() -> str:
    """One database is enough for a page of links."""
    return "sqlite"


@pytest.mark.parametrize("who", ["referent", "analyst"])
def test_every_link_can_be_followed(referent: Client, analyst: Client, who: str) -> None:
    client = {"referent": referent, "analyst": analyst}[who]
    page = Read(client.get("/exports"))
    weeks = [link for link in page.links if "instance" in link]
    assert len(weeks) > 30
    others = {link for link in page.links if link.startswith(("/api/", "/bilan"))} - {*weeks}
    for link in (*others, weeks[20]):
        assert client.get(link).status_code == 200, link


def test_an_analyst_is_offered_no_name(analyst: Client) -> None:
    links = Read(analyst.get("/exports")).links
    assert not [link for link in links if "notices" in link or "weeks.csv" in link]
    assert not [link for link in links if link.startswith("/api/instances/")]
