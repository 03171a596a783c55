"""Monday mornings by hand: who changes weeks, whom that disturbs, and every sentence said."""

import pytest

from solver.decide.events import Events
from solver.decide.replan import replan
from solver.plan import Plan
from tests.build import (
    W48,
    W49,
    W50,
    admit,
    at,
    changed,
    complete_plan,
    instance,
    pupil,
)
from tests.decide.repaired import repaired, said, weeks


class TestPupils:
    TWO = instance(pupil("P01"), pupil("P02"))
    BOTH = (admit("P01", W48), admit("P02", W48))

    def test_nothing_happened_and_nothing_changes(self) -> None:
        found = repaired(self.TWO, complete_plan(self.TWO, self.BOTH))
        assert (found.moves, found.calls, found.cancelled, found.added) == ((), (), (), ())
        assert (found.families, found.practitioners) == (0, 0)
        assert (found.happened, found.to_note) == ((), ())
        assert found.message == "Rien ne change : le plan publié tient."

    def test_who_is_absent_comes_another_week(self) -> None:
        found = repaired(self.TWO, complete_plan(self.TWO, self.BOTH), absent=("P01",))
        assert weeks(found) == {"P01": W49, "P02": W48}
        assert found.families == 0
        assert said(found) == [
            (
                "Prévenir le collège inventé college-P01 de l'absence de P01 en semaine 48 ;"
                " autre semaine à proposer : la semaine 49 (du 30 novembre)."
            )
        ]
        assert found.happened == ("P01 (collège inventé college-P01) ne vient pas en semaine 48.",)
        assert found.to_note == ("P01 : pas d'accueil possible en semaine 48.",)
        assert found.message == (
            "En semaine 48, aucune autre famille déjà prévenue n'est dérangée et aucune séance"
            " prévue ne change."
        )

    def test_who_is_absent_in_the_last_week_possible_has_none_left(self) -> None:
        of = instance(pupil("P01", latest=W48))
        found = repaired(of, complete_plan(of, [admit("P01", W48)]), absent=("P01",))
        assert weeks(found) == {}
        assert said(found) == [
            (
                "Prévenir le collège inventé college-P01 de l'absence de P01 en semaine 48 ;"
                " pas d'autre semaine à proposer pour l'instant."
            )
        ]

    def test_the_pin_of_who_is_absent_gives_way(self) -> None:
        of = instance(pupil("P01"), pins=[at("P01", W48)])
        found = repaired(of, complete_plan(of, [admit("P01", W48)]), absent=("P01",))
        assert weeks(found) == {"P01": W49}
        assert found.to_note == (
            (
                "P01 : la semaine 48 n'est plus sa semaine fixée ; tant qu'elle le reste, la"
                " vérification refuse ce plan."
            ),
            "P01 : pas d'accueil possible en semaine 48.",
        )

    def test_the_place_of_who_is_absent_goes_to_somebody_who_waits(self) -> None:
        of = instance(pupil("P01"), pupil("P02"), capacity=1)
        plan = complete_plan(of, [admit("P01", W48), admit("P02", W49)])
        found = repaired(of, plan, absent=("P01",))
        assert weeks(found) == {"P01": W49, "P02": W48}
        assert found.families == 0
        assert said(found)[1] == (
            "Appeler le collège inventé college-P02 : l'accueil de P02 pourrait avoir lieu dès la"
            " semaine 48 (du 23 novembre)."
        )
        assert found.message.endswith(
            " De plus, une semaine qui n'était pas encore annoncée change."
        )

    def test_two_who_must_not_meet_any_more_part(self) -> None:
        found = repaired(self.TWO, complete_plan(self.TWO, self.BOTH), conflicts=(("P02", "P01"),))
        assert sorted(weeks(found).values()) == [W48, W49]
        assert found.families == 1
        (moved,) = found.moves
        assert said(found) == [
            (
                f"Appeler le collège inventé college-{moved.pupil} : l'accueil de {moved.pupil}"
                " passerait de la semaine 48 à la semaine 49 (du 30 novembre)."
            )
        ]
        assert found.happened == ("P01 et P02 ne doivent plus se rencontrer.",)
        assert found.to_note == ("P01 et P02 : incompatibilité.",)
        assert found.message == (
            "En semaine 48, une famille déjà prévenue est dérangée et aucune séance prévue ne"
            " change."
        )

    def test_two_who_must_not_meet_may_come_together_in_two_groups(self) -> None:
        of = changed(self.TWO, groups_per_week=2)
        found = repaired(of, complete_plan(of, self.BOTH), conflicts=(("P01", "P02"),))
        assert (weeks(found), found.calls) == ({"P01": W48, "P02": W48}, ())
        assert {entry.group for entry in found.plan.admissions} == {1, 2}

    def test_a_conflict_between_two_who_have_come_changes_nothing(self) -> None:
        found = repaired(
            self.TWO, complete_plan(self.TWO, self.BOTH), W49, conflicts=(("P01", "P02"),)
        )
        assert (weeks(found), found.moves) == ({"P01": W48, "P02": W48}, ())
        assert found.happened == (
            "P01 et P02 ne doivent plus se rencontrer ; les accueils de P01 et P02 sont passés.",
        )
        assert found.to_note == ()

    def test_a_conflict_with_one_who_has_come_changes_nothing(self) -> None:
        plan = complete_plan(self.TWO, [admit("P01", W48), admit("P02", W49)])
        found = repaired(self.TWO, plan, W49, conflicts=(("P01", "P02"),))
        assert found.moves == ()
        assert found.happened == (
            "P01 et P02 ne doivent plus se rencontrer ; l'accueil de P01 est passé.",
        )

    def test_other_weeks_stay_as_planned_where_nothing_is_gained(self) -> None:
        of = instance(
            pupil("P01", latest=W50), pupil("P02", latest=W50), pupil("P03", latest=W50),
            last_week=W50, capacity=1,
        )  # fmt: skip
        for first, second in (("P02", "P03"), ("P03", "P02")):
            plan = complete_plan(of, [admit("P01", W48), admit(first, W49), admit(second, W50)])
            assert repaired(of, plan).moves == ()


