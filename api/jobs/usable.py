"""What is wrong with a question before anybody searches: said at once, not by a job that fails."""

from collections.abc import Iterator

from api.jobs.questions import Explain, Propose, Question, Replan, Try
from solver.decide.events import Events
from solver.decide.known import unknown_in_plan, unknown_pupil, unusable_week, without_content
from solver.decide.repairable import refuse_unusable
from solver.french_errors import at_most_fifty, printable
from solver.instance import Instance
from solver.problems import InputError, Problem
from solver.references import find_problems


def problems_of(instance: Instance, question: Question) -> list[Problem]:
    """Find what makes a question impossible to work on; each problem names the field it is about."""
    problems = at_most_fifty(find_problems(instance))
    return problems or [
        problem._replace(path=problem.path.removeprefix("--"))
        for problem in at_most_fifty(_asked(instance, question))
    ]


def events_of(question: Replan) -> Events:
    """Give what happened, as the solver reads it."""
    return Events(
        absent=question.absent,
        away=question.away,
        conflicts=question.conflicts,
        urgent=question.urgent,
    )


def _asked(instance: Instance, question: Question) -> Iterator[Problem]:
    if isinstance(question, Propose):
        yield from unusable_week(instance, question.week)
    elif isinstance(question, Explain) and question.pupil is not None:
        yield from _pupil(instance, question.pupil)
    elif isinstance(question, Try):
        yield from _pupil(instance, question.pupil)
        if question.plan is not None:
            yield from without_content(question.plan, "déplacer")
            yield from unknown_in_plan(instance, question.plan)
    elif isinstance(question, Replan):
        yield from _repair(instance, question)


def _pupil(instance: Instance, pupil: str) -> Iterator[Problem]:
    if pupil not in instance.pupils_by_id:
        yield Problem("pupil", unknown_pupil(printable(pupil)))


def _repair(instance: Instance, question: Replan) -> Iterator[Problem]:
    try:
        refuse_unusable(instance, question.plan, question.week, events_of(question))
    except InputError as error:
        yield from error.problems
