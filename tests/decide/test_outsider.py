"""Texts for a collège or a family: each sentence, its truth, and that nothing hidden shows.

All data are invented (« données inventées »).
"""

import json
import re
from dataclasses import fields
from inspect import signature
from typing import Any, Final, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.decide.outsider import (
    Outsider,
    OutsiderAnswer,
    OwnView,
    answer_for,
    own_view,
    text_for,
    without_plan,
)
from solver.files import to_json
from solver.french import monday_near
from solver.instance import Instance
from solver.plan import Plan
from solver.score import outcome_if_not_admitted
from solver.weeks import week_from_number, week_number
from tests.build import (
    W47,
    W48,
    W49,
    W50,
    admit,
    changed,
    complete_plan,
    instance,
    pupil,
    read_instance,
)
from tests.strategies import MOTIVES, instances

W51: Final = "2026-W51"
OUTSIDERS: Final[tuple[Outsider, ...]] = ("college", "family")
OWN: Final = "P01"


def view(**fields: Any) -> OwnView:
    """Make the view of a pupil who may come from W48 to W50 and comes in W49, asked about W48."""
    known = {
        "earliest": W48,
        "latest": W50,
        "week": W48,
        "week_is_closed": False,
        "first_week": W48,
        "last_week": W51,
        "planned": W49,
        "outcome": None,
    }
    return OwnView(**{**known, **fields})


def unhosted(**fields: Any) -> OwnView:
    """Make the view of a pupil who comes in no week."""
    return view(**{"planned": None, "outcome": "unplaced", **fields})


