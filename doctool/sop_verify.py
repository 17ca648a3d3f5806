"""Whether a file at hand is an SOP as it was published: which one, in force or superseded, saved again or changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from doctool.catalog.editions import edition_folder, editions, load_edition, published_entries
from doctool.catalog.source import shown_path
from doctool.errors import ContentError
from doctool.fingerprint import digest
from doctool.sop_file_text import FileText, file_text, read_bytes
from doctool.sop_text import written

if TYPE_CHECKING:
    from doctool.catalog.index import Entry, Workspace
    from doctool.model.terbitan import Terbitan

#: What a file is beside what was published; "tidak pasti": of a kind that was not published, so that none is compared.
Hasil = Literal["terbitan", "dengan tambahan", "disimpan ulang", "diubah", "tidak pasti", "bukan terbitan"]
#: A file that shares less of its words with a published one is another document.
LIKE = 0.6
#: So many differences are told.
TOLD = 6
_DRAFT = re.compile(r"Draf(?: dalam reviu)?(?:,| —)")


@dataclass(frozen=True, slots=True)
class Keadaan:
    """Whether a published SOP is in force, else since when it is not and what came in its place (None: nothing);
    nobody knows where the text at work, which says whether it was withdrawn, cannot be read."""

    apa: Literal["berlaku", "digantikan", "dicabut", "tidak diketahui"]
    sejak: date | None = None
    oleh: Terbitan | None = None


@dataclass(frozen=True, slots=True)
class Diperiksa:
    """A file at hand: what it is, the published SOP that it is or most resembles, and what differs from that.

    `perbedaan` are texts with "-" (only in the published one) or "+" (only in the file); `draf`: the file calls itself
    a draft. `tak_terbaca` are the records of other SOPs that could not be read, so that nothing of those was compared.
    """

    berkas: str
    hasil: Hasil
    terbitan: Terbitan | None = None
    keadaan: Keadaan | None = None
    perbedaan: tuple[tuple[str, str], ...] = ()
    banyak: int = 0
    draf: bool = False
    tak_terbaca: tuple[str, ...] = ()

    @property
    def berlaku(self) -> bool:
        """Whether it is the published SOP, byte for byte, and in force."""
        return self.hasil == "terbitan" and self.keadaan is not None and self.keadaan.apa == "berlaku"

    def baris(self) -> Iterator[str]:
        """What is said of it, line by line."""
        if self.terbitan is None or self.keadaan is None:
            draft = "; berkas ini menyebut dirinya draf" if self.draf else ""
            yield f"{self.berkas}: bukan terbitan SOP mana pun di ruang kerja ini{draft}"
            return
        one = self.terbitan
        day = f", terbit {written(one.hari)}" if one.hari is not None else ""
        name = f"terbitan {one.nomor} {one.kantor}/{one.slug} (revisi {one.nomor_revisi}, {one.nomor_sop}{day})"
        yield f"{self.berkas}: {_SAID[self.hasil]}{name}"
        yield f"  terbitan itu {_state_told(self.keadaan)}"
        if self.draf:
            yield "  berkas ini menyebut dirinya draf, jadi bukan yang berlaku"
        if self.hasil == "disimpan ulang":
            yield "  teksnya sama, tetapi byte-nya tidak: disimpan ulang; letak simbol dan panah tidak dibandingkan"
        if self.hasil == "dengan tambahan":
            yield "  ada tambahan sesudah byte aslinya, misalnya tanda tangan elektronik; periksa tambahannya"
        if self.hasil == "tidak pasti":
            yield "  jenis berkas ini tidak ada dalam terbitan itu, jadi tidak dapat dipastikan"
        for sign, text in self.perbedaan:
            yield f"  {sign} {text}"
        if self.banyak > len(self.perbedaan):
            yield f"  dan {self.banyak - len(self.perbedaan)} perbedaan lain"

    def json(self) -> dict[str, Any]:
        """The same for programs."""
        one, state = self.terbitan, self.keadaan
        return {
            "berkas": self.berkas, "hasil": self.hasil, "berlaku": self.berlaku, "draf": self.draf,
            "terbitan": one.alamat if one is not None else "", "revisi": one.nomor_revisi if one is not None else "",
            "nomor_sop": one.nomor_sop if one is not None else "", "tanggal": one.tanggal if one is not None else "",
            "keadaan": state.apa if state is not None else "",
            "sejak": state.sejak.isoformat() if state is not None and state.sejak is not None else "",
            "digantikan_oleh": state.oleh.alamat if state is not None and state.oleh is not None else "",
            "perbedaan": [{"tanda": sign, "teks": text} for sign, text in self.perbedaan], "banyak": self.banyak,
            "tak_terbaca": list(self.tak_terbaca),
        }  # fmt: skip


_SAID: dict[Hasil, str] = {
    "terbitan": "sama persis dengan ", "dengan tambahan": "",
    "disimpan ulang": "bukan berkas aslinya, tetapi isinya sama dengan ",
    "diubah": "bukan terbitan; paling mirip dengan ", "bukan terbitan": "",
    "tidak pasti": "bukan berkas terbitan; kata-katanya mirip dengan ",
}  # fmt: skip


def _state_told(state: Keadaan) -> str:
    since = f" sejak {written(state.sejak)}" if state.sejak is not None else ""
    if state.apa == "berlaku":
        return "masih berlaku"
    if state.apa == "tidak diketahui":
        return "belum digantikan, tetapi naskah kerjanya tidak dapat dibaca: tidak diketahui apakah sudah dicabut"
    by = f" oleh terbitan {state.oleh.nomor} (revisi {state.oleh.nomor_revisi})" if state.oleh is not None else ""
    return f"sudah {state.apa}{since}{by}"


@dataclass(frozen=True, slots=True)
class _Known:
    """A published SOP and all that was published of it."""

    entry: Entry
    terbitan: Terbitan
    semua: tuple[Terbitan, ...]


def verify_file(workspace: Workspace, file: Path) -> Diperiksa:
    """What the file at hand is. Raises DoctoolError for one that cannot be read."""
    data, shown = read_bytes(file), shown_path(file)
    known, unread = _all_known(workspace)
    return replace(_verified(workspace, data, shown, known), tak_terbaca=unread)


def _all_known(workspace: Workspace) -> tuple[list[_Known], tuple[str, ...]]:
    """Everything that was published, and what is wrong with records that cannot be read."""
    known: list[_Known] = []
    unread: list[str] = []
    for entry in published_entries(workspace):
        try:
            every = editions(workspace, entry)
        except ContentError as error:
            unread.append(error.message)
        else:
            known += (_Known(entry, one, every) for one in every)
    return known, tuple(unread)


def _verified(workspace: Workspace, data: bytes, shown: str, known: Sequence[_Known]) -> Diperiksa:
    sha = digest(data)
    same = [one for one in known if sha in {one.terbitan.berkas[name] for name in one.terbitan.lembar}]
    if same:
        return _found(workspace, shown, "terbitan", same[-1])
    text = file_text(data, Path(shown).name)
    draft = any(_DRAFT.match(one) for one in text.semua)
    longer = _with_more(workspace, data, known) if text.jenis == "pdf" else None
    if longer is not None:
        return _found(workspace, shown, "dengan tambahan", longer)
    best: tuple[float, _Known, FileText] | None = None
    for one in _likely(known, text):
        for other in _published_texts(workspace, one.terbitan, text.jenis):
            share = 1.01 if _same(other, text) else _likeness(other, text)
            if best is None or share >= best[0]:
                best = share, one, other
    if best is None or best[0] < LIKE:
        return Diperiksa(shown, "bukan terbitan", draf=draft)
    if best[0] > 1:
        return _found(workspace, shown, "disimpan ulang", best[1], draft=draft)
    if best[2].jenis != text.jenis:
        return _found(workspace, shown, "tidak pasti", best[1], draft=draft)
    differences = _differences(best[2], text)
    return _found(workspace, shown, "diubah", best[1], differences, draft=draft)


def _found(
    workspace: Workspace, shown: str, what: Hasil, known: _Known, differences: Sequence[tuple[str, str]] = (),
    *, draft: bool = False,
) -> Diperiksa:
    return Diperiksa(
        shown, what, known.terbitan, state_of(workspace, known.entry, known.terbitan, known.semua),
        tuple(differences[:TOLD]), len(differences), draft,
    )  # fmt: skip


def state_of(workspace: Workspace, entry: Entry, terbitan: Terbitan, semua: Sequence[Terbitan]) -> Keadaan:
    """Whether a published SOP is in force: nothing came after it and it was not withdrawn."""
    if terbitan.nomor + 1 < len(semua):
        after = semua[terbitan.nomor + 1]
        return Keadaan("digantikan", after.hari, after)
    if entry.path.is_file():
        try:
            sop = workspace.load(entry).sop
        except ContentError:
            return Keadaan("tidak diketahui")
        if sop.tercabut:
            days = [one.tanggal for one in sop.riwayat_status if one.status == "dicabut" and one.tanggal is not None]
            return Keadaan("dicabut", days[-1].date if days else None)
    return Keadaan("berlaku")


def _with_more(workspace: Workspace, data: bytes, known: Sequence[_Known]) -> _Known | None:
    """The published pdf that the file begins with; a signature is added behind it (ISO 32000-1, 7.5.6)."""
    for one in reversed(known):
        name = f"{one.terbitan.slug}.pdf"
        place = edition_folder(workspace, one.terbitan) / name
        if name in one.terbitan.berkas and place.is_file():
            size = place.stat().st_size
            if size < len(data) and digest(data[:size]) == one.terbitan.berkas[name]:
                return one
    return None


def _likely(known: Sequence[_Known], text: FileText) -> list[_Known]:
    """Published SOPs whose number or name the file bears; all where it bears none."""
    running = " ".join(text.semua).casefold()
    bare = "".join(running.split())

    def fits(one: Terbitan) -> bool:
        number, name = "".join(one.nomor_sop.casefold().split()), "".join(one.nama_sop.casefold().split())
        return bool((len(number) > 3 and number in bare) or (name and name in bare))

    return [one for one in known if fits(one.terbitan)] or list(known)


def _published_texts(workspace: Workspace, terbitan: Terbitan, kind: str) -> Iterator[FileText]:
    """The texts of the files of `kind` of a published SOP; of its docx where it has none, and drawn now where only its
    text was taken in. A file that was changed since it was published says nothing."""
    folder = edition_folder(workspace, terbitan)
    wanted = kind if any(name.endswith(f".{kind}") for name in terbitan.lembar) else "docx"
    if terbitan.luar:
        yield from _drawn(workspace, terbitan, "docx" if kind == "pdf" else kind)
    for name in terbitan.lembar:
        place = folder / name
        if not name.endswith(f".{wanted}") or not place.is_file():
            continue
        data = read_bytes(place)
        if digest(data) == terbitan.berkas[name]:
            yield file_text(data, name)


def _drawn(workspace: Workspace, terbitan: Terbitan, kind: str) -> Iterator[FileText]:
    from doctool.layout.engine import lay_out
    from doctool.sop_products import products

    try:
        drawing = lay_out(load_edition(workspace, terbitan))
    except ContentError:
        return
    for name, data in products(drawing, terbitan.slug, {kind}, {}).items():
        yield file_text(data, name)


def _same(one: FileText, other: FileText) -> bool:
    """Whether two files of one kind say the same, in the same order."""
    return (one.jenis, one.alinea, one.lepas) == (other.jenis, other.alinea, other.lepas)


def _words(text: FileText) -> Counter[str]:
    return Counter(" ".join(text.semua).casefold().split())


def _likeness(one: FileText, other: FileText) -> float:
    """How much of their words two texts share, 0 to 1."""
    mine, yours = _words(one), _words(other)
    total = mine.total() + yours.total()
    return 2 * (mine & yours).total() / total if total else 0.0


def _differences(published: FileText, text: FileText) -> list[tuple[str, str]]:
    """Texts that only one of the two has, in the order of their documents; told where only their order differs."""
    mine, yours = Counter(published.semua), Counter(text.semua)
    found = [*_those("-", published.semua, mine - yours), *_those("+", text.semua, yours - mine)]
    return found or [("~", "teksnya sama, tetapi urutannya berbeda")]


def _those(sign: str, texts: Sequence[str], wanted: Counter[str]) -> Iterator[tuple[str, str]]:
    left = Counter(wanted)
    for one in texts:
        if left[one] > 0:
            left[one] -= 1
            yield sign, one if len(one) <= 120 else one[:119].rstrip() + "…"
