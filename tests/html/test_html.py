"""HTML for notebooks: whole, well formed, escaped, without a script, on light and on dark."""

from html.parser import HTMLParser
from xml.etree.ElementTree import Element, fromstring

import pytest

from solver.decide.explain import explain, explain_all
from solver.decide.propose import Proposals, propose
from solver.decide.value import value
from solver.generate import generate_next_week
from solver.html.elements import INVENTED
from solver.instance import Instance
from solver.plan import Plan, Reason
from solver.problems import InputError
from solver.solve import solve
from tests.build import W48, W49, admit, complete_plan, instance, pupil, session, teacher, workshop

NASTY = "<script>alert('x')</script> & \"<b>\" 'é'"


@pytest.fixture(scope="module")
def week() -> Instance:
    return generate_next_week()


@pytest.fixture(scope="module")
def plan(week: Instance) -> Plan:
    return solve(week)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.named: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.add(tag)
        self.named.update(name for name, _ in attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def parsed(html: str) -> Element:
    """Read a piece of HTML that must be well formed for both a browser and an XML reader, and safe."""
    tags = _Tags()
    tags.feed(html)
    tags.close()
    assert tags.open == []
    assert not tags.seen & {"script", "style", "link", "img", "iframe", "a"}
    assert tags.named <= {"style", "lang", "scope", "rowspan", "colspan"}
    assert "url(" not in html
    return fromstring(html)  # noqa: S314 - our own text, and what is tested


def text(html: str) -> str:
    return " ".join(" ".join(parsed(html).itertext()).split())


def cells(html: str) -> list[tuple[str, int]]:
    """Give the sessions drawn, as the workshop's name and how many slots its cell spans."""
    return [
        (str(cell.findtext("strong")), int(cell.get("rowspan", "1")))
        for cell in parsed(html).iter("td")
        if cell.get("rowspan") and cell.find("strong") is not None
    ]


class TestPlan:
    def test_every_pupil_and_every_session_of_every_week_is_there(
        self, week: Instance, plan: Plan
    ) -> None:
        html = plan.show(week).html
        said = text(html)
        assert all(f"{known.id} " in said for known in week.pupils)
        held = [week.workshops_by_id[session.workshop] for session in plan.sessions]
        assert sorted(cells(html)) == sorted((known.name, known.length) for known in held)
        assert "Ce plan est prouvé" in said

    def test_several_groups_in_a_week_and_pupils_left_out(self) -> None:
        late = [pupil(code, latest="2026-W51") for code in ("P04", "P05")]
        of = instance(
            *(pupil(code) for code in ("P01", "P02", "P03")),
            *late,
            capacity=1,
            groups_per_week=2,
            bans=[{"pupil": "P03", "week": week} for week in (W48, W49)],
            workshops=[workshop("a")],
            teachers=[teacher("t", "a")],
        )
        chosen = [admit("P01", W48, 1), admit("P02", W48, 2)]
        held = [session(W48, "a", "t", start, n) for n, start in ((1, "tue-1"), (2, "tue-2"))]
        plan = complete_plan(of, chosen, held)
        html = plan.show(of).html
        assert {entry.outcome for entry in plan.not_admitted} == {"unplaced", "carried-over"}
        said = text(html)
        assert all(f"{known.id} " in said for known in of.pupils)
        assert "Groupe 1 : 1 élève" in said
        assert "Groupe 2 : 1 élève" in said
        assert len(cells(html)) == 2

    def test_a_session_stands_under_its_day_for_as_many_slots_as_it_lasts(self) -> None:
        of = instance(
            pupil("P01"),
            workshops=[workshop("a", length=2), workshop("b")],
            teachers=[teacher("t", "a", "b")],
        )
        held = [session(W48, "a", "t", "tue-1"), session(W48, "b", "t", "fri-4")]
        html = complete_plan(of, [admit("P01", W48)], held).show(of).html
        grid = next(
            each
            for each in parsed(html).iter("table")
            if each.find("thead/tr/th/strong") is not None
        )
        heads = [str(th.findtext("strong")) for th in grid.iterfind("thead/tr/th")]
        assert heads == ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi"]
        first, second, _pause, _third, fourth = grid.iterfind("tbody/tr")
        assert [td.get("rowspan") for td in first.iterfind("td")] == ["2"] * 5
        assert first.findall("td")[1].findtext("strong") == "Atelier a"
        assert second.findall("td") == []
        assert fourth.findall("td")[-1].findtext("strong") == "Atelier b"

    def test_it_opens_on_the_week_asked_for(self, week: Instance, plan: Plan) -> None:
        assert text(plan.show(week).html).startswith("Semaine du 23 novembre 2026")
        assert text(plan.show(week, W49).html).startswith("Semaine du 30 novembre 2026")
        with pytest.raises(InputError, match="hors de la période"):
            plan.show(week, "2025-W10")

    def test_by_itself_it_says_codes_and_workshops(self, plan: Plan) -> None:
        said = text(plan._repr_html_())
        assert all(entry.pupil in said for entry in plan.admissions)
        assert sum(said.count(f"({held.teacher})") for held in plan.sessions) >= len(plan.sessions)

    def test_why_there_is_no_plan(self, week: Instance) -> None:
        why = Reason(rule="pin", subjects=("P01", W48), message="P01 est fixé deux fois.")
        none = Plan(status="infeasible", reasons=(why,))
        for html in (none._repr_html_(), none.show(week).html):
            assert "P01 est fixé deux fois." in text(html)
        assert "Le temps a manqué" in text(Plan(status="unknown")._repr_html_())

    def test_a_plan_of_another_instance_is_refused(self) -> None:
        stranger = Plan(status="feasible", admissions=(admit("P09", W48),))
        with pytest.raises(InputError, match="P09"):
            stranger.show(instance(pupil("P01")))


class TestSafe:
    def test_whatever_is_written_in_an_instance_stays_text(self) -> None:
        of = instance(
            pupil("P<1>", motives=[NASTY]),
            pupil("P02", motives=[NASTY]),
            workshops=[workshop("a") | {"name": NASTY}],
            teachers=[teacher("t", "a") | {"name": NASTY}],
            policy={"motive_weights": {NASTY: 3}},
        )
        of = of.model_copy(
            update={"colleges": tuple(c.model_copy(update={"name": NASTY}) for c in of.colleges)}
        )
        plan = solve(of)
        for html in (plan.show(of).html, plan._repr_html_()):
            assert "P<1>" in text(html)
        assert NASTY in text(plan.show(of).html)

    def test_what_cannot_be_printed_is_shown_escaped(self) -> None:
        why = Reason(rule="pin", subjects=(), message="a\x00b\u202ec")
        said = text(Plan(status="infeasible", reasons=(why,))._repr_html_())
        assert "a\\x00b\\u202ec" in said

    def test_colours_come_from_the_page_around(self, week: Instance, plan: Plan) -> None:
        """Text without a colour of its own, on tints that let the page through: light or dark."""
        styles = [each.get("style", "") for each in parsed(plan.show(week).html).iter()]
        rules = [rule.strip() for style in styles for rule in style.split(";")]
        assert {r for r in rules if r.startswith("color")} == {"color: inherit"}
        grounds = {r for r in rules if r.startswith("background")}
        assert grounds
        assert all("rgba(" in r or r == "background: none" for r in grounds)


class TestInvented:
    def test_invented_data_say_so_and_others_do_not(self, week: Instance, plan: Plan) -> None:
        assert INVENTED in text(plan.show(week).html)
        for shown in (propose(week, plan, W48, count=1), value(week), explain_all(week, plan)):
            assert INVENTED in text(shown.show(week).html)
        of = instance(pupil("P01"))
        assert INVENTED not in text(solve(of).show(of).html)


class TestDecisions:
    def test_proposals_with_whom_they_host_and_what_they_cost(
        self, week: Instance, plan: Plan
    ) -> None:
        found = propose(week, plan, W48)
        html = found._repr_html_()
        cards = list(parsed(html).iter("section"))
        for card, proposal in zip(cards, found.proposals, strict=True):
            said = "".join(card.itertext())
            assert proposal.name in said
            assert all(each in said for each in (*proposal.strengths, *proposal.costs))
            codes = {span.findtext("strong") or span.text for span in card.iterfind("p/span")}
            assert {e.pupil for e in proposal.plan.admissions if e.week == W48} <= codes

    def test_no_proposal_says_why(self) -> None:
        why = Reason(rule="pin", subjects=("P01", W48), message="P01 est fixé deux fois.")
        none = Proposals(proposals=(), exhausted=True, reasons=(why,))
        assert "P01 est fixé deux fois." in text(none._repr_html_())

    def test_a_reason_with_what_would_help(self, week: Instance, plan: Plan) -> None:
        explanation = explain(week, plan, "P07", W48)
        assert explanation is not None
        said = text(explanation._repr_html_())
        assert explanation.message in said
        assert explanation.repairs
        assert all(repair.message in said for repair in explanation.repairs)

    def test_every_addition_is_said(self, week: Instance) -> None:
        found = value(week)
        said = text(found._repr_html_())
        assert all(each.message in said for each in found.values)
