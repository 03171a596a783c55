"""The référente compares proposals, adjusts one and publishes it; each refusal is a page that says what to do."""

import html
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI
from httpx2 import Response

from api.catalogue.conflicts import add as keep_apart
from api.catalogue.schemas.conflicts import ConflictSheet
from api.planning import service as planning
from api.planning.schemas import Proposal
from api.proposals import service
from api.proposals.in_the_way import in_the_way
from api.running import running
from api.storage import versions
from api.storage.work import Reading
from tests.api.conftest import Held
from tests.api.notices.sending import CANARY
from tests.api.people import Client, another_browser
from tests.api.planning.test_by_http import COLLEGES, done
from tests.api.planning.world import NEXT, WEEK, add_catalogue, offer, waiting

COMPARE = f"/semaines/{WEEK}/propositions"


@pytest.fixture
def database() -> str:
    """One database is enough: what the two do differently is tested elsewhere."""
    return "sqlite"


def page(client: Client, path: str, status: int = 200) -> str:
    return words(client.get(path), status)


def words(answer: Response, status: int = 200) -> str:
    assert answer.status_code == status, answer.text
    return html.unescape(answer.text)


def gone_to(answer: Response) -> tuple[str, dict[str, list[str]]]:
    """Give where an answer sends to: the path, and what the address asks."""
    assert answer.status_code == 303, answer.text
    to = urlsplit(answer.headers["location"])
    return to.path, parse_qs(to.query)


def finished(client: Client, answer: Response) -> str:
    """Wait for the search that an action has asked for, and give the page it comes back to."""
    path, query = gone_to(answer)
    job = path.removeprefix("/recherches/")
    for _ in range(600):
        state = client.get(f"/api/jobs/{job}").json()["state"]
        if state not in {"queued", "running"}:
            assert state == "done"
            return f"{query['suite'][0]}?recherche={job}"
        client.get(f"/api/jobs/{job}/events")
    raise AssertionError("the search does not end")


def publish(client: Client, proposal: str, **reasons: str) -> Response:
    fields = {f"reasons.{code}": reason for code, reason in reasons.items()}
    return client.post(f"/propositions/{proposal}/publication", data=fields)


class TestComparing:
    def test_a_week_without_any_offers_to_ask(self, referent: Client) -> None:
        assert "Aucune proposition pour cette semaine" in page(referent, COMPARE)

    def test_asking_leads_to_the_search_and_back(self, app: FastAPI, referent: Client) -> None:
        waiting(app, referent.account, "tilleuls")
        path, query = gone_to(referent.post(COMPARE))
        assert path.startswith("/recherches/")
        assert query == {"suite": [COMPARE]}
        assert "La recherche est en cours" in page(referent, COMPARE)

    def test_what_cannot_be_asked_is_said_beside_its_field(self, referent: Client) -> None:
        fields = {"what_if.capacity": "50"}
        said = words(referent.post(COMPARE, data=fields), 422)
        assert "il faut au plus 20" in said
        assert 'value="50"' in said
        closed = "/semaines/2026-W52/propositions"
        assert "La semaine du 21 décembre 2026 est fermée." in words(referent.post(closed), 422)
        assert "Proposer</button>" not in page(referent, closed)

    def test_what_differs_stands_before_what_is_common(
        self, app: FastAPI, referent: Client
    ) -> None:
        add_catalogue(app)
        waiting(app, referent.account, *COLLEGES)
        job = done(referent, "/api/proposals", {"week": WEEK})
        said = page(referent, f"{COMPARE}?recherche={job['id']}")
        assert said.index("Ce qui change de l'une à l'autre") < said.index("Dans toutes")
        assert said.count("Choisir la proposition") == 3
        assert said.count("prouvé") >= 3
        assert f"{CANARY} tilleuls" in said
        assert "P-" not in said.replace("DAEET", "")

    def test_the_search_of_another_week_is_not_shown(self, app: FastAPI, referent: Client) -> None:
        made = offer(app, referent.account, {}, week=NEXT)
        job = read(app, made).job
        assert referent.get(f"{COMPARE}?recherche={job}").status_code == 404

    def test_proposals_out_of_date_say_what_changed(self, app: FastAPI, referent: Client) -> None:
        one, other = waiting(app, referent.account, "tilleuls", "remparts")
        offer(app, referent.account, {one: WEEK})
        with running(app).storage.write(referent.account) as work:
            keep_apart(work, ConflictSheet(pupils=(one, other)))
        said = page(referent, COMPARE)
        assert "La situation a changé" in said
        assert "Les élèves à ne pas réunir ont changé." in said

    def test_names_read_go_to_the_audit_trail(
        self, app: FastAPI, referent: Client, actions: Any
    ) -> None:
        (code,) = waiting(app, referent.account, "tilleuls")
        offer(app, referent.account, {code: WEEK})
        page(referent, COMPARE)
        assert [action for _, action, _ in actions()].count("name.read") == 1

    def test_a_what_if_says_what_it_supposes(self, app: FastAPI, referent: Client) -> None:
        (code,) = waiting(app, referent.account, "tilleuls")
        supposed = {"capacity": 6, "lifted": [{"kind": "lift-ban", "subjects": [code, WEEK]}]}
        made = offer(app, referent.account, {code: WEEK}, what_if=supposed)
        for path in (COMPARE, f"/propositions/{made}"):
            said = page(referent, path)
            assert "Pour voir : ceci ne peut pas être publié." in said
            assert "6 places par groupe" in said
            assert "n'est plus à écarter de la semaine du 23 novembre" in said
        assert "Publier la semaine" not in page(referent, f"/propositions/{made}")


