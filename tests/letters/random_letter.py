"""Random letters for tests and benchmarks: the same seed gives the same letter, on every machine.

All kinds, for every office of the catalogue in several styles; 0 to 60 items, rows and addressees; texts of any signs
that people paste: markup, tags of templates, other scripts, emoji, tabs and line ends, 5,000 characters. One letter in
five holds a text that cannot be printed (control characters, halves of characters), one in twenty breaks its model.
Each text carries a serial number ("qz17zq") in the order of the model, so that a reader can see what is lost or moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from random import Random
from typing import Any

from doctool.loaded import LoadedKantor, Path, Positions
from doctool.model.surat import Jenis
from tests.letters.samples import KINDS, offices, with_style

MOST_ITEMS, LONG = 60, 5000
PIECES = (
    "surat", "permohonan", "data", "kependudukan", "rapat", "koordinasi", "Sekretaris", "Kepala", "Bidang", "arsip",
    "2024", "12", "berkas", "&", "<", ">", "&amp;", "<b>tebal</b>", "</w:t>", "]]>", "<!-- x -->", "<?xml?>", '"', "'",
    "“kutip”", "%", "#", "\\",
    "{{ hal }}", "{{", "}}", "{% if x %}", "{%", "%}", "{%p for x in y %}", "{#", "#}", "{_{", "}_}", "{_%", "%_}",
    "{{ ''.__class__ }}", "${nomor_naskah}", "{", "}", "{r}", "__class__", "=1+1", "@jabatan", "+62", "- ", "1.",
    "رسالة رسمية", "שלום", "\u202egnp.exe\u202c", "\u200fkanan", "中文公文", "Ελληνικά",
    "हिन्दी", "é", "e\u0301", "ﬁ", "ǆ", "ß",
    "📎", "👨‍👩‍👧", "🇮🇩", "𝔄𝔅", "\u00a0", "\u200b", "\u2028", "\u2060", "\ufeff", "\u00ad", "m²", "½", "№",
    "…", "–", "�",
)  # fmt: skip
BREAKS = ("\n", "\n\n", "\t", "\n\n\n", " \n", "\t\t", "\n\t")
#: What cannot stand in a Word file.
UNPRINTABLE = (
    *map(chr, (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0))),
    "\ud800", "\udfff", "\ufdd0", "\ufffe", "\uffff",
)  # fmt: skip
PREFIXES = ("", "", "Plt.", "Plh.", "Pj.", "a.n.", "u.b.")
DAYS = ("2024-01-09", "9 Januari 2024", "", "-", "Januari 2024", "09/01/2024", "Selasa, 9 Januari 2024", "kapan saja")


@dataclass(frozen=True)
class Given:
    """A letter as it is given: its data as a file holds them, each value with a place of its own; `spoilt` where a
    text of it cannot be printed, `broken` where the data are no letter of its kind."""

    kind: Jenis
    data: dict[str, Any]
    office: LoadedKantor
    positions: Positions
    spoilt: bool
    broken: bool


@cache
def office_styles() -> tuple[LoadedKantor, ...]:
    """The offices of the catalogue, and again in other styles: without crest, other paper, sizes and orders."""
    others = (
        {"pangkat": False, "kata_di": False, "lampiran_kosong": "tidak dicetak"},
        {"kertas": "F4", "ukuran_pt": 12, "spasi": 1.5},
        {"kepala_nota": ("yth", "dari", "hal", "tanggal"), "kertas": "A4"},
    )
    styled = tuple(with_style(office, **other) for office in offices() for other in others)
    return tuple(without_crest(one) if place % 2 else one for place, one in enumerate((*offices(), *styled)))


def without_crest(office: LoadedKantor) -> LoadedKantor:
    """The office with an empty frame in place of its crest."""
    kop = office.kantor.kop.model_copy(update={"logo": None})
    return replace(office, kantor=office.kantor.model_copy(update={"kop": kop}))


def random_letter(seed: int) -> Given:
    """The letter of `seed`."""
    chance = Random(seed)
    kind = KINDS[seed % len(KINDS)]
    texts = _Texts(chance, spoilt=chance.random() < 1 / 5)
    data = _KINDS[kind](texts) | {"penandatangan": _signer(texts)}
    broken = chance.random() < 1 / 20
    if broken:
        _break(chance, data)
    values = {path: (line, 3) for line, path in enumerate(_paths(data), 2)}
    return Given(
        kind, data, chance.choice(office_styles()), Positions(f"acak-{seed}.yaml", values), texts.has_spoilt, broken
    )


@dataclass
class _Texts:
    """Makes the texts of a letter, each with its number."""

    chance: Random
    spoilt: bool
    count: int = 0
    has_spoilt: bool = field(default=False)

    def text(self, *, breaks: bool = True, empty: bool = False) -> str:
        """A text; with `breaks` maybe of several lines, with `empty` maybe "" or blank."""
        chance = self.chance
        if empty and chance.random() < 0.2:
            return chance.choice(("", "", " ", "-"))
        pieces = [chance.choice(PIECES) for _ in range(chance.choice((0, 1, 2, 3, 5, 9)))]
        if breaks and chance.random() < 0.25:
            pieces.insert(chance.randint(0, len(pieces)), chance.choice(BREAKS))
        if chance.random() < 0.01:
            pieces += [chance.choice(PIECES) for _ in range(LONG)]
        text = ""
        for piece in pieces:
            text += piece if len(text) + len(piece) <= LONG else ""
            text += chance.choice((" ", " ", "", "  ")) if len(text) < LONG else ""
        if self.spoilt and not self.has_spoilt and chance.random() < 0.2:
            text += chance.choice(UNPRINTABLE)
            self.has_spoilt = True
        self.count += 1
        number = f"qz{self.count}zq"
        return f"{text}{number}" if self.count % 2 else f"{number} {text}".rstrip(" ")

    def line(self, *, empty: bool = False) -> str:
        return self.text(breaks=False, empty=empty)

    def many(self, least: int = 0, most: int = MOST_ITEMS) -> int:
        """A count: mostly small, sometimes as large as can be."""
        return max(least, min(most, self.chance.choice((0, 1, 1, 2, 3, 5, 6, 8, 13, most))))

    def list(self, least: int = 0, most: int = MOST_ITEMS) -> list[str]:
        return [self.text() for _ in range(self.many(least, most))]

    def blocks(self, least: int = 1) -> list[Any]:
        """Paragraphs, lists, tables and aligned names in any order."""
        made: list[Any] = []
        for _ in range(max(least, self.chance.choice((0, 1, 2, 4)))):
            what = self.chance.randrange(6)
            if what < 3:
                made.append(self.text())
            elif what == 3:
                marker = self.chance.choice(("1.", "1)", "a.", "a)", "-", "•"))
                made.append({"daftar": self.list(1), "penanda": marker})
            elif what == 4:
                made.append(self._table())
            else:
                made.append({"rincian": {self.line(): self.text(empty=True) for _ in range(self.many(1, 8))}})
        return made

    def _table(self) -> dict[str, Any]:
        columns = self.chance.randint(1, 6)
        rows = self.many() if columns < 4 else self.many(most=8)
        table: dict[str, Any] = {"kolom": ["No." if not at and self.chance.random() < 0.5 else self.line()
                                           for at in range(columns)]}  # fmt: skip
        table["baris"] = [[self.text(empty=True) for _ in range(columns)] for _ in range(rows)]
        if self.chance.random() < 0.2:
            table["lebar"] = [str(self.chance.randint(1, 9)) for _ in range(columns)]
        return table

    def addressees(self) -> list[Any]:
        place = self.line()
        made: list[Any] = []
        for _ in range(self.many(1)):
            if self.chance.random() < 0.4:
                made.append(self.text())
            else:
                own = self.chance.choice((place, self.line(empty=True)))
                name = self.line() if self.chance.random() < 0.3 else ""
                made.append({"yth": self.text(), "di": own, "nama": name})
        return made

    def day(self) -> str:
        return self.chance.choice(DAYS)

    def notes(self) -> Any:
        """Text of a cell: lines, or a list."""
        return self.text(empty=True) if self.chance.random() < 0.5 else self.list(most=9)

    def meeting(self) -> dict[str, Any]:
        made = {"tanggal": self.day(), "waktu": self.line(empty=True), "tempat": self.text(), "acara": self.text()}
        return made | ({"catatan": self.notes()} if self.chance.random() < 0.5 else {})

    def people(self) -> list[Any]:
        return [
            self.line() if self.chance.random() < 0.5 else {"nama": self.line(), "jabatan": self.line(empty=True)}
            for _ in range(self.many())
        ]

    def head(self) -> dict[str, Any]:
        made: dict[str, Any] = {"tanggal": self.day(), "tempat": self.line(empty=True)}
        if self.chance.random() < 0.7:
            made["nomor"] = self.line(empty=True)
        made["tte"] = self.chance.choice(("ya", "tidak"))
        if self.chance.random() < 0.4:
            made["paraf"] = {"hierarki": self.list(most=3), "koordinasi": self.list(most=3)}
        return made

    def headed(self) -> dict[str, Any]:
        return self.head() | {
            "sifat": self.chance.choice(("", "Biasa", "Segera", "Sangat Rahasia")), "lampiran": self.line(empty=True),
            "hal": self.text(), "kepada": self.addressees(), "tembusan": self.list(),
        }  # fmt: skip


def _signer(texts: _Texts) -> dict[str, Any]:
    before = texts.chance.choice(PREFIXES)
    made = {"awalan": before, "jabatan": texts.text(), "nama": texts.line(), "status": "lain"}
    if before in ("a.n.", "u.b."):
        made["atas_nama"] = texts.line()
    if before == "u.b.":
        made["melalui"] = texts.line()
    if texts.chance.random() < 0.7:
        made |= {"pangkat": texts.line(), "golongan": "IV/b", "nip": "19650101 199001 1 001"}
    return made


def _dinas(texts: _Texts) -> dict[str, Any]:
    return texts.headed() | {"isi": texts.blocks()}


def _nota(texts: _Texts) -> dict[str, Any]:
    return texts.headed() | {"dari": texts.line(empty=True), "isi": texts.blocks()}


def _undangan(texts: _Texts) -> dict[str, Any]:
    return texts.headed() | {"pembuka": texts.blocks(), "acara": texts.meeting(), "penutup": texts.blocks(0)}


def _pengantar(texts: _Texts) -> dict[str, Any]:
    def sent() -> dict[str, Any]:
        return {"naskah": texts.text() if texts.chance.random() < 0.7 else texts.list(1, 5), "banyaknya": texts.line(),
                "keterangan": texts.notes()}  # fmt: skip

    made = texts.head() | {
        "kepada": texts.addressees(), "pembuka": texts.text(empty=True), "kiriman": [sent() for _ in
        range(texts.many(1))], "telepon_penerima": texts.line(empty=True), "tembusan": texts.list(),
    }  # fmt: skip
    return made | ({"penerima": {"jabatan": texts.line(), "nama": texts.line()}} if texts.count % 2 else {})


def _disposisi(texts: _Texts) -> dict[str, Any]:
    to = texts.list(most=20)
    return {
        "surat_dari": texts.text(empty=True), "nomor_surat": texts.line(empty=True), "tanggal_surat": texts.day(),
        "diterima": texts.day(), "nomor_agenda": texts.line(empty=True), "hal": texts.text(empty=True),
        "sifat": texts.chance.choice(("", "Biasa", "Rahasia")), "diteruskan": to, "dipilih": to[::2],
        "harap": texts.list(most=8), "catatan": texts.notes(),
    }  # fmt: skip


def _hadir(texts: _Texts) -> dict[str, Any]:
    return {
        "judul": texts.text(), "acara": texts.meeting(), "peserta": texts.people(),
        "baris_kosong": str(texts.many()), "tempat": texts.line(empty=True),
    }  # fmt: skip


def _notula(texts: _Texts) -> dict[str, Any]:
    return {
        "rapat": texts.text(), "acara": texts.meeting(), "ketua": texts.line(empty=True),
        "sekretaris": texts.line(empty=True), "pencatat": texts.line(empty=True), "peserta": texts.people(),
        "pembukaan": texts.blocks(0), "pembahasan": texts.blocks(0), "keputusan": texts.blocks(0),
        "penutupan": texts.text(empty=True), "tempat": texts.line(empty=True),
    }  # fmt: skip


_KINDS = {
    "dinas": _dinas, "nota-dinas": _nota, "undangan": _undangan, "pengantar": _pengantar, "disposisi": _disposisi,
    "daftar-hadir": _hadir, "notula": _notula,
}  # fmt: skip


def _break(chance: Random, data: dict[str, Any]) -> None:
    """Make `data` no letter: a key that is not known, one that is missing, a value of another shape."""
    what = chance.randrange(3)
    if what == 0:
        data["kunci salah"] = "x"
    elif what == 1:
        del data["penandatangan"]
    else:
        data["penandatangan"] = {"awalan": "a.n.", "jabatan": "Kepala"}


def _paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """The path of every value, as a reader of the file finds them."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in items:
        yield from _paths(item, (*path, step))
