"""From files that came back to readings kept in the workspace, one for each unit and quarter.

A reading is kept as data/<kantor>/kinerja/<tahun>/pengembalian/<unit>-tw<n>.json, with a copy of every file that one
was read from, named by its SHA-256. A reading that was accepted is replaced by a newer one only where that is asked
for; one that has to be mended gives way to the next, unless that says less.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from doctool import atomic, lock
from doctool.border.limits import JSON_BYTES, WORKBOOK
from doctool.border.plain_file import plain_digest, read_plain
from doctool.border.workbook import RefusedError, inspect, take_in
from doctool.catalog.index import DATA_FOLDER
from doctool.catalog.source import shown_path
from doctool.errors import ContentError, DoctoolError
from doctool.findings import Finding, Severity, Where
from doctool.fingerprint import digest
from doctool.forms.expected import Expected
from doctool.forms.field_map import singkat
from doctool.forms.read import Bacaan, read_return, refused
from doctool.indicators.load import KINERJA_FOLDER, kinerja_files, load_kinerja
from doctool.model.pengembalian import Pengembalian, from_json, to_json

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace

#: Folder of the readings below data/<kantor>/kinerja/<tahun>/, and of the files they were read from below it.
RETURN_FOLDER, ORIGINALS = "pengembalian", "berkas"
#: Files of a folder that are read.
MAX_FILES = 2_000
#: Ends of names of files that were meant as forms; others in a folder are told, but are no fault.
_FORM_SUFFIXES = {".xlsx", ".xls", ".ods", ".xlsm", ".xlsb", ".xltx", ".csv", ".zip"}

#: Digits of the SHA-256 in the name of a copy.
_DIGITS = 16
#: disimpan: kept; diganti: in the place of an older one; sama: was kept already; ditolak: not kept, a finding says why.
Nasib = Literal["disimpan", "diganti", "sama", "ditolak", "tidak dikenali"]


@dataclass(slots=True)
class Hasil:
    """What became of a file: its reading, its fate, where it is kept (None: nowhere), and findings about the fate."""

    berkas: Path
    bacaan: Bacaan
    nasib: Nasib = "tidak dikenali"
    tempat: Path | None = None
    temuan: list[Finding] = field(default_factory=list)
    changed: float = 0.0

    @property
    def semua_temuan(self) -> tuple[Finding, ...]:
        """The findings of the reading and of its fate."""
        return (*self.bacaan.temuan, *self.temuan)


def expected_forms(workspace: Workspace, kantor: str | None, tahun: int | None) -> list[Expected]:
    """The data that forms are compared with: of an office (None: every office that has some) and year (None: its
    newest). Raises DoctoolError where there is none, ContentError where it is wrong."""
    found: dict[str, dict[int, Expected]] = {}
    for path in kinerja_files(workspace):
        office = workspace.office_of(path)
        if office is None or (kantor is not None and office != kantor):
            continue
        if tahun is not None and path.stem.isdecimal() and int(path.stem) != tahun:
            continue
        one = Expected(load_kinerja(path, workspace))
        years = found.setdefault(one.kantor, {})
        if one.tahun in years:
            names = f'"{years[one.tahun].loaded.file}" dan "{one.loaded.file}"'
            raise DoctoolError(f"data kinerja {one.kantor} {one.tahun} ada dua: {names}", "pakai salah satu")
        years[one.tahun] = one
    wished = [(years, max(years) if tahun is None else tahun) for years in found.values()]
    chosen = [years[year] for years, year in wished if year in years]
    if not chosen:
        wanted = " ".join(str(one) for one in (kantor, tahun) if one is not None)
        raise DoctoolError(
            f"tidak ada data kinerja {wanted}".rstrip() + " di ruang kerja ini",
            f"taruh di {DATA_FOLDER}/<kantor>/{KINERJA_FOLDER}/<tahun>.yaml, atau buat dengan: doctool baru formulir",
        )
    return chosen


def returned_files(paths: Iterable[Path]) -> list[tuple[Path, bool]]:
    """The files named, and those in the folders named and below; whether each was named itself.

    Links, hidden files and those that Office keeps beside an open file are passed over in folders. Raises DoctoolError
    where there are too many.
    """
    found: dict[Path, bool] = {}
    for path in paths:
        if not path.is_dir():
            found[path.absolute()] = True
            continue
        for one in sorted(path.absolute().rglob("*")):
            inner = one.relative_to(path.absolute()).parts
            if one.is_file() and not one.is_symlink() and not any(part.startswith((".", "~$")) for part in inner):
                found.setdefault(one, False)
            if len(found) > MAX_FILES:
                raise DoctoolError(f'lebih dari {MAX_FILES} berkas di "{path}"', "sebutkan folder pengembaliannya saja")
    return list(found.items())


def read_files(paths: Iterable[Path], known: Sequence[Expected], today: date) -> list[Hasil]:
    """Read files and folders; nothing is kept yet. One file that cannot be read costs no other."""
    made = []
    for path, named in returned_files(paths):
        shown = shown_path(path)
        try:
            file = take_in(path, shown)
        except RefusedError as error:
            found = refused(error, shown)
            made.append(Hasil(path, found if named or path.suffix.lower() in _FORM_SUFFIXES else _milder(found)))
            continue
        hasil = Hasil(path, read_return(file, known, diterima=today))
        hasil.changed = path.stat().st_mtime
        made.append(hasil)
    return made


def _milder(found: Bacaan) -> Bacaan:
    """Other files in a folder (a scan, a photo) are no fault, but are told."""
    return replace(found, temuan=tuple(replace(one, severity=Severity.WARNING) for one in found.temuan))


def keep(results: Sequence[Hasil], workspace: Workspace, *, newest: bool = False, dry_run: bool = False) -> None:
    """Decide the fate of each reading and keep those that are to be kept; the results are changed in place."""
    groups: dict[Path, list[Hasil]] = {}
    for one in results:
        if one.bacaan.kembali is not None:
            groups.setdefault(place_of(workspace, one.bacaan.kembali), []).append(one)
    for place, group in groups.items():
        chosen = _one_of(group, newest=newest)
        if chosen is None:
            continue
        if dry_run:
            _decide(chosen, place, newest=newest)
            continue
        with lock.hold(place.parent / ".doctool" / "kunci"):
            if _decide(chosen, place, newest=newest):
                _write(chosen, place, workspace.root)


def place_of(workspace: Workspace, returned: Pengembalian) -> Path:
    """Where the reading of a unit and quarter is kept."""
    unit = "_".join(singkat(one) for one in (returned.bidang, returned.seksi) if one)
    return folder_of(workspace, returned.kantor, returned.tahun) / f"{unit}-tw{returned.triwulan}.json"


def folder_of(workspace: Workspace, kantor: str, tahun: int) -> Path:
    """The folder of the readings of an office and year."""
    return workspace.root / DATA_FOLDER / kantor / KINERJA_FOLDER / str(tahun) / RETURN_FOLDER


def original_of(place: Path, returned: Pengembalian) -> Path | None:
    """The copy of the file that the reading kept at `place` was read from; None where it is gone."""
    folder = place.parent / ORIGINALS
    return next((one for one in sorted(folder.glob(f"{place.stem}.*")) if _digest(one) == returned.sha256), None)


def load_returns(workspace: Workspace, kantor: str, tahun: int) -> list[Pengembalian]:
    """The readings kept of an office and year, by name. Raises ContentError for one that is damaged."""
    folder = folder_of(workspace, kantor, tahun)
    return [from_json(read_plain(path, JSON_BYTES), shown_path(path)) for path in sorted(folder.glob("*.json"))]


def _digest(path: Path) -> str:
    return plain_digest(path)


def _one_of(group: Sequence[Hasil], *, newest: bool) -> Hasil | None:
    """The one of several returns of a unit that counts; None where that is not clear, which is told of each."""
    first: dict[str, Hasil] = {}
    for one in group:
        same = first.setdefault(one.bacaan.sha256, one)
        if same is not one:
            one.nasib = "sama"
            one.temuan.append(_finding("F51", Severity.WARNING, one, f"sama persis dengan {same.bacaan.berkas}"))
    rest = list(first.values())
    if len(rest) == 1:
        return rest[0]
    ordered = sorted(rest, key=_age)
    if newest and _age(ordered[-1]) != _age(ordered[-2]):
        for one in ordered[:-1]:
            one.nasib = "ditolak"
            message = f"ada pengembalian bidang ini yang lebih baru: {ordered[-1].bacaan.berkas}"
            one.temuan.append(_finding("F51", Severity.WARNING, one, message))
        return ordered[-1]
    names = ", ".join(one.bacaan.berkas for one in ordered)
    for one in ordered:
        one.nasib = "ditolak"
        hint = "sebutkan berkas yang benar saja" + ("" if newest else ", atau pakai yang terbaru dengan --terbaru")
        message = f"bidang ini mengembalikan {len(rest)} formulir: {names}"
        one.temuan.append(_finding("F50", Severity.ERROR, one, message, hint))
    return None


def _age(one: Hasil) -> str:
    """When a file was saved, as its program says; else when the system says that it changed (UTC)."""
    returned = one.bacaan.kembali
    if returned is not None and returned.disimpan:
        return returned.disimpan[:19]
    return datetime.fromtimestamp(one.changed, UTC).isoformat()[:19]


def _finding(code: str, severity: Severity, one: Hasil, message: str, hint: str = "") -> Finding:
    return Finding(code, severity, Where(one.bacaan.berkas), message, hint)


def _decide(one: Hasil, place: Path, *, newest: bool) -> bool:
    """Whether the reading is to be written to `place`, by what is kept there."""
    returned = one.bacaan.kembali
    if returned is None:
        return False
    old = _kept(place)
    one.nasib, one.tempat = "disimpan" if old is None else "diganti", place
    if old is None:
        return True
    if old.sha256 == returned.sha256:
        one.nasib = "sama"
        one.bacaan = replace(one.bacaan, kembali=replace(returned, diterima=old.diterima, berkas=old.berkas))
        return True
    if not old.layak and (newest or not _says_less(returned, old)):
        return True
    said = f"sudah ada yang diterima: {old.berkas}" + (f", {old.diterima.isoformat()}" if old.diterima else "")
    why = ""
    if not old.layak:
        now, before = (f"{each.terisi} isian dan {_texts(each)} uraian" for each in (returned, old))
        why = f"isinya berkurang: {now}, yang disimpan ({old.berkas}) {before}"
        hint = "kirim yang lengkap, atau gantikan dengan --terbaru bila memang ini yang benar"
    elif not newest:
        why, hint = f"pengembalian bidang ini {said}", "gantikan dengan yang lebih baru dengan --terbaru"
    elif not returned.layak:
        why, hint = f"yang ini perlu diperbaiki, jadi tidak menggantikan yang {said}", "perbaiki temuannya dahulu"
    elif old.disimpan and returned.disimpan and returned.disimpan[:19] < old.disimpan[:19]:
        why, hint = f"yang ini disimpan lebih dahulu daripada yang {said}", "hapus catatan lama bila memang keliru"
    if why:
        one.nasib, one.tempat = "ditolak", None
        one.temuan.append(_finding("F50", Severity.ERROR, one, why, hint))
    return not why


def _says_less(new: Pengembalian, old: Pengembalian) -> bool:
    """Whether a return has fewer answers or fewer texts than another."""
    return new.terisi < old.terisi or _texts(new) < _texts(old)


def _texts(one: Pengembalian) -> int:
    """How many texts were written."""
    texts = [*(text for row in one.indikator for text in row.teks.values()), *(row.keterangan for row in one.anggaran)]
    return sum(text.keadaan != "kosong" for text in texts)


def _kept(place: Path) -> Pengembalian | None:
    """The reading kept at `place`; None where there is none. Raises ContentError for a damaged one."""
    try:
        return from_json(read_plain(place, JSON_BYTES), shown_path(place))
    except FileNotFoundError:
        return None


def _write(one: Hasil, place: Path, root: Path) -> None:
    """Keep a reading and a copy of its file; the copy first, so that a reading always has one."""
    returned = one.bacaan.kembali
    if returned is None:
        raise ContentError(f'"{one.bacaan.berkas}" tidak dikenali')
    data = read_plain(one.berkas, WORKBOOK.file)
    if digest(data) != returned.sha256:
        raise ContentError(f'berkas "{one.bacaan.berkas}" berubah selagi dibaca', hint="ulangi")
    if original_of(place, returned) is None:
        kind = inspect(data, one.bacaan.berkas).kind
        copy = place.parent / ORIGINALS / f"{place.stem}.{returned.sha256[:_DIGITS]}.{kind}"
        atomic.write_bytes(copy, data, root=root)
    atomic.write_bytes(place, to_json(returned), root=root)