def read(app: FastAPI, proposal: str) -> Proposal:
    with running(app).storage.read() as work:
        return planning.proposal(work, proposal)


class TestAdjusting:
    def test_each_week_says_whether_the_move_holds(self, app: FastAPI, referent: Client) -> None:
        one, other = waiting(app, referent.account, "tilleuls", "tilleuls")
        made = offer(app, referent.account, {one: WEEK, other: NEXT})
        said = page(referent, f"/propositions/{made}/ajustement?eleve={other}")
        assert "ne tient pas tel quel" in said
        assert "viennent du même collège" in said
        assert "ici dans cette proposition" in said
        assert referent.get(f"/propositions/{made}/ajustement?eleve=P-00000000").status_code == 404

    def test_moves_hold_on_while_others_are_made_and_are_undone_one_by_one(
        self, app: FastAPI, referent: Client
    ) -> None:
        """All three would come at once: each move costs, and the next search would gladly take it back."""
        codes = waiting(app, referent.account, *COLLEGES[:3])
        start = offer(app, referent.account, dict.fromkeys(codes, WEEK))
        last, moved = start, codes[:2]
        for code in moved:
            fields = {"eleve": code, "semaine": NEXT}
            answer = referent.post(f"/propositions/{last}/ajustement", data=fields)
            path, query = gone_to(referent.get(finished(referent, answer)))
            assert query == {"fait": ["adjusted"]}
            before, last = last, path.removeprefix("/propositions/")
            assert f'href="/propositions/{before}"' in page(referent, path)
        weeks = {each.pupil: each.week for each in read(app, last).plan.admissions}
        assert [weeks[code] for code in moved] == [NEXT, NEXT]
        assert weeks[codes[2]] == WEEK
        assert not read(app, last).stale

    def test_a_move_that_no_plan_holds_says_why_and_leads_back(
        self, app: FastAPI, referent: Client
    ) -> None:
        one, other = waiting(app, referent.account, "tilleuls", "remparts")
        with running(app).storage.write(referent.account) as work:
            keep_apart(work, ConflictSheet(pupils=(one, other)))
        version = referent.get(f"/api/wishes/{one}").headers["etag"]
        wish = {"pin": WEEK}
        referent.put(f"/api/wishes/{one}", json=wish, headers={"If-Match": version})
        made = offer(app, referent.account, {one: WEEK})
        fields = {"eleve": other, "semaine": WEEK}
        answer = referent.post(f"/propositions/{made}/ajustement", data=fields)
        said = page(referent, finished(referent, answer))
        assert "Ce déplacement n'est pas possible." in said
        assert "Aucun plan ne permet ce déplacement." in said
        assert f'href="/propositions/{made}"' in said


class TestNoPlanAtAll:
    """Each point that contradicts the others leads to exactly what it is about."""

    def test_two_to_keep_apart_for_one_week(self, app: FastAPI, referent: Client) -> None:
        one, other = sorted(waiting(app, referent.account, "tilleuls", "remparts"))
        with running(app).storage.write(referent.account) as work:
            keep_apart(work, ConflictSheet(pupils=(one, other)))
        for code in (one, other):
            version = referent.get(f"/api/wishes/{code}").headers["etag"]
            referent.put(f"/api/wishes/{code}", json={"pin": WEEK}, headers={"If-Match": version})
        said = page(referent, finished(referent, referent.post(COMPARE)))
        assert "Aucun plan n'est possible" in said
        assert f'href="/incompatibilites?eleve={one}#{one}-{other}"' in said
        with running(app).storage.read() as work:
            for code in (one, other):
                notice = stay_of_code(work, code)
                assert f'href="/demandes/{notice}">La demande de {CANARY}' in said
        asked = referent.post(f"/pourquoi/{one}", data={"semaine": WEEK})
        why = page(referent, finished(referent, asked).replace("?recherche", "&recherche"))
        assert "Aucun plan n'est possible pour cette semaine" in why
        assert f'href="/incompatibilites?eleve={one}#{one}-{other}"' in why
        tried = referent.post(f"/pourquoi/{one}/essai", data={"semaine": WEEK})
        assert "voici ce qui se contredit" in page(referent, finished(referent, tried))

    @pytest.mark.parametrize(
        ("rule", "subjects", "path"),
        [
            ("closed-week", (WEEK,), f"/calendrier/{WEEK}"),
            ("capacity", (WEEK,), "/regles#f-capacity"),
            ("motive-limit", ("vol",), "/regles#f-motive_limits.vol"),
        ],
    )
    def test_a_week_and_a_rule(
        self, app: FastAPI, referent: Client, rule: str, subjects: tuple[str, ...], path: str
    ) -> None:
        made = offer(app, referent.account, {})
        reason = {"rule": rule, "subjects": list(subjects), "message": "Raison."}
        with running(app).storage.read() as work:
            found = service.one(work, made).search
            (point,) = in_the_way(work, replace(found, result={"reasons": [reason]}))
        assert [place.path for place in point.places] == [path]
        assert page(referent, path.partition("#")[0])


