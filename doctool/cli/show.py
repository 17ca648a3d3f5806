"""Findings as text, as JSON, and as annotations of a GitHub workflow."""

from __future__ import annotations

from typing import Any

import click

from doctool.findings import Finding, Severity

#: Characters of the offending text that a line shows.
LONGEST_QUOTE = 80


def finding_line(finding: Finding, *, color: bool = False) -> str:
    """`file:line:column: KODE galat: pesan: "teks" — saran`, on one line; a long text is cut."""
    severity = str(finding.severity)
    if color:
        severity = click.style(severity, fg="red" if finding.severity is Severity.ERROR else "yellow")
    hint = f" — {_flat(finding.hint)}" if finding.hint else ""
    return f"{finding.where}: {finding.code} {severity}: {_flat(finding.message)}{_quote(finding)}{hint}"


def _quote(finding: Finding) -> str:
    """The offending text, where the message does not hold it already."""
    text = _flat(finding.text)
    if not text or text in _flat(finding.message):
        return ""
    return f': "{text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"}"'


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding as the object that --json prints."""
    return {
        "kode": finding.code,
        "tingkat": str(finding.severity),
        "berkas": finding.where.file,
        "baris": finding.where.line,
        "kolom": finding.where.column,
        "sel": finding.where.cell,
        "tempat": finding.where.place,
        "pesan": finding.message,
        "saran": finding.hint,
        "teks": finding.text,
        "dasar": finding.basis,
    }


def finding_github(finding: Finding) -> str:
    """A finding as a workflow command, which GitHub shows beside the line."""
    kind = "error" if finding.severity is Severity.ERROR else "warning"
    where = [f"file={_property(finding.where.file)}"]
    if finding.where.line:
        where += [f"line={finding.where.line}", f"col={finding.where.column}"]
    hint = f" — {finding.hint}" if finding.hint else ""
    place = f"{finding.where.place}: " if finding.where.place else ""
    return f"::{kind} {','.join(where)},title={_property(finding.code)}::{_escape(place + finding.message + hint)}"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
