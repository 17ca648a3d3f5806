"""Every table of the report by its name; `[tabel: NAMA]` in a text asks for one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from doctool.findings import Finding
from doctool.model.dokumen import Permintaan, Tabel
from doctool.reports import tables_capaian, tables_compare, tables_money
from doctool.reports.asked import Diminta
from doctool.reports.material import Bahan, fault, nearest
from doctool.reports.upright import SIZE_PT, upright_width
from doctool.table_fit import stands

Pembuat = Callable[[Diminta], Tabel]

#: The tables by name; those of `SASARAN` may be asked for of one sasaran.
TABEL: Mapping[str, Pembuat] = {
    "perjanjian-kinerja": tables_capaian.perjanjian_kinerja,
    "anggaran-program": tables_money.anggaran_program,
    "capaian-sasaran": tables_capaian.capaian_sasaran,
    "ringkasan-kategori": tables_capaian.ringkasan_kategori,
    "target-realisasi": tables_capaian.target_realisasi,
    "triwulan": tables_capaian.triwulan,
    "tahun-lalu": tables_compare.tahun_lalu,
    "renstra": tables_compare.renstra,
    "standar-nasional": tables_compare.standar_nasional,
    "efisiensi": tables_money.efisiensi,
    "program": tables_money.program,
    "penyerapan": tables_money.penyerapan,
}
SASARAN = frozenset(TABEL) - {"anggaran-program"}


def make_table(bahan: Bahan, asked: Permintaan) -> tuple[Tabel | None, tuple[Finding, ...]]:
    """The table that is asked for, or None and what is wrong with the request (B03)."""
    maker = TABEL.get(asked.nama)
    if maker is None:
        where = asked.asal or bahan.where()
        hint = nearest(asked.nama, list(TABEL), "tabel yang ada")
        return None, (fault("B03", where, f'tidak ada tabel bernama "{asked.nama}"', hint, asked.nama),)
    request = Diminta(bahan, asked)
    if not request.sound(("sasaran",) if asked.nama in SASARAN else ()):
        return None, tuple(request.temuan)
    made = maker(request)
    gaya = bahan.office.kantor.gaya
    return replace(made, melintang=not stands(made, gaya.huruf, SIZE_PT, upright_width(gaya))), ()


def all_tables(bahan: Bahan) -> list[Permintaan]:
    """A request for every table, of all sasaran and of each."""
    numbers = [str(one.nomor) for one in bahan.rekap.sasaran]
    return [
        Permintaan("tabel", name, options) for name in TABEL
        for options in ((), *(((("sasaran", one),) for one in numbers) if name in SASARAN else ()))
    ]  # fmt: skip
