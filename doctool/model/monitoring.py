"""Monitoring: when an SOP in force was looked at (sop_catalog/<kantor>/terbitan/<slug>/monitoring.yaml), and when it
has to be again.

PermenPANRB 35/2012, Monitoring dan Evaluasi: monitoring about every six months, evaluation at least once a year; an
office may ask for more (AturanSop). The record lies beside what was published and not in the SOP's text, which from its
publishing on stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from pydantic import Field, model_validator

from doctool.model.dasar import Deret, Rekaman, salah
from doctool.model.tanggal import Tanggal

if TYPE_CHECKING:
    from doctool.model.aturan_sop import AturanSop
    from doctool.model.sop import Sop

#: The file in the folder of what was published of an SOP.
MONITORING_FILE = "monitoring.yaml"
Jenis = Literal["monitoring", "evaluasi"]
Penilaian = Literal["berjalan baik", "tidak"]
_MONTHS = 12


class Pemantauan(Rekaman):
    """One monitoring or evaluation that was done; the fields of the monitoring form (Tabel 7)."""

    jenis: Jenis = Field("monitoring", description="monitoring atau evaluasi.")
    tanggal: Tanggal = Field(description="Tanggal dilakukan.")
    oleh: str = Field("", description="Nama atau jabatan penilai.")
    penilaian: Penilaian = Field("berjalan baik", description="Penerapan SOP: berjalan baik atau tidak.")
    catatan: str = Field("", description="Catatan hasil penilaian.")
    tindakan: str = Field("", description="Tindakan yang harus diambil.")
    revisi: str = Field("", description="Nomor revisi yang dinilai.")

    @model_validator(mode="after")
    def _dated(self) -> Pemantauan:
        if self.tanggal.date is None:
            hint = "tulis misalnya 9 Januari 2026"
            raise salah("tanggal pemantauan bukan tanggal", hint, "tanggal", self.tanggal.teks)
        return self

    @property
    def hari(self) -> date:
        """The day on which it was done."""
        day = self.tanggal.date
        if day is None:  # refused when it was read
            raise ValueError(self.tanggal.teks)
        return day

    @property
    def hasil(self) -> str:
        """The judgement as it is printed."""
        return self.penilaian if self.penilaian == "berjalan baik" else "tidak berjalan baik"


class Monitoring(Rekaman):
    """The whole file: what was done, in the order in which it was noted."""

    monitoring: Deret[Pemantauan] = Field((), description="Monitoring dan evaluasi yang sudah dilakukan.")


@dataclass(frozen=True, slots=True)
class JatuhTempo:
    """When a monitoring or evaluation is due. `dasar` is the day it is counted from, `catatan` what was noted last."""

    jenis: Jenis
    dasar: date
    tempo: date
    bulan: int
    catatan: Pemantauan | None = None

    def terlambat(self, today: date) -> bool:
        """Whether it is due: the day has come."""
        return today >= self.tempo


def jatuh_tempo(
    sop: Sop, aturan: AturanSop, catatan: Iterable[Pemantauan], today: date
) -> tuple[JatuhTempo, JatuhTempo] | None:
    """When monitoring and evaluation of an SOP in force are due, as known on `today`; None where it has no day to count
    from.

    Counted from the day the SOP took effect or was signed, or its last revision, or else the first that was noted; an
    evaluation looks at the practice as well and counts as a monitoring.
    """
    done = sorted((one for one in catatan if one.hari <= today), key=lambda one: one.hari)
    revised = None if sop.revisi_rencana else sop.tanggal_revisi
    days = (sop.tanggal_efektif, sop.tanggal_pengesahan, revised, *(one.tanggal for one in sop.revisi))
    known = [one.date for one in days if one is not None and one.date is not None] or [one.hari for one in done[:1]]
    if not known:
        return None
    since = max((day for day in known if day <= today), default=min(known))  # in force from a day to come
    deep = [one for one in done if one.jenis == "evaluasi"]
    return (
        _due("monitoring", since, done, aturan.monitoring_bulan),
        _due("evaluasi", since, deep, aturan.evaluasi_bulan),
    )


def _due(jenis: Jenis, since: date, done: list[Pemantauan], months: int) -> JatuhTempo:
    last = done[-1] if done else None
    start = max(since, last.hari) if last is not None else since
    return JatuhTempo(jenis, start, months_later(start, months), months, last)


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day."""
    years, month = divmod(day.month - 1 + months, _MONTHS)
    year = day.year + years
    following = date(year + (month + 1) // _MONTHS, (month + 1) % _MONTHS + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def months_between(start: date, end: date) -> int:
    """Whole months from `start` to `end`; 0 where that is not later."""
    months = (end.year - start.year) * _MONTHS + end.month - start.month
    while months > 0 and months_later(start, months) > end:
        months -= 1
    return max(months, 0)


def lamanya(start: date, end: date) -> str:
    """How long it is from `start` to `end` in words: "2 tahun 3 bulan", "5 bulan", "12 hari"; "" for none."""
    months = months_between(start, end)
    parts = ((months // _MONTHS, "tahun"), (months % _MONTHS, "bulan"))
    if months:
        return " ".join(f"{count} {unit}" for count, unit in parts if count)
    days = (end - start).days
    return f"{days} hari" if days > 0 else ""
