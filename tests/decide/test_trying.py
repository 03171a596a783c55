"""Whether a move holds as the rest stands: against moves made by hand, then rule by rule."""

from typing import Any, Literal, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.check import Violation, check
from solver.decide.trying import Trial, try_move
from solver.files import to_json
from solver.instance import Instance
from solver.plan import Admission, LevelScore, Plan, Session
from solver.problems import InputError
from solver.rules import LEVELS
from solver.score import compute_score
from solver.weeks import week_from_number, week_number
from tests.build import (
    W47,
    W48,
    W49,
    W50,
    admit,
    at,
    changed,
    complete_plan,
    instance,
    pupil,
    session,
    teacher,
    workshop,
)
from tests.oracle import best_plan
from tests.strategies import instances, plans


class ByHand(NamedTuple):
    """A move made by hand: the plan after it, and what the checker finds there."""

    plan: Plan
    violations: tuple[Violation, ...]
    score: tuple[int, ...]


def by_hand(made: Instance, plan: Plan, code: str, week: str | None, group: int = 1) -> ByHand:
    """Take a pupil out of a plan, with the sessions of a group left empty, and put him in a week."""
    place = [] if week is None else [admit(code, week, group)]
    admissions = [a for a in plan.admissions if a.pupil != code]
    if place and place[0] in plan.admissions:
        # Who stays keeps his line of the plan, be it written twice.
        index = plan.admissions.index(place[0])
        lines_before = [a for a in plan.admissions[:index] if a.pupil != code]
        admissions[len(lines_before) : len(lines_before)] = place
    else:
        admissions += place
    emptied = {(a.week, a.group) for a in plan.admissions} - {(a.week, a.group) for a in admissions}
    moved = Plan(
        status="feasible",
        admissions=tuple(admissions),
        not_admitted=tuple(entry for entry in plan.not_admitted if entry.pupil != code),
        sessions=tuple(s for s in plan.sessions if (s.week, s.group) not in emptied),
    )
    report = check(made, moved)
    return ByHand(moved, report.violations, tuple(entry.value for entry in report.score))


def possible_groups(made: Instance, plan: Plan, week: str) -> list[int]:
    """List the groups of a week and, while there may be one more, the first free number."""
    used = sorted({a.group for a in plan.admissions if a.week == week})
    free = min({*range(1, len(used) + 2)} - {*used})
    return [*used, free] if len(used) < made.groups_per_week else used


def weeks_around(made: Instance) -> list[str]:
    first = week_number(made.first_week)
    return [week_from_number(first + i) for i in range(-1, len(made.horizon) + 1)]


@given(instances(), st.data())
def test_in_a_good_plan_a_move_holds_where_the_moved_plan_breaks_nothing(
    made: Instance, data: st.DataObject
) -> None:
    plan = best_plan(made)
    if plan.status == "infeasible" or not made.pupils:
        return
    code = data.draw(st.sampled_from(sorted(made.pupils_by_id)))
    for week in weeks_around(made):
        trial = try_move(made, plan, code, week)
        moves = {g: by_hand(made, plan, code, week, g) for g in possible_groups(made, plan, week)}
        best = min(moves, key=lambda g: (len(moves[g].violations), moves[g].score, g))
        assert trial.group == best
        assert trial.holds == (not moves[best].violations)
        assert {*trial.breaks} == {*moves[best].violations}
        admissions, sessions = moves[best].plan.admissions, moves[best].plan.sessions
        assert [entry.level for entry in trial.score] == list(made.policy.order)
        assert [entry.before for entry in trial.score] == [entry.value for entry in plan.score]
        assert {entry.level: entry.after for entry in trial.score} == compute_score(
            made, admissions, sessions
        )
        where = [a.week for a in plan.admissions if a.pupil == code]
        assert trial.week_before == (where[0] if where else None)


def with_known_ids(made: Instance, plan: Plan) -> Plan:
    """Leave out what the instance does not know."""
    return plan.model_copy(
        update={
            "admissions": tuple(a for a in plan.admissions if a.pupil in made.pupils_by_id),
            "not_admitted": tuple(e for e in plan.not_admitted if e.pupil in made.pupils_by_id),
            "sessions": tuple(
                s
                for s in plan.sessions
                if s.workshop in made.workshops_by_id and s.teacher in made.teachers_by_id
            ),
        }
    )


