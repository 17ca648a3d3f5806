"""From a YAML file, or a table with one letter a row, to letters of an office.

Every fault has its place: file:line:column in YAML, sheet and cell in a table (codes Y.. and D.., docs/catalog.md).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from doctool.border.limits import TEXT_BYTES
from doctool.border.plain_file import read_start
from doctool.catalog.index import DATA_FOLDER, Workspace
from doctool.catalog.messages import did_you_mean
from doctool.catalog.source import Source, read_yaml, shown_path
from doctool.catalog.validation import refuse_all, validate
from doctool.errors import ContentError
from doctool.findings import Finding, Where
from doctool.letters.sheet import Sheet, read_sheet
from doctool.letters.table import kinds_of, rows_of
from doctool.loaded import LoadedKantor, LoadedNaskah
from doctool.model.surat import NASKAH, Jenis
from doctool.refusal import error, refuse

LETTER_FOLDER = "surat"
TABLE_SUFFIXES = frozenset({".xlsx", ".xlsm", ".csv", ".xls", ".ods"})
YAML_SUFFIXES = frozenset({".yaml", ".yml"})
#: The file of a distribution packet: letters beside it are made for each of its recipients, never alone.
PACKET_FILE = "paket.yaml"

#: Longest name of a letter's file, without its suffix.
LONGEST_NAME = 80
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Reading:
    """What came of one letter: `loaded`, or the `error` that says why not. `nama` is the name of its file."""

    nama: str
    loaded: LoadedNaskah | None = None
    error: ContentError | None = None


@dataclass(frozen=True)
class Batch:
    """The letters of a file in their order, and what is to be said of the file as a whole."""

    file: str
    letters: tuple[Reading, ...]
    findings: tuple[Finding, ...] = ()


def load_letters(path: Path, jenis: Jenis | None, workspace: Workspace | None) -> Batch:
    """The letters in the file at `path`: one of YAML, or one of each row of a table.

    `jenis` None: what the file says itself, a table by its headings. A letter that cannot be read is a `Reading` with
    its error; raises ContentError only where the file as a whole is no table.
    """
    if path.suffix.lower() in TABLE_SUFFIXES:
        return _load_table(path, jenis, workspace)
    name = file_name(path.stem)
    try:
        return Batch(shown_path(path), (Reading(name, load_letter(path, jenis, workspace)),))
    except ContentError as problem:
        return Batch(shown_path(path), (Reading(name, error=problem),))


def load_letter(path: Path, jenis: Jenis | None, workspace: Workspace | None) -> LoadedNaskah:
    """The letter in the YAML file at `path`. Raises ContentError with all findings."""
    return letter_of(read_yaml(path), path, jenis, workspace)


def letter_of(source: Source, path: Path, jenis: Jenis | None, workspace: Workspace | None) -> LoadedNaskah:
    """The letter that the file at `path` is, or would be with the text of `source`. Raises ContentError."""
    kind = _kind(source, jenis)
    if in_packet(path):
        hint = "buat dengan: doctool paket buat; lihat dahulu dengan: doctool paket pratinjau"
        raise refuse(source.file, [error("D16", Where(source.file), "surat ini bagian dari paket distribusi", hint)])
    return _letter(file_name(path.stem), source, kind, path, workspace)


def kind_in(path: Path) -> Jenis | None:
    """The kind that the YAML file at `path` says it is, without reading it as a letter; None: it says none."""
    try:
        text = read_start(path, TEXT_BYTES).decode("utf-8-sig", errors="replace")
    except OSError:
        return None
    found = re.search(r"""^jenis:\s*["']?([a-z-]+)["']?\s*(?:#.*)?$""", text, re.MULTILINE)
    return cast("Jenis", found[1]) if found and found[1] in NASKAH else None


def is_letter(path: Path) -> bool:
    """Whether a YAML file is a letter: it lies in a folder `surat`, or says which kind of letter it is."""
    if path.suffix.lower() not in YAML_SUFFIXES:
        return False
    return path.parent.name == LETTER_FOLDER or kind_in(path) is not None


def letter_files(folder: Path) -> list[Path]:
    """The letters below `folder`, sorted: the YAML files that `is_letter` knows."""
    found = (
        path for path in folder.rglob("*")
        if path.suffix.lower() in YAML_SUFFIXES and path.is_file()
        and not any(part.startswith((".", "~")) for part in path.relative_to(folder).parts)
    )
    return sorted(path for path in found if not in_packet(path) and is_letter(path))


def in_packet(path: Path) -> bool:
    """Whether a file lies in the folder of a distribution packet, or in a folder of that."""
    return any((folder / PACKET_FILE).is_file() for folder in (path.parent, path.absolute().parent.parent))


def file_name(text: str) -> str:
    """`text` as a file name on every system: ASCII letters, digits, ".", "_" and "-", at most 80 of them."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", plain)[:LONGEST_NAME].strip("-. ")
    return f"surat-{name}".strip("-") if not name or _RESERVED.fullmatch(name) else name


def _kind(source: Source, jenis: Jenis | None) -> Jenis:
    """The kind of letter; ContentError where the file says none, an unknown one, or another than `jenis`."""
    written = source.data.get("jenis")
    where = source.positions.where(("jenis",))
    kinds: Sequence[str] = tuple(NASKAH)
    if written is None and jenis is not None:
        return jenis
    if not isinstance(written, str) or written not in NASKAH:
        if not written:
            hint = f"tulis jenis di baris pertama, salah satu: {', '.join(kinds)}"
            raise refuse(source.file, [error("D16", where, "jenis surat belum disebut", hint)])
        word = written if isinstance(written, str) else ""
        message = f'"{word}" bukan jenis surat' if word else "jenis harus berupa teks"
        raise refuse(source.file, [error("D16", where, message, did_you_mean(word, kinds, "jenis yang ada"), word)])
    if jenis is not None and written != jenis:
        hint = f"pakai doctool surat {written}, atau perbaiki jenis di berkas ini"
        raise refuse(source.file, [error("D16", where, f"surat ini {written}, bukan {jenis}", hint, written)])
    return written


def _letter(nama: str, source: Source, kind: Jenis, path: Path, workspace: Workspace | None) -> LoadedNaskah:
    naskah, findings = validate(NASKAH[kind], source)
    office: LoadedKantor | None = None
    try:
        office = _office(source, path, workspace)
    except ContentError as problem:
        findings.extend(problem.findings)
    if naskah is None or office is None or findings:
        raise refuse_all(source, findings)
    return LoadedNaskah(nama, naskah, source.positions, office)


def _office(source: Source, path: Path, workspace: Workspace | None) -> LoadedKantor:
    """The office of a letter: the one it names, that of its folder data/<kantor>/, or the only one there is."""
    where = source.positions.where(("kantor",))
    if workspace is None:
        hint = "pindah ke ruang kerja, atau buat yang baru dengan: doctool baru kantor"
        raise refuse(source.file, [error("D16", Where(source.file), "surat ini tidak di dalam ruang kerja", hint)])
    known = workspace.offices()
    named = source.data.get("kantor")
    if isinstance(named, str) and named.strip():
        if named not in known:
            hint = did_you_mean(named, known, "kantor yang ada")
            raise refuse(source.file, [error("D16", where, f'kantor "{named}" tidak ada', hint, named)])
        return workspace.load_kantor(named)
    code = workspace.office_of(path)
    if code is None and len(known) == 1:
        code = known[0]
    if code is None:
        hint = f"tulis kantor, salah satu: {', '.join(known)}; atau taruh berkas ini di {DATA_FOLDER}/<kantor>/"
        raise refuse(source.file, [error("D16", where, "kantor surat ini belum disebut", hint)])
    return workspace.load_kantor(code)


def _table_kind(sheet: Sheet) -> Jenis:
    """The kind of the letters in a table by its headings; ContentError where they fit several or none."""
    kinds = kinds_of(sheet)
    if not kinds:
        hint = "tulis judul kolom di baris pertama, misalnya: Yth, Tanggal, Hal, Isi, Pejabat"
        raise refuse(sheet.file, [error("D17", Where(sheet.file), "judul kolom tidak ditemukan", hint)])
    if len(kinds) > 1:
        named = kinds[0]
        hint = (
            f"judul kolomnya cocok untuk {', '.join(kinds)}; sebutkan, misalnya: doctool surat {named} BERKAS, "
            f"atau doctool periksa BERKAS --jenis {named}"
        )
        raise refuse(sheet.file, [error("D16", Where(sheet.file), "jenis surat dalam tabel ini tidak jelas", hint)])
    return kinds[0]


def _load_table(path: Path, jenis: Jenis | None, workspace: Workspace | None) -> Batch:
    file = shown_path(path)
    sheet = read_sheet(path, file, jenis)
    if jenis is None:
        jenis = _table_kind(sheet)
    table = rows_of(sheet, jenis)
    stem = file_name(path.stem)[: LONGEST_NAME - 5].rstrip("-. ")
    width = max(2, len(str(len(table.rows))))
    letters: list[Reading] = []
    for number, row in enumerate(table.rows, start=1):
        name = file_name(row.nama) if row.nama else f"{stem}-{number:0{width}}"
        if row.findings:
            letters.append(Reading(name, error=refuse_all(row.source, list(row.findings))))
            continue
        try:
            letters.append(Reading(name, _letter(name, row.source, jenis, path, workspace)))
        except ContentError as problem:
            letters.append(Reading(name, error=problem))
    return Batch(file, tuple(letters), table.findings)
