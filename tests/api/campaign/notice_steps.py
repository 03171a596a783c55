"""What collèges and référentes do with notices, and what must come of it."""

from typing import Any
from uuid import uuid4

from api.notices.reasons import REASONS, Kind, ReasonCode
from api.notices.states import BEFORE_PLANNING, EXPIRING, FINAL, MOVES, NoticeState
from solver.weeks import day_of
from tests.api.campaign.life import Child, Life
from tests.api.campaign.picture import Act
from tests.api.notices.sending import NOTICE, PUPIL, STAY
from tests.api.people import refused


def submit(life: Life, college: str, weeks: tuple[str, str]) -> Child:
    """Send a notice, send it again with the same key, and try another content with it."""
    number = max((each.number for each in life.children), default=-1) + 1
    body = {**NOTICE, **_weeks(weeks), "pupil": _sheet(number)}
    client, headers = life.service.colleges[college], {"Idempotency-Key": uuid4().hex}
    receipt = client.post("/api/notices", json=body, headers=headers)
    assert receipt.status_code == 201, receipt.text
    told = receipt.json()
    child = Child(number, college, told["pupil_id"], told["pupil_code"], [told["id"]])
    life.children.append(child)
    life.went("submit", receipt, Act(client.account, "notice.submitted", child.pupil))
    assert client.post("/api/notices", json=body, headers=headers).json() == told
    other = client.post("/api/notices", json={**body, "days": 1}, headers=headers)
    refused(other, 409, "key-reused")
    life.settle()
    return child


def submit_again(life: Life, child: Child, weeks: tuple[str, str]) -> None:
    client = life.college(child)
    answer = client.post(
        f"/api/pupils/{child.pupil}/notices",
        json={**STAY, **_weeks(weeks)},
        headers={"Idempotency-Key": uuid4().hex},
    )
    closed = life.notice(child).state in FINAL
    if answer.status_code == 201:
        child.notices.append(answer.json()["id"])
    act = Act(client.account, "notice.submitted", child.pupil)
    life.went("submit-again", answer, act, allowed=closed)


def amend(life: Life, child: Child, weeks: tuple[str, str], level: str, *, college: bool) -> None:
    client = life.college(child) if college else life.referent
    body = {**NOTICE, **_weeks(weeks), "pupil": {**_sheet(child.number), "level": level}}
    answer = client.put(f"/api/notices/{child.notices[-1]}", json=body)
    notice = life.notice(child)
    allowed = notice.state in BEFORE_PLANNING or (not college and notice.state not in FINAL)
    inside = notice.week is None or weeks[0] <= notice.week <= weeks[1]
    act = Act(client.account, "notice.amended", child.pupil)
    life.went("amend", answer, act, allowed=allowed and inside)


def withdraw(life: Life, child: Child) -> None:
    client = life.college(child)
    body = {"reason": "exclusion-lifted"}
    answer = client.post(f"/api/notices/{child.notices[-1]}/withdrawal", json=body)
    allowed = life.notice(child).state in BEFORE_PLANNING
    act = Act(client.account, "notice.withdrawn", child.pupil)
    life.went("withdraw", answer, act, allowed=allowed)


def move(life: Life, child: Child, to: NoticeState) -> None:
    """Ask for a move, with the reason that the table wants, if it has the move."""
    allowed = MOVES.get((life.notice(child).state, to))
    body: dict[str, Any] = {"to": to}
    if allowed and allowed.reason:
        body["reason"] = reason_for(allowed.reason)
    answer = life.referent.post(f"/api/notices/{child.notices[-1]}/moves", json=body)
    by_hand = to not in {"planned", "confirmed"}
    may = allowed is not None and by_hand and not _still_there(life, child, to)
    act = Act(life.referent.account, f"notice.{to}", child.pupil)
    life.went(f"move-{to}", answer, act, allowed=may)


def bring(life: Life, child: Child) -> None:
    """Take a new notice as far as waiting for a place."""
    if life.notice(child).state == "received":
        move(life, child, "family-met")
    if life.notice(child).state == "family-met":
        move(life, child, "waiting")


def confirm(life: Life, child: Child) -> None:
    client, notice = life.college(child), life.notice(child)
    week = notice.week or life.this_week
    first, last = (day_of(week, day).isoformat() for day in (0, 4))
    body = {"first_day": first, "last_day": last}
    answer = client.post(f"/api/notices/{notice.id}/confirmation", json=body)
    act = Act(client.account, "notice.confirmed", child.pupil)
    life.went("confirm", answer, act, allowed=notice.state == "planned")


def expire(life: Life) -> None:
    """Let those expire who wait for a week that is over."""
    over = [
        notice
        for notice in life.now.notices.values()
        if notice.state in EXPIRING and notice.latest < life.this_week
    ]
    answer = life.referent.post("/api/notices/expiry")
    assert answer.json() == {"expired": len(over)}
    life.seen["expired"] += len(over)
    account = life.referent.account
    life.went("expire", answer, *(Act(account, "notice.expired", n.pupil_id) for n in over))


def erase(life: Life, child: Child) -> None:
    """Erase a pupil's file; what a plan said of the pupil goes too, and so do proposals that knew it."""
    body = {"reason": "asked-by-family"}
    answer = life.referent.post(f"/api/pupils/{child.pupil}/erasure", json=body)
    planned = life.notice(child).state in {"planned", "confirmed"}
    act = Act(life.referent.account, "pupil.erased.asked-by-family", child.pupil)
    if not planned:
        life.moments.forget()
    if life.went("erase", answer, act, allowed=not planned):
        life.children.remove(child)
        for known in life.without_offers_for(child):
            path = f"/api/proposals/{known.id}/acceptance"
            refused(life.referent.post(path, json={}), 404, "not-found")
        life.settle()


def reason_for(kind: Kind) -> ReasonCode:
    return next(code for code, reason in REASONS.items() if kind in reason.kinds)


def _still_there(life: Life, child: Child, to: NoticeState) -> bool:
    """Tell whether a pupil who would wait for another stay is hosted in a week that is not over."""
    before = [life.now.notices[notice] for notice in child.notices[:-1]]
    return to == "waiting" and any(
        each.state == "hosted" and each.week is not None and each.week >= life.this_week
        for each in before
    )


def _sheet(number: int) -> dict[str, Any]:
    name = f"{PUPIL['first_name']}{number:03}"
    return {**PUPIL, "first_name": name, "gender": "FM"[number % 2]}


def _weeks(weeks: tuple[str, str]) -> dict[str, str]:
    return {"earliest": weeks[0], "latest": weeks[1]}
