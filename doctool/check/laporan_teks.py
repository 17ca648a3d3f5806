"""What a report's texts still lack: places to be filled in (L18), sharp pictures (L19), captions (L20)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from doctool.border.limits import WORD_PICTURE_PIXELS
from doctool.border.picture import open_picture
from doctool.check.laporan_rule import ReportContext, Said, report_check
from doctool.check.report_words import Passage, passages
from doctool.check.text_place import Finder
from doctool.findings import Where
from doctool.loaded import Path
from doctool.model.dokumen import Gambar, GambarSebaris, Paragraf, Sebaris, Tabel, susun, tulisan
from doctool.model.laporan import BagianLaporan
from doctool.units import MM_PER_INCH

#: Dots an inch on paper below which letters in a picture become hard to read.
LEAST_DPI = 150
_OPEN = re.compile(
    r"\[\s*(?:isi|petunjuk)\s*:[^\]]*\]?|\.{4,}|…(?:\s*…)+|_{3,}|\b[xX]{3,}\b|\blorem ipsum\b|\?{3,}|\bTBD\b|"
    r"\[\s*(?:…|\.{3})\s*\]|<\s*(?:isi|nama|angka|jumlah|tanggal)[^>]*>", re.IGNORECASE,
)  # fmt: skip
_HINT = "isi tempatnya, atau hapus bila tidak perlu"


@report_check("L18")
def nothing_left_open(ctx: ReportContext) -> Iterator[Said]:
    """No place of a text is still to be filled in, no guiding note of the skeleton is left."""
    for text in ctx.teks:
        for one in susun(text.blok):
            if isinstance(one, Paragraf) and one.gaya == "petunjuk":
                note = " ".join(tulisan(one.isi).split())
                message = "petunjuk penulisan masih ada"
                yield Said(one.asal or Where(text.file), message, "tulis isinya, lalu hapus petunjuknya", note[:120])
        finder = Finder(text.baris)
        for passage in passages(text.blok, Where(text.file)):
            yield from _open_places(passage, finder)


def _open_places(passage: Passage, finder: Finder) -> Iterator[Said]:
    for found in _OPEN.finditer(passage.teks):
        where = finder.find(found[0], passage.where)
        yield Said(where, f'"{found[0][:60]}" belum diisi', _HINT, found[0])


@report_check("L18")
def titles_filled(ctx: ReportContext) -> Iterator[Said]:
    """Titles and reasons in laporan.yaml are filled in."""
    laporan = ctx.loaded.laporan
    values: list[tuple[Path, str]] = [(("judul",), laporan.judul), (("tempat",), laporan.tempat)]
    values += _of_parts(laporan.bagian, ("bagian",))
    values += [(("lampiran", at, "judul"), one.judul) for at, one in enumerate(laporan.lampiran)]
    for nomor, analyses in laporan.sasaran.items():
        values += [(("sasaran", nomor, "ditiadakan", key), text) for key, text in analyses.ditiadakan.items()]
    for path, text in values:
        found = _OPEN.search(text)
        if found is not None:
            yield Said(ctx.where(path), f'"{found[0][:60]}" belum diisi', _HINT, text)


def _of_parts(parts: tuple[BagianLaporan, ...], path: Path) -> list[tuple[Path, str]]:
    out: list[tuple[Path, str]] = []
    for at, one in enumerate(parts):
        out += [((*path, at, "judul"), one.judul), ((*path, at, "ditiadakan"), one.ditiadakan)]
        out += _of_parts(one.isi, (*path, at, "isi"))
    return out


@report_check("L19")
def pictures_sharp(ctx: ReportContext) -> Iterator[Said]:
    """Pictures in the texts have points enough for the size at which they are printed."""
    for text in ctx.teks:
        for one in susun(text.blok):
            if isinstance(one, Gambar):
                label = tulisan(one.keterangan.isi) if one.keterangan is not None else one.uraian
                yield from _coarse(one.data, one.lebar_mm, label, one.asal or Where(text.file))
            elif isinstance(one, Paragraf):
                yield from _in_line(one.isi, one.asal or Where(text.file))


def _in_line(isi: tuple[Sebaris, ...], where: Where) -> Iterator[Said]:
    for one in isi:
        if isinstance(one, GambarSebaris):
            yield from _coarse(one.data, one.lebar_mm, one.keterangan, where)


def _coarse(data: bytes, width_mm: float, label: str, where: Where) -> Iterator[Said]:
    with open_picture(data, most=WORD_PICTURE_PIXELS) as opened:
        points = opened.width
    dpi = int(points / width_mm * MM_PER_INCH + 0.5) if width_mm > 0 else LEAST_DPI
    if dpi < LEAST_DPI:
        called = f'gambar "{label}"' if label else "gambar"
        hint = "pakai gambar yang pikselnya lebih banyak, atau cetak lebih kecil"
        yield Said(where, _message(called, dpi), hint, label)


@report_check("L19")
def annexes_sharp(ctx: ReportContext) -> Iterator[Said]:
    """Pictures among the lampiran as well."""
    for at, dpi in ctx.gambar_lampiran.items():
        if dpi < LEAST_DPI:
            one = ctx.loaded.laporan.lampiran[at]
            message = _message(f'lampiran "{one.judul}": gambar', dpi)
            hint = "pindai atau foto ulang dengan resolusi lebih tinggi"
            yield Said(ctx.where(("lampiran", at)), message, hint, one.berkas)


def _message(called: str, dpi: int) -> str:
    return f"{called} hanya {dpi} dpi pada kertas (paling sedikit {LEAST_DPI}), jadi tercetak kasar"


@report_check("L20")
def captions_there(ctx: ReportContext) -> Iterator[Said]:
    """Tables and pictures in the texts have captions, so that they are numbered and listed."""
    for text in ctx.teks:
        for one in text.blok:
            if isinstance(one, Tabel) and one.keterangan is None and one.bergaris:
                hint = 'tulis baris "Tabel: judulnya" di atas tabel (di Word: beri keterangan)'
                yield Said(one.asal or Where(text.file), "tabel tanpa judul, jadi tidak bernomor", hint)
            elif isinstance(one, Gambar) and one.keterangan is None:
                message = "gambar tanpa keterangan, jadi tidak bernomor"
                hint = "tulis keterangannya: ![Keterangan gambar](gambar/nama.png) (di Word: beri keterangan)"
                yield Said(one.asal or Where(text.file), message, hint, one.uraian)
