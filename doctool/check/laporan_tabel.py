"""Tables that somebody typed in a text: what they say of indicators (L01, L10), and their sums (L06)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from doctool.check.laporan_data import same_target
from doctool.check.laporan_rule import AngkaLaporan, ReportContext, Said, report_check
from doctool.check.report_words import Names, passages
from doctool.findings import Severity, Where
from doctool.indonesian import angka, baca_angka
from doctool.model.capaian import rounded, sum_exact
from doctool.model.dokumen import Paragraf, Sel, Tabel, susun
from doctool.model.kinerja import Target
from doctool.model.rekap import IndikatorRekap

_COLUMNS = {"satuan": r"satuan", "target": r"target", "realisasi": r"realisasi", "capaian": r"(?:% )?capaian"}
_HEAD_END = r"(?:\s*\(?\s*%\s*\)?|\s+\d{4}|\s+tahun ini)?"
_TOTAL = re.compile(r"\s*(?:jumlah|total)(?:\s+\w+)?\s*:?\s*", re.IGNORECASE)
_NOT_SUMMED = re.compile(r"%|persen|rata-rata|capaian|serapan|indeks|target|no\.?$|tahun|kode", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a typed table: its cells by column as they are written, each with its place."""

    sel: tuple[str, ...]
    where: tuple[Where, ...]


def _lines(table: Tabel, where: Where, *, head: bool) -> list[Line]:
    """The rows of the head or below it; those with cells over several columns or rows are left out."""
    out = []
    for row in table.baris:
        plain = all(cell.kolom == cell.baris == 1 for cell in row.sel)
        if plain and (row.jenis == "kepala") == head and len(row.sel) == len(table.lebar):
            out.append(Line(tuple(map(_text, row.sel)), tuple(_place(cell, where) for cell in row.sel)))
    return out


def _text(cell: Sel) -> str:
    return " ".join(" ".join(one.teks for one in passages(cell.isi, Where(""))).split())


def _place(cell: Sel, where: Where) -> Where:
    return next((one.asal for one in cell.isi if isinstance(one, Paragraf) and one.asal is not None), where)


def _typed(ctx: ReportContext) -> Iterator[tuple[Tabel, Where]]:
    for text in ctx.teks:
        for one in susun(text.blok):
            if isinstance(one, Tabel):
                yield one, one.asal or Where(text.file)


@report_check("L01")
def typed_targets(ctx: ReportContext) -> Iterator[Said]:
    """Unit and target of an indicator in a typed table are those of the recap."""
    for row, name, cell, where in _cells(ctx, ("satuan", "target")):
        mine = row.satuan if name == "satuan" else row.target
        same = _unit(cell) == _unit(mine) if name == "satuan" else same_target(cell, mine)
        if not same and not (name == "target" and Target(teks=cell).tidak_ada):
            message = f'{row.kode}: {name} dalam tabel ini "{cell}", dalam rekap "{mine}"'
            hint = "jangan mengetiknya; minta dengan [tabel: perjanjian-kinerja] atau [tabel: target-realisasi]"
            yield Said(where, message, hint, cell)


def _unit(text: str) -> str:
    folded = text.casefold().strip(" ()")
    return "%" if folded in ("persen", "prosen") else folded


@report_check("L10")
def typed_results(ctx: ReportContext) -> Iterator[Said]:
    """Realisasi and capaian of an indicator in a typed table are those of the report."""
    for row, name, cell, where in _cells(ctx, ("realisasi", "capaian")):
        mine = ctx.angka.get(f"{row.kode}.{name}")
        value = baca_angka(cell.rstrip("% ").strip())
        if mine is not None and value is not None and not _same(value, mine):
            message = f"{row.kode}: {name} dalam tabel ini {cell}, dalam laporan {mine.teks}"
            hint = f"minta tabelnya dengan [tabel: target-realisasi], atau tulis [angka: {row.kode}.{name}]"
            yield Said(where, message, hint, cell, Severity.ERROR)


def _same(value: Decimal, mine: AngkaLaporan) -> bool:
    exponent = value.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return mine.nilai is not None and value == rounded(mine.nilai, decimals)


def _cells(ctx: ReportContext, wanted: Sequence[str]) -> Iterator[tuple[IndikatorRekap, str, str, Where]]:
    """Cells of typed tables in rows that name one indicator, below a head that says what they hold."""
    rows = {row.kode: row for row in ctx.rekap.indikator()}
    names = Names({kode: row.uraian for kode, row in rows.items()})
    for table, where in _typed(ctx):
        heads = _lines(table, where, head=True)
        if len(heads) != 1:
            continue
        columns = [(at, name) for at, head in enumerate(heads[0].sel) if (name := _column(ctx, head)) in wanted]
        for line in _lines(table, where, head=False):
            named = names.named(" ; ".join(line.sel))
            if len(named) == 1:
                row = rows[next(iter(named))]
                yield from ((row, name, line.sel[at], line.where[at]) for at, name in columns if line.sel[at])


def _column(ctx: ReportContext, head: str) -> str:
    """What a column holds by its head; "" for anything else, and for another year."""
    year = re.search(r"\b(?:19|20)\d\d\b", head)
    if year is not None and int(year[0]) != ctx.rekap.tahun:
        return ""
    return next((name for name, one in _COLUMNS.items() if re.fullmatch(one + _HEAD_END, head.strip(), re.I)), "")


@report_check("L06")
def typed_sums(ctx: ReportContext) -> Iterator[Said]:
    """The last row of a typed table that says "Jumlah" is the sum of what stands above it."""
    for table, where in _typed(ctx):
        heads, lines = _lines(table, where, head=True), _lines(table, where, head=False)
        if len(lines) < 3 or not any(_TOTAL.fullmatch(cell) for cell in lines[-1].sel[:2]):
            continue
        for at, written in enumerate(lines[-1].sel):
            total = baca_angka(written.removeprefix("Rp").strip())
            above = [baca_angka(line.sel[at].removeprefix("Rp").strip()) for line in lines[:-1]]
            known = [one for one in above if one is not None]
            if total is None or len(known) != len(above) or any(_NOT_SUMMED.search(head.sel[at]) for head in heads):
                continue
            right = sum_exact(known)
            if total != right:
                message = f"jumlah {written} dalam tabel ini, seharusnya {angka(right)}"
                yield Said(lines[-1].where[at], message, "periksa angka dan jumlahnya", written, Severity.WARNING)
