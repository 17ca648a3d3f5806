"""A new report as a folder: laporan.yaml, texts with guiding notes and first sentences, a folder for lampiran.

Everything is written from the recap (of the returned forms, or of a file) and nothing is ever written over.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import atomic
from doctool.border.limits import JSON_BYTES
from doctool.border.plain_file import read_plain
from doctool.catalog.index import DATA_FOLDER
from doctool.catalog.load import usable_name
from doctool.catalog.messages import did_you_mean
from doctool.catalog.schema import Kind, schema_text
from doctool.catalog.source import shown_path
from doctool.errors import DoctoolError
from doctool.form_recap import load_recap
from doctool.form_returns import expected_forms
from doctool.loaded import LoadedLaporan, Positions
from doctool.model.laporan import LAPORAN_FILE, LAPORAN_FOLDER, AnalisisSasaran, Laporan
from doctool.report_sources import gather
from doctool.reports.load import pembanding_path
from doctool.reports.skeleton_analyses import sasaran_text
from doctool.reports.skeleton_closing import closing_texts
from doctool.reports.skeleton_opening import opening_texts
from doctool.reports.skeleton_words import terisi
from doctool.reports.skeleton_yaml import comparison_yaml, report_yaml, signer_of, supporting
from doctool.write.text_source import markdown_text, word_text

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.loaded import LoadedKantor
    from doctool.model.dokumen import Blok
    from doctool.model.rekap import Rekap
    from doctool.reports.material import Bahan

#: Folders of a report, what stands in that of the lampiran, and the copy of a recap from outside the workspace.
TEXTS, ANNEXES, ANNEX_NOTE, OWN_RECAP = "teks", "lampiran", "PETUNJUK.txt", "rekap.json"
#: Folder of the schemas that editors ask, below the workspace.
SCHEMAS = "skema"
_NOTE = """Taruh berkas lampiran di folder ini (pdf, docx, xlsx, png atau jpg), lalu sebut masing-masing dalam
laporan.yaml:

lampiran:
  - {judul: "Perjanjian Kinerja Tahun TAHUN", jenis: perjanjian-kinerja, berkas: lampiran/perjanjian-kinerja.pdf}

