"""From a table of daily counts to the files of a report, and the list of the reports that were made and received."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import atomic, lock
from doctool.border.limits import MADE_BYTES
from doctool.border.plain_file import read_plain
from doctool.errors import ContentError, DoctoolError, OutsideProgramError
from doctool.findings import Where
from doctool.manifest import Manifest
from doctool.model.berkala import BERKALA_FOLDER, BukuBerkala
from doctool.periodic.book import report_book
from doctool.periodic.counts import Isian, read_counts
from doctool.periodic.document import compose
from doctool.periodic.list_book import Daftar, as_bytes, list_book, list_json
from doctool.periodic.load import LoadedBerkala, load_berkala
from doctool.periodic.periods import Periode, hari_tanggal, tanggal_panjang
from doctool.periodic.reckoned import Hitungan, reckon
from doctool.periodic.records import as_text, load_records, made_on, records_path, rows, with_made, with_received
from doctool.pipeline import NOTES, BuildResult, refuse_changed

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace

#: What can be made of a report, and of a list besides its JSON.
FORMATS, LIST_FORMATS = ("docx", "pdf", "xlsx"), ("xlsx", "pdf")


@dataclass(frozen=True, slots=True)
class PeriodicOptions:
    """What to make and how; `dibuat` is the day on the report (None: as it was, or the period's last day due)."""

    out: Path
    formats: frozenset[str]
    dibuat: date | None = None
    overwrite: bool = False
    dry_run: bool = False


@dataclass(frozen=True)
class Dibuat:
    """A report that was made: its figures and the day on it."""

    hitungan: Hitungan
    tanggal: date


def make_report(
    workspace: Workspace, path: Path, wanted: Periode, today: date, options: PeriodicOptions
) -> tuple[BuildResult, Dibuat | None]:
    """Make the report of a period from the berkala.yaml at `path`, and note in the records that it was made. Raises
    DoctoolError for a day on the report that lies before its period."""
    given = options.dibuat
    if given is not None and given < wanted.awal:
        message = f"tanggal laporan {tanggal_panjang(given)} mendahului periodenya, {wanted.nama}"
        raise DoctoolError(message, "periksa --dibuat")
    result = BuildResult(f"{path.parents[2].name}/{path.parent.name}/{wanted.kunci}")
    made: Dibuat | None = None
    with result.faults():
        loaded = load_berkala(path, workspace)
        isian = read_counts(loaded, today)
        result.add(isian.temuan)
        figures = reckon(loaded, isian, wanted, today)
        if not figures.berisi:
            raise _nothing(figures)
        made = Dibuat(figures, made_on(loaded, isian, load_records(loaded), wanted, given))
        _write_report(made, options, result)
        by = _maker(loaded)
        if result.files and not options.dry_run:
            day = made.tanggal
            change_records(workspace, loaded, lambda book: with_made(book, wanted, day, by))
    return result, made


def _nothing(made: Hitungan) -> ContentError:
    """Nothing was filled in: no report is made."""
    wanted = made.periode
    closed = wanted.jenis == "harian" and not made.loaded.berkala.wajib_diisi(wanted.awal, made.loaded.libur)
    if wanted.awal > made.hari_ini:
        reason = "belum tiba"
    else:
        reason = "bukan hari kerja dan tidak ada isiannya" if closed else "belum diisi sama sekali"
    filled = max(day for day, counts in made.isian.nilai.items() if counts)
    message = f"{wanted.nama} {reason}, jadi {wanted.judul.lower()} tidak dibuat"
    return ContentError(f"{Where(made.loaded.file)}: {message}", hint=f"isian terakhir: {hari_tanggal(filled)}")


def _maker(loaded: LoadedBerkala) -> str:
    """The post of who makes the reports."""
    if loaded.berkala.pembuat is None:
        return ""
    full = loaded.office.kantor.lengkapi(loaded.berkala.pembuat)
    return full.jabatan or full.nama


def _write_report(made: Dibuat, options: PeriodicOptions, result: BuildResult) -> None:
    from doctool.write.document import write_document

    loaded, wanted = made.hitungan.loaded, made.hitungan.periode
    stem = _folder(options.out, loaded) / f"{wanted.jenis}-{wanted.pendek}"
    docx = write_document(compose(made.hitungan, made.tanggal)) if options.formats & {"docx", "pdf"} else b""
    data: dict[str, Callable[[], bytes]] = {
        "docx": lambda: docx, "xlsx": lambda: report_book(made.hitungan), "pdf": lambda: _pdf(docx, ".docx"),
    }  # fmt: skip
    kinds = [kind for kind in ("docx", "xlsx", "pdf") if kind in options.formats]
    _write({stem.with_name(f"{stem.name}.{kind}"): data[kind] for kind in kinds}, options, result)


def _folder(out: Path, loaded: LoadedBerkala) -> Path:
    return out / BERKALA_FOLDER / loaded.office.kode / loaded.nama


def _write(chosen: dict[Path, Callable[[], bytes]], options: PeriodicOptions, result: BuildResult) -> None:
    """Write files in order; a PDF that LibreOffice does not make leaves the others there and the result says so."""
    with nullcontext() if options.dry_run else lock.hold(options.out / NOTES / "kunci"):
        manifest = Manifest(options.out, options.out / NOTES / "manifes.jsonl")
        refuse_changed(manifest, list(chosen), result, overwrite=options.overwrite)
        for place, make in chosen.items():
            if not options.dry_run:
                try:
                    manifest.write(place, make())
                except OutsideProgramError as problem:
                    result.outside, result.reason, result.hint = True, problem.message, problem.hint or ""
                    continue
            result.files.append(place)


def _pdf(data: bytes, suffix: str) -> bytes:
    """The printed document. Raises OutsideProgramError."""
    from doctool.convert.libreoffice import convert_to_pdf

    with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as name:
        source = Path(name) / f"laporan{suffix}"
        source.write_bytes(data)
        made = convert_to_pdf([source], Path(name))[0]
        if made.pdf is None:
            raise OutsideProgramError(f"PDF tidak dibuat: {made.reason}", "buka berkas docx atau xlsx-nya lalu cetak")
        return read_plain(made.pdf, MADE_BYTES)


def change_records(
    workspace: Workspace, loaded: LoadedBerkala, change: Callable[[BukuBerkala], BukuBerkala]
) -> BukuBerkala:
    """Change the records in one step, while nobody else does; the new ones."""
    path = records_path(loaded)
    with lock.hold(path.parent / ".doctool" / "kunci"):
        before = load_records(loaded)
        book = change(before)
        if book != before:
            atomic.write_text(path, as_text(book), root=workspace.root)
    return book


def receive(
    workspace: Workspace, loaded: LoadedBerkala, wanted: Periode, by: str, day: date, *, agenda: str = "",
    enter: Callable[[], str] | None = None, dry_run: bool = False,
) -> BukuBerkala:
    """Note that `by` received a report on `day`. `agenda` is its number in a book kept elsewhere; `enter` enters it in
    the register's book and gives the number, once. Raises DoctoolError."""
    known = loaded.berkala.penerima
    if by not in known:
        listed = f"penerima yang ada: {', '.join(known)}" if known else 'daftarkan "penerima" di berkala.yaml'
        raise DoctoolError(f'"{by}" bukan penerima laporan ini', listed)

    def change(book: BukuBerkala) -> BukuBerkala:
        made = with_received(book, wanted, by, day, agenda, address=loaded.address)
        if enter is not None and not made.laporan[wanted.kunci].agenda:
            made = with_received(book, wanted, by, day, enter())
        return made

    return change(load_records(loaded)) if dry_run else change_records(workspace, loaded, change)


def make_list(
    workspace: Workspace, path: Path, days: tuple[date, date], period: str, name: str, state: date, today: date,
    options: PeriodicOptions,
) -> tuple[BuildResult, LoadedBerkala | None, Daftar]:
    """Make the Daftar Laporan of the reports from the first to the last of `days`, called `period`, as it
    stood on the day `state`; its files end in `name`. The tables hold what was counted until `today`."""
    result = BuildResult(f"{path.parents[2].name}/{path.parent.name}/daftar-{name}")
    loaded: LoadedBerkala | None = None
    found: Daftar = {}
    with result.faults():
        loaded = load_berkala(path, workspace)
        isian: Isian = read_counts(loaded, today)
        result.add(isian.temuan)
        found = rows(loaded, isian, load_records(loaded), *days, state)
        book = list_book(loaded, found, period, state)
        stem = _folder(options.out, loaded) / f"daftar-{name}"
        data: dict[str, Callable[[], bytes]] = {"xlsx": lambda: book, "pdf": lambda: _pdf(book, ".xlsx")}
        chosen = {stem.with_suffix(f".{kind}"): data[kind] for kind in LIST_FORMATS if kind in options.formats}
        listed = list_json(loaded, found, period, state)
        _write({stem.with_suffix(".json"): lambda: as_bytes(listed), **chosen}, options, result)
    return result, loaded, found
