"""PDFs stay what they were when LibreOffice is upgraded; it is told, and they can be made anew."""

from __future__ import annotations

import re
import shutil
import stat
from pathlib import Path

import pytest

from benchmarks.packet_case import DAY, LETTER, NAME, OFFICE, begin_book, make_workspace
from doctool.catalog.index import Workspace
from doctool.convert.libreoffice import find_soffice, version
from doctool.packet_job import PacketBuild, PacketOptions
from doctool.packet_pipeline import build_packet
from doctool.packet_producer import producer

#: A LibreOffice of another version: it says so, and so do its PDFs.
_OTHER = """#!/bin/sh
case "$*" in *--version*) echo "LibreOffice 9.8.7.6 abc"; exit 0;; esac
exec {soffice} "$@"
"""


def test_the_program_is_read_from_the_end_of_a_pdf() -> None:
    said = "LibreOffice 7.4".encode("utf-16-be").hex().upper().encode("ascii")
    assert producer(b"%PDF-1.6 ... <</Creator<FEFF0043>/Producer<FEFF" + said + b">>>") == "LibreOffice 7.4"
    for other in (b"", b"/Producer(pypdf)", b"/Producer<FEFF00>", b"/Producer<FEFFD800>"):
        assert producer(other) == ""


@pytest.mark.skipif(find_soffice() is None or shutil.which("sh") is None, reason="needs LibreOffice and a shell")
@pytest.mark.libreoffice
def test_an_upgrade_keeps_pdfs_and_is_told_and_pdfs_can_be_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, soffice = tmp_path / "ruang", find_soffice()
    assert soffice is not None
    make_workspace(root, 2, [{**LETTER, "bentuk": ["docx", "pdf"]}])
    begin_book(root)
    out, told = root / "output" / "paket" / OFFICE / NAME, list[str]()

    def build(*, redo: bool = False) -> PacketBuild:
        told.clear()
        options = PacketOptions(root / "output", DAY, workers=1, redo_pdf=redo)
        paket = root / "data" / OFFICE / "paket" / NAME / "paket.yaml"
        result = build_packet(Workspace(root), paket, options, tell=told.append)
        assert result.troubles == []
        return result

    def times() -> dict[str, int]:
        return {p.relative_to(out).as_posix(): p.stat().st_mtime_ns for p in out.rglob("*") if p.is_file()}

    build()
    before, tree = times(), {p: p.read_bytes() for p in out.rglob("*") if p.is_file()}
    made = producer(next(out.glob("*/1_*.pdf")).read_bytes())
    assert made
    assert version(soffice).startswith(made)
    build()
    assert times() == before
    assert not [line for line in told if "--ulang-pdf" in line]

    other = tmp_path / "soffice-lain"
    other.write_text(_OTHER.format(soffice=soffice), encoding="utf-8")
    other.chmod(other.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("DOCTOOL_SOFFICE", str(other))
    assert build().files == 0
    assert times() == before
    [line] = [line for line in told if "--ulang-pdf" in line]
    assert re.search(rf"2 PDF yang tetap dibuat dengan {made}, sekarang terpasang LibreOffice 9\.8\.7\.6", line)

    again = build(redo=True)
    changed = {name for name, at in times().items() if before.get(name) != at}
    assert changed == {name for name in before if name.endswith(".pdf")}
    assert again.made == 2
    assert {p: p.read_bytes() for p in out.rglob("*") if p.is_file()} == tree  # it is the same LibreOffice in truth
