"""The page of a search says what it is about, and where in the menu one is."""

import pytest
from fastapi import FastAPI

from api.running import running
from api.storage import tables
from tests.api.people import Client


@pytest.fixture
def database() -> str:
    """One database is enough: nothing here is done otherwise on the other."""
    return "sqlite"


@pytest.mark.parametrize(
    ("suite", "about", "place"),
    [
        ("/semaines/2026-W49/propositions", ", semaine du 30 novembre", "/semaines"),
        ("/pourquoi/P-7KX2M9QD?semaine=2026-W49", ", semaine du 30 novembre", "/semaines"),
        ("/regles/apercu", "", "/regles"),
        ("/semaines?depuis=2026-W99", "", "/semaines"),
    ],
)
def test_a_search_says_its_week_and_where_it_stands(
    app: FastAPI, referent: Client, suite: str, about: str, place: str
) -> None:
    with running(app).storage.write(referent.account) as work:
        job = tables.Job(
            kind="value", account_id=referent.account, state="cancelled", created_at=work.now, ended_at=work.now,
            deadline_seconds=60, attempts=0, request={},
        )  # fmt: skip
        work.session.add(job)
        work.session.flush()
        wanted = job.id
    page = referent.get(f"/recherches/{wanted}", params={"suite": suite}).text
    assert f"<title>Recherche terminée{about} – DAEET</title>" in page
    assert f"<h1>Recherche arrêtée{about}</h1>" in page
    assert f'<a href="{place}" aria-current=' in page