class TestSentences:
    def test_planned_in_the_week_asked(self) -> None:
        of = view(planned=W48)
        assert text_for(of, "college") == (
            "L'accueil de votre élève est prévu en semaine 48 (du 23 novembre)."
        )
        assert text_for(of, "family") == (
            "L'accueil de votre enfant est prévu en semaine 48 (du 23 novembre)."
        )

    def test_planned_later(self) -> None:
        assert text_for(view(), "college") == (
            "La composition retenue pour les groupes ne prévoit pas d'accueillir votre élève en"
            " semaine 48 (du 23 novembre) ; son accueil est prévu en semaine 49 (du 30 novembre)."
        )
        assert text_for(view(), "family") == (
            "La composition retenue pour les groupes ne prévoit pas d'accueillir votre enfant en"
            " semaine 48 (du 23 novembre) ; son accueil est prévu en semaine 49 (du 30 novembre)."
        )

    def test_planned_earlier(self) -> None:
        assert text_for(view(week=W50), "college") == (
            "La composition retenue pour les groupes ne prévoit pas d'accueillir votre élève en"
            " semaine 50 (du 7 décembre) ; son accueil est prévu plus tôt, en semaine 49 (du"
            " 30 novembre)."
        )

    def test_before_the_weeks_agreed(self) -> None:
        assert text_for(view(week=W47), "college") == (
            "Votre collège a donné son accord pour un accueil de votre élève de la semaine 48 (du"
            " 23 novembre) à la semaine 50 (du 7 décembre), pas en semaine 47 (du 16 novembre) ;"
            " son accueil est prévu en semaine 49 (du 30 novembre)."
        )

    def test_after_the_weeks_agreed(self) -> None:
        assert text_for(view(week=W51), "family") == (
            "Le collège a donné son accord pour un accueil de votre enfant de la semaine 48 (du"
            " 23 novembre) à la semaine 50 (du 7 décembre), pas en semaine 51 (du 14 décembre) ;"
            " son accueil est prévu plus tôt, en semaine 49 (du 30 novembre)."
        )

    def test_a_single_week_agreed(self) -> None:
        assert text_for(view(earliest=W49, latest=W49), "college") == (
            "Votre collège a donné son accord pour un accueil de votre élève en semaine 49 (du"
            " 30 novembre) seulement, pas en semaine 48 (du 23 novembre) ; son accueil est prévu en"
            " semaine 49 (du 30 novembre)."
        )

    @pytest.mark.parametrize("week", [W48, W50])
    def test_the_first_and_the_last_week_agreed_are_inside(self, week: str) -> None:
        assert text_for(view(week=week), "college").startswith("La composition retenue")

    def test_closed(self) -> None:
        assert text_for(view(week_is_closed=True), "family") == (
            "Le dispositif est fermé en semaine 48 (du 23 novembre) et ne peut pas recevoir votre"
            " enfant ; son accueil est prévu en semaine 49 (du 30 novembre)."
        )

    def test_before_the_plan(self) -> None:
        assert text_for(view(first_week=W49), "college") == (
            "Le plan où figure votre élève commence en semaine 49 (du 30 novembre), après la"
            " semaine 48 (du 23 novembre) ; son accueil est prévu en semaine 49 (du 30 novembre)."
        )

    def test_after_the_plan(self) -> None:
        assert text_for(view(week=W50, last_week=W49), "college") == (
            "Le plan où figure votre élève s'arrête en semaine 49 (du 30 novembre), avant la"
            " semaine 50 (du 7 décembre) ; son accueil est prévu plus tôt, en semaine 49 (du"
            " 30 novembre)."
        )

    def test_carried_over(self) -> None:
        assert text_for(unhosted(outcome="carried-over", last_week=W49), "college") == (
            "La composition retenue pour les groupes ne prévoit pas d'accueillir votre élève en"
            " semaine 48 (du 23 novembre) ; aucun accueil n'est prévu d'ici la fin du plan, en"
            " semaine 49 (du 30 novembre), mais la demande reste ouverte jusqu'en semaine 50 (du"
            " 7 décembre)."
        )

    def test_no_place_found(self) -> None:
        assert text_for(unhosted(), "college") == (
            "La composition retenue pour les groupes ne prévoit pas d'accueillir votre élève en"
            " semaine 48 (du 23 novembre) ; aucun accueil n'est prévu jusqu'en semaine 50 (du"
            " 7 décembre), la dernière semaine pour laquelle votre collège a donné son accord."
        )

    def test_weeks_of_another_year_are_named_as_people_do(self) -> None:
        of = unhosted(week="2027-W01", latest="2028-W05", last_week="2028-W05")
        assert "semaine 1 (du 4 janvier)" in text_for(of, "family")
        assert "jusqu'en semaine 5 (du 31 janvier 2028)" in text_for(of, "family")

    @pytest.mark.parametrize("reader", OUTSIDERS)
    @pytest.mark.parametrize(
        "of", [view(), view(planned=W48), view(week=W47), unhosted(), view(week_is_closed=True)]
    )
    def test_nothing_needs_to_agree_with_a_boy_or_a_girl(
        self, of: OwnView, reader: Outsider
    ) -> None:
        assert not re.search(r"\b(il|elle|accueilli|attendu)e?\b|·", text_for(of, reader))


class TestOwnView:
    def test_it_has_room_for_nothing_hidden(self) -> None:
        assert [field.name for field in fields(OwnView)] == [
            "earliest", "latest", "week", "week_is_closed", "first_week", "last_week", "planned",
            "outcome",
        ]  # fmt: skip
        assert list(signature(text_for).parameters) == ["view", "reader"]

    def test_a_pupil_hosted(self) -> None:
        of = instance(pupil(OWN, latest=W50), closed_weeks=[W49], last_week=W51)
        plan = complete_plan(of, [admit(OWN, W48)])
        assert own_view(of, plan, OWN, W49) == view(
            week=W49, week_is_closed=True, planned=W48, outcome=None
        )

    def test_a_pupil_left_out(self) -> None:
        of = instance(pupil(OWN, latest=W50), last_week=W51)
        assert own_view(of, complete_plan(of, []), OWN, W48) == unhosted()

    def test_a_week_closed_outside_the_period_is_closed(self) -> None:
        of = instance(pupil(OWN, latest=W51), closed_weeks=[W51])
        assert own_view(of, complete_plan(of, []), OWN, W51).week_is_closed

    @pytest.mark.parametrize("status", ["infeasible", "unknown"])
    def test_a_plan_without_content_says_nothing(self, status: str) -> None:
        of = instance(pupil(OWN))
        with pytest.raises(ValueError, match="does not account for 'P01'"):
            own_view(of, Plan.model_validate({"status": status}), OWN, W48)

    def test_an_unknown_pupil(self) -> None:
        of = instance(pupil(OWN))
        with pytest.raises(KeyError):
            own_view(of, complete_plan(of, []), "P02", W48)


