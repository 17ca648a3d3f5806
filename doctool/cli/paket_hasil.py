"""What is told of packets that were made: on the screen, while they are made, and for --json."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli.building import short_path
from doctool.cli.console import Console
from doctool.errors import ContentError

if TYPE_CHECKING:
    from datetime import date

    from doctool.catalog.index import Workspace
    from doctool.findings import Finding
    from doctool.packet_job import PacketBuild, PacketOptions
    from doctool.packets.manifest import PenerimaManifes

#: Failures and findings that are told on the screen; all failures are in gagal.csv.
_TOLD = 20
#: Recipients that are named in one line.
_NAMED = 5
#: Seconds between lines of a log that is no terminal.
_LOG_S = 10.0
#: Signs of a name in the line that shows how far a run is: a line that wraps cannot be rewritten.
_WIDE = 30
#: Empties the line that shows how far a run is.
_CLEAR = "\r\x1b[K"
#: Seconds of a run from which its rate says something: most of a short one is starting up.
_RATE_S = 10.0


def failed(build: PacketBuild, *, dry_run: bool) -> int:
    """How many recipients have, or would have, no whole packet."""
    if dry_run:
        return len({one.kunci or one.nama for one in build.troubles} - {""})
    return build.recipients - build.made - build.kept


def tell_refused(console: Console, error: ContentError) -> None:
    """The findings for which nothing of a packet is made, but for the one that `error` itself says."""
    _tell_findings(console, [one for one in error.findings if _said(one) != error.message])


def tell_stopped(console: Console, name: str, wishes: PacketOptions) -> None:
    """How to go on with a packet that Ctrl+C stopped."""
    if console.progress_wanted():
        click.echo(_CLEAR, err=True, nl=False)
    console.warn(f"terhenti; selesaikan dengan: {_again(name, wishes)}")


def tell_build(console: Console, build: PacketBuild, name: str, wishes: PacketOptions) -> None:
    """What became of a packet: findings, failures, where it is, how much was made."""
    reasons = {one.alasan for one in build.troubles}
    _tell_findings(console, [one for one in build.findings if _said(one) not in reasons])
    _tell_troubles(console, build)
    lost = failed(build, dry_run=wishes.dry_run)
    if wishes.dry_run:
        for path, state in build.plan:
            console.result(f"{state:7} {short_path(path)}")
        of_them = f" ({lost} akan gagal)" if lost else ""
        kinds = build.planned.line() if build.planned is not None else ""
        made = f"{len(build.plan)} berkas akan dibuat: {kinds}" if kinds else "tidak ada berkas yang akan dibuat"
        console.say(f"{build.recipients} penerima{of_them}; {made}. Belum ada yang ditulis.")
        return
    console.result(short_path(build.folder))
    rate = f" ({build.files / build.seconds:.0f} berkas/detik)" if build.files and build.seconds >= _RATE_S else ""
    console.say(
        f"{build.made} paket dibuat, {build.kept} sudah mutakhir, {lost} gagal; "
        f"{build.files} berkas dalam {_comma(build.seconds)} detik{rate}."
    )
    if build.troubles:
        unlisted = "lihat di atas (gagal.csv tidak dapat ditulis)"
        place = short_path(build.folder / "gagal.csv") if build.listed else unlisted
        console.say(f"Yang gagal: {place}; setelah diperbaiki: {_again(name, wishes)}")


def tell_no_book(console: Console, workspace: Workspace, path: Path, today: date) -> None:
    """That the letters of the packet in the file `path` bear no number, since their office has no book yet."""
    from doctool.packets.letter_pieces import LetterPiece
    from doctool.packets.load import load_paket
    from doctool.register.database import Register

    kantor = path.absolute().parents[2].name
    with Register.of(workspace.root, kantor, today=today) as book:
        if book.exists:
            return
    paket = load_paket(path, workspace)
    letters = [LetterPiece(paket, at, "") for at, one in enumerate(paket.paket.isi) if one.surat]
    if any(one.numbered and "nomor" not in one.source.data for one in letters):
        console.warn("buku agenda kantor belum dimulai, jadi suratnya tidak bernomor: tempat nomornya kosong")
        console.note(
            f"Saran: mulai dengan nomor berikutnya, misalnya: doctool surat nomor mulai 1 --kantor {kantor}, lalu buat "
            'lagi; atau tulis nomor: "" dalam data suratnya bila memang ditulis tangan'
        )


def tell_handed_over(console: Console, workspace: Workspace, path: Path, name: str, out: Path) -> None:
    """Who was handed a packet that has other contents now."""
    from doctool.packet_handover import open_handover
    from doctool.packets.handover import LOG_FILE

    path = path.absolute()
    if not (path.parent / LOG_FILE).exists():
        return
    found = open_handover(workspace, f"{path.parents[2].name}/{path.parent.name}", out)
    old = [one.kunci for one in found.baris if one.berubah]
    if old:
        console.warn(f"sudah diserahkan sebelum isinya berubah: {_some(old)}")
        console.note(
            f"Saran: serahkan yang baru, lalu catat lagi, misalnya: doctool paket ekspedisi {name} --penerima {old[0]} "
            "--diterima-oleh NAMA"
        )


def tell_gone(console: Console, build: PacketBuild, before: tuple[PenerimaManifes, ...]) -> None:
    """Whose letters of the packet as it was `before` have a number, though the list has them no more."""
    keys = {key for key, *_ in build.results} | {one.kunci for one in build.troubles}
    names = {one.nama.casefold() for one in build.troubles if not one.kunci}
    lost = [one for one in before if one.kunci not in keys and one.nama.casefold() not in names]
    if lost:
        named = _some([f"{one.nama} (nomor {one.nomor})" for one in lost])
        console.warn(f"tidak lagi dalam daftar penerima, tetapi suratnya sudah bernomor: {named}")
        console.note(
            "Saran: bila hanya ganti nama, pakai kolom kunci supaya nomornya tetap; bila suratnya tidak jadi dikirim, "
            f'batalkan: doctool surat nomor batal "{lost[0].nomor}" --alasan ...'
        )


def build_json(build: PacketBuild, *, dry_run: bool) -> dict[str, Any]:
    """What became of a packet, for --json."""
    from doctool.cli.show import finding_json

    return {
        "paket": build.address, "folder": str(build.folder), "penerima": build.recipients, "dibuat": build.made,
        "mutakhir": build.kept, "gagal": failed(build, dry_run=dry_run), "berkas": build.files,
        "terhenti": build.stopped,
        "rencana": [{"berkas": str(path), "keadaan": str(state)} for path, state in build.plan],
        "hasil": [
            {"kunci": key, "nama": name, "folder": folder, "nomor": nomor, "hasil": state}
            for key, name, folder, nomor, state in build.results
        ],
        "kegagalan": [
            {
                "kunci": one.kunci, "penerima": one.nama, "potongan": one.potongan, "alasan": one.alasan,
                "saran": one.saran,
            }
            for one in build.troubles
        ],
        "temuan": [finding_json(finding) for finding in build.findings],
    }  # fmt: skip


def progress(console: Console) -> Callable[[int, int, str], None]:
    """A line on stderr that rewrites itself on a terminal, else one every ten seconds: rate and time left."""
    start = time.monotonic()
    last = [start]
    live = console.progress_wanted()

    def show(done: int, total: int, what: str) -> None:
        now = time.monotonic()
        if now - last[0] < (0.1 if live else _LOG_S) and done < total:
            return
        last[0] = now
        rate = done / max(now - start, 0.001)
        left = f"sisa {_duration((total - done) / rate)}" if done < total else "selesai"
        line = f"[{done}/{total}] {rate:.1f} paket/detik, {left}".replace(".", ",")
        if live:
            click.echo(f"{_CLEAR}{line}  {what[:_WIDE]}" if done < total else _CLEAR, err=True, nl=False)
        elif now - start > _LOG_S:
            console.say(line)

    return show


def _again(name: str, wishes: PacketOptions) -> str:
    more = f" --penjadwal {wishes.scheduler}" if wishes.scheduler else ""
    return f"doctool paket buat {name} --lanjutkan{more}"


def _tell_findings(console: Console, findings: list[Finding]) -> None:
    from doctool.cli.show import finding_line

    for finding in findings[:_TOLD]:
        console.note(finding_line(finding))
    if len(findings) > _TOLD:
        console.say(f"... dan {len(findings) - _TOLD} temuan lain; lihat semuanya dengan: doctool periksa")


def _tell_troubles(console: Console, build: PacketBuild) -> None:
    """Why recipients failed; what many failed for is said once."""
    codes = {_said(one): f" ({one.code})" for one in build.findings}
    alike: dict[tuple[str, str, str], list[str]] = {}
    for one in build.troubles:
        alike.setdefault((one.potongan, one.alasan, one.saran), []).append(one.nama)
    for (piece, reason, hint), names in list(alike.items())[:_TOLD]:
        who = names[0] if len(names) == 1 else f"{len(names)} penerima ({_some(names)})"
        what = ": ".join(part for part in (who, piece, reason) if part)
        console.problem(what + codes.get(reason, ""), hint or None)
    if len(alike) > _TOLD:
        console.say(f"... dan {sum(map(len, list(alike.values())[_TOLD:]))} kegagalan lain")


def _some(names: list[str]) -> str:
    """The first of `names`, and how many more there are."""
    more = f", dan {len(names) - _NAMED} lainnya" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _said(finding: Finding) -> str:
    """A finding as the reason of a failure says it."""
    return f"{finding.where}: {finding.message}"


def _comma(seconds: float) -> str:
    return f"{seconds:.1f}".replace(".", ",")


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} menit {rest} detik" if minutes else f"{rest} detik"
