"""Tables that compare: with earlier years, with the end of the Renstra, with a national standard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from doctool.model.capaian import Capaian, Patokan, printed, reckon
from doctool.model.dokumen import Baris, Sel, Tabel
from doctool.model.kinerja import Target
from doctool.model.laporan import StandarNasional, TargetRenstra
from doctool.model.rekap import IndikatorRekap
from doctool.reports import notes, values
from doctool.reports.asked import Diminta
from doctool.reports.cells import kelompok, kepala, nilai, tabel, teks
from doctool.reports.history import Tahun, in_year, years
from doctool.reports.material import Bahan
from doctool.reports.values import Nilai


def tahun_lalu(asked: Diminta) -> Tabel:
    """Realisasi and capaian of up to five earlier years and of this one."""
    bahan = asked.bahan
    before = years(bahan, asked.indikator)
    names = [*map(str, before), bahan.kolom_tahun]
    heads = ("No.", "Indikator kinerja", "Satuan", ("Realisasi", names), ("Capaian (%)", names))
    rows: list[Baris] = [*kepala(*heads)]
    history: list[tuple[IndikatorRekap, list[Tahun]]] = []
    for number, row in _numbered(asked, rows, 3 + 2 * len(names)):
        past = [in_year(bahan, row, one) for one in before]
        history.append((row, past))
        rows.append(Baris((
            *_named(number, row), *(nilai(one.realisasi) for one in past), nilai(values.realisasi(row)),
            *(nilai(one.capaian) for one in past), nilai(values.capaian(row.akhir.capaian)),
        )))
    wide = (6, 28, 11, *(10 for _ in names), *(10 for _ in names))
    judul = asked.judul("Realisasi dan capaian kinerja", f"tahun {names[0]} sampai dengan {bahan.tahun}")
    return tabel(asked.permintaan, judul, wide, rows, _below_years(asked, history))


def _below_years(asked: Diminta, history: Sequence[tuple[IndikatorRekap, list[Tahun]]]) -> Iterator[str]:
    yield notes.rumus(asked.indikator)
    yield from notes.batas(asked.bahan.aturan, asked.indikator)
    if not any(past for _, past in history):
        yield f"Data tahun sebelum {asked.bahan.tahun} tidak tercatat."
    for row, past in history:
        for one in past:
            if one.berbeda:
                yield (
                    f"{row.kode} {one.tahun}: capaian {one.capaian.teks} seperti tercetak pada laporan tahun itu; "
                    f"menurut rumus indikator {printed(one.hitungan.nilai)}."
                )
    missing: dict[str, Nilai] = {}
    for row, past in history:
        for one in past:
            missing[f"{row.kode} {one.tahun}"] = one.capaian if one.realisasi.ada else one.realisasi
        missing[f"{row.kode} {asked.bahan.tahun}"] = _now(row)
    yield notes.alasan(missing)
    yield "Angka tahun-tahun sebelumnya menurut laporan kinerja tahun yang bersangkutan."
    yield notes.sumber(asked.bahan)


def _now(row: IndikatorRekap) -> Nilai:
    found = values.realisasi(row)
    return found if not found.ada else values.capaian(row.akhir.capaian)


def _numbered(asked: Diminta, rows: list[Baris], columns: int) -> Iterator[tuple[str, IndikatorRekap]]:
    """The indicators asked for with their numbers; between sasaran a row with the name of the next is put in."""
    for one in asked.sasaran:
        if not asked.satu:
            rows.append(kelompok(f"Sasaran {one.nomor}: {one.uraian}", columns))
        for at, row in enumerate(one.indikator, start=1):
            yield f"{one.nomor}.{at}", row


def _named(number: str, row: IndikatorRekap) -> tuple[Sel, ...]:
    return teks(number, tengah=True), teks(f"{row.uraian} ({row.kode})"), teks(row.satuan, tengah=True)


def against(bahan: Bahan, row: IndikatorRekap, target: Target) -> Capaian:
    """The realisasi of this year against another target, by the indicator's own formula; no cap is laid on it."""
    last = row.akhir
    reached = last.tingkat or last.sampai
    if reached is None:
        return Capaian(alasan=values.realisasi(row).alasan)
    return reckon(bahan.indikator(row), reached, target)


