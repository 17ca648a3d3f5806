"""What a command says, and where: results on stdout, everything else on stderr; with --json stdout is JSON only."""

from __future__ import annotations

import json
import os
import sys
import traceback
from dataclasses import dataclass, field
from typing import Any

import click

from doctool.cli.show import finding_json
from doctool.errors import BUG, BUG_HINT, ContentError, DoctoolError, ExitCode


@dataclass
class Console:
    """The user's wishes for this run (options that every command knows) and the ways to speak to him."""

    json: bool = False
    quiet: bool = False
    verbose: bool = False
    debug: bool = False
    no_color: bool = field(default_factory=lambda: bool(os.environ.get("NO_COLOR")))

    def result(self, text: str) -> None:
        """A line of the result, for people; nothing with --json."""
        if not self.json:
            self._out(text)

    def payload(self, value: Any) -> None:
        """The whole result for programs; nothing without --json."""
        if self.json:
            self._out(json.dumps(value, ensure_ascii=False, indent=2))

    def say(self, text: str) -> None:
        """A message on the way; not with --quiet."""
        if not self.quiet:
            self._err(text)

    def note(self, text: str) -> None:
        """A line that belongs to the message before it."""
        self._err(f"  {text}")

    def warn(self, text: str) -> None:
        """Something that the user must see, --quiet or not."""
        self._err(click.style("Peringatan: ", fg="yellow") + text)

    def problem(self, text: str, hint: str | None = None) -> None:
        """What went wrong, and what to do."""
        self._err(click.style("Galat: ", fg="red", bold=True) + text)
        if hint:
            self.note(f"Saran: {hint}")

    def error(self, error: DoctoolError) -> None:
        """Tell of an error that ends the command; with --json also as an object on stdout, with the findings of an
        error in the data."""
        self.problem(error.message, error.hint)
        told = {"galat": error.message, "saran": error.hint or "", "kode_keluar": int(error.exit_code)}
        findings = error.findings if isinstance(error, ContentError) else ()
        self.payload({**told, **({"temuan": [finding_json(one) for one in findings]} if findings else {})})
        self.trace(error)

    def bug(self, error: BaseException) -> None:
        """Tell of an error that is doctool's own."""
        self.problem(f"{BUG} ({type(error).__name__}: {error})", BUG_HINT)
        self.payload({"galat": f"{type(error).__name__}: {error}", "saran": "", "kode_keluar": int(ExitCode.BUG)})
        self.trace(error)

    def trace(self, error: BaseException) -> None:
        """The traceback of `error`, where the user asked for it."""
        if self.debug or os.environ.get("DOCTOOL_DEBUG") == "1":
            self._err("".join(traceback.format_exception(error)).rstrip())

    def _out(self, text: str) -> None:
        click.echo(text, color=self._color())

    def _err(self, text: str) -> None:
        click.echo(text, err=True, color=self._color())

    def _color(self) -> bool | None:
        """False: never; None: as click sees fit (on a terminal)."""
        return False if self.no_color else None

    def progress_wanted(self) -> bool:
        """Whether a line that rewrites itself makes sense."""
        return not self.quiet and not self.json and sys.stderr.isatty()
