"""Tables of the money: pagu, realisasi and serapan of each level, programmes of a sasaran, efficiency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from doctool.model.capaian import sum_exact
from doctool.model.dokumen import Baris, Sel, Tabel
from doctool.model.rekap import AnggaranRekap, IndikatorRekap, SasaranRekap
from doctool.reports import notes, values
from doctool.reports.asked import Diminta
from doctool.reports.cells import SUM, kelompok, kepala, nilai, tabel, teks
from doctool.reports.material import Bahan, leaves_below, money_of
from doctool.reports.tables_capaian import mean_value
from doctool.reports.values import Nilai

SERAPAN = "Serapan (%) = realisasi / pagu x 100."
EFISIENSI = (
    "Tingkat efisiensi (poin persen) = capaian (%) - serapan anggaran program penunjang (%); di atas 0: kinerja yang "
    "tercapai lebih besar daripada anggaran yang dipakai. Rumus ini kebiasaan, bukan ketentuan nasional."
)
NO_MONEY = "data anggaran tidak ada dalam rekap"


@dataclass(frozen=True, slots=True)
class Uang:
    """The money of a sasaran: rows with sums over its programmes only, and their total; or why there is none."""

    rows: tuple[AnggaranRekap, ...]
    total: AnggaranRekap | None
    alasan: str = ""

    @property
    def serapan(self) -> Nilai:
        """The share that was spent."""
        return serapan(self.total) if self.total is not None else values.tidak_ada(self.alasan)


def money_for(bahan: Bahan, nomor: int) -> Uang:
    """The money of the programmes that support a sasaran; each row of the lowest level counts once."""
    codes = bahan.penunjang(nomor)
    if not codes:
        return Uang((), None, f"program penunjang sasaran {nomor} belum disebut")
    rows, total = money_of(bahan.rekap, leaves_below(bahan.rekap, codes))
    return Uang(rows, total, "" if total is not None else "program penunjangnya tidak ada dalam rekap")


def serapan(row: AnggaranRekap) -> Nilai:
    """The share of a level that was spent, or why it is not known."""
    if row.realisasi is None:
        return values.tidak_ada(spent(row).alasan)
    if row.serapan is None:
        no_pagu = row.pagu_terisi is None
        return values.tidak_ada("pagunya belum ada" if no_pagu else "pagu 0, tidak dapat menjadi pembagi")
    return values.persen(row.serapan)


def spent(row: AnggaranRekap) -> Nilai:
    """The realisasi of a level, or why it is not known."""
    if row.realisasi is not None:
        return values.rupiah(row.realisasi)
    if row.dirinci or not row.kunci:
        return values.tidak_ada("realisasi rinciannya belum diisi")
    return values.tidak_ada(f"realisasi anggaran {values.isian(row.isian).alasan}")


def pagu(row: AnggaranRekap) -> Nilai:
    """The pagu of a level, or that there is none."""
    return values.rupiah(row.pagu, "pagu belum ada")


def anggaran_program(asked: Diminta) -> Tabel:
    """The programmes with their money, as they stand below a perjanjian kinerja."""
    rows: list[Baris] = [*kepala("No.", "Program", "Anggaran (Rp)", "Keterangan")]
    tops = [row for row in asked.bahan.rekap.anggaran if row.tingkat == "program"]
    for number, row in enumerate(tops, start=1):
        named = f"{row.kode} {row.uraian}".strip()
        owner = asked.bahan.bidang_of(row)
        rows.append(Baris((teks(str(number), tengah=True), teks(named), nilai(pagu(row)), teks(owner))))
    total = asked.bahan.rekap.total
    if total is not None:
        rows.append(Baris((
            teks("Jumlah", tebal=True, kolom=2, warna=SUM), nilai(pagu(total), tebal=True, warna=SUM),
            teks("", warna=SUM),
        ), "jumlah"))
    below = (notes.alasan({_called(row): pagu(row) for row in tops}), _absent(asked.bahan))
    judul = f"Program dan anggaran{asked.bidang} tahun {asked.bahan.tahun}"
    return tabel(asked.permintaan, judul, (6, 50, 20, 24), rows, below)


def _absent(bahan: Bahan) -> str:
    return "" if bahan.rekap.total is not None else f"{NO_MONEY[:1].upper()}{NO_MONEY[1:]}."


def _called(row: AnggaranRekap) -> str:
    return (row.kode or row.uraian) if row.kunci else "Jumlah"


def penyerapan(asked: Diminta) -> Tabel:
    """Pagu, realisasi and serapan of programmes, kegiatan and sub kegiatan; of a sasaran only what supports it."""
    rekap = asked.bahan.rekap
    whole = Uang(rekap.anggaran, rekap.total, NO_MONEY)
    money = money_for(asked.bahan, asked.sasaran[0].nomor) if asked.satu else whole
    heads = ("Kode", "Program/kegiatan/sub kegiatan", "Pagu (Rp)", "Realisasi (Rp)", "Serapan (%)")
    rows: list[Baris] = [*kepala(*heads), *(_money(row) for row in money.rows)]
    if money.total is not None:
        rows.append(Baris((teks("Jumlah", tebal=True, kolom=2, warna=SUM), *_figures(money.total, SUM)), "jumlah"))
    judul = asked.judul("Pagu dan realisasi anggaran")
    return tabel(asked.permintaan, judul, (19, 37, 17, 17, 10), rows, _below(asked.bahan, money))


def _money(row: AnggaranRekap) -> Baris:
    fill = SUM if row.dirinci and row.tingkat == "program" else ""
    return Baris((
        teks(row.kode, tebal=bool(fill), warna=fill), teks(row.uraian, tebal=bool(fill), warna=fill),
        *_figures(row, fill),
    ), "kelompok" if fill else "isi")


def _figures(row: AnggaranRekap, fill: str) -> tuple[Sel, ...]:
    return tuple(nilai(one, tebal=bool(fill), warna=fill) for one in (pagu(row), spent(row), serapan(row)))


def _below(bahan: Bahan, money: Uang) -> Iterable[str]:
    rows = [*money.rows, *([money.total] if money.total is not None else [])]
    yield SERAPAN
    yield notes.sebagian(rows)
    yield notes.alasan({_called(row): _lacking(row) for row in rows})
    if money.total is None:
        yield f"{money.alasan[:1].upper()}{money.alasan[1:]}."
    yield notes.sumber(bahan, uang=True)


def _lacking(row: AnggaranRekap) -> Nilai:
    return next((one for one in (pagu(row), spent(row), serapan(row)) if not one.ada), pagu(row))


def program(asked: Diminta) -> Tabel:
    """The programmes, kegiatan and sub kegiatan that laporan.yaml names for each sasaran, with their money."""
    bahan = asked.bahan
    heads = ("No.", "Program/kegiatan/sub kegiatan", "Penanggung jawab", "Pagu (Rp)", "Realisasi (Rp)", "Serapan (%)")
    rows: list[Baris] = [*kepala(*heads)]
    shown: list[AnggaranRekap] = []
    lacking: list[str] = []
    for one in asked.sasaran:
        if not asked.satu:
            rows.append(kelompok(f"Sasaran {one.nomor}: {one.uraian}", len(heads)))
        named = [row for row in bahan.rekap.anggaran if row.kode and row.kode in bahan.penunjang(one.nomor)]
        if not named:
            lacking.append(money_for(bahan, one.nomor).alasan)
        shown += named
        for at, row in enumerate(named, start=1):
            who = teks(bahan.bidang_of(row) or "-")
            called = f"{row.kode} {row.uraian}"
            rows.append(Baris((teks(f"{one.nomor}.{at}", tengah=True), teks(called), who, *_figures(row, ""))))
    below = (
        SERAPAN, notes.sebagian(shown), notes.alasan({_called(row): _lacking(row) for row in shown}),
        *(f"{text[:1].upper()}{text[1:]}." for text in lacking), notes.sumber(bahan, uang=True),
    )  # fmt: skip
    judul = asked.judul("Program dan kegiatan yang menunjang pencapaian kinerja")
    return tabel(asked.permintaan, judul, (6, 32, 22, 16, 16, 9), rows, below)


def tingkat_efisiensi(capaian: Nilai, share: Nilai) -> Nilai:
    """Capaian less serapan, in points of percent; n/a where either is."""
    if capaian.angka is None:
        return values.tidak_ada(capaian.alasan)
    if share.angka is None:
        return values.tidak_ada(share.alasan)
    return values.persen(_less(capaian.angka, share.angka))


def _less(one: Decimal, other: Decimal) -> Decimal:
    return sum_exact((one, other.copy_negate()))


def efisiensi(asked: Diminta) -> Tabel:
    """Capaian of each indicator, serapan of the programmes of its sasaran, and what the one is above the other."""
    bahan = asked.bahan
    heads = ("No.", "Indikator kinerja", "Capaian (%)", "Serapan anggaran (%)", "Tingkat efisiensi (poin persen)")
    rows: list[Baris] = [*kepala(*heads)]
    missing: dict[str, Nilai] = {}
    used: list[AnggaranRekap] = []
    for one in asked.sasaran:
        money = money_for(bahan, one.nomor)
        used += [money.total] if money.total is not None else []
        if not asked.satu:
            rows.append(kelompok(f"Sasaran {one.nomor}: {one.uraian}", len(heads)))
        for at, row in enumerate(one.indikator, start=1):
            rows.append(_efficient(f"{one.nomor}.{at}", row, money))
            missing[row.kode] = values.capaian(row.akhir.capaian)
        missing[f"serapan sasaran {one.nomor}"] = money.serapan
        rows.append(_efficient_mean(one, money))
    below = (
        notes.rumus(asked.indikator), EFISIENSI, SERAPAN, _programmes(bahan, asked.sasaran), notes.sebagian(used),
        notes.alasan(missing), notes.sumber(bahan),
    )  # fmt: skip
    judul = asked.judul("Efisiensi penggunaan sumber daya")
    return tabel(asked.permintaan, judul, (6, 45, 15, 16, 18), rows, below)


def _efficient(number: str, row: IndikatorRekap, money: Uang) -> Baris:
    reached = values.capaian(row.akhir.capaian)
    return Baris((
        teks(number, tengah=True), teks(f"{row.uraian} ({row.kode})"), nilai(reached), nilai(money.serapan),
        nilai(tingkat_efisiensi(reached, money.serapan)),
    ))


def _efficient_mean(one: SasaranRekap, money: Uang) -> Baris:
    mean = mean_value(one.rata_rata)
    found = (mean, money.serapan, tingkat_efisiensi(mean, money.serapan))
    label = teks(f"Rata-rata sasaran {one.nomor}", tebal=True, kolom=2, warna=SUM)
    return Baris((label, *(nilai(each, tebal=True, warna=SUM) for each in found)), "jumlah")


def _programmes(bahan: Bahan, sasaran: Sequence[SasaranRekap]) -> str:
    """Which programmes support each sasaran."""
    said = [
        f"sasaran {one.nomor}: {', '.join(bahan.penunjang(one.nomor))}" for one in sasaran if bahan.penunjang(one.nomor)
    ]
    return f"Program penunjang: {'; '.join(said)}." if said else ""
