"""Where each field of the form isian data kinerja stands, said once: for the writer, the reader and the template.

A form has two visible sheets (indicators, money) and a hidden one that says which form it is. Each row of a table has
a key in a locked column; an office may move columns in its template, so the hidden sheet also says where they stand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from doctool.fingerprint import digest

#: Layout of the forms that this program writes; a reader refuses those it does not know.
VERSI = "1"
LEMBAR_KINERJA = "Form Isian"
LEMBAR_ANGGARAN = "Anggaran"
LEMBAR_IDENTITAS = "_doctool"


class Jenis(StrEnum):
    """Kinds of rows. The first four stand on the sheet of indicators, the others on that of the money."""

    INDIKATOR = "indikator"  # realisasi is entered in this row
    PERBANDINGAN = "perbandingan"  # realisasi is a locked formula over the two rows that follow
    PEMBILANG = "pembilang"
    PENYEBUT = "penyebut"
    PROGRAM = "program"  # a sum over the rows below it
    KEGIATAN = "kegiatan"  # a sum over the rows below it
    RINCIAN = "rincian"  # the lowest level: realisasi is entered here (a sub kegiatan; else a kegiatan or a program)


class Isi(StrEnum):
    """What a cell of a column holds."""

    TEKS = "teks"
    BILANGAN = "bilangan"
    CAPAIAN = "bilangan atau n/a"
    TARGET = "bilangan, rentang, tingkat atau -"


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column: its field (as placeholders name it), its heading, what it holds, in which rows a person fills it in.

    `induk` is the heading over several columns ("Realisasi" over I to IV), "" where there is none.
    """

    field: str
    judul: str
    isi: Isi = Isi.TEKS
    terbuka: frozenset[Jenis] = frozenset()
    induk: str = ""


TRIWULAN = ("I", "II", "III", "IV")
TARGET_TW = tuple(f"target_tw{number}" for number in range(1, 5))
REALISASI_TW = tuple(f"realisasi_tw{number}" for number in range(1, 5))

_BERCERITA = frozenset({Jenis.INDIKATOR, Jenis.PERBANDINGAN})
_DIISI = frozenset({Jenis.INDIKATOR, Jenis.PEMBILANG, Jenis.PENYEBUT})
_RINCIAN = frozenset({Jenis.RINCIAN})

#: Columns of the sheet of indicators, in the order of the template that doctool brings along.
KOLOM_KINERJA = (
    Kolom("kunci", "Kode"),
    Kolom("nomor", "No."),
    Kolom("sasaran", "Sasaran"),
    Kolom("indikator", "Indikator"),
    Kolom("satuan", "Satuan"),
    Kolom("formula", "Cara hitung capaian"),
    Kolom("target", "Target tahun", Isi.TARGET),
    *(Kolom(field, name, Isi.TARGET, induk="Target triwulan") for field, name in zip(TARGET_TW, TRIWULAN, strict=True)),
    *(
        Kolom(field, name, Isi.BILANGAN, _DIISI, "Realisasi triwulan")
        for field, name in zip(REALISASI_TW, TRIWULAN, strict=True)
    ),
    Kolom("realisasi_tahun", "Realisasi tahun", Isi.CAPAIAN),
    Kolom("capaian", "Capaian (%)", Isi.CAPAIAN),
    Kolom("kategori", "Kategori"),
    Kolom("pendorong", "Faktor pendorong", terbuka=_BERCERITA),
    Kolom("hambatan", "Hambatan/penyebab", terbuka=_BERCERITA),
    Kolom("solusi", "Solusi/tindak lanjut", terbuka=_BERCERITA),
    Kolom("sumber_data", "Sumber data", terbuka=_BERCERITA),
    Kolom("penanggung_jawab", "Penanggung jawab"),
    Kolom("bukti_dukung", "Bukti dukung", terbuka=_BERCERITA),
)

#: Columns of the sheet of the money.
KOLOM_ANGGARAN = (
    Kolom("kunci", "Kunci"),
    Kolom("kode_rekening", "Kode rekening"),
    Kolom("uraian", "Program/kegiatan/sub kegiatan"),
    Kolom("pagu", "Pagu (Rp)", Isi.BILANGAN),
    Kolom("realisasi", "Realisasi (Rp)", Isi.BILANGAN, _RINCIAN),
    Kolom("persen", "Realisasi (%)", Isi.CAPAIAN),
    Kolom("keterangan", "Keterangan", terbuka=_RINCIAN),
)

#: The tables by the name of their sheet.
TABEL = {LEMBAR_KINERJA: KOLOM_KINERJA, LEMBAR_ANGGARAN: KOLOM_ANGGARAN}
JENIS_BARIS = {
    LEMBAR_KINERJA: (Jenis.INDIKATOR, Jenis.PERBANDINGAN, Jenis.PEMBILANG, Jenis.PENYEBUT),
    LEMBAR_ANGGARAN: (Jenis.PROGRAM, Jenis.KEGIATAN, Jenis.RINCIAN),
}

