"""The perjanjian kinerja as a lampiran: statement and table of what was promised (PermenPANRB 53/2014, Lampiran I).

Made where the office has not attached the signed one; it says that the signed one takes its place.
"""

from __future__ import annotations

from dataclasses import replace

from doctool.loaded import LoadedLaporan
from doctool.model.dokumen import (
    Baris,
    Blok,
    GantiHalaman,
    Paragraf,
    Permintaan,
    Rata,
    Sel,
    Tabel,
    polos,
)
from doctool.model.kantor import Pejabat
from doctool.official import DOTS, person
from doctool.reports.place import Placing

_STATEMENT = (
    "Dalam rangka mewujudkan manajemen pemerintahan yang efektif, transparan, dan akuntabel serta berorientasi pada "
    "hasil, kami yang bertanda tangan di bawah ini:"
)
_FIRST = (
    "Pihak pertama berjanji akan mewujudkan target kinerja yang seharusnya sesuai lampiran perjanjian ini, dalam "
    "rangka mencapai target kinerja jangka menengah seperti yang telah ditetapkan dalam dokumen perencanaan. "
    "Keberhasilan dan kegagalan pencapaian target kinerja tersebut menjadi tanggung jawab kami."
)
_SECOND = (
    "Pihak kedua akan melakukan supervisi yang diperlukan serta akan melakukan evaluasi terhadap capaian kinerja dari "
    "perjanjian ini dan mengambil tindakan yang diperlukan dalam rangka pemberian penghargaan dan sanksi."
)


def agreement(loaded: LoadedLaporan, placing: Placing) -> tuple[Blok, ...]:
    """The blocks of the agreement: statement, places to sign, and the table on a page of its own."""
    laporan, kantor = loaded.laporan, loaded.office.kantor
    who = kantor.pejabat.get(laporan.penandatangan) or Pejabat(jabatan="")
    head = "Wali Kota" if kantor.wilayah.casefold().startswith("kota") else "Bupati"
    region = kantor.tempat_surat
    first, second = who.nama or DOTS, DOTS
    out: list[Blok] = [
        Paragraf(polos(f"PERJANJIAN KINERJA TAHUN {laporan.tahun}", tebal=True), "tengah"),
        Paragraf(polos(_STATEMENT)),
        _table((("Nama", first), ("Jabatan", who.jabatan.rstrip(",") or DOTS))),
        Paragraf(polos("selanjutnya disebut pihak pertama;")),
        _table((("Nama", second), ("Jabatan", f"{head} {region}"))),
        Paragraf(polos("selaku atasan pihak pertama, selanjutnya disebut pihak kedua.")),
        Paragraf(polos(_FIRST)),
        Paragraf(polos(_SECOND)),
        _signatures(f"{region}, {DOTS}", second, person(who, kantor)),
        GantiHalaman(),
        *_promised(placing, "perjanjian-kinerja"),
        *_promised(placing, "anggaran-program"),
    ]
    return tuple(out)


def _promised(placing: Placing, nama: str) -> tuple[Blok, ...]:
    """A table of Bab II once more, without a number of its own."""
    made, found = placing.sumber.blok(Permintaan("tabel", nama))
    placing.temuan += found
    return (replace(made, kunci="", keterangan=None),) if isinstance(made, Tabel) else ()


def _table(rows: tuple[tuple[str, str], ...]) -> Tabel:
    return Tabel((0.2, 0.03, 0.77), tuple(_row((label, ":", value), "kiri") for label, value in rows), bergaris=False)


def _signatures(where: str, second: str, first: dict[str, str]) -> Tabel:
    lines = [
        ("", where), ("Pihak Kedua,", "Pihak Pertama,"), ("", ""), ("", ""), ("", ""),
        (second, first["nama"]), ("", first["pangkat"]), ("", first["nip"]),
    ]  # fmt: skip
    return Tabel((0.5, 0.5), tuple(_row(pair, "tengah") for pair in lines), bergaris=False)


def _row(texts: tuple[str, ...], rata: Rata) -> Baris:
    return Baris(tuple(Sel((Paragraf(polos(text), "sel", rata),), rata) for text in texts))
