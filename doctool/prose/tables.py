"""Tables of Markdown: the first row is the head, columns are as wide as their texts ask for; captions beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from doctool.findings import Where
from doctool.model.dokumen import Baris, Blok, Keterangan, Paragraf, Rata, Sebaris, Sel, Tabel, Teks, tulisan
from doctool.prose.command import error, warning
from doctool.prose.context import Reading
from doctool.prose.directives import assemble_line, joined
from doctool.prose.inline import inline

#: A column is as wide as its longest text, in characters, within these.
_NARROWEST, _WIDEST = 6, 40
_CAPTION = re.compile(r"\s*Tabel\s*:\s*", re.IGNORECASE)
#: A caption that brings a number of its own: "Tabel: 3.1 Target", "Gambar 2. Peta".
_NUMBERED = re.compile(
    r"\s*(?:(?:tabel|gambar)\s+)?\d+(?:\.\d+)*[.:]?\s+(?=\D)|\s*(?:tabel|gambar)\s+\d", re.IGNORECASE
)
_RATA: dict[str, Rata] = {"text-align:center": "tengah", "text-align:right": "kanan", "text-align:left": "kiri"}


def table(reading: Reading, node: SyntaxTreeNode) -> list[Blok]:
    """The table `node` with the caption that is written right below its last row; further ones are paragraphs."""
    rows: list[Baris] = []
    below: list[Paragraf] = []
    for row in (row for part in node.children for row in part.children):
        line = row.map[0] if row.map else 0
        if row.children[0].type == "td" and _is_caption(reading.lines[line]):
            below.append(_caption_below(reading, row.children[0]))
        else:
            rows.append(_row(reading, row, reading.lines[line]))
    widths = [_width([row.sel[column] for row in rows]) for column in range(len(rows[0].sel))]
    whole = sum(widths)
    made = Tabel(tuple(width / whole for width in widths), tuple(rows), asal=reading.where(node))
    return [*captioned(reading, [made, *below[:1]]), *below[1:]]


def captioned(reading: Reading, blocks: Sequence[Blok]) -> list[Blok]:
    """`blocks` with each paragraph "Tabel: ..." beside a table as that table's caption; above goes before below."""
    out: list[Blok] = []
    waiting = list(reversed(blocks))
    while waiting:
        one = waiting.pop()
        isi = _caption(one)
        if isi is None or not isinstance(one, Paragraf) or one.asal is None:
            out.append(one)
            continue
        caption = Keterangan("tabel", isi)
        after, before = waiting[-1] if waiting else None, out[-1] if out else None
        if isinstance(after, Tabel) and after.keterangan is None:
            waiting[-1] = replace(after, keterangan=caption)
        elif isinstance(before, Tabel) and before.keterangan is None:
            out[-1] = replace(before, keterangan=caption)
        else:
            hint, text = "tulis tepat di atas atau di bawah tabelnya", tulisan(one.isi)
            reading.findings.append(warning("M11", one.asal, "keterangan tabel tanpa tabel di sampingnya", hint, text))
            out.append(one)
            continue
        typed_number(reading, caption, one.asal)
    return out


def typed_number(reading: Reading, caption: Keterangan, where: Where) -> None:
    """M15 where a caption brings the number that it is given anyway."""
    text = tulisan(caption.isi)
    if _NUMBERED.match(text):
        hint = f"hapus nomornya; {caption.jenis} diberi nomor sendiri saat dirakit"
        reading.findings.append(warning("M15", where, f"keterangan {caption.jenis} sudah bernomor", hint, text))


def looks_like_table(reading: Reading, node: SyntaxTreeNode) -> None:
    """M11 for a paragraph whose lines look like rows of a table that Markdown did not see."""
    lines = node.children[0].content.split("\n")
    if len(lines) >= 2 and sum(line.strip().startswith("|") for line in lines) >= 2:
        hint = "baris kedua harus |---|---| dengan kolom sebanyak baris pertama"
        reading.findings.append(warning("M11", reading.where(node), "baris tabel tidak terbaca sebagai tabel", hint))


def _is_caption(line: str) -> bool:
    return bool(_CAPTION.match(line.lstrip(" \t>*_"))) and not re.search(r"(?<!\\)\|", line)


def _caption_below(reading: Reading, cell: SyntaxTreeNode) -> Paragraf:
    where = reading.where(cell.children[0])
    line = assemble_line(inline(reading, cell.children[0]), where)
    reading.findings += line.temuan
    return Paragraf(line.isi, asal=where)


def _row(reading: Reading, row: SyntaxTreeNode, source: str) -> Baris:
    cells: list[Sel] = []
    after = 0
    for cell in row.children:
        content = cell.children[0]
        pieces = inline(reading, content, after)
        found = source.find(content.content, after) if content.content else -1
        where = replace(reading.where(content), column=max(found, after) + 1)
        after = found + len(content.content) if found >= 0 else after
        line = assemble_line(pieces, where)
        reading.findings += line.temuan
        isi = (Paragraf(line.isi, "sel", asal=where),) if line.isi else ()
        cells.append(Sel(isi, _RATA.get(str(cell.attrs.get("style", "")), "kiri")))
    _too_many(reading, row, source)
    return Baris(tuple(cells), "kepala" if row.children[0].type == "th" else "isi")


def _too_many(reading: Reading, row: SyntaxTreeNode, source: str) -> None:
    """M11 for cells beyond the columns of the head: Markdown leaves them out."""
    text = source.strip().lstrip("> \t")
    written = re.split(r"(?<!\\)\|", text.removeprefix("|"))
    over = [one.strip() for one in written[len(row.children) :]]
    if any(over):
        hint = "tambah kolom pada kepala tabel, atau tulis tanda | dalam teks sebagai \\|"
        message = (
            f"baris tabel punya sel lebih banyak daripada kepalanya ({len(row.children)}); selebihnya tidak dicetak"
        )
        reading.findings.append(error("M11", reading.where(row), message, hint, " | ".join(one for one in over if one)))


def _width(column: Sequence[Sel]) -> int:
    longest = max((len(tulisan(one.isi)) for sel in column for one in sel.isi if isinstance(one, Paragraf)), default=0)
    return min(max(longest, _NARROWEST), _WIDEST)


def _caption(block: Blok) -> tuple[Sebaris, ...] | None:
    """The caption that a paragraph "Tabel: ..." holds."""
    if not isinstance(block, Paragraf) or not block.isi or not isinstance(block.isi[0], Teks):
        return None
    first = block.isi[0]
    match = _CAPTION.match(first.teks)
    if not match or not (tulisan(block.isi)[match.end() :].strip() or len(block.isi) > 1):
        return None
    return joined((replace(first, teks=first.teks[match.end() :]), *block.isi[1:]))
