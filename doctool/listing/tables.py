"""The tables of the daftar SOP, as the workbook and the page print them: texts, no looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from doctool.house_workbook import Column
from doctool.indonesian import angka, gabung
from doctool.listing.listed import DaftarSop, perhatian, tempo_teks
from doctool.listing.rows import TAK_TERHITUNG, BarisSop, panjang
from doctool.model.monitoring import Pemantauan
from doctool.model.waktu import Lama, TotalWaktu


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table: short name (of a sheet), title, columns, rows, what is said where there is none, remarks below it."""

    nama: str
    judul: str
    kolom: tuple[Column, ...]
    baris: tuple[tuple[str, ...], ...]
    kosong: str
    catatan: tuple[str, ...] = ()


_SOP = (Column("No.", 4, True), Column("Nomor SOP", 22), Column("Nama SOP", 30))


def tabel(listed: DaftarSop) -> tuple[Tabel, ...]:
    """The tables in order."""
    return (
        _list(listed), _due(listed), _replaced(listed), _missing(listed), _times(listed), _actors(listed),
        _history(listed),
    )  # fmt: skip


def _list(listed: DaftarSop) -> Tabel:
    columns = (
        *_SOP, Column("Revisi", 7, True), Column("Tanggal Pembuatan", 11.5, True), Column("Tanggal Revisi", 11.5, True),
        Column("Tanggal Efektif", 11.5, True), Column("Umur", 9, True), Column("Keadaan", 15),
        Column("Unit / Disahkan oleh", 24), Column("Perlu Perhatian", 17),
    )  # fmt: skip
    rows = tuple(
        (
            *_head(number, row), row.revisi if row.berlaku or row.riwayat else "-", *(one or "-" for one in (
                row.tanggal_pembuatan, row.tanggal_revisi, row.tanggal_efektif, row.umur,
            )), row.keadaan, "\n".join(part for part in (row.unit, row.pejabat) if part) or "-",
            perhatian(row, listed.today) or "-",
        )
        for number, row in enumerate(listed.baris, start=1)
    )  # fmt: skip
    (_, sops), *rest = listed.ringkasan()
    counted = [f"{count} {what}" for what, count in rest if count]
    notes = [f"{sops} SOP: {gabung(counted)}."] if counted else []
    notes += [f"Tidak terbaca: {address}: {reason}" for address, reason in listed.gagal]
    return Tabel("Daftar SOP", "Daftar Standar Operasional Prosedur", columns, rows, "Belum ada SOP.", tuple(notes))


def _head(number: int, row: BarisSop) -> tuple[str, str, str]:
    return str(number), row.nomor or "-", row.nama or row.alamat


def _numbered(rows: Iterator[tuple[BarisSop, tuple[str, ...]]]) -> tuple[tuple[str, ...], ...]:
    return tuple((*_head(number, row), *cells) for number, (row, cells) in enumerate(rows, start=1))


def _due(listed: DaftarSop) -> Tabel:
    columns = (
        *_SOP, Column("Berlaku Sejak", 16, True), Column("Monitoring Terakhir", 26),
        Column("Monitoring Berikutnya", 22), Column("Evaluasi Terakhir", 26), Column("Evaluasi Berikutnya", 22),
    )  # fmt: skip
    rule = listed.office.kantor.sop
    note = (
        f"Monitoring paling lambat setiap {rule.monitoring_bulan} bulan, evaluasi setiap {rule.evaluasi_bulan} bulan, "
        "dihitung dari tanggal efektif, revisi atau pemantauan terakhir; evaluasi sekaligus terhitung monitoring."
    )
    return Tabel(
        "Monitoring Evaluasi", "Monitoring dan Evaluasi SOP yang Berlaku", columns, _numbered(_due_rows(listed)),
        "Belum ada SOP yang berlaku.", (note,),
    )  # fmt: skip


def _due_rows(listed: DaftarSop) -> Iterator[tuple[BarisSop, tuple[str, ...]]]:
    for row in listed.baris:
        if row.tak_terhitung:
            yield row, (row.tanggal_efektif or "-", "-", TAK_TERHITUNG, "-", TAK_TERHITUNG)
        if row.pemantauan is None:
            continue
        cells = [panjang(row.mulai)]
        for one in row.pemantauan:
            last = one.catatan
            done = _noted(last) if last is not None else "belum tercatat"
            cells += [done, tempo_teks(one, listed.today)]
        yield row, tuple(cells)


def _noted(last: Pemantauan) -> str:
    """What was noted, line by line: the day, by whom, with which result, what is to be done."""
    action = f"Tindakan: {last.tindakan}" if last.tindakan else ""
    result = f"{last.hasil}: {last.catatan}" if last.catatan else last.hasil
    return "\n".join(" ".join(part.split()) for part in (panjang(last.hari), last.oleh, result, action) if part)


