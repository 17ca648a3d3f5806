"""From laporan.yaml to what its report is reckoned from, and the tables of a report to files.

The recap is the JSON that laporan.yaml names, or is compiled anew from the forms that came back. What is missing or
wrong is told; the report goes on with what there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import lock
from doctool.catalog.index import DATA_FOLDER
from doctool.catalog.source import shown_path
from doctool.errors import ContentError, DoctoolError
from doctool.findings import Finding, Where
from doctool.form_recap import load_recap, recap_of
from doctool.form_returns import expected_forms
from doctool.indonesian import gabung
from doctool.manifest import Manifest
from doctool.model.kinerja import TRIWULAN
from doctool.model.laporan import LAPORAN_FILE, LAPORAN_FOLDER
from doctool.pipeline import NOTES, BuildResult, refuse_changed
from doctool.reports.load import laporan_files, load_laporan, load_pembanding, pembanding_path, place_of
from doctool.reports.material import Bahan, fault, narrowed, nearest, warning
from doctool.reports.reckoned import Hitungan, as_json

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.loaded import LoadedKinerja, LoadedLaporan, LoadedPembanding
    from doctool.model.rekap import Rekap

#: Folder of the reports below the output folder.
REPORT_FOLDER = "laporan"
TABLES = "tabel"


@dataclass(frozen=True, slots=True)
class TableOptions:
    """Where the tables go and how."""

    out: Path
    overwrite: bool = False
    dry_run: bool = False


def choose_reports(workspace: Workspace, names: Sequence[str], kantor: str | None = None) -> list[Path]:
    """The laporan.yaml that `names` mean (a name, kantor/name, the file, its folder), all where there are none; sorted,
    each once. Raises DoctoolError."""
    if kantor is not None and kantor not in workspace.offices():
        hint = nearest(kantor, workspace.offices(), "kantor yang ada")
        raise DoctoolError(f'tidak ada kantor "{kantor}"', hint)
    known = laporan_files(workspace, kantor)
    if not known:
        of = f" {kantor}" if kantor else " di ruang kerja ini"
        hint = f"taruh di {DATA_FOLDER}/<kantor>/{LAPORAN_FOLDER}/<nama>/{LAPORAN_FILE}"
        raise DoctoolError(f"tidak ada laporan{of}", hint)
    if not names:
        return known
    return sorted({_named(name, known) for name in names})


def _named(name: str, known: Sequence[Path]) -> Path:
    wanted = Path(name).absolute()
    plain = name.replace("\\", "/").strip("/")
    found = [path for path in known if wanted in (path, path.parent) or plain in (path.parent.name, address(path))]
    if len(found) > 1:
        listed = ", ".join(address(path) for path in found)
        raise DoctoolError(f'"{name}" menunjuk lebih dari satu laporan', f"sebut lengkap: {listed}")
    if not found:
        hint = nearest(plain, [address(path) for path in known], "laporan yang ada")
        raise DoctoolError(f'tidak ada laporan "{name}"', hint)
    return found[0]


def address(path: Path) -> str:
    """`kantor/nama` of the report in the file at `path`."""
    return f"{path.parents[2].name}/{path.parent.name}"


def gather(
    workspace: Workspace, loaded: LoadedLaporan, today: date, *, newest: bool = False, out: Path | None = None
) -> Bahan:
    """The material of a report; `out` is the folder of the forms that were made. Raises ContentError where there is no
    recap of its year and office."""
    found: list[Finding] = list(loaded.findings)
    kinerja = _kinerja(workspace, loaded, found)
    rekap, source = _recap(workspace, loaded, kinerja, today, found, newest=newest, out=out)
    laporan = loaded.laporan
    own = narrowed(rekap, laporan.bidang, loaded.office.kantor.kinerja)
    if laporan.bidang and not own.sasaran and not own.anggaran:
        message = f'bidang "{laporan.bidang}" tidak punya indikator maupun anggaran dalam rekap'
        found.append(fault("B01", loaded.positions.where(("bidang",)), message, "periksa kunci bidangnya"))
    found += _told(rekap, own, laporan.bidang)
    if not any(one.berkas for one in own.bidang):
        message = "belum ada formulir yang kembali; semua realisasi dicetak n/a"
        hint = "baca formulir yang kembali dengan: doctool formulir baca, atau sebut berkas rekap"
        found.append(warning("B01", Where(loaded.file), message, hint))
    pembanding = _pembanding(workspace, loaded.office.kode, found)
    codes = tuple(row.kode for row in rekap.indikator())
    return Bahan(loaded, own, kinerja, pembanding, source, tuple(dict.fromkeys(found)), codes)


def _kinerja(workspace: Workspace, loaded: LoadedLaporan, found: list[Finding]) -> LoadedKinerja | None:
    """The office's indicators of the year, or None and why."""
    try:
        return expected_forms(workspace, loaded.office.kode, loaded.laporan.tahun)[0].loaded
    except ContentError as problem:
        found.extend(problem.findings)
    except DoctoolError as problem:
        found.append(warning("B01", loaded.positions.where(("tahun",)), problem.message, problem.hint or ""))
    return None


