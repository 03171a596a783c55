"""Putting a model together: variables, then every rule; the levels are added by who minimises."""

from collections.abc import Collection

from solver.instance import Instance
from solver.model.choices import session_choices
from solver.model.groups import GROUP_RULES, GroupModel
from solver.model.places import allowed_places
from solver.model.posting import Posting
from solver.model.sessions import SESSION_RULES
from solver.model.variables import Variables
from solver.rules import RuleId


def build_whole(
    posting: Posting, instance: Instance, without: Collection[RuleId] = ()
) -> Variables:
    """Post groups and timetable together: every hard rule, save those of `without`."""
    groups = instance.groups_per_week
    places = allowed_places(instance, without)
    variables = Variables(posting, instance, places, lambda _week: groups)
    for post_groups in GROUP_RULES.values():
        post_groups(GroupModel(posting, variables))
    variables.add_sessions(posting, session_choices(instance, without))
    for post_sessions in SESSION_RULES.values():
        post_sessions(posting, variables)
    return variables


def build_weeks(posting: Posting, instance: Instance) -> Variables:
    """Post who comes in which week, all groups of a week as one node and no timetable.

    With one group a week this is exact; with several it is a relaxation: a week's pupils may turn
    out not to split into groups.
    """
    variables = Variables(posting, instance, allowed_places(instance), lambda _week: 1)
    for post_groups in GROUP_RULES.values():
        post_groups(GroupModel(posting, variables, instance.groups_per_week))
    return variables