class TestAnswer:
    def test_it_holds_the_own_facts_only(self) -> None:
        of = instance(pupil(OWN))
        answer = answer_for(of, complete_plan(of, [admit(OWN, W49)]), OWN, W48, "college")
        assert json.loads(to_json(answer)) == {
            "pupil": OWN,
            "week": W48,
            "planned": W49,
            "message": text_for(view(latest=W49, last_week=W49), "college"),
        }

    def test_who_comes_in_no_week_has_none_planned(self) -> None:
        of = instance(pupil(OWN))
        answer = answer_for(of, complete_plan(of, []), OWN, W48, "family")
        assert list(json.loads(to_json(answer))) == ["pupil", "week", "message"]


@pytest.mark.parametrize(
    ("reader", "whose"), [("college", "votre élève"), ("family", "votre enfant")]
)
def test_without_any_plan_no_week_is_given(reader: Outsider, whose: str) -> None:
    answer = without_plan(OWN, W48, reader)
    assert json.loads(to_json(answer)) == {
        "pupil": OWN,
        "week": W48,
        "message": (
            f"Les groupes ne sont pas encore composés : aucune semaine n'est prévue pour {whose}."
        ),
    }


class Situation(NamedTuple):
    """An instance and a plan of it; the plan need not respect any rule about other pupils."""

    instance: Instance
    plan: Plan


class Asked(NamedTuple):
    """Two situations that differ in hidden facts only, and the week asked about."""

    before: Situation
    after: Situation
    week: str


def disguised(of: Instance) -> Instance:
    """Give every hidden id, name and motive a spelling that no sentence has by chance."""

    def renamed(value: Any) -> Any:
        if isinstance(value, dict):
            return {renamed(key) if key in MOTIVES else key: renamed(v) for key, v in value.items()}
        if isinstance(value, list):
            return [renamed(element) for element in value]
        if value != OWN and (value in MOTIVES or value in hidden):
            return f"zq_{value}"
        return value

    hidden = {*of.pupils_by_id, *of.colleges_by_id, *of.workshops_by_id, *of.teachers_by_id}
    hidden |= {college.name for college in of.colleges}
    hidden |= {teacher.name for teacher in of.teachers}
    return read_instance(json.dumps(renamed(of.model_dump(mode="json"))))


@st.composite
def asked(draw: st.DrawFn) -> Asked:
    """Draw an instance, and another with its horizon, its closed weeks and the pupil's own window.

    All else is drawn anew: other pupils, the pupil's own collège, priority, motives, pins and bans,
    conflicts, capacity, groups, teachers, workshops, policy. The pupil's stay is the same in both.
    """
    known = instances().filter(lambda made: OWN in made.pupils_by_id)
    one, other = disguised(draw(known)), disguised(draw(known))
    own = one.pupils_by_id[OWN]
    period = {"first_week": one.first_week, "last_week": one.last_week}
    window = {"earliest": own.earliest, "latest": own.latest}
    pupils = [{**each.model_dump(), **(window if each.id == OWN else {})} for each in other.pupils]
    other = changed(other, **period, closed_weeks=one.closed_weeks, pupils=pupils)
    stays = set(one.open_weeks).intersection(weeks_from(own.earliest, own.latest))
    stay = draw(st.sampled_from([None, *sorted(stays)]))
    near = weeks_from(one.first_week, one.last_week, beyond=2)
    week = draw(st.sampled_from([*near, own.earliest, own.latest]))
    return Asked(draw(situations(one, stay)), draw(situations(other, stay)), week)


