"""How long deciding takes: proposals with every explanation, one « why not », a move, a repair."""

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.clock import ROOT, french, seconds_of, seconds_of_command, spread
from benchmarks.sizes import SEEDS, without_workshops
from solver.decide.events import Events
from solver.decide.explain import earlier_weeks, explain, explain_all
from solver.decide.forced import force
from solver.decide.propose import propose
from solver.decide.replan import replan
from solver.decide.trying import try_move
from solver.draft import Draft
from solver.files import read_instance, to_json
from solver.generate import generate, generate_year
from solver.instance import Instance
from solver.plan import Plan
from solver.solve import SolveOptions, solve

_FIXTURE: Final = "fixtures/lille-2026-W48.json"
_QUESTIONS: Final = 5
"""How many « why not » are asked of each year."""


def deciding() -> Iterator[str]:
    """Measure everything that a decision waits for."""
    yield from _proposals_and_explanations()
    yield from _why_not()
    yield from _on_the_fixture()


def _proposals_and_explanations() -> Iterator[str]:
    for name, target, workshops in (
        ("30 élèves, 10 semaines, sans atelier", 1.2, False),
        ("30 élèves, 10 semaines, sept ateliers", 4.0, True),
    ):
        made = [generate(pupils=30, weeks=10, workshops=workshops, seed=seed) for seed in SEEDS]
        three = [seconds_of(partial(_propose, one)) for one in made]
        whole = [seconds_of(partial(_propose_and_explain, one)) for one in made]
        yield f"| trois propositions, {name} | {spread(three)} | |"
        what = "trois propositions et toutes les explications"
        yield f"| {what}, {name} | {spread(whole)} | {french(target)} s |"
    cold = list(_cold_proposals_and_explanations())
    yield f"| les mêmes à froid, deux commandes, sans atelier | {spread(cold)} | 2,00 s |"


def _propose(instance: Instance) -> Plan:
    plan = solve(instance)
    propose(instance, plan, instance.open_weeks[0])
    return plan


def _propose_and_explain(instance: Instance) -> None:
    explain_all(instance, _propose(instance))


def _cold_proposals_and_explanations() -> Iterator[float]:
    with tempfile.TemporaryDirectory() as folder:
        for seed in SEEDS:
            made = generate(pupils=30, weeks=10, workshops=False, seed=seed)
            path = str(Path(folder) / "instance.json")
            Path(path).write_text(to_json(made), encoding="utf-8")
            week = made.open_weeks[0]
            proposing = seconds_of_command("propose", path, "--week", week, "--json")
            yield proposing + seconds_of_command("explain", path, "--all", "--json")


def _why_not() -> Iterator[str]:
    """Ask about pupils who wait, spread over the year: the verdict and price, then everything."""
    price: list[float] = []
    whole: list[float] = []
    for seed in SEEDS:
        year = without_workshops(generate_year(seed))
        plan = solve(year)
        best = Draft(year, plan.admissions, plan.sessions)
        asked = list(earlier_weeks(year, plan))
        for pupil, week in asked[:: max(1, len(asked) // _QUESTIONS)]:
            price.append(seconds_of(partial(force, year, best, pupil, week, SolveOptions())))
            whole.append(seconds_of(partial(explain, year, plan, pupil.id, week)))
    yield f"| un « pourquoi pas », année, groupes seuls : le prix et qui bouge | {spread(price)} | 0,15 s |"
    yield f"| le même avec ce qui aiderait | {spread(whole)} | |"


def _on_the_fixture() -> Iterator[str]:
    instance = read_instance(str(ROOT / _FIXTURE))
    plan = solve(instance)
    trying = [
        seconds_of(partial(try_move, instance, plan, pupil.id, week))
        for pupil in instance.pupils
        for week in instance.open_weeks
    ]
    yield f"| essayer un déplacement, semaine d'exemple | {spread(trying)} | 0,05 s |"
    week = instance.open_weeks[0]
    absent = [a.pupil for a in plan.admissions if a.week == week]
    repairing = [
        seconds_of(partial(replan, instance, plan, week, Events(absent=(code,)))) for code in absent
    ]
    yield f"| réparer la semaine d'exemple, un absent | {spread(repairing)} | 1,00 s |"
