"""Letters received: No. Agenda, disposisi, done."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from doctool.errors import DoctoolError
from doctool.register import incoming
from doctool.register.audit import audit
from doctool.register.database import Register
from doctool.register.records import SuratMasuk, TerimaSurat
from tests.register.books import book


def received(day: int = 15, asal: str = "Bappeda", nomor: str = "", year: int = 2024) -> TerimaSurat:
    return TerimaSurat(date(year, 7, day), asal, nomor, date(year, 7, 1), hal="Permintaan data")


def dispose(register: Register, kepada: tuple[str, ...] = ("Sekretaris",), day: int = 16) -> SuratMasuk:
    return incoming.dispose(
        register, 1, year=2024, dari="Kepala Dinas", kepada=kepada, isi="Tindak lanjuti", tanggal=date(2024, 7, day),
        batas=date(2024, 7, 20),
    )


def test_numbers_follow_one_another_and_begin_again_each_year(tmp_path: Path) -> None:
    with book(tmp_path) as register:
        made = [incoming.record(register, received(year=year)) for year in (2024, 2024, 2025)]
        assert [(line.tahun, line.agenda) for line in made] == [(2024, 1), (2024, 2), (2025, 1)]
        assert incoming.letters(register, year=2024) == made[:2]
        assert incoming.find(register, 2, year=2024).surat == received()
        assert audit(register) == []


def test_a_letter_recorded_twice_is_told(tmp_path: Path) -> None:
    with book(tmp_path) as register:
        incoming.record(register, received(nomor="050/1"))
        with pytest.raises(DoctoolError, match=r"sudah dicatat: No\. Agenda 1 tahun 2024"):
            incoming.record(register, received(20, "BAPPEDA", "050/1"))
        assert incoming.record(register, received(20, "Dinkes", "050/1")).agenda == 2
        assert incoming.record(register, received(20, nomor="050/1"), again=True).agenda == 3
        with pytest.raises(DoctoolError, match="asal surat belum diisi"):
            incoming.record(register, received(asal=" "))


def test_disposisi_from_new_to_done(tmp_path: Path) -> None:
    with book(tmp_path) as register:
        assert incoming.record(register, received()).keadaan == "baru"
        line = dispose(register, ("Sekretaris", "Kabid PIAK"))
        assert line.keadaan == "didisposisi"
        first = line.disposisi[0]
        assert (first.dari, first.kepada, first.isi) == ("Kepala Dinas", "Sekretaris", "Tindak lanjuti")
        assert (first.tanggal, first.batas, first.selesai) == (date(2024, 7, 16), date(2024, 7, 20), None)
        day = date(2024, 7, 18)
        line = incoming.finish(register, 1, year=2024, tanggal=day, kepada="sekretaris", catatan="dijawab")
        assert [(one.selesai, one.catatan) for one in line.disposisi] == [(day, "dijawab"), (None, "")]
        assert incoming.letters(register, state="didisposisi") == [line]
        assert incoming.finish(register, 1, year=2024, tanggal=day).keadaan == "selesai"
        assert incoming.letters(register, state="baru") == []


def test_what_does_not_fit_is_told(tmp_path: Path) -> None:
    with book(tmp_path) as register:
        incoming.record(register, received())
        with pytest.raises(DoctoolError, match=r"No\. Agenda 9 tahun 2024 tidak ada"):
            incoming.find(register, 9, year=2024)
        with pytest.raises(DoctoolError, match="mendahului tanggal diterima"):
            dispose(register, day=14)
        with pytest.raises(DoctoolError, match="batas waktu 20 Juli 2024 mendahului tanggal disposisi, 21 Juli 2024"):
            dispose(register, day=21)
        with pytest.raises(DoctoolError, match="perlu penerima dan isi"):
            dispose(register, (" ",))
        with pytest.raises(DoctoolError, match="tidak punya disposisi yang belum selesai"):
            incoming.finish(register, 1, year=2024, tanggal=date(2024, 7, 18))
        dispose(register)
        with pytest.raises(DoctoolError, match="disposisi untuk Kabid yang belum selesai") as caught:
            incoming.finish(register, 1, year=2024, tanggal=date(2024, 7, 18), kepada="Kabid")
        assert caught.value.hint == "yang belum selesai: Sekretaris"
        with pytest.raises(DoctoolError, match="tanggal selesai mendahului"):
            incoming.finish(register, 1, year=2024, tanggal=date(2024, 7, 15))


def test_start_in_mid_year(tmp_path: Path) -> None:
    with book(tmp_path) as register:
        incoming.start(register, 210, year=2024)
        assert incoming.record(register, received()).agenda == 210
        assert audit(register) == []
        with pytest.raises(DoctoolError, match="sudah sampai 210"):
            incoming.start(register, 210, year=2024)


def test_a_letter_recorded_by_mistake_stays_in_the_book_as_batal(tmp_path: Path) -> None:
    with book(tmp_path) as register:
        incoming.record(register, received(nomor="050/1"))
        dispose(register)
        line = incoming.cancel(register, 1, "salah alamat", year=2024)
        assert (line.keadaan, line.batal, line.surat.nomor_surat) == ("batal", "salah alamat", "050/1")
        assert incoming.letters(register, state="batal") == [line]
        assert incoming.letters(register, state="didisposisi") == []
        for deed in (
            lambda: dispose(register), lambda: incoming.finish(register, 1, year=2024, tanggal=date(2024, 7, 18)),
            lambda: incoming.cancel(register, 1, "lagi", year=2024),
            lambda: incoming.amend(register, 1, {"hal": "x"}, year=2024),
        ):
            with pytest.raises(DoctoolError, match=r"No\. Agenda 1 tahun 2024 sudah batal: salah alamat"):
                deed()
        with pytest.raises(DoctoolError, match="alasan pembatalan belum diisi"):
            incoming.cancel(register, 1, " ", year=2024)
        assert incoming.record(register, received(nomor="050/1")).agenda == 2
        assert audit(register) == []


def test_what_was_recorded_wrongly_is_written_anew_and_the_log_keeps_the_old(tmp_path: Path) -> None:
    with book(tmp_path) as register:
        incoming.record(register, received(nomor="050/1"))
        incoming.record(register, received(nomor="050/2"))
        dispose(register)
        changes = {"hal": "  Undangan ", "tanggal_surat": date(2024, 7, 2), "diterima": date(2024, 7, 14)}
        letter = incoming.amend(register, 1, changes, year=2024).surat
        assert (letter.hal, letter.tanggal_surat, letter.diterima) == (
            "Undangan", date(2024, 7, 2), date(2024, 7, 14)
        )
        assert (letter.asal, letter.nomor_surat) == ("Bappeda", "050/1")
        with register.read() as db:
            [old] = db.execute("SELECT rincian FROM riwayat WHERE perbuatan = 'sebelum diubah'").fetchone()
        assert old == "agenda 1/2024: hal: Permintaan data; tanggal_surat: 2024-07-01; diterima: 2024-07-15"
        for change, words in (
            ({"asal": " "}, "asal surat belum diisi"), ({"nomor_surat": "050/2"}, "sudah dicatat"),
            ({"diterima": date(2025, 1, 2)}, "ada di buku tahun 2024"),
            ({"diterima": date(2024, 7, 17)}, "sesudah tanggal disposisinya"),
        ):
            with pytest.raises(DoctoolError, match=words):
                incoming.amend(register, 1, change, year=2024)
        assert incoming.amend(register, 1, {"nomor_surat": "050/2"}, year=2024, again=True).surat.nomor_surat == "050/2"
