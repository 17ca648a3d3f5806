"""A report with its lampiran in one PDF: every page in its place, bookmarks, printed numbers, links that still work."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    Fit,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)  # fmt: skip

from doctool.assemble.annexes import Annex, AnnexInfo, survey
from doctool.assemble.annexes_join import Heading, Joined, LabelRange, Placed, ReportPdf, join_report
from doctool.errors import DoctoolError
from doctool.units import PAPERS
from tests.assemble.pdfs import bookmarks, make, make_report, names, text_page, texts


def no_convert(files: object, folder: object) -> list[Any]:
    raise AssertionError("no office file here")


def surveyed(tmp_path: Path, *files: Path) -> list[AnnexInfo]:
    return survey([Annex(file.stem, file) for file in files], tmp_path / "kerja", PAPERS["F4"], no_convert)


def qpdf_check(file: Path) -> None:
    qpdf = shutil.which("qpdf")
    if qpdf is None:
        pytest.skip("qpdf is not installed")
    done = subprocess.run([qpdf, "--check", str(file)], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, "WARNING" in done.stderr) == (0, False), done.stderr


@pytest.fixture
def joined(tmp_path: Path) -> Joined:
    """Cover, two Roman pages, two Arabic pages, then the separator sheets of three lampiran: the second is signed."""
    report = make_report(tmp_path / "laporan.pdf", 8)
    sk = make(tmp_path / "sk.pdf", ["sk 1", "sk 2"], outline=True)
    tte = make(tmp_path / "pk.pdf", ["pk 1"], signed=True)
    proof = make(tmp_path / "bukti.pdf", ["bukti 1", "bukti 2", "bukti 3"])
    infos = surveyed(tmp_path, sk, tte, proof)
    return join_report(
        ReportPdf(
            report, "Laporan Kinerja 2024", "Dinas Contoh",
            headings=(
                Heading("Ikhtisar", 1), Heading("Bab I", 3), Heading("A. Umum", 3, 2), Heading("Bab II", 4),
                Heading("Lampiran", 5), Heading("Lampiran 1 SK", 5, 2),
            ),
            labels=(LabelRange(0, "tanpa", prefix="Sampul"), LabelRange(1, "romawi-kecil"), LabelRange(3)),
            annexes=(
                Placed(infos[0], 5, "tidak dipakai"), Placed(infos[1], 6, "Lampiran 2 PK", 2),
                Placed(infos[2], 7, "Lampiran 3 Bukti", 2),
            ),
        ),
        tmp_path / "jadi.pdf",
    )  # fmt: skip


def test_lampiran_follow_their_separator_sheets(joined: Joined) -> None:
    wanted = [f"asli {number}" for number in range(6)]
    wanted += ["sk 1", "sk 2", "asli 6", "asli 7", "bukti 1", "bukti 2", "bukti 3"]
    assert texts(joined.file) == wanted
    assert (joined.pages, joined.first_pages) == (13, (6, None, 10))
    qpdf_check(joined.file)


def test_printed_numbers_are_the_labels_and_count_on_over_lampiran(joined: Joined) -> None:
    wanted = ("Sampul", "i", "ii", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10")
    assert joined.labels == wanted
    assert tuple(PdfReader(joined.file).page_labels) == wanted


def test_bookmarks_are_the_headings_with_the_lampirans_own_below(joined: Joined) -> None:
    assert bookmarks(joined.file) == [
        (1, "Ikhtisar", 1), (1, "Bab I", 3), (2, "A. Umum", 3), (1, "Bab II", 4),
        (1, "Lampiran", 5), (2, "Lampiran 1 SK", 5), (3, "Isi", 6), (4, "Akhir", 7),
        (2, "Lampiran 2 PK", 8), (2, "Lampiran 3 Bukti", 9),
    ]  # fmt: skip


def test_a_signed_file_is_embedded_with_its_very_bytes_and_named_to_lie_beside(joined: Joined, tmp_path: Path) -> None:
    signed = tmp_path / "pk.pdf"
    assert joined.beside == (("pk.pdf", signed),)
    (embedded,) = PdfReader(joined.file).attachment_list
    assert (embedded.alternative_name, embedded.content) == ("pk.pdf", signed.read_bytes())
    assert "pk 1" not in texts(joined.file)


def test_links_of_the_contents_go_where_they_went(joined: Joined) -> None:
    reader = PdfReader(joined.file)
    pages = [page.indirect_reference for page in reader.pages]
    plain, named = reader.pages[0]["/Annots"]  # type: ignore[misc]
    assert pages.index(plain.get_object()["/Dest"][0]) == 9  # "asli 7", behind the two pages of the SK
    assert named.get_object()["/Dest"] == "bab-akhir"
    place = reader.named_destinations["bab-akhir"]
    assert reader.get_destination_page_number(place) == 9


def test_properties_are_the_reports_and_no_clock_is_in_them(joined: Joined) -> None:
    reader = PdfReader(joined.file)
    assert dict(reader.metadata or {}) == {
        "/Title": "Laporan Kinerja 2024", "/Author": "Dinas Contoh", "/Creator": "doctool",
    }  # fmt: skip
    assert reader.root_object["/PageMode"] == "/UseOutlines"
    assert b"CreationDate" not in joined.file.read_bytes()


def test_same_parts_same_bytes(tmp_path: Path) -> None:
    report = make_report(tmp_path / "laporan.pdf", 2)
    infos = surveyed(tmp_path, make(tmp_path / "a.pdf", ["a"], outline=True), make(tmp_path / "b.pdf", ["b"]))
    placed = tuple(Placed(info, 1, info.annex.title) for info in infos)
    one = join_report(ReportPdf(report, "L", annexes=placed), tmp_path / "satu.pdf")
    two = join_report(ReportPdf(report.read_bytes(), "L", annexes=placed), tmp_path / "dua.pdf")
    assert one.file.read_bytes() == two.file.read_bytes()
    assert texts(one.file) == ["asli 0", "asli 1", "a", "b"]


def test_a_refused_lampiran_leaves_its_separator_sheet_and_the_rest(tmp_path: Path) -> None:
    bad = tmp_path / "rusak.pdf"
    bad.write_bytes(b"%PDF-1.4\n")
    infos = surveyed(tmp_path, bad, make(tmp_path / "baik.pdf", ["baik"]))
    placed = (Placed(infos[0], 1, "Lampiran 1"), Placed(infos[1], 2, "Lampiran 2"))
    report = ReportPdf(make_report(tmp_path / "laporan.pdf", 3), "L", annexes=placed)
    made = join_report(report, tmp_path / "jadi.pdf")
    assert texts(made.file) == ["asli 0", "asli 1", "asli 2", "baik"]
    assert made.first_pages == (None, 3)


def test_the_same_letterhead_in_every_lampiran_is_kept_once(tmp_path: Path) -> None:
    def scan(path: Path, number: int) -> Path:
        writer = PdfWriter()
        text_page(writer, f"lembar {number}")
        mask, picture = StreamObject(), StreamObject()
        mask.set_data(bytes(range(250)) * 40)
        picture.set_data(bytes(range(250)) * 120)
        size = {"Width": NumberObject(100), "Height": NumberObject(100), "BitsPerComponent": NumberObject(8)}
        kind = {"Type": NameObject("/XObject"), "Subtype": NameObject("/Image")}
        mask.update(names({**kind, **size, "ColorSpace": NameObject("/DeviceGray")}))
        picture.update(names({**kind, **size, "ColorSpace": NameObject("/DeviceRGB")}))
        # Objects lie elsewhere in each file, so that only their contents are the same.
        for _ in range(number):
            writer._add_object(DictionaryObject())
        picture[NameObject("/SMask")] = writer._add_object(mask)
        resources = writer.pages[0]["/Resources"]
        assert isinstance(resources, DictionaryObject)
        resources[NameObject("/XObject")] = names({"Kop": writer._add_object(picture)})
        writer.write(path)
        return path

    files = [scan(tmp_path / f"{number}.pdf", number) for number in range(6)]
    placed = tuple(Placed(info, 0, info.annex.title) for info in surveyed(tmp_path, *files))
    report = ReportPdf(make_report(tmp_path / "laporan.pdf", 1), "L", annexes=placed)
    made = join_report(report, tmp_path / "jadi.pdf")
    assert texts(made.file) == ["asli 0", *(f"lembar {number}" for number in range(6))]
    assert made.file.stat().st_size < 2 * files[0].stat().st_size
    pictures = [page["/Resources"]["/XObject"].raw_get("/Kop") for page in PdfReader(made.file).pages[1:]]  # type: ignore[index]
    assert len(set(pictures)) == 1
    qpdf_check(made.file)


def test_pages_that_are_alike_stay_pages_of_their_own(tmp_path: Path) -> None:
    empty = tmp_path / "kosong.pdf"
    writer = PdfWriter()
    for _ in range(3):
        writer.add_blank_page(300, 400)
    writer.write(empty)
    infos = surveyed(tmp_path, empty, empty)
    placed = tuple(Placed(info, 0, f"Lampiran {number}") for number, info in enumerate(infos))
    report = ReportPdf(make_report(tmp_path / "laporan.pdf", 1), "L", annexes=placed)
    made = join_report(report, tmp_path / "jadi.pdf")
    assert len({page.indirect_reference.idnum for page in PdfReader(made.file).pages}) == made.pages == 7  # type: ignore[union-attr]


def test_links_within_a_lampiran_go_to_its_own_pages_whatever_their_names(tmp_path: Path) -> None:
    def with_link(path: Path, word: str) -> Path:
        writer = PdfWriter()
        text_page(writer, f"{word} 1")
        text_page(writer, f"{word} 2")
        writer.add_named_destination("bab-akhir", 1)
        link = names({
            "Type": NameObject("/Annot"), "Subtype": NameObject("/Link"), "Dest": TextStringObject("bab-akhir"),
            "Rect": ArrayObject([NumberObject(side) for side in (10, 60, 50, 90)]),
        })  # fmt: skip
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(link)])
        writer.add_annotation(0, Link(rect=(1, 1, 9, 9), target_page_index=1, fit=Fit.fit()))
        writer.write(path)
        return path

    infos = surveyed(tmp_path, with_link(tmp_path / "a.pdf", "a"), with_link(tmp_path / "b.pdf", "b"))
    placed = tuple(Placed(info, 1, info.annex.title) for info in infos)
    report = ReportPdf(make_report(tmp_path / "laporan.pdf", 2), "L", annexes=placed)
    reader = PdfReader(join_report(report, tmp_path / "jadi.pdf").file)
    pages = [page.indirect_reference for page in reader.pages]
    for start in (2, 4):
        notes: Any = reader.pages[start]["/Annots"]
        assert [pages.index(note.get_object()["/Dest"][0]) for note in notes] == [start + 1, start + 1]
    assert reader.get_destination_page_number(reader.named_destinations["bab-akhir"]) == 1


def test_answers_of_a_form_stay_on_the_page_and_scripts_do_not(tmp_path: Path) -> None:
    writer = PdfWriter()
    text_page(writer, "formulir")
    look = StreamObject()
    look.set_data(b"0 0 100 20 re f")
    box = ArrayObject([NumberObject(side) for side in (0, 0, 100, 20)])
    look.update(names({"Type": NameObject("/XObject"), "Subtype": NameObject("/Form"), "BBox": box}))
    script = names({"S": NameObject("/JavaScript"), "JS": TextStringObject("app.alert(1)")})
    field = writer._add_object(names({
        "Type": NameObject("/Annot"), "Subtype": NameObject("/Widget"), "FT": NameObject("/Tx"),
        "T": TextStringObject("nama"), "V": TextStringObject("Jawaban"), "AA": names({"K": script}),
        "AP": names({"N": writer._add_object(look)}), "A": script,
        "Rect": ArrayObject([NumberObject(side) for side in (40, 100, 140, 120)]),
    }))  # fmt: skip
    writer.pages[0][NameObject("/Annots")] = ArrayObject([field])
    form = names({"Fields": ArrayObject([field]), "NeedAppearances": BooleanObject(False)})
    writer.root_object[NameObject("/AcroForm")] = form
    writer.root_object[NameObject("/OpenAction")] = script
    writer.write(tmp_path / "formulir.pdf")
    (info,) = surveyed(tmp_path, tmp_path / "formulir.pdf")
    report = ReportPdf(make_report(tmp_path / "laporan.pdf", 1), "L", annexes=(Placed(info, 0, "F"),))
    made = join_report(report, tmp_path / "jadi.pdf")
    assert b"JavaScript" not in made.file.read_bytes()
    reader = PdfReader(made.file)
    assert "/AcroForm" not in reader.root_object
    (note,) = [note.get_object() for note in reader.pages[1]["/Annots"]]  # type: ignore[union-attr,attr-defined]
    assert (note["/Subtype"], int(note["/F"]) & 4) == ("/Stamp", 4)  # in no form, and printed
    document = pytest.importorskip("pypdfium2").PdfDocument(made.file)
    drawn = document[1].render(scale=1).to_pil().convert("L")
    document.close()
    assert (drawn.getpixel((90, 290)), drawn.getpixel((90, 320))) == (0, 255)
    qpdf_check(made.file)


def test_the_report_opens_with_its_bookmarks_and_without_what_word_left_in_it(tmp_path: Path) -> None:
    file = make_report(tmp_path / "laporan.pdf", 2)
    writer = PdfWriter(clone_from=file)
    writer.root_object[NameObject("/OpenAction")] = ArrayObject([NumberObject(0), NameObject("/Fit")])
    writer.write(file)
    reader = PdfReader(join_report(ReportPdf(file, "L", headings=(Heading("Bab I", 1),)), tmp_path / "jadi.pdf").file)
    assert "/OpenAction" not in reader.root_object
    assert reader.root_object["/PageMode"] == "/UseOutlines"
    assert bookmarks(tmp_path / "jadi.pdf") == [(1, "Bab I", 1)]


def test_a_lampiran_that_changes_between_survey_and_joining_is_an_error(tmp_path: Path) -> None:
    file = make(tmp_path / "a.pdf", ["a"])
    (info,) = surveyed(tmp_path, file)
    make(file, ["a", "b"])
    report = ReportPdf(make_report(tmp_path / "laporan.pdf", 1), "L", annexes=(Placed(info, 0, "A"),))
    with pytest.raises(DoctoolError, match=r"a\.pdf.*1 halaman menjadi 2"):
        join_report(report, tmp_path / "jadi.pdf")
    assert not (tmp_path / "jadi.pdf").exists()


def test_pages_that_the_report_lacks_are_the_callers_fault(tmp_path: Path) -> None:
    report = make_report(tmp_path / "laporan.pdf", 2)
    with pytest.raises(ValueError, match="'Bab X': page 2"):
        join_report(ReportPdf(report, "L", headings=(Heading("Bab X", 2),)), tmp_path / "jadi.pdf")
