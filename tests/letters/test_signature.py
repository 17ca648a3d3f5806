"""Letters of many lengths as LibreOffice prints them: the signature is never split and never alone on a page.

DOCTOOL_LETTER_LENGTHS says how many lengths of each kind; 40 lets the text end anywhere on the page.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from doctool.convert.libreoffice import convert_to_pdf, find_soffice
from doctool.letters.render import render_letter
from doctool.model.surat import Jenis
from tests.letters.samples import ACARA, KINDS, letter, offices, squeezed

LENGTHS = int(os.environ.get("DOCTOOL_LETTER_LENGTHS", "5"))
#: The shortest text tried, in lines or rows, and the step that makes 40 lengths go over more than half a page.
FIRST: dict[Jenis, int] = {
    "dinas": 8, "nota-dinas": 8, "undangan": 3, "pengantar": 6, "disposisi": 1, "daftar-hadir": 4, "notula": 2,
}  # fmt: skip
SIGNER = "Contoh Penanda Tangan, S.Sos., M.Si."
NIP = "19700101 199001 1 001"
LAST = "butir terakhir"

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed"),
]


def numbered(count: int) -> list[str]:
    return [*(f"butir ke-{number}" for number in range(1, count)), LAST]


def of_length(kind: Jenis, count: int) -> dict[str, Any]:
    """The part of the letter that makes it `count` lines or rows long; the last says so."""
    items = numbered(count)
    text = [*items[:-1], LAST] if count % 3 else [{"daftar": items}]
    table = [{"kolom": ["No.", "Uraian"], "baris": [[str(number), item] for number, item in enumerate(items, 1)]}]
    body = table if count % 5 == 4 else text
    return {
        "dinas": {"isi": body},
        "nota-dinas": {"isi": body},
        "undangan": {"pembuka": items, "acara": {**ACARA, "acara": LAST}, "penutup": []} if count % 2
        else {"penutup": body},
        "pengantar": {"kiriman": [{"naskah": item, "banyaknya": "1 (satu) berkas"} for item in items]},
        "disposisi": {"catatan": "\n".join(items)},
        "daftar-hadir": {"peserta": items, "baris_kosong": 0},
        "notula": {"pembahasan": body, "keputusan": [], "penutupan": ""},
    }[kind]  # fmt: skip


def lengths(kind: Jenis) -> list[int]:
    step = max(1, 40 // LENGTHS)
    return [FIRST[kind] + step * number + number % step for number in range(LENGTHS)]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[Jenis, int], list[str]]:
    """The text of each page, without spaces, of each letter."""
    folder = tmp_path_factory.mktemp("panjang")
    signer = {"jabatan": "Kepala Dinas Contoh", "nama": SIGNER, "pangkat": "Pembina", "nip": NIP, "status": "lain"}
    files: dict[tuple[Jenis, int], Path] = {}
    for kind in KINDS:
        for count in lengths(kind):
            files[kind, count] = folder / f"{kind}-{count}.docx"
            made = letter(kind, offices()[count % 4], penandatangan=signer, **of_length(kind, count))
            files[kind, count].write_bytes(render_letter(made))
    results = convert_to_pdf(list(files.values()), folder)
    return {
        key: [squeezed(page.extract_text()) for page in PdfReader(result.pdf or "").pages]
        for key, result in zip(files, results, strict=True)
    }


@pytest.mark.parametrize("kind", KINDS)
def test_signature_is_whole_and_never_alone(kind: Jenis, pages: dict[tuple[Jenis, int], list[str]]) -> None:
    found = {count: pages[kind, count] for count in lengths(kind)}
    for count, texts in found.items():
        signed = [number for number, text in enumerate(texts) if squeezed(SIGNER) in text]
        assert len(signed) == 1, count
        page = texts[signed[0]]
        assert squeezed("Kepala Dinas Contoh,") in page, count
        assert squeezed(NIP) in page, count
        assert squeezed(LAST) in page, count
        assert page.index(squeezed(LAST)) < page.index(squeezed("Kepala Dinas Contoh,")), count
        assert "PEMERINTAH" not in "".join(texts[1:]), count
        assert "-1-" not in texts[0][:3], count
        if kind != "disposisi":
            assert all(text.startswith(f"-{number}-") for number, text in enumerate(texts[1:], 2)), count
    assert len({len(texts) for texts in found.values()}) > 1 or kind == "disposisi"


@pytest.mark.parametrize("kind", ["dinas", "pengantar", "daftar-hadir"])
def test_signature_stays_with_the_last_row_of_a_table_over_pages(kind: Jenis, tmp_path: Path) -> None:
    signer = {"jabatan": "Kepala Dinas Contoh", "nama": SIGNER, "nip": NIP, "status": "lain"}
    files = []
    first = {"dinas": 64, "pengantar": 62, "daftar-hadir": 41}[kind]
    for count in range(first, first + 8, 2):
        rows = [[str(number), text] for number, text in enumerate(numbered(count), 1)]
        change = {"isi": [{"kolom": ["No.", "Uraian"], "baris": rows}]} if kind == "dinas" else of_length(kind, count)
        files.append(tmp_path / f"{count}.docx")
        files[-1].write_bytes(render_letter(letter(kind, offices()[3], penandatangan=signer, **change)))
    for result in convert_to_pdf(files, tmp_path):
        texts = [squeezed(page.extract_text()) for page in PdfReader(result.pdf or "").pages]
        [page] = [text for text in texts if squeezed(SIGNER) in text]
        assert squeezed(LAST) in page, result.source.name
        assert squeezed(NIP) in page, result.source.name


@pytest.mark.parametrize("kind", ["dinas", "pengantar"])
def test_copies_stay_together_and_leave_the_signature_where_it_is(kind: Jenis, tmp_path: Path) -> None:
    signer = {"jabatan": "Kepala Dinas Contoh", "nama": SIGNER, "nip": NIP, "status": "lain"}
    copies = [f"Penerima tembusan {number}" for number in "ABCD"]
    first = {"dinas": 16, "pengantar": 14}[kind]
    files = []
    for count in range(first, first + 8):
        made = letter(kind, offices()[0], penandatangan=signer, tembusan=copies, **of_length(kind, count))
        files.append(tmp_path / f"{count}.docx")
        files[-1].write_bytes(render_letter(made))
    places = []
    for result in convert_to_pdf(files, tmp_path):
        texts = [squeezed(page.extract_text()) for page in PdfReader(result.pdf or "").pages]
        wanted = ("Tembusan:", *copies, NIP)
        title, *items, nip = ([squeezed(text) in page for page in texts].index(True) for text in wanted)
        assert items == [title] * len(copies), result.source.name
        places.append((nip, title))
    assert {(0, 0), (0, 1), (1, 1)} == set(places)