@st.composite
def situations(draw: st.DrawFn, of: Instance, stay: str | None) -> Situation:
    """Draw a plan in which the pupil has that stay and the others any."""
    admissions = [] if stay is None else [admit(OWN, stay)]
    for each in of.pupils:
        week = draw(st.sampled_from([None, *of.horizon]))
        if each.id != OWN and week is not None:
            admissions.append(admit(each.id, week))
    return Situation(of, complete_plan(of, admissions))


def weeks_from(first: str, last: str, beyond: int = 0) -> list[str]:
    start, stop = week_number(first) - beyond, week_number(last) + beyond
    return [week_from_number(number) for number in range(start, stop + 1)]


def answers(situation: Situation, week: str) -> list[OutsiderAnswer]:
    return [answer_for(*situation, OWN, week, reader) for reader in OUTSIDERS]


class TestNothingHiddenShows:
    @given(asked())
    def test_hidden_facts_change_no_letter(self, drawn: Asked) -> None:
        assert answers(drawn.before, drawn.week) == answers(drawn.after, drawn.week)

    @given(asked())
    def test_no_hidden_name_is_ever_written(self, drawn: Asked) -> None:
        for situation in (drawn.before, drawn.after):
            for answer in answers(situation, drawn.week):
                assert "zq_" not in to_json(answer)
                assert "zq_" not in repr(own_view(*situation, OWN, drawn.week))

    @given(asked())
    def test_nothing_hints_at_others_or_at_how_full_a_week_is(self, drawn: Asked) -> None:
        hints = "autre|place|complet|plein|motif|conflit|incompatib|rencontre|nombre|groupe de"
        for answer in answers(drawn.before, drawn.week):
            assert not re.search(hints, answer.message)


class TestTruth:
    """Each thing a text says is so in the plan, whatever the reason behind it."""

    @given(asked(), st.sampled_from(OUTSIDERS))
    def test_what_is_said_of_the_stay_is_so(self, drawn: Asked, reader: Outsider) -> None:
        (of, plan), week = drawn.before, drawn.week
        text = text_for(own_view(of, plan, OWN, week), reader)
        stay = {entry.pupil: entry.week for entry in plan.admissions}.get(OWN)
        expected = re.findall(r"est prévu(?: plus tôt,)? en (semaine .*?\))", text)
        assert expected == ([named(of, stay)] if stay else [])
        assert ("plus tôt" in text) == (stay is not None and week_number(stay) < week_number(week))
        assert ("aucun accueil n'est prévu" in text) == (stay is None)
        outcome = outcome_if_not_admitted(of, of.pupils_by_id[OWN])
        assert ("demande reste ouverte" in text) == (stay is None and outcome == "carried-over")
        assert ("la dernière semaine" in text) == (stay is None and outcome == "unplaced")

    @given(asked())
    def test_what_is_said_of_the_week_is_so(self, drawn: Asked) -> None:
        (of, plan), week = drawn.before, drawn.week
        text = text_for(own_view(of, plan, OWN, week), "college")
        own = of.pupils_by_id[OWN]
        agreed = week in weeks_from(own.earliest, own.latest)
        hosted = any((entry.pupil, entry.week) == (OWN, week) for entry in plan.admissions)
        said = {
            "pas en semaine": not agreed,
            "est fermé": agreed and week in of.closed_weeks,
            "Le plan où figure": agreed and week not in (*of.closed_weeks, *of.horizon),
            "La composition retenue": agreed and week in of.open_weeks and not hosted,
        }
        assert {words: words in text for words in said} == said
        assert text.startswith("L'accueil de votre élève est prévu") == hosted


def named(of: Instance, week: str) -> str:
    return f"semaine {int(week[-2:])} (du {monday_near(week, of.first_week)})"
