"""What is said for and against a proposal because of its workshops."""

from collections.abc import Iterable

from solver.decide.compared import Words
from solver.instance import Instance
from solver.plan import Admission, Session
from tests.build import (
    W48,
    W49,
    admit,
    session,
    workshop,
)
from tests.decide.comparing import compared, with_workshops


class TestWorkshops:
    STAYS = (admit("P01", W48), admit("P02", W49))

    def both_ways(
        self,
        made: Instance,
        more: Iterable[Session],
        fewer: Iterable[Session],
        *,
        worse: str,
        better: str,
        stays: Iterable[Admission] = STAYS,
    ) -> None:
        more, fewer, stays = list(more), list(fewer), list(stays)
        assert compared(made, stays, stays, (more, fewer)) == Words((), (worse,))
        assert compared(made, stays, stays, (fewer, more)) == Words((better,), ())

    def test_one_missing(self) -> None:
        self.both_ways(
            with_workshops(workshop("w1"), workshop("w2")),
            [session(W48, "w1", "t1", "mon-1"), session(W48, "w2", "t1", "mon-2")],
            [session(W48, "w2", "t1", "mon-2")],
            worse="L'atelier w1 manque.",
            better="Tous les ateliers essentiels ont lieu.",
        )

    def test_several_missing(self) -> None:
        self.both_ways(
            with_workshops(workshop("w1"), workshop("w2"), workshop("w3")),
            [session(W48, "w1", "t1", "mon-1"), session(W48, "w2", "t1", "mon-2")],
            [],
            worse="L'atelier w1 et l'atelier w2 manquent.",
            better="L'atelier w1 et l'atelier w2 ont lieu.",
        )

    def test_some_sessions_of_a_workshop(self) -> None:
        twice = workshop("w1", per_week=2)
        self.both_ways(
            with_workshops(twice),
            [session(W48, "w1", "t1", "mon-1"), session(W48, "w1", "t1", "tue-1")],
            [session(W48, "w1", "t1", "mon-1")],
            worse="L'atelier w1 n'a pas toutes ses séances.",
            better="Tous les ateliers essentiels ont lieu.",
        )
        self.both_ways(
            with_workshops(twice),
            [session(W48, "w1", "t1", "mon-1")],
            [],
            worse="L'atelier w1 manque.",
            better="L'atelier w1 manque moins.",
        )

    def test_two_groups(self) -> None:
        stays = (admit("P01", W48, 1), admit("P02", W48, 2))
        both = [session(W48, "w1", "t1", "mon-1"), session(W48, "w1", "t1", "tue-1", 2)]
        self.both_ways(
            with_workshops(workshop("w1"), workshop("w2"), groups=2),
            both,
            both[:1],
            worse="L'atelier w1 n'a pas toutes ses séances.",
            better="L'atelier w1 a lieu pour chaque groupe.",
            stays=stays,
        )

    def test_other_weeks(self) -> None:
        self.both_ways(
            with_workshops(workshop("w1")),
            [session(W49, "w1", "t1", "mon-1")],
            [],
            worse="Dans les autres semaines, il manque une séance d'atelier essentiel de plus.",
            better="Dans les autres semaines, il manque une séance d'atelier essentiel de moins.",
        )
        self.both_ways(
            with_workshops(workshop("w1", core=False, per_week=2)),
            [session(W49, "w1", "t1", "mon-1"), session(W49, "w1", "t1", "tue-1")],
            [],
            worse="Dans les autres semaines, il manque deux séances d'ateliers complémentaires de"
            " plus.",
            better="Dans les autres semaines, il manque deux séances d'ateliers complémentaires de"
            " moins.",
        )

    def test_workshops_that_are_not_core(self) -> None:
        self.both_ways(
            with_workshops(workshop("w1", core=False)),
            [session(W48, "w1", "t1", "mon-1")],
            [],
            worse="L'atelier w1 manque.",
            better="Tous les ateliers complémentaires ont lieu.",
        )

    def test_moments_that_people_would_rather_avoid(self) -> None:
        made = with_workshops(workshop("w1"))
        weeks = (W48, W49)
        self.both_ways(
            made,
            [session(W48, "w1", "t1", "mon-1")],
            [session(W48, "w1", "t1", "fri-1")],
            worse="Une séance de plus tombe à un moment que l'intervenant·e préfère éviter.",
            better="Une séance de moins tombe à un moment que l'intervenant·e préfère éviter.",
        )
        self.both_ways(
            made,
            [session(week, "w1", "t1", "mon-1") for week in weeks],
            [session(week, "w1", "t1", "fri-1") for week in weeks],
            worse="Deux séances de plus tombent à des moments que les intervenant·es préfèrent"
            " éviter.",
            better="Deux séances de moins tombent à des moments que les intervenant·es préfèrent"
            " éviter.",
        )

    def test_nothing_is_said_to_take_place_where_nobody_comes(self) -> None:
        made = with_workshops(workshop("w1"))
        words = compared(made, [admit("P01", W48)], [])
        assert words.strengths == ("Au total, il manque moins de séances d'ateliers essentiels.",)
