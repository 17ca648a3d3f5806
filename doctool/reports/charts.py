"""Every chart of the report by its name; what was not measured is left out, never drawn as 0."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from doctool.findings import Finding
from doctool.indonesian import gabung
from doctool.model.dokumen import Bagan, Keterangan, Permintaan, Seri, polos
from doctool.model.kinerja import TRIWULAN, Target
from doctool.model.rekap import IndikatorRekap, PeriodeRekap
from doctool.reports import notes, values
from doctool.reports.asked import Diminta
from doctool.reports.axis import NOT_FROM_0, axis, decimals, in_money_unit
from doctool.reports.cells import notes as noted
from doctool.reports.history import in_year, years
from doctool.reports.material import Bahan, fault, nearest, warna, warning
from doctool.reports.tables_money import NO_MONEY, money_for, pagu, spent

#: Colours of target (of a range its lower end, then its upper one), realisasi, a bar whose band has none, and of the
#: lines of indicators in turn.
TARGET, UPPER, REALISASI, NO_BAND = "7F7F7F", "BFBFBF", "2F75B5", "D9D9D9"
LINES = ("2F75B5", "C55A11", "548235", "7030A0", "BF9000", "C00000", "00778B", "595959")
#: Height of a lying bar and of what a chart of them has besides, in millimetres; the highest chart.
_BAR_MM, _THIN_MM, _AXES_MM, _HIGHEST_MM = 9.0, 7.0, 30.0, 200.0
#: The chart of one indicator.
_LOW_MM = 58.0
#: Which points of lines tell their values, by how many lines there are; with more their labels would overlap.
_LABELS: Mapping[int, Literal["semua", "akhir"]] = {1: "semua", 2: "akhir"}

Pembuat = Callable[[Diminta], Bagan]


def target_realisasi(asked: Diminta) -> Bagan:
    """Target and realisasi: of one indicator (`indikator`) by quarter, else of each indicator of the sasaran."""
    if "indikator" in asked.pilihan:
        return _by_quarter(asked, _one(asked))
    rows = _comparable(asked.indikator)
    targets = tuple(row.akhir.patokan.nilai for row in rows)
    reached = tuple(row.akhir.sampai for row in rows)
    units = _units(rows)
    others = [f"{row.kode} ({row.satuan})" for row in asked.indikator if row not in rows]
    mixed = f"Tidak digambar karena satuannya lain: {gabung(others)}." if others else ""
    missing = {row.kode: _drawable(row) for row in rows}
    ranges = [f"{row.kode} ({values.patokan(row.akhir.patokan).teks})" for row in rows if row.akhir.patokan.rentang]
    undrawn = f"Target berupa rentang tidak digambar: {gabung(ranges)}." if ranges else ""
    return _chart(
        asked, "kolom", asked.judul("Target dan realisasi kinerja"), [row.kode for row in rows],
        [Seri("Target", targets, TARGET), Seri("Realisasi", reached, REALISASI)],
        (_legend(rows), mixed, undrawn, notes.alasan(missing), notes.sumber(asked.bahan)),
        satuan=units[0] if len(units) == 1 else "",
    )  # fmt: skip


def _units(rows: Sequence[IndikatorRekap]) -> list[str]:
    """The units of the indicators that have a number to draw."""
    return list(dict.fromkeys(row.satuan for row in rows if row.akhir.sampai is not None))


def _comparable(rows: Sequence[IndikatorRekap]) -> Sequence[IndikatorRekap]:
    """The indicators whose columns can stand beside each other: those of the unit that most of them have; none where
    each has another."""
    units = _units(rows)
    if len(units) < 2:
        return rows
    counted = Counter(row.satuan for row in rows if row.akhir.sampai is not None)
    unit = max(units, key=lambda one: counted[one])
    return [row for row in rows if row.satuan == unit] if counted[unit] > 1 else []


def _one(asked: Diminta) -> IndikatorRekap:
    return next(row for row in asked.bahan.rekap.indikator() if row.kode == asked.pilihan["indikator"])


def _drawable(row: IndikatorRekap) -> values.Nilai:
    found = values.realisasi(row)
    if found.ada and found.angka is None:
        return values.tidak_ada("bertarget tingkat, tidak digambar")
    return found


def _by_quarter(asked: Diminta, row: IndikatorRekap) -> Bagan:
    quarters = tuple(row.periode)
    each = [values.realisasi_triwulan(row, one) for one in quarters]
    missing = {f"triwulan {TRIWULAN[at]}": one for at, one in enumerate(each)}
    judul = f"Target dan realisasi tiap triwulan tahun {asked.bahan.tahun}: {row.uraian} ({row.kode})"
    return _chart(
        asked, "kolom", judul, [f"TW {TRIWULAN[one.triwulan - 1]}" for one in quarters],
        [*_targets(quarters), Seri("Realisasi", tuple(one.angka for one in each), REALISASI)],
        (notes.alasan(missing), notes.sumber(asked.bahan)), satuan=row.satuan, tinggi_mm=_LOW_MM,
    )  # fmt: skip


def _targets(quarters: Sequence[PeriodeRekap]) -> list[Seri]:
    """The targets of the quarters; of ranges their lower and upper ends."""
    given = [Target(teks=one.target) for one in quarters]
    ends = [one.rentang for one in given]
    if any(ends):
        low, high = (tuple(one[end] if one is not None else None for one in ends) for end in (0, 1))
        return [Seri("Batas bawah target", low, TARGET), Seri("Batas atas target", high, UPPER)]
    return [Seri("Target", tuple(one.nilai for one in given), TARGET)]


def tahun_lalu(asked: Diminta) -> Bagan:
    """Capaian over the years, a line for each indicator of the sasaran, or of one (`indikator`)."""
    rows = (_one(asked),) if "indikator" in asked.pilihan else asked.indikator
    before = years(asked.bahan, rows)
    lines = []
    missing: dict[str, values.Nilai] = {}
    for at, row in enumerate(rows):
        each = [in_year(asked.bahan, row, one).capaian for one in before] + [values.capaian(row.akhir.capaian)]
        missing |= {f"{row.kode} {year}": one for year, one in zip([*before, asked.bahan.tahun], each, strict=True)}
        lines.append(Seri(row.kode, tuple(one.angka for one in each), LINES[at % len(LINES)]))
    names = [*map(str, before), asked.bahan.kolom_tahun]
    judul = asked.judul("Capaian kinerja", f"tahun {names[0]} sampai dengan {asked.bahan.tahun}")
    ends = axis(lines)
    cut = NOT_FROM_0 if ends is not None and ends[0] > 0 else ""
    below = (_legend(rows), cut, notes.alasan(missing), notes.sumber(asked.bahan))
    made = _chart(asked, "garis", judul, names, lines, below, satuan="Capaian (%)")
    return replace(made, sumbu=ends, label=_LABELS.get(len(lines), "tidak"))


def capaian(asked: Diminta) -> Bagan:
    """Capaian of each indicator as a lying bar in the colour of its band."""
    rows = asked.indikator
    colours = tuple(warna(asked.bahan, row.akhir.kategori) or NO_BAND for row in rows)
    bars = Seri("Capaian (%)", tuple(row.akhir.capaian.nilai for row in rows), NO_BAND, colours)
    missing = {row.kode: values.capaian(row.akhir.capaian) for row in rows}
    below = (
        f"Warna batang menurut kategori. {notes.kategori(asked.bahan)}", _legend(rows), notes.alasan(missing),
        notes.sumber(asked.bahan),
    )  # fmt: skip
    return _chart(
        asked, "batang", asked.judul("Capaian tiap indikator"), [row.kode for row in rows], [bars], below,
        satuan="Capaian (%)", desimal=2, tinggi_mm=min(_HIGHEST_MM, _AXES_MM + _BAR_MM * len(rows)),
    )  # fmt: skip


def penyerapan(asked: Diminta) -> Bagan:
    """Pagu and realisasi of each programme, of a sasaran of those that support it."""
    bahan = asked.bahan
    money = money_for(bahan, asked.sasaran[0].nomor) if asked.satu else None
    rows = [row for row in (money.rows if money else bahan.rekap.anggaran) if row.tingkat == "program"]
    series = [
        Seri("Pagu", tuple(pagu(row).angka for row in rows), TARGET),
        Seri("Realisasi", tuple(spent(row).angka for row in rows), REALISASI),
    ]
    names = [row.kode or row.uraian for row in rows]
    named = "; ".join(f"{row.kode} = {row.uraian}" for row in rows if row.kode)
    why = money.alasan if money else "" if rows else NO_MONEY
    below = (
        f"{named}." if named else "", notes.sebagian(rows),
        notes.alasan({name: spent(row) for name, row in zip(names, rows, strict=True)}),
        f"{why[:1].upper()}{why[1:]}." if why else "", notes.sumber(bahan, uang=True),
    )  # fmt: skip
    judul = asked.judul("Pagu dan realisasi anggaran menurut program")
    drawn, unit = in_money_unit(series)
    return _chart(
        asked, "batang", judul, names, drawn, below, satuan=unit,
        tinggi_mm=min(_HIGHEST_MM, _AXES_MM + 2 * _THIN_MM * len(rows)),
    )  # fmt: skip


def _legend(rows: Sequence[IndikatorRekap]) -> str:
    """What the codes on an axis stand for."""
    return f"{'; '.join(f'{row.kode} = {row.uraian}' for row in rows)}." if rows else ""


def _chart(
    asked: Diminta, jenis: Literal["kolom", "garis", "batang"], judul: str, kategori: Sequence[str],
    seri: Sequence[Seri], catatan: Sequence[str], *, satuan: str = "", desimal: int | None = None,
    tinggi_mm: float = 75.0,
) -> Bagan:
    return Bagan(
        jenis, tuple(kategori), tuple(seri), asked.permintaan.kunci, Keterangan("gambar", polos(judul)), satuan,
        decimals(seri) if desimal is None else desimal, tinggi_mm, noted(catatan),
    )  # fmt: skip


#: The charts by name, with the options that each may have.
BAGAN: Mapping[str, tuple[Pembuat, tuple[str, ...]]] = {
    "target-realisasi": (target_realisasi, ("sasaran", "indikator")),
    "tahun-lalu": (tahun_lalu, ("sasaran", "indikator")),
    "capaian": (capaian, ("sasaran",)),
    "penyerapan": (penyerapan, ("sasaran",)),
}


def make_chart(bahan: Bahan, asked: Permintaan) -> tuple[Bagan | None, tuple[Finding, ...]]:
    """The chart that is asked for, or None: the request is wrong (B03), or there is no number to draw (B08)."""
    where = asked.asal or bahan.where()
    if asked.nama not in BAGAN:
        hint = nearest(asked.nama, list(BAGAN), "bagan yang ada")
        return None, (fault("B03", where, f'tidak ada bagan bernama "{asked.nama}"', hint, asked.nama),)
    maker, options = BAGAN[asked.nama]
    request = Diminta(bahan, asked)
    if not request.sound(options):
        return None, tuple(request.temuan)
    chart = maker(request)
    mixed = tuple(_mixed(request, chart))
    if not any(one is not None for seri in chart.seri for one in seri.nilai):
        if mixed:
            return None, mixed
        hint = "lengkapi datanya, atau hapus bagan ini dari teks"
        return None, (warning("B08", where, f"{request.called} tidak dibuat: tidak ada angka yang terukur", hint),)
    return chart, mixed


def _mixed(asked: Diminta, chart: Bagan) -> Iterator[Finding]:
    """B09: indicators of several units, of which at most those of one are drawn."""
    units = _units(asked.indikator)
    if asked.permintaan.nama == "target-realisasi" and "indikator" not in asked.pilihan and len(units) > 1:
        drawn = f"hanya {gabung(chart.kategori)} yang digambar" if chart.kategori else "bagannya tidak dibuat"
        message = f"{asked.called}: satuannya berbeda ({gabung(units)}), sehingga {drawn}"
        yield warning("B09", asked.where, message, "minta satu indikator: [bagan: target-realisasi indikator=KODE]")


def all_charts(bahan: Bahan) -> list[Permintaan]:
    """A request for every chart, of all sasaran and of each, of target and realisasi also of each indicator."""
    numbers = [(("sasaran", str(one.nomor)),) for one in bahan.rekap.sasaran]
    made = [Permintaan("bagan", name, options) for name in BAGAN for options in ((), *numbers)]
    codes = [row.kode for row in bahan.rekap.indikator() if _numeric(row)]
    return made + [Permintaan("bagan", "target-realisasi", (("indikator", one),)) for one in codes]


def _numeric(row: IndikatorRekap) -> bool:
    return any(isinstance(one.realisasi.hitungan, Decimal) for one in row.periode)