@given(instances(), st.data())
def test_in_any_plan_a_move_holds_where_it_adds_no_violation(
    made: Instance, data: st.DataObject
) -> None:
    if not made.pupils:
        return
    drawn = with_known_ids(made, data.draw(plans(made)))
    plan = drawn.model_copy(update={"score": (), "status": "feasible"})
    code = data.draw(st.sampled_from(sorted(made.pupils_by_id)))
    week = data.draw(st.sampled_from(weeks_around(made)))
    trial = try_move(made, plan, code, week)
    after = by_hand(made, plan, code, week, trial.group)
    before, without = check(made, plan).violations, by_hand(made, plan, code, None).violations
    added = [
        violation
        for violation in after.violations
        if violation not in before and (violation not in without or violation.rule == "pin")
    ]
    assert trial.holds == (not added)
    assert trial.holds == (trial.breaks == ())
    already = any("le plan comptait déjà" in message for message in trial.messages)
    assert already == bool(before)


TWO_WEEKS = [pupil("P01"), pupil("P02"), pupil("P03")]
SAME = {"college": "tilleuls"}
INSULTS = {"motives": ["insultes"]}
AFTER = "semaine du 30 novembre 2026"
FIRST = "semaine du 23 novembre 2026"


class Case(NamedTuple):
    """A plan with P01 in W48 and others, P01 moved to a week, and what that breaks, in words."""

    pupils: list[dict[str, Any]]
    fields: dict[str, Any]
    others: list[Admission]
    week: str
    breaks: list[tuple[str, tuple[str, ...]]]
    why: str


