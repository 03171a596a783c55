"""The letters: for every state and reason, nothing of another pupil, of a conflict or of a motive of exclusion."""

from typing import Any

import pytest
from fastapi import FastAPI

from api.access.caller import Caller
from api.notices.letters import Letters, letters
from api.notices.motives import MOTIVE_LABELS
from api.notices.reasons import REASONS, ReasonCode
from api.notices.schemas import NoticeWithHistory
from api.notices.service import notice as shown
from api.notices.states import MOVES, STATES, WITH_WEEK, NoticeState
from api.running import running
from solver.weeks import monday
from tests.api.notices.sending import CANARY, sent
from tests.api.people import Client

OF_OTHERS = ("autre élève", "des élèves", "réunir", "incompatib", "conflit", "absence de")


@pytest.fixture
def received(app: FastAPI, college: Client, referent: Client) -> NoticeWithHistory:
    receipt = sent(college)
    caller = Caller(referent.account, "referent", None, None, "0" * 24, "session")
    with running(app).storage.consult(referent.account) as work:
        return shown(work, caller, receipt["id"])


def written(notice: NoticeWithHistory, state: NoticeState, reason: ReasonCode | None) -> Letters:
    week = "2026-W49" if state in WITH_WEEK else None
    last: dict[str, Any] = {"after": state, "reason": reason, "week": week}
    step = notice.history[-1].model_copy(update=last)
    changed = notice.model_copy(update={"state": state, "week": week, "history": (step,)})
    return letters(changed, "Collège des Tilleuls", monday("2026-W48"))


@pytest.mark.parametrize("state", STATES)
def test_they_say_nothing_that_is_not_for_their_reader(
    received: NoticeWithHistory, state: NoticeState
) -> None:
    reasons: list[ReasonCode | None] = [None]
    kinds = {move.reason for (_, to), move in MOVES.items() if to == state}
    reasons += [code for code, reason in REASONS.items() if kinds & reason.kinds]
    for reason in reasons:
        for text in written(received, state, reason):
            assert CANARY in text
            assert ("Motif : " in text) == (reason is not None)
            for word in (*OF_OTHERS, *MOTIVE_LABELS.values(), received.pupil.code, "2026-W"):
                assert word not in text
            assert f"{CANARY} note" not in text


def test_a_planned_stay_is_told_with_its_week(received: NoticeWithHistory) -> None:
    both = written(received, "planned", None)
    assert "prévu pour la semaine du 30 novembre 2026" in both.college
    assert "pendant la semaine du 30 novembre 2026" in both.family
    assert "Lille, le 23 novembre 2026" in both.family


@pytest.mark.parametrize(
    ("reason", "said"),
    [("kept-apart", "l'équilibre du groupe"), ("same-college", "l'équilibre du groupe"),
     ("group-full", "le groupe de la semaine est complet")],
)  # fmt: skip
def test_a_deferral_gives_the_reason_that_is_fit_for_outsiders(
    received: NoticeWithHistory, reason: ReasonCode, said: str
) -> None:
    for text in written(received, "waiting", reason):
        assert f"Motif : {said}." in text


def test_the_family_is_spoken_to(received: NoticeWithHistory) -> None:
    both = written(received, "declined", "family-declines")
    assert "vous ne souhaitez pas cet accueil" in both.family
    assert "la famille ne souhaite pas l'accueil" in both.college
