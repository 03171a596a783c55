"""Who a pupil is changes nothing that no rule asks about: neither a name nor being a girl or a boy."""

from hypothesis import given
from hypothesis import strategies as st

from solver.instance import Instance
from solver.plan import Plan
from solver.solve import solve
from tests.build import changed
from tests.strategies import instances


def without_gender_rule(made: Instance, genders: list[str | None]) -> Instance:
    pupils = [
        {**one.model_dump(mode="json"), "gender": gender}
        for one, gender in zip(made.pupils, genders, strict=True)
    ]
    return changed(
        made, pupils=pupils, policy={**made.policy.model_dump(mode="json"), "lone_gender": 0}
    )


@given(instances(), st.data())
def test_where_no_weight_is_on_it_the_plan_is_the_same_for_girls_and_boys(
    made: Instance, data: st.DataObject
) -> None:
    any_gender = st.sampled_from(["F", "M", None])
    genders = data.draw(st.lists(any_gender, min_size=len(made.pupils), max_size=len(made.pupils)))
    nobody = without_gender_rule(made, [None] * len(made.pupils))
    assert solve(without_gender_rule(made, genders)) == solve(nobody)


@given(instances())
def test_other_codes_in_the_same_order_give_the_same_plan(made: Instance) -> None:
    new = {code: f"élève {code}" for code in made.pupils_by_id}
    document = made.model_dump(mode="json")
    renamed = changed(
        made,
        pupils=[{**one, "id": new[one["id"]]} for one in document["pupils"]],
        conflicts=[[new[one], new[other]] for one, other in made.conflicts],
        teacher_conflicts=[[new[one], teacher] for one, teacher in made.teacher_conflicts],
        **{
            field: [{**entry, "pupil": new[entry["pupil"]]} for entry in document[field]]
            for field in ("pins", "bans", "announced")
        },
    )
    assert stays(solve(renamed)) == [
        (new[pupil], week, group) for pupil, week, group in stays(solve(made))
    ]


def stays(plan: Plan) -> list[tuple[str, str, int]]:
    return [(a.pupil, a.week, a.group) for a in plan.admissions]
