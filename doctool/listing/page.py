"""The daftar SOP as one HTML page, complete in itself: nothing is loaded, nothing runs; it prints as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from doctool.listing.listed import DaftarSop
from doctool.listing.rows import panjang
from doctool.listing.tables import Tabel, tabel
from doctool.write.html_style import font_list, policy
from doctool.write.html_text import node
from doctool.write.xml import Element

_STYLE = """
*{box-sizing:border-box}
html{color-scheme:only light;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:#f3f4f6;color:#111;font-size:.9rem;line-height:1.45}
a{color:#0b3d91}
a:focus-visible,.gulung:focus-visible{outline:3px solid #c2410c;outline-offset:2px}
.lewati{position:absolute;left:1rem;top:-4rem;padding:.5rem 1rem;background:#fff;z-index:2}
.lewati:focus{top:.5rem}
.atas,main{max-width:90rem;margin:0 auto;padding:0 1.25rem}
.kop{text-align:center;padding:1.25rem 0 .6rem;border-bottom:3px double #111;margin:0 0 1rem}
.kop p{margin:0}
.kop b{font-size:1.1rem}
h1{font-size:1.35rem;line-height:1.3;margin:0;text-align:center}
.hari{margin:.15rem 0 1rem;text-align:center}
.angka{display:flex;flex-wrap:wrap;justify-content:center;gap:.5rem;margin:0 0 1rem;padding:0;list-style:none}
.angka li{background:#fff;border:1px solid #9aa3af;border-radius:.25rem;padding:.35rem .75rem;text-align:center}
.angka b{display:block;font-size:1.25rem;line-height:1.2}
.angka .perlu{border-color:#9a3412;background:#fff7ed}
nav ul{list-style:none;display:flex;flex-wrap:wrap;justify-content:center;gap:.25rem 1rem;margin:0 0 1rem;padding:0}
h2{font-size:1.05rem;margin:1.75rem 0 .5rem;scroll-margin-top:.5rem}
.gulung{overflow-x:auto;background:#fff;border:1px solid #9aa3af}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #9aa3af;padding:.3rem .5rem;text-align:left;vertical-align:top}
thead th{background:#e5e7eb;text-align:center;vertical-align:middle}
td p,th p{margin:0}
td,tbody th{overflow-wrap:break-word}
tbody th{font-weight:inherit}
.t{text-align:center}
.nomor{overflow-wrap:anywhere;min-width:9rem}
.lambat{font-weight:700;color:#9a3412}
.jumlah td,.jumlah th{font-weight:700;background:#f3f4f6}
.kosong,.catatan{margin:.4rem 0 0}
main{padding-bottom:2rem}
@page{size:297mm 210mm;margin:12mm}
@media print{
body{background:none;font-size:8pt}
.lewati,nav{display:none}
.atas,main{max-width:none;padding:0}
.gulung{overflow:visible;border:0}
h2{break-after:avoid}
section+section{break-before:page}
tr{break-inside:avoid}
thead{display:table-header-group}
}
"""
#: How a cell of the table of due dates begins that is overdue.
_LATE = ("terlambat", "jatuh tempo", "tidak dapat dihitung")
#: Columns that name what a row is about.
_HEADS = ("Nama SOP", "Pelaksana")
#: Control characters, which a record that somebody changed may hold and XML may not (XML 1.0, 2.2).
_SIGNS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: What of the summary asks for something.
_ASKS = ("jatuh temp", "diganti", "tidak ada", "tidak terbaca")


def daftar_html(listed: DaftarSop) -> str:
    """The text of the page; the same list gives the same text."""
    office, tables = listed.office, tabel(listed)
    style = f"{_STYLE.strip()}\nbody{{font-family:{font_list(office.kantor.gaya.huruf)}}}\n"
    title = f"Daftar SOP {office.kantor.nama}"
    head = node(
        "head", None, node("meta", {"charset": "utf-8"}),
        node("meta", {"http-equiv": "Content-Security-Policy", "content": policy(style)}),
        node("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        node("link", {"rel": "icon", "href": "data:,"}), node("title", None, title), node("style", None, style),
    )  # fmt: skip
    body = node(
        "body", None, node("a", {"class": "lewati", "href": "#isi"}, "Langsung ke isi"), _top(listed, tables),
        node("main", {"id": "isi", "tabindex": "-1"}, *(_section(at, one) for at, one in enumerate(tables, start=1))),
    )  # fmt: skip
    for one in (*head, head, *body.iter("tr", "section", "ul", "table")):
        one.tail = "\n"
    document = node("html", {"lang": "id"}, head, body)
    return "<!DOCTYPE html>\n" + etree.tostring(document, method="html", encoding="unicode") + "\n"


def _top(listed: DaftarSop, tables: tuple[Tabel, ...]) -> Element:
    kop = [node("p", None, node("b", None, one.teks) if one.tebal else one.teks)
           for one in listed.office.kantor.kop.baris]  # fmt: skip
    counts = [
        node("li", {"class": "perlu" if any(word in what for word in _ASKS) else ""}, node("b", None, str(count)), what)
        for what, count in listed.ringkasan() if count
    ]  # fmt: skip
    links = [node("li", None, node("a", {"href": f"#bagian-{at}"}, one.judul))
             for at, one in enumerate(tables, start=1)]  # fmt: skip
    return node(
        "header", {"class": "atas"}, node("div", {"class": "kop"}, *kop),
        node("h1", None, "Daftar Standar Operasional Prosedur"),
        node("p", {"class": "hari"}, f"Keadaan tanggal {panjang(listed.today)}"),
        node("ul", {"class": "angka"}, *counts), node("nav", {"aria-label": "Bagian"}, node("ul", None, *links)),
    )  # fmt: skip


def _section(number: int, table: Tabel) -> Element:
    name = f"bagian-{number}"
    section = node("section", {"aria-labelledby": name}, node("h2", {"id": name}, table.judul))
    if table.baris:
        heads = [node("th", {"scope": "col"}, one.heading) for one in table.kolom]
        rows = [node("tr", {"class": "" if row[0] else "jumlah"}, *_cells(table, row)) for row in table.baris]
        drawn = node("table", None, node("thead", None, node("tr", None, *heads)), node("tbody", None, *rows))
        frame = {"class": "gulung", "tabindex": "0", "role": "group", "aria-labelledby": name}
        section.append(node("div", frame, drawn))
    else:
        section.append(node("p", {"class": "kosong"}, table.kosong))
    section.extend([node("p", {"class": "catatan"}, text) for text in table.catatan])
    return section


def _cells(table: Tabel, row: tuple[str, ...]) -> Iterator[Element]:
    """The cells of a row; the one that names what the row is about is its head."""
    for column, text in zip(table.kolom, row, strict=True):
        names = (("t", column.centred), ("lambat", text.startswith(_LATE)), ("nomor", column.heading == "Nomor SOP"))
        head = column.heading in _HEADS
        attributes = {"class": " ".join(name for name, wanted in names if wanted), "scope": "row" if head else ""}
        lines = _SIGNS.sub("", text).splitlines()
        inside = [node("p", None, line) for line in lines] if len(lines) > 1 else lines
        yield node("th" if head else "td", attributes, *inside)
