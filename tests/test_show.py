"""What the référente reads: the sentences she relies on, on 80 columns, whatever the plan."""

import io
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from solver.charter import CHARTER_VERSION
from solver.generate import generate
from solver.instance import Instance
from solver.plan import Admission, LevelScore, Plan, Reason, Session, Status
from solver.reasons import reason
from solver.rules import LEVEL_LABELS
from solver.show.grid import draw_grid
from solver.show.plan import print_plan
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
from tests.strategies import instances

CHARTER_LINE = f"Règles appliquées : charte, version {CHARTER_VERSION}."
TALKING_GROUP = {"fixed": [{"name": "Groupe de parole", "start": "mon-1", "length": 2}]}


def shown(of: Instance, plan: Plan, width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    print_plan(console, of, plan)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def read(of: Instance, plan: Plan, width: int = 80) -> str:
    """Give the page without its line breaks, to look for sentences."""
    return " ".join(shown(of, plan, width).split())


def page(of: Instance, admissions: Iterable[Admission], sessions: Iterable[Session] = ()) -> str:
    return read(of, complete_plan(of, admissions, sessions))


class TestHead:
    def test_the_week_is_named_as_people_say_it(self) -> None:
        assert page(instance(pupil("P01")), []).startswith("Semaine du 23 novembre 2026 (2026-W48)")

    def test_the_first_open_week_is_the_one_shown(self) -> None:
        of = instance(pupil("P01"), closed_weeks=[W48])
        assert page(of, []).startswith("Semaine du 30 novembre 2026 (2026-W49)")

    def test_a_lost_talking_group_is_said_before_anything_else(self) -> None:
        of = instance(pupil("P01"), closed_days=["2026-11-23"], timetable=TALKING_GROUP)
        lines = shown(of, complete_plan(of, [admit("P01", W48)])).splitlines()
        assert lines[1].rstrip() == "Pas de groupe de parole lundi 23 novembre : jour sans accueil."

    def test_a_lost_day_without_fixed_moment_is_said_too(self) -> None:
        of = instance(pupil("P01"), closed_days=["2026-11-24"], timetable=TALKING_GROUP)
        assert "Mardi 24 novembre : jour sans accueil." in page(of, [])

    def test_several_lost_moments_are_named(self) -> None:
        fixed = [{"name": "Groupe de parole", "start": "mon-1"}, {"name": "Jeu", "start": "mon-3"}]
        of = instance(pupil("P01"), closed_days=["2026-11-23"], timetable={"fixed": fixed})
        assert "Ni groupe de parole ni jeu lundi 23 novembre : jour sans accueil." in page(of, [])

    def test_nothing_is_said_to_be_lost_in_an_ordinary_week(self) -> None:
        of = instance(pupil("P01"), timetable=TALKING_GROUP)
        assert "jour sans accueil" not in page(of, [admit("P01", W48)])

    def test_a_moment_lost_in_a_later_week_stands_with_that_week(self) -> None:
        of = instance(pupil("P01"), closed_days=["2026-11-30"], timetable=TALKING_GROUP)
        text = page(of, [])
        later = text.index("Les semaines suivantes")
        assert text.index("pas de groupe de parole lundi 30 novembre : jour sans accueil") > later

    def test_a_horizon_without_open_week_says_so_and_who_is_left_out(self) -> None:
        of = instance(pupil("P01"), pupil("P02", latest=W50), closed_weeks=[W48, W49])
        text = page(of, [])
        assert text.startswith("Toutes les semaines de la période sont fermées. Élèves sans place")
        assert "P01 Collège inventé college-P01 23 novembre 30 novembre" in text
        assert "Élèves reportés après la période : 1" in text
        assert "P02 Collège inventé college-P02 23 novembre 7 décembre" in text

    def test_invented_data_are_said_to_be_invented(self) -> None:
        made = generate(pupils=3, weeks=2)
        assert "données inventées" in page(made, [])
        assert "données inventées" not in page(instance(pupil("P01")), [])
        closed = changed(made, closed_weeks=made.horizon)
        assert page(closed, []).startswith(
            "Toutes les semaines de la période sont fermées. – données inventées"
        )


class TestGroup:
    def test_a_pupil_stands_with_college_class_and_waiting(self) -> None:
        of = instance(pupil("P01", earliest="2026-W46", level="4e"))
        assert (
            "P01 Collège inventé college-P01 4e attend depuis le 9 novembre (2 semaines)"
            in page(of, [admit("P01", W48)])
        )

    def test_one_week_is_singular(self) -> None:
        of = instance(pupil("P01", earliest=W47))
        assert "attend depuis le 16 novembre (1 semaine)" in page(of, [admit("P01", W48)])

    def test_who_comes_at_once_has_not_waited(self) -> None:
        text = page(instance(pupil("P01")), [admit("P01", W48)])
        assert "première semaine possible" in text
        assert "attend depuis" not in text

    def test_closed_weeks_are_not_counted_as_waiting(self) -> None:
        of = instance(pupil("P01", earliest="2026-W46"), closed_weeks=[W47])
        assert "attend depuis le 9 novembre (1 semaine ouverte)" in page(of, [admit("P01", W48)])

    def test_a_kept_announcement_and_a_pin_are_said_in_words(self) -> None:
        of = instance(pupil("P01"), announced=[at("P01", W48)], pins=[at("P01", W48)])
        text = page(of, [admit("P01", W48)])
        assert "semaine annoncée" in text
        assert "semaine fixée" in text

    def test_a_changed_announcement_says_what_had_been_told(self) -> None:
        of = instance(pupil("P01"), announced=[at("P01", W49)])
        text = page(of, [admit("P01", W48)])
        assert "changement à annoncer : c'était la semaine du 30 novembre" in text

    def test_an_empty_week_is_said_in_a_sentence(self) -> None:
        assert "Personne n'est accueilli cette semaine." in page(instance(pupil("P01")), [])

    def test_an_instance_without_pupils_is_an_empty_week(self) -> None:
        assert "Personne n'est accueilli cette semaine." in page(instance(), [])

    def test_a_girl_alone_is_noted(self) -> None:
        of = instance(pupil("P01", gender="F"), pupil("P02", gender="M"), pupil("P03", gender="M"))
        everyone = [admit(code, W48) for code in ("P01", "P02", "P03")]
        assert "À noter : une fille seule." in page(of, everyone)
        free = changed(of, policy={"lone_gender": 0})
        assert "une fille seule" not in page(free, everyone)

    def test_a_shared_motive_names_the_pupils(self) -> None:
        of = instance(
            pupil("P01", motives=["insultes"]),
            pupil("P02", motives=["insultes"]),
            policy={"motive_weights": {"insultes": 1}},
        )
        text = page(of, [admit("P01", W48), admit("P02", W48)])
        assert "À noter : P01 et P02 partagent le motif « insultes » ; un petit groupe." in text

    def test_a_motive_cannot_drive_the_terminal(self) -> None:
        motive = "insultes\u00a0répétées\x1b[31m\n\u202e"
        of = instance(
            pupil("P01", motives=[motive]),
            pupil("P02", motives=[motive]),
            policy={"motive_weights": {motive: 1}, "motive_limits": {motive: 1}},
        )
        escaped = r"« insultes répétées\x1b[31m\n\u202e »"
        assert escaped in page(of, [admit("P01", W48), admit("P02", W48)])
        limit = reason(of, ("motive-limit", (motive,)))
        assert escaped in read(of, Plan(status="infeasible", reasons=(limit,)))

    def test_far_classes_and_small_groups_are_noted(self) -> None:
        of = instance(pupil("P01", level="6e"), pupil("P02", level="3e"))
        text = page(of, [admit("P01", W48), admit("P02", W48)])
        assert "des classes éloignées, de la 6e à la 3e" in text
        assert "un petit groupe" in text


class TestTimetable:
    def test_a_session_over_two_slots_is_one_frame(self) -> None:
        of = instance(
            pupil("P01"),
            workshops=[workshop("long", length=2), workshop("bref")],
            teachers=[teacher("l", "long"), teacher("b", "bref")],
            timetable={"days": ["mon", "tue"], "slots_per_day": 2, "break_after": []},
        )
        sessions = [session(W48, "long", "l", "mon-1"), session(W48, "bref", "b", "tue-2")]
        lines = shown(of, complete_plan(of, [admit("P01", W48)], sessions)).splitlines()
        start = next(i for i, line in enumerate(lines) if line.startswith("1 │"))
        assert [line.rstrip() for line in lines[start - 3 : start + 5]] == [
            "    Lundi                    Mardi",
            "    23 nov.                  24 nov.",
            "  ┌────────────────────────┬────────────────────────┐",
            "1 │ Atelier long           │ libre                  │",
            "  │ Intervenant·e l        ├────────────────────────┤",
            "2 │                        │ Atelier bref           │",
            "  │                        │ Intervenant·e b        │",
            "  └────────────────────────┴────────────────────────┘",
        ]

    def test_fixed_moments_closed_slots_and_the_break_are_shown(self) -> None:
        of = instance(pupil("P01"), timetable={**TALKING_GROUP, "closed_slots": ["wed-3", "wed-4"]})
        lines = shown(of, complete_plan(of, [admit("P01", W48)])).splitlines()
        assert any("Groupe de" in line for line in lines)
        assert any(line.strip() == "pause" for line in lines)
        assert any("fermé" in line for line in lines)

    def test_a_lost_day_replaces_what_the_grid_had(self) -> None:
        of = instance(
            pupil("P01"),
            closed_days=["2026-11-23"],
            timetable={"days": ["mon"], **TALKING_GROUP},
        )
        lines = shown(of, complete_plan(of, [admit("P01", W48)])).splitlines()
        assert any("jour sans accueil" in line for line in lines if line.startswith("1 │"))
        assert not any("│ Groupe" in line for line in lines)

    def test_each_group_has_its_own_grid(self) -> None:
        of = instance(
            pupil("P01"),
            pupil("P02"),
            groups_per_week=2,
            workshops=[workshop("a")],
            teachers=[teacher("t", "a")],
        )
        text = page(
            of,
            [admit("P01", W48, 1), admit("P02", W48, 2)],
            [session(W48, "a", "t", "mon-1", 2)],
        )
        assert text.count("Lundi") == 2
        assert text.index("Groupe 1 : 1 élève") < text.index("Groupe 2 : 1 élève")
        assert text.count("Atelier a") == 2  # once in a grid, once in what is missing

    def test_without_workshops_or_fixed_moments_there_is_no_grid(self) -> None:
        assert "Lundi" not in page(instance(pupil("P01")), [admit("P01", W48)])


class TestWaiting:
    def test_who_waits_stands_with_the_planned_and_the_last_week(self) -> None:
        of = instance(pupil("P01", earliest=W47, latest=W50))
        text = read(of, complete_plan(of, [admit("P01", W49)]), width=100)
        assert "Qui attend : 1 élève" in text
        assert "P01 Collège inventé college-P01 16 novembre 30 novembre 7 décembre" in text

    def test_who_cannot_come_yet_does_not_wait(self) -> None:
        of = instance(pupil("P01", earliest=W49))
        assert "Qui attend" not in page(of, [admit("P01", W49)])

    def test_an_announcement_is_kept_or_changed_in_words(self) -> None:
        of = instance(pupil("P01"), announced=[at("P01", W49)])
        assert "annoncée" in page(of, [admit("P01", W49)])
        moved = changed(of, announced=[at("P01", W48)])
        assert "changée (annoncé : 23 novembre)" in " ".join(
            page(moved, [admit("P01", W49)]).split()
        )

    def test_who_has_no_place_is_named(self) -> None:
        of = instance(pupil("P01"))
        text = page(of, [])
        assert "Élèves sans place : 1 Pas de place trouvée jusqu'à la dernière semaine" in text
        assert "P01 Collège inventé college-P01 23 novembre 30 novembre" in text

    def test_who_is_carried_over_is_told_apart(self) -> None:
        text = page(instance(pupil("P01", latest=W50)), [])
        assert "Élèves reportés après la période : 1" in text
        assert "Élèves sans place : " not in text


class TestLaterWeeks:
    def test_a_line_says_who_comes_and_what_is_missing(self) -> None:
        of = instance(pupil("P01"), workshops=[workshop("a")], teachers=[teacher("t", "a")])
        assert "30 novembre P01 manque : atelier a" in page(of, [admit("P01", W49)])

    def test_two_missing_workshops_take_a_plural(self) -> None:
        of = instance(pupil("P01"), workshops=[workshop("a"), workshop("b")])
        assert "P01 manquent : atelier a et atelier b" in page(of, [admit("P01", W49)])

    def test_the_last_week_there_is_closes_until_the_last_day_there_is(self) -> None:
        of = instance(
            pupil("P01"),
            first_week="9999-W51",
            last_week="9999-W52",
            closed_weeks=["9999-W52"],
        )
        assert "27 décembre fermé jusqu'au 31 décembre" in page(of, [])

    def test_closed_weeks_in_a_row_make_one_line(self) -> None:
        of = instance(pupil("P01"), last_week="2027-W01", closed_weeks=["2026-W52", "2026-W53"])
        text = page(of, [])
        assert "21 décembre fermé jusqu'au 3 janvier" in text
        assert "28 décembre" not in text

    def test_several_groups_are_counted(self) -> None:
        of = instance(pupil("P01"), pupil("P02"), pupil("P03"), groups_per_week=2)
        text = page(of, [admit("P01", W49, 1), admit("P02", W49, 2), admit("P03", W49, 2)])
        assert "30 novembre 3 élèves en 2 groupes" in text


class TestMissing:
    def test_nobody_gives_the_workshop(self) -> None:
        of = instance(pupil("P01"), workshops=[workshop("a")])
        assert (
            "Atelier a (essentiel) : pas de séance cette semaine. Personne ne donne cet atelier."
            in page(of, [admit("P01", W48)])
        )

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"away_weeks": [W48]}, "Intervenant·e t est absent·e."),
            ({"max_sessions": 0}, "Intervenant·e t n'a aucune séance à donner sur la période."),
            ({"slots": []}, "Intervenant·e t n'a pas de créneau qui convienne."),
        ],
    )
    def test_the_teacher_cannot_come(self, fields: dict[str, object], reason: str) -> None:
        of = instance(
            pupil("P01"), workshops=[workshop("a")], teachers=[teacher("t", "a", **fields)]
        )
        assert f"pas de séance cette semaine. {reason}" in page(of, [admit("P01", W48)])

    def test_the_budget_is_used_up_elsewhere(self) -> None:
        of = instance(
            pupil("P01"),
            pupil("P02"),
            workshops=[workshop("a")],
            teachers=[teacher("t", "a", max_sessions=1)],
        )
        text = page(of, [admit("P01", W48), admit("P02", W49)], [session(W49, "a", "t", "mon-1")])
        assert "Intervenant·e t donne déjà 1 séance sur la période, son maximum." in text

    def test_a_pupil_and_the_teacher_are_kept_apart(self) -> None:
        of = instance(
            pupil("P01"),
            workshops=[workshop("a")],
            teachers=[teacher("t", "a")],
            teacher_conflicts=[["P01", "t"]],
        )
        assert "Intervenant·e t et P01 ne doivent pas se rencontrer." in page(
            of, [admit("P01", W48)]
        )

    def test_a_lost_day_takes_the_only_slot(self) -> None:
        of = instance(
            pupil("P01"),
            closed_days=["2026-11-25"],
            workshops=[workshop("a")],
            teachers=[teacher("t", "a", slots=["wed-1"])],
        )
        assert "Intervenant·e t ne pourrait venir qu'un jour sans accueil." in page(
            of, [admit("P01", W48)]
        )

    def test_another_session_takes_the_only_slot(self) -> None:
        of = instance(
            pupil("P01"),
            workshops=[workshop("a"), workshop("b")],
            teachers=[teacher("t", "a", slots=["mon-1"]), teacher("u", "b")],
        )
        text = page(of, [admit("P01", W48)], [session(W48, "b", "u", "mon-1")])
        assert "Les créneaux où Intervenant·e t pourrait venir sont déjà pris." in text

    def test_no_reason_is_made_up_where_none_is_simple(self) -> None:
        of = instance(pupil("P01"), workshops=[workshop("a")], teachers=[teacher("t", "a")])
        text = page(of, [admit("P01", W48)])
        assert "Atelier a (essentiel) : pas de séance cette semaine. Les semaines" in text

    def test_some_of_several_sessions_are_counted(self) -> None:
        of = instance(
            pupil("P01"), workshops=[workshop("a", per_week=3)], teachers=[teacher("t", "a")]
        )
        text = page(of, [admit("P01", W48)], [session(W48, "a", "t", "mon-1")])
        assert "1 séance au lieu de 3." in text

    def test_core_workshops_come_first(self) -> None:
        of = instance(pupil("P01"), workshops=[workshop("a", core=False), workshop("b")])
        text = page(of, [admit("P01", W48)])
        assert text.index("Atelier b (essentiel)") < text.index("Atelier a :")

    def test_groups_that_miss_the_same_share_a_line(self) -> None:
        of = instance(pupil("P01"), pupil("P02"), groups_per_week=2, workshops=[workshop("a")])
        text = page(of, [admit("P01", W48, 1), admit("P02", W48, 2)])
        assert "Personne ne donne cet atelier. (Groupes 1 et 2.)" in text

    def test_nothing_missing_is_not_mentioned(self) -> None:
        of = instance(pupil("P01"), workshops=[workshop("a")], teachers=[teacher("t", "a")])
        text = page(of, [admit("P01", W48)], [session(W48, "a", "t", "mon-1")])
        assert "Ce qui manque" not in text


