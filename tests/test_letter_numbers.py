"""Numbers of letters and the buku agenda: none is given twice, and a letter keeps its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from doctool.cli.main import cli
from doctool.errors import ExitCode
from doctool.letters.text import text_of
from tests.letters.office import NOTA, make_workspace, write

OUT = Path("output/surat/kab-contoh")
SURAT = Path("data/kab-contoh/surat")
HEAD = "Yth;Tanggal;Hal;Isi;Pejabat\n"
ROWS = (
    "Kepala Bidang Arsip;5 Januari 2026;Permintan Data;Isi A;kadis\n",
    "Kepala Bidang Data;5 Januari 2026;Permintaan Data;Isi B;kadis\n",
    "Kepala Bidang Umum;6 Januari 2026;Undangan;Isi C;kadis\n",
)


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, list(args), prog_name="doctool")


def make(*args: str) -> Result:
    return run("surat", "nota-dinas", *args, "--format", "docx", "--tanggal", "2026-01-05")


def nota(name: str, **about: str) -> str:
    """A nota dinas with other values, in the office's folder; its path."""
    text = NOTA
    for key, value in about.items():
        line = next((one for one in NOTA.splitlines() if one.startswith(f"{key}:")), None)
        text = text.replace(line, f"{key}: {value}") if line else f"{text}{key}: {value}\n"
    return write(SURAT / name, text).as_posix()


def table(*rows: str) -> str:
    return write(SURAT / "edaran.csv", HEAD + "".join(rows)).as_posix()


def text(name: str) -> str:
    return text_of((OUT / name).read_bytes())


