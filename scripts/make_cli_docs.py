"""Write docs/cli.md from the commands themselves.

    python -m scripts.make_cli_docs
"""

from __future__ import annotations

import os
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "docs" / "cli.md"

HEAD = """# The command line

Made by `python -m scripts.make_cli_docs`; a test sees that it is current. Commands, options and messages are
in Bahasa Indonesia; the universal flags keep their usual names, and English names of the commands work too.

| exit code | means |
| --- | --- |
| 0 | good |
| 1 | findings in the content (`periksa`; `sop buat` when every SOP asked for, one or more, failed by its data) |
| 2 | wrong use |
| 3 | some files failed, the rest are there |
| 4 | an outside program is missing or failed |
| 5 | another run is using this output folder, or the office's register |
| 70 | a bug in doctool, which says so |
| 130 | interrupted; what was finished stays |

Results go to stdout, messages to stderr; with `--json` stdout is JSON and nothing else. Environment:
`DOCTOOL_SOFFICE` names the LibreOffice program, `DOCTOOL_BAHASA=en` leaves click's own messages in English,
`DOCTOOL_DEBUG=1` shows tracebacks, `NO_COLOR` switches colours off.
"""


def document() -> str:
    """The whole page; the same on every machine."""
    os.environ["COLUMNS"] = "100"  # read by click when it wraps the help
    import click

    from doctool.cli import language
    from doctool.cli.main import cli

    language.install()
    parts = [HEAD]

    def describe(command: click.Command, path: list[str], parent: click.Context | None) -> None:
        ctx = click.Context(command, info_name=path[-1], parent=parent, max_content_width=100, terminal_width=100)
        help_text = command.get_help(ctx).rstrip()
        names = _aliases(command) if isinstance(command, click.Group) else ""
        parts.append(f"## {' '.join(path)}\n\n```text\n{help_text}\n```\n{names}")
        if isinstance(command, click.Group):
            for name in command.list_commands(ctx):
                child = command.get_command(ctx, name)
                assert child is not None
                describe(child, [*path, name], ctx)

    describe(cli, ["doctool"], None)
    return "\n".join(parts)


def _aliases(command: object) -> str:
    aliases: dict[str, str] = getattr(command, "aliases", {})
    if not aliases:
        return ""
    return "\nEnglish names: " + ", ".join(f"`{name}` = `{of}`" for name, of in aliases.items()) + ".\n"


def main() -> None:
    TARGET.write_text(document(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