class TestVerdict:
    def test_a_proven_plan_says_so(self) -> None:
        of = instance(pupil("P01"))
        text = read(of, complete_plan(of, [admit("P01", W48)], status="optimal"))
        assert f"Ce plan est prouvé : aucun autre ne fait mieux. {CHARTER_LINE}" in text
        assert "au mieux" not in text

    def test_an_unproven_plan_says_how_far_each_level_could_fall(self) -> None:
        of = instance(pupil("P01", earliest=W47))
        plan = complete_plan(of, [admit("P01", W49)])
        bounds = {"waiting": 1, "cohesion": None}
        score = tuple(
            LevelScore(
                level=entry.level, value=entry.value, bound=bounds.get(entry.level, entry.value)
            )
            for entry in plan.score
        )
        text = read(of, plan.model_copy(update={"score": score}))
        assert "Attente 4 points au mieux 1" in text
        assert "Équilibre du groupe 4 points marge inconnue" in text
        assert "Élèves sans place aucun prouvé" in text
        assert "Ce plan n'est pas prouvé le meilleur" in text

    def test_every_level_stands_in_the_order_of_the_policy(self) -> None:
        of = instance(pupil("P01"))
        of = of.with_order(tuple(reversed(of.policy.order)))
        text = read(of, complete_plan(of, [admit("P01", W48)]), width=100)
        places = [text.index(f". {LEVEL_LABELS[level]} ") for level in of.policy.order]
        assert places == sorted(places)

    def test_an_infeasible_plan_gives_its_reasons(self) -> None:
        reasons = (
            Reason(rule="pin", subjects=("P01", W48), message="P01 est fixé deux fois."),
            Reason(rule="pin", subjects=("P01", W49), message="Une autre fois aussi."),
        )
        text = read(instance(pupil("P01")), Plan(status="infeasible", reasons=reasons))
        assert text.startswith("Aucun plan n'est possible")
        assert "P01 est fixé deux fois." in text
        assert "Une autre fois aussi." in text

    def test_an_unknown_plan_says_what_to_do(self) -> None:
        text = read(instance(pupil("P01")), Plan(status="unknown"))
        assert "Relancez en laissant plus de temps" in text