def _recap(
    workspace: Workspace, loaded: LoadedLaporan, kinerja: LoadedKinerja | None, today: date, found: list[Finding], *,
    newest: bool, out: Path | None,
) -> tuple[Rekap, str]:
    """The recap and the file that it was read from ("" where it was compiled)."""
    laporan = loaded.laporan
    if not laporan.rekap:
        if kinerja is None:
            hint = f"buat data kinerja {laporan.tahun}, atau sebut berkas rekap: rekap-{laporan.tahun}-tw4.json"
            raise _refused(loaded, found, fault("B01", Where(loaded.file), "rekap tidak dapat disusun", hint))
        return recap_of(workspace, kinerja, laporan.triwulan, today, newest=newest, out=out), ""
    where = loaded.positions.where(("rekap",))
    path = place_of(loaded.folder, laporan.rekap)
    try:
        rekap = load_recap(path)
    except ContentError as problem:
        raise _refused(loaded, found, fault("B01", where, problem.message, problem.hint or "")) from problem
    except OSError as problem:
        message = f'berkas rekap "{laporan.rekap}" tidak dapat dibaca'
        hint = "buat dengan: doctool formulir rekap, atau hapus baris rekap"
        raise _refused(loaded, found, fault("B01", where, message, hint)) from problem
    if (rekap.kantor, rekap.tahun) != (loaded.office.kode, laporan.tahun):
        message = f"rekap ini milik {rekap.kantor} tahun {rekap.tahun}, laporannya {loaded.office.kode} {laporan.tahun}"
        raise _refused(loaded, found, fault("B01", where, message, "sebut rekap yang benar", laporan.rekap))
    if rekap.triwulan != laporan.triwulan:
        until, wanted = rekap.nama_triwulan, TRIWULAN[laporan.triwulan - 1]
        message = f"rekap baru sampai triwulan {until}, laporannya sampai triwulan {wanted}; yang dihitung {until}"
        found.append(fault("B01", where, message, f"buat rekap triwulan {wanted}, atau ubah triwulan laporan"))
    if kinerja is not None:
        found += _outdated(rekap, recap_of(workspace, kinerja, rekap.triwulan, today, newest=newest, out=out), where)
    return rekap, shown_path(path)


def _outdated(rekap: Rekap, now: Rekap, where: Where) -> Iterator[Finding]:
    """What the forms that were read since say otherwise than the recap; what no form says any more is left."""
    known = {row.kode: row.akhir for row in rekap.indikator()}
    codes = [
        row.kode for row in now.indikator()
        if row.akhir.terisi and row.kode in known
        and (row.akhir.sampai, row.akhir.tingkat) != (known[row.kode].sampai, known[row.kode].tingkat)
    ]
    spent, said = ({one.kunci: one.realisasi for one in each.anggaran} for each in (now, rekap))
    codes += ["realisasi anggaran"] * any(spent[key] not in (None, said[key]) for key in spent if key in said)
    if codes:
        message = f"berkas rekap ini berbeda dari formulir yang sudah dibaca sesudahnya: {gabung(codes)}"
        hint = f"susun lagi dengan: doctool formulir rekap --triwulan {now.nama_triwulan}, atau hapus baris rekap"
        yield warning("B01", where, message, hint)


def _refused(loaded: LoadedLaporan, found: Iterable[Finding], last: Finding) -> ContentError:
    told = tuple(sorted({*found, last}, key=Finding.sort_key))
    return ContentError(f"{loaded.file}: {last.message}", told, last.hint)


def _told(rekap: Rekap, own: Rekap, bidang: str) -> list[Finding]:
    """What the recap itself says; for a bidang what is of its files, its indicators or itself."""
    if not bidang:
        return list(rekap.temuan)
    files = {name for one in own.bidang for name in one.berkas}
    words = (*(f"{row.kode}:" for row in own.indikator()), *(one.nama for one in own.bidang))
    return [one for one in rekap.temuan if one.where.file in files or one.message.startswith(words)]


def _pembanding(workspace: Workspace, kantor: str, found: list[Finding]) -> LoadedPembanding | None:
    path = pembanding_path(workspace, kantor)
    if not path.exists():
        return None
    try:
        return load_pembanding(path, workspace)
    except ContentError as problem:
        found.extend(problem.findings)
        return None


def reckon_report(
    workspace: Workspace, path: Path, today: date, options: TableOptions, *, newest: bool = False
) -> tuple[BuildResult, Hitungan | None]:
    """Reckon the report in the file at `path` and write its tables: what became of it, and what was reckoned. Raises
    BusyError where another run uses the output folder."""
    from doctool.reports.reckoned import reckon

    result = BuildResult(address(path))
    made: Hitungan | None = None
    with nullcontext() if options.dry_run else lock.hold(options.out / NOTES / "kunci"), result.faults():
        loaded = load_laporan(path, workspace)
        made = reckon(gather(workspace, loaded, today, newest=newest, out=options.out))
        result.add(made.temuan)
        _write_tables(made, options, result)
    return result, made


def _write_tables(made: Hitungan, options: TableOptions, result: BuildResult) -> None:
    """Write output/laporan/<kantor>/<nama>/tabel.xlsx and .json. Raises DoctoolError where a person changed one."""
    from doctool.reports.book import tables_book

    loaded = made.bahan.loaded
    folder = options.out / REPORT_FOLDER / loaded.office.kode / loaded.nama
    data = {folder / f"{TABLES}.xlsx": tables_book(made), folder / f"{TABLES}.json": as_json(made)}
    manifest = Manifest(options.out, options.out / NOTES / "manifes.jsonl")
    refuse_changed(manifest, list(data), result, overwrite=options.overwrite)
    for place, content in data.items():
        if not options.dry_run:
            manifest.write(place, content)
        result.files.append(place)
