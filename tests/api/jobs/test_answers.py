"""What a child answers is judged before it is stored, by the checker that shares nothing with the search."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from api.errors import Invalid
from api.jobs import service
from api.jobs.answering import answer
from api.jobs.checking import refuse_wrong
from api.jobs.failures import JobFailed
from api.jobs.questions import Explain, Propose, Question, Replan, Try, Value, request_of
from api.jobs.refusals import QueueFull
from api.jobs.states import JobKind
from api.jobs.turns import Turn
from api.storage.work import Storage
from solver.decide.completion import complete
from solver.decide.events import Events
from solver.decide.replan import replan
from solver.decide.trying import try_move
from solver.instance import Instance, PupilWeek
from solver.plan import Plan
from solver.solve import SolveOptions
from tests.api.jobs.asking import WEEK, best_plan, ended, failure, fake, lille, queue
from tests.api.jobs.conftest import Running

PLAN = "plan"


def written(record: Any) -> Any:
    return record.model_dump(mode="json", exclude_none=True)


def proposals(plan: Any) -> dict[str, Any]:
    return {"proposals": [{"name": "x", PLAN: plan}], "exhausted": True}


def in_conflict() -> dict[str, Any]:
    """Give a plan whose group for the week has two pupils in conflict."""
    plan: dict[str, Any] = written(best_plan())
    here = {a["pupil"]: a for a in plan["admissions"]}
    one, other = next(pair for pair in lille().conflict_pairs if {*pair} <= here.keys())
    here[other].update(week=here[one]["week"], group=here[one]["group"])
    return plan


def judged(kind: JobKind, question: Question, result: Any, instance: Instance | None = None) -> str:
    request = json.loads(json.dumps(request_of(instance or lille(), question)))
    try:
        refuse_wrong(Turn("j", "a", kind, request, 60, 1), result)
    except JobFailed as failed:
        return failed.code
    return "fine"


class TestProposals:
    ASKED = Propose(week=WEEK)

    def test_a_right_plan_is_fine(self) -> None:
        assert judged("propose", self.ASKED, proposals(written(best_plan()))) == "fine"

    def test_so_is_no_proposal_at_all(self) -> None:
        assert judged("propose", self.ASKED, {"proposals": [], "exhausted": True}) == "fine"

    def test_two_pupils_in_conflict(self) -> None:
        assert judged("propose", self.ASKED, proposals(in_conflict())) == "refused-by-checker"

    def test_a_score_that_is_too_good(self) -> None:
        plan = written(best_plan())
        plan["score"][3]["value"] -= 1
        assert judged("propose", self.ASKED, proposals(plan)) == "refused-by-checker"

    @pytest.mark.parametrize("status", ["infeasible", "unknown"])
    def test_a_plan_that_says_it_is_none(self, status: str) -> None:
        plan = {**in_conflict(), "status": status}
        assert judged("propose", self.ASKED, proposals(plan)) == "refused-by-checker"

    @pytest.mark.parametrize("result", [{}, {"proposals": 3}, proposals(None), proposals({"x": 1})])
    def test_no_proposals(self, result: Any) -> None:
        assert judged("propose", self.ASKED, result) == "unreadable-answer"

    def test_a_wrong_plan_is_not_stored(
        self, store: Storage, account: str, running: Running, tmp_path: Path
    ) -> None:
        answer = tmp_path / "answer.json"
        answer.write_text(json.dumps(proposals(in_conflict())))
        with running(fake("echo", answer)):
            job = ended(store, queue(store, account, self.ASKED))
        assert (job.state, failure(job), job.result) == ("failed", "refused-by-checker", None)


@cache
def trial() -> tuple[Try, dict[str, Any]]:
    """Ask for a move, and give what the solver answers."""
    pupil = next(p for p in lille().pupils if p.latest > WEEK and p.earliest <= WEEK)
    week = lille().open_weeks[1]
    found = complete(lille(), best_plan(), pupil.id, week)
    tried = written(try_move(lille(), best_plan(), pupil.id, week))
    asked = Try(plan=best_plan(), pupil=pupil.id, week=week)
    assert found is not None
    assert found.plan is not None
    return asked, {**tried, "completion": written(found)}


class TestTriedFromTheBestPlan:
    """A move without a plan to start from is compared with the best one, as an explanation is."""

    WAITS: Final = "P11"
    """Two others would move, at a price; one more seat would help."""

    def answered(self, question: Question, instance: Instance | None = None) -> dict[str, Any]:
        found = answer(instance or lille(), question, SolveOptions(), lambda _event: None)
        assert found is not None
        return found

    def test_it_agrees_with_the_explanation(self) -> None:
        why = self.answered(Explain(pupil=self.WAITS, week=WEEK))
        tried = self.answered(Try(pupil=self.WAITS, week=WEEK))
        assert len(why["moves"]) == 2
        assert tried["completion"]["moves"] == why["moves"]
        assert tried["completion"]["score"] == why["cost"] != []
        assert tried["from_best"]
        assert judged("try", Try(pupil=self.WAITS, week=WEEK), tried) == "fine"

    def test_a_remedy_is_compared_with_the_best_plan_without_it(self) -> None:
        """With the seat more the best plan has the pupil there: against that one, nothing would have changed."""
        larger = lille().model_copy(update={"capacity": lille().capacity + 1})
        asked = Try(pupil=self.WAITS, week=WEEK, without=lille())
        tried = self.answered(asked, larger)
        assert tried["from"] == {a.pupil: a.week for a in best_plan().admissions}[self.WAITS]
        assert tried["completion"]["score"] != []
        assert judged("try", asked, tried, larger) == "fine"

    def test_where_there_is_no_plan_at_all_it_says_why(self) -> None:
        closed = (*lille().closed_weeks, WEEK)
        pin = PupilWeek(pupil=self.WAITS, week=WEEK)
        none = lille().model_copy(update={"closed_weeks": closed, "pins": (pin,)})
        tried = self.answered(Try(pupil=self.WAITS, week=WEEK), none)
        assert tried["status"] == "infeasible"
        assert {reason["rule"] for reason in tried["reasons"]} == {"closed-week", "pin"}
        assert judged("try", Try(pupil=self.WAITS, week=WEEK), tried, none) == "fine"


class TestOthers:
    def test_a_trial(self) -> None:
        asked, result = trial()
        assert judged("try", asked, result) == "fine"
        assert judged("try", asked, {**result, "completion": None}) == "fine"
        other = {**result, "completion": {**result["completion"], "plan": in_conflict()}}
        assert judged("try", asked, other) == "refused-by-checker"
        del other["completion"]
        assert judged("try", asked, other) == "unreadable-answer"

    def test_a_completion_without_the_move(self) -> None:
        asked, result = trial()
        planned = {a.pupil: a.week for a in best_plan().admissions}
        assert planned.get(asked.pupil) != asked.week
        unmoved = {**result, "completion": {"possible": True, "plan": written(best_plan())}}
        assert judged("try", asked, unmoved) == "refused-by-checker"

    def test_a_repair(self) -> None:
        absent = next(a.pupil for a in best_plan().admissions if a.week == WEEK)
        asked = Replan(plan=best_plan(), week=WEEK, absent=(absent,))
        result = written(replan(lille(), best_plan(), WEEK, Events(absent=(absent,))))
        assert judged("replan", asked, result) == "fine"
        assert (
            judged("replan", asked, {**result, "plan": written(best_plan())})
            == "refused-by-checker"
        )

    @pytest.mark.parametrize("kind", ["replan", "explain"])
    def test_no_plan_and_why(self, kind: JobKind) -> None:
        asked = Explain(all=True) if kind == "explain" else Replan(plan=best_plan(), week=WEEK)
        none = written(Plan(status="infeasible"))
        assert judged(kind, asked, none) == "fine"
        assert judged(kind, asked, written(best_plan())) == "unreadable-answer"

    def test_explanations_and_values(self) -> None:
        one = Explain(pupil=lille().pupils[0].id, week=WEEK)
        assert judged("explain", one, {"verdict": "tie", "message": "x"}) == "fine"
        assert judged("explain", one, {"explanations": []}) == "unreadable-answer"
        assert judged("explain", Explain(all=True), {"explanations": []}) == "fine"
        assert judged("value", Value(), {"status": "optimal"}) == "fine"
        assert judged("value", Value(), {"status": "so-so"}) == "unreadable-answer"


class TestQuestions:
    def problems(self, storage: Storage, account: str, kind: JobKind, asked: Question) -> list[str]:
        with pytest.raises(Invalid) as refused, storage.write(account) as work:
            service.queue(work, account, kind, lille(), asked, 60)
        return [problem.path for problem in refused.value.problems]

    def test_a_full_queue_takes_no_more_until_one_is_gone(
        self, store: Storage, account: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(service, "MOST_WAITING", 2)
        first, _ = queue(store, account), queue(store, account)
        with pytest.raises(QueueFull):
            queue(store, account)
        with store.write(account) as work:
            service.cancel(work, first)
        queue(store, account)

    def test_what_cannot_be_worked_on_is_refused_at_once(
        self, store: Storage, account: str
    ) -> None:
        none = Plan(status="unknown")
        kinds: list[tuple[JobKind, Question, list[str]]] = [
            ("propose", Propose(week="2030-W01"), ["week"]),
            ("explain", Explain(pupil="nobody", week=WEEK), ["pupil"]),
            ("try", Try(plan=none, pupil="nobody", week=WEEK), ["pupil", "status"]),
            ("replan", Replan(plan=best_plan(), week="2030-W01"), ["week"]),
            ("replan", Replan(plan=best_plan(), week=WEEK, absent=("nobody",)), ["absent"]),
        ]
        for kind, asked, paths in kinds:
            assert self.problems(store, account, kind, asked) == paths

    @pytest.mark.parametrize(
        "asked", [{}, {"pupil": "P01"}, {"week": WEEK}, {"all": True, "week": WEEK}]
    )
    def test_an_explanation_is_of_one_or_of_all(self, asked: Any) -> None:
        with pytest.raises(ValueError, match="élève"):
            Explain(**asked)
