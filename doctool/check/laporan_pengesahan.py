"""Who signs a report and when (L11), and the perjanjian kinerja among its lampiran (L12)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from doctool.check.laporan_rule import ReportContext, Said, report_check
from doctool.check.pejabat import signer_faults
from doctool.findings import Severity
from doctool.indonesian import tanggal
from doctool.model.kantor import Penandatangan
from doctool.model.kinerja import TRIWULAN
from doctool.model.tanggal import Tanggal

_YEAR = len(TRIWULAN)
#: Months after the end of the year within which a report is handed in (PermenPANRB 53/2014).
_MONTHS = 3


@report_check("L11")
def signer_sound(ctx: ReportContext) -> Iterator[Said]:
    """Who signs has jabatan, nama, a valid NIP and a pangkat that exists."""
    laporan, office = ctx.loaded.laporan, ctx.loaded.office
    if not laporan.penandatangan:
        hint = "isi penandatangan dengan kunci pejabat di kantor.yaml"
        head = Severity.WARNING if laporan.bidang else None  # its head signs; his name is an empty place
        yield Said(ctx.where(("penandatangan",)), "penanda tangan laporan belum disebut", hint, severity=head)
        return
    signer = office.kantor.lengkapi(Penandatangan(pejabat=laporan.penandatangan))
    for one in signer_faults(("pejabat", laporan.penandatangan), signer):
        yield Said(office.positions.where(one.path), one.message, one.hint, one.text, one.severity)


@report_check("L11")
def date_sound(ctx: ReportContext) -> Iterator[Said]:
    """The report is dated with a day of the calendar, after the time that it tells of and not long after."""
    laporan = ctx.loaded.laporan
    where = ctx.where(("tanggal",))
    written = laporan.tanggal
    if written is None or written.kosong or written.teks.strip() == "-":
        if ctx.final:
            yield Said(where, "tanggal laporan belum diisi", "isi tanggal penandatanganan")
        return
    if written.date is None:
        hint = "tulis tanggal lengkap, misalnya 30 Januari 2026"
        yield Said(where, f'tanggal "{written.teks}" bukan tanggal yang lengkap', hint, written.teks, Severity.ERROR)
        return
    yield from _in_time(ctx, written, written.date)


def _in_time(ctx: ReportContext, written: Tanggal, day: date) -> Iterator[Said]:
    laporan = ctx.loaded.laporan
    where, text = ctx.where(("tanggal",)), written.teks
    if written.hari_keliru:
        message = f'nama hari pada "{text}" tidak cocok dengan tanggalnya'
        yield Said(where, message, "perbaiki nama harinya, atau hapus", text)
    month = 3 * laporan.triwulan
    end = date(laporan.tahun, month, monthrange(laporan.tahun, month)[1])
    if day <= end:
        until = tanggal(end.year, end.month, end.day)
        message = f"tanggal laporan {text} mendahului akhir masa yang dilaporkan, {until}"
        yield Said(where, message, "periksa tahunnya", text, Severity.ERROR)
    last = date(laporan.tahun + 1, _MONTHS, 31)
    if laporan.triwulan == _YEAR and day > last:
        message = f"tanggal laporan {text} lebih dari {_MONTHS} bulan sesudah tahun anggaran {laporan.tahun} berakhir"
        hint = f"laporan kinerja disampaikan paling lambat {_MONTHS} bulan sesudah tahun berakhir; periksa tanggalnya"
        yield Said(where, message, hint, text, Severity.WARNING)


@report_check("L12")
def agreement_attached(ctx: ReportContext) -> Iterator[Said]:
    """The office's report of a year has the perjanjian kinerja among its lampiran, the signed one once it is final."""
    laporan = ctx.loaded.laporan
    if laporan.bidang or laporan.triwulan != _YEAR:
        return
    found = [(at, one) for at, one in enumerate(laporan.lampiran) if one.jenis == "perjanjian-kinerja"]
    if not found:
        hint = "tambahkan lampiran dengan jenis: perjanjian-kinerja"
        yield Said(ctx.where(("lampiran",)), "perjanjian kinerja tidak ada di antara lampiran", hint)
    elif ctx.final and not any(one.berkas for _, one in found):
        message = "lampiran perjanjian kinerja dibuat dari data, bukan berkas yang sudah ditandatangani"
        at, one = found[0]
        hint = "sebut berkas PDF perjanjian kinerja yang sudah ditandatangani"
        yield Said(ctx.where(("lampiran", at)), message, hint, one.judul, Severity.WARNING)
