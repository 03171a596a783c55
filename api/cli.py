"""The console script `daeet`: the solver's commands, and those of the service.

Nothing of the service is loaded until one of its commands runs, so the others start as fast as ever.
"""

from typing import Final

from api.commands.backup import backup
from api.commands.doctor import doctor
from api.commands.restore import restore
from api.commands.serve import serve
from api.commands.upkeep import upkeep
from api.commands.user import user
from solver import cli
from solver.french_cli import FrenchCommand

app: Final = cli.app
app.command("serve", cls=FrenchCommand, short_help="Lancer le service.")(serve)
app.command("backup", cls=FrenchCommand, short_help="Sauvegarder la base du service.")(backup)
app.command("restore", cls=FrenchCommand, short_help="Remettre une sauvegarde en place.")(restore)
app.command("upkeep", cls=FrenchCommand, short_help="Effacer ce qui est arrivé à son terme.")(
    upkeep
)
app.command("doctor", cls=FrenchCommand, short_help="Dire ce qui n'est pas sûr.")(doctor)
app.add_typer(user, name="user", short_help="Les comptes du service.")

main: Final = cli.main


if __name__ == "__main__":
    main()
