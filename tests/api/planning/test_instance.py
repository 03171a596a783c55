"""The instance of a week says what is stored, in codes, and can be had again as it was."""

from typing import Any

from fastapi import FastAPI

from api.catalogue.schemas.policy import PolicyEntry
from api.notices.moving import move
from api.planning.what_if import Lifted, WhatIf
from api.running import running
from api.storage import tables, versions
from api.weeks import published
from api.weeks.published import Place, PublishedSession, PublishedWeek
from solver.rules import NAMED_ORDERS
from tests.api.conftest import Held
from tests.api.notices.sending import CANARY
from tests.api.people import Client
from tests.api.planning.world import NEXT, WEEK, add_catalogue, caller, instance, waiting


def put(app: FastAPI, kind: versions.Kind, key: str, content: Any) -> None:
    with running(app).storage.write("tests") as work:
        versions.put(work, kind, key, content)


def plan(app: FastAPI, referent: Client, code: str, week: str, *, confirmed: bool = False) -> None:
    """Tell a pupil a week."""
    with running(app).storage.write("tests") as work:
        stay = versions.present(work, "stay", code)
        assert stay is not None
        assert stay.content is not None
        notice = work.session.get_one(tables.Notice, stay.content["notice"])
        move(work, caller(referent.account), notice, "planned", week=week)
        if confirmed:
            move(work, caller(referent.account), notice, "confirmed")


def test_it_holds_who_waits_and_what_is_stored_and_no_name(app: FastAPI, referent: Client) -> None:
    add_catalogue(app)
    codes = waiting(app, referent.account, "tilleuls", "remparts")
    made = instance(app)
    assert {pupil.id: pupil.college for pupil in made.pupils} == dict(
        zip(codes, ("tilleuls", "remparts"), strict=True)
    )
    assert (made.first_week, made.last_week) == (WEEK, "2026-W53")
    assert made.closed_weeks == ("2026-W52", "2026-W53")
    assert [workshop.id for workshop in made.workshops] == ["sport"]
    assert [teacher.max_sessions for teacher in made.teachers] == [3]
    assert CANARY not in made.model_dump_json()


def test_who_is_told_an_earlier_week_is_not_in_it(app: FastAPI, referent: Client) -> None:
    (code,) = waiting(app, referent.account, "tilleuls")
    plan(app, referent, code, WEEK)
    assert [entry.week for entry in instance(app, WEEK).announced] == [WEEK]
    assert instance(app, NEXT).pupils == ()


def test_who_can_no_longer_come_is_not_in_it(app: FastAPI, referent: Client) -> None:
    waiting(app, referent.account, "tilleuls", latest=WEEK)
    assert len(instance(app, WEEK).pupils) == 1
    assert instance(app, NEXT).pupils == ()


def test_a_window_that_begins_long_ago_is_no_obstacle(app: FastAPI, referent: Client) -> None:
    waiting(app, referent.account, "tilleuls", earliest="2001-W01")
    assert [pupil.earliest for pupil in instance(app).pupils] == ["2001-W01"]


def test_a_confirmed_stay_is_firm(app: FastAPI, referent: Client) -> None:
    told, firm = waiting(app, referent.account, "tilleuls", "remparts")
    plan(app, referent, told, WEEK)
    plan(app, referent, firm, NEXT, confirmed=True)
    made = instance(app)
    assert {entry.pupil: entry.week for entry in made.announced} == {told: WEEK, firm: NEXT}
    assert [(pin.pupil, pin.week) for pin in made.pins] == [(firm, NEXT)]


def test_it_looks_at_every_week_that_was_told(app: FastAPI, referent: Client) -> None:
    (code,) = waiting(app, referent.account, "tilleuls", latest="2027-W08")
    plan(app, referent, code, "2027-W06")
    assert instance(app).last_week == "2027-W06"


def test_what_the_référente_wishes(app: FastAPI, referent: Client) -> None:
    (code,) = waiting(app, referent.account, "tilleuls")
    put(app, "wish", code, {"priority": 3, "pin": NEXT, "bans": [WEEK]})
    made = instance(app)
    assert made.pupils[0].priority == 3
    assert [(pin.pupil, pin.week) for pin in made.pins] == [(code, NEXT)]
    assert made.ban_set == {(code, WEEK)}
    assert instance(app, "2026-W50").pins == ()


def test_conflicts_hold_until_their_last_week(app: FastAPI, referent: Client) -> None:
    one, other = sorted(waiting(app, referent.account, "tilleuls", "remparts"))
    put(app, "conflict", f"{one} {other}", {"pupils": [one, other], "until": WEEK})
    assert instance(app, WEEK).conflicts == ((one, other),)
    assert instance(app, NEXT).conflicts == ()
    put(app, "conflict", f"{one} {other}", {"pupils": [one, other], "until": None})
    assert instance(app, NEXT).conflicts == ((one, other),)


