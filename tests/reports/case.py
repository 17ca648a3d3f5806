"""A small office with indicators of every kind, its recap until IV/2026 and what it is compared with; worked by hand.

| | target | realisasi | capaian |
| --- | --- | --- | --- |
| N1, naik, 960 of 1000 | 95 | 96 | 96 / 95 x 100 = 101,05 |
| S1, jumlah 90 + 60 + 100 + 50 | 400 | 300 | 75,00 |
| T1, turun-selisih | 30 | 75 | (60 - 75) / 30 x 100 = -50,00 |
| B1, turun-banding | 3.669 | 1.967 | 3669 / 1967 x 100 = 186,53 |
| G1, tingkat | A | BB | none, not reached |
| R1, rentang | 18-22 | IV is missing | none |
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from doctool.findings import Finding
from doctool.forms.collected import collect
from doctool.forms.recap import compile_recap
from doctool.loaded import LoadedLaporan, LoadedPembanding, Positions
from doctool.model.dokumen import Bagan, Baris, Permintaan, Tabel
from doctool.model.laporan import Laporan, Pembanding
from doctool.model.pengembalian import Pengembalian
from doctool.reports.charts import make_chart
from doctool.reports.material import Bahan, narrowed
from doctool.reports.reckoned import cell_text, note_texts
from doctool.reports.tables import make_table
from tests.forms.recap_case import loaded, returned, row

YEAR: dict[str, Any] = {
    "tahun": "2026",
    "sasaran": [
        {"uraian": "Tertib administrasi", "indikator": [
            {"kode": "N1", "uraian": "Kepemilikan KTP", "satuan": "%", "target": "95",
             "target_triwulan": ["90", "92", "94", "95"], "pembilang": "Ber-KTP", "penyebut": "Wajib KTP",
             "penanggung_jawab": "dafduk"},
            {"kode": "S1", "uraian": "Kartu terbit", "satuan": "kartu", "akumulasi": "jumlah", "target": "400",
             "target_triwulan": ["100", "100", "100", "100"], "penanggung_jawab": "dafduk"},
        ]},
        {"uraian": "Pelayanan", "indikator": [
            {"kode": "T1", "uraian": "Lama pelayanan", "satuan": "menit", "arah": "turun", "rumus": "turun-selisih",
             "target": "30", "target_triwulan": ["30", "30", "30", "30"], "penanggung_jawab": "piak"},
            {"kode": "B1", "uraian": "Pengaduan", "satuan": "aduan", "arah": "turun", "rumus": "turun-banding",
             "target": "3.669", "target_triwulan": ["-", "-", "-", "3.669"], "penanggung_jawab": "piak"},
            {"kode": "G1", "uraian": "Predikat", "satuan": "predikat", "target": "A",
             "target_triwulan": ["-", "-", "-", "A"], "tingkatan": ["CC", "B", "BB", "A", "AA"],
             "penanggung_jawab": "sekretariat"},
            {"kode": "R1", "uraian": "Suhu arsip", "satuan": "derajat", "arah": "rentang", "target": "18-22",
             "target_triwulan": ["18-22", "18-22", "18-22", "18-22"], "penanggung_jawab": "piak"},
        ]},
    ],
    "program": [
        {"kode": "2.12.02", "uraian": "Program Pendaftaran", "penanggung_jawab": "dafduk", "kegiatan": [
            {"kode": "2.12.02.2.01", "uraian": "Kegiatan A", "sub_kegiatan": [
                {"kode": "2.12.02.2.01.0001", "uraian": "Sub A1", "pagu": "1.000.000"},
                {"kode": "2.12.02.2.01.0002", "uraian": "Sub A2", "pagu": "3.000.000"}]},
            {"kode": "2.12.02.2.02", "uraian": "Kegiatan B", "pagu": "500.000"}]},
        {"kode": "2.12.03", "uraian": "Program Pencatatan", "penanggung_jawab": "piak", "pagu": "1.000.000"},
    ],
}  # fmt: skip
COMPARED: dict[str, Any] = {"indikator": {
    "N1": {"riwayat": {"2024": {"target": "90", "realisasi": "81,50", "capaian": "95"},
                       "2025": {"target": "92", "realisasi": "92"}},
           "renstra": {"tahun": "2029", "target": "100"}, "standar_nasional": {"nilai": "97", "sumber": "Stranas"}},
    "S1": {"riwayat": {"2025": {"target": "350", "realisasi": "-"}}, "renstra": {"tahun": "2029", "target": "-"},
           "standar_nasional": {"nilai": "-"}},
    "T1": {"riwayat": {"2025": {"target": "40", "realisasi": "50"}}, "renstra": {"tahun": "2029", "target": "25"},
           "standar_nasional": {"nilai": "-"}},
    "B1": {"riwayat": {"2025": {"realisasi": "4.000"}}, "renstra": {"tahun": "2029", "target": "1.000"},
           "standar_nasional": {"nilai": "2.000"}},
    "G1": {"riwayat": {"2025": {"target": "A", "realisasi": "AA"}}, "renstra": {"tahun": "2029", "target": "AA"},
           "standar_nasional": {"nilai": "-"}},
}}  # fmt: skip
REPORT: dict[str, Any] = {
    "tahun": "2026", "sasaran": {"1": {"program": ["2.12.02"]}, "2": {"program": ["2.12.03", "2.12.03"]}},
}


def returns() -> list[Pengembalian]:
    """What the three bidang returned for IV/2026."""
    return [
        returned(
            "dafduk", row("N1", parts=[(880, 1000), (930, 1000), (940, 1000), (960, 1000)]),
            row("S1", [90, 60, 100, 50], number=14), triwulan=4,
            uang=[("A/1.1.1", 400000), ("A/1.1.2", None), ("A/1.2", 500000)],
        ),
        returned(
            "piak", row("T1", [33, 27, 40, 75]), row("B1", [None, None, None, 1967], number=10),
            row("R1", [20, 20, 20, None], number=12), triwulan=4, uang=[("A/2", 1100000)],
        ),
        returned("sekretariat", row("G1", [None, None, None, "BB"]), triwulan=4),
    ]  # fmt: skip


def material(
    report: Mapping[str, Any] = REPORT, *, compared: Mapping[str, Any] | None = COMPARED,
    back: Sequence[Pengembalian] | None = None, triwulan: int = 4, year: Mapping[str, Any] = YEAR, **kantor: Any,
) -> Bahan:
    """The material of the report; `kantor` replaces keys of kantor.yaml."""
    data = loaded(year, **kantor)
    whole = compile_recap(data, triwulan, collect(returns() if back is None else back, triwulan))
    laporan = Laporan.model_validate(report)
    office = data.office
    with_ = Pembanding.model_validate(compared or {})
    of = LoadedPembanding(with_, Positions("pembanding.yaml"), office, "pembanding.yaml")
    return Bahan(
        LoadedLaporan("lkj", laporan, Positions("laporan.yaml"), office, "laporan.yaml", ""),
        narrowed(whole, laporan.bidang, office.kantor.kinerja), data, of if compared is not None else None,
        semua_kode=tuple(one.kode for one in whole.indikator()),
    )  # fmt: skip


def asked(jenis: str, nama: str, **options: object) -> Permintaan:
    """A request as a text makes it."""
    pilihan = tuple((name, str(value)) for name, value in options.items())
    return Permintaan("tabel" if jenis == "tabel" else "bagan", nama, pilihan)


def table(bahan: Bahan, nama: str, **options: object) -> Tabel:
    """The table of that name."""
    made, found = make_table(bahan, asked("tabel", nama, **options))
    assert made is not None, found
    assert found == ()
    return made


def chart(bahan: Bahan, nama: str, **options: object) -> tuple[Bagan, tuple[Finding, ...]]:
    """The chart of that name and what is said of it."""
    made, found = make_chart(bahan, asked("bagan", nama, **options))
    assert made is not None, found
    return made, found


def cells(one: Baris) -> list[str]:
    """The texts of a row."""
    return [cell_text(cell) for cell in one.sel]


def body(one: Tabel) -> list[list[str]]:
    """The texts of every row below the head."""
    return [cells(line) for line in one.baris if line.jenis != "kepala"]


def notes(one: Tabel | Bagan) -> str:
    """The notes below a table, a line each."""
    return "\n".join(note_texts(one))
