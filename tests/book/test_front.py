"""What stands before the sheets of a book: nothing invented, everything given, empty places where nothing is given."""

from __future__ import annotations

from pathlib import Path

from doctool.book.choose import choose
from doctool.book.decree import decree, empty_parts
from doctool.book.intro import explanation, glossary
from doctool.book.load import book_of
from doctool.book.record import record
from doctool.catalog.index import Workspace
from doctool.loaded import LoadedBuku, LoadedSop
from doctool.model.buku import Keputusan
from doctool.model.dokumen import Blok, Daftar, Judul, Paragraf, susun, tulisan
from doctool.official import DOTS
from tests.book.case import make

FULL = """\
keputusan:
  nomor: "060/12/2026"
  menimbang: ["a. bahwa pelayanan perlu dibakukan;", bahwa perlu ditetapkan;]
  mengingat: [Undang-Undang Nomor 25 Tahun 2009;]
  diktum: [Menetapkan SOP., Keputusan ini mulai berlaku., Ketiga.]
  tanggal: 2026-01-12
  penandatangan: {pejabat: kadis, awalan: Plt.}
  tembusan: [Bupati Contoh]
penjelasan:
  ruang_lingkup: |
    Berlaku bagi semua pegawai.
    1. Sekretariat
    2. Bidang
  ringkasan: Ringkasan buku ini.
  pengertian: {sop: pengertian menurut buku, Pemohon: orang yang memohon}
"""


def book(root: Path, text: str = "") -> tuple[LoadedBuku, tuple[LoadedSop, ...]]:
    workspace = Workspace(make(root, text))
    loaded = book_of(workspace, "kab-contoh")
    return loaded, choose(workspace, loaded, (), in_force=False).sop


def lines(blocks: tuple[Blok, ...]) -> list[str]:
    return [tulisan(one.isi) for one in susun(blocks) if isinstance(one, Paragraf | Judul)]


def test_a_keputusan_says_what_was_given_in_the_usual_order(tmp_path: Path) -> None:
    loaded, _ = book(tmp_path, FULL)
    said = lines(decree(loaded, "Standar Operasional Prosedur"))
    wanted = [
        "KEPUTUSAN KEPALA DINAS", "NOMOR 060/12/2026", "TENTANG",
        "PENETAPAN STANDAR OPERASIONAL PROSEDUR PADA DINAS CONTOH KABUPATEN CONTOH", "KEPALA DINAS,", "Menimbang", "a.",
        "bahwa pelayanan perlu dibakukan;", "b.", "bahwa perlu ditetapkan;", "Mengingat", "1.",
        "Undang-Undang Nomor 25 Tahun 2009;", "MEMUTUSKAN:", "Menetapkan",
        "KEPUTUSAN KEPALA DINAS TENTANG PENETAPAN STANDAR OPERASIONAL PROSEDUR PADA DINAS CONTOH KABUPATEN CONTOH",
        "KESATU", "Menetapkan SOP.", "KEDUA", "Keputusan ini mulai berlaku.", "KETIGA", "Ketiga.",
        "Ditetapkan di Contoh\npada tanggal 12 Januari 2026\nPlt. Kepala Dinas,",
        "Budi Contoh, S.Sos.\nPembina\nNIP. 196501011990011001", "Tembusan:", "Bupati Contoh",
    ]  # fmt: skip
    assert [one for one in said if one.strip(": ")] == wanted


def test_without_a_keputusan_there_are_empty_places_and_a_note_and_nothing_else(tmp_path: Path) -> None:
    loaded, _ = book(tmp_path)
    blocks = decree(loaded, "SOP")
    said = lines(blocks)
    assert said[0] == f"KEPUTUSAN {DOTS}"
    assert f"NOMOR {DOTS}" in said
    assert sum(one == DOTS for one in said) == 4  # Menimbang, Mengingat, KESATU, name
    assert not any("Budi" in one or "2026" in one for one in said)
    assert [tulisan(one.isi) for one in blocks if isinstance(one, Paragraf) and one.gaya == "petunjuk"] != []


