"""`daeet user`: the accounts of the service. There is no default account and no default password."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from api.access.roles import ROLE_LABELS, Role
from solver.commands.arguments import AsJson
from solver.exit_codes import DONE
from solver.french_cli import FrenchCommand, FrenchGroup, FrenchUsageError
from solver.french_errors import printable
from solver.output import answer
from solver.problems import InputError, Problem

if TYPE_CHECKING:
    from api.storage.tables import Account
    from api.storage.work import Writing

user = typer.Typer(cls=FrenchGroup, add_completion=False, rich_markup_mode=None)

Login = Annotated[str, typer.Argument(metavar="IDENTIFIANT", help="Ce que la personne tape.")]
Ask = Annotated[
    bool, typer.Option("--ask", help="Demander le mot de passe au lieu d'en tirer un au hasard.")
]


@user.callback()
def _user() -> None:
    """Les comptes du service. Il n'y en a aucun d'avance."""


def add(
    login: Login,
    role: Annotated[
        Role, typer.Option("--role", metavar="RÔLE", help="referent, college, teacher ou analyst.")
    ],
    college: Annotated[
        str | None, typer.Option("--college", metavar="ID", help="Le collège du rôle college.")
    ] = None,
    teacher: Annotated[
        str | None,
        typer.Option("--teacher", metavar="ID", help="L'intervenant·e du rôle teacher."),
    ] = None,
    ask: Ask = False,
) -> int:
    """Créer un compte. Le mot de passe tiré au hasard n'est montré qu'une fois."""
    from api.accounts import upkeep

    _check_binding(role, college=college, teacher=teacher)
    if not upkeep.is_login(login):
        _refuse(f"« {printable(login)} » : il faut des minuscules, des chiffres, ou . @ _ -")
    password, hashed = _new_password(ask=ask)
    _change(
        login,
        lambda work: upkeep.add(work, login, role, hashed=hashed, college=college, teacher=teacher),
    )
    answer(f"Compte {login} créé, rôle : {ROLE_LABELS[role]}.\n{_once(password)}")
    return DONE


def reset(login: Login, ask: Ask = False) -> int:
    """Donner un nouveau mot de passe, et fermer les sessions et les jetons du compte."""
    from api.accounts import upkeep

    password, hashed = _new_password(ask=ask)
    _change(login, lambda work: upkeep.reset(work, login, hashed=hashed))
    answer(f"Compte {login} : mot de passe changé, sessions et jetons fermés.\n{_once(password)}")
    return DONE


def disable(login: Login) -> int:
    """Fermer un compte, avec ses sessions et ses jetons, dès maintenant."""
    from api.accounts import upkeep

    _change(login, lambda work: upkeep.disable(work, login))
    answer(f"Compte {printable(login)} fermé.\n")
    return DONE


def enable(login: Login) -> int:
    """Rouvrir un compte fermé, avec son mot de passe d'avant."""
    from api.accounts import upkeep

    _change(login, lambda work: upkeep.enable(work, login))
    answer(f"Compte {printable(login)} rouvert.\n")
    return DONE


def list_accounts(as_json: AsJson = False) -> int:
    """Montrer les comptes, leurs rôles, et ceux qui sont fermés."""
    from api.accounts import upkeep
    from api.commands.storage import opened_storage

    with opened_storage() as storage, storage.read() as work:
        found = upkeep.accounts(work)
    if as_json:
        from solver.files import layout

        answer(layout({"accounts": [_as_json(account) for account in found]}) + "\n")
    else:
        answer("".join(f"{_line(account)}\n" for account in found) or "Aucun compte.\n")
    return DONE


for _name, _run, _short_help in (
    ("add", add, "Créer un compte."),
    ("list", list_accounts, "Montrer les comptes."),
    ("disable", disable, "Fermer un compte."),
    ("enable", enable, "Rouvrir un compte."),
    ("reset", reset, "Donner un nouveau mot de passe."),
):
    user.command(_name, cls=FrenchCommand, short_help=_short_help)(_run)


def _check_binding(role: Role, *, college: str | None, teacher: str | None) -> None:
    """Make sure that a collège is bound to a collège, a practitioner to one, nobody else to any."""
    for bound, option, value in (
        ("college", "--college", college),
        ("teacher", "--teacher", teacher),
    ):
        if role == bound and not value:
            raise FrenchUsageError(f"le rôle {role} demande {option}.")
        if role != bound and value:
            raise FrenchUsageError(f"{option} ne va qu'avec le rôle {bound}.")


def _change(login: str, change: Callable[["Writing"], Any]) -> None:
    """Make a change in one transaction; raises InputError where there is no such account."""
    from api.accounts.refusals import LoginTaken, NoSuchCollege
    from api.commands.storage import opened_storage
    from api.errors import NotFound
    from api.storage.work import COMMAND_LINE

    try:
        with opened_storage() as storage, storage.write(COMMAND_LINE) as work:
            change(work)
    except LoginTaken:
        _refuse(f"un autre compte s'appelle déjà « {login} ».")
    except NoSuchCollege:
        _refuse("ce collège n'est pas dans la liste : la référente l'ajoute d'abord.")
    except NotFound:
        _refuse(f"aucun compte ne s'appelle « {printable(login)} ».")


def _new_password(*, ask: bool) -> tuple[str | None, str]:
    """Give the password to show, if it was drawn, and its hash."""
    from api.access.passwords import LONGEST, SHORTEST, Passwords, random_password

    password = _asked() if ask else random_password()
    if not SHORTEST <= len(password) <= LONGEST:
        _refuse(f"il faut un mot de passe de {SHORTEST} à {LONGEST} caractères.")
    return (None if ask else password), Passwords().hash(password)


def _asked() -> str:
    """Ask for a password twice at a terminal, or read it from a line of standard input."""
    import sys
    from getpass import getpass

    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass("Mot de passe : ")
    if getpass("Encore une fois : ") != password:
        _refuse("les deux mots de passe ne sont pas les mêmes.")
    return password


def _once(password: str | None) -> str:
    return f"Mot de passe, montré cette seule fois : {password}\n" if password else ""


def _line(account: "Account") -> str:
    bound = account.college or account.teacher
    about = f"{account.role} ({printable(bound)})" if bound else account.role
    return f"{account.login}  {about}{'  fermé' if account.disabled_at else ''}"


def _as_json(account: "Account") -> dict[str, Any]:
    return {
        "login": account.login,
        "role": account.role,
        "college": account.college,
        "teacher": account.teacher,
        "created_at": account.created_at.isoformat(),
        "disabled_at": account.disabled_at.isoformat() if account.disabled_at else None,
    }


def _refuse(message: str) -> NoReturn:
    raise InputError([Problem("", message)])