def _replaced(listed: DaftarSop) -> Tabel:
    columns = (*_SOP, Column("Dasar Hukum", 36), Column("Sudah Diganti", 36), Column("Saran", 30))
    rows = ((row, (one.teks, one.sebab, one.saran)) for row in listed.baris for one in row.diganti)
    return Tabel(
        "Peraturan Diganti", "SOP yang Memakai Peraturan yang Sudah Diganti", columns, _numbered(rows),
        "Tidak ada SOP yang memakai peraturan yang diketahui sudah diganti.",
    )  # fmt: skip


def _missing(listed: DaftarSop) -> Tabel:
    columns = (*_SOP, Column("Letak", 13), Column("Yang Dirujuk", 42), Column("Alamat", 20), Column("Keterangan", 28))
    rows = ((row, (one.letak, one.teks, one.alamat or "-", one.sebab)) for row in listed.baris for one in row.hilang)
    return Tabel(
        "Rujukan Tidak Ada", "SOP yang Merujuk SOP yang Tidak Ada di Katalog", columns, _numbered(rows),
        "Semua SOP yang dirujuk ada di katalog.",
    )  # fmt: skip


def _times(listed: DaftarSop) -> Tabel:
    whole = listed.waktu
    units = [one.satuan for one in whole.bagian]
    columns = (
        *_SOP, Column("Kegiatan", 9, True), Column("Jumlah Waktu", 26),
        *(Column(unit.capitalize(), 10, True) for unit in units), Column("Belum Terjumlah", 26),
    )  # fmt: skip
    rows = [*_numbered((row, (str(row.kegiatan), *_time(row.waktu, units))) for row in listed.baris)]
    if rows:
        count = str(sum(row.kegiatan for row in listed.baris))
        rows.append(("", "", "Jumlah semua SOP", count, *_time(whole, units)))
    return Tabel(
        "Jumlah Waktu", "Jumlah Waktu menurut Satuan", columns, tuple(rows), "Belum ada SOP.", (_hours(listed),)
    )


def _hours(listed: DaftarSop) -> str:
    hours = listed.office.kantor.jam_kerja_sehari
    if hours is None:
        return (
            "Setiap kegiatan dihitung sekali. Jam kerja sehari tidak dinyatakan di kantor.yaml, jadi hari, jam dan "
            "menit dijumlahkan sendiri-sendiri."
        )
    return f"Setiap kegiatan dihitung sekali. Sehari dihitung {angka(hours)} jam kerja (kantor.yaml)."


def _actors(listed: DaftarSop) -> Tabel:
    units = [one.satuan for one in listed.waktu.bagian]
    columns = (
        Column("No.", 4, True), Column("Pelaksana", 40), Column("SOP", 7, True), Column("Kegiatan", 9, True),
        Column("Jumlah Waktu", 26), *(Column(unit.capitalize(), 10, True) for unit in units),
        Column("Belum Terjumlah", 26),
    )  # fmt: skip
    rows = tuple(
        (str(number), name, str(sops), str(count), *_time(time, units))
        for number, (name, sops, count, time) in enumerate(listed.pelaksana, start=1)
    )
    note = "Kegiatan bersama dihitung untuk setiap pelaksana yang ikut, jadi jumlahnya dapat melebihi jumlah semua SOP."
    return Tabel(
        "Waktu Pelaksana", "Jumlah Waktu menurut Pelaksana", columns, rows, "Belum ada pelaksana.", (note,)
    )


def _time(time: TotalWaktu, units: Sequence[str]) -> tuple[str, ...]:
    """The sum in words, by unit, and what could not be added."""
    by_unit: dict[str, str] = {one.satuan: _range(one) for one in time.bagian}
    words = time.model_copy(update={"tidak_terjumlah": ()}).teks
    return words or "-", *(by_unit.get(unit, "-") for unit in units), "; ".join(time.tidak_terjumlah) or "-"


def _range(one: Lama) -> str:
    low, high = angka(one.paling_sedikit), angka(one.paling_banyak)
    return low if low == high else f"{low} s.d. {high}"


def _history(listed: DaftarSop) -> Tabel:
    columns = (
        *_SOP, Column("Revisi", 7, True), Column("Diterbitkan", 14, True), Column("Oleh", 20),
        Column("Alasan dan Peraturan", 40), Column("Keadaan", 18),
    )  # fmt: skip
    rows: list[tuple[str, ...]] = []
    for row in listed.baris:
        for one in row.riwayat:
            known = one.terbitan
            why = "\n".join(part for part in (known.alasan, *known.peraturan) if part) or "-"
            rows.append((
                str(len(rows) + 1), known.nomor_sop or "-", " ".join(known.nama_sop.split()) or "-", known.nomor_revisi,
                panjang(known.hari), known.oleh or "-", why, one.keadaan,
            ))  # fmt: skip
    return Tabel(
        "Riwayat Terbitan", "Riwayat Terbitan", columns, tuple(rows), "Belum ada SOP yang diterbitkan dengan doctool."
    )
