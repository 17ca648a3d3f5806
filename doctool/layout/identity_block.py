"""The label/value block of the identity sheet (PermenPANRB 35/2012, Bagian Identitas)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import dropwhile

from doctool.drawing import Align, Side, VAlign
from doctool.layout.bands import Band, Flow, Paragraphs
from doctool.layout.identity_body import BESIDE, PADDING
from doctool.layout.kop import body_style
from doctool.layout.measure import line_pitch, text_width
from doctool.layout.signature import SIGNATURE_LINES, signer_paragraphs, tiers
from doctool.layout.text import paragraph
from doctool.loaded import LoadedSop
from doctool.model.kantor import Penandatangan
from doctool.model.tanggal import Tanggal
from doctool.units import pt

#: The rows in the order of the form; extra rows name one of these.
KEYS = (
    "nomor_sop", "tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif", "tanggal_pengesahan", "disahkan_oleh",
    "nama_sop",
)  # fmt: skip
COLON = pt(9)

Value = str | tuple[Penandatangan, ...]


def _value(loaded: LoadedSop, key: str) -> Value | None:
    value: str | Tanggal | tuple[Penandatangan, ...] | None = getattr(loaded.sop, key)
    return value.cetak(loaded.kantor.gaya.tanggal) if isinstance(value, Tanggal) else value


def block_rows(loaded: LoadedSop) -> Iterator[tuple[str, str, Value]]:
    """(key, label, value) of every row; an absent key has none. Extra rows have the key "", also that of the revision's
    number, which some offices print."""
    extra = loaded.sop.identitas_tambahan
    for key in KEYS:
        value = _value(loaded, key)
        if value is not None:
            yield key, getattr(loaded.label, key), value
        if key == "tanggal_revisi" and loaded.kantor.sop.cetak_revisi == "identitas":
            yield "", loaded.label.revisi or "", loaded.nomor_revisi
        yield from (("", one.label, one.isi) for one in extra if one.sesudah == key)
    yield from (("", one.label, one.isi) for one in extra if one.sesudah not in KEYS)


class _Block:
    def __init__(self, loaded: LoadedSop, left: int, right: int) -> None:
        self.loaded = loaded
        self.style = body_style(loaded)
        self.pitch = line_pitch(self.style)
        self.rows = list(block_rows(loaded))
        self.left, self.right = left, right
        widest = max((text_width(label, self.style) for _, label, _ in self.rows), default=0)
        self.label_end = left + min(widest + BESIDE + pt(1), (right - left) * 2 // 5)
        self.value_start = self.label_end + (COLON if loaded.kantor.gaya.identitas.titik_dua_blok else 0)

    def bands(self) -> Iterator[Band]:
        for key, label, value in self.rows:
            if isinstance(value, str):
                yield self.text_row(label, value, bold=key == "nama_sop")
            else:
                yield from self.signer_rows(label, value)

    def before_value(self, label: str, valign: VAlign, open_sides: tuple[Side, ...] = ()) -> tuple[Flow, ...]:
        """The cells left of the value: the label, and a colon where the office prints one."""
        text: Paragraphs = ()
        if label:
            text = (paragraph(label, self.style, self.label_end - self.left - BESIDE),)
        own = Flow(self.left, self.label_end, text, valign=valign, open=open_sides)
        if self.value_start == self.label_end:
            return (own,)
        colon = (paragraph(":", self.style, COLON, align=Align.CENTER),) if label else ()
        sides = (*open_sides, Side.LEFT, Side.RIGHT)
        bare = replace(own, open=(*open_sides, Side.RIGHT))
        return bare, Flow(self.label_end, self.value_start, colon, valign=valign, open=sides, snug=True)

    def text_row(self, label: str, value: str, *, bold: bool) -> Band:
        style = replace(self.style, bold=bold)
        width = self.right - self.value_start - BESIDE
        text = tuple(paragraph(line, style, width) for line in value.splitlines())
        lines = sum(len(one.lines) for one in text)
        valign = VAlign.CENTER if lines <= 1 else VAlign.TOP
        sides = (Side.LEFT,) if self.value_start > self.label_end else ()
        cells = (*self.before_value(label, valign), Flow(self.value_start, self.right, text, valign=valign, open=sides))
        return Band(
            cells, padding=PADDING, spare=self.pitch // 6, stretch=self.pitch // 4, block=True,
            minimum=self.pitch + PADDING.top + PADDING.bottom + self.pitch // 6,
        )  # fmt: skip

    def signer_rows(self, label: str, signers: tuple[Penandatangan, ...]) -> Iterator[Band]:
        """The signers, side by side where the width holds them; further tiers are rows without a rule between."""
        width = self.right - self.value_start
        groups = tiers(signers, width) or ((),)
        last = len(groups) - 1
        for number, group in enumerate(groups):
            between = (*((Side.TOP,) if number else ()), *((Side.BOTTOM,) if number < last else ()))
            cells = [*self.before_value("" if number else label, VAlign.TOP, between)]
            count = max(len(group), 1)
            edges = [self.value_start + width * index // count for index in range(count + 1)]
            for index in range(count):
                sides = between
                if index or self.value_start > self.label_end:
                    sides = (*sides, Side.LEFT)
                if index < count - 1:
                    sides = (*sides, Side.RIGHT)
                room = edges[index + 1] - edges[index] - BESIDE
                text = signer_paragraphs(self.loaded, group[index], self.style, room) if group else ()
                cells.append(Flow(edges[index], edges[index + 1], text, open=sides))
            yield Band(
                tuple(cells), padding=PADDING, spare=self.pitch // 4, stretch=self.pitch, block=True,
                minimum=(SIGNATURE_LINES + 2) * self.pitch,
            )  # fmt: skip


def fits_on_lines(loaded: LoadedSop, left: int, right: int) -> bool:
    """Whether number and each signer's name, pangkat and NIP stand on one line in a block from `left` to `right`."""
    block = _Block(loaded, left, right)
    width = right - block.value_start - BESIDE
    numbers = [paragraph(line, block.style, width) for line in (loaded.sop.nomor_sop or "").splitlines()]
    signers = [one for _, _, value in block.rows if not isinstance(value, str) for one in value]
    blocks = [signer_paragraphs(loaded, one, block.style, width) for one in signers]
    below = [one for text in blocks for one in dropwhile(lambda line: not line.before, text)]
    return all(len(one.lines) == 1 for one in (*numbers, *below))


def block_bands(loaded: LoadedSop, left: int, right: int) -> list[Band]:
    """The bands of the block between `left` and `right`: label, colon where the office prints one, value."""
    return list(_Block(loaded, left, right).bands())
