"""Chance belongs to a notice, or to a practitioner's week: nothing else changes what it holds."""

from solver.instance import College
from solver.simulate import Chances, Demand, NewCollege, Seats, draw_year, year_of
from solver.simulate.years import Year
from tests.simulate import AUTUMN

YEAR = draw_year(AUTUMN, 5)


def by_stay(year: Year) -> dict[str, object]:
    return {notice.pupil.id: notice for notice in year.notices}


def test_other_notices_change_nothing_for_a_notice() -> None:
    more = year_of(Demand(more=0.3).apply(YEAR.instance, 5), 5)
    assert by_stay(YEAR).items() <= by_stay(more).items()
    assert len(more.notices) == round(1.3 * len(YEAR.notices))
    fewer = year_of(Demand(more=-0.3).apply(YEAR.instance, 5), 5)
    assert by_stay(fewer).items() <= by_stay(YEAR).items()
    assert len(fewer.notices) == round(0.7 * len(YEAR.notices))


def test_a_rule_changes_no_chance() -> None:
    six = year_of(Seats(capacity=6).apply(YEAR.instance, 5), 5)
    assert (six.notices, six.ill) == (YEAR.notices, YEAR.ill)


def test_another_seed_is_another_chance() -> None:
    other = year_of(YEAR.instance, 6)
    assert other.notices != YEAR.notices
    assert other.ill != YEAR.ill


def test_where_nothing_happens_nothing_happens() -> None:
    calm = Chances(declines=0, withdraws=0, absent=0, reachable=1, ill=0)
    year = year_of(YEAR.instance, 5, calm)
    assert not year.ill
    for notice in year.notices:
        assert (notice.declined, notice.withdraws) == (False, None)
        assert not notice.absences | notice.unreachable


def test_a_collège_that_joins_brings_its_own_pupils() -> None:
    joins = NewCollege(college=College(id="nouveau", name="Collège nouveau"), notices=8)
    changed = joins.apply(YEAR.instance, 5)
    assert sum(pupil.college == "nouveau" for pupil in changed.pupils) == 8
    assert changed.pupils[: len(YEAR.instance.pupils)] == YEAR.instance.pupils


def test_a_pupil_is_never_asked_for_twice_at_once() -> None:
    windows: dict[str, str] = {}
    for notice in YEAR.notices:
        assert windows.get(notice.person, "") < notice.pupil.earliest
        windows[notice.person] = notice.pupil.latest
    assert len(windows) < len(YEAR.notices)
