"""What changed between two instances: nothing unsaid, nothing said that is not so."""

from typing import Any, Final

import pytest
from hypothesis import given

from api.planning.changes import changes
from solver.files import read_instance
from solver.instance import Instance, PupilWeek, Workshop
from tests.strategies import instances

BEFORE: Final = read_instance("fixtures/lille-2026-W48.json")


def with_(**update: Any) -> Instance:
    return BEFORE.model_copy(update=update)


def said(now: Instance) -> list[tuple[str, str]]:
    return [(change.subject, change.message) for change in changes(BEFORE, now)]


def test_nothing_changed() -> None:
    assert said(with_()) == []


def test_the_order_in_which_pupils_are_written_is_no_change() -> None:
    assert said(with_(pupils=BEFORE.pupils[::-1], announced=BEFORE.announced[::-1])) == []


def test_who_came_and_who_left() -> None:
    first, *others = BEFORE.pupils
    late = first.model_copy(update={"id": "P99"})
    assert said(with_(pupils=(*others, late))) == [
        ("P01", "P01 n'attend plus de place."),
        ("P99", "P99 attend maintenant une place."),
    ]


def test_a_week_that_was_told() -> None:
    told = (*BEFORE.announced, PupilWeek(pupil="P01", week="2026-W48"))
    assert said(with_(announced=told)) == [("P01", "P01 est prévu en semaine 48.")]
    assert said(with_(announced=())) == [
        (entry.pupil, f"{entry.pupil} n'est plus prévu.") for entry in BEFORE.announced
    ]


def test_what_changed_of_a_pupil() -> None:
    first, *others = BEFORE.pupils
    changed = first.model_copy(update={"latest": "2026-W50"})
    pins = (PupilWeek(pupil="P01", week="2026-W48"),)
    assert said(with_(pupils=(changed, *others), pins=pins)) == [
        ("P01", "P01 : changement dans sa fiche et la semaine à garder.")
    ]


@pytest.mark.parametrize(
    ("update", "message"),
    [
        ({"capacity": 6}, "Le nombre de places a changé."),
        ({"conflicts": ()}, "Les élèves à ne pas réunir ont changé."),
        ({"closed_weeks": ()}, "Le calendrier a changé."),
        ({"workshops": (Workshop(id="x", name="x"),)}, "Les ateliers ont changé."),
        ({"teachers": ()}, "Les intervenant·es ou leurs disponibilités ont changé."),
        ({"last_week": "2027-W03"}, "La période regardée a changé."),
    ],
)
def test_the_rest_is_said_as_a_whole(update: dict[str, Any], message: str) -> None:
    assert [text for _, text in said(with_(**update))] == [message]


@given(instances(), instances())
def test_only_equal_instances_show_no_change(one: Instance, other: Instance) -> None:
    other = other.model_copy(update={"first_week": one.first_week})
    assert changes(one, one) == ()
    if not changes(one, other):
        assert sorted_parts(one) == sorted_parts(other)


def sorted_parts(instance: Instance) -> dict[str, Any]:
    """Give what an instance says, but for the order in which pupils are written."""
    listed = {"pupils", "announced", "pins", "bans"}
    return {
        name: sorted(map(str, set(value))) if name in listed else value for name, value in instance
    }
