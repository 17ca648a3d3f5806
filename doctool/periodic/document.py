"""A report as a document: kop, title, period, table, notes, charts for a month, who made it and who knows of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from textwrap import wrap

from doctool.house_kop import kop_block
from doctool.indonesian import tanggal
from doctool.model.dokumen import (
    Bagan,
    Bagian,
    Baris,
    Blok,
    Dokumen,
    GantiBaris,
    Jarak,
    Keterangan,
    Paragraf,
    Sebaris,
    Sel,
    Seri,
    Tabel,
    TandaTangan,
    Teks,
    polos,
)  # fmt: skip
from doctool.model.kantor import Penandatangan
from doctool.official import DOTS, nip_word, person
from doctool.periodic.document_tables import day_tables, main_table, teks
from doctool.periodic.load import LoadedBerkala
from doctool.periodic.periods import hari_tanggal, rentang_singkat
from doctool.periodic.reckoned import Hitungan, total_of, weeks

SAMPLE = "CONTOH: angka dalam laporan ini bukan data resmi"
#: Room for a signature.
_ROOM_MM = 16.0
#: Letters of a line of a post beside another signer.
_POST_SIGNS = 40
#: Margins: top, right, bottom, left.
_MARGINS_MM = (15.0, 15.0, 15.0, 18.0)
#: Colours of the month before and of this one.
_BEFORE, _NOW = "A5A5A5", "1F4E79"
#: A chart of so many things has lying bars; each bar's height.
_MANY, _BAR_MM = 8, 9.0


def compose(made: Hitungan, dibuat: date) -> Dokumen:
    """The document of a report that was made on the day `dibuat`."""
    loaded, periode = made.loaded, made.periode
    kantor, gaya = loaded.office.kantor, loaded.office.kantor.gaya
    body: list[Blok] = [kop_block(loaded.office), *_titles(made), main_table(made)]
    body += [*_remarks(made), *signatures(loaded, dibuat)]
    sections = [Bagian(tuple(body), melintang=periode.jenis == "mingguan")]
    if periode.jenis == "bulanan":
        drawn = tuple(charts(made))
        sections += [*([Bagian(drawn)] if drawn else []), Bagian(tuple(_days(made)), melintang=True)]
    unit = kantor.bidang.get(loaded.berkala.bidang, kantor.nama)
    return Dokumen(
        f"{title(made)} {periode.nama}", tuple(sections), pengarang=kantor.nama,
        status=SAMPLE if loaded.berkala.contoh else "", kaki=f"{periode.judul} {periode.nama} - {unit}",
        kertas=gaya.kertas, huruf=gaya.huruf, ukuran_pt=11.0, spasi=1.0, tepi_mm=_MARGINS_MM,
    )  # fmt: skip


def title(made: Hitungan) -> str:
    """The report's title in one line."""
    return f"{made.periode.judul} {made.loaded.berkala.judul}"


def _titles(made: Hitungan) -> Iterator[Blok]:
    words: list[Sebaris] = [
        Teks(made.periode.judul.upper(), tebal=True), GantiBaris(), Teks(made.loaded.berkala.judul.upper(), tebal=True),
    ]  # fmt: skip
    yield Paragraf(tuple(words), "tengah")
    kantor = made.loaded.office.kantor
    unit = kantor.bidang.get(made.loaded.berkala.bidang, "")
    facts = [("Unit kerja", unit)] if unit else []
    facts.append((made.periode.label, made.periode.nama))
    rows = (Baris((teks(name), teks(":", "tengah"), teks(value))) for name, value in facts)
    yield Tabel((18.0, 3.0, 79.0), tuple(rows), bergaris=False)


def _remarks(made: Hitungan) -> Iterator[Blok]:
    """What was remarked on the days of the period."""
    said = [(day, made.isian.keterangan[day]) for day in made.periode.hari() if made.isian.keterangan.get(day)]
    if said:
        yield Paragraf(polos("Keterangan:", tebal=True), "catatan")
        for day, note in said:
            before = "" if made.periode.jenis == "harian" else f"{hari_tanggal(day)}: "
            yield Paragraf(polos(f"{before}{note}"), "catatan")


