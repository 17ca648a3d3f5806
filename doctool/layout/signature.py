"""Signature blocks: jabatan, room for signature and stamp, name, pangkat, NIP (PermenPANRB 35/2012, Disahkan oleh).

Only the empty place is drawn, never a signature, a stamp or a code that looks signed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from doctool.drawing import NO_BORDER, Align, Cell, Padding, Paragraph, Row, Table, TextStyle
from doctool.layout.measure import line_pitch
from doctool.layout.text import height, paragraph
from doctool.loaded import LoadedSop
from doctool.model.kantor import Penandatangan
from doctool.model.nip import format_nip
from doctool.model.pangkat import split_pangkat
from doctool.units import mm

#: Lines left free for the signature.
SIGNATURE_LINES = 4
#: A signer needs this much to stand beside another one.
SIGNER_WIDTH = mm(52)
#: A single signer under the flow stands at the right, this wide.
SINGLE_WIDTH = mm(85)


def _nip_line(loaded: LoadedSop, signer: Penandatangan) -> str:
    label = "NI PPPK" if signer.status == "pppk" else loaded.label.nip or ""
    if not signer.nip and (not signer.nama or signer.status == "lain"):
        return ""
    return f"{label} {format_nip(signer.nip, loaded.kantor.gaya.nip)}".strip()


def _rank(signer: Penandatangan) -> str:
    """Pangkat and golongan; a golongan written behind the pangkat is not printed twice."""
    if signer.pangkat and signer.golongan and not split_pangkat(signer.pangkat)[1]:
        return f"{signer.pangkat} ({signer.golongan})"
    return signer.pangkat or signer.golongan


def signer_paragraphs(
    loaded: LoadedSop, signer: Penandatangan, style: TextStyle, width: int
) -> tuple[Paragraph, ...]:
    """The block of one signer, centred in `width` twips; a signer without any text gives an empty tuple."""
    full = loaded.kantor.lengkapi(signer)
    position = " ".join(part for part in (full.awalan, full.jabatan) if part)
    above = [*full.pengantar.splitlines(), *position.splitlines()]
    named = replace(style, bold=True, underline=True)
    below = [(text, used) for text, used in (
        (full.nama, named), (_rank(full), style), (_nip_line(loaded, full), style),
    ) if text]
    room = SIGNATURE_LINES * line_pitch(style) + (line_pitch(style) if below and not full.nama else 0)
    out = [paragraph(text, style, width, align=Align.CENTER) for text in above]
    for number, (text, used) in enumerate(below):
        out.append(paragraph(text, used, width, align=Align.CENTER, before=room if number == 0 else 0))
    if out and not below:
        out[-1] = replace(out[-1], after=room)
    return tuple(out)


def tiers(signers: Sequence[Penandatangan], width: int) -> tuple[tuple[Penandatangan, ...], ...]:
    """`signers` in rows: side by side as many as `width` twips hold, evenly."""
    if not signers:
        return ()
    most = max(1, width // SIGNER_WIDTH)
    rows = -(-len(signers) // most)
    each = -(-len(signers) // rows)
    return tuple(tuple(signers[start : start + each]) for start in range(0, len(signers), each))


def signature_table(
    loaded: LoadedSop, signers: Sequence[Penandatangan], x: int, y: int, width: int, style: TextStyle
) -> Table:
    """The table "tanda-tangan" of `signers` at (x, y), `width` twips wide, without rules.

    One signer stands at the right; several stand side by side, in rows where the width does not hold them.
    """
    pitch = line_pitch(style)
    padding = Padding(pitch // 2, 80, 0, 80)
    groups = tiers(signers, width)
    if len(signers) == 1:
        own = min(SINGLE_WIDTH, width)
        columns: tuple[int, ...] = (width - own, own) if own < width else (own,)
    else:
        count = max((len(group) for group in groups), default=1)
        columns = tuple(width * (index + 1) // count - width * index // count for index in range(count))
    rows: list[Row] = []
    cells: list[Cell] = []
    for number, group in enumerate(groups):
        offset = len(columns) - len(group) if len(signers) == 1 else 0
        texts: list[tuple[Paragraph, ...]] = [()] * len(columns)
        for place, signer in enumerate(group, offset):
            texts[place] = signer_paragraphs(loaded, signer, style, columns[place] - padding.left - padding.right)
        tallest = max(height(text) for text in texts)
        rows.append(Row(tallest + padding.top + pitch // 2, exact=False))
        cells.extend(
            Cell(number, col, text, border=NO_BORDER, padding=padding) for col, text in enumerate(texts)
        )
    return Table("tanda-tangan", x, y, columns, tuple(rows), tuple(cells))
