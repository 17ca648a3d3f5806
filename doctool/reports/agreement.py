"""The perjanjian kinerja as a lampiran: statement and table of what was promised (PermenPANRB 53/2014, Lampiran I).

Made where the office has not attached the signed one; it says that the signed one takes its place.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

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
from doctool.model.kantor import Kantor, Pejabat
from doctool.official import DOTS, head_of, person
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
    region, first = kantor.tempat_surat, who.nama or DOTS
    above = _superior(who, kantor) if laporan.bidang else _head(kantor)
    out: list[Blok] = [
        Paragraf(polos(f"PERJANJIAN KINERJA TAHUN {laporan.tahun}", tebal=True), "tengah"),
        Paragraf(polos(_STATEMENT)),
        _table((("Nama", first), ("Jabatan", who.jabatan.rstrip(",") or DOTS))),
        Paragraf(polos("selanjutnya disebut pihak pertama;")),
        _table((("Nama", above.nama or DOTS), ("Jabatan", above.jabatan.rstrip(",")))),
        Paragraf(polos("selaku atasan pihak pertama, selanjutnya disebut pihak kedua.")),
        Paragraf(polos(_FIRST)),
        Paragraf(polos(_SECOND)),
        _signatures(f"{region}, {DOTS}", person(above, kantor), person(who, kantor)),
        GantiHalaman(),
        *_promised(placing, "perjanjian-kinerja"),
        *_promised(placing, "anggaran-program"),
    ]
    return tuple(out)


def _superior(who: Pejabat, kantor: Kantor) -> Pejabat:
    """Whom the head of a bidang answers to: the head of the office, where he has not signed himself."""
    kind = f"kepala {kantor.nama.split(' ')[0]} ".casefold()
    known = [one for one in kantor.pejabat.values() if f"{one.jabatan} ".casefold().startswith(kind)]
    if who in known:
        return _head(kantor)
    return known[0] if known else Pejabat(jabatan=head_of(kantor.nama))


def _head(kantor: Kantor) -> Pejabat:
    """The head of the region, whose name the office does not know."""
    title = "Wali Kota" if kantor.wilayah.casefold().startswith("kota") else "Bupati"
    return Pejabat(jabatan=f"{title} {kantor.tempat_surat}")


def _promised(placing: Placing, nama: str) -> tuple[Blok, ...]:
    """A table of Bab II once more, without a number of its own."""
    made, found = placing.sumber.blok(Permintaan("tabel", nama))
    placing.temuan += found
    return (replace(made, kunci="", keterangan=None),) if isinstance(made, Tabel) else ()


def _table(rows: tuple[tuple[str, str], ...]) -> Tabel:
    return Tabel((0.2, 0.03, 0.77), tuple(_row((label, ":", value), "kiri") for label, value in rows), bergaris=False)


def _signatures(where: str, second: dict[str, str], first: dict[str, str]) -> Tabel:
    below = ([one[key] for key in ("pangkat", "nip") if one[key]] for one in (second, first))
    lines = [
        ("", where), ("Pihak Kedua,", "Pihak Pertama,"), ("", ""), ("", ""), ("", ""),
        (second["nama"] or DOTS, first["nama"]), *zip_longest(*below, fillvalue=""),
    ]  # fmt: skip
    return Tabel((0.5, 0.5), tuple(_row(pair, "tengah") for pair in lines), bergaris=False)


def _row(texts: tuple[str, ...], rata: Rata) -> Baris:
    return Baris(tuple(Sel((Paragraf(polos(text), "sel", rata),), rata) for text in texts))