def test_what_is_still_empty_is_named(tmp_path: Path) -> None:
    loaded, _ = book(tmp_path, FULL)
    assert loaded.buku.keputusan is not None
    assert empty_parts(loaded.buku.keputusan) == []
    assert len(empty_parts(Keputusan())) == 6
    assert empty_parts(Keputusan(tampil=False)) == []
    half = loaded.buku.keputusan.model_copy(update={"nomor": "", "menimbang": ("",)})
    assert empty_parts(half) == ["nomor", "menimbang"]


def test_an_office_that_prints_none_has_none(tmp_path: Path) -> None:
    loaded, _ = book(tmp_path, "keputusan: {tampil: tidak}\n")
    assert decree(loaded, "SOP") == ()


def test_terms_come_from_book_office_and_sops_and_the_book_has_the_last_word(tmp_path: Path) -> None:
    assert glossary(*book(tmp_path, FULL)) == [
        ("ATK", "alat tulis kantor"), ("KK", "kartu keluarga"), ("Pemohon", "orang yang memohon"),
        ("sop", "pengertian menurut buku"),
    ]  # fmt: skip


def test_a_term_with_two_meanings_has_both(tmp_path: Path) -> None:
    root = make(tmp_path)
    path = root / "sop_catalog/kab-contoh/sop/reviu.yaml"
    path.write_text(path.read_text("utf-8").replace("kartu keluarga", "kecamatan kota"), "utf-8", newline="\n")
    workspace = Workspace(root)
    loaded = book_of(workspace, "kab-contoh")
    found = dict(glossary(loaded, choose(workspace, loaded, (), in_force=False).sop))
    assert found["KK"] == "kartu keluarga; kecamatan kota"


def test_the_explanation_has_its_three_parts_and_counts_the_sops(tmp_path: Path) -> None:
    blocks = explanation(*book(tmp_path, FULL))
    titles = [tulisan(one.isi) for one in blocks if isinstance(one, Judul)]
    assert titles == [
        "Penjelasan Singkat Penggunaan", "A. Ruang Lingkup", "B. Ringkasan", "C. Definisi dan Pengertian Umum",
    ]  # fmt: skip
    said = lines(blocks)
    assert "Buku ini memuat 4 (empat) SOP: 1 disahkan, 1 dalam reviu, dan 2 masih draf." in said
    listed = next(one for one in blocks if isinstance(one, Daftar))
    assert (listed.penanda, [lines(item) for item in listed.butir]) == ("1", [["Sekretariat"], ["Bidang"]])


def test_an_explanation_that_was_not_written_is_an_empty_place(tmp_path: Path) -> None:
    said = lines(explanation(*book(tmp_path)))
    assert said[2] == DOTS


def test_the_record_of_changes_lists_every_sop_and_its_revisions(tmp_path: Path) -> None:
    root = make(tmp_path)
    path = root / "sop_catalog/kab-contoh/sop/kesepuluh.yaml"
    more = "revisi:\n  - {nomor: '1', tanggal: 5 Maret 2026, uraian: Langkah 2 disisipkan}\n"
    path.write_text(path.read_text("utf-8") + more, "utf-8", newline="\n")
    workspace = Workspace(root)
    said = lines(record(choose(workspace, book_of(workspace, "kab-contoh"), (), in_force=False).sop))
    assert "Revisi 1 (5 Maret 2026): Langkah 2 disisipkan" in said
    names = [one for one in said if one.startswith("Pelayanan ")]
    assert names == [
        "Pelayanan ketujuh (draf)", "Pelayanan kesepuluh", "Pelayanan reviu (draf dalam reviu)",
        "Pelayanan tanpa-nomor (draf)",
    ]  # fmt: skip
