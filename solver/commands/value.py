"""`daeet value`: what one more seat, group, half-day or lifted conflict would bring."""

from typing import TYPE_CHECKING

from solver.commands.arguments import AsJson, InstanceFile, Seed, TimeLimit
from solver.commands.plan import EXIT_CODES
from solver.output import answer, answer_in_colour

if TYPE_CHECKING:
    from solver.decide.value import Values
    from solver.instance import Instance
    from solver.solve import SolveOptions


def value(
    instance_file: InstanceFile,
    time_limit: TimeLimit = 60.0,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> int:
    """Dire ce qu'apporterait, un à la fois, une place, un groupe ou une demi-journée de plus."""
    from solver.files import read_instance, to_json
    from solver.solve import SolveOptions

    instance = read_instance(instance_file)
    values = _weigh(instance, SolveOptions(time_limit=time_limit, seed=seed))
    if as_json:
        answer(to_json(values))
    else:
        _show(instance, values)
    return EXIT_CODES[values.status]


def _weigh(instance: "Instance", options: "SolveOptions") -> "Values":
    from solver.decide.value import value as weigh
    from solver.progress import progress_line

    with progress_line() as on_progress:
        return weigh(instance, options, on_progress)


def _show(instance: "Instance", values: "Values") -> None:
    from solver.plan import Plan
    from solver.show.plan import print_plan
    from solver.show.value import print_values

    if values.score:
        answer_in_colour(lambda console: print_values(console, instance, values))
    else:
        no_plan = Plan(status=values.status, reasons=values.reasons)
        answer_in_colour(lambda console: print_plan(console, instance, no_plan))
