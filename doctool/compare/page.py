"""Two SOPs as one HTML page, complete in itself: what changed as a list, and their sheets beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from doctool.compare.marks import marks
from doctool.compare.page_sheets import Sheets, sheet_pairs
from doctool.compare.page_style import style
from doctool.compare.printed import LOOKS, grouped, summary
from doctool.compare.tell import Perbandingan
from doctool.compare.told import Butir
from doctool.drawing import Drawing
from doctool.loaded import LoadedSop
from doctool.write.html_style import policy
from doctool.write.html_text import node
from doctool.write.xml import Element

_LEGEND = (
    ("baru", "ditambahkan"), ("hapus", "dihapus"), ("ubah", "diubah"), ("pindah", "dipindah"),
)  # fmt: skip
_TAGS = {"=": "span", "-": "del", "+": "ins"}


def comparison_page(
    found: Perbandingan, names: tuple[str, str], drawings: tuple[Drawing | str, Drawing | str]
) -> str:
    """The text of an HTML file. `names` are what the two SOPs are called, `drawings` their sheets, or why one of them
    cannot be drawn."""
    css = style()
    title = f"Perbandingan SOP: {found.kedua.sop.nama_sop or found.kedua.slug}"
    head = node(
        "head",
        None,
        node("meta", {"charset": "utf-8"}),
        node("meta", {"http-equiv": "Content-Security-Policy", "content": policy(css)}),
        node("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        node("link", {"rel": "icon", "href": "data:,"}),
        node("title", None, title),
        node("style", None, css),
    )
    old = _sheets(found, found.pertama, drawings[0], baru=False)
    new = _sheets(found, found.kedua, drawings[1], baru=True)
    main = node("main", {"id": "isi", "tabindex": "-1"}, _list(found, (old, new)), _pictures((old, new), names))
    top = node("a", {"class": "lewati", "href": "#isi"}, "Langsung ke isi")
    document = node("html", {"lang": "id"}, head, node("body", None, top, _header(found, names, title), main))
    return "<!DOCTYPE html>\n" + etree.tostring(document, method="html", encoding="unicode") + "\n"


def _sheets(found: Perbandingan, loaded: LoadedSop, drawing: Drawing | str, *, baru: bool) -> Sheets:
    if isinstance(drawing, str):
        return drawing
    return drawing, marks(drawing, loaded, found.butir, baru=baru)


def _header(found: Perbandingan, names: tuple[str, str], title: str) -> Element:
    old, new = found.pertama.sop, found.kedua.sop
    rows = [
        ("Naskah", *names),
        ("Nomor SOP", old.nomor_sop or "-", new.nomor_sop or "-"),
        ("Revisi", *(one.nomor_revisi if old.revisi or new.revisi else "-" for one in (found.pertama, found.kedua))),
        ("Status", old.status, new.status),
        *((one.nama.capitalize(), one.lama, one.baru) for one in found.total),
    ]
    heads = [node("th", {"scope": "col"}, word) for word in ("Semula", "Menjadi")]
    head = node("tr", None, node("th"), *heads)
    body = [
        node("tr", None, node("th", {"scope": "row"}, label), *(node("td", None, value) for value in values))
        for label, *values in rows
    ]
    legend = [node("li", None, node("span", {"class": look}), word) for look, word in _LEGEND]
    office = "Data kantor yang berbeda: " + ", ".join(found.kantor) + "." if found.kantor else ""
    return node(
        "header",
        None,
        node("h1", None, title),
        node("table", {"class": "dua"}, node("thead", None, head), node("tbody", None, *body)),
        node("p", None, summary(found)),
        node("p", None, office) if office else None,
        node("ul", {"class": "legenda", "aria-label": "Arti warna"}, *legend),
    )


def _list(found: Perbandingan, sheets: tuple[Sheets, Sheets]) -> Element:
    """The list of changes; each leads to its places on the sheets."""
    marked = [set() if isinstance(one, str) else {mark.nomor for mark in one[1]} for one in sheets]
    heads = ("No.", "Bagian", "Semula", "Menjadi")
    top = node("tr", None, *(node("th", {"scope": "col"}, one) for one in heads))
    rows: list[Element] = []
    number = 0
    for kelompok, group in grouped(found):
        rows.append(node("tr", {"class": "kel"}, node("th", {"colspan": "4"}, kelompok)))
        for one in group:
            number += 1
            sides = [name for name, known in zip(("l", "b"), marked, strict=True) if number in known]
            rows.append(_row(number, one, sides))
    table = node("table", {"class": "daftar"}, node("thead", None, top), node("tbody", None, *rows))
    return node("section", {"aria-labelledby": "daftar"}, node("h2", {"id": "daftar"}, "Daftar perubahan"), table)


def _row(number: int, one: Butir, sides: Sequence[str]) -> Element:
    letak = one.letak[:1].upper() + one.letak[1:]
    detail = f"{one.apa}{f', {one.rincian}' if one.rincian else ''}"
    words = {"l": "lihat semula", "b": "lihat menjadi"}
    links = [part for side in sides for part in (node("a", {"href": f"#{side}-u{number}"}, words[side]), " ")]
    return node(
        "tr",
        {"id": f"u{number}", "class": LOOKS[one.apa]},
        node("td", None, str(number)),
        node(
            "td", None, node("p", None, letak),
            node("p", None, node("small", None, node("q", None, one.perihal))) if one.perihal else None,
            node("p", None, node("small", None, detail)),
            node("p", {"class": "layar"}, node("small", None, *links)) if links else None,
        ),
        node("td", None, *_words(one, one.semula, "-")),
        node("td", None, *_words(one, one.menjadi, "+")),
    )


def _words(one: Butir, text: str, sign: str) -> Iterator[Element]:
    """A text with its own changed words marked, a paragraph for each line."""
    pieces = [piece for piece in one.kata if piece[0] in ("=", sign)] or (
        [(sign if one.apa in ("ditambahkan", "dihapus") else "=", text)] if text else []
    )
    lines: list[list[Element]] = [[]]
    for kind, piece in pieces:
        for place, part in enumerate(piece.split("\n")):
            if place:
                lines.append([])
            bare = part.lstrip()
            if space := part[: len(part) - len(bare)]:
                lines[-1].append(node("span", None, space))
            if bare:
                lines[-1].append(node(_TAGS[kind], None, bare))
    yield from (node("p", None, *line) for line in lines if line)


def _pictures(sheets: tuple[Sheets, Sheets], names: tuple[str, str]) -> Element:
    title = node("h2", {"id": "lembar", "class": "layar"}, "Lembar SOP berdampingan")
    titles = (f"Semula: {names[0]}", f"Menjadi: {names[1]}")
    return node("section", {"aria-labelledby": "lembar"}, title, *sheet_pairs(*sheets, titles))
