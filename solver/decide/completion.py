"""What the best completion of a move would be: the best plan with the pupil in that week."""

from time import monotonic

from solver.checked import checked
from solver.decide.forced import force, left, score_is_proven, what_forbids, with_pin
from solver.decide.moved import moves_said
from solver.decide.records import LevelChange, Move, level_changes, moves_between
from solver.decide.words import price
from solver.draft import Draft
from solver.french import lower_first
from solver.instance import Instance, Record
from solver.plan import Plan, Reason
from solver.solve import DEFAULT_OPTIONS, SolveOptions, plan_of


class Completion(Record):
    """The best plan with a pupil in a week, against a given plan; or what forbids it.

    `score` holds the levels that differ, `moves` the other pupils whose week does, as few as
    possible among equally good plans.
    """

    possible: bool
    proven: bool
    because: tuple[Reason, ...] = ()
    score: tuple[LevelChange, ...] = ()
    moves: tuple[Move, ...] = ()
    plan: Plan | None = None
    message: str


def complete(
    instance: Instance, plan: Plan, pupil: str, week: str, options: SolveOptions = DEFAULT_OPTIONS
) -> Completion | None:
    """Complete a move as well as possible; None where the time ran out before any answer.

    Expects known ids in the plan. Raises PlanRefused where the checker refuses the completion.
    """
    moving = instance.pupils_by_id[pupil]
    deadline = monotonic() + options.time_limit
    reasons = what_forbids(instance, moving, week, options)
    if reasons is not None:
        why = " ".join(each.message for each in reasons)
        message = f"Aucun plan ne permet ce déplacement. {why}"
        return Completion(possible=False, proven=True, because=reasons, message=message)
    before = Draft(instance, plan.admissions, plan.sessions)
    answer = force(instance, before, moving, week, left(options, deadline))
    if answer.draft is None:
        return None
    completed = checked(with_pin(instance, moving, week), plan_of(answer))
    score = tuple(level_changes(before.score, answer.draft.score))
    moves = tuple(m for m in moves_between(before, answer.draft) if m.pupil != pupil)
    proven = score_is_proven(answer)
    return Completion(
        possible=True,
        proven=proven,
        score=score,
        moves=moves,
        plan=completed,
        message=_message(score, moves, proven=proven),
    )


def _message(score: tuple[LevelChange, ...], moves: tuple[Move, ...], *, proven: bool) -> str:
    best = "Le meilleur plan qui contient ce déplacement"
    said = [*moves_said(moves), *(price(score) if score else ["Le score reste le même."])]
    start = f"{best} :" if proven else f"{best}, d'après ce que le temps a permis :"
    # A pupil's code keeps its capital.
    first = said[0] if moves else lower_first(said[0])
    return " ".join([start, first, *said[1:]])
