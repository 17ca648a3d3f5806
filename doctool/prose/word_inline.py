"""The content of a paragraph of a Word file: runs with their looks, links, fields, notes, symbols, equations, pictures.

Every text that is not carried is told where it stands; what was met is noted in `Context.seen`.
"""

from __future__ import annotations

from typing import Protocol
from urllib.parse import urlsplit

from doctool.model.dokumen import CatatanKaki, GantiBaris, Teks
from doctool.prose import word_report as code
from doctool.prose.word_context import Context, Source
from doctool.prose.word_drawing import Content, PageBreak, chosen, draw
from doctool.prose.word_fields import MADE_ANEW, REFERENCES
from doctool.prose.word_math import linear
from doctool.prose.word_styles import Look
from doctool.prose.word_symbols import in_unicode, sign
from doctool.prose.word_xml import DELETED, MC, W14, Element, M, R, W, child, switch, val

#: A link to another place of the same document.
_INSIDE = "#"
_SCHEMES = ("http", "https", "mailto")
_WALKED = frozenset(f"{W}{name}" for name in ("smartTag", "customXml", "dir", "bdo", "fldSimple", "sdtContent"))
_SILENT = frozenset(
    f"{W}{name}"
    for name in (
        "pPr", "rPr", "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "commentRangeStart",
        "commentRangeEnd", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
        "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd",
        "customXmlPr", "smartTagPr", "fldData", "instrText", "delText", "delInstrText", "lastRenderedPageBreak",
        "annotationRef", "footnoteRef", "endnoteRef", "separator", "continuationSeparator", "sdtPr", "sdtEndPr",
    )
)  # fmt: skip
_CHECKBOX = f"{W14}checkbox"


class Notes(Protocol):
    """Footnotes and endnotes by kind ("footnote", "endnote") and id."""

    def note(self, kind: str, key: str, place: str) -> CatatanKaki | None: ...


