"""What a report says, taken from its Dokumen as plain parts, texts and cells that two drafts are compared by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from doctool.fingerprint import digest
from doctool.model.beku import AngkaBeku, BagianBeku, GambarBeku, IsiBeku, TabelBeku, TeksBeku
from doctool.model.capaian import printed
from doctool.model.dokumen import (
    Bagan,
    Blok,
    CatatanKaki,
    Daftar,
    Dokumen,
    Gambar,
    GambarSebaris,
    GantiBaris,
    Judul,
    Paragraf,
    Rujukan,
    Sebaris,
    Sel,
    Tabel,
    TandaTangan,
    Teks,
    tulisan,
)
from doctool.reports.reckoned import caption
from doctool.reports.values import NA, Nilai


def frozen_figures(known: Mapping[str, Nilai]) -> dict[str, AngkaBeku]:
    """The figures by name."""
    return {
        name: AngkaBeku(one.teks, str(one.angka) if one.angka is not None else "", one.alasan)
        for name, one in known.items()
    }


def frozen_parts(dokumen: Dokumen) -> tuple[BagianBeku, ...]:
    """The parts of a document in their order, each with what stands below its heading; heads of one name below the
    same heading are told apart by a number."""
    parts: list[tuple[tuple[str, ...], str, list[IsiBeku]]] = [((), "", [])]
    seen: Counter[tuple[str, ...]] = Counter()
    for section in dokumen.bagian:
        for one in section.isi:
            if isinstance(one, Judul):
                path = (*_above(parts[-1][0], one.tingkat), line_text(one.isi))
                seen[path] += 1
                if seen[path] > 1:
                    path = (*path[:-1], f"{path[-1]} ({seen[path]})")
                parts.append((path, one.kunci, []))
            else:
                parts[-1][2].extend(_items(one))
    return tuple(BagianBeku(path, key, tuple(items)) for path, key, items in parts if path or items)


def _above(path: Sequence[str], level: int) -> tuple[str, ...]:
    """The headings above one of `level`; empty ones in the place of levels that are left out."""
    above = tuple(path[: level - 1])
    return above + ("",) * (level - 1 - len(above))


def _items(one: Blok) -> Iterator[IsiBeku]:
    if isinstance(one, Paragraf):
        yield from _paragraph(one, "catatan" if one.gaya == "catatan" else "paragraf")
    elif isinstance(one, Daftar):
        for item in one.butir:
            for block in item:
                if isinstance(block, Paragraf):
                    yield from _paragraph(block, "butir")
                else:
                    yield from _items(block)
    elif isinstance(one, Tabel):
        yield table(one)
        for note in one.catatan:
            yield from _paragraph(note, "catatan")
    elif isinstance(one, Bagan):
        rows = tuple(
            (name, *(_plotted(seri.nilai[at], one.desimal) for seri in one.seri))
            for at, name in enumerate(one.kategori)
        )
        yield TabelBeku(one.kunci, caption(one), ("", *(seri.nama for seri in one.seri)), rows, "bagan")
        for note in one.catatan:
            yield from _paragraph(note, "catatan")
    elif isinstance(one, Gambar):
        title = tulisan(one.keterangan.isi) if one.keterangan is not None else one.uraian
        yield GambarBeku(title, digest(one.data))
    elif isinstance(one, TandaTangan):
        yield TeksBeku("\n".join((*one.atas, *one.bawah)), "tanda-tangan")


def _plotted(value: Decimal | None, desimal: int) -> str:
    """A point of a chart as its label prints it."""
    return printed(value, desimal) if value is not None else NA


def _paragraph(one: Paragraf, jenis: str) -> Iterator[IsiBeku]:
    """A paragraph, and the pictures in its lines."""
    text = line_text(one.isi)
    if text:
        yield TeksBeku(text, "butir" if jenis == "butir" else "catatan" if jenis == "catatan" else "paragraf")
    for part in one.isi:
        if isinstance(part, GambarSebaris):
            yield GambarBeku(part.keterangan, digest(part.data))


def line_text(isi: Sequence[Sebaris]) -> str:
    """The text of a paragraph with its references and footnotes."""
    return "".join(_run(one) for one in isi).strip()


def _run(one: Sebaris) -> str:
    if isinstance(one, Teks):
        return one.teks
    if isinstance(one, GantiBaris):
        return "\n"
    if isinstance(one, Rujukan):
        return f"[lihat: {one.kunci.replace(':', ' ').replace(',', ' ')}]"
    if isinstance(one, CatatanKaki):
        return f" [catatan kaki: {' '.join(line_text(part.isi) for part in one.isi)}]"
    return ""


def table(one: Tabel) -> TabelBeku:
    """A table as heads of columns and rows of texts."""
    grid = _grid(one)
    heads = [row for row, line in zip(grid, one.baris, strict=True) if line.jenis == "kepala"]
    body = [row for row, line in zip(grid, one.baris, strict=True) if line.jenis != "kepala"]
    width = max((len(row) for row in grid), default=0)
    names = tuple(
        " / ".join(dict.fromkeys(row[at][0] for row in heads if at < len(row) and row[at][0])) for at in range(width)
    )
    rows = tuple(tuple("" if covered else text for text, covered in row) for row in body)
    return TabelBeku(one.kunci, caption(one), names, rows)


def _grid(one: Tabel) -> list[list[tuple[str, bool]]]:
    """Every place of the table with the text of the cell over it, and whether that cell began elsewhere."""
    found: dict[tuple[int, int], tuple[str, bool]] = {}
    for number, row in enumerate(one.baris):
        at = 0
        for cell in row.sel:
            while (number, at) in found:
                at += 1
            text = _cell(cell)
            for down in range(cell.baris):
                for across in range(cell.kolom):
                    found[number + down, at + across] = (text, bool(down or across))
    width = 1 + max((at for _, at in found), default=-1)
    return [[found.get((number, at), ("", True)) for at in range(width)] for number in range(len(one.baris))]


def _cell(cell: Sel) -> str:
    """The text of a cell, a line for each paragraph."""
    lines: list[str] = []
    for one in cell.isi:
        for item in _items(one):
            if isinstance(item, TeksBeku):
                lines.append(item.teks)
            elif isinstance(item, TabelBeku):
                lines += [" ".join(row) for row in item.baris]
            else:
                lines.append(f"[gambar {item.sha256[:12]}]")
    return "\n".join(lines)
