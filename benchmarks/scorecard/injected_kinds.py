"""Every writer of workbooks and tables of doctool, given a list of texts for every text that it writes.

`KINDS` are the files by the name of their kind, `COVERED` says which of them each module that writes is tried by.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from benchmarks.scorecard.injected_books import (
    DAY,
    Texts,
    handover,
    house,
    incoming,
    list_of_reports,
    list_of_sops,
    monitoring_form,
    office,
    outgoing,
    periodic_report,
    recipients,
    spread,
)
from doctool.drawing import Cell, Row, Table
from doctool.findings import Finding, Severity, Where
from doctool.forms.collected import collect
from doctool.forms.recap import compile_recap
from doctool.forms.recap_book import recap_book
from doctool.forms.status import Status, StatusBidang
from doctool.forms.status_book import status_book
from doctool.loaded import LoadedSop, Positions
from doctool.model.dokumen import Bagan, Baris, Keterangan, Paragraf, Permintaan, Sel, Seri, Tabel, polos
from doctool.model.kantor import Pejabat
from doctool.model.pengembalian import TEKS
from doctool.model.rekap import Asal, Isian, Rekap
from doctool.model.sop import Sop
from doctool.packet_close import failures_csv
from doctool.packet_job import Trouble
from doctool.reports.book import tables_book
from doctool.reports.reckoned import Hitungan
from doctool.steps.paths import written
from doctool.steps.plain import safe
from doctool.steps.write import write_table
from doctool.units import pt
from doctool.write.document_chart import add_chart
from doctool.write.excel import write_xlsx
from doctool.write.package import Package
from tests.forms import injected
from tests.forms.recap_case import returned, row
from tests.forms.samples import indicator, loaded, year
from tests.reports.case import material
from tests.write.specimens import MARGIN, drawing, text
from tests.write.test_word_random import page_of

#: Of so many indicators of the recap one has figures, and by them a chart of its own, which takes its time.
_DRAWN = 10


def sheet_of_sop(texts: Texts) -> bytes:
    """The sheet of an SOP: a table of paragraphs in one line."""
    cells = tuple(Cell(at, 0, (text(one),)) for at, one in enumerate(texts))
    table = Table("acak", MARGIN.left, MARGIN.top + 20, (pt(400),), (Row(300, exact=False),) * len(cells), cells)
    return write_xlsx(drawing(page_of(table)))


def steps(texts: Texts) -> bytes:
    """The table of steps of an SOP."""
    return _steps(texts, [
        {"uraian": one, "kelengkapan": one, "waktu": one, "output": [one, one], "keterangan": one,
         "pelaksana": f"p{at}"} for at, one in enumerate(texts)
    ], texts[0])  # fmt: skip


def rare_steps(texts: Texts) -> bytes:
    """The same of an SOP that says them in its lists: texts that its table keeps among the rest, quoted."""
    return _steps(texts, [{"uraian": "menerima", "pelaksana": "p0"}], "SOP")


def _steps(texts: Texts, rows: list[dict[str, Any]], name: str) -> bytes:
    lists = ("dasar_hukum", "keterkaitan", "peringatan", "kualifikasi_pelaksana", "peralatan_perlengkapan",
             "pencatatan_pendataan")  # fmt: skip
    data = {
        "nama_sop": name, "nomor_sop": name, **{key: list(texts) for key in lists}, "kegiatan": rows,
        "pelaksana": [{"kode": f"p{at}", "nama": one} for at, one in enumerate(texts)],
    }  # fmt: skip
    return write_table(LoadedSop("acak", Sop.model_validate(data), Positions("acak.yaml"), office()))


def tables(texts: Texts) -> bytes:
    """The tables of a report: captions, heads, cells, cells over several, notes."""
    def cell(said: str, wide: int = 1) -> Sel:
        return Sel((Paragraf(polos(said)),), kolom=wide)

    rows = [Baris((cell("Satu"), cell("Dua")), "kepala")]
    rows += [Baris(one) for said in texts for one in ((cell(said), cell(said)), (cell(said, 2),))]
    rows += [Baris((cell(said), cell(said)), "kepala") for said in texts]
    notes = tuple(Paragraf(polos(one)) for one in texts)
    made = [
        (Permintaan("tabel", f"tabel-{at}"), Tabel((50.0, 50.0), tuple(rows) if at == 0 else (rows[0],), "",
                                                   Keterangan("tabel", polos(one)), notes if at == 0 else ()))
        for at, one in enumerate(texts)
    ]  # fmt: skip
    return tables_book(Hitungan(material(), tuple(made), (), {}, ()))


def chart(texts: Texts) -> bytes:
    """The workbook that a chart in a document carries."""
    series = tuple(Seri(one, (Decimal(1),)) for one in texts)
    package = Package()
    add_chart(package, Bagan("kolom", tuple(texts), series), 1, "Arial")
    return next(part.data for part in package.parts if part.name.endswith(".xlsx"))


def recap(texts: Texts) -> bytes:
    """The recap of the forms, with everything that a bidang said."""
    codes = [f"K{at}" for at in range(len(texts))]
    program = [{"kode": "1.01", "uraian": "Program", "pagu": "5", "penanggung_jawab": "dafduk"}]
    data = loaded(year(*map(indicator, codes), program=program))
    rows = [row(code, [1, 2, 3, 4] if at % _DRAWN == 0 else []) for at, code in enumerate(codes)]
    back = returned("dafduk", *rows, triwulan=4)
    found = compile_recap(data, 4, collect([back], 4))
    signer = Pejabat(jabatan=texts[0], nama=texts[1], pangkat=texts[2])
    return recap_book(data.office, _spread_recap(found, texts), signer, DAY)


def _spread_recap(found: Rekap, texts: Texts) -> Rekap:
    goal = found.sasaran[0]
    rows = []
    for one, said in zip(goal.indikator, texts, strict=True):
        answer = Isian(None, said, "terisi", said, spread(Asal("", "", "", "", DAY), said))
        wrong = Isian(None, "", "salah", said, answer.asal)
        quarters = (*(replace(part, realisasi=wrong) for part in one.periode[:2]), *one.periode[2:])
        answers: dict[str, Any] = dict.fromkeys(TEKS, answer)
        changed = spread(one, said, "kode", "target", "rumus", "akumulasi", "bidang")
        rows.append(replace(changed, periode=quarters, bidang=said, **answers))
    unit = found.bidang[0]
    money = [
        replace(spread(found.anggaran[0], said, "tingkat", "kunci"), isian=Isian(None, "", "salah", "x"))
        for said in texts
    ]
    return replace(
        found, anggaran=tuple(money), temuan=tuple(map(_finding, texts)),
        sasaran=(replace(goal, indikator=tuple(rows)), *(replace(goal, uraian=one, indikator=()) for one in texts)),
        bidang=tuple(
            replace(spread(unit, one), berkas=(one,), indikator=(line.kode,))
            for line, one in zip(rows, texts, strict=True)
        ), aturan=texts[0],
    )  # fmt: skip


def _finding(said: str) -> Finding:
    return Finding(said, Severity.WARNING, Where(said), said, said, said)


def status(texts: Texts) -> bytes:
    """The status of the forms with what was found in them."""
    units = tuple(
        StatusBidang("k", one, "sebagian", (returned("k", temuan=(_finding(one),)),), (one,), None, 0, 0)
        for one in texts
    )
    return status_book(office(), Status("k", 2025, 2, DAY, units))


def failures(texts: Texts) -> bytes:
    """The list of failures of a packet, the one CSV."""
    return failures_csv([Trouble(*(one,) * 5) for one in texts])


def _in_cells(text: str) -> bool:
    """Whether the table of steps says a text in the cell that is meant for it; others are quoted among the rest."""
    return safe(text) and "\n" not in text


def _quoted(text: str) -> str:
    return written(text).removeprefix('"').removesuffix('"')


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its maker, which texts it is asked to hold, how it shows one, the plain word in its stead."""

    make: Callable[[Texts], bytes]
    asked: Callable[[str], bool] = bool
    shown: Callable[[str], str] = str
    word: str = "kata{:04}"


