"""What judges the programs that read our docx and xlsx: sound files pass, and each kind of loss is seen."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections import Counter
from datetime import date, time

import pytest
import xlsxwriter

from benchmarks.scorecard import client_books, clients, docx_preview
from benchmarks.scorecard.client_books import Compared, complaints, differences, values, workbooks
from benchmarks.scorecard.clients import documents, told, unprinted, words_of
from benchmarks.scorecard.made import Maker, shipped
from benchmarks.scorecard.score import TRIALS, Ask
from doctool.convert.libreoffice import find_soffice

LETTER = "surat/kota-sibolga/surat-pengantar-sop-pelayanan.docx"
SOP = "sop/kota-sibolga/penyusunan-sop-pelayanan.docx"
FORM = "formulir/kota-probolinggo/form-isian-2025-piak.xlsx"


@pytest.fixture(scope="module")
def makers() -> dict[str, Maker]:
    return shipped()


@pytest.fixture
def no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clients, "find_soffice", lambda: None)
    monkeypatch.setattr(client_books, "find_soffice", lambda: None)


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """The package with `old` (a pattern) replaced in a part, where it must be."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                content, count = re.subn(old.encode(), new.encode(), content, count=1)
                assert count == 1
            target.writestr(name, content)
    return out.getvalue()


