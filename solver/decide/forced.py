"""A pupil in a week, whatever the price: what forbids it, or the best plan that has it so."""

from dataclasses import replace
from time import monotonic

from solver.draft import Draft
from solver.instance import Instance, Pupil, PupilWeek
from solver.model.contradiction import Contradiction
from solver.plan import Reason
from solver.question import Question, Told
from solver.reasons import reason
from solver.search import Answer
from solver.solve import Models, SolveOptions, ask


def with_pin(instance: Instance, pupil: Pupil, week: str) -> Instance:
    """Give the instance in which a pupil has to be hosted in a week."""
    pin = PupilWeek(pupil=pupil.id, week=week)
    return instance.model_copy(update={"pins": (*instance.pins, pin)})


def what_forbids(
    instance: Instance, pupil: Pupil, week: str, options: SolveOptions
) -> tuple[Reason, ...] | None:
    """Give a minimal set of rule elements that forbid a pupil a week; None where nothing does.

    None as well where the time ran out before that could be told; out of time in between, the set
    forbids the week but may not be minimal.
    """
    deadline = monotonic() + options.time_limit
    required = [(pupil.id, week)]
    elements = Contradiction(instance, options, deadline, required).minimal_elements()
    if elements is None:
        return None
    return tuple(reason(instance, element) for element in elements)


def force(
    about: Instance | Models, near: Draft, pupil: Pupil, week: str, options: SolveOptions
) -> Answer:
    """Search the best plan with a pupil in a week; of those, one that moves the fewest others.

    Moves are counted against the plan `near`, of the same instance.
    """
    instance = near.instance
    others = {p.id: near.week_of.get(p.id) for p in instance.pupils if p.id != pupil.id}
    question = Question(
        order=(*instance.policy.order, "others"),
        told=Told(others=others),
        required=(PupilWeek(pupil=pupil.id, week=week),),
    )
    return ask(about, question, options)


def score_is_proven(answer: Answer) -> bool:
    """Tell whether every level is proven, even if the number of moves is not."""
    if answer.draft is None:
        return False
    return all(answer.bounds[level] == value for level, value in answer.draft.score.items())


def left(options: SolveOptions, deadline: float) -> SolveOptions:
    """Give the same options with the time left until a deadline of `time.monotonic`."""
    return replace(options, time_limit=max(0.0, deadline - monotonic()))
