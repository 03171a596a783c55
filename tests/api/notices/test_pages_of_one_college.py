"""A collège's pages never hold anything of another: random worlds of several collèges, every page of each."""

import random
import re
from collections.abc import Iterator
from typing import Final

import pytest
from fastapi import FastAPI

from api.notices.reasons import REASONS
from api.notices.states import MOVES
from tests.api.notices.sending import PUPIL, move, sent
from tests.api.notices.test_pages_college import FORM
from tests.api.people import REFERENT, Client, Person, browser

COLLEGES: Final = ("alizes", "brumes", "cigales")
STEPS: Final = 4
MEETING: Final = {"level": "4e", "gender": "F", "birth_year": 2013, "initial": "Q"}
"""What all pupils share, so that they may be taken for each other."""


class World:
    """Some collèges whose pupils have been through anything, together in the same weeks."""

    def __init__(self, app: FastAPI, seed: int) -> None:
        self._rng = random.Random(seed)  # noqa: S311 - invented
        self.app = app
        self.referent = browser(app, REFERENT)
        self.clients = {
            each: browser(app, Person(f"college-{each}", "college", each)) for each in COLLEGES
        }
        self.words: dict[str, set[str]] = {each: {each} for each in COLLEGES}
        self.ids: dict[str, set[str]] = {each: set() for each in COLLEGES}
        for college, client in self.clients.items():
            for _ in range(self._rng.randrange(2, 5)):
                self._live(college, client)
            client.post("/avis/brouillon", data=self._draft(college))

    def _word(self, college: str) -> str:
        word = "".join(self._rng.choices("bcdfghjklmnpqrstvwxz", k=14)).capitalize()
        self.words[college].add(word)
        return word

    def _live(self, college: str, client: Client) -> None:
        pupil = {**PUPIL, **MEETING, "first_name": self._word(college)}
        pupil["quartier"] = self._word(college)
        receipt = sent(client, pupil=pupil, note=self._word(college), contact=self._word(college))
        self.ids[college].add(receipt["id"])
        self.words[college] |= {receipt["id"], receipt["pupil_id"], receipt["pupil_code"]}
        for _ in range(self._rng.randrange(STEPS)):
            self._step(receipt["id"])

    def _step(self, notice: str) -> None:
        """Take a notice anywhere the table allows."""
        state = self.referent.get(f"/api/notices/{notice}").json()["state"]
        ways = [(to, how) for (before, to), how in MOVES.items() if before == state]
        if not ways:
            return
        to, how = self._rng.choice(ways)
        reasons = [code for code, each in REASONS.items() if how.reason in each.kinds]
        more = {"reason": self._rng.choice(reasons)} if reasons else {}
        if to == "confirmed":
            body = {"first_day": "2026-11-30", "last_day": "2026-12-01"}
            self.referent.post(f"/api/notices/{notice}/confirmation", json=body)
        else:
            move(self.referent, notice, to, week="2026-W49" if to == "planned" else None, **more)

    def _draft(self, college: str) -> dict[str, object]:
        return {**FORM, "cle": self._word(college) * 2, "pupil.first_name": self._word(college)}

    def pages(self, college: str) -> Iterator[tuple[str, str]]:
        """Give every page of a collège: those of its menu, of each notice, and what they refuse."""
        client = self.clients[college]
        paths = ["/mes-eleves", "/avis/nouveau", "/avis/import", "/compte", "/aide"]
        for notice in sorted(self.ids[college]):
            one = f"/avis/{notice}"
            paths += [one, f"{one}/modifier", f"{one}/retrait"]
            yield one, client.post(f"{one}/confirmation", data={}).text
            yield one, client.post(f"{one}/retrait", data={}).text
            yield one, client.post(f"{one}/modifier", data={"version": "0", **FORM}).text
        paths += re.findall(r'href="(/avis/nouveau\?eleve=\w+)"', client.get(paths[0]).text)
        for path in paths:
            answer = client.get(path)
            assert answer.status_code == 200, path
            yield path, answer.text


@pytest.mark.parametrize("seed", range(3))
def test_every_page_of_a_college_is_about_its_own_pupils_alone(app: FastAPI, seed: int) -> None:
    world = World(app, seed)
    for college in COLLEGES:
        others = set().union(*(world.words[each] for each in COLLEGES if each != college))
        seen = ""
        for path, page in world.pages(college):
            assert [word for word in others if word.lower() in page.lower()] == [], path
            seen += page
        # The words are there to be found: those of its own pupils are.
        assert {word for word in world.words[college] if word in seen} >= world.ids[college]


def test_another_s_notice_is_not_there_whatever_is_asked(app: FastAPI) -> None:
    world = World(app, 7)
    client = world.clients["alizes"]
    for notice in world.ids["brumes"]:
        for path in ("", "/modifier", "/retrait"):
            assert client.get(f"/avis/{notice}{path}").status_code == 404
        for path in ("/modifier", "/retrait", "/confirmation"):
            answer = client.post(f"/avis/{notice}{path}", data=FORM)
            assert answer.status_code == 404
            assert not any(word in answer.text for word in world.words["brumes"] - {notice})