@pytest.mark.usefixtures("no_libreoffice")
def test_a_letter_is_whole_for_every_reader_and_a_lost_word_is_seen(
    makers: dict[str, Maker], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = makers[LETTER]()
    assert documents({"surat": data}) == []
    words = words_of(data)
    assert len(words) > 80
    without = changed(data, "word/document.xml", f"(?s)(.*){re.escape(words[-1])}", r"\1")
    monkeypatch.setattr(clients, "words_of", lambda _data: words)
    seen = documents({"surat": without})
    assert {"surat in docx2txt", "surat in mammoth"} <= {line.split(":")[0] for line in seen}
    assert all(f"1 of {len(words)} words are not there in their order" in line for line in seen)


def test_words_are_those_of_links_too_and_their_order_counts(makers: dict[str, Maker]) -> None:
    data = makers[SOP]()
    linked = changed(data, "word/document.xml", "(<w:r>.*?</w:r>)", r"<w:hyperlink w:anchor='a'>\1</w:hyperlink>")
    assert words_of(linked) == words_of(data)
    assert told(["satu", "dua", "satu"], "satuduasatu") == []
    assert told(["dua", "satu"], "satudua") == ["1 of 2 words are not there in their order, e.g. 'satu'"]
    assert told(["satu", "satu"], "satu,dua") == ["1 of 2 words are not there in their order, e.g. 'satu'"]


def test_a_paragraph_is_printed_in_a_place_of_its_own_be_it_over_two_pages() -> None:
    pages = ["1. Satu berkas, surat 1\n1 berkas", "peng-\nantar di\ue000", "efisien Satu dua"]
    whole = ["surat 1", "1 berkas", "Satu berkas", "pengantar", "Satu", "e\ufb01sien", ""]
    assert unprinted(whole, pages) == []
    assert unprinted(["berkas pengantar", "surat 12", "Satu"], pages) == ["12"]
    assert unprinted(["surat 11", "surat 1", "1"], ["surat 1\n1\nsurat 11"]) == []
    assert unprinted(["Satu", "Satu", "Satu"], pages) == ["Satu"]
    assert unprinted(["antar di", "dua tiga"], pages) == ["tiga"]


@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
@pytest.mark.libreoffice
def test_what_libreoffice_does_not_print_is_seen(makers: dict[str, Maker], monkeypatch: pytest.MonkeyPatch) -> None:
    data = makers[SOP]()
    monkeypatch.setattr(clients, "READERS", {})
    monkeypatch.setattr(docx_preview, "absent", lambda: ("docx-preview",))
    run = "<w:r><w:rPr>(?=(?:(?!</w:rPr>).)*</w:rPr><w:t[ >])"
    hidden = changed(data, "word/document.xml", rf"(<w:tbl>.*?){run}", r"\1<w:r><w:rPr><w:vanish/>")
    boxed = changed(data, "word/document.xml", rf"(<wps:txbx>.*?){run}", r"\1<w:r><w:rPr><w:vanish/>")
    seen = documents({"utuh": data, "teks": hidden, "bentuk": boxed})
    assert [line.split(":")[0] for line in seen] == ["teks in LibreOffice's PDF", "bentuk in LibreOffice's PDF"]


@pytest.mark.chromium
@pytest.mark.skipif(any(docx_preview.absent()), reason="docx-preview or Chromium is not here")
def test_what_docx_preview_cannot_open_is_seen(makers: dict[str, Maker]) -> None:
    data = makers[LETTER]()
    shown = docx_preview.shown({"rusak": data[:900], "utuh": data})
    assert shown["rusak"].problems
    assert shown["utuh"].problems == ()
    assert told(words_of(data), "".join(shown["utuh"].text.split())) == []


def book(sums: float | str = 3, *, formula: str = "=A1+2") -> bytes:
    """A workbook with a value of each kind, and a formula with a result as it was written."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = made.add_worksheet("Isian")
    dates, times = made.add_format({"num_format": "d mmmm yyyy"}), made.add_format({"num_format": "hh:mm"})
    sheet.write_number(0, 0, 1)
    sheet.write_string(0, 1, "1")
    sheet.write_datetime(0, 2, date(2026, 1, 5), dates)
    sheet.write_datetime(0, 3, time(7, 30), times)
    sheet.write_boolean(0, 4, True)
    sheet.write_formula(0, 5, formula, None, sums)
    made.close()
    return out.getvalue()


def test_values_carry_their_kind() -> None:
    own = values(book())
    assert own == {
        "Isian!1:1": "number 1", "Isian!1:2": "text 1", "Isian!1:3": "datetime 2026-01-05T00:00:00",
        "Isian!1:4": "time 07:30:00", "Isian!1:5": "boolean True", "Isian!1:6": "number 3",
    }  # fmt: skip
    assert differences(own, own | {"Isian!1:1": "number 1.0000000000001"}) == []
    others = {
        "1:1": "text 1", "1:2": "number 1", "1:3": "number 46027", "1:5": "number 1", "1:6": "number 2", "9:9": "text",
    }  # fmt: skip
    for at, other in others.items():
        ((line),) = differences(own, own | {f"Isian!{at}": other})
        assert f"Isian!{at} is {other}, not " in line
    assert differences(own, {at: text for at, text in own.items() if at != "Isian!1:5"}) == [
        "1 of 6 values: Isian!1:5 is blank, not boolean True"
    ]  # fmt: skip


@pytest.mark.usefixtures("no_libreoffice")
def test_a_form_is_the_same_for_every_reader(makers: dict[str, Maker]) -> None:
    compared = workbooks({"form": makers[FORM](), "jenis": book()})
    assert compared.faults == []
    kinds = compared.values
    assert (kinds["boolean"], kinds["time"], kinds["datetime"]) == (1, 1, 1)
    assert kinds["formula"] > 20
    assert kinds["text"] > 300


@pytest.mark.skipif(shutil.which("ssconvert") is None, reason="Gnumeric is not installed")
@pytest.mark.usefixtures("no_libreoffice")
def test_a_result_that_others_reckon_otherwise_is_seen() -> None:
    assert workbooks({"buku": book(4)}).faults == [
        "buku in Gnumeric: 1 of 6 values: Isian!1:6 is number 3, not number 4"
    ]  # fmt: skip


@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
@pytest.mark.libreoffice
def test_libreoffice_reckons_results_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert workbooks({"benar": book(), "salah": book(4)}).faults == [
        "salah in LibreOffice: 1 of 6 values: Isian!1:6 is number 3, not number 4"
    ]  # fmt: skip


@pytest.mark.usefixtures("no_libreoffice")
def test_an_error_is_a_fault_though_all_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_books, "_by_calamine", lambda path: values(path.read_bytes()))
    monkeypatch.setattr(client_books, "_by_gnumeric", lambda _path: (values(data), []))
    data = book("#DIV/0!", formula="=A1/0")
    assert workbooks({"buku": data}).faults == ["buku in openpyxl: Isian!1:6 is error #DIV/0!"]


def test_what_gnumeric_says_is_read_but_for_what_is_pinned() -> None:
    noise = "Unexpected element 'ignoredErrors' in state : \n\tworksheet\nLembar 1!K74 : Dropping missing object\n"
    assert complaints(noise) == []
    said = "Isian!A1:B2 : merged region overlaps\n"
    assert complaints(noise + said + said) == [said.strip()]
    assert complaints("Unexpected element 'mergeCells' in state : \n\tworksheet\n") != []


def test_fewer_files_than_wanted_fail_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = {"text": 9, "number": 9}
    made = {f"{number}.{ending}": lambda: b"" for ending in ("docx", "xlsx") for number in range(99)}
    module = "benchmarks.scorecard.written"
    for name in ("by_rows", "workbooks"):
        monkeypatch.setattr(f"{module}.{name}", dict)
    monkeypatch.setattr(f"{module}.shipped", lambda: made)
    monkeypatch.setattr(f"{module}.at_random", lambda *_args: {})
    monkeypatch.setattr(clients, "documents", lambda _files: [])
    monkeypatch.setattr(client_books, "workbooks", lambda _files: Compared(Counter(kinds)))
    monkeypatch.setattr(Ask, "each", lambda _ask, call, inputs, _chunk: map(call, inputs))
    assert TRIALS["R5"].run(Ask()).failing == (
        "only 99 of 100 documents", "only 99 of 100 workbooks", "only 0 of 1 formulas",
    )  # fmt: skip
    assert TRIALS["R5"].run(Ask(short=True)).failing == ()


def test_what_is_not_here_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(clients, "find_soffice", lambda: None)
    monkeypatch.setenv("DOCTOOL_DOCX_PREVIEW", "/tiada")
    monkeypatch.setattr(docx_preview, "CHROMIUM", "")
    assert clients.absent() == (
        "the programs LibreOffice, pandoc, abiword, pdftotext, ssconvert, docx-preview (DOCTOOL_DOCX_PREVIEW), "
        "Chromium are not here"
    )
