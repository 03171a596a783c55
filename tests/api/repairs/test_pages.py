"""Monday's repair: asked for in one form, shown beside the present week, published by one button."""

import pytest
from fastapi import FastAPI

from api.planning.instance import instance_of
from api.planning.keeping import keep
from api.planning.present_plan import present_plan
from api.running import running
from api.storage import tables, versions
from solver.decide.events import Events
from solver.decide.replan import replan
from tests.api.conftest import Held
from tests.api.people import Client, another_browser
from tests.api.planning.world import WEEK, add_catalogue, offer, waiting
from tests.api.reading_pages import Read

PATH = f"/semaines/{WEEK}/reparation"


@pytest.fixture
def database() -> str:
    """One database is enough: what the two do differently is tested elsewhere."""
    return "sqlite"


@pytest.fixture
def group(app: FastAPI, referent: Client, clock: Held) -> list[str]:
    """Publish a week of two pupils while a third one waits, come to its Monday, and give their codes."""
    add_catalogue(app)
    one, two, third = waiting(app, referent.account, "tilleuls", "remparts", "moulins")
    proposal = offer(app, referent.account, {one: WEEK, two: WEEK})
    assert referent.post(f"/api/proposals/{proposal}/acceptance", json={}).status_code == 200
    clock.now = clock.now.replace(day=23, hour=7)
    return [one, two, third]


@pytest.fixture
def referent_on_monday(app: FastAPI, referent: Client, group: list[str]) -> Client:
    return another_browser(app, referent.account)


def repaired(app: FastAPI, account: str, events: Events) -> str:
    """Store what a search for a repair finds, as its job would, and give the job's id."""
    with running(app).storage.write(account) as work:
        instance = instance_of(work, WEEK)
        found = replan(instance, present_plan(work, instance), WEEK, events)
        result = found.model_dump(mode="json", exclude_none=True)
        job = tables.Job(
            kind="replan", account_id=account, state="done", created_at=work.now,
            started_at=work.now, ended_at=work.now, result=result, deadline_seconds=60, attempts=1,
            request={"instance": instance.model_dump(mode="json")},
        )  # fmt: skip
        work.session.add(job)
        work.session.flush()
        row = versions.present(work, "week", WEEK)
        asked = tables.Asked(
            job_id=job.id, week=WEEK, publications=row.number if row else 0, what_if=None,
            events=events.model_dump(mode="json"),
        )  # fmt: skip
        work.session.add(asked)
        work.session.flush()
        keep(work, job, result)
        return job.id


def state(client: Client, code: str) -> str:
    items = client.get("/api/notices").json()["items"]
    (found,) = (str(item["state"]) for item in items if item["pupil"]["code"] == code)
    return found


class TestAsking:
    def test_who_is_expected_and_who_gives_a_session_can_be_ticked(
        self, referent_on_monday: Client, group: list[str]
    ) -> None:
        answer = referent_on_monday.get(PATH, params={"absent": group[0]})
        assert f'value="{group[0]}" checked' in answer.text
        assert f'value="{group[1]}"' in answer.text
        assert group[2] not in answer.text  # who waits cannot be absent
        assert "Noter seulement l'absence" in Read(answer).text

    def test_it_asks_and_goes_to_the_search(
        self, referent_on_monday: Client, group: list[str]
    ) -> None:
        answer = referent_on_monday.post(PATH, data={"absent": group[0]})
        assert answer.status_code == 303
        place = answer.headers["location"]
        assert place.startswith("/recherches/")
        assert place.endswith(f"suite=%2Fsemaines%2F{WEEK}%2Freparation")
        assert (
            state(referent_on_monday, group[0]) == "planned"
        )  # nothing changes before it is published

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            ({}, "Cochez au moins une personne"),
            ({"one": 0}, "Choisissez les deux élèves"),
            ({"one": 0, "other": 0}, "Choisissez les deux élèves"),
        ],
    )
    def test_what_cannot_be_asked_is_said_beside_its_field(
        self, referent_on_monday: Client, group: list[str], sent: dict[str, int], said: str
    ) -> None:
        data = {name: group[index] for name, index in sent.items()}
        answer = referent_on_monday.post(PATH, data=data)
        assert answer.status_code == 422
        assert said in Read(answer).text
        for code in data.values():
            assert f'value="{code}" selected' in answer.text

    def test_a_week_that_is_not_published_has_nothing_to_repair(self, referent: Client) -> None:
        page = Read(referent.get("/semaines/2026-W50/reparation"))
        assert "Il n'y a rien à réparer" in page.text


