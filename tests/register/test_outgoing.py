"""Numbers: taken once, kept by their letter, reserved, cancelled, inserted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from doctool.errors import DoctoolError
from doctool.model.penomoran import Penomoran
from doctool.register import outgoing
from doctool.register.audit import audit
from doctool.register.lines import by_key
from doctool.register.records import Keadaan, Surat
from tests.register.books import OWN_SERIES, RULES, book, letter, take_many


def take(folder: Path, day: int = 15, rules: Penomoran = RULES, *, insert: bool = False, **about: str) -> str:
    with book(folder) as register:
        return outgoing.take(register, rules, letter(day, **about), insert=insert).nomor


def refused(folder: Path, day: int = 15, **about: str) -> DoctoolError:
    with pytest.raises(DoctoolError) as caught:
        take(folder, day, **about)
    return caught.value


def states(folder: Path) -> dict[str, str]:
    with book(folder) as register:
        assert audit(register) == []
        return {line.nomor: str(line.keadaan) for line in outgoing.lines(register)}


def test_numbers_follow_one_another_and_begin_again_each_year(tmp_path: Path) -> None:
    assert [take(tmp_path), take(tmp_path)] == ["400.12/001/D19/2024", "400.12/002/D19/2024"]
    with book(tmp_path) as register:
        assert outgoing.take(register, RULES, letter(2, month=1, year=2025)).nomor == "400.12/001/D19/2025"
    assert take(tmp_path) == "400.12/003/D19/2024"


def test_what_a_number_is_for_is_in_the_book(tmp_path: Path) -> None:
    wanted = Surat(
        "nota-dinas", date(2024, 7, 15), hal="  Permintaan\tdata\n<A> & B ", tujuan="Kabid", lampiran="1 berkas",
        penandatangan="kadis", berkas="nd.docx", kunci="nd", keterangan="segera", klasifikasi="470", keamanan="R",
    )
    with book(tmp_path) as register:
        taken = outgoing.take(register, RULES, wanted)
        line = outgoing.find(register, "470/001/D19/2024")
    assert line == taken
    assert (line.hal, line.tujuan, line.lampiran) == ("Permintaan data <A> & B", "Kabid", "1 berkas")
    assert (line.penandatangan, line.berkas, line.kunci, line.keterangan) == ("kadis", "nd.docx", "nd", "segera")
    assert (line.jenis, line.klasifikasi, line.keamanan, line.unit) == ("nota-dinas", "470", "R", "D19")


def test_series_of_their_own(tmp_path: Path) -> None:
    taken = [take(tmp_path, rules=OWN_SERIES, jenis=jenis) for jenis in ("surat-dinas", "nota-dinas", "surat-dinas")]
    assert taken == ["400.12/001/D19/2024", "ND/001/2024", "400.12/002/D19/2024"]


def test_two_series_never_print_the_same_number(tmp_path: Path) -> None:
    """Two patterns that differ in the file may still print alike: then nobody gets the number."""
    rules = Penomoran.model_validate({
        "pola": "{klasifikasi}/{urut}", "klasifikasi": "470",
        "jenis": {"nota-dinas": {"pola": "470/{urut}", "deret_menurut": ["jenis"]}},
    })
    assert take(tmp_path, rules=rules) == "470/001"
    with pytest.raises(DoctoolError, match=r"nomor 470/001 dari deret jenis nota-dinas sudah dipakai di deret umum"):
        take(tmp_path, rules=rules, jenis="nota-dinas")
    assert states(tmp_path) == {"470/001": "terbit"}


def test_the_same_letter_keeps_its_number(tmp_path: Path) -> None:
    first = take(tmp_path, kunci="surat/a.yaml", hal="Lama")
    take(tmp_path, 17, kunci="surat/b.yaml")
    assert take(tmp_path, 16, kunci="surat/a.yaml", hal="Baru") == first
    with book(tmp_path) as register:
        line = outgoing.find(register, first)
    assert (line.hal, line.tanggal, line.tanggal_urut) == ("Baru", date(2024, 7, 16), date(2024, 7, 15))
    assert len(states(tmp_path)) == 2


def test_the_pattern_may_change_and_the_number_stays(tmp_path: Path) -> None:
    first = take(tmp_path, kunci="a")
    changed = Penomoran(pola="{urut}/{unit}/{tahun}", unit="BARU")
    assert take(tmp_path, rules=changed, kunci="a") == first


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"klasifikasi": "050"}, "dengan klasifikasi 400.12, sekarang diminta 050"),
        ({"jenis": "nota-dinas"}, "dengan jenis surat-dinas, sekarang diminta nota-dinas"),
        ({"year": 2025}, "dengan tahun 2024, sekarang diminta 2025"),
        ({"day": 14}, "mendahuluinya"),
    ],
)
def test_a_letter_that_became_another_is_told(tmp_path: Path, about: dict[str, object], words: str) -> None:
    take(tmp_path, kunci="a")
    with book(tmp_path) as register, pytest.raises(DoctoolError) as caught:
        outgoing.take(register, RULES, letter(**{"kunci": "a", **about}))  # type: ignore[arg-type]
    assert words in caught.value.message
    assert "batal" in (caught.value.hint or "")
    assert list(states(tmp_path).values()) == ["terbit"]


def test_a_cancelled_number_stays_and_is_never_used_again(tmp_path: Path) -> None:
    first = take(tmp_path, kunci="a")
    with book(tmp_path) as register:
        line = outgoing.cancel(register, first, " salah  tujuan ")
        assert (line.keadaan, line.alasan) == (Keadaan.BATAL, "salah tujuan")
        with pytest.raises(DoctoolError, match="sudah batal: salah tujuan"):
            outgoing.cancel(register, first, "lagi")
        with pytest.raises(DoctoolError, match="alasan pembatalan belum diisi"):
            outgoing.cancel(register, first, "  ")
    assert take(tmp_path, kunci="a") == "400.12/002/D19/2024"
    assert states(tmp_path) == {"400.12/001/D19/2024": "batal", "400.12/002/D19/2024": "terbit"}


def test_reserved_numbers_are_used_or_cancelled(tmp_path: Path) -> None:
    with book(tmp_path) as register:
        reserved = outgoing.reserve(register, RULES, letter(hal="Undangan"), 3)
        assert [line.urut for line in reserved] == [1, 2, 3]
        assert outgoing.take(register, RULES, letter()).urut == 4
        with pytest.raises(DoctoolError, match=r"nomor sesudahnya, 400\.12/004/D19/2024, bertanggal 15 Juli 2024"):
            outgoing.take(register, RULES, letter(20, hal="Jadi", kunci="a"), reserved="002")
        used = outgoing.take(register, RULES, letter(15, tujuan="Camat", kunci="a"), reserved="002")
        assert (used.urut, used.keadaan, used.hal, used.tujuan) == (2, Keadaan.TERBIT, "Undangan", "Camat")
        assert outgoing.take(register, RULES, letter(15, hal="Jadi", kunci="a"), reserved="3").hal == "Jadi"
        with pytest.raises(DoctoolError, match="tidak dipesan, melainkan terbit"):
            outgoing.take(register, RULES, letter(20), reserved="2")
        with pytest.raises(DoctoolError, match="mendahuluinya"):
            outgoing.take(register, RULES, letter(14), reserved="3")
        with pytest.raises(DoctoolError, match=r"dipesan untuk klasifikasi 400\.12"):
            outgoing.take(register, RULES, letter(20, klasifikasi="050"), reserved="3")
        with pytest.raises(DoctoolError, match="dipesan untuk surat-dinas, bukan nota-dinas"):
            outgoing.take(register, RULES, letter(20, "nota-dinas"), reserved="3")
        outgoing.cancel(register, "3", "tidak jadi")
        with pytest.raises(DoctoolError, match="101 nomor tidak dapat dipesan sekaligus"):
            outgoing.reserve(register, RULES, letter(), 101)
    assert list(states(tmp_path).values()) == ["dipesan", "terbit", "batal", "terbit"]


def test_a_backdated_letter_is_a_marked_insertion(tmp_path: Path) -> None:
    for day in (10, 12, 12, 15):
        take(tmp_path, day)
    error = refused(tmp_path, 12)
    assert "12 Juli 2024 mendahului nomor terakhir deret umum (15 Juli 2024)" in error.message
    assert "--sisipan" in (error.hint or "")
    inserted = [take(tmp_path, day, insert=True) for day in (12, 11, 12, 9)]
    assert [one.split("/")[1] for one in inserted] == ["003.a", "001.a", "003.b", "000.a"]
    assert take(tmp_path, 15, insert=True) == "400.12/005/D19/2024"  # not backdated: an ordinary number
    with book(tmp_path) as register:
        lines = outgoing.lines(register)
    assert [line.nomor.split("/")[1] for line in lines] == [
        "000.a", "001", "001.a", "002", "003", "003.a", "003.b", "004", "005",
    ]
    days = [line.tanggal for line in lines]
    assert days == sorted(days)


def test_the_order_of_the_days_never_turns(tmp_path: Path) -> None:
    """A letter's day may move between its neighbours', whichever was taken or rendered first."""
    with book(tmp_path) as register:
        for key in "abc":
            outgoing.take(register, RULES, letter(15, kunci=key))
        for key, day, words in (
            ("b", 16, "nomor sesudahnya, 400.12/003/D19/2024, bertanggal 15 Juli 2024"),
            ("a", 29, "nomor sesudahnya, 400.12/002/D19/2024, bertanggal 15 Juli 2024"),
        ):
            with pytest.raises(DoctoolError, match=words):
                outgoing.take(register, RULES, letter(day, kunci=key))
        for key, day in (("c", 20), ("b", 18), ("c", 19)):
            assert outgoing.take(register, RULES, letter(day, kunci=key)).tanggal.day == day
        with pytest.raises(DoctoolError, match=r"nomor sebelumnya, 400\.12/002/D19/2024, bertanggal 18 Juli 2024"):
            outgoing.take(register, RULES, letter(17, kunci="c"))
        with pytest.raises(DoctoolError, match=r"mendahului nomor terakhir deret umum \(19 Juli 2024\)"):
            outgoing.take(register, RULES, letter(16))
        inserted = outgoing.take(register, RULES, letter(18, kunci="d"), insert=True)
        assert inserted.nomor == "400.12/002.a/D19/2024"
        with pytest.raises(DoctoolError, match=r"nomor sesudahnya, 400\.12/003/D19/2024"):
            outgoing.take(register, RULES, letter(21, kunci="d"))
        days = [line.tanggal.day for line in outgoing.lines(register)]
    assert days == sorted(days) == [15, 18, 18, 19]
    assert len(states(tmp_path)) == 4


def test_a_letter_without_a_day_keeps_that_of_its_number(tmp_path: Path) -> None:
    with book(tmp_path) as register:
        undated = replace(letter(15, kunci="a"), bertanggal=False)
        first = outgoing.take(register, RULES, undated)
        outgoing.take(register, RULES, letter(16))
        for month, year in ((9, 2024), (1, 2025)):
            later = replace(undated, tanggal=date(year, month, 1))
            assert outgoing.take(register, RULES, later) == first


def test_insertions_go_on_after_z(tmp_path: Path) -> None:
    take(tmp_path, 10)
    take(tmp_path, 15)
    with book(tmp_path) as register:
        made = take_many(register, [letter(12)] * 28, insert=True)
    assert [one.nomor.split("/")[1] for one in made][-3:] == ["001.z", "001.aa", "001.ab"]


def test_a_cancelled_slip_of_the_date_frees_the_order(tmp_path: Path) -> None:
    take(tmp_path, 10)
    wrong = take(tmp_path, 31)
    assert "mendahului" in refused(tmp_path, 11).message
    with book(tmp_path) as register:
        outgoing.cancel(register, wrong, "salah tanggal")
    assert take(tmp_path, 11) == "400.12/003/D19/2024"


def test_start_in_mid_year(tmp_path: Path) -> None:
    with book(tmp_path) as register:
        assert outgoing.start(register, RULES, 413, year=2024) == "umum"
    assert take(tmp_path) == "400.12/413/D19/2024"
    assert take(tmp_path, 14, insert=True) == "400.12/412.a/D19/2024"
    with book(tmp_path) as register:
        with pytest.raises(DoctoolError, match="sudah sampai 413; tidak dapat dimulai dari 5"):
            outgoing.start(register, RULES, 5, year=2024)
        outgoing.start(register, RULES, 500, year=2024, reason="buku kedua")
    assert take(tmp_path) == "400.12/500/D19/2024"
    assert len(states(tmp_path)) == 3  # 1 to 412 and 414 to 499 are explained, or audit would tell


def test_many_letters_in_one_go(tmp_path: Path) -> None:
    letters = [letter(15, kunci="a"), letter(14), letter(15, hal="\x07"), letter(16), letter(15, kunci="a")]
    with book(tmp_path) as register:
        made = take_many(register, [*letters, letter(1, "")])
    shown = [one.error.message if one.error else one.nomor.split("/")[1] for one in made]
    assert (shown[0], shown[3], shown[4]) == ("001", "002", "001")
    assert "mendahului" in shown[1]
    assert "hal memuat tanda yang tidak dapat dicetak (U+0007) pada huruf ke-1" in shown[2]
    assert "jenis surat belum diisi" in shown[5]
    assert len(states(tmp_path)) == 2


def test_a_letter_is_found_by_its_key_without_reading_the_whole_book(tmp_path: Path) -> None:
    with book(tmp_path) as register:
        take_many(register, [letter(kunci=f"surat/{number}") for number in range(500)])
        with register.read() as db:
            steps: list[None] = []
            db.set_progress_handler(lambda: steps.append(None), 1)
            line = by_key(db, "surat/444")
            db.set_progress_handler(None, 1)
    assert line is not None
    assert line.urut == 445
    assert len(steps) < 250


@pytest.mark.parametrize("text", ["\x00", "a\u202eb", "\ud800", "\ufffe", "x" * 10_001])
def test_text_that_no_page_can_hold_is_refused(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, hal=text).message.startswith("hal ")
    assert not (tmp_path / "data").exists()


def test_numbers_are_found_as_people_write_them(tmp_path: Path) -> None:
    take(tmp_path)
    take(tmp_path, rules=OWN_SERIES, jenis="nota-dinas")
    with book(tmp_path) as register:
        assert outgoing.find(register, " 400.12 / 001 / D19 / 2024 ").jenis == "surat-dinas"
        with pytest.raises(DoctoolError, match="menunjuk lebih dari satu nomor"):
            outgoing.find(register, "1")
        with pytest.raises(DoctoolError, match='nomor "99" tidak ada'):
            outgoing.find(register, "99")
        assert [line.jenis for line in outgoing.lines(register, jenis="nota-dinas")] == ["nota-dinas"]
        assert outgoing.lines(register, year=2023) == []
        assert outgoing.lines(register, state=Keadaan.BATAL) == []


def test_a_trial_changes_nothing(tmp_path: Path) -> None:
    with book(tmp_path, trial=True) as register:
        assert outgoing.take(register, RULES, letter()).nomor == "400.12/001/D19/2024"
    assert not (tmp_path / "data").exists()
    take(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with book(tmp_path, trial=True) as register:
        assert outgoing.take(register, RULES, letter()).nomor == "400.12/002/D19/2024"
    assert sorted(tmp_path.rglob("*")) == before
    assert take(tmp_path) == "400.12/002/D19/2024"


def test_the_log_says_who_did_what(tmp_path: Path) -> None:
    take(tmp_path, hal="Satu")
    with book(tmp_path) as register:
        outgoing.cancel(register, "1", "keliru")
        with register.read() as db:
            deeds = [tuple(row) for row in db.execute("SELECT perbuatan, rincian FROM riwayat ORDER BY id")]
    assert deeds == [("ambil", "surat-dinas: Satu"), ("batal", "1: keliru")]


def test_a_letter_without_a_key_is_always_another(tmp_path: Path) -> None:
    same = letter(hal="Sama")
    with book(tmp_path) as register:
        first, second = (outgoing.take(register, RULES, replace(same)) for _ in range(2))
    assert first.nomor != second.nomor


def test_letters_of_one_day_move_to_a_later_one_together(tmp_path: Path) -> None:
    """Put off by a day and back again: the last number goes first, the first goes back first; new ones keep order."""
    with book(tmp_path) as register:
        first = take_many(register, [letter(15, kunci=key) for key in "abc"])
        for day, keys in ((16, "abc"), (15, "abc"), (17, "abcde")):
            again = take_many(register, [letter(day, kunci=key) for key in keys])
            assert [one.error for one in again] == [None] * len(keys)
        numbers = [line.nomor for line in outgoing.lines(register)]
    assert [one.nomor for one in again] == numbers
    assert [one.nomor for one in first] == numbers[:3]
