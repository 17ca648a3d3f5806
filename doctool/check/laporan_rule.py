"""What the rules of laporan kinerja look at, and where they are registered.

Everything comes as plain values: the report, its recap, its texts as they were written, the document that they became
and the figures by name. So the rules know neither how a text is read nor how a table is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from doctool.findings import Severity, Where
from doctool.loaded import LoadedKinerja, LoadedLaporan, LoadedPembanding, Path
from doctool.model.dokumen import Blok, Dokumen
from doctool.model.kinerja import AturanKinerja, Indikator
from doctool.model.laporan import Analisis, PembandingIndikator
from doctool.model.rekap import IndikatorRekap, Rekap

_NOTHING = PembandingIndikator()


@dataclass(frozen=True, slots=True)
class AngkaLaporan:
    """A figure as running text prints it ("95,37%"), with the unrounded number; None for what is text or n/a."""

    teks: str
    nilai: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TeksLaporan:
    """A text as it was written: its name in findings, its blocks, and the lines of a Markdown file (none of Word)."""

    file: str
    blok: tuple[Blok, ...]
    baris: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BarisLalu:
    """An indicator in last year's report: its wording ("" where it is not known), target, realisasi (a number, or a
    grade in `tingkat`), capaian."""

    kode: str
    uraian: str
    target: str
    realisasi: Decimal | None
    tingkat: str = ""
    capaian: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LaporanLalu:
    """Last year's report: how it is called, its year, and what it says of each indicator that was measured."""

    nama: str
    tahun: int
    baris: tuple[BarisLalu, ...]


@dataclass(frozen=True)
class ReportContext:
    """A report with all that its rules look at.

    `rekap` is narrowed to the report's bidang; `rekap_file` is the JSON that it was read from ("": compiled from the
    forms). `indikator` are the indicators as the calculator takes them, by code. `analisis` are the texts of the seven
    analyses by number of sasaran. `gambar_lampiran` are the dots an inch that pictures among the lampiran have on
    paper, by their place in the list. `final`: what a draft may lack is a fault.
    """

    loaded: LoadedLaporan
    rekap: Rekap
    dokumen: Dokumen
    rekap_file: str = ""
    kinerja: LoadedKinerja | None = None
    pembanding: LoadedPembanding | None = None
    indikator: Mapping[str, Indikator] = field(default_factory=dict)
    angka: Mapping[str, AngkaLaporan] = field(default_factory=dict)
    teks: tuple[TeksLaporan, ...] = ()
    analisis: Mapping[int, Mapping[Analisis, tuple[Blok, ...]]] = field(default_factory=dict)
    lalu: LaporanLalu | None = None
    gambar_lampiran: Mapping[int, int] = field(default_factory=dict)
    final: bool = False

    @property
    def aturan(self) -> AturanKinerja:
        """How the office judges capaian."""
        return self.loaded.office.kantor.kinerja

    def where(self, path: Path = ()) -> Where:
        """A place in laporan.yaml."""
        return self.loaded.positions.where(path) if path else Where(self.loaded.file)

    def where_row(self, row: IndikatorRekap, key: str = "kode") -> Where:
        """Where an indicator of the recap stands: the recap's file, else the indicators, else laporan.yaml."""
        if self.rekap_file or self.kinerja is None:
            return Where(self.rekap_file or self.loaded.file)
        for at, sasaran in enumerate(self.kinerja.kinerja.sasaran):
            for number, one in enumerate(sasaran.indikator):
                if one.kode == row.kode:
                    return self.kinerja.positions.where(("sasaran", at, "indikator", number, key))
        return Where(self.kinerja.file)

    def where_compared(self, path: Path) -> Where:
        """A place in pembanding.yaml."""
        return self.pembanding.positions.where(path) if self.pembanding is not None else Where(self.loaded.file)

    def pembanding_of(self, kode: str) -> PembandingIndikator:
        """What an indicator is compared with; empty where nothing is said."""
        if self.pembanding is None:
            return _NOTHING
        return self.pembanding.pembanding.indikator.get(kode, _NOTHING)


@dataclass(frozen=True, slots=True)
class Said:
    """What a rule of reports found, with its place. `severity` None: the rule's own."""

    where: Where
    message: str
    hint: str
    text: str = ""
    severity: Severity | None = None


ReportCheck = Callable[[ReportContext], Iterator[Said]]

#: Every registered function with the code of its rule, in order of registration.
REPORT_CHECKS: list[tuple[str, ReportCheck]] = []


def report_check(code: str) -> Callable[[ReportCheck], ReportCheck]:
    """Registers a function as (part of) the rule `code` for reports."""

    def register(function: ReportCheck) -> ReportCheck:
        REPORT_CHECKS.append((code, function))
        return function

    return register
