"""The decisions of a plan as CP-SAT variables: who is in which group, which sessions take place."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from solver.instance import Instance
from solver.model.choices import SessionChoice
from solver.model.places import Places
from solver.model.posting import Literal, Posting
from solver.score import Group


class Variables:
    """Places and sessions as literals.

    `hosted[pupil, week]` says that a pupil comes in a week, `member[pupil, group]` in which group,
    `used[group]` that the group is not empty, `held[group][choice]` that it has that session.
    With one group a week, `hosted` and `member` are the same literals.
    """

    def __init__(
        self,
        posting: Posting,
        instance: Instance,
        places: Places,
        groups_of_week: Callable[[str], int],
    ) -> None:
        self.instance = instance
        self.hosted: dict[tuple[str, str], Literal] = {}
        self.member: dict[tuple[str, Group], Literal] = {}
        self.used: dict[Group, Literal] = {}
        self.held: dict[Group, dict[SessionChoice, Literal]] = {}
        self.members_of: defaultdict[Group, dict[str, Literal]] = defaultdict(dict)
        self.weeks_of: defaultdict[str, dict[str, Literal]] = defaultdict(dict)
        # A seat may be added where the search may make concessions.
        self.most_in_group = instance.capacity + (posting.concessions is not None)
        self._groups_of_week: dict[str, list[Group]] = {}
        model = posting.model
        for week, pupils in places.items():
            groups = [(week, number) for number in range(1, groups_of_week(week) + 1)]
            self._groups_of_week[week] = groups
            for pupil in pupils:
                if not posting.in_time():
                    return
                hosted = model.new_bool_var("")
                self.hosted[pupil, week] = self.weeks_of[pupil][week] = hosted
                for group in groups:
                    member = hosted if len(groups) == 1 else model.new_bool_var("")
                    self.member[pupil, group] = self.members_of[group][pupil] = member
                if len(groups) > 1:
                    model.add(sum(self.member[pupil, group] for group in groups) == hosted)
            for group in groups:
                self._mark_used(posting, group)
            self._number_without_gaps(posting, groups)

    def _mark_used(self, posting: Posting, group: Group) -> None:
        members = self.members_of[group]
        if not members:
            return
        self.used[group] = used = posting.model.new_bool_var("")
        posting.model.add_bool_or([*members.values(), used.negated()])
        for member in members.values():
            posting.model.add_implication(member, used)

    def _number_without_gaps(self, posting: Posting, groups: list[Group]) -> None:
        """Leave the last groups of a week empty, not the first: one numbering of many equal ones."""
        for before, after in pairwise(group for group in groups if group in self.used):
            posting.model.add_implication(self.used[after], self.used[before])

    def groups_both_may_join(self, one: str, other: str) -> Iterator[Group]:
        """Give the groups in which two pupils could meet."""
        for week in self.weeks_of[one]:
            if week in self.weeks_of[other]:
                yield from self._groups_of_week[week]

    def add_sessions(
        self, posting: Posting, choices: Mapping[str, Sequence[SessionChoice]]
    ) -> None:
        """Add a literal for each session that each group of a week could have."""
        for group in self.used:
            self.held[group] = held = {}
            for choice in choices[group[0]]:
                if not posting.in_time():
                    return
                held[choice] = posting.model.new_bool_var("")
