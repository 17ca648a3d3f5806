"""Who has returned the form of a quarter: what counts as returned, deadlines in working days, the letters."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from doctool.check.naskah import check_letter
from doctool.errors import DoctoolError
from doctool.findings import Finding, Severity, Where
from doctool.form_letters import errors_of, reminder, signer_key, to_mend
from doctool.forms.status import Status, status_of
from doctool.forms.status_book import status_book
from doctool.model.pengembalian import Pengembalian
from doctool.model.surat import BlokTabel, NotaDinas
from doctool.official import head_of
from tests.forms.recap_case import KANTOR, KINERJA, loaded, returned, row
from tests.gate import check_xlsx

SENT, TODAY = date(2026, 7, 3), date(2026, 7, 15)
BAD = Finding("F20", Severity.ERROR, Where("f.xlsx", cell="Form Isian!M9"), '"x" bukan bilangan', "tulis angkanya", "x")


def status(*returns: Pengembalian, sent: date | None = SENT, today: date = TODAY, **kantor: Any) -> Status:
    days = dict.fromkeys(("dafduk", "piak", "sekretariat"), sent) if sent else {}
    return status_of(loaded(**kantor), returns, 2, days, today)


def states(found: Status) -> dict[str, str]:
    return {one.kunci: one.keadaan for one in found.bidang}


def test_what_came_is_accepted_or_to_be_mended_and_the_rest_is_late() -> None:
    found = status(
        returned("dafduk", row("S1", [90, 60])), returned("piak", row("T1", [33, "!x"]), temuan=(BAD,)),
    )  # fmt: skip
    assert states(found) == {"sekretariat": "belum", "dafduk": "diterima", "piak": "perlu diperbaiki"}
    late = found.bidang[0]
    assert late.tenggat is not None
    assert (late.tenggat.batas, late.terlambat, late.keterangan) == (date(2026, 7, 10), 3, "terlambat 3 hari kerja")
    assert [one.kunci for one in found.belum] == ["sekretariat"]


def test_a_form_that_came_late_stays_late_and_one_in_time_does_not_become_so() -> None:
    late = status(returned("dafduk", row("S1", [1, 2]), diterima=date(2026, 7, 13)), today=date(2026, 8, 1))
    assert late.bidang[1].terlambat == 1
    assert status(returned("dafduk", row("S1", [1, 2])), today=date(2026, 8, 1)).bidang[1].terlambat == 0


def test_days_off_of_the_office_move_the_deadline() -> None:
    found = status(kinerja={"hari_pengembalian": "5", "libur": ["2026-07-08", "2026-07-13"]})
    due = found.bidang[0]
    assert due.tenggat is not None
    assert (due.tenggat.batas, due.terlambat) == (date(2026, 7, 14), 1)


def test_without_a_day_of_sending_nobody_is_late() -> None:
    assert [(one.terlambat, one.keterangan) for one in status(sent=None).bidang] == [(0, "")] * 3


def test_the_form_of_another_quarter_does_not_answer_unless_it_says_something_of_this_one() -> None:
    early = returned("dafduk", row("S1", [90, 60]), triwulan=1)
    assert states(status(early))["dafduk"] == "belum"
    year = returned("dafduk", row("S1", [90, None]), triwulan=4)
    assert states(status(year))["dafduk"] == "belum"
    filled = returned("dafduk", row("N1", parts=[(1, 2), (1, 2)]), triwulan=4)
    assert states(status(filled))["dafduk"] == "diterima"


def test_a_bidang_of_which_one_seksi_is_missing_is_reminded_of_that_seksi() -> None:
    data = {**KINERJA, "sasaran": [{"uraian": "S", "indikator": [
        {"kode": kode, "uraian": kode, "target": "1", "penanggung_jawab": {"bidang": "piak", "seksi": seksi}}
        for kode, seksi in (("A", "Seksi Data"), ("B", "Seksi Inovasi"))]}], "program": []}  # fmt: skip
    one = returned("piak", row("A", [1, 1]), seksi="Seksi Data")
    found = status_of(loaded(data), [one], 2, {"piak": SENT}, TODAY)
    assert found.bidang[0].keadaan == "sebagian"
    assert found.bidang[0].keterangan == "belum kembali dari Seksi Inovasi"
    letter = reminder(Path("/x"), loaded().office, found, found.bidang[0], TODAY, "kadis").naskah
    assert isinstance(letter, NotaDinas)
    assert "triwulan II tahun 2026 dari Seksi Inovasi belum kami terima" in str(letter.isi[0])


def test_the_reminder_says_when_it_was_sent_and_due_and_passes_the_checks_of_letters() -> None:
    found = status()
    made = reminder(Path("/x"), loaded().office, found, found.bidang[1], TODAY, "kadis")
    assert isinstance(made.naskah, NotaDinas)
    assert [one.yth for one in made.naskah.kepada] == ["Kepala Bidang Pendaftaran Penduduk"]
    assert "3 Juli 2026 dengan batas waktu pengembalian tanggal 10 Juli 2026" in str(made.naskah.isi[1])
    assert "terlambat 3 (tiga) hari kerja" in str(made.naskah.isi[1])
    assert made.naskah.nomor is None
    assert check_letter(made) == []


def test_the_head_of_a_sekretariat_is_its_sekretaris() -> None:
    assert head_of("Sekretariat") == "Sekretaris"
    assert head_of("Bidang PIAK") == "Kepala Bidang PIAK"


def test_the_letter_with_a_form_lists_its_cells_in_order_and_passes_the_checks() -> None:
    def found(cell: str, text: str = "x") -> Finding:
        return Finding("F20", Severity.ERROR, Where("f.xlsx", cell=cell), "isi salah", "perbaiki", text)

    wrong = (found("Anggaran!E7"), found("Form Isian!M15", "a\x07\n{{ b }}"), found("Form Isian!L9"), found(""))
    one = returned("piak", temuan=wrong, berkas="kiriman/Form.xlsx")
    places = {"Form Isian!L9": "Form Isian!L12"}
    made = to_mend(Path("/x"), loaded().office, one, errors_of(one), places, "form-perbaikan.xlsx", TODAY, "kadis")
    assert isinstance(made.naskah, NotaDinas)
    (table,) = [block for block in made.naskah.isi if isinstance(block, BlokTabel)]
    assert [cells[1] for cells in table.baris] == [
        "Seluruh berkas", "Form Isian, sel L12", "Form Isian, sel M15 berkas yang dikirim",
        "Anggaran, sel E7 berkas yang dikirim",
    ]  # fmt: skip
    assert table.baris[2][2:] == ("a { { b }}", "Isi salah. Perbaiki.")
    assert 'berkas "Form.xlsx"' in str(made.naskah.isi[0])
    assert "4 (empat) hal" in str(made.naskah.isi[0])
    assert check_letter(made) == []


def test_who_signs_is_the_first_official_or_the_one_named() -> None:
    office = loaded().office
    assert signer_key(office) == "kadis"
    with pytest.raises(DoctoolError, match='pejabat "bupati" tidak ada'):
        signer_key(office, "bupati")


def test_an_official_without_a_post_does_not_sign_where_another_has_one() -> None:
    unnamed = {"jabatan": "", "nama": "Budi Contoh", "pangkat": "Pembina", "nip": "196501011990011001"}
    office = loaded(pejabat={"lama": unnamed, **KANTOR["pejabat"]}).office
    assert signer_key(office) == "kadis"
    assert signer_key(office, "lama") == "lama"
    assert signer_key(loaded(pejabat={"lama": unnamed}).office) == "lama"


def test_the_status_as_a_workbook_is_valid_and_the_same_each_time() -> None:
    found = status(returned("piak", row("T1", ["!x"]), temuan=(BAD,)))
    data = status_book(loaded().office, found)
    assert data == status_book(loaded().office, found)
    assert check_xlsx(data) == []
    book = load_workbook(io.BytesIO(data))
    cells = [[cell.value for cell in line] for line in book["Status"].iter_rows()]
    late = ["1", "Sekretariat", "belum", "3 Juli 2026", "10 Juli 2026", "-", "-", "-", "terlambat 3 hari kerja"]
    assert late in cells
    assert [cell.value for cell in book["Temuan"][5]][:6] == [
        "1", "Bidang PIAK", "F20", "galat", "f.xlsx, Form Isian!M9", "x"
    ]
