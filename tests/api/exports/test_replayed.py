"""What the service gives to analysts goes through the same functions as any other situation."""

import pytest
from fastapi import FastAPI

from solver.check import check
from solver.files import parse_instance, to_json
from solver.frames import ADMITTED
from solver.generate.colleges import are_invented
from solver.generate.twin import twin
from solver.html.elements import INVENTED
from solver.instance import Instance
from solver.references import find_problems
from solver.solve import solve
from tests.api.notices.sending import PUPIL, move, sent
from tests.api.people import Client
from tests.api.weeks.scene import WEEK, catalogue


@pytest.fixture
def export(
    app: FastAPI, referent: Client, analyst: Client, college: Client, other_college: Client
) -> Instance:
    """Let six pupils wait, and give what an analyst gets."""
    catalogue(app)
    for client in (college, other_college):
        for name in ("Un", "Deux", "Trois"):
            receipt = sent(client, pupil={**PUPIL, "first_name": name})
            assert move(referent, receipt["id"], "waiting").status_code == 200
    return parse_instance(analyst.get(f"/api/exports/instance/{WEEK}").content)


def test_it_is_planned_and_becomes_frames_and_pages(export: Instance) -> None:
    plan = solve(export)
    assert check(export, plan).valid
    frame = plan.to_frame(export)
    assert sorted(frame["pupil"]) == sorted(pupil.id for pupil in export.pupils)
    assert (frame["outcome"] == ADMITTED).sum() == len(plan.admissions) > 0
    assert len(plan.sessions_frame(export)) == len(plan.sessions)
    page = plan.show(export).html
    assert all(pupil.id in page for pupil in export.pupils)
    assert INVENTED not in page


def test_its_twin_has_nothing_of_it_that_names_somebody(export: Instance) -> None:
    made = twin(export)
    assert list(find_problems(made)) == []
    assert are_invented(made.colleges)
    assert len(made.pupils) == len(export.pupils)
    text = to_json(made)
    known = [
        *(pupil.id for pupil in export.pupils),
        *(teacher.id for teacher in export.teachers),
        *(college.id for college in export.colleges),
    ]
    assert not [code for code in known if code in text]
    assert check(made, solve(made)).valid
