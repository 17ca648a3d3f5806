"""A text written in Markdown, as blocks and findings (M01 to M16, docs/aturan.md).

Nothing is lost in silence: what cannot be printed is named in a finding with its text. The words are the author's and
stay as they are. The caller shifts the levels of headings to where the text stands in the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from markdown_it.tree import SyntaxTreeNode

from doctool.findings import Finding, Where
from doctool.model.dokumen import Blok, CatatanKaki, Gambar, GayaParagraf, Judul, Paragraf, Teks, tulisan
from doctool.prose.command import error, warning
from doctool.prose.context import Reading
from doctool.prose.directives import Blocks, assemble, assemble_line, parse_paragraph
from doctool.prose.flat import paragraphs
from doctool.prose.grammar import Parsed, parse
from doctool.prose.html import has_tags, without_tags
from doctool.prose.inline import inline
from doctool.prose.lists import Item, lists
from doctool.prose.names import named
from doctool.prose.tables import captioned, looks_like_table, table, typed_number
from doctool.prose.text_file import read_text, unprintable

#: The deepest heading that a report numbers (Judul); what is deeper is a bold line.
DEEPEST = 4


def read_markdown(path: Path, file: str, root: Path) -> Blocks:
    """The text in the file at `path`; `file` is its name in findings, pictures lie within the folder `root`.

    A file that cannot be read gives no blocks and findings M04 or M05; user mistakes raise nothing.
    """
    text, findings = read_text(path, file)
    return Blocks((), findings) if findings else parse_markdown(text, file, path.parent, root)


def parse_markdown(text: str, file: str, folder: Path, root: Path) -> Blocks:
    """The blocks of `text` (lines ended by "\\n"), whose pictures are named relative to `folder`; headings are levels 1
    to 4 as they are written. Findings are in the order of the text."""
    refused = unprintable(text, file)
    if refused:
        return Blocks((), refused)
    parsed = parse(text)
    reading = Reading(file, text.split("\n"), folder, root, parsed.markers)
    _read_notes(reading, parsed.tree)
    blocks = _blocks(reading, parsed.tree.children, "isi")
    _unused_notes(reading, parsed.tree)
    _unused_references(reading, parsed)
    _too_deep(reading, parsed)
    made, told = named(blocks, Where(file))
    return Blocks(made, tuple(sorted(dict.fromkeys([*reading.findings, *told]), key=Finding.sort_key)))


def _blocks(reading: Reading, nodes: Sequence[SyntaxTreeNode], gaya: GayaParagraf) -> list[Blok]:
    """The blocks of sibling `nodes`; paragraphs have the look `gaya`."""
    out: list[Blok] = []
    for run in _runs(reading, nodes):
        if run[0].type in ("ordered_list", "bullet_list"):
            out += lists(reading, [item for node in run for item in _items(reading, node, gaya)])
        else:
            out += _block(reading, run[0], gaya)
    return captioned(reading, out)


def _runs(reading: Reading, nodes: Sequence[SyntaxTreeNode]) -> list[list[SyntaxTreeNode]]:
    """`nodes` one by one, but lists without an empty line between them together."""
    out: list[list[SyntaxTreeNode]] = []
    for node in nodes:
        both_lists = bool(out) and {node.type, out[-1][-1].type} <= {"ordered_list", "bullet_list"}
        if both_lists and node.map and reading.lines[node.map[0] - 1].strip(" \t>"):
            out[-1].append(node)
        else:
            out.append([node])
    return out


def _block(reading: Reading, node: SyntaxTreeNode, gaya: GayaParagraf) -> list[Blok]:
    if node.type == "paragraph":
        return _paragraph(reading, node, gaya)
    if node.type == "heading":
        return _heading(reading, node)
    if node.type == "blockquote":
        return _blocks(reading, node.children, "kutipan")
    if node.type == "table":
        return table(reading, node)
    if node.type == "fence":
        return _fence(reading, node)
    if node.type == "html_block":
        return _html(reading, node, gaya)
    return []  # footnotes were read before; a rule (hr) is no text


def _paragraph(reading: Reading, node: SyntaxTreeNode, gaya: GayaParagraf) -> list[Blok]:
    looks_like_table(reading, node)
    where = reading.where(node)
    read = assemble(inline(reading, node.children[0]), where, gaya=gaya)
    reading.findings += read.temuan
    for one in read.blok:
        if isinstance(one, Gambar) and one.keterangan:
            typed_number(reading, one.keterangan, where)
    return list(read.blok)


def _heading(reading: Reading, node: SyntaxTreeNode) -> list[Blok]:
    where = reading.where(node)
    line = assemble_line(inline(reading, node.children[0]), where)
    reading.findings += line.temuan
    level = int(node.tag[1:])
    if not line.isi:
        return []
    if level <= DEEPEST:
        return [Judul(level, line.isi, asal=where)]
    message = f"judul tingkat {level} tidak ada dalam laporan; dicetak sebagai baris tebal"
    hint = f"pakai paling banyak {DEEPEST} tanda #"
    reading.findings.append(warning("M08", where, message, hint, tulisan(line.isi)))
    bold = tuple(replace(one, tebal=True) if isinstance(one, Teks) else one for one in line.isi)
    return [Paragraf(bold, asal=where)]


def _items(reading: Reading, node: SyntaxTreeNode, gaya: GayaParagraf) -> list[Item]:
    out: list[Item] = []
    for child in node.children:
        where = reading.where(child)
        apart = not reading.lines[where.line - 2].strip(" \t>")
        marker = reading.markers.pop(child.map[0], None) if child.map else None  # an item within it has none there
        blok = tuple(_blocks(reading, child.children, gaya))
        if marker is not None and marker.kind != "titik":
            frame = "".join(letter for letter in marker.text if not letter.isalnum())
            out.append(Item(marker.kind, frame, marker.value, blok, where, apart))
        elif node.type == "ordered_list":
            out.append(Item("1", child.markup, int(child.info or 1), blok, where, apart))
        else:
            out.append(Item("titik", "", 0, blok, where, apart))
    return out


def _fence(reading: Reading, node: SyntaxTreeNode) -> list[Blok]:
    where = reading.where(node)
    hint = "hapus baris ``` bila memang teks biasa"
    reading.findings.append(warning("M12", where, "kode (```) dicetak sebagai teks biasa", hint, node.info.strip()))
    lines = enumerate(node.content.split("\n"), start=where.line + 1)
    return [Paragraf((Teks(line),), asal=replace(where, line=number)) for number, line in lines if line.strip()]


def _html(reading: Reading, node: SyntaxTreeNode, gaya: GayaParagraf) -> list[Blok]:
    where = reading.where(node)
    raw = node.content.strip()
    comment = raw.startswith("<!--") and raw.endswith("-->") and raw.count("<!--") == 1
    out: list[Blok] = []
    for text in without_tags(raw):
        read = parse_paragraph((Teks(text.replace("\n", " ")),), where, gaya=gaya)
        reading.findings += read.temuan
        out += read.blok
    message = "komentar HTML tidak dicetak" if comment else "tanda HTML dilepas; hanya teksnya yang dicetak"
    if has_tags(raw):
        reading.findings.append(warning("M07", where, message, "tulis dengan tanda Markdown", raw))
    return out


def _read_notes(reading: Reading, tree: SyntaxTreeNode) -> None:
    """Read the footnotes, the first of each label."""
    reading.in_note = True
    for node in _notes(tree):
        label = str(node.meta["label"])
        if label in reading.notes:
            continue
        flat = paragraphs(reading, _blocks(reading, node.children, "isi"))
        reading.notes[label] = CatatanKaki(flat)
    reading.in_note = False


def _notes(tree: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    return [node for node in tree.walk(include_self=False) if node.type == "footnote_reference"]


def _unused_notes(reading: Reading, tree: SyntaxTreeNode) -> None:
    """M10 for each footnote that nothing refers to, and for each further one of a label."""
    for node in _unprinted(reading, tree):
        label = str(node.meta["label"])
        first, last = node.map or (0, 0)
        text = "\n".join(reading.lines[first:last]).strip()
        if label in reading.cited:
            message, hint = f"catatan kaki [^{label}] ditulis dua kali; yang ini tidak dicetak", "beri nama lain"
        else:
            message = f"catatan kaki [^{label}] tidak dirujuk, jadi tidak dicetak"
            hint = f"tulis [^{label}] di tempatnya dalam teks"
        reading.findings.append(error("M10", reading.where(node), message, hint, text))


def _unprinted(reading: Reading, tree: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    """The footnotes that are not printed."""
    first: dict[str, SyntaxTreeNode] = {}
    notes = _notes(tree)
    for node in notes:
        first.setdefault(str(node.meta["label"]), node)
    return [node for node in notes if first[label := str(node.meta["label"])] is not node or label not in reading.cited]


def _unused_references(reading: Reading, parsed: Parsed) -> None:
    """M13 for addresses of links that no link leads to."""
    unread = {id(node) for note in _unprinted(reading, parsed.tree) for node in note.walk()}
    nodes = [node for node in parsed.tree.walk(include_self=False) if node.type in ("link", "image")]
    nodes = [node for node in nodes if id(node) not in unread]
    used = {(node.attrs.get("href", node.attrs.get("src")), node.attrs.get("title", "")) for node in nodes}
    for first, last, address, title in parsed.references:
        text = "\n".join(reading.lines[first:last]).strip()
        if (address, title) not in used:
            message, hint = "alamat tautan tidak dipakai, jadi tidak dicetak", "hapus, atau pakai dengan [teks][nama]"
            reading.findings.append(warning("M13", reading.at(first), message, hint, text))


def _too_deep(reading: Reading, parsed: Parsed) -> None:
    for first, last in parsed.too_deep:
        text = "\n".join(reading.lines[first:last])
        hint = "kurangi tingkat kutipan dan daftar"
        reading.findings.append(error("M14", reading.at(first), "terlalu banyak tingkat", hint, text))
