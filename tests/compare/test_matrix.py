"""The matriks perubahan: what a sheet shows, as it was and as it will be, with reasons and a place to sign."""

from __future__ import annotations

import io
from collections.abc import Callable

from docx import Document
from docx.table import Table, _Cell

from doctool.compare.matrix import matrix
from doctool.compare.tell import Perbandingan
from doctool.write.document import write_document
from tests.compare.case import BASE, Data, between, inserted
from tests.gate import check_docx

NAMES = ("terbitan 0", "naskah kerja")


def change(data: Data) -> None:
    inserted(data, 0, {"uraian": "Mengambil nomor antrean.", "pelaksana": "pemohon", "waktu": "5 menit"})
    data["kegiatan"][3]["uraian"] = "Mencetak dua surat keterangan."
    data["status"] = "reviu"
    data["revisi"] = [{"nomor": "1", "alasan": "Hasil evaluasi 2025", "peraturan": ["Permendagri Nomor 7 Tahun 2021"]}]


def made(found: Perbandingan, who: str = "") -> tuple[bytes, list[Table], list[str]]:
    official = found.kedua.kantor.pejabat.get(who)
    data = write_document(matrix(found, NAMES, official))
    document = Document(io.BytesIO(data))
    return data, document.tables, [line for one in document.tables for row in one.rows for line in [row.cells[0].text]]


