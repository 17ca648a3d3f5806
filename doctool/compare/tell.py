"""tell(): the comparison of two SOPs in words, ready for the screen, the page and the matriks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from doctool.compare.changes import Ada, Beda, Hapus, Perubahan, Pindah, Sisip
from doctool.compare.diff import compare, with_names
from doctool.compare.names import Pair
from doctool.compare.said import EMPTY, WAITS, Side, key_name, said
from doctool.compare.told import Butir, Tempat, Total, changed
from doctool.compare.told_lists import ListTeller
from doctool.compare.told_steps import ProcedureTeller
from doctool.compare.tree import tree_of
from doctool.loaded import LoadedSop
from doctool.model.sop import Sop
from doctool.model.tanggal import Tanggal
from doctool.model.waktu import total

IDENTITY, PARTS, OTHERS = "Identitas", "Bagian", "Keterangan Lain"
#: The lists of the identity sheet, in its order.
LISTS = (
    "dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan_perlengkapan", "peringatan",
    "pencatatan_pendataan",
)  # fmt: skip
#: The dates that publishing fills in where they were emptied.
PUBLISHED_DATES = ("tanggal_revisi", "tanggal_efektif", "tanggal_pengesahan")
_SIGNERS = ("disahkan_oleh", "tanda_tangan_alur")
#: What is in the file and on no sheet.
_FILE_ONLY = {"riwayat_status", "revisi", "klasifikasi", "glosarium", "berbagian", "status"}
_NAMES = {
    "judul_identitas": "judul lembar identitas", "judul_prosedur": "judul tabel prosedur",
    "revisi_rencana": "tanggal revisi adalah rencana", "tanda_tangan_alur": "tanda tangan di bawah tabel prosedur",
    "revisi": "riwayat revisi", "berbagian": "prosedur ditulis di bawah bagian",
}  # fmt: skip


@dataclass(frozen=True)
class Perbandingan:
    """Two SOPs and what changed from the first to the second: as data, in words, and what follows from it."""

    pertama: LoadedSop
    kedua: LoadedSop
    perubahan: Perubahan
    butir: tuple[Butir, ...]
    total: tuple[Total, ...]
    kantor: tuple[str, ...]

    @property
    def sama(self) -> bool:
        """Whether the SOPs say the same; their offices may still print it otherwise."""
        return self.perubahan.sama and not self.butir

    @property
    def tercetak(self) -> tuple[Butir, ...]:
        """The changes that a sheet shows."""
        return tuple(one for one in self.butir if one.tercetak)

    @property
    def langkah(self) -> tuple[tuple[Pair, ...], ...]:
        """For each procedure which kegiatan are the same ones, by their places from 0."""
        return tuple(one.baris for one in self.perubahan.prosedur)


def tell(first: LoadedSop, second: LoadedSop) -> Perbandingan:
    """What changed from `first` to `second`, in the order of the sheet."""
    found = compare(first.sop, second.sop)
    teller = _Teller(first, second, found)
    own = (first.kantor, second.kantor)
    office = tuple(
        key_name(name) for name in type(own[0]).model_fields if getattr(own[0], name) != getattr(own[1], name)
    )
    totals = Total("jumlah waktu", _time(first), _time(second))
    return Perbandingan(
        first, second, found, tuple(teller.told()), (totals,) if totals.lama != totals.baru else (), office
    )


def _time(loaded: LoadedSop) -> str:
    """The time that all kegiatan take together."""
    times = (row.waktu for _, one in loaded.sop.prosedur() for row in one.kegiatan if row.waktu is not None)
    return total(times, loaded.kantor.jam_kerja_sehari).teks or EMPTY


class _Teller:
    def __init__(self, first: LoadedSop, second: LoadedSop, found: Perubahan) -> None:
        self.found = found
        self.old = Side(first, with_names(tree_of(first.sop), found.prosedur, 0))
        self.new = Side(second, with_names(tree_of(second.sop), found.prosedur, 1))
        self.by_key: dict[str, list[Beda]] = {}
        for one in found.beda:
            self.by_key.setdefault(str(one.path[0]), []).append(one)

    def told(self) -> Iterator[Butir]:
        """Identity, lists, procedures, then all else; what no sheet shows at last."""
        fields = [name for name in Sop.model_fields if name not in (*LISTS, *_SIGNERS)]
        first = [name for name in fields if name not in _FILE_ONLY and name not in ("label", "lampiran_peraturan")]
        told = [
            *(one for name in first for one in self._field(name, IDENTITY)),
            *(one for name in _SIGNERS for one in self._signers(name)),
            *(one for name in LISTS for one in self._list(name)),
            *self._procedures(),
            *(one for name in (*fields, "berbagian") if name not in first for one in self._field(name, OTHERS)),
        ]
        yield from (one for one in told if one.tercetak)
        yield from (one for one in told if not one.tercetak)

    def _name(self, key: str) -> str:
        return _NAMES.get(key) or str(getattr(self.new.label, key, None) or key_name(key))

    def _field(self, key: str, kelompok: str) -> Iterator[Butir]:
        """A field of the SOP: one value, a record, or a list."""
        changes = self.by_key.get(key, [])
        if not changes:
            return
        before, after = self.old.tree.get(key), self.new.tree.get(key)
        printed = key not in _FILE_ONLY
        if isinstance(before, dict) or isinstance(after, dict):
            yield from self._record(key, kelompok, changes, printed)
        elif any(len(one.path) > 1 or isinstance(one, Sisip | Hapus | Ada) for one in changes):
            teller = ListTeller(kelompok, self._name(key), key, printed)
            yield from teller.told(before or (), after or (), changes, (key,))
        else:
            words = [self._said(side, key) for side in (self.old, self.new)]
            places = [Tempat("identitas", bidang=(key,), teks=tuple(one.split("\n"))) for one in words]
            for one in changed(kelompok, self._name(key), *words, lama=places[0], baru=places[1]):
                yield replace(one, tercetak=one.tercetak and printed)

    def _said(self, side: Side, key: str) -> str:
        """A value as the sheet prints it."""
        value = getattr(side.loaded.sop, key, None)
        if isinstance(value, Tanggal):
            return value.cetak(side.loaded.kantor.gaya.tanggal) or (WAITS if self._waits(side, key) else EMPTY)
        return said(value if isinstance(value, bool | str) else side.tree.get(key))

    def _waits(self, side: Side, key: str) -> bool:
        """Whether the empty date of a revision at work, the next after the other SOP, is filled in by publishing."""
        other = (self.old if side is self.new else self.new).loaded.sop.revisi
        mine, rule = side.loaded.sop, side.loaded.kantor.sop
        opened = len(mine.revisi) > len(other) and mine.revisi[: len(other)] == other
        filled = key in PUBLISHED_DATES and (key != "tanggal_revisi" or rule.tanggal_revisi == "terbit")
        return filled and opened and mine.status in ("draft", "reviu")

    def _record(self, key: str, kelompok: str, changes: Sequence[Beda], printed: bool) -> Iterator[Butir]:
        before, after = self.old.tree.get(key) or {}, self.new.tree.get(key) or {}
        inside = list(dict.fromkeys(str(one.path[1]) for one in changes if len(one.path) > 1))
        for name in inside:
            words = [said(one.get(name)) for one in (before, after)]
            for one in changed(kelompok, f"{self._name(key)}, {key_name(name)}", *words):
                yield replace(one, tercetak=one.tercetak and printed)
        if not inside:
            yield from self._presence(key, kelompok, printed)

    def _presence(self, key: str, kelompok: str, printed: bool) -> Iterator[Butir]:
        """A list or record without anything in it that came or went: its heading."""
        there = key in self.new.tree
        yield Butir(kelompok, self._name(key), "ditambahkan" if there else "dihapus", "" if there else EMPTY,
                    EMPTY if there else "", tercetak=printed)  # fmt: skip

    def _signers(self, key: str) -> Iterator[Butir]:
        """Who signs, as printed: another official, or the same one with another name in kantor.yaml."""
        words = [side.signers(key) for side in (self.old, self.new)]
        if not self.by_key.get(key) and words[0] == words[1]:
            return
        places = [Tempat("identitas", bidang=(key,), teks=tuple(text.split("\n"))) for text in words]
        for one in changed(IDENTITY, self._name(key), *words, lama=places[0], baru=places[1]):
            yield one if self.by_key.get(key) else replace(one, rincian="menurut kantor.yaml")

    def _list(self, key: str) -> Iterator[Butir]:
        changes = self.by_key.get(key, [])
        if not changes:
            return
        heading = self._name(key)
        before, after = self.old.tree.get(key) or {}, self.new.tree.get(key) or {}
        told = list(self._items(key, heading, changes))
        if any(isinstance(one, Ada) and len(one.path) == 1 for one in changes):
            yield from told or self._presence(key, heading, printed=True)
            return
        for name in dict.fromkeys(str(one.path[1]) for one in changes if len(one.path) == 2 and one.path[1] != "butir"):
            default = "1" if name == "kolom" else "menurut kantor"
            words = [said(one[name]) if name in one else default for one in (before, after)]
            told += changed(heading, key_name(name), *words)
        yield from told

    def _items(self, key: str, heading: str, changes: Sequence[Beda]) -> Iterator[Butir]:
        path = (key, "butir")
        before, after = ((side.tree.get(key) or {}).get("butir", ()) for side in (self.old, self.new))
        below = [one for one in changes if one.path[:2] == path]
        yield from ListTeller(heading, "butir", key).told(before, after, below, path)

    def _procedures(self) -> Iterator[Butir]:
        changes = self.by_key.get("prosedur", [])
        several = any(len(side.tree["prosedur"]) > 1 or side.tree.get("berbagian") for side in (self.old, self.new))
        for change in changes:
            if len(change.path) == 1:
                yield from self._part(change)
        for one in self.found.prosedur:
            if one.prosedur[0] is None or one.prosedur[1] is None:
                continue
            place = (one.prosedur[0], one.prosedur[1])
            title = self.new.tree["prosedur"][place[1]].get("judul", "")
            before = f'bagian {place[1] + 1}{f" ({title})" if title else ""}, ' if several else ""
            below = [change for change in changes if len(change.path) > 2 and change.path[1] == place]
            yield from ProcedureTeller(self.old, self.new, place, before).told(below)

    def _part(self, change: Beda) -> Iterator[Butir]:
        """A procedure that came, went or moved."""
        if isinstance(change, Sisip):
            yield Butir(PARTS, f"bagian {change.ke + 1}", "ditambahkan", "", self._whole(self.new, change.ke))
        elif isinstance(change, Hapus):
            yield Butir(PARTS, f"bagian {change.dari + 1} (lama)", "dihapus", self._whole(self.old, change.dari), "")
        elif isinstance(change, Pindah):
            before, after = (
                side.tree["prosedur"][at].get("judul") or f"bagian {at + 1}"
                for side, at in ((self.old, change.dari), (self.new, change.ke))
            )
            detail = f"dari urutan {change.dari + 1} ke urutan {change.ke + 1}"
            yield Butir(PARTS, f"bagian {change.ke + 1}", "dipindah", before, after, detail)

    def _whole(self, side: Side, at: int) -> str:
        """A procedure in words: its title and its kegiatan."""
        one = side.tree["prosedur"][at]
        rows = zip(side.numbers[at], one.get("kegiatan", ()), strict=True)
        lines = [" ".join(filter(None, (number, *row.get("uraian", ())))) for number, row in rows]
        return "\n".join(filter(None, (one.get("judul"), *lines))) or EMPTY
