"""What a command says, and where: results on stdout, everything else on stderr; with --json stdout is JSON only."""

from __future__ import annotations

import json
import os
import sys
import traceback
from dataclasses import dataclass
from typing import Any

import click

from doctool.errors import DoctoolError


@dataclass
class Console:
    """The user's wishes for this run (options that every command knows) and the ways to speak to him."""

    json: bool = False
    quiet: bool = False
    verbose: bool = False
    debug: bool = False

    def result(self, text: str) -> None:
        """A line of the result, for people; nothing with --json."""
        if not self.json:
            click.echo(text)

    def payload(self, value: Any) -> None:
        """The whole result for programs; nothing without --json."""
        if self.json:
            click.echo(json.dumps(value, ensure_ascii=False, indent=2))

    def say(self, text: str) -> None:
        """A message on the way; not with --quiet."""
        if not self.quiet:
            click.echo(text, err=True)

    def detail(self, text: str) -> None:
        """A message for the curious (--verbose)."""
        if self.verbose:
            click.echo(text, err=True)

    def warn(self, text: str, hint: str | None = None) -> None:
        """Something that the user must see, --quiet or not."""
        click.echo(click.style("Peringatan: ", fg="yellow") + text, err=True)
        if hint:
            click.echo(f"  Saran: {hint}", err=True)

    def problem(self, text: str, hint: str | None = None) -> None:
        """What went wrong, and what to do."""
        click.echo(click.style("Galat: ", fg="red", bold=True) + text, err=True)
        if hint:
            click.echo(f"  Saran: {hint}", err=True)

    def error(self, error: DoctoolError) -> None:
        """Tell of an error that ends the command; with --json also as an object on stdout."""
        self.problem(error.message, error.hint)
        self.payload({"galat": error.message, "saran": error.hint or "", "kode_keluar": int(error.exit_code)})
        self.trace()

    def bug(self, error: BaseException) -> None:
        """Tell of an error that is doctool's own."""
        self.problem(
            f"ini kesalahan di dalam doctool, bukan pada berkas Anda ({type(error).__name__}: {error})",
            "jalankan lagi dengan --debug lalu kirimkan seluruh keluarannya kepada pengelola doctool",
        )
        self.payload({"galat": f"{type(error).__name__}: {error}", "saran": "", "kode_keluar": 70})
        self.trace()

    def trace(self) -> None:
        """The traceback of the error at hand, where the user asked for it."""
        if self.debug or os.environ.get("DOCTOOL_DEBUG") == "1":
            click.echo(traceback.format_exc(), err=True, nl=False)

    def progress_wanted(self) -> bool:
        """Whether a line that rewrites itself makes sense."""
        return not self.quiet and not self.json and sys.stderr.isatty()
