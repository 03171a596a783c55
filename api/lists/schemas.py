"""The fixed lists as they are shown."""

from api.notices.motives import MotiveCode
from api.notices.reasons import Kind, ReasonCode
from solver.instance import Record


class Motive(Record):
    """A motive of an exclusion, and its words."""

    code: MotiveCode
    label: str


class Reason(Record):
    """A reason for a deferral, a refusal or a withdrawal, and its words."""

    code: ReasonCode
    label: str
    kinds: tuple[Kind, ...]