def test_earlier_weeks_take_of_the_practitioners_budgets(app: FastAPI, referent: Client) -> None:
    add_catalogue(app)
    session = PublishedSession(group=1, workshop="sport", teacher="t-sport", start="tue-1")
    given = PublishedWeek(admissions=(Place(pupil="P-1", group=1),), sessions=(session,))
    with running(app).storage.write("tests") as work:
        for week in ("2026-W25", "2026-W40", WEEK):
            published.publish(work, week, given)
    assert [t.max_sessions for t in instance(app, WEEK).teachers] == [2]
    assert [t.max_sessions for t in instance(app, NEXT).teachers] == [1]


def test_any_moment_can_be_had_again(app: FastAPI, referent: Client, clock: Held) -> None:
    waiting(app, referent.account, "tilleuls")
    then, before = clock.now, instance(app)
    clock.advance(hours=1)
    waiting(app, referent.account, "remparts")
    put(app, "policy", "policy", {"capacity": 4})
    assert instance(app) != before
    assert instance(app, moment=then) == before


def test_a_what_if_changes_the_instance_and_nothing_stored(app: FastAPI, referent: Client) -> None:
    add_catalogue(app)
    waiting(app, referent.account, "tilleuls")
    before = instance(app)
    supposed = WhatIf(
        capacity=6,
        groups_per_week=2,
        order="group-first",
        closed_weeks=(NEXT,),
        opened_weeks=("2026-W52",),
        without_teachers=("t-sport", "unknown"),
    )
    made = instance(app, what_if=supposed)
    assert (made.capacity, made.groups_per_week) == (6, 2)
    assert made.policy.order.index("cohesion") < made.policy.order.index("waiting")
    assert made.closed_weeks == (NEXT, "2026-W53")
    assert made.teachers == ()
    assert instance(app) == before
    assert instance(app, what_if=WhatIf()) == before


def test_a_what_if_takes_what_is_in_the_way_out_of_it(app: FastAPI, referent: Client) -> None:
    add_catalogue(app)
    one, other = waiting(app, referent.account, "tilleuls", "remparts", latest=NEXT)
    put(app, "wish", one, {"priority": 1, "pin": NEXT, "bans": [WEEK]})
    put(app, "conflict", f"{one} {other}", {"pupils": [one, other], "until": None})
    put(app, "teacher-conflict", f"{one} t-sport", {"pupil": one, "teacher": "t-sport"})
    put(app, "policy", "policy", {"motive_limits": {"vol": 1}})
    lifted = (
        Lifted(kind="move-pin", subjects=(one, NEXT)),
        Lifted(kind="lift-ban", subjects=(one, WEEK)),
        Lifted(kind="lift-conflict", subjects=(other, one)),
        Lifted(kind="lift-teacher-conflict", subjects=(one, "t-sport")),
        Lifted(kind="raise-motive-limit", subjects=("vol", WEEK)),
        Lifted(kind="raise-motive-limit", subjects=("unknown", WEEK)),
        Lifted(kind="extend-window", subjects=(other, "2026-W51")),
    )
    before, made = instance(app), instance(app, what_if=WhatIf(lifted=lifted))
    assert before.pins
    assert before.bans
    assert before.conflicts
    assert before.teacher_conflicts
    assert (made.pins, made.bans, made.conflicts, made.teacher_conflicts) == ((), (), (), ())
    assert made.policy.motive_limits == {"vol": 2}
    latest = {pupil.id: pupil.latest for pupil in made.pupils}
    assert latest == {one: NEXT, other: "2026-W51"}


def test_a_what_if_that_lifts_nothing_known_changes_nothing(app: FastAPI, referent: Client) -> None:
    waiting(app, referent.account, "tilleuls")
    lifted = Lifted(kind="extend-window", subjects=("P-00000000", WEEK))
    assert instance(app, what_if=WhatIf(lifted=(lifted,))) == instance(app)


def test_a_whole_policy_can_be_supposed(app: FastAPI, referent: Client) -> None:
    """It also decides which weeks are looked at; what is named beside it changes it further."""
    waiting(app, referent.account, "tilleuls")
    policy = PolicyEntry(order=NAMED_ORDERS["workshops-first"], lone_gender=9, weeks_ahead=2)
    made = instance(app, what_if=WhatIf(policy=policy, capacity=3))
    assert made.last_week == NEXT
    assert (made.capacity, made.policy.lone_gender) == (3, 9)
    assert made.policy.order == NAMED_ORDERS["workshops-first"]
    assert instance(app).policy.lone_gender == 2
