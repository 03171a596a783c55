"""Simulated years on a page: the indicators of each policy, what differs from by hand, who waits."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from rich.table import Table

from solver.french import plural
from solver.simulate import POLICIES, Outcome, paired, runs_frame, summary, waits_frame

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

_REFERENCE: Final = "first-come"

Write = Callable[[float], str]


def number(value: float) -> str:
    """Write a number with one decimal and a comma."""
    return f"{value:.1f}".replace(".", ",")


def fine(value: float) -> str:
    """Write a number with two decimals and a comma."""
    return f"{value:.2f}".replace(".", ",")


def share(value: float) -> str:
    """Write a share as a percentage."""
    return f"{100 * value:.0f} %"


INDICATORS: Final[dict[str, tuple[str, Write]]] = {
    "notices": ("Demandes d'accueil", number),
    "pupils": ("Élèves accueillis", number),
    "girls": ("– dont filles", number),
    "boys": ("– dont garçons", number),
    "hosted": ("Séjours", number),
    "unplaced": ("Demandes restées sans place", number),
    "declined": ("Familles qui refusent", number),
    "withdrawn": ("Désistements", number),
    "carried": ("Demandes reportées après l'année", number),
    "wait_mean": ("Attente moyenne, en semaines", fine),
    "wait_p90": ("Attente de neuf sur dix, au plus", number),
    "wait_worst": ("La plus longue attente", number),
    "group_size": ("Élèves par groupe", number),
    "cohesion": ("Déséquilibre d'un groupe, en points", fine),
    "seats_used": ("Places occupées", share),
    "core_covered": ("Ateliers essentiels tenus", share),
    "other_covered": ("Autres ateliers tenus", share),
    "hours": ("Heures d'atelier", number),
    "budget_used": ("Budget de séances le plus entamé", share),
    "changed_families": ("Familles dont la semaine dite change", number),
    "changed_sessions": ("Séances publiées qui changent", number),
}
"""The indicators that a person reads, in order: name and way of writing."""

_COMPARED: Final = ("unplaced", "hosted", "wait_mean", "wait_worst", "cohesion", "core_covered")
_GROUPS: Final = {"gender": "Sexe", "level": "Niveau", "college": "Collège"}
_GENDERS: Final = {"F": "filles", "M": "garçons"}


def print_simulation(console: "Console", outcomes: Sequence[Outcome]) -> None:
    """Print what the runs that succeeded say."""
    runs = runs_frame(outcomes)
    runs = runs[runs["error"].isna()]
    if runs.empty:
        console.print("Aucune année n'a pu être simulée.")
        return
    policies = list(dict.fromkeys(runs["policy"]))
    seeds = runs["seed"].nunique()
    console.print(
        f"{plural(seeds, 'année simulée', 'années simulées')} – données inventées", style="bold"
    )
    console.print()
    _print_indicators(console, summary(runs), policies, seeds)
    _print_legend(console, policies, seeds)
    if _REFERENCE in policies and len(policies) > 1:
        _print_compared(console, paired(runs, policy=_REFERENCE), seeds)
    _print_waits(console, waits_frame(outcomes), policies)


def _print_indicators(
    console: "Console", means: "pd.DataFrame", policies: Sequence[str], seeds: int
) -> None:
    table = _table("", policies)
    cells = {(row["policy"], row["indicator"]): row for row in means.to_dict("records")}
    for indicator, (label, write) in INDICATORS.items():
        line = []
        for policy in policies:
            row = cells.get((policy, indicator))
            if row is None:
                line.append("–")
            elif seeds == 1:
                line.append(write(row["mean"]))
            else:
                line.append(f"{write(row['mean'])}\n[{write(row['low'])} ; {write(row['high'])}]")
        table.add_row(label, *line)
    console.print(table)


def _print_legend(console: "Console", policies: Sequence[str], seeds: int) -> None:
    for policy in policies:
        console.print(f"  {POLICIES[policy].title} : {POLICIES[policy].label}.", markup=False)
    if seeds > 1:
        console.print(
            "Entre crochets : où se trouve la moyenne, avec 95 % de confiance, d'après ces années.",
            markup=False,
        )
    console.print()


def _print_compared(console: "Console", differences: "pd.DataFrame", seeds: int) -> None:
    console.print("Par rapport à la main, dans les mêmes années", style="bold")
    for indicator in _COMPARED:
        label, write = INDICATORS[indicator]
        console.print(f"  {label}")
        for row in differences[differences["indicator"] == indicator].to_dict("records"):
            between = (
                f" [{_signed(write, row['low'])} ; {_signed(write, row['high'])}]"
                if seeds > 1
                else ""
            )
            no_more = f", pas plus dans {share(row['no_higher'])} des années" if seeds > 1 else ""
            line = f"    {POLICIES[row['policy']].title} : {_signed(write, row['mean'])}{between}{no_more}"
            console.print(line, markup=False)
    console.print()


def _print_waits(console: "Console", waits: "pd.DataFrame", policies: Sequence[str]) -> None:
    table = _table("Attente moyenne, en semaines", policies)
    means = waits.groupby(["by", "value", "policy"])["wait_mean"].mean()
    for by, label in _GROUPS.items():
        for value in dict.fromkeys(waits[waits["by"] == by]["value"]):
            name = _GENDERS.get(value, value) if by == "gender" else value
            line = []
            for policy in policies:
                mean = float(means.get((by, value, policy), float("nan")))
                line.append("–" if mean != mean else fine(mean))
            table.add_row(f"{label} : {name or 'inconnu'}", *line)
    console.print(table)


def _table(title: str, policies: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(title)
    for policy in policies:
        table.add_column(POLICIES[policy].title, justify="right")
    return table


def _signed(write: Write, value: float) -> str:
    """Write a difference with its sign."""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{write(abs(value))}"