class TestCharter:
    @pytest.mark.parametrize("status", ["optimal", "feasible"])
    def test_a_plan_ends_with_the_version_of_the_rules_it_follows(self, status: Status) -> None:
        of = instance(pupil("P01"))
        plan = complete_plan(of, [admit("P01", W48)], status=status)
        assert shown(of, plan).splitlines()[-1].rstrip() == CHARTER_LINE
        assert shown(of, plan).count("charte") == 1

    @pytest.mark.parametrize("closed", [[], [W48, W49]])
    def test_so_does_a_plan_that_hosts_nobody(self, closed: list[str]) -> None:
        assert page(instance(pupil("P01"), closed_weeks=closed), []).endswith(CHARTER_LINE)

    def test_so_does_a_contradiction(self) -> None:
        assert read(instance(), Plan(status="infeasible")).endswith(CHARTER_LINE)

    def test_no_rule_was_applied_where_there_was_no_time(self) -> None:
        assert "charte" not in read(instance(), Plan(status="unknown"))

    def test_the_line_is_a_quiet_one(self) -> None:
        console = Console(
            file=io.StringIO(), width=80, force_terminal=True, color_system="standard"
        )
        print_plan(console, instance(), Plan(status="infeasible"))
        assert isinstance(console.file, io.StringIO)
        assert f"\x1b[2m{CHARTER_LINE}\x1b[0m" in console.file.getvalue()


