"""The console script `daeet`: its commands, and how it ends when things go wrong."""

import os
import sys
from typing import Annotated, Final

import typer
from typer._click.exceptions import UsageError

from solver import __version__
from solver.commands.check import check
from solver.commands.explain import explain
from solver.commands.generate import generate
from solver.commands.plan import plan
from solver.commands.propose import propose
from solver.commands.replan import replan
from solver.commands.simulate import simulate
from solver.commands.try_move import try_move
from solver.commands.value import value
from solver.commands.weeks import weeks
from solver.exit_codes import BAD_INPUT, DONE, INTERNAL_ERROR, INTERRUPTED, NO_OUTPUT
from solver.french_cli import PROGRAM, FrenchCommand, FrenchGroup, french_usage_error
from solver.output import OutputError, StoppedError, answer, speak_utf8, tell
from solver.problems import InputError

DEBUG: Final = "DAEET_DEBUG"
"""With this environment variable set, a fault of the program shows where it happened."""

app = typer.Typer(
    cls=FrenchGroup,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        answer(f"{PROGRAM} {__version__}\n")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_show_version, help="Afficher la version."
        ),
    ] = False,
) -> None:
    """Composer les groupes d'élèves exclus temporairement et placer leurs ateliers, avec preuve."""


for _name, _run, _short_help in (
    ("plan", plan, "Le meilleur plan, avec sa preuve."),
    ("propose", propose, "Plusieurs groupes différents pour une semaine."),
    ("explain", explain, "Pourquoi un élève attend, et ce qui aiderait."),
    ("check", check, "Vérifier un plan : les règles et le score."),
    ("try", try_move, "Essayer un déplacement : tient-il, que change-t-il ?"),
    ("replan", replan, "Réparer un plan publié, en dérangeant le moins possible."),
    ("value", value, "Ce qu'apporterait une place, un groupe, une demi-journée."),
    ("simulate", simulate, "Une année simulée, et ce qui changerait."),
    ("weeks", weeks, "Les semaines scolaires, les fermetures, les jours perdus."),
    ("generate", generate, "Inventer une situation (données inventées)."),
):
    app.command(_name, cls=FrenchCommand, short_help=_short_help)(_run)


def main() -> None:
    """Run the command line and end the process with its exit code."""
    speak_utf8()
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and give its exit code; whatever goes wrong is said in French."""
    try:
        exit_code = app(arguments or ["--help"], prog_name=PROGRAM, standalone_mode=False)
    except InputError as error:
        tell(str(error))
        return BAD_INPUT
    except UsageError as error:
        tell(french_usage_error(error, arguments))
        return BAD_INPUT
    except OutputError as error:
        tell(str(error))
        return NO_OUTPUT
    except StoppedError as stopped:
        tell(str(stopped))
        return INTERRUPTED
    except KeyboardInterrupt:
        exit_code = INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last resort: nobody is shown a traceback
        if not _was_interrupted(error):
            return _internal_error(error)
        exit_code = INTERRUPTED
    if exit_code == INTERRUPTED:
        # Typer turns Ctrl-C into this exit code. Answers and files are written last.
        tell("Interrompu. Rien n'a été écrit.")
    return exit_code or DONE


def _was_interrupted(error: BaseException | None) -> bool:
    """Tell whether Ctrl-C is behind an error: while modules load, Python wraps it in another."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def _internal_error(error: Exception) -> int:
    from solver.checked import PlanRefused

    if isinstance(error, PlanRefused):
        tell("Erreur interne : le plan trouvé enfreint une règle. Il n'est ni montré ni écrit.")
        for violation in error.violations:
            tell(f"{violation.rule} : {violation.message}")
        return INTERNAL_ERROR
    if os.environ.get(DEBUG):
        raise error
    tell("Erreur interne du programme. Ce n'est pas votre faute : signalez-la s'il vous plaît.")
    tell(f"Détail technique : {type(error).__name__} {error}")
    return INTERNAL_ERROR


if __name__ == "__main__":
    main()