CASES = {
    "window": Case(
        [pupil("P01", latest=W48)], {}, [], W49,
        [("window", ("P01",))], f"P01 ne peut venir que la {FIRST}",
    ),
    "window, two weeks": Case(
        [pupil("P01", earliest=W47, latest=W48)], {}, [], W49,
        [("window", ("P01",))],
        f"P01 ne peut venir qu'entre la semaine du 16 novembre 2026 et la {FIRST}",
    ),
    "window, outside the period": Case(
        [pupil("P01", latest=W50)], {}, [], W50,
        [("window", ("P01",))], "la semaine du 7 décembre 2026 est hors de la période du plan",
    ),
    "closed week": Case(
        [pupil("P01")], {"closed_weeks": [W49]}, [], W49,
        [("closed-week", (W49,))], f"le dispositif est fermé la {AFTER}",
    ),
    "capacity": Case(
        TWO_WEEKS, {"capacity": 2}, [admit("P02", W49), admit("P03", W49)], W49,
        [("capacity", (W49,))], "le groupe est complet",
    ),
    "college": Case(
        [pupil("P01", **SAME), pupil("P02", **SAME)],
        {"colleges": [{"id": "tilleuls", "name": "Collège des Tilleuls"}]},
        [admit("P02", W49)], W49,
        [("college", ("P02", "P01"))],
        "P01 et P02 viennent du même collège (Collège des Tilleuls)",
    ),
    "conflict": Case(
        TWO_WEEKS, {"conflicts": [["P02", "P01"]]}, [admit("P02", W49)], W49,
        [("conflict", ("P01", "P02"))], "P01 et P02 ne doivent pas se rencontrer",
    ),
    "motive limit": Case(
        [pupil("P01", **INSULTS), pupil("P02", **INSULTS)],
        {"policy": {"motive_limits": {"insultes": 1}}}, [admit("P02", W49)], W49,
        [("motive-limit", ("insultes",))],
        "un groupe compte 1 élève au plus pour le motif « insultes »",
    ),
    "pin": Case(
        [pupil("P01")], {"pins": [at("P01", W48)]}, [], W49,
        [("pin", ("P01", W48))], f"la {FIRST} est à garder pour P01",
    ),
    "ban": Case(
        [pupil("P01")], {"bans": [at("P01", W49)]}, [], W49,
        [("ban", ("P01", W49))], f"la {AFTER} est à éviter pour P01",
    ),
    "two at once": Case(
        TWO_WEEKS, {"conflicts": [["P01", "P02"]], "bans": [at("P01", W49)]},
        [admit("P02", W49)], W49,
        [("conflict", ("P01", "P02")), ("ban", ("P01", W49))],
        f"P01 et P02 ne doivent pas se rencontrer ; la {AFTER} est à éviter pour P01",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_rule_that_a_move_may_break(name: str) -> None:
    case = CASES[name]
    # With small groups free of charge, a second group is never the better way to break a rule.
    policy = {"small_group": 0, **case.fields.get("policy", {})}
    made = instance(*case.pupils, **{**case.fields, "policy": policy})
    plan = complete_plan(made, [admit("P01", W48), *case.others])
    assert check(made, plan).valid
    trial = try_move(made, plan, "P01", case.week)
    assert not trial.holds
    assert [(broken.rule, broken.subjects) for broken in trial.breaks] == case.breaks
    assert trial.messages == (f"Le déplacement ne tient pas : {case.why}.",)


WRITING = {"workshops": [workshop("w")], "teachers": [teacher("t", "w")]}


class TestSessions:
    def test_a_pupil_does_not_join_a_group_that_meets_whom_he_must_not(self) -> None:
        made = instance(*TWO_WEEKS, **WRITING, teacher_conflicts=[["P01", "t"]])
        plan = complete_plan(
            made, [admit("P01", W48), admit("P02", W49)], [session(W49, "w", "t", "mon-1")]
        )
        trial = try_move(made, plan, "P01", W49)
        assert [(b.rule, b.subjects) for b in trial.breaks] == [("teacher-conflict", ("P01", "t"))]
        assert trial.messages == (
            "Le déplacement ne tient pas : P01 et l'intervenant·e t ne doivent pas se rencontrer.",
        )

    def test_the_sessions_of_a_group_left_empty_are_dropped(self) -> None:
        made = instance(*TWO_WEEKS, **WRITING)
        held = [session(W48, "w", "t", "mon-1"), session(W49, "w", "t", "mon-1")]
        plan = complete_plan(made, [admit("P01", W48), admit("P02", W49)], held)
        trial = try_move(made, plan, "P01", W49)
        assert trial.holds
        assert trial.messages[1:] == (
            f"Plus personne n'est dans le groupe 1 de la {FIRST} : sa séance n'a plus lieu.",
        )

    def test_several_sessions_dropped(self) -> None:
        made = instance(pupil("P01"), workshops=[workshop("w", per_week=2)],
                        teachers=[teacher("t", "w")])  # fmt: skip
        held = [session(W48, "w", "t", "mon-1"), session(W48, "w", "t", "tue-1")]
        trial = try_move(made, complete_plan(made, [admit("P01", W48)], held), "P01", W49)
        assert trial.holds
        assert trial.messages[1].endswith("ses 2 séances n'ont plus lieu.")
        after = {entry.level: entry.after for entry in trial.score}
        assert after["coverage"] == 2

    def test_the_sessions_of_those_who_stay_remain(self) -> None:
        made = instance(*TWO_WEEKS, **WRITING)
        plan = complete_plan(
            made, [admit("P01", W48), admit("P02", W48)], [session(W48, "w", "t", "mon-1")]
        )
        trial = try_move(made, plan, "P01", W49)
        assert [(e.before, e.after) for e in trial.score if e.level == "coverage"] == [(0, 1)]


class TestWhichGroup:
    def made(self, **fields: object) -> Instance:
        return instance(*TWO_WEEKS, pupil("P04"), **{"groups_per_week": 2, **fields})

    def test_the_one_where_fewest_rules_break_even_if_the_score_is_worse(self) -> None:
        made = self.made(
            conflicts=[["P01", "P02"]], capacity=2, policy={"small_group": 3, "lone_gender": 0}
        )
        plan = complete_plan(made, [admit("P02", W49, 1), admit("P01", W48)])
        trial = try_move(made, plan, "P01", W49)
        assert (trial.group, trial.holds) == (2, True)
        (said,) = trial.messages
        assert said == (
            f"Le déplacement tient : P01 passe de la {FIRST} à la {AFTER}, dans un nouveau groupe,"
            " le groupe 2."
        )

    def test_then_the_one_with_the_best_score(self) -> None:
        made = self.made()
        plan = complete_plan(made, [admit("P02", W49, 1), admit("P03", W49, 2),
                                    admit("P04", W49, 2), admit("P01", W48)])  # fmt: skip
        assert try_move(made, plan, "P01", W49).group == 1
        balanced = self.made(policy={"small_group": 0, "lone_gender": 0})
        with_genders = changed(
            balanced,
            policy={"motive_weights": {"insultes": 1}, "small_group": 0},
            pupils=[pupil("P01", **INSULTS), pupil("P02", **INSULTS), pupil("P03"), pupil("P04")],
        )
        assert try_move(with_genders, plan, "P01", W49).group == 2

    def test_then_the_lowest_number(self) -> None:
        made = self.made(policy={"small_group": 0})
        plan = complete_plan(made, [admit("P02", W49, 1), admit("P03", W49, 2), admit("P01", W48)])
        assert try_move(made, plan, "P01", W49).group == 1

    def test_a_new_group_takes_the_first_free_number(self) -> None:
        made = self.made(conflicts=[["P01", "P02"]])
        plan = complete_plan(made, [admit("P02", W49, 2), admit("P01", W48)])
        assert try_move(made, plan, "P01", W49).group == 1

    def test_the_group_is_named_where_a_week_has_several(self) -> None:
        made = self.made()
        plan = complete_plan(made, [admit("P02", W49)])
        assert try_move(made, plan, "P01", W49).messages == (
            f"Le déplacement tient : P01 est accueilli la {AFTER}, dans le groupe 1.",
        )

    def test_full_groups_are_said_to_be_full_all_or_the_one(self) -> None:
        made = self.made(capacity=1)
        full = complete_plan(made, [admit("P01", W48), admit("P02", W49, 1), admit("P03", W49, 2)])
        assert try_move(made, full, "P01", W49).messages == (
            "Le déplacement ne tient pas : les deux groupes de cette semaine-là sont complets.",
        )
        lists = {"conflicts": [["P01", "P04"]], "teacher_conflicts": [["P01", "t"]]}
        roomy = self.made(capacity=2, **WRITING, **lists)
        taught = complete_plan(
            roomy,
            [admit("P01", W48), admit("P02", W49, 1), admit("P03", W49, 1), admit("P04", W49, 2)],
            [session(W49, "w", "t", "mon-1", group=2)],
        )
        assert try_move(roomy, taught, "P01", W49).messages == (
            "Le déplacement ne tient pas : le groupe 1 est complet.",
        )

    def test_who_is_already_there_may_change_group(self) -> None:
        made = self.made(conflicts=[["P01", "P02"]])
        plan = complete_plan(
            made, [admit("P01", W49, 1), admit("P03", W49, 2), admit("P04", W49, 2)]
        )
        trial = try_move(made, plan, "P01", W49)
        assert (trial.week_before, trial.group) == (W49, 2)
        assert trial.messages == (
            f"Le déplacement tient : P01 passe dans le groupe 2, la {AFTER}.",
        )

    def test_who_is_already_there_may_stay(self) -> None:
        made = instance(*TWO_WEEKS)
        plan = complete_plan(made, [admit("P01", W49), admit("P02", W49)])
        trial = try_move(made, plan, "P01", W49)
        assert trial.messages == (f"Le déplacement tient : P01 est déjà accueilli la {AFTER}.",)
        assert all(entry.before == entry.after for entry in trial.score)


class TestAPlanThatBreaksRulesAlready:
    """Only what the move adds counts."""

    ALREADY = (
        "Avant ce déplacement, le plan comptait déjà 1 manquement aux règles : seul compte ici ce"
        " que le déplacement ajoute."
    )

    def test_an_old_violation_does_not_count(self) -> None:
        made = instance(*TWO_WEEKS, conflicts=[["P02", "P03"]])
        plan = complete_plan(made, [admit("P02", W49), admit("P03", W49), admit("P01", W48)])
        trial = try_move(made, plan, "P01", W49)
        assert trial.holds
        assert trial.messages[-1] == self.ALREADY

    def test_a_group_too_large_gets_no_more_pupils_but_may_lose_one(self) -> None:
        made = instance(*TWO_WEEKS, pupil("P04"), capacity=2)
        crowd = [admit("P02", W48), admit("P03", W48), admit("P04", W48)]
        one_more = try_move(made, complete_plan(made, [*crowd, admit("P01", W49)]), "P01", W48)
        assert [(b.rule, b.subjects) for b in one_more.breaks] == [("capacity", (W48,))]
        one_less = try_move(made, complete_plan(made, [*crowd, admit("P01", W48)]), "P01", W49)
        assert one_less.holds
        assert one_less.messages[-1] == self.ALREADY

    def test_a_motive_too_many_may_become_one_less(self) -> None:
        three = [pupil(code, **INSULTS) for code in ("P01", "P02", "P03")]
        made = instance(*three, policy={"motive_limits": {"insultes": 1}})
        plan = complete_plan(made, [admit(code, W48) for code in ("P01", "P02", "P03")])
        assert try_move(made, plan, "P01", W49).holds

    def test_three_of_a_college_may_become_two(self) -> None:
        made = instance(*(pupil(code, **SAME) for code in ("P01", "P02", "P03")))
        plan = complete_plan(made, [admit(code, W48) for code in ("P01", "P02", "P03")])
        assert try_move(made, plan, "P01", W49).holds
        assert not try_move(made, plan, "P01", W48).breaks

    def test_who_is_in_two_weeks_leaves_both(self) -> None:
        made = instance(pupil("P01", latest=W50), pupil("P02"), last_week=W50)
        twice = (admit("P01", W48), admit("P01", W49), admit("P02", W49))
        trial = try_move(made, Plan(status="feasible", admissions=twice), "P01", W50)
        assert (trial.week_before, trial.breaks) == (W48, ())

    def test_a_score_declared_wrongly_is_no_matter_here(self) -> None:
        made = instance(*TWO_WEEKS)
        plan = complete_plan(made, [admit("P01", W48)])
        wrong = plan.model_copy(update={"score": (LevelScore(level="waiting", value=99),)})
        assert try_move(made, wrong, "P01", W49) == try_move(made, plan, "P01", W49)

    def test_a_plan_that_forgot_the_pupil(self) -> None:
        made = instance(*TWO_WEEKS[:1])
        trial = try_move(made, Plan(status="feasible"), "P01", W49)
        assert (trial.week_before, trial.group, trial.holds) == (None, 1, True)
        assert trial.messages == (
            f"Le déplacement tient : P01 est accueilli la {AFTER}.",
            self.ALREADY,
        )


def problems(made: Instance, plan: Plan, code: str, week: str) -> list[str]:
    with pytest.raises(InputError) as raised:
        try_move(made, plan, code, week)
    return [str(problem) for problem in raised.value.problems]


class TestBadInput:
    def test_an_unknown_pupil(self) -> None:
        made = instance(*TWO_WEEKS)
        said = problems(made, complete_plan(made, []), "P99", W48)
        assert said == ["--move : aucun élève n'a l'identifiant « P99 »."]

    @pytest.mark.parametrize("week", ["2025-W53", "W48", ""])
    def test_a_week_that_does_not_exist(self, week: str) -> None:
        made = instance(*TWO_WEEKS)
        (said,) = problems(made, complete_plan(made, []), "P01", week)
        assert said == f"--move : « {week} » n'est pas une semaine ; exemple : 2026-W48."

    @pytest.mark.parametrize("status", ["infeasible", "unknown"])
    def test_a_plan_without_content(self, status: Literal["infeasible", "unknown"]) -> None:
        made = instance(*TWO_WEEKS)
        assert problems(made, Plan(status=status), "P01", W49) == [
            "status : ce plan est sans contenu : il n'y a rien à déplacer."
        ]

    def test_unknown_ids_in_the_plan(self) -> None:
        made = instance(*TWO_WEEKS, **WRITING)
        plan = complete_plan(made, [admit("P01", W48)])
        strange = plan.model_copy(
            update={
                "admissions": (*plan.admissions, admit("P98", W48)),
                "not_admitted": (plan.not_admitted[0].model_copy(update={"pupil": "P99"}),),
                "sessions": (
                    session(W48, "w", "t", "mon-1"),
                    Session(week=W48, group=1, workshop="w9", teacher="t9", start="mon-2"),
                ),
            }
        )
        assert problems(made, strange, "P01", W49) == [
            "admissions[1].pupil : aucun élève n'a l'identifiant « P98 ».",
            "not_admitted[0].pupil : aucun élève n'a l'identifiant « P99 ».",
            "sessions[1].workshop : aucun atelier n'a l'identifiant « w9 ».",
            "sessions[1].teacher : personne n'a l'identifiant « t9 » parmi les intervenant·es.",
        ]


def test_as_json_the_week_before_is_called_from_and_may_be_null() -> None:
    made = instance(*TWO_WEEKS)
    plan = complete_plan(made, [admit("P01", W48)])
    keys = ["pupil", "week", "from", "group", "holds", "breaks", "score", "messages"]
    trials: list[Trial] = [try_move(made, plan, code, W49) for code in ("P01", "P02")]
    documents = [trial.model_dump(mode="json", exclude_none=True) for trial in trials]
    assert [list(document) for document in documents] == [keys, keys]
    assert [document["from"] for document in documents] == [W48, None]
    assert '"from": null' in to_json(trials[1])
    assert [entry["level"] for entry in documents[0]["score"]] == list(LEVELS)


def test_in_a_full_week_every_rule_broken_is_named_not_only_that_it_is_full() -> None:
    made = instance(pupil("P01"), pupil("P02"), capacity=1, conflicts=[["P01", "P02"]])
    plan = complete_plan(made, [admit("P01", W48), admit("P02", W49)])
    trial = try_move(made, plan, "P02", W48)
    assert {broken.rule for broken in trial.breaks} == {"capacity", "conflict"}
