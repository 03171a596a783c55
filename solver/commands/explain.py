"""`daeet explain`: why a pupil is not in a week, at what price he could be, what would help."""

from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Final

import typer

from solver.commands.arguments import (
    AsJson,
    InstanceFile,
    Reader,
    Seed,
    TimeLimit,
    existing_week,
)
from solver.commands.plan import EXIT_CODES
from solver.exit_codes import DONE, OUT_OF_TIME
from solver.french_cli import FrenchUsageError
from solver.french_errors import printable
from solver.output import answer, answer_in_colour, tell

if TYPE_CHECKING:
    from solver.instance import Instance, Record
    from solver.plan import Plan
    from solver.solve import SolveOptions

_SHARE_FOR_THE_PLAN: Final = 0.5
"""How much of the time the best plan may take; the answer needs the rest."""


def explain(
    context: typer.Context,
    instance_file: InstanceFile,
    pupil: Annotated[
        str | None, typer.Option("--pupil", metavar="ÉLÈVE", help="L'élève, par son code.")
    ] = None,
    week: Annotated[
        str | None,
        typer.Option(
            "--week",
            metavar="SEMAINE",
            help="La semaine où l'on aimerait l'accueillir.",
            callback=existing_week,
        ),
    ] = None,
    everyone: Annotated[
        bool,
        typer.Option("--all", help="Tous les élèves qui attendent, chaque semaine avant la leur."),
    ] = False,
    reader: Annotated[
        Reader,
        typer.Option(
            "--for",
            metavar="QUI",
            help="Qui lira la réponse : referent (tout), college ou family (leur seul élève).",
        ),
    ] = "referent",
    time_limit: TimeLimit = 60.0,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> int:
    """Expliquer pourquoi un élève attend, ce que coûterait une autre semaine et ce qui aiderait."""
    from solver.checked import checked
    from solver.decide.outsider import answer_for, without_plan
    from solver.files import read_instance, to_json
    from solver.solve import SolveOptions

    _check_usage(context, pupil, week, reader, everyone=everyone)
    instance = read_instance(instance_file)
    if pupil is not None and pupil not in instance.pupils_by_id:
        message = f"--pupil : aucun élève n'a l'identifiant « {printable(pupil)} »."
        raise FrenchUsageError(message, context)
    deadline = monotonic() + time_limit
    half = SolveOptions(time_limit=_SHARE_FOR_THE_PLAN * time_limit, seed=seed)
    plan = checked(instance, _best_plan(instance, half))
    options = replace(half, time_limit=max(0.0, deadline - monotonic()))
    found: Record | None = plan
    if EXIT_CODES[plan.status] != DONE:
        if reader != "referent" and pupil is not None and week is not None:
            found = without_plan(pupil, week, reader)
    elif pupil is None or week is None:
        found = _about_everyone(instance, plan, options)
    elif reader == "referent":
        found = _about_one(instance, plan, pupil, week, options)
    else:
        found = answer_for(instance, plan, pupil, week, reader)
    if found is None:
        tell("Le temps a manqué pour répondre. Relancez avec --time-limit 300, par exemple.")
        return OUT_OF_TIME
    if as_json:
        answer(to_json(found))
    else:
        _show(instance, plan, found)
    return EXIT_CODES[plan.status]


def _check_usage(
    context: typer.Context,
    pupil: str | None,
    week: str | None,
    reader: Reader,
    *,
    everyone: bool,
) -> None:
    """Make sure that either one pupil and week are asked about, or everyone."""
    if everyone and (pupil is not None or week is not None):
        raise FrenchUsageError("--all ne va pas avec --pupil ni --week.", context)
    if everyone and reader != "referent":
        message = "--all montre tous les élèves : il ne va qu'avec --for referent."
        raise FrenchUsageError(message, context)
    if not everyone and (pupil is None or week is None):
        message = "il faut --pupil et --week, ou bien --all pour tous les élèves qui attendent."
        raise FrenchUsageError(message, context)


def _best_plan(instance: "Instance", options: "SolveOptions") -> "Plan":
    from solver.progress import progress_line
    from solver.solve import solve

    with progress_line() as on_progress:
        return solve(instance, options, on_progress)


def _about_one(
    instance: "Instance", plan: "Plan", pupil: str, week: str, options: "SolveOptions"
) -> "Record | None":
    from solver.decide.explain import explain as explain_one

    return explain_one(instance, plan, pupil, week, options)


def _about_everyone(instance: "Instance", plan: "Plan", options: "SolveOptions") -> "Record":
    from solver.decide.explain import explain_all
    from solver.progress import counting_line

    with counting_line("Semaines examinées") as on_count:
        return explain_all(instance, plan, options, on_count)


def _show(instance: "Instance", plan: "Plan", found: "Record") -> None:
    from solver.decide.explain import Explanation, Explanations
    from solver.decide.outsider import OutsiderAnswer
    from solver.show.explanation import print_explanation, print_explanations
    from solver.show.plan import print_plan

    if isinstance(found, Explanation):
        answer_in_colour(lambda page: print_explanation(page, instance, found))
    elif isinstance(found, Explanations):
        answer_in_colour(lambda page: print_explanations(page, instance, plan, found))
    elif isinstance(found, OutsiderAnswer):
        answer(f"{found.message}\n")
    else:
        answer_in_colour(lambda page: print_plan(page, instance, plan))