AWKWARD = (
    "Collège [bold red]au nom très très long[/bold red] de la Très-Grande-Rue-Sans-Fin-Aucune",
    "[/]",
    ":smile: [link=x]",
    "日本語の学校" * 8,
    "Sensibilisation" * 10,
    "é" * 200,
)


@st.composite
def plans(draw: st.DrawFn) -> tuple[Instance, Plan]:
    """Draw a plan that names known things only; it may break every rule."""
    of = draw(instances())
    name = st.sampled_from(AWKWARD)
    document = of.model_dump(mode="json")
    of = changed(
        of,
        **{
            field: [{**each, "name": draw(name)} for each in document[field]]
            for field in ("colleges", "workshops", "teachers")
        },
    )
    number = st.integers(1, of.groups_per_week)
    admissions = [
        admit(each.id, draw(st.sampled_from(of.open_weeks)), draw(number))
        for each in of.pupils
        if of.open_weeks and draw(st.integers(0, 3)) > 0
    ]
    slots = [str(slot) for slot in of.timetable.all_slots()]
    sessions = [
        session(week, given_workshop.id, giver.id, draw(st.sampled_from(slots)), draw(number))
        for week in of.open_weeks
        for given_workshop in of.workshops
        for giver in of.teachers[:1]
        if draw(st.booleans())
    ]
    return of, complete_plan(of, admissions, sessions)


