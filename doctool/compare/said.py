"""Values of an SOP's tree in words, as its sheet would say them; and what changed within a text, word by word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from doctool.compare.names import NAME, Lajur, Tuju, Urut, printed_numbers, written_numbers
from doctool.compare.tree import Tree
from doctool.indonesian import gabung
from doctool.loaded import LoadedSop
from doctool.official import person
from doctool.pairs import Kata

EMPTY = "(kosong)"
#: A date of a revision at work that publishing fills in.
WAITS = "(diisi saat diterbitkan)"
#: The keys of a kegiatan or node that say where the flow goes on.
EXITS = ("ya", "tidak", "keluar", "ke")
#: Words of a kegiatan that tell it from others.
_GIST = 6
#: Texts that share less than this part of their words are shown whole, the old one before the new one.
_WORD_BY_WORD = 0.35
#: A word or a sign with the space before it; numbers, codes and compounds are one word, a list's marker is its item's.
_TOKEN = re.compile(r"\s*(?:[-•–]\s+)?(?:\w+(?:[./'’-]\w+)*|\S)")


class Side:
    """One of the two SOPs: its tree with names, and what its kegiatan and lanes are called in print."""

    def __init__(self, loaded: LoadedSop, tree: Tree) -> None:
        self.loaded, self.tree, self.label = loaded, tree, loaded.label
        self._lanes: dict[str, str] = {}
        self._rows: dict[str, tuple[str, str]] = {}
        self.numbers: list[list[str]] = []
        for procedure in tree["prosedur"]:
            for lane in procedure.get("pelaksana", ()):
                self._lanes[lane[NAME]] = lane["nama"] or lane["kode"]
            rows = procedure.get("kegiatan", ())
            numbers = printed_numbers(written_numbers(rows))
            self.numbers.append(numbers)
            for place, (row, number) in enumerate(zip(rows, numbers, strict=True), 1):
                called = f"kegiatan {number.rstrip('.')}" if number else f"kegiatan pada baris ke-{place}"
                self._rows[row[NAME]] = (called, _gist(" ".join(row.get("uraian", ()))))

    def step(self, row: Tree) -> str:
        """What a kegiatan is called: "kegiatan 5"."""
        return self._rows[row[NAME]][0]

    def about(self, row: Tree) -> str:
        """The first words of a kegiatan, to tell it from others."""
        return self._rows[row[NAME]][1]

    def lane(self, value: Any) -> str:
        """The name of a lane; a code that no lane has in quotes."""
        if isinstance(value, Lajur):
            return self._lanes[value.nama]
        return f'"{value}"' if value else "tanpa pelaksana"

    def lanes(self, row: Tree) -> str:
        """Who does a kegiatan, one after the other."""
        if row.get("simpul"):
            return "\n".join(self.node(one, alone=False) for one in row["simpul"])
        given = row.get("pelaksana") or ()
        return gabung([self.lane(one) for one in given]) if given else EMPTY

    def node(self, node: Tree, *, alone: bool) -> str:
        """A node of a kegiatan: lane, shape, text, exits where it has some."""
        parts = [shape(node)]
        if node.get("teks"):
            parts.append(f'teks "{node["teks"]}"')
        if any(name in node for name in EXITS):
            parts.append("; ".join(self.exits(node).split("\n")))
        return ", ".join(parts) if alone else f"{self.lane(node.get('pelaksana'))}: {', '.join(parts)}"

    def exits(self, node: Tree, keys: Sequence[str] = EXITS) -> str:
        """Where the flow goes from a kegiatan or node, a line for each exit that is written under one of `keys`."""
        if not any(key in node for key in EXITS):
            return "alur berakhir" if node.get("bentuk") == "selesai" else "ke kegiatan berikutnya"
        words = {"ya": f"{self.label.ya}: ", "tidak": f"{self.label.tidak}: ", "ke": ""}
        lines = [f"{word}{self._goals(node[name])}" for name, word in words.items() if name in node and name in keys]
        if "keluar" in keys:
            exits = node.get("keluar", ())
            lines += [f"{one.get('label') or EMPTY}: {self._goals(one.get('ke', ()))}" for one in exits]
        return "\n".join(lines) or EMPTY

    def _goals(self, goals: Sequence[Any]) -> str:
        return f"ke {gabung([self._goal(one) for one in goals])}" if goals else "tanpa tujuan"

    def _goal(self, goal: Any) -> str:
        if not isinstance(goal, Tuju):
            return f'"{goal}"'
        called, gist = self._rows[goal.baris]
        lane = f", {self._lanes[goal.lajur]}" if goal.lajur is not None else ""
        return f"{called}{lane} ({gist})" if gist else f"{called}{lane}"

    def whole_step(self, row: Tree) -> str:
        """All that a kegiatan says, a line for each field."""
        lines = list(row.get("uraian", ()))
        lines.append(f"{self.label.pelaksana}: {'; '.join(self.lanes(row).split(chr(10)))}")
        for name in ("kelengkapan", "waktu", "output", "keterangan"):
            if row.get(name):
                lines.append(f"{getattr(self.label, name)}: {'; '.join(said(row[name]).split(chr(10)))}")
        if not row.get("simpul"):
            if shape(row) != "proses":
                lines.append(f"Bentuk: {shape(row)}")
            if any(name in row for name in EXITS):
                lines.append(f"Alur: {'; '.join(self.exits(row).split(chr(10)))}")
        return "\n".join(lines)

    def signers(self, field: str) -> str:
        """Who signs, as it is printed: jabatan, name, pangkat and NIP of each."""
        kantor = self.loaded.kantor
        given = getattr(self.loaded.sop, field) or ()
        blocks = []
        for signer in given:
            full = kantor.lengkapi(signer)
            lines = person(full, kantor) if full.nama else {"nama": "", "pangkat": full.pangkat, "nip": ""}
            post = " ".join(part for part in (full.awalan, full.jabatan) if part)
            blocks.append("\n".join(one for one in (full.pengantar, post, *lines.values()) if one))
        return "\n\n".join(blocks) or EMPTY


def shape(node: Tree) -> str:
    """The shape of a kegiatan or node, the one that it has without saying so too."""
    labelled = any(name in node for name in ("ya", "tidak", "keluar"))
    return str(node.get("bentuk") or ("keputusan" if labelled else "proses"))


def said(value: Any) -> str:
    """A value in words: lines of a text below each other, a record as its keys and values."""
    if value is None or value == "" or value == ():
        return EMPTY
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Urut):
        return "nomor urut"
    if isinstance(value, tuple):
        return "\n".join(said(one) for one in value)
    if isinstance(value, Mapping):
        return _record(value)
    return str(value)


def _record(record: Mapping[str, Any]) -> str:
    if "teks" in record:
        return str(record["teks"])
    given = {key: said(value).replace("\n", "; ") for key, value in record.items() if key != NAME}
    return "; ".join(f"{key_name(key)}: {text}" for key, text in given.items()) or EMPTY


def key_name(key: str) -> str:
    """A key of the file in words."""
    return key.replace("_", " ")


def _gist(text: str) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= _GIST else " ".join(words[:_GIST]) + " …"


def changed_words(first: str, second: str) -> tuple[Kata, ...]:
    """What changed within a text, word by word; joined, the pieces are the two texts with their spaces.

    A text that is nearly all new stands whole after the old one.
    """
    before, after = _TOKEN.findall(first), _TOKEN.findall(second)
    matcher = SequenceMatcher(None, [_key(one) for one in before], [_key(one) for one in after], autojunk=False)
    if matcher.ratio() < _WORD_BY_WORD:
        return tuple((sign, text) for sign, text in (("-", first), ("+", second)) if text)
    out: list[Kata] = []
    for kind, a, a_end, b, b_end in matcher.get_opcodes():
        if kind == "equal":
            out.append(("=", "".join(after[b:b_end])))
            continue
        if a < a_end:
            out.append(("-", "".join(before[a:a_end])))
        if b < b_end:
            out.append(("+", "".join(after[b:b_end])))
    return tuple(out)


def _key(token: str) -> tuple[bool, str]:
    """A word, and whether a line begins with it."""
    return "\n" in token, token.strip()