def end_of_renstra(bahan: Bahan, row: IndikatorRekap) -> tuple[TargetRenstra | None, Nilai, Capaian]:
    """The target at the end of the Renstra as it is written and printed, and how much of it is reached."""
    given = bahan.pembanding_of(row.kode).renstra
    if given is None or given.target.tidak_ada:
        why = "target akhir Renstra tidak tercatat"
        return None, values.tidak_ada(why), Capaian(alasan=why)
    return given, values.patokan(Patokan.dari(given.target)), against(bahan, row, given.target)


def renstra(asked: Diminta) -> Tabel:
    """The realisasi of this year against the target at the end of the Renstra."""
    bahan = asked.bahan
    heads = ("No.", "Indikator kinerja", "Satuan", f"Realisasi {bahan.kolom_tahun}", "Akhir Renstra",
             "Target akhir Renstra", "Capaian terhadap target akhir (%)")  # fmt: skip
    rows: list[Baris] = [*kepala(*heads)]
    missing: dict[str, Nilai] = {}
    for number, row in _numbered(asked, rows, len(heads)):
        given, target, part = end_of_renstra(bahan, row)
        year = teks(str(given.tahun), tengah=True) if given is not None else nilai(target)
        rows.append(Baris((
            *_named(number, row), nilai(values.realisasi(row)), year, nilai(target), nilai(values.capaian(part)),
        )))
        missing[row.kode] = _first_absent(values.realisasi(row), target, values.capaian(part))
    below = (
        notes.rumus(asked.indikator, "Capaian terhadap target akhir", "R realisasi tahun ini, T target akhir Renstra"),
        notes.alasan(missing), notes.sumber(bahan),
    )  # fmt: skip
    judul = asked.judul("Realisasi kinerja terhadap target akhir Renstra")
    return tabel(asked.permintaan, judul, (6, 32, 11, 13, 11, 13, 14), rows, below)


def _first_absent(*found: Nilai) -> Nilai:
    return next((one for one in found if not one.ada), found[0])


def national(bahan: Bahan, row: IndikatorRekap) -> tuple[StandarNasional | None, Nilai]:
    """The national standard of an indicator as it is printed: "tidak ada" where that is said, n/a where nothing is."""
    given = bahan.pembanding_of(row.kode).standar_nasional
    if given is None:
        return None, values.tidak_ada("standar nasional belum tercatat")
    if given.nilai.tidak_ada:
        return given, Nilai("tidak ada")
    return given, values.patokan(Patokan.dari(given.nilai))


def standar_nasional(asked: Diminta) -> Tabel:
    """The realisasi of this year beside the national standard, with what is to be said of it."""
    bahan = asked.bahan
    heads = ("No.", "Indikator kinerja", "Satuan", f"Realisasi {bahan.kolom_tahun}", "Standar nasional", "Keterangan")
    rows: list[Baris] = [*kepala(*heads)]
    missing: dict[str, Nilai] = {}
    for number, row in _numbered(asked, rows, len(heads)):
        given, standard = national(bahan, row)
        rows.append(Baris((
            *_named(number, row), nilai(values.realisasi(row)), nilai(standard), teks(_remark(bahan, row, given)),
        )))
        missing[row.kode] = _first_absent(values.realisasi(row), standard)
    below = (notes.alasan(missing), notes.sumber(bahan))
    judul = asked.judul("Realisasi kinerja dibandingkan dengan standar nasional")
    return tabel(asked.permintaan, judul, (6, 32, 11, 13, 13, 25), rows, below)


def _remark(bahan: Bahan, row: IndikatorRekap, given: StandarNasional | None) -> str:
    if given is None:
        return "Standar nasional belum tercatat"
    source = f"Sumber: {given.sumber}" if given.sumber else ""
    if given.nilai.tidak_ada:
        return "\n".join(part for part in ("Tidak ada standar nasional untuk indikator ini", source) if part)
    reached = against(bahan, row, given.nilai).tercapai
    said = {True: "Memenuhi standar nasional", False: "Belum memenuhi standar nasional", None: "Belum dapat dinilai"}
    return "\n".join(part for part in (said[reached], source) if part)
