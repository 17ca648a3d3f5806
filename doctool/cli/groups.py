"""Commands and groups of doctool: Indonesian usage lines, hidden English aliases, loaded when they are needed."""

from __future__ import annotations

import difflib
import importlib
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import click

from doctool.cli import language
from doctool.cli.console import Console
from doctool.errors import DoctoolError, ExitCode, machine_error


class DocCommand(click.Command):
    """A command with "[OPSI]" in its usage line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[OPSI]")
        super().__init__(*args, **kwargs)


class DocGroup(click.Group):
    """A group of commands.

    `lazy` maps a command's name to "module:attribute", imported when the command is asked for; `aliases`
    maps English names, which work but are not listed, to the Indonesian ones.
    """

    command_class = DocCommand

    def __init__(
        self,
        *args: Any,
        lazy: Mapping[str, str] | None = None,
        aliases: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("options_metavar", "[OPSI]")
        kwargs.setdefault("subcommand_metavar", "PERINTAH [ARGUMEN]...")
        super().__init__(*args, **kwargs)
        self.lazy = dict(lazy or {})
        self.aliases = dict(aliases or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self.lazy, *(name for name in self.commands if name not in self.lazy)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        name = self.aliases.get(cmd_name, cmd_name)
        found = super().get_command(ctx, name)
        if found is None and name in self.lazy:
            module, _, attribute = self.lazy[name].partition(":")
            found = getattr(importlib.import_module(module), attribute)
            self.add_command(found, name)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            names: Sequence[str] = self.list_commands(ctx)
            if not difflib.get_close_matches(error.command_name, names):
                names = tuple(self.aliases)  # English names are no advice where an Indonesian one is near
            raise click.NoSuchCommand(error.command_name, possibilities=names, ctx=ctx) from error


class RootGroup(DocGroup):
    """The `doctool` command: sets the language, and turns every way to end into a message and an exit code."""

    def main(  # type: ignore[override]  # click's overloads tell apart what is one case here: it always exits
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> Any:
        language.install()
        console = Console()
        extra["standalone_mode"] = False
        sys.exit(self._run(console, args, prog_name or "doctool", extra))

    def _run(self, console: Console, args: Sequence[str] | None, prog_name: str, extra: dict[str, Any]) -> int:
        try:
            return int(super().main(args, prog_name, obj=console, **extra) or 0)
        except click.Abort:
            console.problem("dihentikan; yang sudah selesai tetap ada")
            return ExitCode.INTERRUPTED
        except click.UsageError as error:
            error.show()
            return ExitCode.USAGE
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except DoctoolError as error:
            console.error(error)
            return error.exit_code
        except OSError as error:
            console.error(machine_error(error))
            return ExitCode.PARTIAL
        except Exception as error:  # whatever is left is a bug, and is called one
            console.bug(error)
            return ExitCode.BUG
