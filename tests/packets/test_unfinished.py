"""Packets whose last steps fail: what is left of them looks like no whole packet."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfWriter

from doctool.catalog.index import Workspace
from doctool.convert.libreoffice import find_soffice
from doctool.packet_job import PacketOptions
from doctool.packet_pipeline import build_packet
from tests.packets.setting import DAY, make_packet

PAKET = """\
judul: Paket Contoh
tanggal: 5 Januari 2026
penerima: penerima.csv
isi:
  - {judul: Lampiran, berkas: "{berkas}"}
satu_pdf: ya
"""
PENERIMA = "Nama;Berkas\nBidang Satu;baik.pdf\nBidang Dua;rusak.pdf\nBidang Tiga;rusak.docx\n"


@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
@pytest.mark.libreoffice
def test_a_packet_that_cannot_be_joined_has_no_cover(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doctool.packet_soundness.damage", lambda *_: None)  # damaged since it was looked at
    path = make_packet(tmp_path, paket=PAKET, penerima=PENERIMA)
    writer = PdfWriter()
    writer.add_blank_page(300, 300)
    writer.write(path.parent / "baik.pdf")
    for name in ("rusak.pdf", "rusak.docx"):
        (path.parent / name).write_bytes(b"bukan dokumen")
    result = build_packet(Workspace(tmp_path), path, PacketOptions(tmp_path / "output", DAY, workers=1))
    assert {(one.nama, one.alasan.partition(":")[0]) for one in result.troubles} == {
        ("Bidang Dua", 'PDF "1_Lampiran.pdf" tidak dapat digabung'), ("Bidang Tiga", "PDF tidak dibuat"),
    }  # fmt: skip
    assert all(one.saran for one in result.troubles)
    files = {one.relative_to(result.folder).as_posix() for one in result.folder.glob("*/*")}
    assert files == {
        "001_Bidang-Satu/00_Lembar-Depan.pdf", "001_Bidang-Satu/1_Lampiran.pdf", "001_Bidang-Satu/Bidang-Satu.pdf",
        "002_Bidang-Dua/1_Lampiran.pdf", "003_Bidang-Tiga/1_Lampiran.docx",
    }  # fmt: skip