class TestAnnounced:
    OF = instance(pupil("P01"), pupil("P02"), capacity=1, announced=[at("P02", W49)])

    def test_an_announced_family_counts_though_its_week_is_later(self) -> None:
        plan = complete_plan(self.OF, [admit("P01", W48), admit("P02", W49)])
        found = repaired(self.OF, plan, absent=("P01",))
        # P01 has to wait until W49, where P02 was announced: he is left without a place.
        assert weeks(found) == {"P02": W49}
        assert found.families == 0

    def test_told_is_what_was_announced_rather_than_what_is_planned(self) -> None:
        plan = complete_plan(self.OF, [admit("P02", W48), admit("P01", W49)])
        found = repaired(self.OF, plan)
        assert weeks(found) == {"P01": W48, "P02": W49}
        assert found.families == 0
        # P02 was never told W48.
        assert [call.pupil for call in found.calls] == ["P01"]

    def test_a_family_that_cannot_come_as_announced_is_called_though_its_plan_stays(self) -> None:
        of = changed(self.OF, bans=[at("P02", W49)])
        found = repaired(of, complete_plan(of, [admit("P02", W48), admit("P01", W49)]))
        assert (found.moves, found.families) == ((), 1)
        assert said(found) == [
            (
                "Appeler le collège inventé college-P02 : l'accueil de P02 passerait de la semaine 49"
                " à la semaine 48 (du 23 novembre)."
            )
        ]