class TestRepair:
    def test_the_repaired_week_beside_the_present_one_with_the_calls(
        self, app: FastAPI, referent_on_monday: Client, group: list[str]
    ) -> None:
        job = repaired(app, referent_on_monday.account, Events(absent=(group[0],)))
        page = Read(referent_on_monday.get(PATH, params={"recherche": job}))
        assert page.status == 200
        assert "ne vient plus" in page.text
        assert "Les appels à passer" in page.text
        assert "Contact : Canarine contact" in page.text
        assert "Publier la réparation" in page.text
        assert not [code for code in group if code in page.text]

    def test_publishing_makes_it_true_and_leaves_the_calls_on_the_page_of_the_week(
        self, app: FastAPI, referent_on_monday: Client, group: list[str]
    ) -> None:
        client = referent_on_monday
        events = Events(absent=(group[0],), away=("t-sport",))
        job = repaired(app, client.account, events)
        page = Read(client.get(PATH, params={"recherche": job}))
        answer = client.post(f"{PATH}/publication", data=page.fields)
        assert answer.headers["location"] == f"/semaines/{WEEK}?fait=week-repaired"
        after = Read(client.get(answer.headers["location"]))
        assert "Les appels à passer après la réparation" in after.text
        assert "Prévenir le collège tilleuls" in after.text.replace("Collège", "collège")
        assert state(client, group[0]) == "waiting"
        assert client.get("/api/teachers/t-sport").json()["away_weeks"] == [WEEK]

    def test_once_something_changed_it_is_not_published(
        self, app: FastAPI, referent_on_monday: Client, group: list[str]
    ) -> None:
        client = referent_on_monday
        job = repaired(app, client.account, Events(absent=(group[0],)))
        page = Read(client.get(PATH, params={"recherche": job}))
        waiting(app, client.account, "citadelle")
        answer = client.post(f"{PATH}/publication", data=page.fields)
        assert answer.status_code == 412
        refused = Read(answer)
        assert "Proposition dépassée" in refused.text
        assert "attend maintenant une place" in refused.text
        assert "Chercher une nouvelle réparation" in refused.text
        assert state(client, group[0]) == "planned"
        assert "Publier la réparation" not in Read(client.get(PATH, params={"recherche": job})).text

    def test_published_meanwhile(
        self, app: FastAPI, referent_on_monday: Client, group: list[str]
    ) -> None:
        client = referent_on_monday
        jobs = [repaired(app, client.account, Events(absent=(group[n],))) for n in (0, 1)]
        first, second = (Read(client.get(PATH, params={"recherche": job})) for job in jobs)
        assert client.post(f"{PATH}/publication", data=first.fields).status_code == 303
        answer = client.post(f"{PATH}/publication", data=second.fields)
        assert answer.status_code == 409
        assert "Semaine publiée entre-temps" in Read(answer).text

    def test_who_loses_the_week_needs_a_reason(
        self, app: FastAPI, referent_on_monday: Client, group: list[str]
    ) -> None:
        client = referent_on_monday
        job = repaired(app, client.account, Events(conflicts=((group[0], group[1]),)))
        page = Read(client.get(PATH, params={"recherche": job}))
        answer = client.post(f"{PATH}/publication", data=page.fields)
        assert answer.status_code == 422
        (losing,) = [c for c in group if f"reasons.{c}" in answer.text]
        assert "il faut un motif de report" in Read(answer).text.lower()
        reason = {f"reasons.{losing}": "group-balance"}
        answer = client.post(f"{PATH}/publication", data={**page.fields, **reason})
        assert answer.status_code == 303
        assert state(client, losing) == "waiting"

    def test_no_repair_says_why(
        self, app: FastAPI, referent_on_monday: Client, group: list[str]
    ) -> None:
        client = referent_on_monday
        for code in group[:2]:
            items = client.get("/api/notices").json()["items"]
            notice = next(i for i in items if i["pupil"]["code"] == code)
            days = {"first_day": "2026-11-23", "last_day": "2026-11-27"}
            headers = {"If-Match": f'"{notice["version"]}"'}
            path = f"/api/notices/{notice['id']}/confirmation"
            assert client.post(path, json=days, headers=headers).status_code == 200
        job = repaired(app, client.account, Events(conflicts=((group[0], group[1]),)))
        page = Read(client.get(PATH, params={"recherche": job}))
        assert "La semaine ne peut pas être réparée telle quelle" in page.text
        assert not [code for code in group if code in page.text]

    def test_another_search_is_no_repair(self, referent_on_monday: Client) -> None:
        assert referent_on_monday.get(PATH, params={"recherche": "0" * 24}).status_code == 404


def test_only_the_référente_repairs(college: Client, teacher: Client, analyst: Client) -> None:
    for client in (college, teacher, analyst):
        assert client.get(PATH).status_code == 403
        assert client.post(PATH, data={}).status_code == 403
