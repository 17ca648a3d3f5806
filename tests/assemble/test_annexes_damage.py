"""Damaged PDFs among the lampiran: refused by name or whole, never a page less without a word."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from doctool.assemble.annexes import Annex, survey
from doctool.assemble.annexes_join import Placed, ReportPdf, join_report
from doctool.units import PAPERS
from tests.assemble.pdfs import make, make_report, texts

COPIES = 400
PAGES = ["satu", "dua", "tiga"]


def damaged(data: bytes, rng: random.Random) -> bytes:
    """A copy with a piece cut out, overwritten, doubled, swapped, a digit changed, or its end missing."""
    copy = bytearray(data)
    at, length = rng.randrange(len(copy)), rng.randrange(1, 60)
    kind = rng.randrange(6)
    if kind == 0:
        del copy[at : at + length]
    elif kind == 1:
        copy[at : at + length] = rng.randbytes(len(copy[at : at + length]))
    elif kind == 2:
        copy[at:at] = copy[at : at + length]
    elif kind == 3:
        del copy[at:]
    elif kind == 4:
        digits = [place for place, byte in enumerate(copy) if 48 <= byte <= 57]
        copy[rng.choice(digits)] = rng.randrange(48, 58)
    else:
        copy[at] ^= 1 << rng.randrange(8)
    return bytes(copy)


def test_no_page_is_lost_in_silence(tmp_path: Path) -> None:
    whole = make(tmp_path / "utuh.pdf", PAGES, outline=True)
    rng = random.Random(11)
    files = []
    for number in range(COPIES):
        files.append(tmp_path / f"{number}.pdf")
        files[-1].write_bytes(damaged(whole.read_bytes(), rng))

    def no_convert(_files: object, _folder: object) -> list[object]:
        raise AssertionError

    infos = survey([Annex(file.stem, file) for file in files], tmp_path / "kerja", PAPERS["F4"], no_convert)  # type: ignore[arg-type]
    placed = tuple(Placed(info, 0, info.annex.title) for info in infos)
    report = ReportPdf(make_report(tmp_path / "laporan.pdf", 1), "L", annexes=placed)
    made = join_report(report, tmp_path / "jadi.pdf")
    found = texts(made.file)
    assert len(found) == made.pages == 1 + sum(info.pages for info in infos)
    kept = [info for info in infos if not info.refused]
    said = [first for first, info in zip(made.first_pages, infos, strict=True) if not info.refused]
    silent = [
        info.annex.file.name
        for first, info in zip(said, kept, strict=True)
        if first is None or (not info.warnings and Counter(found[first : first + info.pages]) != Counter(PAGES))
    ]
    assert silent == []
    assert len(kept) > 20  # damage that touches no page
    assert len(infos) - len(kept) > COPIES // 2
    assert [info.annex.file.name for info in infos if info.refused and info.annex.file.name not in info.message] == []
