"""The page of a repair: which sentence stands for which session, and how sure the repair is."""

import io

import pytest
from hypothesis import given, settings
from rich.cells import cell_len
from rich.console import Console

from solver.decide.events import Events, after_events
from solver.decide.replan import Repaired, replan
from solver.instance import Instance
from solver.plan import Plan
from solver.show.repaired import FAMILIES_PROVEN, NOT_PROVEN, PROVEN, print_repaired
from tests.build import (
    W48,
    admit,
    changed,
    complete_plan,
    instance,
    pupil,
    session,
    teacher,
    workshop,
)
from tests.decide.mornings import Morning, mornings

SPORT = instance(
    pupil("P01"),
    timetable={"days": ["mon", "tue"], "slots_per_day": 2, "break_after": [1]},
    workshops=[workshop("sport")],
    teachers=[teacher("a", "sport", slots=["mon-1"])],
)


def page(of: Instance, found: Repaired, width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    print_repaired(console, of, found)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def read(of: Instance, events: Events) -> str:
    plan = complete_plan(of, [admit("P01", W48)], [session(W48, "sport", "a", "mon-1")])
    found = replan(of, plan, W48, events)
    assert isinstance(found, Repaired)
    return " ".join(page(after_events(of, events, W48), found).split())


@pytest.mark.parametrize(
    ("teachers", "said"),
    [
        ([], "Atelier sport, lundi matin (créneau 1) : n'a pas lieu."),
        (
            [teacher("b", "sport", slots=["mon-1"])],
            "Atelier sport, lundi matin (créneau 1) : a bien lieu, par l'intervenant·e b.",
        ),
        (
            [teacher("b", "sport", slots=["tue-2"])],
            (
                "Atelier sport, lundi matin (créneau 1) : passe au mardi après-midi (créneau 2), par"
                " l'intervenant·e b."
            ),
        ),
    ],
)
def test_what_becomes_of_a_session(teachers: list[dict[str, object]], said: str) -> None:
    of = changed(SPORT, teachers=[teacher("a", "sport", slots=["mon-1"]), *teachers])
    assert f"– {said}" in read(of, Events(away=("a",)))


def test_a_session_that_moves() -> None:
    of = changed(
        SPORT,
        teachers=[teacher("a", "sport", slots=["mon-1", "tue-1"])],
        closed_days=["2026-11-23"],
    )
    said = "– Atelier sport, lundi matin (créneau 1) : passe au mardi matin (créneau 1)."
    assert said in read(of, Events())


def test_a_new_session() -> None:
    of = changed(
        SPORT,
        workshops=[workshop("sport"), workshop("theatre")],
        teachers=[teacher("a", "sport", "theatre", slots=["mon-1", "tue-1"])],
    )
    assert "– Atelier theatre, mardi matin (créneau 1) : nouvelle séance." in read(of, Events())


@pytest.mark.parametrize(
    ("update", "said"),
    [
        ({}, PROVEN),
        ({"proven": False}, FAMILIES_PROVEN),
        ({"proven": False, "families_proven": False}, NOT_PROVEN),
    ],
)
def test_the_page_claims_what_is_proven_and_no_more(update: dict[str, bool], said: str) -> None:
    plan = complete_plan(SPORT, [admit("P01", W48)])
    found = replan(SPORT, plan, W48, Events())
    assert isinstance(found, Repaired)
    shown = " ".join(page(SPORT, found.model_copy(update=update)).split())
    assert [
        sentence for sentence in (PROVEN, FAMILIES_PROVEN, NOT_PROVEN) if sentence in shown
    ] == [said]


@settings(max_examples=50)
@given(mornings())
def test_any_repair_fits_its_page_and_shows_every_call(morning: Morning) -> None:
    found = replan(morning.instance, morning.plan, morning.week, morning.events)
    if isinstance(found, Plan):
        return
    shown = page(morning.after, found)
    assert max(map(cell_len, shown.splitlines())) <= 80
    assert shown.count("☐") == len(found.calls)
