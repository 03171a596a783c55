"""What ends a simulated year before its end."""


class NoPlan(Exception):  # noqa: N818 - named for what happened
    """The solver found no plan for a week of the year, or no proven bound: the time ran out."""
