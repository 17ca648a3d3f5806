"""`doctool dokter`: is everything here that doctool works with?"""

from __future__ import annotations

import platform
from dataclasses import dataclass

import click

from doctool import __version__
from doctool.cli import options
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import ExitCode

_LIBRARIES = ("click", "pydantic", "PyYAML", "python-docx", "lxml", "pypdf", "openpyxl", "docxtpl")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what was found, whether it is good, and what to do where it is not."""

    name: str
    found: str
    good: bool
    advice: str = ""


@click.command(cls=DocCommand, epilog="\b\nContoh:\n  doctool dokter\n  doctool dokter --json")
@options.common
@click.pass_obj
def dokter(console: Console) -> int:
    """Memeriksa komputer ini: LibreOffice, huruf, dan versi.

    Selesai dengan kode 4 bila LibreOffice tidak ada, karena PDF lalu tidak dapat dibuat.
    """
    office = _office()
    checks = [office, *_fonts(), *_versions()]
    if not console.quiet:
        for check in checks:
            console.result(f"{'baik  ' if check.good else 'KURANG'}  {check.name}: {check.found}")
            if check.advice:
                console.result(f"        {check.advice}")
    elif not office.good:
        console.problem(f"{office.name}: {office.found}.", office.advice)
    console.payload({
        "pemeriksaan": [
            {"nama": check.name, "hasil": check.found, "baik": check.good, "saran": check.advice} for check in checks
        ]
    })
    return ExitCode.OK if office.good else ExitCode.OUTSIDE_PROGRAM


def _office() -> Check:
    from doctool.convert.libreoffice import HOW_TO_GET_IT, find_soffice, version

    soffice = find_soffice()
    if soffice is None:
        return Check("LibreOffice", "tidak ditemukan; PDF tidak dapat dibuat", False, HOW_TO_GET_IT)
    answer = version(soffice)
    if not answer:
        return Check("LibreOffice", f"{soffice} tidak menjawab", False, "Pasang ulang LibreOffice.")
    return Check("LibreOffice", f"{answer} ({soffice})", True)


def _fonts() -> list[Check]:
    from doctool.convert.fonts import match_fonts

    matches = match_fonts()
    if matches is None:
        return [Check("Huruf", "tidak diperiksa (fontconfig tidak ada atau tidak menjawab)", True)]
    checks: list[Check] = []
    for match in matches:
        advice = "" if match.good else f"Baris teks di PDF dapat bergeser. Pasang {match.package} atau {match.font}."
        checks.append(Check(f"Huruf {match.font}", match.used or "tidak ada", match.good, advice))
    return checks


def _versions() -> list[Check]:
    from importlib.metadata import PackageNotFoundError, version

    checks = [
        Check("doctool", __version__, True),
        Check("Python", f"{platform.python_version()} ({platform.platform()})", True),
    ]
    for name in _LIBRARIES:
        try:
            checks.append(Check(name, version(name), True))
        except PackageNotFoundError:
            checks.append(Check(name, "tidak terpasang", False, f"Pasang ulang doctool, atau: pip install {name}"))
    return checks
