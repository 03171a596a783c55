"""Putting a model together: variables, then every rule, then the levels of the score."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from solver.concessions import Concession
from solver.instance import Instance
from solver.model.choices import SessionChoice, session_choices
from solver.model.groups import GROUP_RULES, GroupModel
from solver.model.levels import LEVEL_TERMS, PUPIL_LEVELS, LevelTerm
from solver.model.places import Places, allowed_places
from solver.model.posting import Posting
from solver.model.sessions import SESSION_RULES
from solver.model.variables import Variables
from solver.rules import Level, RuleId


@dataclass(frozen=True)
class Written:
    """A model with its rules, its variables, and the levels that can be minimised on it."""

    posting: Posting
    variables: Variables
    terms: Mapping[Level, LevelTerm]

    def copy(self) -> "Written":
        """Give the same model, to be asked something of its own."""
        return replace(self, posting=self.posting.copy())


class Models:
    """The models of an instance, each written when it is first asked for.

    `shared` models answer several questions, each on a copy. `concessions` are those that a
    question may allow. Deadlines are of `time.monotonic`; what could not be written in time is None.
    """

    def __init__(
        self, instance: Instance, concessions: Collection[Concession] = (), *, shared: bool = False
    ) -> None:
        self.instance = instance
        self.places = allowed_places(instance)
        self.choices = session_choices(instance)
        self._concessions = concessions
        self._shared = shared
        self._weeks: Written | None = None
        self._whole: Written | None = None

    def weeks(self, deadline: float) -> Written | None:
        """Write who comes in which week."""
        if self._weeks is None:
            posting = Posting(deadline, concessions=self._concessions)
            variables = build_weeks(posting, self.instance, self._open_places())
            self._weeks = self._written(posting, variables, PUPIL_LEVELS)
        return self._own(self._weeks)

    def whole(self, deadline: float) -> Written | None:
        """Write groups and timetable together."""
        if self._whole is None:
            posting = Posting(deadline, concessions=self._concessions)
            variables = build_whole(posting, self.instance, self._open_places(), self.choices)
            self._whole = self._written(posting, variables, LEVEL_TERMS)
        return self._own(self._whole)

    def _open_places(self) -> Places:
        """Give the places; where bans may be lifted, a rule of the model forbids them."""
        if not self._concessions:
            return self.places
        ban: RuleId = "ban"
        return allowed_places(self.instance, without=[ban])

    def _written(
        self, posting: Posting, variables: Variables, levels: Collection[Level]
    ) -> Written | None:
        terms = {level: LEVEL_TERMS[level](posting, variables) for level in sorted(levels)}
        return None if posting.expired else Written(posting, variables, terms)

    def _own(self, written: Written | None) -> Written | None:
        return written.copy() if written is not None and self._shared else written


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
