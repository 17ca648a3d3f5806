"""Who has returned the form of a quarter and who has not, since when, against the deadline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from doctool.findings import Finding, Severity
from doctool.forms.content import units_for
from doctool.indonesian import gabung
from doctool.loaded import LoadedKinerja
from doctool.model.hari_kerja import Tenggat
from doctool.model.pengembalian import Pengembalian

#: diterima: nothing to be mended; sebagian: some seksi have returned theirs; belum: nothing came.
Keadaan = Literal["diterima", "perlu diperbaiki", "sebagian", "belum"]


@dataclass(frozen=True, slots=True)
class StatusBidang:
    """A bidang: its returns of the quarter, the seksi that are still to return theirs, when its form was sent (None:
    not noted) and is due, working days late (until `hari_ini`, or when the form came) and left."""

    kunci: str
    nama: str
    keadaan: Keadaan
    kembali: tuple[Pengembalian, ...]
    kurang: tuple[str, ...]
    tenggat: Tenggat | None
    terlambat: int
    tersisa: int

    @property
    def diterima(self) -> date | None:
        """When the newest form came."""
        days = [one.diterima for one in self.kembali if one.diterima is not None]
        return max(days) if days else None

    @property
    def temuan(self) -> tuple[Finding, ...]:
        """What was found in the returns."""
        return tuple(finding for one in self.kembali for finding in one.temuan)

    def jumlah(self, severity: Severity) -> int:
        """How many findings of a severity there are."""
        return sum(one.severity is severity for one in self.temuan)

    @property
    def keterangan(self) -> str:
        """In a sentence."""
        if self.kurang and self.kembali:
            return f"belum kembali dari {gabung(self.kurang)}"
        if self.terlambat:
            return f"terlambat {self.terlambat} hari kerja"
        if self.keadaan == "belum" and self.tenggat is not None:
            return f"tersisa {self.tersisa} hari kerja" if self.tersisa else "hari ini batas waktunya"
        return ""


@dataclass(frozen=True, slots=True)
class Status:
    """The status of an office's forms for a quarter on the day `hari_ini`."""

    kantor: str
    tahun: int
    triwulan: int
    hari_ini: date
    bidang: tuple[StatusBidang, ...]

    @property
    def belum(self) -> tuple[StatusBidang, ...]:
        """Those who have to be reminded."""
        return tuple(one for one in self.bidang if one.keadaan in ("belum", "sebagian"))


def status_of(
    loaded: LoadedKinerja, returns: Sequence[Pengembalian], triwulan: int, sent: Mapping[str, date], today: date
) -> Status:
    """The status of every bidang that answers for something; `sent`: when the form of each was sent."""
    made = tuple(
        _bidang(loaded, key, [one for one in answering(returns, triwulan) if one.bidang == key], sent.get(key), today)
        for key in owners(loaded)
    )
    return Status(loaded.office.kode, loaded.kinerja.tahun, triwulan, today, made)


def owners(loaded: LoadedKinerja) -> dict[str, tuple[str, ...]]:
    """The bidang that answer for indicators or money with their seksi, in the order of kantor.yaml."""
    found: dict[str, list[str]] = {}
    for bidang, seksi in units_for(loaded, per_seksi=True):
        found.setdefault(bidang, []).append(seksi)
    return {key: tuple(sections) for key, sections in found.items()}


def answering(returns: Sequence[Pengembalian], triwulan: int) -> list[Pengembalian]:
    """The returns that answer for a quarter: of its own forms, and of forms until a later quarter that have something
    in it."""
    return [one for one in returns if one.triwulan == triwulan or (one.triwulan > triwulan and _has(one, triwulan))]


def _has(one: Pengembalian, triwulan: int) -> bool:
    quarters = (part[triwulan - 1 : triwulan] for row in one.indikator
                for part in (row.realisasi, row.pembilang, row.penyebut))  # fmt: skip
    return any(answer.keadaan != "kosong" for part in quarters for answer in part)


def _bidang(
    loaded: LoadedKinerja, key: str, returns: Sequence[Pengembalian], sent: date | None, today: date
) -> StatusBidang:
    back = {one.seksi for one in returns}
    lacking = () if not returns or "" in back else tuple(one for one in owners(loaded)[key] if one not in back)
    state: Keadaan = "diterima"
    if not returns:
        state = "belum"
    elif any(not one.layak for one in returns):
        state = "perlu diperbaiki"
    elif lacking:
        state = "sebagian"
    due = Tenggat.dari(sent, loaded.office.kantor.kinerja) if sent is not None else None
    days = [one.diterima for one in returns if one.diterima is not None]
    until = max(days) if days and state in ("diterima", "perlu diperbaiki") else today
    name = loaded.office.kantor.bidang.get(key, key)
    named = tuple(one or name for one in lacking)
    late, left = (due.terlambat(until), due.tersisa(today)) if due is not None else (0, 0)
    return StatusBidang(key, name, state, tuple(returns), named, due, late, left)