def rows_of(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def looks(cell: _Cell, test: Callable[..., object]) -> list[str]:
    return [run.text for one in cell.paragraphs for run in one.runs if test(run)]


def test_the_table_says_part_old_new_and_reason() -> None:
    data, tables, _ = made(between(change))
    assert check_docx(data, sdk=False) == []
    rows = rows_of(tables[-1])
    assert rows[0] == ["No.", "Bagian", "Semula", "Menjadi", "Alasan"]
    assert rows[1] == ["Kegiatan"] * 5
    assert rows[2] == [
        "1.", "Kegiatan 1\nditambahkan", "-", "Mengambil nomor antrean.\nPelaksana: Pemohon\nWaktu: 5 menit",
        "Hasil evaluasi 2025",
    ]  # fmt: skip
    assert rows[3] == [
        "2.", "Kegiatan 4 (semula 3), uraian\ndiubah", "Mencetak surat keterangan pindah.",
        "Mencetak dua surat keterangan.", "sda.",
    ]  # fmt: skip
    assert rows[4][1:] == [
        "Jumlah waktu seluruh kegiatan\ndiubah", "1 hari kerja 35 menit", "1 hari kerja 40 menit",
        "Mengikuti perubahan waktu kegiatan.",
    ]  # fmt: skip
    assert not any("status" in cell for row in rows for cell in row)


def test_removed_words_are_struck_and_new_ones_bold_and_underlined() -> None:
    _, tables, _ = made(between(change))
    old, new = tables[-1].rows[3].cells[2:4]
    assert looks(old, lambda run: run.font.strike) == ["pindah"]
    assert looks(new, lambda run: run.bold and run.underline) == ["dua"]


def reopened(data: Data) -> None:
    """What `sop revisi` does with the dates, and one change of an author."""
    change(data)
    data |= {"tanggal_revisi": "", "tanggal_efektif": "", "tanggal_pengesahan": ""}
    data["kegiatan"][3]["waktu"] = "20 menit"


DATED = {"tanggal_revisi": "-", "tanggal_efektif": "1 Februari 2025", "tanggal_pengesahan": "9 Januari 2025"}


def test_dates_that_a_revision_waits_for_are_not_called_empty() -> None:
    _, tables, _ = made(between(reopened, {**BASE, **DATED}))
    rows = {row[1].partition("\n")[0]: row[2:] for row in rows_of(tables[-1])}
    waits = "(diisi saat diterbitkan)"
    assert rows["Tanggal Revisi"] == ["-", waits, "Mengikuti penerbitan."]
    assert rows["Tanggal Efektif"] == ["1 Februari 2025", waits, "sda."]
    assert rows["Tanggal Pengesahan"] == ["9 Januari 2025", waits, "sda."]
    assert rows["Kegiatan 1"][-1] == "Hasil evaluasi 2025"


def test_a_text_whose_first_word_came_or_went_begins_at_the_edge_of_its_cell() -> None:
    def began(data: Data) -> None:
        data["kegiatan"][2]["uraian"] = "Segera Mencetak surat keterangan pindah."
        data["kegiatan"][3]["uraian"] = "Tandatangani surat keterangan pindah."

    _, tables, _ = made(between(began))
    texts = [text for row in rows_of(tables[-1]) for text in row[2:4]]
    assert "Segera Mencetak surat keterangan pindah." in texts
    assert [text for text in texts if text != text.strip()] == []


def test_a_date_that_nobody_fills_in_is_called_empty() -> None:
    def emptied(data: Data) -> None:
        data |= {"tanggal_efektif": ""}

    _, tables, _ = made(between(emptied, {**BASE, **DATED}))
    assert ["1 Februari 2025", "(kosong)"] in [row[2:4] for row in rows_of(tables[-1])]


def test_a_changed_field_says_of_which_kegiatan_it_is() -> None:
    _, tables, _ = made(between(reopened))
    part = next(row[1] for row in rows_of(tables[-1]) if "waktu" in row[1])
    assert part == "Kegiatan 4 (semula 3), waktu\n“Mencetak dua surat keterangan.”\ndiubah"


def test_what_is_revised_and_why_stands_above() -> None:
    _, tables, _ = made(between(change))
    facts = {row[0]: row[2] for row in rows_of(tables[-2])}
    assert facts == {
        "Semula": "Nomor 065/1/2025, revisi 0, tanggal pembuatan 2 Januari 2025",
        "Menjadi": "Nomor 065/1/2025, revisi 1, draf",
        "Peraturan yang berubah": "Permendagri Nomor 7 Tahun 2021",
        "Alasan revisi": "Hasil evaluasi 2025",
    }


def test_the_signature_is_the_last_row_of_the_table() -> None:
    _, tables, _ = made(between(change), "kabid")
    last = tables[-1].rows[-1].cells[0].text
    assert "Contoh, …" in last
    assert "Yang mengusulkan,\nKepala Bidang\nBudi Santoso\nNIP. 198001012005011001" in last


def test_a_short_table_may_go_on_on_the_next_page_but_the_signature_takes_a_row_along() -> None:
    def alone(data: Data) -> None:
        for at in range(4):
            data["kegiatan"][at]["output"] = f"Hasil {at}"

    _, tables, _ = made(between(alone))
    kept = [all(one.paragraph_format.keep_with_next for one in row.cells[0].paragraphs) for row in tables[-1].rows]
    # head and group, rows that may part, the last but one and the last with the signature
    assert kept[:2] == [True, True]
    assert False in kept[2:-3]
    assert kept[-3:-1] == [True, True]


def test_the_proposer_may_be_left_open() -> None:
    _, tables, _ = made(between(change))
    last = tables[-1].rows[-1].cells[0].text.split("\n")
    assert last[1] == "Yang mengusulkan,"
    assert set(last[2]) == set(last[3]) == {"…"}


def test_the_page_lies_and_a_reason_that_is_not_known_is_left_to_be_written() -> None:
    data, tables, _ = made(between(lambda data: data["kegiatan"][0].update(waktu="6 menit")))
    section = Document(io.BytesIO(data)).sections[-1]
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width > section.page_height
    assert rows_of(tables[-1])[2][4] == ""


def test_equal_sops_have_a_matrix_that_says_so() -> None:
    _, tables, _ = made(between(lambda data: None))
    assert rows_of(tables[-1])[1] == ["Tidak ada perubahan pada lembar SOP."] * 5


def test_the_same_comparison_gives_the_same_bytes() -> None:
    assert made(between(change))[0] == made(between(change))[0]