class TestLateNotices:
    THREE = instance(pupil("P01"), pupil("P02"), pupil("P03"), capacity=2)

    def test_a_late_notice_that_fits_moves_nobody(self) -> None:
        plan = complete_plan(instance(pupil("P01")), [admit("P01", W48)])
        found = repaired(TestPupils.TWO, plan)
        assert weeks(found) == {"P01": W48, "P02": W48}
        assert [move.pupil for move in found.moves] == ["P02"]
        assert found.happened == (
            "Une demande est arrivée depuis le plan publié : P02 (collège inventé college-P02).",
        )
        assert found.message == (
            "En semaine 48, aucune famille déjà prévenue n'est dérangée et aucune séance prévue ne"
            " change. De plus, un élève qui attend a une semaine dans ce plan, pas encore annoncée."
        )

    def test_a_late_notice_waits_rather_than_push_somebody(self) -> None:
        two = instance(pupil("P01"), pupil("P02"))
        plan = complete_plan(two, [admit("P01", W48), admit("P02", W48)])
        found = repaired(self.THREE, plan)
        assert weeks(found) == {"P01": W48, "P02": W48, "P03": W49}
        assert found.calls == ()

    def test_who_is_urgent_comes_whatever_the_price(self) -> None:
        plan = complete_plan(instance(pupil("P01", latest=W48)), [admit("P01", W48)])
        of = instance(pupil("P01", latest=W48), pupil("P02"), capacity=1)
        found = repaired(of, plan, urgent=("P02",))
        assert weeks(found) == {"P02": W48}
        assert found.families == 1
        assert said(found) == [
            (
                "Prévenir le collège inventé college-P01 : l'accueil de P01 en semaine 48 n'aura pas"
                " lieu ; pas d'autre semaine à proposer pour l'instant."
            ),
            (
                "Appeler le collège inventé college-P02 : l'accueil de P02 pourrait avoir lieu dès la"
                " semaine 48 (du 23 novembre)."
            ),
        ]
        assert found.happened == (
            "P02 (collège inventé college-P02) doit venir en semaine 48.",
            "Une demande est arrivée depuis le plan publié : P02 (collège inventé college-P02).",
        )
        assert found.to_note == ("P02 : la semaine 48 est maintenant sa semaine fixée.",)

    @pytest.mark.parametrize(
        ("fields", "rules"),
        [
            ({"bans": [at("P01", W48)]}, {"pin", "ban"}),
            ({"pins": [at("P01", W49)]}, {"pin", "window"}),
            ({"pins": [at("P02", W48)], "capacity": 1}, {"pin", "capacity"}),
        ],
    )
    def test_no_repair_where_who_is_urgent_cannot_come(
        self, fields: dict[str, object], rules: set[str]
    ) -> None:
        of = changed(TestPupils.TWO, **fields)
        plan = complete_plan(of, [admit("P02", W48), admit("P01", W49)])
        found = replan(of, plan, W48, Events(urgent=("P01",)))
        assert isinstance(found, Plan)
        assert found.status == "infeasible"
        assert {reason.rule for reason in found.reasons} == rules


class TestNoRepair:
    def test_what_was_asked_for_this_morning_is_said_as_such(self) -> None:
        made = instance(pupil("P01"), pupil("P02", earliest=W49))
        plan = complete_plan(made, [admit("P01", W48)])
        found = replan(made, plan, W48, Events(urgent=("P02",)))
        assert isinstance(found, Plan)
        assert found.status == "infeasible"
        assert "Vous avez demandé que P02 vienne en semaine 48." in [
            reason.message for reason in found.reasons
        ]

    def test_the_pins_of_the_instance_keep_their_own_words(self) -> None:
        made = instance(pupil("P01", college="a"), pupil("P02", college="a"), pins=[at("P01", W48)])
        plan = complete_plan(made, [admit("P01", W48)])
        found = replan(made, plan, W48, Events(urgent=("P02",)))
        assert isinstance(found, Plan)
        messages = {reason.subjects: reason.message for reason in found.reasons}
        assert messages["P02", W48] == "Vous avez demandé que P02 vienne en semaine 48."
        assert messages["P01", W48] == "La semaine du 23 novembre 2026 est à garder pour P01."
