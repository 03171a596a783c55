"""What is said for and against the groups of a proposal: who is alone, classes, motives, how full they are."""

from typing import Final

import pytest

from solver.decide.compared import Words
from solver.instance import Instance
from solver.plan import Admission
from tests.build import (
    W48,
    W49,
    W50,
    admit,
    changed,
    instance,
    pupil,
)
from tests.decide.comparing import THREE, both_ways, compared, four

INSTEAD: Final = [admit(code, W48) for code in ("P01", "P02", "P04")]


class TestGroupOfTheWeek:
    @pytest.mark.parametrize(
        ("genders", "worse", "better"),
        [
            (
                "MFFM",
                "Une fille est seule dans le groupe.",
                "Deux filles dans le groupe, aucune n'est seule.",
            ),
            (
                "FMMF",
                "Un garçon est seul dans le groupe.",
                "Deux garçons dans le groupe, aucun n'est seul.",
            ),
            (
                "MMMF",
                "Une fille est seule dans le groupe.",
                "Il n'y a plus de fille seule dans le groupe.",
            ),
        ],
    )
    def test_a_gender_alone(self, genders: str, worse: str, better: str) -> None:
        made = four(*({"gender": gender} for gender in genders), lone_gender=2)
        both_ways(made, THREE, INSTEAD, worse=worse, better=better)

    def test_a_gender_that_cannot_be_counted_is_not_said_to_be_together(self) -> None:
        genders = [{"gender": g} for g in ("F", "M", None, "M")]
        made = four(*genders, lone_gender=2)
        said = compared(made, INSTEAD, THREE).strengths
        assert said == ("P03 a une place.", "Dans l'ensemble, les groupes sont plus équilibrés.")

    def test_shared_motives(self) -> None:
        insults = {"motives": ["insultes"]}
        made = four(insults, {}, {}, insults, motive_weights={"insultes": 2})
        both_ways(
            made,
            THREE,
            INSTEAD,
            worse="P01 et P04 partagent le motif « insultes ».",
            better="Le motif « insultes » n'est plus partagé dans le groupe.",
        )
        made = four(insults, insults, {}, insults, motive_weights={"insultes": 2})
        both_ways(
            made,
            THREE,
            INSTEAD,
            worse="P01, P02 et P04 partagent le motif « insultes ».",
            better="Le motif « insultes » n'est plus partagé que par P01 et P02.",
        )

    def test_classes(self) -> None:
        made = four(
            {"level": "6e"}, {"level": "5e"}, {"level": "6e"}, {"level": "3e"}, level_spread=1
        )
        both_ways(
            made,
            THREE,
            INSTEAD,
            worse="Les classes sont éloignées, de la 6e à la 3e.",
            better="Les classes sont plus proches, de la 6e à la 5e.",
        )
        made = changed(
            made,
            pupils=[
                {**each.model_dump(mode="json"), "level": "3e" if each.id == "P04" else "6e"}
                for each in made.pupils
            ],
        )
        better = compared(made, INSTEAD, THREE).strengths
        assert "Les classes sont plus proches, toutes en 6e." in better

    def test_a_small_group(self) -> None:
        made = four({}, {}, {}, small_group=2)
        two = [*THREE[:2], admit("P03", W49)]
        both_ways(
            made,
            THREE,
            two,
            worse="Le groupe est petit : deux élèves.",
            better="Le groupe est moins petit : trois élèves.",
        )

    def test_what_has_no_weight_is_not_said(self) -> None:
        alike = {"motives": ["insultes"], "gender": "M", "level": "6e"}
        made = four(alike, alike, alike, {"gender": "F", "level": "3e"})
        assert compared(made, THREE, INSTEAD) == Words(
            ("P04 a une place.",),
            ("P03 n'a plus de place d'ici sa dernière semaine possible.",),
        )

    def test_other_weeks_are_weighed_overall(self) -> None:
        insults = {"motives": ["insultes"], "latest": W50}
        made = instance(
            pupil("P01", **insults),
            pupil("P02", **insults),
            pupil("P03", latest=W50),
            last_week=W50,
            policy={"motive_weights": {"insultes": 2}, "small_group": 0},
        )
        apart = [admit("P03", W48), admit("P01", W49), admit("P02", W50)]
        together = [admit("P03", W48), admit("P01", W49), admit("P02", W49)]
        both_ways(
            made,
            apart,
            together,
            worse="Dans les autres semaines, les groupes sont dans l'ensemble moins équilibrés.",
            better="Dans les autres semaines, les groupes sont dans l'ensemble plus équilibrés.",
        )


class TestSeveralGroups:
    ALL = ("P01", "P02", "P03", "P04", "P05", "P06")

    def made(self, field: str, listed: list[object], **policy: object) -> Instance:
        weights = {"small_group": 0, "lone_gender": 0, "level_spread": 0, **policy}
        people = [
            pupil(code, **({} if value is None else {field: value}))
            for code, value in zip(self.ALL, listed, strict=True)
        ]
        return instance(*people, groups_per_week=3, policy=weights)

    def groups(self, *groups: str) -> list[Admission]:
        return [
            admit(f"P0{digit}", W48, number)
            for number, group in enumerate(groups, start=1)
            for digit in group
        ]

    def test_genders(self) -> None:
        made = self.made("gender", list("FMMFMM"), lone_gender=2)
        both_ways(
            made,
            self.groups("14", "2356"),
            self.groups("123", "456"),
            worse="Deux filles sont seules dans leur groupe.",
            better="Aucune fille n'est seule dans son groupe.",
        )
        both_ways(
            made,
            self.groups("1235", "46"),
            self.groups("123", "456"),
            worse="Deux filles sont seules dans leur groupe.",
            better="Moins de filles sont seules dans leur groupe.",
        )
        one = compared(made, self.groups("14", "2356"), self.groups("1235", "46"))
        assert one.costs == ("Une fille est seule dans son groupe.",)

    def test_motives(self) -> None:
        made = self.made(
            "motives",
            [["insultes"], ["insultes"], ["insultes"], ["insultes"], None, None],
            motive_weights={"insultes": 1},
        )
        apart, once, twice = (
            self.groups("15", "26", "3"),
            self.groups("125", "36"),
            self.groups("12", "34", "56"),
        )
        both_ways(
            made,
            apart,
            once,
            worse="Dans un même groupe, P01 et P02 partagent le motif « insultes ».",
            better="Le motif « insultes » n'est plus partagé dans aucun groupe.",
        )
        both_ways(
            made,
            once,
            twice,
            worse="Le motif « insultes » est partagé par plusieurs élèves dans deux groupes.",
            better="Le motif « insultes » est moins partagé dans les groupes.",
        )

    def test_classes(self) -> None:
        made = self.made("level", ["6e", "6e", "6e", "3e", "3e", "3e"], level_spread=1)
        both_ways(
            made,
            self.groups("123", "456"),
            self.groups("124", "356"),
            worse="Les classes sont éloignées dans deux groupes.",
            better="Les classes sont plus proches dans les groupes.",
        )

    def test_sizes(self) -> None:
        made = self.made("level", [None] * 6, small_group=1)
        both_ways(
            made,
            self.groups("123", "456"),
            self.groups("1234", "56"),
            worse="Un groupe est petit.",
            better="Les groupes sont moins petits.",
        )
        both_ways(
            made,
            self.groups("1234", "56"),
            self.groups("12", "34", "56"),
            worse="Trois groupes sont petits.",
            better="Les groupes sont moins petits.",
        )
