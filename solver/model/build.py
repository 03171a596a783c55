"""Putting a model together: variables, then every rule; the levels are added by who minimises."""

from collections.abc import Mapping, Sequence

from solver.instance import Instance
from solver.model.choices import SessionChoice
from solver.model.groups import GROUP_RULES, GroupModel
from solver.model.places import Places
from solver.model.posting import Posting
from solver.model.sessions import SESSION_RULES
from solver.model.variables import Variables


def build_whole(
    posting: Posting,
    instance: Instance,
    places: Places,
    choices: Mapping[str, Sequence[SessionChoice]],
) -> Variables:
    """Post groups and timetable together, with every hard rule."""
    variables = Variables(posting, instance, places, lambda _week: instance.groups_per_week)
    _post_groups(GroupModel(posting, variables))
    variables.add_sessions(posting, choices)
    for post in SESSION_RULES.values():
        post(posting, variables)
    _close_concessions(posting)
    return variables


def build_weeks(posting: Posting, instance: Instance, places: Places) -> Variables:
    """Post who comes in which week, all groups of a week as one node and no timetable.

    With one group a week this is exact; with several it is a relaxation: a week's pupils may turn
    out not to split into groups.
    """
    variables = Variables(posting, instance, places, lambda _week: 1)
    _post_groups(GroupModel(posting, variables, instance.groups_per_week))
    _close_concessions(posting)
    return variables


def _close_concessions(posting: Posting) -> None:
    if posting.concessions is not None:
        posting.concessions.close()


def _post_groups(on: GroupModel) -> None:
    for post in GROUP_RULES.values():
        post(on)
