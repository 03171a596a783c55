"""Between CP-SAT's literals and a draft: reading what it found, telling it where to start."""

from collections.abc import Callable

from solver.concessions import Concession
from solver.draft import Draft
from solver.model.posting import Literal, Posting
from solver.model.variables import Variables
from solver.plan import Admission


def read_draft(posting: Posting, variables: Variables, holds: Callable[[Literal], bool]) -> Draft:
    """Read the groups, sessions and concessions whose literals hold."""
    return Draft(
        variables.instance,
        tuple(
            Admission(pupil=pupil, week=group[0], group=group[1])
            for (pupil, group), member in variables.member.items()
            if holds(member)
        ),
        tuple(
            choice.as_session(group)
            for group, held in variables.held.items()
            for choice, literal in held.items()
            if holds(literal)
        ),
        read_concessions(posting, holds),
    )


def read_concessions(posting: Posting, holds: Callable[[Literal], bool]) -> tuple[Concession, ...]:
    """Read the concessions whose literals hold."""
    literals = {} if posting.concessions is None else posting.concessions.literals
    return tuple(sorted(made for made, literal in literals.items() if holds(literal)))


def hint_draft(posting: Posting, variables: Variables, draft: Draft) -> None:
    """Let CP-SAT start from a draft, in place of any earlier one."""
    model = posting.model
    model.clear_hints()
    members = {(a.pupil, (a.week, a.group)) for a in draft.admissions}
    hosted = {(a.pupil, a.week) for a in draft.admissions}
    sessions = {
        (session.week, session.group, session.workshop, session.teacher, session.start)
        for session in draft.sessions
    }
    for key, literal in variables.member.items():
        model.add_hint(literal, key in members)
    for place, literal in variables.hosted.items():
        # With one group a week this literal is the member's, which has its hint already.
        if draft.instance.groups_per_week > 1:
            model.add_hint(literal, place in hosted)
    for group, literal in variables.used.items():
        model.add_hint(literal, group in draft.groups)
    for group, held in variables.held.items():
        for choice, literal in held.items():
            key_of = (*group, choice.workshop, choice.teacher, str(choice.start))
            model.add_hint(literal, key_of in sessions)
