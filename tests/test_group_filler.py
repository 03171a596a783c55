"""Filling groups one pupil at a time, and whom each pupil must not meet."""

import pytest

from solver.group_filler import GroupFiller
from solver.instance import Instance
from tests.build import W48, admit, changed, instance, pupil

TRIO = [pupil(code) for code in ("P01", "P02", "P03")]


def test_who_is_apart_is_known_from_both_sides() -> None:
    made = instance(*TRIO, conflicts=[["P02", "P01"], ["P01", "P02"]])
    assert made.apart == {
        "P01": frozenset({"P02"}),
        "P02": frozenset({"P01"}),
        "P03": frozenset(),
    }


def test_who_is_apart_follows_a_change() -> None:
    made = instance(*TRIO, conflicts=[["P01", "P02"]])
    assert made.apart["P01"]
    assert not made.model_copy(update={"conflicts": ()}).apart["P01"]


def test_two_pupils_apart_never_share_a_group() -> None:
    made = instance(*TRIO, conflicts=[["P01", "P02"]], groups_per_week=2)
    filler = GroupFiller(made)
    assert all(filler.put_in_week(each, W48) for each in made.pupils)
    assert set(filler.admissions()) == {
        admit("P01", W48, 1),
        admit("P02", W48, 2),
        admit("P03", W48, 1),
    }
    alone = GroupFiller(changed(made, groups_per_week=1))
    assert [alone.put_in_week(each, W48) for each in made.pupils] == [True, False, True]


def test_who_is_apart_is_worked_out_once_for_all_fillings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search fills groups thousands of times, and there may be millions of pairs."""
    asked: list[Instance] = []

    def pairs(of: Instance) -> tuple[tuple[str, str], ...]:
        asked.append(of)
        return (("P01", "P02"),)

    monkeypatch.setattr(Instance, "conflict_pairs", property(pairs))
    made = instance(*TRIO)
    for _ in range(3):
        filler = GroupFiller(made)
        assert [filler.put_in_week(each, W48) for each in made.pupils] == [True, False, True]
    assert len(asked) == 1