def stay_of_code(work: Reading, code: str) -> str:
    stay = versions.present(work, "stay", code)
    assert stay is not None
    return str((stay.content or {})["notice"])


class TestPublishing:
    def test_it_says_first_what_each_collège_is_told(self, app: FastAPI, referent: Client) -> None:
        (code,) = waiting(app, referent.account, "tilleuls")
        made = offer(app, referent.account, {code: WEEK})
        assert "accueil la semaine du 23 novembre" in page(referent, f"/propositions/{made}")
        path, query = gone_to(publish(referent, made))
        assert (path, query) == (f"/semaines/{WEEK}", {"fait": ["week-published"]})
        assert "C'est la proposition publiée." in page(referent, f"/propositions/{made}")

    def test_who_loses_a_week_needs_a_reason(self, app: FastAPI, referent: Client) -> None:
        one, other = waiting(app, referent.account, "tilleuls", "remparts")
        publish(referent, offer(app, referent.account, {one: WEEK}))
        made = offer(app, referent.account, {other: WEEK})
        said = words(publish(referent, made), 422)
        assert f'name="reasons.{one}"' in said
        assert "il faut un motif de report" in said
        assert gone_to(publish(referent, made, **{one: "group-full"}))[0] == f"/semaines/{WEEK}"

    def test_a_reason_that_does_not_exist_is_refused_at_its_field(
        self, app: FastAPI, referent: Client
    ) -> None:
        one, other = waiting(app, referent.account, "tilleuls", "remparts")
        publish(referent, offer(app, referent.account, {one: WEEK}))
        made = offer(app, referent.account, {other: WEEK})
        words(publish(referent, made, **{one: "because"}), 422)

    def test_of_two_at_once_the_second_is_told_calmly(self, app: FastAPI, referent: Client) -> None:
        one, other = waiting(app, referent.account, "tilleuls", "remparts")
        mine = offer(app, referent.account, {one: WEEK})
        theirs = offer(app, referent.account, {other: WEEK})
        publish(another_browser(app, referent.account), theirs)
        said = words(publish(referent, mine), 409)
        assert "Quelqu'un a publié cette semaine entre-temps." in said
        assert f"{CANARY} remparts" in said
        assert f'href="/semaines/{WEEK}"' in said

    def test_what_changed_since_is_said(self, app: FastAPI, referent: Client) -> None:
        one, other = waiting(app, referent.account, "tilleuls", "remparts")
        made = offer(app, referent.account, {one: WEEK})
        with running(app).storage.write(referent.account) as work:
            keep_apart(work, ConflictSheet(pupils=(one, other)))
        said = words(publish(referent, made), 412)
        assert "cette proposition ne peut plus être publiée" in said
        assert "Les élèves à ne pas réunir ont changé." in said
        assert "Demander de nouvelles propositions" in said

    def test_a_plan_against_the_rules_is_refused(self, app: FastAPI, referent: Client) -> None:
        one, other = waiting(app, referent.account, "tilleuls", "tilleuls")
        said = words(publish(referent, offer(app, referent.account, {one: WEEK, other: WEEK})), 409)
        assert "du même collège" in said

    def test_a_week_that_is_over_is_not_published(
        self, app: FastAPI, referent: Client, clock: Held
    ) -> None:
        (code,) = waiting(app, referent.account, "tilleuls")
        made = offer(app, referent.account, {code: WEEK})
        clock.advance(days=14)
        referent = another_browser(app, referent.account)
        assert "Cette semaine est passée" in words(publish(referent, made), 409)
        assert "Publier la semaine" not in page(referent, f"/propositions/{made}")