#: The kinds by name.
KINDS: dict[str, Kind] = {
    "tabel langkah": Kind(steps, _in_cells),
    "tabel langkah, lainnya": Kind(rare_steps, lambda text: not _in_cells(text), _quoted, "'kata{:04}"),
    **{name: Kind(make) for name, make in {
        "buku rumah": house, "lembar SOP": sheet_of_sop, "daftar ekspedisi": handover, "daftar penerima": recipients,
        "agenda keluar": outgoing, "agenda masuk": incoming, "daftar SOP": list_of_sops,
        "formulir monitoring": monitoring_form, "laporan berkala": periodic_report, "buku laporan": list_of_reports,
        "tabel laporan": tables, "data bagan": chart, "buku data": injected.data_book, "rekap": recap,
        "status": status,
    }.items()},
}  # fmt: skip
#: Modules that make workbooks or tables, and the kind (of this module, of forms, or the CSV) that is made by them.
COVERED = {
    "forms.identity": "formulir terisi", "forms.template_book": "formulir terisi",
    "forms.template_ranges": "formulir terisi", "forms.mark": "formulir untuk diperbaiki", "forms.recap_book": "rekap",
    "forms.status_book": "status", "house_workbook": "buku rumah", "indicators.write": "buku data",
    "listing.book": "daftar SOP", "listing.form_book": "formulir monitoring", "packet_close": "gagal.csv",
    "packets.example": "daftar penerima", "packets.handover_book": "daftar ekspedisi",
    "periodic.book": "laporan berkala", "periodic.list_book": "buku laporan", "register.book": "agenda masuk",
    "reports.book": "tabel laporan", "steps.write": "tabel langkah", "text_book": "buku rumah",
    "write.document_chart": "data bagan", "write.document_workbook": "data bagan", "write.excel": "lembar SOP",
    "write.xml": "lembar SOP",
}  # fmt: skip
#: Modules that only tell by its parts what a file is.
ONLY_READ = {"border.word"}
