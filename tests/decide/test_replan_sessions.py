"""Monday mornings by hand: what becomes of the sessions of the week, and of those of the past."""

from solver.instance import Instance
from solver.plan import Plan
from tests.build import (
    W48,
    W49,
    admit,
    changed,
    complete_plan,
    instance,
    pupil,
    session,
    teacher,
    workshop,
)
from tests.decide.repaired import repaired, said, workshops_of

GRID = {"days": ["mon", "tue"], "slots_per_day": 2, "break_after": [1]}


class TestSessions:
    ALONE = instance(
        pupil("P01"),
        timetable=GRID,
        workshops=[workshop("sport")],
        teachers=[teacher("a", "sport", slots=["mon-1", "tue-1"])],
    )
    TWO = changed(
        ALONE,
        teachers=[
            teacher("a", "sport", slots=["mon-1", "tue-1"]),
            teacher("b", "sport", slots=["tue-2"]),
        ],
    )

    def planned(self, of: Instance) -> Plan:
        return complete_plan(of, [admit("P01", W48)], [session(W48, "sport", "a", "mon-1")])

    def test_who_is_ill_without_a_substitute(self) -> None:
        found = repaired(self.ALONE, self.planned(self.ALONE), away=("a",))
        assert (workshops_of(found), found.practitioners, found.families) == ([], 1, 0)
        assert found.calls == ()
        assert found.happened == ("L'intervenant·e a n'est pas là en semaine 48.",)
        assert found.to_note == ("L'intervenant·e a : absence en semaine 48.",)
        assert found.message == (
            "En semaine 48, aucune famille déjà prévenue n'est dérangée et une séance prévue"
            " change ou n'a pas lieu."
        )

    def test_who_is_ill_with_a_substitute(self) -> None:
        found = repaired(self.TWO, self.planned(self.TWO), away=("a",))
        assert workshops_of(found) == [("b", "tue-2")]
        assert [call.id for call in found.calls] == ["b"]
        assert said(found) == [
            (
                "Appeler l'intervenant·e b : en semaine 48, la séance « Atelier sport » aurait lieu le"
                " mardi après-midi (créneau 2)."
            )
        ]

    def test_sessions_stay_where_they_are_though_another_time_were_preferred(self) -> None:
        of = changed(self.ALONE, teachers=[teacher("a", "sport", reluctant_slots=["mon-1"])])
        found = repaired(of, self.planned(of))
        assert (workshops_of(found), found.cancelled) == ([("a", "mon-1")], ())

    def test_a_session_that_has_to_move(self) -> None:
        of = changed(self.ALONE, closed_days=["2026-11-23"])
        found = repaired(of, self.planned(of))
        assert workshops_of(found) == [("a", "tue-1")]
        assert said(found) == [
            (
                "Appeler l'intervenant·e a : en semaine 48, la séance « Atelier sport » du lundi matin"
                " (créneau 1) passerait au mardi matin (créneau 1)."
            )
        ]

    def test_sessions_of_a_group_that_is_gone_do_not_take_place(self) -> None:
        found = repaired(self.ALONE, self.planned(self.ALONE), absent=("P01",))
        assert said(found)[1] == (
            "Prévenir l'intervenant·e a : en semaine 48, la séance « Atelier sport » du lundi"
            " matin (créneau 1) n'a pas lieu."
        )

    def test_one_call_for_each_practitioner(self) -> None:
        of = changed(
            self.ALONE,
            workshops=[workshop("sport"), workshop("theatre")],
            teachers=[teacher("a", "sport", "theatre")],
        )
        plan = complete_plan(
            of,
            [admit("P01", W48)],
            [session(W48, "sport", "a", "mon-1"), session(W48, "theatre", "a", "tue-2")],
        )
        assert said(repaired(of, plan, absent=("P01",)))[1:] == [
            (
                "Prévenir l'intervenant·e a : en semaine 48, la séance « Atelier sport » du lundi"
                " matin (créneau 1) n'a pas lieu ; la séance « Atelier theatre » du mardi après-midi"
                " (créneau 2) n'a pas lieu."
            )
        ]

    def test_what_was_given_before_is_spent(self) -> None:
        of = changed(
            self.ALONE,
            pupils=[pupil("P01"), pupil("P02")],
            colleges=[
                {"id": f"college-{code}", "name": f"Collège inventé {code}"}
                for code in ("P01", "P02")
            ],
            teachers=[teacher("a", "sport", max_sessions=1)],
        )
        plan = complete_plan(
            of, [admit("P01", W48), admit("P02", W49)], [session(W48, "sport", "a", "mon-1")]
        )
        found = repaired(of, plan, W49)
        assert workshops_of(found, W48) == [("a", "mon-1")]
        assert workshops_of(found, W49) == []
        assert found.moves == ()

    def test_the_group_numbers_of_the_past_stay(self) -> None:
        of = changed(instance(pupil("P01"), pupil("P02")), groups_per_week=2)
        plan = complete_plan(of, [admit("P01", W48, 2), admit("P02", W49, 2)])
        found = repaired(of, plan, W49)
        assert found.plan.admissions == (admit("P01", W48, 2), admit("P02", W49, 1))
