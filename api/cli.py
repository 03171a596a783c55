"""The console script `daeet`: the solver's commands, and those of the service.

Nothing of the service is loaded until one of its commands runs, so the others start as fast as ever.
"""

from typing import Final

from api.commands.serve import serve
from api.commands.user import user
from solver import cli
from solver.french_cli import FrenchCommand

app: Final = cli.app
app.command("serve", cls=FrenchCommand, short_help="Lancer le service.")(serve)
app.add_typer(user, name="user", short_help="Les comptes du service.")

main: Final = cli.main


if __name__ == "__main__":
    main()
