"""A year is lived as it was drawn, and every notice ends in one final state."""

import pytest

from solver.simulate import POLICIES, LivedYear, draw_year, live
from solver.simulate.state import FINAL_STATES
from solver.weeks import week_number
from tests.simulate import AUTUMN


@pytest.fixture(scope="module", params=list(POLICIES))
def lived(request: pytest.FixtureRequest) -> LivedYear:
    return live(draw_year(AUTUMN, 3), request.param)


def test_the_same_seed_is_the_same_year() -> None:
    assert draw_year(AUTUMN, 3) == draw_year(AUTUMN, 3)
    assert draw_year(AUTUMN, 3) != draw_year(AUTUMN, 4)


@pytest.mark.parametrize("policy", ["first-come", "look-ahead"])
def test_the_same_year_is_lived_in_the_same_way(policy: str) -> None:
    year = draw_year(AUTUMN, 3)
    assert live(year, policy) == live(year, policy)


def test_every_notice_ends_in_one_final_state(lived: LivedYear) -> None:
    assert set(lived.states) == {notice.pupil.id for notice in lived.year.notices}
    assert set(lived.states.values()) <= set(FINAL_STATES)


def test_every_week_accounts_for_every_notice(lived: LivedYear) -> None:
    final_before = 0
    for week in lived.weeks:
        assert sum(week.counts.values()) == len(lived.year.notices)
        final = sum(week.counts.get(state, 0) for state in FINAL_STATES)
        assert final >= final_before
        final_before = final


def test_the_hosted_are_those_of_the_groups_once_each(lived: LivedYear) -> None:
    groups = [(c, w.week) for w in lived.weeks for group in w.groups for c in group.pupils]
    assert sorted(groups) == sorted(lived.week_of.items())
    assert {c for c, state in lived.states.items() if state == "hosted"} == set(lived.week_of)


def test_nobody_comes_before_the_family_was_met_nor_in_a_week_of_absence(lived: LivedYear) -> None:
    for notice in lived.year.notices:
        week = lived.week_of.get(notice.pupil.id)
        if week is not None:
            assert week_number(notice.ready) <= week_number(week)
            assert week not in notice.absences
            assert not notice.declined


def test_nobody_teaches_while_ill(lived: LivedYear) -> None:
    held = {(session.teacher, week.week) for week in lived.weeks for session in week.sessions}
    assert lived.year.ill
    assert held.isdisjoint(lived.year.ill)


def test_the_year_holds_what_the_tests_are_about() -> None:
    lived = live(draw_year(AUTUMN, 3), "weekly")
    assert any(week.absent for week in lived.weeks)
    assert any(week.late for week in lived.weeks)
    assert any(week.changed_sessions for week in lived.weeks)
