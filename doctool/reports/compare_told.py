"""What changed between two drafts, told: as lines for the screen, as a page (HTML) to hand on, as data for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from html import escape
from typing import Any

from doctool.pairs import Kata
from doctool.reports.compare import Perbedaan
from doctool.reports.compare_tables import BedaTabel, row_head
from doctool.reports.compare_texts import BedaTeks

#: Words of a changed text that are shown on either side of a change.
_AROUND = 6
_STYLE = (
    "body{font-family:Arial,sans-serif;max-width:60em;margin:2em auto;line-height:1.5}"
    "h2{border-bottom:1px solid #999}del{background:#fbd5d5}ins{background:#d3f2d3;text-decoration:none}"
    "table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2em .6em;text-align:left}"
)


def lines_of(found: Perbedaan) -> list[str]:
    """What changed, a line for each change below a heading for each kind; one line where nothing did."""
    out = [f"Perubahan dari {found.dari} ke {found.ke}"]
    if found.sama:
        return [*out, "Tidak ada perubahan isi.", *_sources(found)]
    out += _headed("Angka", [_figure_line(one.nama, one.lama, one.baru, one.selisih) for one in found.angka])
    out += _headed("Tabel dan grafik", [line for one in found.tabel for line in _table_lines(one)])
    out += _headed("Bagian", [
        f"{one.judul}: judul diubah dari \"{one.lama}\"" if one.apa == "diubah" else f"{one.judul}: {one.apa}"
        for one in found.bagian
    ])  # fmt: skip
    out += _headed("Teks", [line for one in found.teks for line in _text_lines(one)])
    out += _headed("Lampiran", [
        f"{one.judul}: {one.apa}{f' ({one.rincian})' if one.rincian else ''}" for one in found.lampiran
    ])  # fmt: skip
    return out + _sources(found)


def as_data(found: Perbedaan) -> dict[str, Any]:
    """What changed, for programs."""
    return {**asdict(found), "sama": found.sama}


def as_html(found: Perbedaan, title: str) -> str:
    """What changed as a page: words that went struck out, words that came underlaid."""
    parts = [f"<h1>{escape(title)}</h1>", f"<p>Perubahan dari {escape(found.dari)} ke {escape(found.ke)}.</p>"]
    if found.sama:
        parts.append("<p>Tidak ada perubahan isi.</p>")
    if found.angka:
        rows = [(one.nama, one.lama or "-", one.baru or "-", one.selisih) for one in found.angka]
        parts.append(f"<h2>Angka ({len(rows)})</h2>{_html_table(('Angka', 'Lama', 'Baru', 'Selisih'), rows)}")
    if found.tabel:
        parts.append(f"<h2>Tabel dan grafik ({len(found.tabel)})</h2>")
        parts += [_html_lines(list(_table_lines(one))) for one in found.tabel]
    if found.teks:
        parts.append(f"<h2>Teks ({len(found.teks)})</h2>")
        parts += [f"<p><b>{escape(_where(one))}</b><br>{_html_words(one)}</p>" for one in found.teks]
    rest = lines_of(Perbedaan(found.dari, found.ke, (), (), found.bagian, (), found.lampiran, found.sumber))
    if found.bagian or found.lampiran or found.sumber:
        parts.append(f"<h2>Bagian, lampiran dan sumber</h2>{_html_lines(rest[1:])}")
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    return f'<!DOCTYPE html>\n<html lang="id"><head>{head}</head><body>\n' + "\n".join(parts) + "\n</body></html>\n"


def _headed(title: str, lines: Sequence[str]) -> list[str]:
    return ["", f"{title}:", *(f"  {line}" for line in lines)] if lines else []


def _sources(found: Perbedaan) -> list[str]:
    return _headed("Sumber yang berbeda", found.sumber)


def _figure_line(name: str, old: str, new: str, by: str) -> str:
    if not old or not new:
        return f"{name}: {f'baru, {new}' if new else f'tidak ada lagi, tadinya {old}'}"
    return f"{name}: {old} menjadi {new}" + (f" (selisih {by})" if by else "")


def _table_lines(one: BedaTabel) -> Iterator[str]:
    name = f"{'Grafik' if one.jenis == 'bagan' else 'Tabel'} \"{one.judul or 'tanpa judul'}\""
    moved = f" dari {one.dari}" if one.dari else ""
    yield f"{name} ({one.letak}): {one.apa}{moved}"
    if one.judul_lama:
        yield f"  judul diubah dari \"{one.judul_lama}\""
    for cell in one.sel:
        yield f"  {cell.baris or 'baris tanpa judul'} | {cell.kolom}: {_cell(cell.lama)} menjadi {_cell(cell.baru)}"
    for label, rows in (
        ("ditambahkan", one.baris_ditambahkan), ("dihapus", one.baris_dihapus), ("dipindah", one.baris_dipindah)
    ):
        for row in rows:
            rest = " | ".join(" ".join(cell.split()) for cell in row if cell.strip())
            yield f"  baris {label}: {rest or row_head(row)}"
    for label, columns in (("ditambahkan", one.kolom_ditambahkan), ("dihapus", one.kolom_dihapus)):
        yield from (f"  kolom {label}: {name}" for name in columns)


def _cell(text: str) -> str:
    return " ".join(text.split()) or "(kosong)"


def _where(one: BedaTeks) -> str:
    inside = " di dalam bagian ini" if one.dari == one.letak else f" dari {one.dari}" if one.dari else ""
    return f"{one.letak}: {one.apa}{inside}"


def _text_lines(one: BedaTeks) -> Iterator[str]:
    yield _where(one)
    yield f"  {_marked(one.kata) if one.kata else one.baru or one.lama}"


def _marked(words: Sequence[Kata]) -> str:
    """A changed text on the screen: [-lama-] {+baru+}, with some of the words around."""
    out = []
    for number, (kind, text) in enumerate(words):
        if kind == "=":
            out.append(_short(text, first=number == 0, last=number == len(words) - 1))
        else:
            out.append(f"[-{text}-]" if kind == "-" else f"{{+{text}+}}")
    return " ".join(out)


def _short(text: str, *, first: bool, last: bool) -> str:
    words = text.split()
    if len(words) <= (1 if first or last else 2) * _AROUND:
        return text
    before, after = words[:_AROUND], words[-_AROUND:]
    return f"... {' '.join(after)}" if first else f"{' '.join(before)} ..." if last else (
        f"{' '.join(before)} ... {' '.join(after)}"
    )  # fmt: skip


def _html_words(one: BedaTeks) -> str:
    if not one.kata:
        tag = {"ditambahkan": "ins", "dihapus": "del"}.get(one.apa, "span")
        return f"<{tag}>{escape(one.baru or one.lama)}</{tag}>"
    tags = {"=": "span", "-": "del", "+": "ins"}
    return " ".join(f"<{tags[kind]}>{escape(text)}</{tags[kind]}>" for kind, text in one.kata)


def _html_lines(lines: Sequence[str]) -> str:
    return "<p>" + "<br>".join(escape(line).replace("  ", "&emsp;", 1) for line in lines) + "</p>"


def _html_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(one)}</th>" for one in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{top}</tr>{body}</table>"
