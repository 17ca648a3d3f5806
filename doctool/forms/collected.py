"""Everything that was returned until a quarter, as the recap takes it: one value for each cell, and who returned what.

Forms of later quarters count before those of earlier ones, cell by cell: what a bidang corrects in triwulan II goes
before what it said in triwulan I, and is told. Two forms of the same quarter that disagree (of a bidang and of its
seksi) have no value between them until the newest is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from doctool.findings import Finding, Severity, Where
from doctool.forms.field_map import AKHIR_PEMBILANG, AKHIR_PENYEBUT, REALISASI_TW
from doctool.indonesian import angka
from doctool.model.kinerja import TRIWULAN
from doctool.model.pengembalian import TEKS, Jawaban, Pengembalian
from doctool.model.rekap import KOSONG, Asal, Isian

#: What people enter besides the realisasi of quarters, and what two forms of one quarter may not disagree about.
_ENTERED = ("realisasi", *TEKS)
#: The key of a value: the key of its row and its field, as `field_map` names them.
Kunci = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Collected:
    """The values, the returns that they come from by bidang, and what is to be said of returns that disagree."""

    nilai: Mapping[Kunci, Isian] = field(default_factory=dict)
    kembali: Mapping[str, tuple[Pengembalian, ...]] = field(default_factory=dict)
    temuan: tuple[Finding, ...] = ()

    def isian(self, key: str, name: str) -> Isian:
        """The value of the field `name` in the row `key`; empty where none came."""
        return self.nilai.get((key, name), KOSONG)

    def diterima(self, bidang: str) -> date | None:
        """When the newest form of a bidang came; None where none did."""
        days = [one.diterima for one in self.kembali.get(bidang, ()) if one.diterima is not None]
        return max(days) if days else None


def collect(returns: Sequence[Pengembalian], triwulan: int, *, newest: bool = False) -> Collected:
    """The values of `returns` until quarter `triwulan`; `newest`: of two forms that disagree the newest counts."""
    used = sorted(_until(returns, triwulan), key=_age)
    values: dict[Kunci, Isian] = {}
    quarter: dict[Kunci, int] = {}
    findings: list[Finding] = []
    for one in used:
        for key, answer in answers(one):
            known = values.get(key, KOSONG)
            if answer.keadaan == "kosong" and key in values:
                continue
            same = quarter.get(key) == one.triwulan
            values[key], quarter[key] = answer, one.triwulan
            if _disagree(key[1], known, answer, same=same):
                findings.append(_changed(key, known, answer, same=same, newest=newest))
                if same and not newest:
                    values[key] = replace(answer, nilai=None, teks="", keadaan="salah")
    back: dict[str, list[Pengembalian]] = {}
    for one in used:
        back.setdefault(one.bidang, []).append(one)
    return Collected(values, {key: tuple(found) for key, found in back.items()}, tuple(findings))


def _disagree(name: str, known: Isian, answer: Isian, *, same: bool) -> bool:
    """Whether two answers for one field have to be told: of one quarter whatever was entered, else a quarter's own."""
    told = name in REALISASI_TW or (same and name in _ENTERED)
    return told and known.keadaan != "kosong" and not _same(known, answer)


def _until(returns: Sequence[Pengembalian], triwulan: int) -> Iterator[Pengembalian]:
    """The returns of quarters until `triwulan`; of a unit that has none the others, which may be for the whole year."""
    early = {(one.bidang, one.seksi) for one in returns if one.triwulan <= triwulan}
    return (one for one in returns if one.triwulan <= triwulan or (one.bidang, one.seksi) not in early)


def _age(one: Pengembalian) -> tuple[int, date, str, str, str]:
    return one.triwulan, one.diterima or date.min, one.disimpan, one.seksi, one.sha256


def answers(returned: Pengembalian) -> Iterator[tuple[Kunci, Isian]]:
    """Every answer of a return with its key and origin, also what its formulas showed."""
    for row in returned.indikator:
        parts = ((row.kode, row.realisasi), (row.kode + AKHIR_PEMBILANG, row.pembilang),
                 (row.kode + AKHIR_PENYEBUT, row.penyebut))  # fmt: skip
        for key, given in parts:
            for name, one in zip(REALISASI_TW, given, strict=False):
                yield (key, name), _isian(one, returned)
        for name, one in {**row.teks, **row.tampil}.items():
            yield (row.kode, name), _isian(one, returned)
    for line in returned.anggaran:
        yield (line.kunci, "realisasi"), _isian(line.realisasi, returned)
        yield (line.kunci, "keterangan"), _isian(line.keterangan, returned)


def _isian(one: Jawaban, returned: Pengembalian) -> Isian:
    sheet, _, cell = one.sel.rpartition("!")
    origin = Asal(returned.berkas, sheet, cell, returned.sha256, returned.diterima) if one.sel else None
    return Isian(one.nilai, one.teks, one.keadaan, one.tertulis, origin)


def _same(one: Isian, other: Isian) -> bool:
    return (one.nilai, one.teks.strip(), one.keadaan) == (other.nilai, other.teks.strip(), other.keadaan)


def _changed(key: Kunci, old: Isian, new: Isian, *, same: bool, newest: bool) -> Finding:
    """R06: two forms of a quarter disagree; R07: a later form says otherwise than an earlier one."""
    where = Where(new.asal.berkas, cell=f"{new.asal.lembar}!{new.asal.sel}") if new.asal else Where("")
    said, before = shown(new), f"{shown(old)} ({old.asal})"
    what = f"{key[0].removesuffix(AKHIR_PEMBILANG).removesuffix(AKHIR_PENYEBUT)}, {field_name(key[1])}"
    if same:
        severity = Severity.WARNING if newest else Severity.ERROR
        used = "; yang dipakai yang terbaru" if newest else "; tidak ada yang dipakai"
        hint = "minta bidang menentukan yang benar, atau pakai yang terbaru dengan --terbaru"
        return Finding("R06", severity, where, f"{what}: dua formulir berbeda isi, {said} dan {before}{used}", hint)
    hint = "pastikan perubahan itu disengaja"
    message = f"{what}: isinya {said}, dalam formulir triwulan sebelumnya {before}; yang dipakai yang kemudian"
    return Finding("R07", Severity.WARNING, where, message, hint, new.tertulis)


def shown(one: Isian) -> str:
    """A value in a sentence."""
    if one.keadaan == "terisi":
        return angka(one.nilai) if one.nilai is not None else f'"{one.teks[:40]}"'
    return {"kosong": "kosong", "tidak diukur": "tidak diukur"}.get(one.keadaan, f'"{one.tertulis[:40]}"')


def field_name(name: str) -> str:
    """A field in a sentence: "realisasi triwulan II"."""
    if name in REALISASI_TW:
        return f"realisasi triwulan {TRIWULAN[REALISASI_TW.index(name)]}"
    return {"realisasi_tahun": "realisasi tahun"}.get(name, name.replace("_", " "))
