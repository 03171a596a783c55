"""What is said of the first proposal, which is compared with no other."""

from collections.abc import Iterable

from solver.decide.compared import Words, describe
from solver.instance import Instance
from solver.plan import Admission, Session
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
from tests.decide.comparing import FREE, THREE, four, with_workshops


def described(
    made: Instance, admissions: Iterable[Admission], sessions: Iterable[Session] = ()
) -> Words:
    return describe(made, complete_plan(made, admissions, sessions), W48)


class TestTheFirstByItself:
    def test_all_is_well(self) -> None:
        made = instance(
            *(pupil(f"P0{n}", gender=g, latest=W48) for n, g in enumerate("FFMM", start=1)),
            announced=[at("P01", W48), at("P02", W48)],
            workshops=[workshop("w1"), workshop("w2", core=False)],
            teachers=[teacher("t1", "w1", "w2")],
        )
        everyone = [admit(f"P0{n}", W48) for n in range(1, 5)]
        sessions = [session(W48, "w1", "t1", "mon-1"), session(W48, "w2", "t1", "mon-2")]
        assert described(made, everyone, sessions) == Words(
            (
                "Aucun élève ne reste sans place.",
                "Toutes les semaines annoncées sont tenues.",
                "Personne n'attend : chaque élève vient dès sa première semaine possible.",
                "Tous les ateliers essentiels ont lieu.",
                "Deux filles dans le groupe, aucune n'est seule.",
            ),
            (),
        )

    def test_a_balanced_group(self) -> None:
        made = four({}, {}, {})
        assert "Le groupe est équilibré." in described(made, THREE).strengths
        two = changed(made, groups_per_week=2)
        apart = [admit("P01", W48, 1), admit("P02", W48, 2)]
        assert "Les groupes sont équilibrés." in described(two, apart).strengths

    def test_all_that_is_wrong_with_pupils(self) -> None:
        made = instance(
            pupil("P01"),
            pupil("P02"),
            pupil("P03", latest=W50),
            pupil("P04", earliest=W47),
            announced=[at("P01", W48)],
            **FREE,
        )
        assert described(made, [admit("P04", W48)]) == Words(
            ("Le groupe est équilibré.",),
            (
                "P01 et P02 n'ont pas de place d'ici leur dernière semaine possible.",
                "P01 ne vient pas la semaine annoncée.",
                "P03 doit attendre la période suivante.",
                "Parmi les élèves accueillis, P04 attend le plus longtemps : une semaine.",
            ),
        )

    def test_nobody_is_said_to_have_a_place_where_somebody_waits_for_the_next_period(self) -> None:
        made = instance(pupil("P01"), pupil("P02", latest=W50), **FREE)
        words = described(made, [admit("P01", W48)])
        assert "Aucun élève ne reste sans place." not in words.strengths
        assert "Qui n'a pas de place dans la période peut encore en avoir une après." in (
            words.strengths
        )
        assert "P02 doit attendre la période suivante." in words.costs

    def test_who_waits_longest(self) -> None:
        made = instance(*(pupil(f"P0{n}", earliest=W47) for n in range(1, 4)), **FREE)
        stays = [admit("P01", W48), admit("P02", W49), admit("P03", W49)]
        assert described(made, stays).costs == (
            "P02 et P03 attendent le plus longtemps : deux semaines chacun.",
        )
        closed = instance(pupil("P01", earliest="2026-W46"), closed_weeks=[W47], **FREE)
        assert described(closed, [admit("P01", W49)]).costs[0] == (
            "P01 attend le plus longtemps : deux semaines, sans compter les semaines fermées."
        )

    def test_one_announced_week_is_singular(self) -> None:
        made = instance(pupil("P01"), announced=[at("P01", W48)], **FREE)
        assert "La semaine annoncée est tenue." in described(made, [admit("P01", W48)]).strengths

    def test_an_empty_week(self) -> None:
        made = instance(pupil("P01", earliest=W49), **FREE)
        assert described(made, [admit("P01", W49)]).costs == (
            "Semaine 48 : personne n'est accueilli.",
        )

    def test_nobody_at_all(self) -> None:
        assert described(instance(), []) == Words((), ("Semaine 48 : personne n'est accueilli.",))

    def test_what_workshops_lack(self) -> None:
        made = with_workshops(workshop("w1"), workshop("w2", core=False))
        stays = [admit("P01", W48), admit("P02", W48), admit("P03", W49)]
        assert described(made, stays, [session(W49, "w1", "t1", "fri-1")]).costs == (
            "P03 attend le plus longtemps : une semaine.",
            "L'atelier w1 manque.",
            "L'atelier w2 manque.",
            "Dans les autres semaines, il manque une séance d'atelier complémentaire.",
            "Une séance tombe à un moment que l'intervenant·e préfère éviter.",
        )
