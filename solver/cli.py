"""The console script `daeet`: its commands, its exit codes, and how it ends when things go wrong.

Exit codes, as `docs/contract.md` lists them: 0 done, 1 violations found, 2 bad input and nothing
written, 3 infeasible, 4 out of time with no plan. Beyond them: 70 a fault of the program's own,
74 an answer that could not be written, 130 interrupted.
"""

import os
import sys
from typing import Annotated, Final

import typer
from typer._click.exceptions import UsageError

from solver import __version__
from solver.commands.check import check
from solver.commands.generate import generate
from solver.commands.plan import plan
from solver.commands.weeks import weeks
from solver.french_cli import PROGRAM, FrenchCommand, FrenchGroup, french_usage_error
from solver.output import OutputError, answer, speak_utf8, tell
from solver.problems import InputError

BAD_INPUT: Final = 2
INTERNAL_ERROR: Final = 70
NO_OUTPUT: Final = 74
INTERRUPTED: Final = 130

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
    ("check", check, "Vérifier un plan : les règles et le score."),
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
    except KeyboardInterrupt:
        exit_code = INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last resort: nobody is shown a traceback
        return _internal_error(error)
    if exit_code == INTERRUPTED:
        # Typer turns Ctrl-C into this exit code. Answers and files are written last.
        tell("Interrompu. Rien n'a été écrit.")
    return exit_code or 0


def _internal_error(error: Exception) -> int:
    if os.environ.get(DEBUG):
        raise error
    tell("Erreur interne du programme. Ce n'est pas votre faute : signalez-la s'il vous plaît.")
    tell(f"Détail technique : {type(error).__name__} {error}")
    return INTERNAL_ERROR


if __name__ == "__main__":
    main()
