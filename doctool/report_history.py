"""The steps of a report on the disk: riwayat.yaml beside laporan.yaml is read, and added to at its end.

What stands in the file stays as it is, comments too: a step is appended, never rewritten.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from doctool import atomic
from doctool.border.text import read_text
from doctool.catalog.source import parse_yaml, read_yaml, shown_path
from doctool.catalog.validation import refuse_all, validate
from doctool.model.reviu import RIWAYAT_FILE, Keadaan, LangkahReviu, RiwayatReviu, keadaan
from doctool.refusal import error

if TYPE_CHECKING:
    from doctool.catalog.source import Source
    from doctool.loaded import LoadedLaporan

_HEAD = """\
# Riwayat laporan ini: diajukan, dikembalikan, disetujui, disahkan. Ditulis oleh perintah doctool laporan ajukan,
# kembalikan, setujui dan sahkan; jangan diubah dengan tangan.
langkah:
"""


def history_path(folder: str | Path) -> Path:
    """Where the steps of the report in `folder` stand."""
    return Path(folder) / RIWAYAT_FILE


def load_history(loaded: LoadedLaporan) -> tuple[RiwayatReviu, Keadaan]:
    """The steps of a report and where it is; none yet without a file. Raises ContentError for a file that is damaged,
    or whose steps cannot follow each other."""
    path = history_path(loaded.folder)
    if not path.exists():
        return RiwayatReviu(), Keadaan()
    return _checked(read_yaml(path), loaded)


def add_step(loaded: LoadedLaporan, step: LangkahReviu) -> Path:
    """Add a step at the end of the file. Raises ContentError where the file would no longer be one, WriteError."""
    path = history_path(loaded.folder)
    text = read_text(path, shown_path(path)) if path.exists() else _HEAD
    text = "".join((text, "" if text.endswith("\n") else "\n", _written(step)))
    _checked(parse_yaml(text, shown_path(path)), loaded)
    atomic.write_text(path, text)
    return path


def _checked(source: Source, loaded: LoadedLaporan) -> tuple[RiwayatReviu, Keadaan]:
    history, findings = validate(RiwayatReviu, source)
    if history is None:
        raise refuse_all(source, findings)
    state, wrong = keadaan(history, bidang=bool(loaded.laporan.bidang))
    if wrong is not None:
        step = history.langkah[wrong]
        where = source.positions.where(("langkah", wrong))
        message = f'langkah ke-{wrong + 1} ("{step.langkah}" draf {step.draf}) tidak dapat mengikuti langkah sebelumnya'
        hint = "kembalikan berkas ini seperti ditulis doctool; urutan, nomor draf dan tanggalnya tidak boleh diubah"
        raise refuse_all(source, [error("D25", where, message, hint, step.langkah)])
    return history, state


def _written(step: LangkahReviu) -> str:
    """A step as the lines of a list's item."""
    lines = [f"langkah: {step.langkah}", f"draf: {step.draf}", f"tanggal: {_quoted(step.tanggal.teks)}"]
    told = {"oleh": step.oleh, "kepada": step.kepada, "catatan": step.catatan, "isi": step.isi}
    lines += [f"{key}: {_quoted(text)}" for key, text in told.items() if text]
    if step.berkas:
        lines += ["berkas:", *(f"  {_quoted(name)}: {_quoted(sha)}" for name, sha in sorted(step.berkas.items()))]
    return "".join(f"{'  - ' if number == 0 else '    '}{line}\n" for number, line in enumerate(lines))


def _quoted(text: str) -> str:
    """`text` in YAML's double quotes; a space for what cannot be printed."""
    signs = "".join(_sign(sign) for sign in text)
    return f'"{signs}"'


def _sign(sign: str) -> str:
    if sign in '"\\':
        return f"\\{sign}"
    if sign == "\n":
        return "\\n"
    return sign if sign.isprintable() else " "