def signatures(loaded: LoadedBerkala, dibuat: date) -> Iterator[Blok]:
    """Who made the report at the right, who knows of it at the left, in one row that stays whole."""
    berkala, kantor = loaded.berkala, loaded.office.kantor
    place = berkala.tempat or kantor.tempat_surat
    day = tanggal(dibuat.year, dibuat.month, dibuat.day, kantor.gaya.tanggal)
    dated = f"{place}, {day}" if place else day
    if berkala.mengetahui is None:
        above, below = _signer(loaded, berkala.pembuat)
        yield TandaTangan((dated, "Dibuat oleh", *above), below, _ROOM_MM)
        return
    left, right = _signer(loaded, berkala.mengetahui), _signer(loaded, berkala.pembuat)
    high = max(len(left[0]), len(right[0]))  # the names stand side by side
    posts = [(*lines, *("",) * (high - len(lines))) for lines, _ in (left, right)]
    cells = (
        _signature(("", "Mengetahui", *posts[0]), left[1]), _signature((dated, "Dibuat oleh", *posts[1]), right[1]),
    )  # fmt: skip
    yield Tabel((50.0, 50.0), (Baris(cells),), bergaris=False)


def _signer(loaded: LoadedBerkala, who: Penandatangan | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines above and below the empty place; what is not known is dots."""
    kantor = loaded.office.kantor
    full = kantor.lengkapi(who or Penandatangan())
    lines = person(full, kantor)
    post = " ".join(part for part in (full.awalan, full.jabatan.rstrip(",")) if part) or DOTS
    number = lines["nip"] or (f"{nip_word(full, kantor)} {DOTS}" if full.status != "lain" else "")
    return tuple(wrap(f"{post},", _POST_SIGNS)), tuple(one for one in (lines["nama"], lines["pangkat"], number) if one)


def _signature(above: tuple[str, ...], below: tuple[str, ...]) -> Sel:
    """A cell with the lines of a signer; the name is bold and underlined."""
    name = Teks(below[0], tebal=True, garis_bawah=True)
    lines = [Paragraf(polos(one), "sel", "tengah") for one in above]
    rest = [Paragraf(polos(one), "sel", "tengah") for one in below[1:]]
    return Sel((*lines, Jarak(_ROOM_MM), Paragraf((name,), "sel", "tengah"), *rest))


def charts(made: Hitungan) -> Iterator[Bagan]:
    """This month beside the last, thing by thing; the sums of groups week by week."""
    rows = [one for one in made.baris if one.bulan is not None]
    now, before = [one.kini.angka for one in rows], [one.lalu.angka for one in rows]
    if any(one is not None for one in now):
        series = [Seri(made.lalu.nama, tuple(before), _BEFORE)] if any(one is not None for one in before) else []
        names = tuple(one.rincian.pendek if one.rincian else one.nama for one in rows)
        many = len(rows) > _MANY
        alone = f"Jumlah bulan {made.periode.nama}"
        title = f"{made.periode.nama} dibandingkan dengan {made.lalu.nama}" if series else alone
        yield Bagan(
            "batang" if many else "kolom", names, (*series, Seri(made.periode.nama, tuple(now), _NOW)),
            keterangan=Keterangan("gambar", polos(title)),
            satuan=_unit({one.satuan for one in rows}), desimal=max(one.desimal for one in rows),
            tinggi_mm=25.0 + _BAR_MM * len(rows) if many else 75.0,
        )  # fmt: skip
    parts, sums = weeks(made), [group.jumlah for group in made.kelompok if group.jumlah is not None]
    if sums and len(parts) > 1:
        yield Bagan(
            "kolom", tuple(rentang_singkat(one.awal, one.akhir) for one in parts),
            tuple(Seri(row.nama, tuple(total_of(row, one) for one in parts)) for row in sums),
            keterangan=Keterangan("gambar", polos(f"Jumlah menurut minggu, {made.periode.nama}")),
            satuan=_unit({row.satuan for row in sums}), desimal=max(row.desimal for row in sums), tinggi_mm=65.0,
        )  # fmt: skip


def _unit(units: set[str]) -> str:
    return units.pop() if len(units) == 1 else ""


def _days(made: Hitungan) -> Iterator[Blok]:
    """The days of a month, on pages of their own."""
    for number, table in enumerate(day_tables(made)):
        words = f"RINCIAN HARIAN {made.periode.nama.upper()}"
        yield Paragraf(polos(f"{words} (lanjutan)" if number else words, tebal=True), "sel", "tengah")
        yield table
