"""`daeet try`: does a move hold as the rest of the plan stands, and what would it change."""

from typing import TYPE_CHECKING, Annotated

import typer

from solver.commands.arguments import AsJson, InstanceFile, PlanFile, Seed, TimeLimit
from solver.exit_codes import DONE
from solver.french_cli import FrenchUsageError
from solver.french_errors import printable
from solver.output import answer, answer_in_colour
from solver.weeks import week_number

if TYPE_CHECKING:
    from solver.decide.completion import Completion
    from solver.decide.trying import Trial
    from solver.instance import Instance
    from solver.plan import Plan


def _pupil_and_week(context: typer.Context, value: str) -> str:
    """Make sure that a move names a pupil and a week that exists."""
    pupil, week = split_move(value)
    try:
        week_number(week)
    except ValueError:
        pupil = ""
    if not pupil:
        raise FrenchUsageError(
            f"--move : il faut un élève et une semaine, comme P09:2026-W48 ;"
            f" reçu : « {printable(value)} ».",
            context,
        )
    return value


def split_move(move: str) -> tuple[str, str]:
    """Split `P09:2026-W48` at its last colon: a pupil's code may contain some."""
    pupil, _, week = move.rpartition(":")
    return pupil, week


def try_move(
    instance_file: InstanceFile,
    plan_file: PlanFile,
    move: Annotated[
        str,
        typer.Option(
            "--move",
            metavar="ÉLÈVE:SEMAINE",
            help="L'élève à déplacer et sa nouvelle semaine, par exemple P09:2026-W48.",
            callback=_pupil_and_week,
        ),
    ],
    time_limit: TimeLimit = 10.0,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> int:
    """Essayer un déplacement : dire s'il tient, ce qu'il change, et le meilleur plan avec lui."""
    from solver.decide.trying import try_move as try_in_plan
    from solver.files import read_instance, read_plan

    instance, plan = read_instance(instance_file), read_plan(plan_file)
    pupil, week = split_move(move)
    trial = try_in_plan(instance, plan, pupil, week)
    if not as_json:
        _show(instance, trial)
    completion = _complete(instance, plan, trial, time_limit, seed)
    if as_json:
        answer(_document(trial, completion))
    else:
        _show_completion(completion)
    return DONE


def _complete(
    instance: "Instance", plan: "Plan", trial: "Trial", time_limit: float, seed: int
) -> "Completion | None":
    """Search the best plan that holds the move, which takes longer than trying it."""
    from solver.decide.completion import complete
    from solver.solve import SolveOptions

    options = SolveOptions(time_limit=time_limit, seed=seed)
    return complete(instance, plan, trial.pupil, trial.week, options)


def _document(trial: "Trial", completion: "Completion | None") -> str:
    from solver.files import layout

    found = None if completion is None else completion.model_dump(mode="json", exclude_none=True)
    document = trial.model_dump(mode="json", exclude_none=True)
    return layout({**document, "completion": found}) + "\n"


def _show(instance: "Instance", trial: "Trial") -> None:
    """Show what holds as the rest stands at once, before anything that takes a search."""
    from solver.show.trial import print_trial

    answer_in_colour(lambda console: print_trial(console, instance, trial))


def _show_completion(completion: "Completion | None") -> None:
    from solver.show.trial import print_completion

    answer_in_colour(lambda console: print_completion(console, completion))
