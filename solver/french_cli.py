"""Typer in French: the headings of its help pages, and what it says of a mistyped command line.

Typer has no language setting, so its two command classes are extended where they write English.
"""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final

from typer._click import Command, Context, HelpFormatter, Parameter
from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    MissingParameter,
    NoSuchOption,
    UsageError,
)
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from solver.french_errors import french_sentence, printable

PROGRAM: Final = "daeet"

# Two short options always look a little alike: both start with two hyphens.
_ALIKE: Final = 0.7


class FrenchUsageError(UsageError):
    """A usage error whose message is a French sentence already."""


class FrenchCommand(TyperCommand):
    """A command whose help page and usage errors are French."""

    allow_extra_args = True  # parse_args refuses them, in French

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Describe `--help`."""
        return _in_french(super().get_help_option(ctx))

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the arguments of the command and refuse those it has no use for."""
        try:
            extra = super().parse_args(ctx, args)
        except UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if extra:
            raise FrenchUsageError(f"argument en trop : « {printable(extra[0])} ».", ctx)
        return extra

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the line that says how the command is written."""
        arguments = [name for name, _ in _arguments(self, ctx)]
        _write_usage(ctx, formatter, [*arguments, "[OPTIONS]"])

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write what each argument and option means."""
        _write_section(formatter, "Arguments", _arguments(self, ctx))
        _write_section(formatter, "Options", _options(self, ctx))


class FrenchGroup(TyperGroup):
    """The program itself, whose commands are listed in French."""

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Describe `--help`."""
        return _in_french(super().get_help_option(ctx))

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, Command | None, list[str]]:
        """Find the command that was typed, and refuse an unknown one in French."""
        typed = args[0]
        if typed not in self.commands and not typed.startswith("-"):
            message = f"la commande « {printable(typed)} » n'existe pas."
            raise FrenchUsageError(message + _meant(get_close_matches(typed, self.commands)), ctx)
        return super().resolve_command(ctx, args)

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the line that says how the program is called."""
        _write_usage(ctx, formatter, ["COMMANDE", "[ARGUMENTS]", "[OPTIONS]"])

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the commands, then the options of the program itself."""
        commands = [(name, command.short_help or "") for name, command in self.commands.items()]
        _write_section(formatter, "Commandes", commands)
        _write_section(formatter, "Options", _options(self, ctx))


def french_usage_error(error: UsageError, arguments: Sequence[str]) -> str:
    """Say in one French line what is wrong with a command line, and how to get help."""
    command = error.ctx.command_path if error.ctx else PROGRAM
    return f"{command} : {_what_is_wrong(error, arguments)} Pour l'aide : {command} --help"


def _what_is_wrong(error: UsageError, arguments: Sequence[str]) -> str:
    if isinstance(error, FrenchUsageError):
        return error.message
    if isinstance(error, NoSuchOption):
        message = f"l'option « {printable(error.option_name)} » n'existe pas."
        return message + _meant(
            get_close_matches(error.option_name, error.possibilities or (), cutoff=_ALIKE)
        )
    if isinstance(error, BadOptionUsage):
        wanting = arguments[-1:] == [error.option_name]
        rest = "attend une valeur." if wanting else "n'attend pas de valeur."
        return f"l'option {printable(error.option_name)} {rest}"
    if isinstance(error, MissingParameter) and error.param:
        return f"il manque {_name(error.param)}."
    if isinstance(error, BadParameter) and error.param:
        return f"{_name(error.param)} : {_bad_value(error, error.param)}"
    return "la commande est mal écrite."


def _bad_value(error: BadParameter, parameter: Parameter) -> str:
    # Imported here: it costs a tenth of a second, and a well-typed line does not need it.
    from pydantic import ValidationError

    if isinstance(parameter, (TyperArgument, TyperOption)):
        choices = parameter.type_descriptor.choices
        if choices:
            return f"valeurs possibles : {', '.join(map(str, choices))}."
    if isinstance(error.__cause__, ValidationError):
        details = error.__cause__.errors(include_url=False)[0]
        return french_sentence(details, received=f"« {printable(str(details['input']))} »")
    return "cette valeur ne convient pas."


def _meant(possibilities: Sequence[str]) -> str:
    return f" Vouliez-vous écrire « {possibilities[0]} » ?" if possibilities else ""


def _name(parameter: Parameter) -> str:
    return parameter.opts[-1] if isinstance(parameter, TyperOption) else _metavar(parameter)


def _metavar(parameter: Parameter) -> str:
    return parameter.metavar or (parameter.name or "").upper()


def _in_french(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = "Afficher cette aide."
    return option


def _write_usage(ctx: Context, formatter: HelpFormatter, pieces: Sequence[str]) -> None:
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Utilisation : ")


def _write_section(formatter: HelpFormatter, title: str, rows: Sequence[tuple[str, str]]) -> None:
    if rows:
        formatter.write_paragraph()
        formatter.write(f"{title} :\n")
        with formatter.indentation():
            formatter.write_dl(rows)


def _arguments(command: Command, ctx: Context) -> list[tuple[str, str]]:
    return [
        (_metavar(parameter), parameter.help or "")
        for parameter in command.get_params(ctx)
        if isinstance(parameter, TyperArgument)
    ]


def _options(command: Command, ctx: Context) -> list[tuple[str, str]]:
    return [
        (_spelling(option), _explanation(option))
        for option in command.get_params(ctx)
        if isinstance(option, TyperOption)
    ]


def _spelling(option: TyperOption) -> str:
    names = " / ".join([*option.opts, *option.secondary_opts])
    return names if option.is_flag else f"{names} {_metavar(option)}"


def _explanation(option: TyperOption) -> str:
    text = option.help or ""
    if option.required:
        return f"{text} Obligatoire."
    if option.is_flag or option.default is None:
        return text
    default = f"{option.default:g}" if isinstance(option.default, float) else option.default
    return f"{text} Par défaut : {default}."
