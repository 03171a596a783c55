"""Moves: those of the table and no others, each with what it asks for, and a history that holds together."""

from itertools import pairwise, product
from typing import Any

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.notices.reasons import REASONS, Kind
from api.notices.states import FINAL, MOVES, STATE_LABELS, STATES, WITH_WEEK, NoticeState
from tests.api.logged import Lines
from tests.api.notices.sending import CANARY, WEEK, move, sent, set_state
from tests.api.people import Client, refused


def reason_for(kind: Kind | None) -> str | None:
    return next((code for code, reason in REASONS.items() if kind in reason.kinds), None)


def asked(before: NoticeState, to: NoticeState) -> dict[str, Any]:
    """Give what a move asks for, as far as the table knows it."""
    allowed = MOVES.get((before, to))
    reason = reason_for(allowed.reason) if allowed else None
    return {"week": WEEK if to == "planned" else None, "reason": reason}


def test_every_state_has_words_and_the_table_knows_all() -> None:
    assert set(STATE_LABELS) == set(STATES)
    assert {state for pair in MOVES for state in pair} == set(STATES)
    assert not {before for before, _ in MOVES} & FINAL
    assert {reason for reason in MOVES.values() if reason.reason} == {
        MOVES[pair] for pair in MOVES if reason_for(MOVES[pair].reason)
    }


def test_every_pair_of_states_moves_exactly_as_the_table_says(
    app: FastAPI, college: Client, referent: Client
) -> None:
    notice = sent(college)["id"]
    for before, to in product(STATES, STATES):
        set_state(app, notice, before)
        answer = move(referent, notice, to, **asked(before, to))
        if (before, to) in MOVES:
            assert answer.status_code == 200, (before, to, answer.text)
            last = answer.json()["history"][-1]
            assert (last["before"], last["after"], last["by"]) == (before, to, "referent")
            assert answer.json()["week"] == (WEEK if to in WITH_WEEK else None)
        else:
            details = refused(answer, 409, "move-not-allowed")
            assert STATE_LABELS[to] in details["detail"]


def test_every_move_wants_its_own_kind_of_reason(
    app: FastAPI, college: Client, referent: Client
) -> None:
    notice = sent(college)["id"]
    for (before, to), allowed in MOVES.items():
        for code in (None, *REASONS):
            fits = allowed.reason in REASONS[code].kinds if code else allowed.reason is None
            if not fits:
                set_state(app, notice, before)
                answer = move(referent, notice, to, **{**asked(before, to), "reason": code})
                assert refused(answer, 422, "invalid")["problems"][0]["path"] == "reason"


@pytest.mark.parametrize("week", [None, "2026-W47", "2026-W52"])
def test_a_notice_is_planned_in_a_week_the_head_agrees_to(
    college: Client, referent: Client, week: str | None
) -> None:
    notice = sent(college)["id"]
    move(referent, notice, "waiting")
    answer = move(referent, notice, "planned", week=week)
    assert refused(answer, 422, "invalid")["problems"][0]["path"] == "week"


def test_a_week_goes_with_planned_alone(college: Client, referent: Client) -> None:
    answer = move(referent, sent(college)["id"], "waiting", week=WEEK)
    refused(answer, 422, "invalid")


def test_a_collège_does_not_move_its_notices(college: Client) -> None:
    refused(move(college, sent(college)["id"], "waiting"), 403, "role-not-allowed")


def test_an_absent_notice_does_not_move(referent: Client) -> None:
    refused(move(referent, "0" * 24, "waiting"), 404, "not-found")


def test_a_collège_does_not_read_that_pupils_are_kept_apart(
    college: Client, referent: Client, actions: Any
) -> None:
    receipt = sent(college)
    notice = receipt["id"]
    move(referent, notice, "waiting")
    shown = move(referent, notice, "waiting", reason="kept-apart").json()
    assert shown["history"][-1]["reason"] == "kept-apart"
    assert actions()[-1] == (referent.account, "notice.waiting", receipt["pupil_id"])
    seen = college.get(f"/api/notices/{notice}")
    assert seen.json()["history"][-1]["reason"] == "group-balance"
    assert "kept-apart" not in seen.text


def test_no_log_names_a_child(lines: Lines, college: Client, referent: Client) -> None:
    notice = sent(college)["id"]
    path = f"/api/notices/{notice}"
    move(referent, notice, "waiting")
    move(referent, notice, "waiting", reason=CANARY)
    for client in (college, referent):
        assert CANARY in client.get(path).text
        assert CANARY in client.get("/api/notices", params={"state": "waiting"}).text
        client.get("/api/notices", params={"state": CANARY})
        client.put(path, json={"pupil": {"first_name": CANARY, "initial": CANARY}})
    assert len(lines.all) > 10
    assert CANARY not in lines.text


def test_whatever_the_moves_the_history_holds_together(
    app: FastAPI, college: Client, referent: Client
) -> None:
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.sampled_from(STATES), max_size=10), st.sampled_from([None, *REASONS]))
    def explore(wanted: list[NoticeState], careless: str | None) -> None:
        notice = sent(college)["id"]
        state: NoticeState = "received"
        accepted = 1
        for to in wanted:
            more = asked(state, to)
            more["reason"] = careless or more["reason"]
            if move(referent, notice, to, **more).status_code == 200:
                assert (state, to) in MOVES
                state, accepted = to, accepted + 1
        shown = referent.get(f"/api/notices/{notice}").json()
        history = shown["history"]
        assert len(history) == accepted
        assert history[0]["before"] is None
        assert all(one["after"] == two["before"] for one, two in pairwise(history))
        assert (history[-1]["after"], history[-1]["week"]) == (state, shown["week"])
        assert shown["state"] == state
        assert (shown["week"] is not None) == (state in WITH_WEEK)

    explore()
