"""The daftar SOP: what is told of each SOP on a day (PermenPANRB 35/2012, Monitoring dan Evaluasi).

Pure: the SOPs as read in, rows out. What is in force is what was published last; an open revision is told beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from doctool.check.dasar_hukum import replaced
from doctool.indonesian import tanggal
from doctool.loaded import LoadedSop
from doctool.model.dasar import Butir
from doctool.model.monitoring import JatuhTempo, jatuh_tempo, lamanya
from doctool.model.prosedur import Prosedur
from doctool.model.sop import Status
from doctool.model.tanggal import Tanggal
from doctool.model.terbitan import Terbitan
from doctool.model.waktu import TotalWaktu, Waktu, total

#: What is said of an SOP in force whose days are not known.
TAK_TERHITUNG = "tidak dapat dihitung, tanggal efektif tidak diketahui"

_DIGITS = re.compile(r"([0-9]{1,15})")

#: Finds the SOP that an item of an SOP names.
Target = Callable[[Butir, LoadedSop], LoadedSop | None]


@dataclass(frozen=True, slots=True)
class SopBahan:
    """An SOP as read: the text at work, what was published (the oldest first) and the text that is in force; either
    text is None where there is none."""

    alamat: str
    kerja: LoadedSop | None
    terbitan: tuple[Terbitan, ...] = ()
    berlaku: LoadedSop | None = None

    @property
    def naskah(self) -> LoadedSop:
        """The text that the list describes: the one in force, else the one at work."""
        found = self.berlaku or self.kerja
        if found is None:
            raise ValueError(self.alamat)
        return found


@dataclass(frozen=True, slots=True)
class PeraturanDiganti:
    """An item of dasar hukum on a rule that was replaced: its text, by what, and what to do."""

    teks: str
    sebab: str
    saran: str


@dataclass(frozen=True, slots=True)
class RujukanHilang:
    """An item that names an SOP that is not there: where it stands, its text, its address ("" for none), and why."""

    letak: str
    teks: str
    alamat: str
    sebab: str


@dataclass(frozen=True, slots=True)
class BarisTerbitan:
    """A published SOP in the history; `keadaan` is berlaku, digantikan or dicabut."""

    terbitan: Terbitan
    keadaan: str


@dataclass(frozen=True, slots=True)
class BarisSop:
    """A row of the daftar SOP.

    `pelaksana` are the times of the activities of each actor, "" for an activity that names none.
    `revisi` is that of the text in force, `disusun` the number of the revision being made ("" for none). `mulai` is the
    day it took effect, `umur` how long ago. `pemantauan` are monitoring and evaluation, None where the SOP is not in
    force or has no day to count from. `peninjauan` is a planned review that has passed, "" for none.
    """

    alamat: str
    nomor: str
    nama: str
    revisi: str
    disusun: str
    status: Status
    berlaku: bool
    tanggal_pembuatan: str
    tanggal_revisi: str
    tanggal_efektif: str
    mulai: date | None
    umur: str
    unit: str
    pejabat: str
    kegiatan: int
    waktu: TotalWaktu
    durasi: tuple[Waktu, ...]
    pelaksana: tuple[tuple[str, tuple[Waktu, ...]], ...]
    pemantauan: tuple[JatuhTempo, JatuhTempo] | None
    peninjauan: str
    diganti: tuple[PeraturanDiganti, ...]
    hilang: tuple[RujukanHilang, ...]
    riwayat: tuple[BarisTerbitan, ...]

    @property
    def urutan(self) -> tuple[bool, tuple[str | int, ...], str]:
        """What rows are sorted by: the number as people count (9 before 10), those without one last, by address."""
        parts = _DIGITS.split(self.nomor.casefold())
        natural = tuple(int(part) if at % 2 else part for at, part in enumerate(parts))
        return not self.nomor, natural, self.alamat

    @property
    def keadaan(self) -> str:
        """Where the SOP is on its way, in words."""
        if self.status == "dicabut":
            return "dicabut"
        if not self.berlaku:
            withdrawn = any(one.keadaan == "dicabut" for one in self.riwayat)
            return f"dicabut; revisi {self.disusun} disusun ({self.status})" if withdrawn else self.status
        if self.disusun:
            return f"berlaku; revisi {self.disusun} disusun ({self.status})"
        return "berlaku" if self.status == "disahkan" else f"berlaku; naskah kerja {self.status}"

    @property
    def tak_terhitung(self) -> bool:
        """In force, but nobody knows since when."""
        return self.berlaku and self.pemantauan is None

    def jatuh_tempo(self, today: date) -> tuple[JatuhTempo, ...]:
        """What is due of monitoring and evaluation."""
        return tuple(one for one in self.pemantauan or () if one.terlambat(today))


def baris(bahan: SopBahan, target: Target, today: date) -> BarisSop:
    """The row of an SOP as known on `today`; `target` finds the SOPs that it names."""
    loaded = bahan.naskah
    sop, kantor = loaded.sop, loaded.kantor
    procedures = [one for _path, one in sop.prosedur()]
    kerja = bahan.kerja
    status: Status = kerja.sop.status if kerja is not None else sop.status
    days = (sop.tanggal_efektif, sop.tanggal_pengesahan, sop.tanggal_pembuatan)
    start = next((one.date for one in days if one is not None and one.date is not None), None)
    in_force = bahan.berlaku is not None
    times = tuple(row.waktu for one in procedures for row in one.kegiatan if row.waktu is not None)
    notes = kerja.monitoring if kerja is not None else loaded.monitoring
    due = jatuh_tempo(sop, kantor.sop, notes, today) if in_force else None
    return BarisSop(
        bahan.alamat, (sop.nomor_sop or "").strip(), " ".join((sop.nama_sop or "").split()), loaded.nomor_revisi,
        _being_made(bahan), status, in_force,
        _printed(sop.tanggal_pembuatan, loaded), _printed(sop.tanggal_revisi, loaded),
        _printed(sop.tanggal_efektif or sop.tanggal_pengesahan, loaded),
        start, _age(start, today, in_force=in_force), kantor.unit or kantor.nama, _signer(loaded),
        sum(bool(number) for one in procedures for number in one.numbers()), total(times, kantor.jam_kerja_sehari),
        times, tuple(_by_actor(procedures)), due,
        _review(loaded, today) if in_force else "", tuple(_replaced(loaded)), tuple(_dangling(loaded, target)),
        tuple(_history(bahan, withdrawn=kerja is not None and kerja.sop.tercabut)),
    )  # fmt: skip


def _age(start: date | None, today: date, *, in_force: bool) -> str:
    """How long ago it took effect; where it has yet to, when."""
    if start is None:
        return ""
    if in_force and start > today:
        return f"mulai {panjang(start)}"
    return "hari ini" if start == today else lamanya(start, today)


def _by_actor(procedures: Sequence[Prosedur]) -> Iterator[tuple[str, tuple[Waktu, ...]]]:
    """The times of the activities of each pelaksana, as printed; a joint activity counts for each who takes part."""
    found: dict[str, list[Waktu]] = {}
    for one in procedures:
        names = {lane.kode: " ".join(lane.nama.split()) for lane in one.lanes()}
        for row in one.kegiatan:
            taking_part = dict.fromkeys(names[node.pelaksana] for _, node in row.nodes() if node.pelaksana in names)
            for name in taking_part:
                found.setdefault(name, []).append(row.waktu or Waktu(teks=""))
    return ((name, tuple(times)) for name, times in found.items())


def _being_made(bahan: SopBahan) -> str:
    kerja, berlaku = bahan.kerja, bahan.berlaku
    if kerja is not None and kerja.sop.tercabut:
        return kerja.nomor_revisi if kerja.sop.status != "dicabut" else ""
    if kerja is None or berlaku is None or len(kerja.sop.revisi) <= len(berlaku.sop.revisi):
        return ""
    return kerja.nomor_revisi


def _printed(day: Tanggal | None, loaded: LoadedSop) -> str:
    return day.cetak(loaded.kantor.gaya.tanggal).strip() if day is not None else ""


def _signer(loaded: LoadedSop) -> str:
    """Office and name of who signs, one line each."""
    for one in loaded.sop.disahkan_oleh or ():
        whole = loaded.kantor.lengkapi(one)
        post = " ".join(part for part in (whole.awalan, whole.jabatan) if part)
        return "\n".join(part for part in (post, whole.nama) if part)
    return ""


def _review(loaded: LoadedSop, today: date) -> str:
    planned = loaded.sop.tanggal_revisi if loaded.sop.revisi_rencana else None
    late = planned is not None and planned.date is not None and planned.date < today
    return _printed(planned, loaded) if late else ""


def _replaced(loaded: LoadedSop) -> Iterator[PeraturanDiganti]:
    for item in loaded.sop.dasar_hukum.butir if loaded.sop.dasar_hukum else ():
        found = replaced(item.teks)
        if found is not None:
            yield PeraturanDiganti(" ".join(item.teks.split()), *found)


def _dangling(loaded: LoadedSop, target: Target) -> Iterator[RujukanHilang]:
    places = [("keterkaitan", item) for item in (loaded.sop.keterkaitan.butir if loaded.sop.keterkaitan else ())]
    for _path, one in loaded.sop.prosedur():
        numbers = one.numbers()
        places += [
            (f"kegiatan {number}" if number else "kegiatan", item)
            for number, row in zip(numbers, one.kegiatan, strict=True) for item in row.rujukan
        ]  # fmt: skip
    for place, item in places:
        text = " ".join(item.teks.split())
        if text in ("", "-") and not item.sop:
            continue
        found = target(item, loaded)
        if found is None:
            why = "tidak ada SOP di alamat itu" if item.sop else "tidak ada SOP bernama atau bernomor itu di katalog"
            yield RujukanHilang(place, text, item.sop or "", why)
        elif found.sop.tercabut:
            yield RujukanHilang(place, text, item.sop or "", "SOP itu sudah dicabut")


def _history(bahan: SopBahan, *, withdrawn: bool) -> Iterator[BarisTerbitan]:
    for at, one in enumerate(bahan.terbitan):
        if at + 1 < len(bahan.terbitan):
            yield BarisTerbitan(one, f"digantikan terbitan {at + 1}")
        else:
            yield BarisTerbitan(one, "dicabut" if withdrawn else "berlaku")


def panjang(day: date | None) -> str:
    """A day as it is printed, "-" for none."""
    return tanggal(day.year, day.month, day.day) if day is not None else "-"
