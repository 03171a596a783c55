"""What a question adds to a model: goals beside the levels, who comes, how far, what is given up."""

from collections.abc import Mapping

from solver.model.build import Written
from solver.model.levels import PUPIL_LEVELS, LevelTerm
from solver.model.posting import Literal, Posting, total
from solver.model.variables import Variables
from solver.question import Distance, Goal, Question, Told, told_as

PUPIL_GOALS: frozenset[Goal] = frozenset({*PUPIL_LEVELS, "families", "others"})
"""The goals that depend on who comes when, not on who is with whom."""


def goal_term(goal: Goal, written: Written, question: Question) -> LevelTerm:
    """Write a goal as an expression to minimise."""
    told, variables = question.told, written.variables
    if goal == "families":
        return _changed(goal, variables, told.weeks)
    if goal == "others":
        return _changed(goal, variables, told.others)
    if goal == "practitioners":
        return _practitioners(variables, told)
    if goal == "concessions":
        return _concessions(written.posting, question.allowance.most)
    return written.terms[goal]


def post_question(written: Written, question: Question) -> None:
    """Post what a question asks of the plan itself."""
    posting, variables = written.posting, written.variables
    for place in question.required:
        hosted = variables.hosted.get((place.pupil, place.week))
        posting.model.add_bool_or([] if hosted is None else [hosted])
    if posting.concessions is not None:
        posting.concessions.restrict(posting.model, question.allowance)
    if question.distance is not None:
        _keep_distance(posting, variables, question.distance)


def _changed(goal: Goal, variables: Variables, planned: Mapping[str, str | None]) -> LevelTerm:
    """Count the pupils whose week is not the one planned; where that is none, any week is not."""
    same: list[Literal] = []
    changed: list[Literal] = []
    lost = 0
    for pupil, week in planned.items():
        weeks = variables.weeks_of.get(pupil, {})
        if week is None:
            changed.extend(weeks.values())
        elif week in weeks:
            same.append(weeks[week])
        else:
            lost += 1
    expression = total(changed) - total(same) + len(same) + lost
    return LevelTerm(goal, expression, lost, len(planned))


def _practitioners(variables: Variables, told: Told) -> LevelTerm:
    """Count the sessions told that no group of the week has any more."""
    wanted = {told_as(session) for session in told.sessions}
    kept = [
        literal
        for group, held in variables.held.items()
        for choice, literal in held.items()
        if told_as(choice.as_session(group)) in wanted
    ]
    most = len(told.sessions)
    return LevelTerm("practitioners", most - total(kept), 0, most)


def _concessions(posting: Posting, most: int) -> LevelTerm:
    """Sum the burdens of the concessions made."""
    if posting.concessions is None:
        return LevelTerm("concessions", 0, 0, 0)
    literals = posting.concessions.literals
    heaviest = sorted((made.burden for made in literals), reverse=True)
    high = sum(heaviest[:most])
    expression = sum(made.burden * literal for made, literal in literals.items())
    return LevelTerm("concessions", expression, 0, high)


def _keep_distance(posting: Posting, variables: Variables, distance: Distance) -> None:
    """Post that the pupils hosted in a week differ enough from each of some sets."""
    coming = {
        pupil: weeks[distance.week]
        for pupil, weeks in variables.weeks_of.items()
        if distance.week in weeks
    }
    for other in distance.hosted:
        left = [coming[pupil] for pupil in other if pupil in coming]
        joined = [literal for pupil, literal in coming.items() if pupil not in other]
        posting.model.add(total(joined) + len(other) - total(left) >= distance.least)
