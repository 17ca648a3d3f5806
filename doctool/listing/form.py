"""The monitoring form (PermenPANRB 35/2012, Monitoring dan Evaluasi, Tabel 7), ready to fill, as a Dokumen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from doctool.house_kop import kop_block
from doctool.listing.rows import TAK_TERHITUNG, BarisSop, panjang
from doctool.loaded import LoadedKantor
from doctool.model.dokumen import (
    Bagian,
    Baris,
    Blok,
    Dokumen,
    Jarak,
    Paragraf,
    Rata,
    Sel,
    Tabel,
    TandaTangan,
    Teks,
    polos,
)  # fmt: skip
from doctool.official import DOTS

#: Ways to monitor that PermenPANRB 35/2012 names.
METODE = "observasi supervisor / wawancara pelaksana / wawancara pelanggan / diskusi kelompok kerja / pengarahan"
JUDUL = "Formulir Monitoring Penerapan Standar Operasional Prosedur"
#: The two judgements of Tabel 7.
PENILAIAN = ("Berjalan baik", "Tidak")
_SHADE = "E7E6E6"
_WIDTHS = (4.0, 34.0, 9.0, 9.0, 19.0, 17.0, 8.0)
#: Margins of the upright page; lying down they turn with it.
_MARGINS_MM = (18.0, 15.0, 15.0, 15.0)
_ROOM_MM = 18.0


@dataclass(frozen=True, slots=True)
class Formulir:
    """A form of an office for a day of monitoring: the SOPs that it lists."""

    office: LoadedKantor
    today: date
    baris: tuple[BarisSop, ...]

    @property
    def fakta(self) -> tuple[tuple[str, str], ...]:
        """What stands above the table, as (name, value)."""
        kantor = self.office.kantor
        unit = ", ".join(part for part in (kantor.unit, kantor.nama) if part)
        return ("Unit kerja", unit), ("Tanggal monitoring", DOTS), ("Metode (lingkari)", METODE)

    @property
    def tanda_tangan(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The lines above and below the empty place of the signature."""
        place = self.office.kantor.tempat_surat
        return (f"{place}, {DOTS}" if place else DOTS, "Penilai,"), (DOTS * 2, f"NIP. {DOTS}")


def prosedur(row: BarisSop, today: date) -> tuple[str, ...]:
    """What the form says of an SOP, line by line: its name, number and revision, what is due, what was noted last."""
    lines = [row.nama or row.alamat]
    lines.append(f"Nomor {row.nomor}, revisi {row.revisi}" if row.nomor else f"Revisi {row.revisi}")
    due = [f"{one.jenis} sejak {panjang(one.tempo)}" for one in row.jatuh_tempo(today)]
    lines += [f"Jatuh tempo: {' dan '.join(due)}"] if due else []
    lines += [f"Jatuh tempo: {TAK_TERHITUNG}"] if row.tak_terhitung else []
    last = row.pemantauan[0].catatan if row.pemantauan is not None else None
    lines += [f"Terakhir: {last.jenis} {panjang(last.hari)}, {last.hasil}"] if last is not None else []
    return tuple(lines)


def compose(form: Formulir) -> Dokumen:
    """The document of a form, on its side."""
    kantor, gaya = form.office.kantor, form.office.kantor.gaya
    above, below = form.tanda_tangan
    body: tuple[Blok, ...] = (
        kop_block(form.office), Paragraf(polos(JUDUL.upper(), tebal=True), "tengah"), _facts(form.fakta), Jarak(3.0),
        Tabel(
            _WIDTHS, (*_heads(), *_rows(form.baris, form.today)), tetap=True,
            tanda_tangan=TandaTangan(above, below, _ROOM_MM),
        ),
    )  # fmt: skip
    return Dokumen(
        JUDUL, (Bagian(body, melintang=True),), pengarang=kantor.nama, kaki=f"{JUDUL}, {kantor.nama}",
        kertas=gaya.kertas, huruf=gaya.huruf, ukuran_pt=10.0, spasi=1.0, tepi_mm=_MARGINS_MM,
    )  # fmt: skip


def _facts(facts: Sequence[tuple[str, str]]) -> Tabel:
    rows = tuple(Baris((_cell(name), _cell(":"), _cell(value))) for name, value in facts)
    return Tabel((16.0, 2.0, 82.0), rows, bergaris=False)


def _heads() -> Iterator[Baris]:
    def head(text: str, columns: int = 1, rows: int = 1) -> Sel:
        return Sel((_line(text),), "tengah", columns, rows, tebal=True, warna=_SHADE)

    yield Baris((
        head("No.", rows=2), head("Prosedur", rows=2), head("Penilaian terhadap Penerapan", columns=2),
        head("Catatan Hasil Penilaian", rows=2), head("Tindakan yang Harus Diambil", rows=2),
        head("Paraf Penilai", rows=2),
    ), "kepala")  # fmt: skip
    yield Baris(tuple(head(text) for text in PENILAIAN), "kepala")


def _rows(rows: Sequence[BarisSop], today: date) -> Iterator[Baris]:
    for number, row in enumerate(rows, start=1):
        name, *rest = prosedur(row, today)
        lines = (Paragraf((Teks(name, tebal=True),), "sel"), *(_line(one) for one in rest))
        yield Baris((_cell(f"{number}.", "tengah"), Sel(lines), *(_cell("") for _ in range(5))))


def _cell(text: str, side: Rata = "kiri") -> Sel:
    return Sel((_line(text),), side)


def _line(text: str) -> Paragraf:
    return Paragraf(polos(text), "sel")