def book() -> dict[int, str]:
    """The running numbers of the book with their states."""
    found = json.loads(run("surat", "nomor", "lihat", "--json").stdout)
    assert "utuh" in run("surat", "nomor", "periksa").stderr
    return {one["urut"]: one["keadaan"] for one in found["nomor"]}


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One office whose book goes on at 413, as the current folder."""
    make_workspace(tmp_path)
    monkeypatch.chdir(tmp_path)
    run("surat", "nomor", "mulai", "413", "--tahun", "2026")
    return tmp_path


def test_the_number_of_another_letter_is_refused_and_found() -> None:
    make(nota("satu.yaml"))
    copied = nota("dua.yaml", nomor="400.12/413/DUK/2026", hal="Lain")
    for refused in (make(copied), make(nota("tiga.yaml", hal="Lain"), "--nomor", "400.12 / 413 / DUK / 2026")):
        assert refused.exit_code == ExitCode.PARTIAL
        assert 'di buku agenda milik surat lain: "Permintaan Data" kepada Kepala Bidang' in refused.stderr
        assert "satu.yaml" in refused.stderr
    assert not (OUT / "dua.docx").exists()
    checked = run("periksa", copied)
    assert checked.exit_code == ExitCode.FINDINGS
    assert "dua.yaml:8:8: D22 galat: nomor 400.12/413/DUK/2026 di buku agenda milik surat lain" in checked.stdout
    assert book() == {413: "terbit"}


def test_a_letter_may_bring_its_own_number() -> None:
    make(nota("satu.yaml"))
    brought = nota("satu.yaml", nomor="400.12/413/DUK/2026")
    assert make(brought).exit_code == 0
    assert "D22" not in run("periksa", brought).stdout
    assert book() == {413: "terbit"}


def test_a_second_number_for_one_letter_is_refused() -> None:
    first = nota("satu.yaml")
    make(first)
    before = (OUT / "satu.docx").read_bytes()
    refused = make(first, "--nomor", "1/2/3")
    assert "surat ini sudah bernomor 400.12/413/DUK/2026 di buku agenda, sekarang diminta 1/2/3" in refused.stderr
    assert (OUT / "satu.docx").read_bytes() == before


@pytest.mark.parametrize(
    ("nomor", "words"),
    [
        ("400.12/500/DUK/2026", "belum sampai: nomor berikutnya 413"),
        ("400.12/413/DUK/2025", "menyebut tahun lain daripada suratnya, 2026"),
    ],
)
def test_a_number_that_cannot_be_is_refused(nomor: str, words: str) -> None:
    brought = nota("satu.yaml", nomor=nomor)
    assert words in make(brought).stderr
    assert words in run("periksa", brought).stdout
    assert book() == {}


def test_a_number_of_the_pattern_is_noted_in_the_book() -> None:
    """The next one, and one from before the book; each then belongs to its letter."""
    assert make(nota("lama.yaml", nomor="400.12/7/DUK/2026")).exit_code == 0
    assert make(nota("baru.yaml", nomor="400.12/413/DUK/2026")).exit_code == 0
    assert book() == {7: "terbit", 413: "terbit"}
    assert "milik surat lain" in make(nota("lain.yaml", nomor="400.12/7/DUK/2026", hal="Lain")).stderr
    assert "nomor urut pada 005/7/DUK/2026 sudah dipakai" in make(nota("kode.yaml", nomor="005/7/DUK/2026")).stderr
    make(nota("sesudah.yaml"))
    assert "/414/" in text("sesudah.docx")


def test_a_number_of_another_pattern_is_printed_and_warned_of() -> None:
    brought = nota("satu.yaml", nomor="B/77/SETDA")
    made = make(brought)
    assert (made.exit_code, "B/77/SETDA" in text("satu.docx")) == (0, True)
    for said in (made.stderr, run("periksa", brought).stdout):
        assert "D22 peringatan: nomor ini tidak mengikuti pola nomor kantor" in said
    assert book() == {}
    twice = make(brought, nota("dua.yaml", nomor="B/77/SETDA", hal="Lain"))
    assert "nomor B/77/SETDA sudah dipakai surat satu" in twice.stderr


def test_a_number_taken_by_hand_belongs_to_the_letter_it_was_taken_for() -> None:
    taken = ("surat", "nomor", "ambil", "--jenis", "nota-dinas", "--tanggal", "2026-01-05")
    run(*taken, "--hal", "Permintaan Data", "--tujuan", "Kepala Bidang")
    run("surat", "nomor", "pesan", "--jenis", "nota-dinas", "--tanggal", "2026-01-05", "--hal", "Undangan")
    assert "milik surat lain" in make(nota("lain.yaml", nomor="400.12/413/DUK/2026", hal="Rapat")).stderr
    assert make(nota("satu.yaml", nomor="400.12/413/DUK/2026")).exit_code == 0
    assert make(nota("dua.yaml", nomor="400.12/414/DUK/2026", hal="Undangan")).exit_code == 0
    assert book() == {413: "terbit", 414: "terbit"}
    run("surat", "nomor", "batal", "414", "--alasan", "salah tujuan")
    assert "sudah batal: salah tujuan" in make(nota("tiga.yaml", nomor="400.12/414/DUK/2026")).stderr


def test_a_slip_mended_in_a_table_keeps_the_number() -> None:
    make(table(*ROWS))
    before = book()
    mended = make(table(ROWS[0].replace("Permintan", "Permintaan"), *ROWS[1:]))
    assert mended.exit_code == 0, mended.stderr
    assert "D23 peringatan: dikenali sebagai surat yang sudah bernomor 400.12/413/DUK/2026" in mended.stderr
    assert "/413/" in text("edaran-01.docx")
    assert "Permintaan Data" in text("edaran-01.docx")
    assert book() == before
    assert "D23" not in make(table(ROWS[0].replace("Permintan", "Permintaan"), *ROWS[1:])).stderr


def test_data_moved_elsewhere_keeps_the_number() -> None:
    make(nota("satu.yaml"))
    moved = SURAT / "2026" / "surat" / "nota-arsip.yaml"
    moved.parent.mkdir(parents=True)
    (SURAT / "satu.yaml").rename(moved)
    assert make(moved.as_posix()).exit_code == 0
    assert "/413/" in text("nota-arsip.docx")
    make(table(*ROWS))
    (SURAT / "edaran.csv").rename(SURAT / "daftar.csv")
    make(f"{SURAT}/daftar.csv")
    assert [f"/{number}/" in text(f"daftar-0{at}.docx") for at, number in ((1, 414), (2, 415), (3, 416))] == [True] * 3
    assert book() == dict.fromkeys(range(413, 417), "terbit")


def test_a_copy_is_another_letter() -> None:
    make(nota("satu.yaml"))
    make(nota("dua.yaml"))
    assert "/414/" in text("dua.docx")


@pytest.mark.parametrize(
    "changed",
    [
        ROWS[2].replace("Undangan", "Permintaan Laporan"),
        ROWS[2].replace("6 Januari", "8 Januari"),
        ROWS[2].replace("Undangan", "Undangan Kedua"),
    ],
)
def test_a_row_that_may_be_another_letter_is_asked_for(changed: str) -> None:
    make(table(*ROWS))
    asked = make(table(*ROWS[:2], changed))
    assert asked.exit_code == ExitCode.PARTIAL
    assert "surat ini tadinya bernomor 400.12/415/DUK/2026?" in asked.stderr
    assert "--surat-sama" in asked.stderr
    assert len(book()) == 3
    assert make(table(*ROWS[:2], changed), "--surat-baru").exit_code == 0
    assert "/416/" in text("edaran-03.docx")
    assert len(book()) == 4


def test_a_row_that_is_said_to_be_the_same_keeps_its_number() -> None:
    make(table(*ROWS))
    make(table(*ROWS[:2], ROWS[2].replace("6 Januari", "8 Januari")), "--surat-sama")
    assert "/415/" in text("edaran-03.docx")
    assert "8 Januari 2026" in text("edaran-03.docx")
    assert len(book()) == 3


def test_a_row_to_others_and_one_of_another_month_are_new_letters() -> None:
    make(table(*ROWS))
    others = make(table(*ROWS[:2], ROWS[2].replace("Bidang Umum", "Badan Kepegawaian")))
    assert (others.exit_code, "/416/" in text("edaran-03.docx")) == (0, True)
    later = make(table(*(row.replace("Januari", "Maret") for row in ROWS)))
    assert (later.exit_code, "/417/" in text("edaran-01.docx")) == (0, True)
    assert len(book()) == 7


def test_a_broken_row_keeps_its_number_to_itself() -> None:
    """Rows that say the same but for their text: one is broken for a while, and gets its own number back."""
    rows = [ROWS[1], ROWS[1].replace("Isi B", "Isi BB"), ROWS[2]]
    make(table(*rows))
    make(table(rows[0].replace("kadis", "kdis"), *rows[1:]))
    assert "/414/" in text("edaran-02.docx")
    make(table(*rows))
    assert [f"/{number}/" in text(f"edaran-0{at}.docx") for at, number in ((1, 413), (2, 414), (3, 415))] == [True] * 3


def test_a_letter_without_a_day_keeps_its_number_next_year() -> None:
    undated = nota("satu.yaml", tanggal='""')
    make(undated)
    run("surat", "nomor", "ambil", "--hal", "Lain", "--tanggal", "2026-01-06")
    assert run("surat", "nota-dinas", undated, "--format", "docx", "--tanggal", "2027-03-01").exit_code == 0
    assert "/413/" in text("satu.docx")
    assert book() == {413: "terbit", 414: "terbit"}


def test_quiet_prints_no_numbers() -> None:
    assert make(nota("satu.yaml"), "-q").stderr == ""
    assert "nomor 400.12/413/DUK/2026" in make(nota("satu.yaml")).stderr


def test_twins_in_one_table_are_told_by_their_row() -> None:
    named = HEAD.replace("\n", ";Nama Berkas\n") + "".join(row.replace("\n", ";sama\n") for row in ROWS[:2])
    told = make(write(SURAT / "edaran.csv", named).as_posix()).stderr
    assert "nama berkasnya sama dengan surat di baris 2" in told


def test_a_preview_shows_the_number_and_what_is_wrong() -> None:
    first = nota("satu.yaml")
    assert "/413/" in run("surat", "nota-dinas", first, "--pratinjau").stdout
    assert book() == {}
    make(first)
    run("surat", "nomor", "ambil", "--hal", "Lain", "--tanggal", "2026-01-09")
    assert "/413/" in run("surat", "semua", "--pratinjau").stdout
    late = run("surat", "nota-dinas", nota("dua.yaml"), "--pratinjau")
    assert late.exit_code == ExitCode.PARTIAL
    assert "5 Januari 2026 mendahului nomor terakhir" in late.stderr
    assert "Isi nota dinas." in late.stdout
