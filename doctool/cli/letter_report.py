"""What is told of letters that were made: on the screen, and for --json."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doctool.cli.building import tell_files, tell_reason
from doctool.cli.console import Console

if TYPE_CHECKING:
    from doctool.letter_jobs import LetterBuild, LetterResult


def tell_tables(console: Console, build: LetterBuild) -> None:
    """What is to be said of the tables as such: columns that are not known."""
    from doctool.cli.show import finding_line

    if build.findings:
        console.warn("isi tabel yang tidak masuk ke surat:")
        for finding in build.findings:
            console.note(finding_line(finding))


def tell_letter(console: Console, result: LetterResult, dry_run: bool) -> None:
    """What became of one letter: its files, why it failed, its findings."""
    from doctool.cli.show import finding_line

    tell_files(console, result, dry_run)
    if result.nomor and not dry_run:
        console.say(f"  nomor {result.nomor}")
    if result.reason:
        tell_reason(console, result)
    if result.bug is not None:
        console.trace(result.bug)
    for finding in result.findings:
        if not result.reason.startswith(f"{finding.where}: {finding.message}"):
            console.note(finding_line(finding))


def letter_json(one: LetterResult) -> dict[str, Any]:
    """What became of one letter, for --json."""
    from doctool.cli.show import finding_json

    return {
        "alamat": one.address,
        "jenis": one.jenis,
        "sumber": one.source,
        "nomor": one.nomor,
        "hasil": "gagal" if one.reason and not one.files else "sebagian" if one.reason else "jadi",
        "berkas": [str(path) for path in one.files],
        "alasan": one.reason,
        "saran": one.hint,
        "temuan": [finding_json(finding) for finding in one.findings],
    }


def build_json(build: LetterBuild) -> dict[str, Any]:
    """What became of all letters, for --json."""
    from doctool.cli.show import finding_json

    return {
        "surat": [letter_json(one) for one in build.results],
        "temuan_tabel": [finding_json(finding) for finding in build.findings],
        "jadi": sum(not one.reason for one in build.results),
        "gagal": sum(bool(one.reason) for one in build.results),
    }