class TestPaper:
    @settings(max_examples=60)
    @given(plans(), st.sampled_from([80, 80, 97, 140]))
    def test_no_line_is_ever_wider_than_the_console(
        self, drawn: tuple[Instance, Plan], width: int
    ) -> None:
        lines = shown(*drawn, width).splitlines()
        assert max(map(cell_len, lines)) <= width

    @settings(max_examples=60)
    @given(plans(), st.sampled_from([80, 97, 140]))
    def test_a_grid_fits_by_itself_and_every_line_is_closed(
        self, drawn: tuple[Instance, Plan], width: int
    ) -> None:
        of, plan = drawn
        grid = draw_grid(of, of.first_week, plan.sessions, width).plain.splitlines()
        assert max(map(cell_len, grid)) <= width
        framed = [line for line in grid[2:] if line.strip() != "pause"]
        assert all(line[-1] in "│┤┐┘" for line in framed)
        assert len({cell_len(line) for line in framed}) == 1

    def test_names_are_never_read_as_markup(self) -> None:
        of = instance(pupil("P01"))
        colleges = ({"id": "college-P01", "name": "[bold]Collège[/bold] :smile:"},)
        of = changed(of, colleges=colleges)
        assert "[bold]Collège[/bold] :smile:" in page(of, [admit("P01", W48)])

    def test_a_terminal_without_colour_gets_plain_text(self) -> None:
        of = instance(pupil("P01"))
        assert "\x1b" not in shown(of, complete_plan(of, [admit("P01", W48)]))

    def test_colour_carries_no_word_of_its_own(self) -> None:
        of = instance(pupil("P01"), workshops=[workshop("a")])
        plan = complete_plan(of, [admit("P01", W48)])
        console = Console(file=io.StringIO(), width=80, force_terminal=True, record=True)
        print_plan(console, of, plan)
        assert console.export_text() == shown(of, plan)

    def test_a_hundred_groups_are_a_hundred_grids(self) -> None:
        of = generate(pupils=100, weeks=1, groups=100, seed=1)
        admissions = [
            admit(each.id, of.first_week, number) for number, each in enumerate(of.pupils, start=1)
        ]
        text = shown(of, complete_plan(of, admissions))
        assert text.count("Lundi") == 100
        assert max(map(cell_len, text.splitlines())) <= 80
