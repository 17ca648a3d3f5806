"""Finished documents of a packet are opened before a number is taken."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from pypdf import PdfWriter

from doctool.errors import ContentError
from doctool.findings import Severity
from doctool.packet_soundness import damage
from tests.packets.setting import PAKET, checked, errors, make_packet, table

ALL = PAKET.replace("petunjuk.txt, jika: {eselon: III}", "petunjuk.pdf").replace("isi:", "satu_pdf: ya\nisi:")
OWN = ALL.replace("petunjuk.pdf", '"{lampiran}"')
ROWS = [["Nama", "Jabatan", "Lampiran"], ["A", "Kepala A", "baik.pdf"], ["B", "Kepala B", "rusak.pdf"]]


def pdf() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(300, 300)
    writer.write(out)
    return out.getvalue()


def word() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


@pytest.mark.parametrize(("suffix", "data", "said"), [
    ("pdf", pdf()[:-60], "rusak"), ("pdf", b"bukan", "bukan berkas PDF"), ("docx", word()[:-500], "rusak"),
    ("docx", pdf(), "berkas PDF"), ("xlsx", b"", "kosong"), ("xlsx", b"nama;bidang", "bukan berkas .xlsx"),
])  # fmt: skip
def test_a_damaged_document_is_told(suffix: str, data: bytes, said: str) -> None:
    problem = damage(suffix, data)
    assert problem is not None
    assert said in problem[0]


@pytest.mark.parametrize(("suffix", "data"), [("pdf", pdf()), ("docx", word()), ("txt", b""), ("jpg", b"\xff\xd8")])
def test_a_sound_document_and_what_nobody_knows_are_passed(suffix: str, data: bytes) -> None:
    assert damage(suffix, data) is None


def test_what_all_get_refuses_the_packet_at_its_place_in_the_packet(tmp_path: Path) -> None:
    path = make_packet(tmp_path, paket=ALL)
    (path.parent / "petunjuk.pdf").write_bytes(pdf()[:-60])
    with pytest.raises(ContentError) as caught:
        checked(path)
    [one] = caught.value.findings
    assert (one.code, one.where.file.endswith("paket.yaml"), one.where.line) == ("D26", True, 7)
    assert "petunjuk.pdf" in one.message


def test_one_recipients_own_costs_that_recipient_and_is_told_at_its_cell(tmp_path: Path) -> None:
    path = make_packet(tmp_path, paket=OWN, penerima=table(ROWS))
    (path.parent / "baik.pdf").write_bytes(pdf())
    (path.parent / "rusak.pdf").write_bytes(pdf()[:-60])
    made = checked(path)
    assert [one.penerima.nama for one in made.kiriman] == ["A"]
    [lost] = made.gagal
    assert (lost.nama, lost.findings[0].where.cell) == ("B", "C3")


def test_a_copy_that_nobody_opens_is_only_warned_of(tmp_path: Path) -> None:
    path = make_packet(tmp_path, paket=OWN.replace("satu_pdf: ya\n", ""), penerima=table(ROWS))
    (path.parent / "baik.pdf").write_bytes(pdf())
    (path.parent / "rusak.pdf").write_bytes(pdf()[:-60])
    made = checked(path)
    assert len(made.kiriman) == 2
    assert [one.severity for one in made.temuan if "rusak.pdf" in one.message] == [Severity.WARNING]


def test_what_cannot_go_into_the_one_pdf_is_told_once(tmp_path: Path) -> None:
    path = make_packet(tmp_path, paket=ALL.replace("petunjuk.pdf", "petunjuk.txt"))
    told = [one for one in checked(path).temuan if "satu PDF" in one.message]
    assert [(one.code, one.text) for one in told] == [("D27", "Petunjuk")]
    apart = ALL.replace("petunjuk.pdf", "petunjuk.txt, gabung: tidak")
    path = make_packet(tmp_path / "dua", paket=apart)
    assert [one for one in checked(path).temuan if "satu PDF" in one.message] == []
    assert errors(checked(path).temuan) == []
