"""First come, first served: how groups are composed by hand, as a policy to compare with."""

from collections.abc import Sequence

from solver.decide.events import Events, after_events
from solver.greedy import with_greedy_sessions
from solver.group_filler import GroupFiller
from solver.instance import Instance
from solver.model.choices import session_choices
from solver.model.places import allowed_places
from solver.plan import Plan, Session
from solver.simulate.years import Year
from solver.weeks import week_number


class FirstCome:
    """Fills the coming week in the order in which notices came, with whoever the rules let in.

    Sessions take the first slots that fit. On Monday those who are there stay, a free seat goes to the
    next in line who can come, and sessions stay where they can.
    """

    weeks = 1
    tells = 1
    kept = 0

    def __init__(self, year: Year) -> None:
        in_order = sorted(year.notices, key=lambda n: (week_number(n.received), n.pupil.id))
        self._line = [notice.pupil.id for notice in in_order]

    def plan(self, week: str, instance: Instance) -> Plan:
        """Fill the week from the waiting line."""
        return self._compose(week, instance, (), ())

    def repair(self, week: str, instance: Instance, plan: Plan, events: Events) -> Plan:
        """Fill the seats that are free on Monday."""
        after = after_events(instance, events, week)
        there = [a.pupil for a in plan.admissions if a.pupil not in events.absent]
        return self._compose(week, after, there, plan.sessions)

    def _compose(
        self, week: str, instance: Instance, there: Sequence[str], planned: Sequence[Session]
    ) -> Plan:
        filler = GroupFiller(instance)
        for code in there:
            filler.put_in_week(instance.pupils_by_id[code], week)
        can_come = set(allowed_places(instance)[week]).difference(there)
        for code in self._line:
            if code in can_come:
                filler.put_in_week(instance.pupils_by_id[code], week)
        choices = session_choices(instance)
        kept = {(s.workshop, s.teacher, s.start) for s in planned}
        choices[week].sort(key=lambda c: (c.workshop, c.teacher, str(c.start)) not in kept)
        return with_greedy_sessions(instance, filler.admissions(), choices).to_plan("feasible", {})
