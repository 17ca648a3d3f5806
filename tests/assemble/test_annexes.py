"""What a lampiran is, is known before its separator sheet is drawn; a bad one is named, and the rest goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, NameObject, StreamObject, TextStringObject

from doctool.assemble.annexes import Annex, AnnexInfo, AnnexKind, survey
from doctool.convert.libreoffice import convert_to_pdf, find_soffice
from doctool.errors import OutsideProgramError
from doctool.units import PAPERS
from tests.assemble.pdfs import make, names, text_page


@dataclass
class Made:
    pdf: Path | None
    pages: int
    reason: str = ""


def no_convert(files: object, folder: object) -> list[Any]:
    raise AssertionError("no office file here")


def look(tmp_path: Path, *files: Path, convert: Any = no_convert) -> list[AnnexInfo]:
    return survey([Annex(f"Judul {file.stem}", file) for file in files], tmp_path / "kerja", PAPERS["F4"], convert)


def test_a_pdf_is_taken_as_it_is(tmp_path: Path) -> None:
    file = make(tmp_path / "sk.pdf", ["a", "b"])
    (info,) = look(tmp_path, file)
    assert (info.kind, info.pdf, info.pages, info.own_pages) == (AnnexKind.PDF, file, 2, 2)
    assert (info.refused, info.signed, info.warnings, info.separator_text) == (False, False, (), "2 halaman")
    assert len(info.sha256) == 64


def test_a_signed_pdf_is_not_inserted_and_its_sheet_says_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "lain").mkdir()
    one = make(tmp_path / "pk.pdf", ["a", "b"], signed=True)
    two = make(tmp_path / "lain" / "PK.pdf", ["c"], signed=True)
    first, second = look(tmp_path, one, two)
    assert (first.kind, first.signed, first.pdf, first.pages, first.own_pages) == (AnnexKind.SIGNED, True, None, 0, 2)
    assert (first.attached_name, second.attached_name) == ("pk.pdf", "PK-2.pdf")
    assert '"pk.pdf" (2 halaman)' in first.separator_text
    assert "ditandatangani secara elektronik" in first.separator_text


def test_a_signed_pdf_that_pypdf_cannot_read_is_attached_if_its_end_is_there(tmp_path: Path) -> None:
    data = make(tmp_path / "a.pdf", ["a"]).read_bytes().replace(b"startxref\n", b"/ByteRange [0 1 2 3]\nstartxref\n9")
    odd, cut = tmp_path / "aneh.pdf", tmp_path / "putus.pdf"
    odd.write_bytes(data)
    cut.write_bytes(data[:-20])
    whole, half = look(tmp_path, odd, cut)
    assert (whole.signed, whole.refused, whole.attached_name, whole.own_pages) == (True, False, "aneh.pdf", 0)
    assert '"aneh.pdf", dilampirkan utuh' in whole.separator_text
    assert "tanpa dihitung halamannya" in whole.warnings[0]
    assert (half.refused, half.attached_name) == (True, "")
    assert "jangan dicetak ulang" in half.hint


def test_what_cannot_be_used_is_named_with_what_to_do_and_the_rest_goes_on(tmp_path: Path) -> None:
    whole = make(tmp_path / "baik.pdf", ["a", "b", "c"])
    cut = tmp_path / "putus.pdf"
    cut.write_bytes(whole.read_bytes()[:-300])
    word = tmp_path / "catatan.docx.pdf"
    word.write_bytes(b"PK\x03\x04 no pdf")
    video = tmp_path / "rapat.mp4"
    video.write_bytes(b"....")
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0 no jpeg")
    locked = make(tmp_path / "kunci.pdf", ["a"], password="rahasia")
    infos = look(tmp_path, cut, word, video, photo, locked, tmp_path / "tiada.pdf", whole)
    assert [info.refused for info in infos] == [True] * 6 + [False]
    reasons = [(info.annex.file.name, info.reason.split(" (")[0], info.hint.split(",")[0]) for info in infos[:6]]
    print_again = "buka di pembaca PDF lalu cetak ulang ke PDF (Print > Save as PDF)"
    assert reasons == [
        ("putus.pdf", "rusak atau terpotong", print_again),
        ("catatan.docx.pdf", "bukan berkas PDF", print_again),
        ("rapat.mp4", "jenis berkas .mp4 tidak dapat dilampirkan", "simpan sebagai PDF; yang diterima: .pdf"),
        ("foto.jpg", "terpotong atau rusak", "buka gambarnya lalu simpan ulang sebagai .jpg atau .png"),
        ("kunci.pdf", "dilindungi kata sandi", "buka dengan kata sandinya lalu simpan tanpa kata sandi"),
        ("tiada.pdf", "berkas tidak ada", "periksa nama dan folder berkas"),
    ]
    assert "Judul kunci" in infos[4].message
    assert "kunci.pdf" in infos[4].message
    assert infos[4].separator_text == 'Berkas "kunci.pdf" belum dapat dilampirkan: dilindungi kata sandi.'
    assert infos[6].pages == 3


def test_office_files_are_converted_in_one_call_and_failures_keep_their_reason(tmp_path: Path) -> None:
    calls: list[list[str]] = []

    def convert(files: Sequence[Path], folder: Path) -> list[Made]:
        calls.append([file.name for file in files])
        folder.mkdir()
        made = make(folder / "satu.pdf", ["x", "y"])
        return [Made(made, 2), Made(None, 0, "berkas dilindungi kata sandi")]

    files = [tmp_path / "a.docx", tmp_path / "b.XLSX"]
    for file in files:
        file.write_bytes(b"PK")
    infos = look(tmp_path, files[0], make(tmp_path / "c.pdf", ["c"]), files[1], convert=convert)
    assert calls == [["a.docx", "b.XLSX"]]
    assert [(info.kind, info.pages, info.reason) for info in infos] == [
        (AnnexKind.OFFICE, 2, ""), (AnnexKind.PDF, 1, ""), (AnnexKind.OFFICE, 0, "berkas dilindungi kata sandi"),
    ]  # fmt: skip
    assert "simpan sebagai PDF" in infos[2].hint


def test_without_libreoffice_only_office_files_are_refused(tmp_path: Path) -> None:
    def convert(files: object, folder: object) -> list[Made]:
        raise OutsideProgramError("LibreOffice tidak ditemukan", "pasang LibreOffice")

    file = tmp_path / "a.docx"
    file.write_bytes(b"PK")
    word, pdf = look(tmp_path, file, make(tmp_path / "c.pdf", ["c"]), convert=convert)
    assert (word.refused, word.outside, word.hint) == (True, True, "pasang LibreOffice")
    assert (pdf.refused, pdf.outside) == (False, False)


@pytest.mark.libreoffice
@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
def test_word_and_excel_files_become_pages(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Notula rapat")
    document.add_page_break()
    document.add_paragraph("Daftar hadir")
    document.save(str(tmp_path / "notula.docx"))
    book = Workbook()
    book.active["A1"] = "Bukti dukung"
    book.save(tmp_path / "bukti.xlsx")
    infos = look(tmp_path, tmp_path / "notula.docx", tmp_path / "bukti.xlsx", convert=convert_to_pdf)
    assert [(info.pages, info.reason) for info in infos] == [(2, ""), (1, "")]


def test_pictures_have_a_page_and_coarse_ones_a_warning(tmp_path: Path) -> None:
    Image.new("L", (1400, 2000), 200).save(tmp_path / "halus.png")
    Image.new("RGB", (500, 400), "white").save(tmp_path / "kasar.jpeg")
    fine, coarse = look(tmp_path, tmp_path / "halus.png", tmp_path / "kasar.jpeg")
    assert (fine.kind, fine.pages, fine.warnings) == (AnnexKind.PICTURE, 1, ())
    assert fine.dpi == 203  # 1400 pixels on 215 - 2 x 20 mm
    assert coarse.dpi == 72  # not blown up past a pixel a point
    assert coarse.warnings == ("gambar hanya 72 dpi pada kertas (paling sedikit 150), jadi tercetak kasar",)


def with_root(path: Path, **entries: Any) -> Path:
    writer = PdfWriter()
    text_page(writer, "a")
    for key, value in entries.items():
        writer.root_object[NameObject(f"/{key}")] = value
    writer.write(path)
    return path


def test_what_would_not_be_seen_in_the_report_is_warned_of(tmp_path: Path) -> None:
    writer = PdfWriter()
    text_page(writer, "a")
    writer.add_attachment("rincian.xlsx", b"PK")
    writer.write(tmp_path / "berlampiran.pdf")
    writer = PdfWriter()
    text_page(writer, "a")
    field = names({
        "Type": NameObject("/Annot"), "Subtype": NameObject("/Widget"), "FT": NameObject("/Tx"),
        "T": TextStringObject("nama"), "V": TextStringObject("Budi"), "Rect": ArrayObject(),
    })  # fmt: skip
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(field)])
    writer.root_object[NameObject("/AcroForm")] = names({"NeedAppearances": BooleanObject(True)})
    writer.write(tmp_path / "isian.pdf")
    layers = names({"OCGs": ArrayObject(), "D": names({"BaseState": NameObject("/OFF")})})
    hidden = with_root(tmp_path / "lapisan.pdf", OCProperties=layers)
    xfa = with_root(tmp_path / "xfa.pdf", AcroForm=names({"XFA": ArrayObject()}))
    guarded = make(tmp_path / "terbatas.pdf", ["a"])
    writer = PdfWriter(clone_from=guarded)
    writer.encrypt(user_password="", owner_password="pemilik", algorithm="AES-256")
    writer.write(guarded)
    files = [tmp_path / "berlampiran.pdf", tmp_path / "isian.pdf", hidden, xfa, guarded]
    infos = look(tmp_path, *files)
    assert [info.reason for info in infos] == [""] * 5
    for info, word in zip(infos, ("tertanam", "isian formulir", "tersembunyi", "XFA", "dibatasi"), strict=True):
        assert len(info.warnings) == 1
        assert word in info.warnings[0]


def test_a_page_whose_content_is_no_content_is_refused(tmp_path: Path) -> None:
    writer = PdfWriter()
    text_page(writer, "a")
    contents = writer.pages[0]["/Contents"]
    assert isinstance(contents, StreamObject)
    plain = StreamObject()
    plain.set_data(contents.get_data())
    writer.pages[0][NameObject("/Contents")] = writer._add_object(plain)
    writer.write(tmp_path / "a.pdf")
    data = (tmp_path / "a.pdf").read_bytes()
    at = data.index(b"stream\nBT")
    (tmp_path / "a.pdf").write_bytes(data[:at] + b"strean" + data[at + 6 :])
    (info,) = look(tmp_path, tmp_path / "a.pdf")
    assert info.reason == "rusak: isi sebuah halaman tidak dapat dibaca"


def test_a_stream_packed_in_no_known_way_is_refused(tmp_path: Path) -> None:
    writer = PdfWriter()
    text_page(writer, "a")
    picture = StreamObject()
    picture.set_data(b"abc")
    kind = {"Type": NameObject("/XObject"), "Subtype": NameObject("/Image"), "Filter": NameObject("/FlateDecodf")}
    picture.update(names(kind))  # type: ignore[arg-type]
    resources = writer.pages[0]["/Resources"]
    assert isinstance(resources, DictionaryObject)
    resources[NameObject("/XObject")] = names({"Im": writer._add_object(picture)})
    writer.write(tmp_path / "a.pdf")
    (info,) = look(tmp_path, tmp_path / "a.pdf")
    assert info.reason == "rusak: sebagian isi halaman dikemas dengan cara yang tidak dikenal"


def test_empty_pages_and_absent_fonts_are_warned_of(tmp_path: Path) -> None:
    writer = PdfWriter()
    text_page(writer, "a")
    text_page(writer, "b")
    writer.pages[1][NameObject("/Resources")] = names({})
    writer.add_blank_page(300, 400)
    writer.write(tmp_path / "a.pdf")
    (info,) = look(tmp_path, tmp_path / "a.pdf")
    assert info.pages == 3
    absent, empty = info.warnings
    assert absent.startswith("halaman 2 memakai huruf atau gambar yang tidak ada")
    assert empty == "halaman 3 kosong; lihat apakah memang demikian"


def test_a_font_that_was_overwritten_is_warned_of(tmp_path: Path) -> None:
    writer = PdfWriter()
    text_page(writer, "a")
    writer.write(tmp_path / "a.pdf")
    data = (tmp_path / "a.pdf").read_bytes()
    at = data.index(b"obj\n<<\n/Type /Font")
    (tmp_path / "a.pdf").write_bytes(data[:at] + b"o\\\n2   " + data[at + 7 :])
    (info,) = look(tmp_path, tmp_path / "a.pdf")
    assert (info.reason, info.pages) == ("", 1)
    assert info.warnings == (
        "halaman 1 memakai huruf atau gambar yang tidak ada di dalam berkas; lihat apakah tercetak lengkap",
    )


def test_an_object_that_a_page_names_but_the_file_lacks_is_warned_of(tmp_path: Path) -> None:
    writer = PdfWriter()
    text_page(writer, "a")
    writer.write(tmp_path / "a.pdf")
    data = (tmp_path / "a.pdf").read_bytes()
    (at,) = [number for number in range(1, 9) if b"/F1 %d 0 R" % number in data]
    (tmp_path / "a.pdf").write_bytes(data.replace(b"/F1 %d 0 R" % at, b"/F1 9 0 R"))
    (info,) = look(tmp_path, tmp_path / "a.pdf")
    assert (info.reason, info.pages) == ("", 1)
    assert info.warnings == ("1 bagian yang disebut di dalamnya tidak ada; lihat apakah halamannya tercetak lengkap",)
