"""`doctool pelengkap`: shell completion."""

from __future__ import annotations

import click

from doctool.cli import options
from doctool.cli.groups import DocCommand
from doctool.errors import ExitCode


@click.command(
    cls=DocCommand,
    short_help="Mencetak skrip pelengkap perintah (tombol Tab).",
    epilog="\b\nContoh:\n"
    "  doctool pelengkap bash >> ~/.bashrc\n"
    "  doctool pelengkap fish > ~/.config/fish/completions/doctool.fish\n"
    "  doctool pelengkap powershell >> $PROFILE",
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish", "powershell"]))
@options.common
@click.pass_context
def pelengkap(ctx: click.Context, shell: str) -> int:
    """Mencetak skrip pelengkap perintah: sesudah dipasang, tombol Tab melengkapi perintah dan opsi."""
    from click.shell_completion import get_completion_class

    complete = get_completion_class(shell)
    if complete is None:
        raise click.UsageError(f'Pelengkap untuk "{shell}" tidak tersedia.')
    click.echo(complete(ctx.find_root().command, {}, "doctool", "_DOCTOOL_COMPLETE").source())
    return ExitCode.OK
