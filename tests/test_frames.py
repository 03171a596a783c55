"""Data frames of plans and decisions: what they hold is what the plan says, no more and no less."""

from collections.abc import Iterable

import pandas as pd
import pytest

from solver.decide.explain import explain_all
from solver.decide.propose import Proposals, propose
from solver.decide.value import value
from solver.frames import ADMITTED
from solver.generate import generate_next_week
from solver.instance import Instance
from solver.plan import Plan, Reason
from solver.problems import InputError
from solver.rules import LEVELS
from solver.simulate import YearSettings, draw_year, live
from solver.solve import solve
from solver.timetable import parse_slot
from tests.build import W48, W49, admit, complete_plan, instance, pupil, session, teacher, workshop


@pytest.fixture(scope="module")
def week() -> Instance:
    return generate_next_week()


@pytest.fixture(scope="module")
def plan(week: Instance) -> Plan:
    return solve(week)


def rows(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Give a frame as Python values, None where one is missing."""
    known = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in known]


def columns(frame: pd.DataFrame, *names: str) -> list[tuple[object, ...]]:
    return [tuple(row[name] for name in names) for row in rows(frame)]


class TestPlan:
    def test_a_row_per_pupil_with_what_becomes_of_him(self) -> None:
        of = instance(
            pupil("P01", latest=W48),
            pupil("P02", latest="2026-W50"),
            pupil("P03"),
            capacity=1,
            last_week=W48,
        )
        plan = complete_plan(of, [admit("P03", W48)])
        assert columns(plan.to_frame(), "pupil", "outcome", "week", "group") == [
            ("P03", ADMITTED, W48, 1),
            ("P01", "unplaced", None, None),
            ("P02", "carried-over", None, None),
        ]

    def test_with_the_instance_also_what_it_knows_of_each_in_its_order(
        self, week: Instance, plan: Plan
    ) -> None:
        found = rows(plan.to_frame(week))
        assert [row["pupil"] for row in found] == [pupil.id for pupil in week.pupils]
        admitted = {entry.pupil: entry for entry in plan.admissions}
        for row, known in zip(found, week.pupils, strict=True):
            for name in ("college", "level", "gender", "priority", "earliest", "latest"):
                assert row[name] == getattr(known, name)
            assert row["motives"] == ", ".join(known.motives)
            entry = admitted[known.id]
            assert (row["week"], row["group"]) == (entry.week, entry.group)
            assert row["waited"] == week.open_weeks_waited(known.earliest, entry.week)
        announced = {row["pupil"]: row["announced"] for row in found if row["announced"]}
        assert announced == {entry.pupil: entry.week for entry in week.announced}

    def test_a_row_per_session_with_its_day_and_first_slot(
        self, week: Instance, plan: Plan
    ) -> None:
        found = rows(plan.sessions_frame(week))
        assert len(found) == len(plan.sessions) > 10
        for row, held in zip(found, plan.sessions, strict=True):
            assert {name: row[name] for name in held.model_dump()} == held.model_dump()
            assert (row["day"], row["slot"]) == parse_slot(held.start)
            known = week.workshops_by_id[held.workshop]
            assert (row["length"], row["core"]) == (known.length, known.core)

    def test_a_session_says_where_it_uses_a_slot_its_teacher_does_not_like(self) -> None:
        of = instance(
            pupil("P01"),
            workshops=[workshop("a", length=2, per_week=2)],
            teachers=[teacher("t", "a", reluctant_slots=["tue-2"])],
        )
        held = [session(W48, "a", "t", start) for start in ("tue-1", "thu-1")]
        plan = complete_plan(of, [admit("P01", W48)], held)
        assert columns(plan.sessions_frame(of), "start", "reluctant") == [
            ("tue-1", True),
            ("thu-1", False),
        ]

    def test_a_row_per_level_in_the_order_they_count(self, plan: Plan) -> None:
        assert columns(plan.score_frame(), "level", "value", "proven") == [
            (entry.level, entry.value, True) for entry in plan.score
        ]
        cut_short = plan.model_copy(
            update={
                "status": "feasible",
                "score": tuple(
                    entry.model_copy(update={"bound": bound})
                    for entry, bound in zip(plan.score, (0, None, 0, 1, 0, 0, 0), strict=True)
                ),
            }
        )
        assert [row["proven"] for row in rows(cut_short.score_frame())][:4] == [
            True,
            False,
            True,
            False,
        ]

    def test_columns_and_their_types_do_not_depend_on_what_is_there(
        self, week: Instance, plan: Plan
    ) -> None:
        nobody = Plan(status="unknown")
        for full, empty in (
            (plan.to_frame(), nobody.to_frame()),
            (plan.to_frame(week), nobody.to_frame(week)),
            (plan.sessions_frame(week), nobody.sessions_frame(week)),
            (plan.score_frame(), nobody.score_frame()),
            (
                propose(week, plan, W48, count=1).to_frame(week),
                Proposals(proposals=(), exhausted=False).to_frame(week),
            ),
        ):
            assert list(full.dtypes.items()) == list(empty.dtypes.items())
            assert len(full) > len(empty) == 0

    def test_a_plan_of_another_instance_is_refused_with_what_is_unknown(self) -> None:
        plan = Plan(status="feasible", admissions=(admit("P09", W48),))
        with pytest.raises(InputError, match="aucun élève n'a l'identifiant « P09 »"):
            plan.to_frame(instance(pupil("P01")))


class TestDecisions:
    def test_the_plans_of_proposals_one_after_the_other(self, week: Instance, plan: Plan) -> None:
        found = propose(week, plan, W48, count=2)
        frame = found.to_frame(week)
        for number, proposal in enumerate(found.proposals, start=1):
            part = frame[frame["proposal"] == number]
            assert set(part["name"]) == {proposal.name}
            assert columns(part, "pupil", "week") == columns(
                proposal.plan.to_frame(week), "pupil", "week"
            )
        scores = found.score_frame()
        assert columns(scores, "proposal", "level", "value") == [
            (number, entry.level, entry.value)
            for number, proposal in enumerate(found.proposals, start=1)
            for entry in proposal.plan.score
        ]

    def test_a_row_per_reason_and_per_addition_and_level(self) -> None:
        of = instance(
            pupil("P01", latest=W48), pupil("P02"), conflicts=[["P01", "P02"]], capacity=2
        )
        reasons = explain_all(of, solve(of)).to_frame()
        assert columns(reasons, "pupil", "week", "verdict", "rules") == [
            ("P02", W48, "worse", ""),
        ]
        found = value(of)
        weighed = found.to_frame()
        assert len(weighed) == len(LEVELS) * len(found.values)
        lifted = weighed[weighed["kind"] == "conflict"]
        assert set(lifted["subject"]) == {"P01 P02"}
        assert ("waiting", 1) in columns(lifted, "level", "gain")
        assert all(g["before"] - g["after"] == g["gain"] for g in _numbers(rows(weighed)))


def _numbers(found: Iterable[dict[str, object]]) -> Iterable[dict[str, int]]:
    for row in found:
        yield {name: int(str(row[name])) for name in ("before", "after", "gain")}


def test_a_lived_year_has_a_row_per_notice() -> None:
    lived = live(draw_year(YearSettings(pupils=6, workshops=False), 1), "first-come")
    frame = lived.to_frame()
    assert {row["stay"]: row["state"] for row in rows(frame)} == lived.states


def test_no_plan_is_an_empty_frame_not_an_error() -> None:
    why = Reason(rule="pin", subjects=("P01", W49), message="P01 est fixé.")
    assert Plan(status="infeasible", reasons=(why,)).to_frame().empty
