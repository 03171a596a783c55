"""`daeet propose`: several really different groups for a week, each the best of its kind."""

from typing import TYPE_CHECKING, Annotated, Final

import typer

from solver.commands.arguments import AsJson, InstanceFile, Seed, TimeLimit, existing_week
from solver.commands.plan import EXIT_CODES
from solver.output import answer, answer_in_colour
from solver.problems import InputError, Problem

if TYPE_CHECKING:
    from solver.decide.propose import Proposals
    from solver.instance import Instance, Record
    from solver.plan import Plan
    from solver.solve import SolveOptions

_SHARE_FOR_THE_FIRST: Final = 0.5
"""How much of the time the best plan may take; what it leaves goes to the others."""


def propose(
    instance_file: InstanceFile,
    week: Annotated[
        str,
        typer.Option(
            "--week",
            metavar="SEMAINE",
            help="La semaine du groupe, ouverte et dans la période.",
            callback=existing_week,
        ),
    ],
    count: Annotated[
        int, typer.Option("--count", metavar="N", min=1, help="Nombre de propositions.")
    ] = 3,
    min_distance: Annotated[
        int,
        typer.Option(
            "--min-distance",
            metavar="N",
            min=1,
            help="De combien d'élèves deux groupes diffèrent au moins.",
        ),
    ] = 2,
    show: Annotated[
        int | None,
        typer.Option(
            "--show", metavar="N", min=1, help="Donner en entier le plan de la proposition N."
        ),
    ] = None,
    time_limit: TimeLimit = 60.0,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> int:
    """Proposer plusieurs groupes différents pour une semaine, avec ce qui les distingue."""
    from solver.files import read_instance
    from solver.solve import SolveOptions

    instance = read_instance(instance_file)
    _check_week(instance, week)
    options = SolveOptions(time_limit=time_limit, seed=seed)
    first, found = _search(instance, week, count, min_distance, options)
    if not found.proposals:
        _answer_plan(instance, week, first, found, as_json=as_json)
    elif show is None:
        _answer(instance, week, min_distance, found, as_json=as_json)
    else:
        chosen = _chosen(found, show)
        _answer_plan(instance, week, chosen, chosen, as_json=as_json)
    return EXIT_CODES[first.status]


def _check_week(instance: "Instance", week: str) -> None:
    from solver.decide.known import unusable_week

    problems = list(unusable_week(instance, week))
    if problems:
        raise InputError(problems)


def _search(
    instance: "Instance", week: str, count: int, min_distance: int, options: "SolveOptions"
) -> tuple["Plan", "Proposals"]:
    """Find the best plan and the proposals that start with it, all within the time given."""
    import time
    from dataclasses import replace

    from solver.decide.propose import propose as propose_from
    from solver.progress import progress_line
    from solver.solve import solve

    deadline = time.monotonic() + options.time_limit
    half = replace(options, time_limit=_SHARE_FOR_THE_FIRST * options.time_limit)
    with progress_line() as on_progress:
        first = solve(instance, half, on_progress)
        left = replace(options, time_limit=max(0.0, deadline - time.monotonic()))
        found = propose_from(instance, first, week, count, min_distance, left, on_progress)
    return first, found


def _chosen(found: "Proposals", number: int) -> "Plan":
    from solver.french import plural

    if number > len(found.proposals):
        message = f"il n'y a que {plural(len(found.proposals), 'proposition')}."
        raise InputError([Problem("--show", message)])
    return found.proposals[number - 1].plan


def _answer(
    instance: "Instance", week: str, min_distance: int, found: "Proposals", *, as_json: bool
) -> None:
    from solver.files import to_json
    from solver.show.proposals import print_proposals

    if as_json:
        answer(to_json(found))
    else:
        answer_in_colour(
            lambda console: print_proposals(console, instance, week, found, min_distance)
        )


def _answer_plan(
    instance: "Instance", week: str, plan: "Plan", document: "Record", *, as_json: bool
) -> None:
    """Answer with one plan, or with why there is none; a program gets the document."""
    from solver.files import to_json
    from solver.show.plan import print_plan

    if as_json:
        answer(to_json(document))
    else:
        answer_in_colour(lambda console: print_plan(console, instance, plan, week))
