"""Any blocks in any order: the file stays sound and no word is lost."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from doctool.model.dokumen import (
    Bagan,
    Bagian,
    Baris,
    Blok,
    CatatanKaki,
    Daftar,
    DaftarIsi,
    Dokumen,
    Gambar,
    GantiBaris,
    GantiHalaman,
    Jarak,
    Judul,
    Keterangan,
    Paragraf,
    Rujukan,
    Sebaris,
    Sel,
    Seri,
    Tabel,
    TandaTangan,
    Teks,
)  # fmt: skip
from doctool.write.document import write_document
from doctool.write.document_blocks import STYLES
from tests.gate import xsd_errors
from tests.gate_lint import lint_docx
from tests.write.docx_text import parts, text, tree
from tests.write.sample_report import picture

PICTURE = picture(40, 30)
# What readers of texts let through; braces and dollars only look like placeholders of templates.
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="{$\ufffe\uffff"), max_size=20)
KEYS = st.sampled_from(["", "a", "b", "c"])
SIDES = st.sampled_from(["kiri", "tengah", "kanan", "penuh"])
PLAIN = st.builds(
    Teks, WORDS, st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.sampled_from(["", "naik", "turun"]),
    st.sampled_from(["", "https://contoh.go.id/a b?c=ü", "#bab", "javascript:x", "http://["]),
)  # fmt: skip
NOTES = st.builds(lambda isi: CatatanKaki((Paragraf((isi,)),)), PLAIN)
RUNS: st.SearchStrategy[Sebaris] = st.one_of(PLAIN, st.just(GantiBaris()), NOTES, st.builds(Rujukan, KEYS))
CONTENT = st.lists(RUNS, max_size=4).map(tuple)
PARAGRAPHS = st.builds(Paragraf, CONTENT, st.sampled_from(sorted(STYLES)), st.none() | SIDES)
CAPTIONS = st.none() | st.builds(Keterangan, st.sampled_from(["tabel", "gambar"]), CONTENT)
NUMBERS = st.none() | st.decimals(-1000, 10**9, places=2)
SERIES = st.builds(Seri, WORDS, st.lists(NUMBERS, max_size=4).map(tuple), st.sampled_from(["", "FF0000"]))
CHARTS = st.builds(
    Bagan, st.sampled_from(["kolom", "garis", "batang"]), st.lists(WORDS, max_size=4).map(tuple),
    st.lists(SERIES, max_size=3).map(tuple), KEYS, CAPTIONS, WORDS,
)  # fmt: skip


def cells(content: st.SearchStrategy[tuple[Blok, ...]]) -> st.SearchStrategy[Sel]:
    span = st.integers(1, 3)
    return st.builds(Sel, content, SIDES, span, span, st.booleans(), st.sampled_from(["", "C6E0B4"]),
                     st.none() | st.just(Decimal(1)))  # fmt: skip


def deeper(inner: st.SearchStrategy[Blok]) -> st.SearchStrategy[Blok]:
    content = st.lists(inner, max_size=2).map(tuple)
    rows = st.builds(
        Baris, st.lists(cells(content), max_size=4).map(tuple), st.sampled_from(["kepala", "isi", "kelompok", "jumlah"])
    )
    tables = st.builds(
        Tabel, st.lists(st.floats(0, 10), max_size=4).map(tuple), st.lists(rows, max_size=4).map(tuple), KEYS, CAPTIONS,
        st.lists(PARAGRAPHS, max_size=2).map(tuple), st.booleans(), st.booleans(),
    )  # fmt: skip
    lists = st.builds(
        Daftar, st.lists(content, max_size=3).map(tuple), st.sampled_from(["titik", "1", "a", "A", "i", "I"]),
        st.integers(0, 30),
    )  # fmt: skip
    return st.one_of(tables, lists)


BLOCKS: st.SearchStrategy[Blok] = st.recursive(
    st.one_of(
        PARAGRAPHS,
        st.builds(Judul, st.integers(1, 4), CONTENT, KEYS, st.booleans()),
        CHARTS,
        st.builds(Gambar, st.just(PICTURE), st.floats(0, 400), st.floats(1, 400), KEYS, CAPTIONS, WORDS, SIDES),
        st.builds(DaftarIsi, st.sampled_from(["isi", "tabel", "gambar"])),
        st.just(GantiHalaman()),
        st.builds(Jarak, st.floats(0, 1000)),
        st.builds(TandaTangan, st.lists(WORDS, max_size=2).map(tuple), st.lists(WORDS, max_size=3).map(tuple)),
    ),
    deeper,
    max_leaves=8,
)
SECTIONS = st.builds(
    Bagian, st.lists(BLOCKS, max_size=5).map(tuple), st.booleans(), st.sampled_from(["romawi", "arab", "tidak"]),
    st.none() | st.integers(0, 50), st.booleans(), st.booleans(),
)  # fmt: skip
DOCUMENTS = st.builds(
    Dokumen, st.just("Laporan"), st.lists(SECTIONS, max_size=3).map(tuple), WORDS, WORDS, WORDS,
    st.sampled_from(["A4", "F4"]),
)  # fmt: skip


def said(blok: Blok) -> list[str]:
    """Every text in a block, also in footnotes, in the order in which it is said."""
    def inside(isi: tuple[Sebaris, ...]) -> list[str]:
        return [
            word
            for one in isi
            for word in (
                [one.teks] if isinstance(one, Teks) else [w for p in one.isi for w in inside(p.isi)]
                if isinstance(one, CatatanKaki) else []
            )
        ]  # fmt: skip

    match blok:
        case Paragraf() | Judul():
            return inside(blok.isi)
        case Daftar():
            return [word for butir in blok.butir for one in butir for word in said(one)]
        case Tabel():
            inner = [one for baris in blok.baris for sel in baris.sel for one in sel.isi]
            caption = inside(blok.keterangan.isi) if blok.keterangan else []
            return [*caption, *(word for one in (*inner, *blok.catatan) for word in said(one))]
        case Bagan() | Gambar():
            return inside(blok.keterangan.isi) if blok.keterangan else []
        case TandaTangan():
            return [*blok.atas, *blok.bawah]
        case _:
            return []


@settings(max_examples=40, deadline=None)
@given(DOCUMENTS)
def test_any_document_is_sound_and_loses_no_word(dokumen: Dokumen) -> None:
    data = write_document(dokumen)
    assert lint_docx(data) == []
    assert xsd_errors(data) == []
    assert write_document(dokumen) == data
    shown = text(tree(data))
    if "word/footnotes.xml" in parts(data):
        shown += text(tree(data, "word/footnotes.xml"))
    squeezed = re.sub(r"\s+", "", shown)
    words = [word for bagian in dokumen.bagian for one in bagian.isi for word in said(one)]
    assert [word for word in words if re.sub(r"\s+", "", word) not in squeezed] == []