class Inline:
    """Reads one paragraph at `place`; `plain` (a heading) leaves the look of the paragraph's style to the report."""

    def __init__(
        self, ctx: Context, source: Source, place: str, style: str, notes: Notes, *, plain: bool = False
    ) -> None:
        self.ctx, self.source, self.place, self.style, self.notes, self.plain = ctx, source, place, style, notes, plain
        self.content = Content()
        self._hidden: list[str] = []

    def read(self, paragraph: Element) -> Content:
        """The content of `paragraph`."""
        self._walk(paragraph, "")
        if self._hidden:
            text = "".join(self._hidden)
            self.ctx.report.at(code.HIDDEN, self.place, "teks tersembunyi tidak dibawa",
                               "hapus, atau tampilkan (Font > Hidden) bila perlu dicetak", text)  # fmt: skip
        return self.content

    def _walk(self, parent: Element, link: str) -> None:
        for one in parent:
            tag = one.tag
            if tag == f"{W}r":
                self._run(one, link)
            elif tag == f"{W}hyperlink":
                self._walk(one, self._target(one) or link)
            elif tag in DELETED:
                self.ctx.drop_deleted(one, self.place)
            elif tag in (f"{W}ins", f"{W}moveTo"):
                tracked = self.ctx.tracked
                tracked.place = tracked.place or self.place
                tracked.inserted += tag == f"{W}ins"
                self._walk(one, link)
            elif tag == f"{W}sdt":
                self._control(one)
                self._walk(one, link)
            elif tag in _WALKED:
                self._walk(one, link)
            elif tag in (f"{M}oMath", f"{M}oMathPara"):
                self._equation(one)
            elif tag == f"{MC}AlternateContent":
                best = chosen(one)
                if best is not None:
                    self._walk(best, link)
            elif isinstance(tag, str) and tag not in _SILENT:
                self._unknown(one)

    def _unknown(self, one: Element) -> None:
        name = one.tag.rpartition("}")[2][:40]
        self.ctx.report.at(code.OTHER, self.place, f'unsur Word "{name}" tidak dibawa', "tulis sebagai teks biasa",
                           self.ctx.pass_over(one))  # fmt: skip

    def _control(self, control: Element) -> None:
        properties = child(control, "sdtPr")
        if properties is None:
            return
        if properties.find(_CHECKBOX) is not None:
            self.ctx.report.gather(code.CONTROL, self.place, "kotak centang menjadi tanda biasa")
        if switch(properties, "showingPlcHdr"):
            self.ctx.report.gather(code.CONTROL, self.place, "isian (kontrol isi) belum diisi; teks petunjuknya ikut",
                                   "isi atau hapus", self._text(control))  # fmt: skip

    @staticmethod
    def _text(element: Element) -> str:
        return "".join(one.text or "" for one in element.iter(f"{W}t"))

    def _target(self, hyperlink: Element) -> str:
        key = hyperlink.get(f"{R}id")
        if key is None:
            return _INSIDE
        relation = self.source.relations.get(key)
        if relation is None:
            self.ctx.report.gather(code.DAMAGED, self.place, "tautan tanpa alamat menjadi teks biasa")
            return ""
        return relation.target or _INSIDE

    def _equation(self, equation: Element) -> None:
        parts = [one.text or "" for one in equation.iter(f"{M}t", f"{W}t")]
        self.ctx.seen.update(equation.iter(f"{M}t", f"{W}t"))
        text = linear(equation)
        if sorted(filter(str.isalnum, text)) != sorted(filter(str.isalnum, "".join(parts))):
            text = " ".join(parts)
        if text.strip():
            self._add(text, Look(), "")
            self.ctx.report.at(code.EQUATION, self.place, "persamaan menjadi teks sebaris", "periksa tulisannya", text)

    # Runs

    def _run(self, run: Element, link: str) -> None:
        look = self.ctx.styles.run(self.style, child(run, "rPr"))
        if self.plain:
            look = Look(i=look.i, u=look.u, vert=look.vert, vanish=look.vanish, font=look.font)
        for one in run:
            self._piece(one, look, link)

    def _piece(self, one: Element, look: Look, link: str) -> None:
        tag = one.tag
        if tag == f"{MC}AlternateContent":
            best = chosen(one)
            for alternative in () if best is None else best:
                self._piece(alternative, look, link)
        elif tag == f"{W}fldChar":
            if child(one, "ffData") is not None:
                self.ctx.report.gather(code.CONTROL, self.place, "isian formulir lama menjadi teks biasa, kotak "
                                       "centang dan pilihannya tidak dibawa", "tulis isinya sebagai teks")  # fmt: skip
        elif tag == f"{W}commentReference":
            self.ctx.comments.append(self.place)
        elif tag == f"{W}ruby":
            self._ruby(one, link)
        elif isinstance(tag, str) and tag not in _SILENT:
            link, shown = self._by_fields(one, link)
            if not shown:
                return
            if look.vanish:
                inner = self.ctx.pass_over(one)
                self._hidden.append(one.text or "" if tag == f"{W}t" else inner)
                return
            self._shown(one, look, link)

    def _by_fields(self, one: Element, link: str) -> tuple[str, bool]:
        """The link that the fields around a piece give it, and whether it is shown."""
        report = self.ctx.report
        for field, in_result in self.source.fields.of(one):
            if not in_result:
                text = self.ctx.pass_over(one)
                if text:
                    report.gather(code.OTHER, self.place, "teks di dalam kode field tidak dibawa", "", text)
                return link, False
            if field.kind in MADE_ANEW:
                what = MADE_ANEW[field.kind]
                report.gather(code.CONTENTS, self.place, f"{what} tidak dibawa, laporan membuatnya sendiri", "",
                              self.ctx.pass_over(one))  # fmt: skip
                return link, False
            if field.kind in REFERENCES and one.tag == f"{W}t":
                hint = "pakai [lihat: tabel NAMA] atau [lihat: bab KUNCI] agar nomornya mengikuti laporan"
                message = "rujukan silang menjadi teks biasa, nomornya tidak mengikuti laporan"
                report.gather(code.CROSS_REFERENCE, self.place, message, hint, one.text or "")
            if field.kind == "HYPERLINK":
                link = field.address or _INSIDE
        return link, True

    def _shown(self, one: Element, look: Look, link: str) -> None:
        name = one.tag.removeprefix(W)
        isi = self.content.isi
        if name == "t":
            self.ctx.seen.add(one)
            text = one.text or ""
            if one.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
                text = text.strip(" \t\r\n")
            self._add(" ".join(text.replace("\r", "\n").replace("\t", "\n").split("\n")), look, link)
        elif name in ("tab", "ptab"):
            self._tab(look)
        elif name in ("br", "cr"):
            kind = one.get(f"{W}type")
            if kind == "column":
                self.ctx.report.gather(code.SECTION, self.place, "ganti kolom menjadi ganti baris")
            isi.append(PageBreak() if kind == "page" else GantiBaris())
        elif name == "noBreakHyphen":
            self._add("\u2011", look, link)
        elif name == "softHyphen":
            self._add("\u00ad", look, link)
        elif name == "sym":
            self._symbol(one, look, link)
        elif name in ("footnoteReference", "endnoteReference"):
            note = self.notes.note(name.removesuffix("Reference"), one.get(f"{W}id") or "", self.place)
            if note is not None:
                isi.append(note)
        elif name in ("drawing", "pict", "object"):
            draw(self.ctx, self.source, one, self.place, self.content)
        else:
            self._unknown(one)

    def _tab(self, look: Look) -> None:
        if any(isinstance(one, Teks) and one.teks.strip() for one in self.content.isi):
            self.ctx.report.gather(code.TAB, self.place, "tab menjadi satu spasi",
                                   "yang harus sejajar ditulis dalam tabel (boleh tanpa garis)")  # fmt: skip
            self._add(" ", look, "")

    def _symbol(self, one: Element, look: Look, link: str) -> None:
        text = one.get(f"{W}char") or ""
        font = one.get(f"{W}font")
        try:
            found = sign(int(text, 16), font)
        except ValueError:
            found = ""
        if found:
            self._add(found, Look(b=look.b, vert=look.vert), link)
        else:
            self.ctx.report.at(code.SYMBOL, self.place, f'lambang {text[:8]} huruf "{(font or "")[:40]}" tidak dikenal',
                               "tulis tanda biasa (misalnya •, ✓, →)")  # fmt: skip

    def _ruby(self, ruby: Element, link: str) -> None:
        base, above = child(ruby, "rubyBase"), child(ruby, "rt")
        if base is not None:
            self._walk(base, link)
        if above is not None:
            self._add(" (", Look(), "")
            self._walk(above, link)
            self._add(")", Look(), "")

    def _add(self, text: str, look: Look, link: str) -> None:
        text, unknown = in_unicode(text, look.font)
        if unknown:
            self.ctx.report.gather(code.SYMBOL, self.place, f'lambang huruf "{(look.font or "?")[:40]}" tidak dikenal',
                                   "ganti dengan tanda biasa (misalnya •, ✓, →)", unknown)  # fmt: skip
        if look.caps:
            text = text.upper()
        address = self._address(link, text)
        vert = {"superscript": "naik", "subscript": "turun"}.get(look.vert or "", "")
        self.content.isi.append(Teks(
            text, bool(look.b), bool(look.i), bool(look.u) and not address, bool(look.strike or look.dstrike),
            "naik" if vert == "naik" else "turun" if vert == "turun" else "", address,
        ))  # fmt: skip

    def _address(self, link: str, text: str) -> str:
        """The address that the report may lead to; "" for none, told where one is lost."""
        if not link or not text.strip():
            return ""
        if link == _INSIDE:
            self.ctx.report.gather(code.LINK, self.place, "tautan ke tempat lain di dokumen menjadi teks biasa")
            return ""
        try:
            known = urlsplit(link.strip()).scheme.lower() in _SCHEMES
        except ValueError:
            known = False
        if not known:
            self.ctx.report.gather(code.LINK, self.place, "tautan bukan ke web atau surel menjadi teks biasa",
                                   "lampirkan berkasnya", link)  # fmt: skip
        return link.strip() if known else ""


def style_of(paragraph: Element) -> str:
    """The id of a paragraph's style, "" for the default one."""
    return val(child(paragraph, "pPr"), "pStyle")
