"""Everything that can be reckoned for a report: all tables, all charts, all figures, what was found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from doctool.findings import Finding
from doctool.model.dokumen import Bagan, Blok, Paragraf, Permintaan, Sel, Tabel, tulisan
from doctool.reports.charts import all_charts, make_chart
from doctool.reports.faults import material_findings
from doctool.reports.figures import figures
from doctool.reports.material import Bahan
from doctool.reports.tables import all_tables, make_table
from doctool.reports.values import Nilai


@dataclass(frozen=True)
class Hitungan:
    """Tables and charts with what asks for each, figures by name, findings in order of places."""

    bahan: Bahan
    tabel: tuple[tuple[Permintaan, Tabel], ...]
    bagan: tuple[tuple[Permintaan, Bagan], ...]
    angka: Mapping[str, Nilai]
    temuan: tuple[Finding, ...]


def reckon(bahan: Bahan) -> Hitungan:
    """All tables and charts of a report. Charts without any number are left out."""
    tables = [(one, make_table(bahan, one)[0]) for one in all_tables(bahan)]
    charts = [(one, make_chart(bahan, one)[0]) for one in all_charts(bahan)]
    return Hitungan(
        bahan, tuple((one, made) for one, made in tables if made is not None),
        tuple((one, made) for one, made in charts if made is not None), figures(bahan),
        tuple(material_findings(bahan)),
    )  # fmt: skip


def as_json(made: Hitungan) -> bytes:
    """All of it as JSON: the same material gives the same bytes; numbers as text with all their digits."""
    bahan = made.bahan
    data = {
        "laporan": bahan.loaded.address, "tahun": bahan.tahun, "triwulan": bahan.rekap.triwulan,
        "bidang": bahan.loaded.laporan.bidang, "contoh": bahan.loaded.laporan.contoh,
        "angka": {name: _value(one) for name, one in made.angka.items()},
        "tabel": [_table(asked, one) for asked, one in made.tabel],
        "bagan": [_chart(asked, one) for asked, one in made.bagan],
    }  # fmt: skip
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def cell_text(cell: Sel) -> str:
    """The text of a cell, a line for each paragraph."""
    return "\n".join(_line(one) for one in cell.isi)


def caption(one: Tabel | Bagan) -> str:
    """The caption of a table or chart without its number."""
    return tulisan(one.keterangan.isi) if one.keterangan is not None else ""


def note_texts(one: Tabel | Bagan) -> list[str]:
    """The notes below a table or chart."""
    return [tulisan(part.isi) for part in one.catatan]


def _line(one: Blok) -> str:
    return tulisan(one.isi) if isinstance(one, Paragraf) else ""


def _value(one: Nilai) -> dict[str, Any]:
    found: dict[str, Any] = {"teks": one.teks, "nilai": str(one.angka) if one.angka is not None else None}
    return {**found, "alasan": one.alasan} if one.alasan else found


def _head(asked: Permintaan, one: Tabel | Bagan) -> dict[str, Any]:
    return {"kunci": one.kunci, "nama": asked.nama, "pilihan": dict(asked.pilihan), "judul": caption(one)}


def _table(asked: Permintaan, one: Tabel) -> dict[str, Any]:
    rows = [{"jenis": row.jenis, "sel": [_cell(cell) for cell in row.sel]} for row in one.baris]
    return {**_head(asked, one), "baris": rows, "catatan": note_texts(one)}


def _cell(cell: Sel) -> dict[str, Any]:
    found: dict[str, Any] = {"teks": cell_text(cell)}
    if cell.nilai is not None:
        found["nilai"] = str(cell.nilai)
    if cell.kolom > 1:
        found["kolom"] = cell.kolom
    if cell.baris > 1:
        found["baris"] = cell.baris
    return found


def _chart(asked: Permintaan, one: Bagan) -> dict[str, Any]:
    series = [
        {"nama": seri.nama, "nilai": [str(value) if value is not None else None for value in seri.nilai]}
        for seri in one.seri
    ]
    return {**_head(asked, one), "jenis": one.jenis, "satuan": one.satuan, "kategori": list(one.kategori),
            "seri": series, "catatan": note_texts(one)}  # fmt: skip
