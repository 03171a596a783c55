"""What `replan` refuses at the door, all of it in French and naming the option."""

import pytest

from solver.decide.events import Events
from solver.decide.replan import Repaired, replan
from solver.french import the_week
from solver.instance import Instance
from solver.plan import NotAdmitted, Plan
from solver.problems import InputError
from tests.build import W48, W49, W50, admit, at, changed, complete_plan, instance, pupil, session

OF = instance(pupil("P01"), pupil("P02"), pupil("P03"))
PLAN = complete_plan(OF, [admit("P01", W48), admit("P02", W49)])


def refusal(of: Instance, plan: Plan, week: str, **events: object) -> list[str]:
    with pytest.raises(InputError) as refused:
        replan(of, plan, week, Events.model_validate(events))
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ({"absent": ("P99",)}, "--absent : aucun élève n'a l'identifiant « P99 »."),
        ({"absent": ("P03",)}, "--absent : le plan n'attend pas P03 en semaine 49."),
        ({"absent": ("P01",)}, "--absent : le plan n'attend pas P01 en semaine 49."),
        ({"away": ("t9",)}, "--away : personne n'a l'identifiant « t9 » parmi les intervenant·es."),
        (
            {"conflicts": (("P01", "P99"),)},
            "--conflict : aucun élève n'a l'identifiant « P99 ».",
        ),
        (
            {"conflicts": (("P02", "P02"),)},
            "--conflict : l'élève « P02 » est déclaré incompatible avec lui-même.",
        ),
        ({"urgent": ("P99",)}, "--urgent : aucun élève n'a l'identifiant « P99 »."),
        ({"urgent": ("P01",)}, "--urgent : P01 est déjà venu avant la semaine 49, selon le plan."),
        (
            {"absent": ("P02",), "urgent": ("P02",)},
            "--urgent : « P02 » ne peut pas être à la fois urgent et absent.",
        ),
    ],
)
def test_an_event_that_makes_no_sense(events: dict[str, object], said: str) -> None:
    assert refusal(OF, PLAN, W49, **events) == [said]


def test_every_problem_of_the_events_is_told() -> None:
    said = refusal(OF, PLAN, W49, absent=("P98",), away=("t9",), urgent=("P99",))
    assert [message.partition(" ")[0] for message in said] == ["--absent", "--away", "--urgent"]


@pytest.mark.parametrize(
    ("week", "said"),
    [
        ("48", "--week : « 48 » n'est pas une semaine ; exemple : 2026-W48."),
        (W50, f"--week : la semaine {W50} est hors de la période, qui va de {W48} à {W49}."),
        (W48, f"--week : {the_week(W48)} est fermée."),
    ],
)
def test_a_week_that_cannot_be_repaired(week: str, said: str) -> None:
    closed = changed(OF, closed_weeks=[W48])
    assert refusal(closed, complete_plan(closed, [admit("P01", W49)]), week) == [said]


@pytest.mark.parametrize("status", ["infeasible", "unknown"])
def test_a_plan_without_content(status: str) -> None:
    plan = Plan.model_validate({"status": status})
    said = "status : ce plan est sans contenu : il n'y a rien à réparer."
    assert refusal(OF, plan, W48) == [said]


def test_ids_of_the_plan_that_nobody_has() -> None:
    plan = Plan(
        status="feasible",
        admissions=(admit("P98", W48),),
        not_admitted=(NotAdmitted(pupil="P99", outcome="unplaced"),),
        sessions=(session(W48, "w9", "t9", "mon-1"),),
    )
    assert refusal(OF, plan, W48) == [
        "admissions[0].pupil : aucun élève n'a l'identifiant « P98 ».",
        "not_admitted[0].pupil : aucun élève n'a l'identifiant « P99 ».",
        "sessions[0].workshop : aucun atelier n'a l'identifiant « w9 ».",
        "sessions[0].teacher : personne n'a l'identifiant « t9 » parmi les intervenant·es.",
    ]


def test_a_pupil_whom_the_plan_hosts_twice() -> None:
    plan = Plan(status="feasible", admissions=(admit("P01", W48), admit("P01", W49)))
    assert refusal(OF, plan, W48) == ["admissions : le plan accueille P01 2 fois."]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"capacity": 1}, "Le groupe 1 de la semaine 2026-W48 compte 2 élèves pour 1 places."),
        ({"bans": [at("P01", W48)]}, "P01"),
        ({"pins": [at("P01", W49)]}, "P01"),
        ({"pins": [at("P03", W48)]}, "P03"),
    ],
)
def test_a_rule_that_the_past_breaks_already(fields: dict[str, object], said: str) -> None:
    plan = complete_plan(OF, [admit("P01", W48), admit("P02", W48)])
    (message,) = refusal(changed(OF, **fields), plan, W49)
    assert message.startswith("le plan publié enfreint déjà une règle avant la semaine 49 : ")
    assert said in message


def test_a_rule_that_the_week_breaks_is_what_a_repair_is_for() -> None:
    plan = complete_plan(OF, [admit("P01", W48), admit("P02", W48)])
    found = replan(changed(OF, capacity=1), plan, W48, Events())
    assert isinstance(found, Repaired)
    assert found.families == 1
