"""What référentes do about weeks, and what must come of it."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from httpx2 import Response

from tests.api.campaign.life import Child, Life, Offer
from tests.api.campaign.picture import Act
from tests.api.campaign.plans import holds, plan_of
from tests.api.people import Client
from tests.api.planning.world import instance, offer


def keep_apart(life: Life, one: Child, other: Child, until: str | None) -> None:
    body = {"pupils": [one.code, other.code], "until": until}
    answer = life.referent.post("/api/conflicts", json=body)
    acts = (Act(life.referent.account, "conflict.added", each.pupil) for each in (one, other))
    fine = one is not other and (until is None or until >= life.this_week)
    life.went("conflict", answer, *acts, allowed=fine)


def let_meet(life: Life, one: Child, other: Child) -> None:
    answer = life.referent.delete(f"/api/conflicts/{one.code}/{other.code}")
    acts = (Act(life.referent.account, "conflict.removed", each.pupil) for each in (one, other))
    life.went("conflict-removed", answer, *acts)


def wish(life: Life, child: Child, bans: Sequence[str], pin: str | None) -> None:
    body = {"priority": 2, "pin": pin, "bans": list(bans)}
    answer = life.referent.put(f"/api/wishes/{child.code}", json=body)
    life.went("wish", answer, Act(life.referent.account, "wish.changed", child.pupil))


def close(life: Life, week: str, *, closed: bool) -> None:
    body = {"closed": closed, "reason": "Locaux indisponibles"}
    answer = life.referent.put(f"/api/closures/{week}", json=body)
    act = Act(life.referent.account, "closure.changed", week)
    life.went("closure", answer, act, allowed=True)


def guests(life: Life, week: str) -> list[Child]:
    """List the pupils of a published week."""
    told = life.told
    return [child for child in life.children if told.get(child.code) == week]


def propose(life: Life, week: str, wanted: Iterable[Child], *, sloppy: bool) -> Offer:
    """Store a proposal as a job would; the service never sees a sloppy one from its own jobs."""
    asked_about = instance(life.service.app, week)
    codes = [child.code for child in wanted if child.code in asked_about.pupils_by_id]
    plan = plan_of(asked_about, week, codes, sloppy=sloppy)
    stored = offer(life.service.app, life.referent.account, {}, week, plan)
    made = Offer(stored, week, plan, holds(asked_about, plan), life.now.written)
    life.offers.append(made)
    life.settle()
    return made


def accept(life: Life, wanted: Offer, *, with_reasons: bool = True) -> bool:
    """Accept a proposal; a fresh one that holds is accepted, one that does not hold never is."""
    fresh = wanted.written == life.now.written and wanted.week >= life.this_week
    reasons = _reasons(life, wanted) if with_reasons else {}
    enough = reasons.keys() == set(_losing(life, wanted))
    answer = _accept(life.referent, wanted, reasons)
    allowed = None
    if fresh or not wanted.holds:
        allowed = wanted.holds and enough
    return life.went("accept", answer, *_acts(life, life.referent, wanted), allowed=allowed)


def race(life: Life, offers: Sequence[Offer]) -> None:
    """Accept several proposals of a week at once, by two référentes; at most one may win."""
    askers = [life.service.referents[n % 2] for n in range(len(offers))]
    asked = [_reasons(life, each) for each in offers]
    with ThreadPoolExecutor(len(offers)) as pool:
        answers = list(pool.map(_accept, askers, offers, asked))
    won = [n for n, answer in enumerate(answers) if answer.status_code == 200]
    assert len(won) <= 1, [answer.text for answer in answers]
    assert {a.status_code for a in answers} <= {200, 409, 412}, [a.text for a in answers]
    fresh = [o for o in offers if o.written == life.now.written and o.week >= life.this_week]
    assert won or not any(each.holds for each in fresh)
    life.seen["race won" if won else "race lost"] += 1
    acts = (act for n in won for act in _acts(life, askers[n], offers[n]))
    life.settle(*acts)


def _accept(client: Client, wanted: Offer, reasons: dict[str, str]) -> Response:
    return client.post(f"/api/proposals/{wanted.id}/acceptance", json={"reasons": reasons})


def _losing(life: Life, wanted: Offer) -> Iterator[str]:
    """List who loses a week that was told, to this publication: it is another one, or none."""
    for code, week in life.told.items():
        if (code in wanted.hosted) != (week == wanted.week):
            yield code


def _reasons(life: Life, wanted: Offer) -> dict[str, str]:
    return dict.fromkeys(_losing(life, wanted), "group-balance")


def _acts(life: Life, client: Client, wanted: Offer) -> Iterator[Act]:
    """List what an acceptance does: who comes, who no longer does, the week."""
    told = life.told
    for code in wanted.hosted:
        if told.get(code) != wanted.week:
            yield Act(client.account, "notice.planned", life.pupil(code))
    for code, week in told.items():
        if week == wanted.week and code not in wanted.hosted:
            yield Act(client.account, "notice.waiting", life.pupil(code))
    yield Act(client.account, "week.published", wanted.week)