#: Ends of the keys of the rows below a `perbandingan`.
AKHIR_PEMBILANG, AKHIR_PENYEBUT = "/P", "/Y"
#: Beginning of the keys of the money's rows: "A/1.2.3" is sub kegiatan 3 of kegiatan 2 of program 1, counted from 1
#: over all programmes of the office's data.
AWAL_ANGGARAN = "A/"


def kunci_anggaran(*places: int) -> str:
    """The key of a row of the money from the places (from 1) of its program, kegiatan and sub kegiatan."""
    return AWAL_ANGGARAN + ".".join(map(str, places))


# The hidden sheet: texts only, one record a row, its kind in column A, the rest from column B on. A reader goes by
# column A and passes over kinds it does not know.
#
#   doctool   formulir-kinerja
#   versi     1
#   kode      DT1-kota-medan-2026-piak-a1b2c3d4       (the visible code line)
#   kantor    kota-medan
#   tahun     2026
#   bidang    piak                                     (its key in kantor.yaml)
#   seksi     Seksi Inovasi                            ("" for the whole bidang)
#   triwulan  4                                        (realisasi, capaian and kategori are reckoned until this quarter)
#   sidik     64 hexadecimal digits                    (over everything that the office's data put into the form)
#   kolom     Form Isian   target   G   Target tahun   (sheet, field, column, heading as printed); one for each column
#   baris     Form Isian   IKU-1   indikator   14   95   90   92   94   95
#             (sheet, key, kind, row when written, then the locked values as the data has them: target of the year and
#             the four of the quarters; for the money: pagu)
PENANDA = ("doctool", "formulir-kinerja")
IDENTITAS = ("versi", "kode", "kantor", "tahun", "bidang", "seksi", "triwulan", "sidik")
CATATAN_KOLOM, CATATAN_BARIS = "kolom", "baris"

#: How doctool's own comments in a form that is sent back begin and end; one that people wrote into is theirs.
AWAL_TANDA, AKHIR_TANDA = "Perlu diperbaiki:", "(ditandai doctool)"

#: What stands before the code in the visible line of each sheet.
AWAL_KODE = "Kode formulir:"
_KODE = re.compile(r"\bDT(\d+)-([a-z0-9._-]+)-([0-9a-f]{4})[0-9a-f]{4}\b", re.IGNORECASE)
_TAHUN = re.compile(r"-(?=(\d{4})-)")


@dataclass(frozen=True, slots=True)
class KodeFormulir:
    """What the code line says. `bidang` and `seksi` are in the writing of `singkat`; `sidik` are the first four digits
    of the hidden sheet's `sidik`."""

    versi: str
    kantor: str
    tahun: int
    bidang: str
    seksi: str
    sidik: str

    def __str__(self) -> str:
        """The code: DT1-kota-medan-2026-piak-a1b2c3d4, with _seksi-inovasi after the bidang where it has one."""
        unit = f"{self.bidang}_{self.seksi}" if self.seksi else self.bidang
        return f"DT{self.versi}-{self.kantor}-{self.tahun}-{unit}-{self.sidik}{self._check()}"

    def _check(self) -> str:
        said = "\n".join((self.versi, self.kantor, str(self.tahun), self.bidang, self.seksi, self.sidik))
        return digest(said.encode())[:4]


def buat_kode(kantor: str, tahun: int, bidang: str, seksi: str, sidik: str) -> KodeFormulir:
    """The code of a form; `bidang` by its key, `seksi` by its name, `sidik` in full."""
    return KodeFormulir(VERSI, singkat(kantor), tahun, singkat(bidang), singkat(seksi) if seksi else "", sidik[:4])


def cari_kode(text: str) -> Iterator[tuple[str, KodeFormulir | None]]:
    """Every code in the text of a cell, with what it says; None where its check does not agree (mistyped)."""
    for found in _KODE.finditer(re.sub("[\u2010-\u2013\u2212]", "-", text)):
        version, said, mark = (part.lower() for part in found.groups())
        codes = [_read(version, said, place.start(), mark) for place in _TAHUN.finditer(said)]
        same = [code for code in codes if str(code).lower() == found[0].lower()]
        yield found[0], same[0] if same else None


def _read(version: str, said: str, place: int, sidik: str) -> KodeFormulir:
    """The code whose year stands after `place`: names of offices and bidang may have years in them."""
    bidang, _, seksi = said[place + 6 :].partition("_")
    return KodeFormulir(version, said[:place], int(said[place + 1 : place + 5]), bidang, seksi, sidik)


def singkat(text: str) -> str:
    """`text` in lower-case ASCII letters, digits and "-", for codes and file names; "x" where nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "x"
