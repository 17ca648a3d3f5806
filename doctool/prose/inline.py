"""What stands within a paragraph of Markdown, as pieces for `doctool.prose.directives`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from doctool.findings import Where
from doctool.model.dokumen import GantiBaris, Teks
from doctool.prose.command import error, read, warning
from doctool.prose.context import Reading, Spot, spot
from doctool.prose.directives import Found, LineEnd, Piece, assemble_line
from doctool.prose.html import is_break, is_text, look, styled
from doctool.prose.pictures import Wanted, picture

_PLAIN = Teks("")
#: A picture whose address has a space, which Markdown takes for text; a footnote that is nowhere.
_PICTURE = re.compile(r"\]\(([^()\[\]]{1,200}\.(?:png|jpe?g))\)", re.IGNORECASE)
_NOTE = re.compile(r"\[\^[^\s\[\]]+\]")


def inline(reading: Reading, node: SyntaxTreeNode, after: int = 0) -> list[Piece]:
    """The pieces of an inline `node` (of a paragraph, heading or cell); it begins behind column `after` of its line."""
    return _Inline(reading, spot(reading, node, after)).all(node.children, _PLAIN)


class _Inline:
    """Reads the nodes of one inline node in their order."""

    def __init__(self, reading: Reading, place: Spot) -> None:
        self.reading = reading
        self.place = place

    def all(self, nodes: Sequence[SyntaxTreeNode], base: Teks) -> list[Piece]:
        """The pieces of `nodes` in the look `base`; a tag like <u> changes the look up to its end."""
        out: list[Piece] = []
        looks: list[tuple[str, Teks]] = []
        for node in nodes:
            current = looks[-1][1] if looks else base
            if node.type != "html_inline":
                out += self._one(node, current)
                continue
            opened = look(node.content, current)
            if opened:
                self.place.next(node.content)
                looks.append(opened)
            elif looks and node.content.casefold() == f"</{looks[-1][0]}>":
                self.place.next(node.content)
                looks.pop()
            else:
                out += self._tag(node.content, current)
        return out

    def _one(self, node: SyntaxTreeNode, base: Teks) -> list[Piece]:
        if node.type in ("strong", "em", "s"):
            return self.all(node.children, styled(base, node.type) or base)
        if node.type == "text":
            return self._text(node.content, base)
        if node.type == "code_inline":
            self.place.next(node.content)
            return [replace(base, teks=node.content)]
        if node.type == "softbreak":
            return [LineEnd(self.place.line_after())]
        if node.type == "hardbreak":
            return [GantiBaris()]
        if node.type == "link":
            return self._link(node, base)
        if node.type == "image":
            return self._picture(node, base)
        if node.type == "directive":
            return self._directive(node, base)
        if node.type == "footnote_ref":
            return self._note(str(node.meta["label"]), base)
        raise AssertionError(node.type)

    def _text(self, text: str, base: Teks) -> list[Piece]:
        where = self.place.next(text)
        for match in _PICTURE.finditer(text):
            hint = f"beri kurung sudut bila namanya berisi spasi: ![...](<{match[1]}>), atau ganti nama berkasnya"
            self.reading.findings.append(error("M06", where, "gambar tidak terbaca", hint, match[1]))
        for match in _NOTE.finditer(text):
            hint = f'tulis isinya di baris tersendiri: "{match[0]}: ..."'
            self.reading.findings.append(error("M10", where, f"catatan kaki {match[0]} tanpa isi", hint, match[0]))
        return [replace(base, teks=text)]

    def _tag(self, tag: str, base: Teks) -> list[Piece]:
        where = self.place.next(tag)
        if is_break(tag):
            return [GantiBaris()]
        if is_text(tag):
            return [replace(base, teks=tag)]
        comment = tag.startswith("<!--")
        message = "komentar HTML tidak dicetak" if comment else f"tanda HTML {tag} dilepas; teksnya tetap"
        self.reading.findings.append(warning("M07", where, message, "tulis dengan tanda Markdown", tag))
        return []

    def _link(self, node: SyntaxTreeNode, base: Teks) -> list[Piece]:
        self._title(node, self.place.where(self.place.cursor), "tautan")
        address = str(node.attrs.get("href", ""))
        out = self.all(node.children, replace(base, tautan=address))
        if not out and address:
            return [replace(base, teks=address, tautan=address)]
        return out

    def _title(self, node: SyntaxTreeNode, where: Where, kind: str) -> None:
        title = str(node.attrs.get("title", ""))
        if title:
            self.reading.findings.append(
                warning("M13", where, f"judul {kind} tidak dicetak", "tulis di dalam teks bila perlu", title)
            )

    def _picture(self, node: SyntaxTreeNode, base: Teks) -> list[Piece]:
        where = self.place.next("![")
        line = assemble_line(self.all(node.children, base), where)
        self.reading.findings += line.temuan
        wanted = Wanted(str(node.attrs.get("src", "")), line.isi, str(node.attrs.get("title", "")))
        standing, findings = picture(wanted, self.reading.folder, self.reading.root, where)
        self.reading.findings += findings
        if findings:
            self._title(node, where, "gambar")
        return [standing]

    def _directive(self, node: SyntaxTreeNode, base: Teks) -> list[Piece]:
        where = self.place.where(node.meta["at"])
        command = read(node.content, where, tebal=base.tebal)
        runs = (replace(base, teks=node.content),)
        return [Found(command, runs)] if command else [*runs]

    def _note(self, label: str, base: Teks) -> list[Piece]:
        raw = f"[^{label}]"
        where = self.place.next(raw)
        note = self.reading.notes.get(label)
        if self.reading.in_note or note is None:
            hint = "tulis isinya langsung di catatan kaki yang pertama"
            self.reading.findings.append(
                error("M10", where, "catatan kaki di dalam catatan kaki tidak dapat dicetak", hint, raw)
            )
            return [replace(base, teks=raw)]
        self.reading.cited.add(label)
        return [note]