PDF yang sudah bertanda tangan elektronik disertakan utuh, tidak diubah. Berkas petunjuk ini tidak ikut dicetak.
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report to lay out: year (None: the newest with indicators, or that of `rekap`), bidang ("" for the whole
    office), name ("" for lkj-TAHUN), until which quarter (None: the year, or that of `rekap`), the recap's file (None:
    compiled from the returned forms), texts as Word files."""

    tahun: int | None = None
    bidang: str = ""
    nama: str = ""
    triwulan: int | None = None
    rekap: Path | None = None
    word: bool = False


@dataclass(frozen=True)
class Skeleton:
    """What is to be written, by file, and the material it was made from. `pembanding`: whether there was none yet."""

    folder: Path
    files: dict[Path, bytes]
    bahan: Bahan
    pembanding: bool

    @property
    def terisi(self) -> bool:
        """Whether anything was measured."""
        return terisi(self.bahan)


def lay_out(workspace: Workspace, office: LoadedKantor, wanted: Wanted, today: date) -> Skeleton:
    """The files of a new report of `office`. Raises DoctoolError for a folder that holds something already, a name that
    cannot be used, an unknown bidang, a year without indicators; ContentError for a recap that cannot be used."""
    if wanted.bidang and wanted.bidang not in office.kantor.bidang:
        hint = did_you_mean(wanted.bidang, list(office.kantor.bidang), "bidang yang ada")
        raise DoctoolError(f'bidang "{wanted.bidang}" tidak ada di kantor.yaml', hint or "daftarkan di kantor.yaml")
    given = _given(wanted.rekap)
    if given is not None:
        tahun = wanted.tahun or given.tahun
    else:
        tahun = expected_forms(workspace, office.kode, wanted.tahun)[0].tahun
    folder = _folder(workspace, office.kode, wanted, tahun)
    laporan = Laporan(
        tahun=tahun, triwulan=wanted.triwulan or (given.triwulan if given is not None else 4), bidang=wanted.bidang,
        judul="Laporan Kinerja" if wanted.bidang else "", penandatangan=signer_of(office.kantor, wanted.bidang),
        rekap=str(wanted.rekap.absolute()) if wanted.rekap is not None else "",
    )  # fmt: skip
    file = shown_path(folder / LAPORAN_FILE)
    loaded = LoadedLaporan(folder.name, laporan, Positions(file), office, file, str(folder))
    bahan = gather(workspace, loaded, today)
    if wanted.bidang and not bahan.rekap.sasaran:
        hint = "isi penanggung_jawab indikator dalam data kinerja, atau sebut bidang lain"
        raise DoctoolError(f'bidang "{wanted.bidang}" tidak punya indikator tahun {tahun}', hint)
    named = {number: AnalisisSasaran(program=tuple(codes)) for number, codes in supporting(bahan.rekap).items()}
    bahan = replace(bahan, loaded=replace(loaded, laporan=laporan.model_copy(update={"sasaran": named})))
    files, compared = _files(workspace, office, wanted, bahan, folder)
    return Skeleton(folder, files, bahan, compared)


def write_skeleton(workspace: Workspace, made: Skeleton) -> None:
    """Write the files. Raises WriteError."""
    for path, data in made.files.items():
        atomic.write_bytes(path, data, root=workspace.root)


def _given(path: Path | None) -> Rekap | None:
    if path is None:
        return None
    try:
        return load_recap(path)
    except OSError as problem:
        hint = "buat dengan: doctool formulir rekap"
        raise DoctoolError(f'berkas rekap "{path}" tidak dapat dibaca', hint) from problem


def _folder(workspace: Workspace, kode: str, wanted: Wanted, tahun: int) -> Path:
    name = wanted.nama or "-".join(part for part in ("lkj", str(tahun), wanted.bidang) if part)
    if not usable_name(name):
        hint = 'pakai huruf kecil, angka dan "-", misalnya --nama lkj-2026'
        raise DoctoolError(f'"{name}" tidak dapat menjadi nama laporan', hint)
    folder = workspace.root / DATA_FOLDER / kode / LAPORAN_FOLDER / name
    if folder.is_symlink() or folder.exists():
        there = sorted(one.name for one in folder.iterdir()) if folder.is_dir() else [folder.name]
        if there:
            held = f"{', '.join(there[:5])}{', ...' if len(there) > 5 else ''}"
            hint = "ubah laporan itu, atau sebut nama lain dengan --nama; tidak ada yang ditulis"
            raise DoctoolError(f'"{shown_path(folder)}" sudah berisi {held}', hint)
    return folder


def _files(
    workspace: Workspace, office: LoadedKantor, wanted: Wanted, bahan: Bahan, folder: Path
) -> tuple[dict[Path, bytes], bool]:
    suffix = ".docx" if wanted.word else ".md"
    texts = {**opening_texts(bahan), **closing_texts(bahan)}
    texts |= {f"sasaran-{one.nomor}": sasaran_text(bahan, one) for one in bahan.rekap.sasaran}
    files: dict[Path, bytes] = {}
    rekap = ""
    if wanted.rekap is not None:
        inside = wanted.rekap.resolve().is_relative_to(workspace.root.resolve())
        rekap = _relative(wanted.rekap, folder) if inside else OWN_RECAP
        if not inside:
            files[folder / OWN_RECAP] = read_plain(wanted.rekap, JSON_BYTES)
    text = report_yaml(bahan, _schema(workspace, folder, "laporan", files), rekap, suffix)
    files[folder / LAPORAN_FILE] = text.encode("utf-8")
    for name, blok in texts.items():
        files[folder / TEXTS / f"{name}{suffix}"] = _text(office, name, blok, word=wanted.word)
    files[folder / ANNEXES / ANNEX_NOTE] = _NOTE.replace("TAHUN", str(bahan.tahun)).encode("utf-8")
    place = pembanding_path(workspace, office.kode)
    if place.exists():
        return files, False
    schema = _schema(workspace, place.parent, "pembanding", files)
    files[place] = comparison_yaml(bahan, schema).encode("utf-8")
    return files, True


def _text(office: LoadedKantor, name: str, blok: tuple[Blok, ...], *, word: bool) -> bytes:
    title = name.replace("-", " ").capitalize()
    return word_text(blok, title, office.kantor.gaya.huruf) if word else markdown_text(blok).encode("utf-8")


def _schema(workspace: Workspace, folder: Path, kind: Kind, files: dict[Path, bytes]) -> str:
    """The schema of `kind` as a file in `folder` names it; it is written where there is none."""
    schema = workspace.root / SCHEMAS / f"{kind}.schema.json"
    if not schema.exists():
        files[schema] = schema_text(kind).encode("utf-8")
    return _relative(schema, folder)


def _relative(target: Path, folder: Path) -> str:
    return Path(os.path.relpath(target.resolve(), folder.resolve())).as_posix()
