"""`daeet replan`: a published plan repaired after what happened, with the fewest changes."""

from typing import TYPE_CHECKING, Annotated

import typer

from solver.commands.arguments import (
    AsJson,
    InstanceFile,
    Out,
    PlanFile,
    Seed,
    TimeLimit,
    existing_week,
)
from solver.commands.plan import EXIT_CODES
from solver.exit_codes import DONE
from solver.output import answer, answer_and_write, answer_in_colour, tell

if TYPE_CHECKING:
    from solver.decide.events import Events
    from solver.decide.replan import Repaired
    from solver.instance import Instance
    from solver.plan import Plan
    from solver.solve import SolveOptions


def replan(
    instance_file: InstanceFile,
    plan_file: PlanFile,
    week: Annotated[
        str,
        typer.Option(
            "--week",
            metavar="SEMAINE",
            help="La semaine à réparer ; celles d'avant restent comme elles ont été.",
            callback=existing_week,
        ),
    ],
    absent: Annotated[
        list[str] | None,
        typer.Option(
            "--absent", metavar="ÉLÈVE", help="Un élève qui ne vient pas cette semaine-là."
        ),
    ] = None,
    away: Annotated[
        list[str] | None,
        typer.Option(
            "--away", metavar="INTERVENANT", help="Un·e intervenant·e absent·e cette semaine-là."
        ),
    ] = None,
    conflict: Annotated[
        list[str] | None,
        typer.Option(
            "--conflict",
            metavar="ÉLÈVE:ÉLÈVE",
            help="Deux élèves qui ne doivent plus se rencontrer, comme P03:P07.",
        ),
    ] = None,
    urgent: Annotated[
        list[str] | None,
        typer.Option("--urgent", metavar="ÉLÈVE", help="Un élève qui doit venir cette semaine-là."),
    ] = None,
    time_limit: TimeLimit = 60.0,
    seed: Seed = 0,
    out: Out = None,
    as_json: AsJson = False,
) -> int:
    """Réparer un plan publié en dérangeant le moins de familles, puis d'intervenant·es.

    Les options --absent, --away, --conflict et --urgent se répètent. Une demande arrivée depuis la
    publication est prise en compte dès qu'elle figure dans la situation. Avec --out, le fichier
    reçoit le plan réparé.
    """
    from solver.decide.events import Events, after_events
    from solver.files import check_writable, read_instance, read_plan
    from solver.plan import Plan
    from solver.solve import SolveOptions

    instance, plan = read_instance(instance_file), read_plan(plan_file)
    events = Events(
        absent=tuple(absent or ()),
        away=tuple(away or ()),
        conflicts=tuple(_pair(instance, value) for value in conflict or ()),
        urgent=tuple(urgent or ()),
    )
    if out is not None:
        check_writable(out, [instance_file, plan_file])
    options = SolveOptions(time_limit=time_limit, seed=seed)
    found = _repair(instance, plan, week, events, options)
    after = after_events(instance, events, week)
    if isinstance(found, Plan):
        _answer_none(after, found, out, as_json=as_json)
        return EXIT_CODES[found.status]
    _answer_repaired(after, found, out, as_json=as_json)
    return DONE


def _pair(instance: "Instance", value: str) -> tuple[str, str]:
    """Split `P03:P07` at the colon that leaves a pupil's id on both sides: ids may contain some.

    Raises InputError where none does, or several do.
    """
    from solver.french_errors import printable
    from solver.problems import InputError, Problem

    known = instance.pupils_by_id
    parts = value.split(":")
    halves = [(":".join(parts[:i]), ":".join(parts[i:])) for i in range(1, len(parts))]
    pairs = [pair for pair in halves if pair[0] in known and pair[1] in known]
    if len(pairs) == 1:
        return pairs[0]
    said = f"« {printable(value)} »"
    if pairs:
        message = f"{said} se lit de plusieurs façons : les identifiants contiennent « : »."
    else:
        message = f"il faut deux élèves de la situation, comme P03:P07 ; reçu : {said}."
    raise InputError([Problem("--conflict", message)])


def _repair(
    instance: "Instance", plan: "Plan", week: str, events: "Events", options: "SolveOptions"
) -> "Repaired | Plan":
    from solver.decide.replan import replan as repair
    from solver.progress import progress_line

    with progress_line() as on_progress:
        return repair(instance, plan, week, events, options, on_progress)


def _answer_repaired(
    instance: "Instance", repaired: "Repaired", out: str | None, *, as_json: bool
) -> None:
    """Write the repaired plan to the file asked for, if any; answer with all there is to say."""
    from solver.files import to_json
    from solver.show.repaired import print_repaired

    answer_and_write(
        to_json(repaired),
        out,
        as_json=as_json,
        show=lambda page: print_repaired(page, instance, repaired),
        written=to_json(repaired.plan),
    )


def _answer_none(instance: "Instance", plan: "Plan", out: str | None, *, as_json: bool) -> None:
    """Say why there is no repair: what contradicts itself, or that the time ran out."""
    from solver.files import to_json
    from solver.show.plan import print_plan

    if out is not None:
        tell(f"Le plan n'a pas pu être réparé : « {out} » n'a pas été écrit.")
    if as_json:
        answer(to_json(plan))
    else:
        answer_in_colour(lambda page: print_plan(page, instance, plan))
