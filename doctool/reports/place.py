"""Putting what a text asks for in its place: tables, charts, figures; and headings at the level of where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from doctool.findings import Finding, Where
from doctool.model.dokumen import (
    Angka,
    Bagan,
    Blok,
    CatatanKaki,
    Daftar,
    Gambar,
    Judul,
    Paragraf,
    Permintaan,
    Rujukan,
    Sebaris,
    Tabel,
    Teks,
    tulisan,
)
from doctool.model.kantor import Gaya
from doctool.reports.material import fault, nearest
from doctool.reports.upright import laid

C = TypeVar("C", Tabel, Gambar)
N = TypeVar("N", Judul, Tabel, Bagan, Gambar)

#: The lowest level of headings; what lies below is printed as a bold paragraph.
LOWEST = 4


class Sumber(Protocol):
    """Where tables, charts and figures come from."""

    def blok(self, asked: Permintaan) -> tuple[Tabel | Bagan | None, Sequence[Finding]]:
        """What is asked for; None with the reason as findings."""

    def angka(self, nama: str, where: Where | None) -> tuple[str | None, Sequence[Finding]]:
        """A figure as it is printed."""


@dataclass
class Placing:
    """Texts on their way into a document: what they asked for so far and what was found."""

    sumber: Sumber
    where: Where
    gaya: Gaya
    temuan: list[Finding] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    def text(self, blok: Sequence[Blok], tingkat: int) -> tuple[Blok, ...]:
        """The blocks of a text below a heading of the level `tingkat`: its own headings go below it, none by more than
        one level below the last (programs count a level that was passed over in different ways)."""
        tops = [one.tingkat for one in blok if isinstance(one, Judul)]
        shift = tingkat + 1 - min(tops) if tops else 0
        made: list[Blok] = []
        last = tingkat
        for one in blok:
            if isinstance(one, Judul):
                last = min(one.tingkat + shift, last + 1)
                made += self._one(replace(one, tingkat=last), 0)
            else:
                made += self._one(one, shift)
        return laid(tuple(made), self.gaya)

    def ask(self, asked: Permintaan) -> tuple[Blok, ...]:
        """A table or chart; none where there is none (the reason is noted)."""
        made, found = self.sumber.blok(asked)
        self.temuan += found
        if isinstance(made, Bagan):
            return (self._numbered(made, asked.asal),)
        return () if made is None else (self._numbered(made, asked.asal),)

    def _one(self, one: Blok, shift: int) -> tuple[Blok, ...]:
        if isinstance(one, Permintaan):
            return self.ask(one)
        if isinstance(one, Judul):
            isi = self.line(one.isi)
            if one.tingkat + shift > LOWEST:
                return (Paragraf(tuple(_bold(part) for part in isi), asal=one.asal),)
            return (self._numbered(replace(one, tingkat=one.tingkat + shift, isi=isi), one.asal),)
        if isinstance(one, Paragraf):
            return (replace(one, isi=self.line(one.isi)),)
        if isinstance(one, Daftar):
            return (replace(one, butir=tuple(self._all(item, shift) for item in one.butir)),)
        if isinstance(one, Tabel):
            return (self._numbered(self._table(one, shift), one.asal),)
        if isinstance(one, Gambar):
            return (self._numbered(self._captioned(one), one.asal),)
        return (one,)

    def _all(self, blok: Sequence[Blok], shift: int) -> tuple[Blok, ...]:
        return tuple(made for one in blok for made in self._one(one, shift))

    def _table(self, one: Tabel, shift: int) -> Tabel:
        rows = tuple(
            replace(row, sel=tuple(replace(cell, isi=self._all(cell.isi, shift)) for cell in row.sel))
            for row in one.baris
        )
        return replace(self._captioned(one), baris=rows)

    def _captioned(self, one: C) -> C:
        if one.keterangan is None:
            return one
        return replace(one, keterangan=replace(one.keterangan, isi=self.line(one.keterangan.isi)))

    def _numbered(self, one: N, where: Where | None) -> N:
        """`one` with its key, which a reference can mean only once."""
        if not one.kunci or one.kunci not in self.keys:
            self.keys.add(one.kunci)
            return one
        kind, _, name = one.kunci.partition(":")
        self.temuan.append(
            fault("B10", where or self.where, f"{kind} {name} diminta atau dinamai lebih dari sekali",
                  f"hapus salah satunya, atau beri nama lain; rujuk dengan [lihat: {kind} ...]", name)
        )  # fmt: skip
        return replace(one, kunci="")

    def line(self, isi: Sequence[Sebaris]) -> tuple[Sebaris, ...]:
        """Runs with figures in the place of their names."""
        return tuple(self._run(one) for one in isi)

    def _run(self, one: Sebaris) -> Sebaris:
        if isinstance(one, CatatanKaki):
            return replace(one, isi=tuple(replace(part, isi=self.line(part.isi)) for part in one.isi))
        if not isinstance(one, Angka):
            return one
        text, found = self.sumber.angka(one.nama, one.asal or self.where)
        self.temuan += found
        return Teks(text if text is not None else f"[angka: {one.nama}]", tebal=one.tebal)


def _bold(one: Sebaris) -> Sebaris:
    return replace(one, tebal=True) if isinstance(one, Teks) else one


def check_references(blok: Sequence[Blok], keys: set[str], where: Where) -> list[Finding]:
    """References whose goal is not in the document (B11)."""
    return [
        fault("B11", one.asal or where, f"[lihat: {_as_written(one.kunci)}] tidak punya tujuan",
              _goals(one.kunci, keys), one.kunci)
        for one in _references(blok) if one.kunci not in keys
    ]  # fmt: skip


def _as_written(key: str) -> str:
    """A key as a text asks for it: "tabel renstra sasaran=1" of "tabel:renstra:sasaran=1"."""
    return key.replace(":", " ").replace(",", " ")


def _goals(key: str, keys: set[str]) -> str:
    """A hint: names of the same kind that are near, or which there are."""
    kind, _, name = key.partition(":")
    known = sorted(_as_written(one.partition(":")[2]) for one in keys if one.startswith(f"{kind}:"))
    none = f"tidak ada {kind} bernama dalam laporan ini"
    hint = nearest(_as_written(name), known, f"{kind} yang ada") if known else none
    return hint if kind == "bab" else f"{hint}; tabel, bagan dan gambar yang dirujuk harus ada dalam teks"


def without_goal(isi: Sequence[Sebaris], keys: set[str]) -> tuple[Sebaris, ...]:
    """Runs whose references without a goal are the text that was written."""
    return tuple(
        Teks(f"[lihat: {_as_written(one.kunci)}]") if isinstance(one, Rujukan) and one.kunci not in keys else one
        for one in isi
    )


def mapped(blok: Sequence[Blok], change: Callable[[tuple[Sebaris, ...]], tuple[Sebaris, ...]]) -> tuple[Blok, ...]:
    """Blocks with `change` done to the runs of every paragraph and heading, also in lists and cells."""
    out: list[Blok] = []
    for one in blok:
        if isinstance(one, Paragraf | Judul):
            out.append(replace(one, isi=change(one.isi)))
        elif isinstance(one, Daftar):
            out.append(replace(one, butir=tuple(mapped(item, change) for item in one.butir)))
        elif isinstance(one, Tabel):
            rows = tuple(
                replace(row, sel=tuple(replace(cell, isi=mapped(cell.isi, change)) for cell in row.sel))
                for row in one.baris
            )
            out.append(replace(one, baris=rows))
        else:
            out.append(one)
    return tuple(out)


def _references(blok: Sequence[Blok]) -> list[Rujukan]:
    found: list[Rujukan] = []

    def look(isi: tuple[Sebaris, ...]) -> tuple[Sebaris, ...]:
        for one in isi:
            if isinstance(one, Rujukan):
                found.append(one)
            elif isinstance(one, CatatanKaki):
                for part in one.isi:
                    look(part.isi)
        return isi

    mapped(blok, look)
    return found


def heading_text(one: Judul) -> str:
    """The text of a heading in one line."""
    return " ".join(tulisan(one.isi).split())
