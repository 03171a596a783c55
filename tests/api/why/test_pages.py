"""« Pourquoi ? »: asked, answered, tried; what no longer holds is not shown."""

from typing import Any

import pytest
from fastapi import FastAPI

from api.planning import service as planning
from api.planning.instance import instance_of
from api.proposals import service as proposals
from api.running import running
from solver.solve import solve
from tests.api.people import Client
from tests.api.planning.world import NEXT, WEEK, waiting
from tests.api.proposals.test_pages import finished, gone_to, page, words


@pytest.fixture
def database() -> str:
    """One database is enough: what the two do differently is tested elsewhere."""
    return "sqlite"


def path_of(code: str, week: str = WEEK) -> str:
    return f"/pourquoi/{code}?semaine={week}"


def wish(client: Client, code: str, **content: Any) -> None:
    version = client.get(f"/api/wishes/{code}").headers["etag"]
    answer = client.put(f"/api/wishes/{code}", json=content, headers={"If-Match": version})
    assert answer.status_code == 200, answer.text


def asked(client: Client, code: str) -> str:
    """Ask, wait, and read the answer where the search comes back to."""
    answer = client.post(f"/pourquoi/{code}", data={"semaine": WEEK})
    to = finished(client, answer)
    assert to.startswith(path_of(code))
    return page(client, to.replace("?recherche", "&recherche"))


def test_a_question_not_asked_yet_has_one_button(app: FastAPI, referent: Client) -> None:
    (code,) = waiting(app, referent.account, "tilleuls")
    said = page(referent, path_of(code))
    assert "La question n'a pas encore été posée." in said
    assert referent.get(path_of("P-00000000")).status_code == 404


def test_who_takes_no_part_in_plans_cannot_be_asked_about(app: FastAPI, referent: Client) -> None:
    (code,) = waiting(app, referent.account, "tilleuls", latest=WEEK)
    answer = referent.post(f"/pourquoi/{code}", data={"semaine": NEXT})
    assert "Rien n'est enregistré pour l'instant." in words(answer, 422)


def test_what_is_in_the_way_is_said_tried_and_lifted(app: FastAPI, referent: Client) -> None:
    (code,) = waiting(app, referent.account, "tilleuls")
    wish(referent, code, bans=[WEEK])
    said = asked(referent, code)
    assert "Impossible en l'état." in said
    assert "Pour le collège" in said
    assert "votre enfant" in said
    # The newest answer is found again without the search that gave it.
    assert "Impossible en l'état." in page(referent, path_of(code))

    job = said.partition('name="recherche" value="')[2].partition('"')[0]
    fields = {"semaine": WEEK, "recherche": job, "remede": "0"}
    tried = referent.post(f"/pourquoi/{code}/essai", data=fields)
    proposal, _ = gone_to(referent.get(finished(referent, tried)))
    assert "Pour voir : ceci ne peut pas être publié." in page(referent, proposal)
    with running(app).storage.read() as work:
        plan = planning.proposal(work, proposal.removeprefix("/propositions/")).plan
    assert [(each.pupil, each.week) for each in plan.admissions] == [(code, WEEK)]
    assert referent.get(f"/api/wishes/{code}").json()["bans"] == [WEEK]

    lift = {"semaine": WEEK, "kind": "lift-ban", "pupil": code, "week": WEEK}
    stale = referent.post(f"/pourquoi/{code}/souhait", data={**lift, "version": "7"})
    assert stale.status_code in {409, 412}
    lifted = referent.post(f"/pourquoi/{code}/souhait", data={**lift, "version": "1"})
    assert gone_to(lifted) == (f"/pourquoi/{code}", {"semaine": [WEEK], "fait": ["wish-lifted"]})
    assert referent.get(f"/api/wishes/{code}").json()["bans"] == []
    said = page(referent, path_of(code))
    assert "La réponse d'avant ne vaut plus" in said
    assert "les semaines à éviter" in said


def test_a_week_at_a_price_can_be_forced(app: FastAPI, referent: Client) -> None:
    """Two of one collège: one of them waits, and may come first all the same."""
    one, other = waiting(app, referent.account, "tilleuls", "tilleuls")
    waits = next(code for code in (one, other) if "Possible" in asked(referent, code))
    tried = referent.post(f"/pourquoi/{waits}/essai", data={"semaine": WEEK})
    proposal, query = gone_to(referent.get(finished(referent, tried)))
    assert query == {"fait": ["adjusted"]}
    said = page(referent, proposal)
    assert "Ce que vous avez déplacé" in said
    assert "Publier la semaine du 23 novembre" in said


def test_the_plan_that_is_opened_changes_what_the_explanation_said(
    app: FastAPI, referent: Client
) -> None:
    """Of three of one collège who wait, one comes each week; nobody is published, and yet only one would change."""
    codes = waiting(app, referent.account, *["tilleuls"] * 3, latest="2026-W50")
    with running(app).storage.read() as work:
        instance = instance_of(work, WEEK)
    first = {each.pupil: each.week for each in solve(instance).admissions}
    late = next(code for code in codes if first[code] != WEEK)
    said = asked(referent, late)
    assert "1 autre élève changerait de semaine" in said
    tried = referent.post(f"/pourquoi/{late}/essai", data={"semaine": WEEK})
    proposal, _ = gone_to(referent.get(finished(referent, tried)))
    with running(app).storage.read() as work:
        completion = proposals.one(work, proposal.removeprefix("/propositions/")).search.result[
            "completion"
        ]
    (moved,) = completion["moves"]
    assert moved == {
        "pupil": next(c for c in codes if first[c] == WEEK),
        "from": WEEK,
        "to": first[late],
    }
    assert completion["score"] == []
    assert "C'est comparé au meilleur plan d'aujourd'hui." in page(referent, proposal)


@pytest.mark.parametrize("remedy", ["7", "-1"])
def test_only_what_was_found_can_be_tried(app: FastAPI, referent: Client, remedy: str) -> None:
    (code,) = waiting(app, referent.account, "tilleuls")
    said = asked(referent, code)
    assert "C'est prévu." in said
    (job,) = (each["id"] for each in referent.get("/api/jobs").json()["items"])
    fields = {"semaine": WEEK, "recherche": job, "remede": remedy}
    assert referent.post(f"/pourquoi/{code}/essai", data=fields).status_code == 404
