"""What changed between two drafts: every kind of change is told once, and as what it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doctool.model.beku import (
    AngkaBeku,
    BagianBeku,
    Beku,
    GambarBeku,
    IsiBeku,
    LampiranBeku,
    TabelBeku,
    TeksBeku,
    from_json,
    to_json,
)
from doctool.reports.compare import Perbedaan, compare
from doctool.reports.compare_told import as_data, as_html, lines_of

TABLE = TabelBeku(
    "tabel:target-realisasi", "Target dan realisasi", ("No.", "Indikator", "Target", "Realisasi"),
    (("1", "KTP elektronik", "99", "98"), ("2", "Kartu keluarga", "95", "96"), ("3", "Akta lahir", "90", "85")),
)  # fmt: skip
OWN = TabelBeku("", "Unit kerja", ("Unit", "Tugas"), (("Sekretariat", "Menghimpun"), ("PIAK", "Data")))
INTRO = (
    "Dinas melayani pendaftaran penduduk dan pencatatan sipil bagi seluruh warga kota.",
    "Pelayanan dilakukan di loket, di kelurahan dan secara daring setiap hari kerja.",
    "Data kependudukan dipakai oleh banyak lembaga untuk pelayanan publik.",
)
OUTRO = ("Sebagian besar sasaran tercapai pada tahun ini.", "Perbaikan dilanjutkan pada tahun berikutnya.")


def part(*path: str, isi: tuple[IsiBeku, ...] = (), kunci: str = "") -> BagianBeku:
    return BagianBeku(path, kunci, isi)


def texts(*lines: str) -> tuple[IsiBeku, ...]:
    return tuple(TeksBeku(line) for line in lines)


def draft(*parts: BagianBeku, **other: Any) -> Beku:
    plain: dict[str, Any] = {
        "angka": {"IKU-1.capaian": AngkaBeku("98,99%", "98.9898"), "IKU-1.kategori": AngkaBeku("Tinggi")},
        "lampiran": (LampiranBeku("Perjanjian Kinerja", "", 0, ""), LampiranBeku("SK", "sk.pdf", 2, "aa")),
        "sumber": {"a.md": "1"},
    }
    return Beku(
        "kota/lkj", "Laporan", 2025, 4, "", 1, False, "2026-01-05", bagian=parts or PARTS, **{**plain, **other}
    )


PARTS = (
    part("Pendahuluan", isi=texts(*INTRO), kunci="bab:pendahuluan"),
    part("Akuntabilitas", isi=(*texts("Capaian disajikan dalam tabel berikut."), TABLE), kunci="bab:akuntabilitas"),
    part("Akuntabilitas", "Unit", isi=(OWN, GambarBeku("Loket", "abc"))),
    part("Penutup", isi=texts(*OUTRO), kunci="bab:penutup"),
)


def changed(change: Callable[[list[BagianBeku]], None], **other: Any) -> Perbedaan:
    parts = list(PARTS)
    change(parts)
    return compare(draft(), draft(*parts, **other))


def with_table(table: TabelBeku) -> Perbedaan:
    return changed(lambda parts: parts.__setitem__(1, replace(parts[1], isi=(parts[1].isi[0], table))))


def with_intro(*lines: str) -> Perbedaan:
    return changed(lambda parts: parts.__setitem__(0, replace(parts[0], isi=texts(*lines))))


def only(found: Perbedaan, kind: str) -> None:
    """Nothing of any other kind changed."""
    rest = {name: getattr(found, name) for name in ("angka", "tabel", "bagian", "teks", "lampiran")}
    assert {name for name, value in rest.items() if value} == {kind}


def test_the_same_draft_has_no_changes() -> None:
    found = compare(draft(), draft())
    assert found.sama
    assert found.sumber == ()
    assert lines_of(found) == ["Perubahan dari draf 1 ke draf 1", "Tidak ada perubahan isi."]


def test_a_figure_is_told_with_its_difference_as_it_is_printed() -> None:
    found = compare(draft(), draft(angka={
        "IKU-1.capaian": AngkaBeku("99,54%", "99.5355"), "IKU-1.kategori": AngkaBeku("Sangat Tinggi"),
        "IKU-2.capaian": AngkaBeku("n/a", "", "belum diisi"),
    }))  # fmt: skip
    only(found, "angka")
    assert [(one.nama, one.lama, one.baru, one.selisih) for one in found.angka] == [
        ("IKU-1.capaian", "98,99%", "99,54%", "+0,55"), ("IKU-1.kategori", "Tinggi", "Sangat Tinggi", ""),
        ("IKU-2.capaian", "", "n/a", ""),
    ]  # fmt: skip
    assert lines_of(found)[1:4] == [
        "", "Angka:", "  IKU-1.capaian: 98,99% menjadi 99,54% (selisih +0,55)",
    ]  # fmt: skip
    assert "  IKU-2.capaian: baru, n/a" in lines_of(found)


def test_a_figure_that_prints_alike_but_differs_is_told() -> None:
    found = compare(draft(), draft(angka={"IKU-1.capaian": AngkaBeku("98,99%", "98.9875")}))
    assert [(one.nama, one.selisih) for one in found.angka] == [("IKU-1.capaian", "-0,0023"), ("IKU-1.kategori", "")]


def test_a_cell_is_told_by_the_heads_of_its_row_and_column() -> None:
    rows = (TABLE.baris[0], ("2", "Kartu keluarga", "95", "97"), TABLE.baris[2])
    found = with_table(replace(TABLE, baris=rows))
    only(found, "tabel")
    (cell,) = found.tabel[0].sel
    assert (cell.baris, cell.kolom, cell.lama, cell.baru) == ("Kartu keluarga", "Realisasi", "96", "97")
    assert "    Kartu keluarga | Realisasi: 96 menjadi 97" in lines_of(found)


def test_an_inserted_row_is_one_row_though_the_numbers_after_it_move() -> None:
    rows = (TABLE.baris[0], ("2", "Kartu anak", "80", "81"), ("3", *TABLE.baris[1][1:]), ("4", *TABLE.baris[2][1:]))
    (found,) = with_table(replace(TABLE, baris=rows)).tabel
    assert found.baris_ditambahkan == (rows[1],)
    assert found.baris_dihapus == ()
    assert [(one.baris, one.kolom, one.lama, one.baru) for one in found.sel] == [
        ("Kartu keluarga", "No.", "2", "3"), ("Akta lahir", "No.", "3", "4")
    ]  # fmt: skip


def test_rows_that_went_or_moved_and_columns_that_came_or_went() -> None:
    (gone,) = with_table(replace(TABLE, baris=TABLE.baris[:2])).tabel
    assert (gone.baris_dihapus, gone.sel) == ((TABLE.baris[2],), ())
    (moved,) = with_table(replace(TABLE, baris=(TABLE.baris[2], *TABLE.baris[:2]))).tabel
    assert (moved.baris_dipindah, moved.baris_dihapus, moved.sel) == ((TABLE.baris[2],), (), ())
    rows = tuple((*row[:2], row[3], "ya") for row in TABLE.baris)
    (wide,) = with_table(replace(TABLE, kolom=("No.", "Indikator", "Realisasi", "Tercapai"), baris=rows)).tabel
    assert (wide.kolom_ditambahkan, wide.kolom_dihapus, wide.sel) == (("Tercapai",), ("Target",), ())


def test_tables_that_came_went_or_moved() -> None:
    other = replace(TABLE, kunci="tabel:renstra", judul="Renstra")
    found = with_table(other)
    assert [(one.apa, one.kunci) for one in found.tabel] == [
        ("ditambahkan", "tabel:renstra"), ("dihapus", "tabel:target-realisasi")
    ]  # fmt: skip

    def move(parts: list[BagianBeku]) -> None:
        parts[1] = replace(parts[1], isi=parts[1].isi[:1])
        parts[3] = replace(parts[3], isi=(*parts[3].isi, TABLE))

    (one,) = changed(move).tabel
    assert (one.apa, one.letak, one.dari, one.isinya_berubah) == ("dipindah", "Penutup", "Akuntabilitas", False)


def test_a_table_of_the_office_is_known_by_its_part_and_title() -> None:
    table = replace(OWN, baris=(OWN.baris[0], ("PIAK", "Data dan informasi")))
    found = changed(lambda parts: parts.__setitem__(2, replace(parts[2], isi=(table, parts[2].isi[1]))))
    only(found, "tabel")
    assert [(one.baris, one.kolom) for one in found.tabel[0].sel] == [("PIAK", "Tugas")]


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_an_inserted_paragraph_is_one_insertion(place: int) -> None:
    lines = [*INTRO]
    lines.insert(place, "Kalimat baru yang tidak ada sebelumnya.")
    found = with_intro(*lines)
    only(found, "teks")
    assert [(one.apa, one.baru) for one in found.teks] == [("ditambahkan", "Kalimat baru yang tidak ada sebelumnya.")]


def test_a_removed_paragraph_a_changed_word_and_a_move_within_a_part() -> None:
    assert [(one.apa, one.lama) for one in with_intro(INTRO[0], INTRO[2]).teks] == [("dihapus", INTRO[1])]
    (word,) = with_intro(INTRO[0].replace("seluruh", "semua"), *INTRO[1:]).teks
    assert word.apa == "diubah"
    assert [one for one in word.kata if one[0] != "="] == [("-", "seluruh"), ("+", "semua")]
    (moved,) = with_intro(INTRO[2], INTRO[0], INTRO[1]).teks
    assert (moved.apa, moved.baru, moved.letak, moved.dari) == ("dipindah", INTRO[2], "Pendahuluan", "Pendahuluan")


def test_space_alone_is_no_change() -> None:
    assert with_intro(INTRO[0].replace(" ", "  "), *INTRO[1:]).sama


@pytest.mark.parametrize("text", [INTRO[1], INTRO[1].replace("daring", "elektronik")])
def test_a_paragraph_that_moved_to_another_part_also_with_another_word(text: str) -> None:
    def move(parts: list[BagianBeku]) -> None:
        parts[0] = replace(parts[0], isi=texts(INTRO[0], INTRO[2]))
        parts[3] = replace(parts[3], isi=texts(*OUTRO, text))

    found = changed(move)
    only(found, "teks")
    (one,) = found.teks
    assert (one.apa, one.dari, one.letak) == ("dipindah", "Pendahuluan", "Penutup")
    assert [kind for kind, _ in one.kata if kind != "="] == ([] if text == INTRO[1] else ["-", "+"])


def test_parts_that_came_went_moved_or_were_renamed() -> None:
    new = part("Penutup", "Saran", isi=texts("Saran disampaikan di sini."))
    found = changed(lambda parts: parts.append(new))
    assert [(one.apa, one.judul) for one in found.bagian] == [("ditambahkan", "Penutup > Saran")]
    assert [(one.apa, one.baru) for one in found.teks] == [("ditambahkan", "Saran disampaikan di sini.")]
    found = changed(lambda parts: parts.pop(3))  # type: ignore[arg-type, return-value]
    assert [(one.apa, one.judul) for one in found.bagian] == [("dihapus", "Penutup")]
    assert [one.apa for one in found.teks] == ["dihapus", "dihapus"]
    found = changed(lambda parts: parts.insert(0, parts.pop(3)))
    only(found, "bagian")
    assert [(one.apa, one.judul) for one in found.bagian] == [("dipindah", "Penutup")]
    found = changed(lambda parts: parts.__setitem__(3, replace(parts[3], jalur=("Kesimpulan",))))
    only(found, "bagian")
    assert [(one.apa, one.judul, one.lama) for one in found.bagian] == [("diubah", "Kesimpulan", "Penutup")]


def test_a_part_without_a_key_that_was_renamed_is_known_by_its_texts() -> None:
    before = (*PARTS, part("Lampiran lain", isi=texts(*INTRO, "Tambahan.")))
    after = (*PARTS, part("Uraian tambahan", isi=texts(*INTRO, "Tambahan.")))
    found = compare(draft(*before), draft(*after))
    only(found, "bagian")
    assert [(one.apa, one.lama) for one in found.bagian] == [("diubah", "Lampiran lain")]


def test_another_picture_under_the_same_title_is_a_change() -> None:
    (one,) = changed(
        lambda parts: parts.__setitem__(2, replace(parts[2], isi=(OWN, GambarBeku("Loket", "def"))))
    ).teks
    assert (one.apa, one.lama, one.baru) == ("diubah", "[gambar: Loket; abc]", "[gambar: Loket; def]")


def test_lampiran_that_came_went_moved_or_have_another_file() -> None:
    deed, decree = LampiranBeku("Perjanjian Kinerja", "", 0, ""), LampiranBeku("SK", "sk.pdf", 3, "bb")
    found = compare(draft(), draft(lampiran=(deed, decree, LampiranBeku("Foto", "f.png", 1, "cc"))))
    only(found, "lampiran")
    assert [(one.apa, one.judul, one.rincian) for one in found.lampiran] == [
        ("ditambahkan", "Foto", "f.png"), ("diubah", "SK", "isi berkas berubah; 2 menjadi 3 halaman")
    ]  # fmt: skip
    found = compare(draft(), draft(lampiran=(LampiranBeku("SK", "sk.pdf", 2, "aa"), deed)))
    assert [one.apa for one in found.lampiran] == ["dipindah"]
    assert [one.apa for one in compare(draft(), draft(lampiran=(deed,))).lampiran] == ["dihapus"]


def test_sources_that_differ_are_named_though_nothing_else_changed() -> None:
    found = compare(draft(), draft(sumber={"a.md": "2", "b.md": "1"}))
    assert found.sama
    assert found.sumber == ("a.md", "b.md")


def test_figures_come_before_tables_and_tables_before_texts() -> None:
    rows = (("1", "KTP elektronik", "99", "99"), *TABLE.baris[1:])

    def change(parts: list[BagianBeku]) -> None:
        parts[1] = replace(parts[1], isi=(*texts("Capaian ada dalam tabel berikut ini."), replace(TABLE, baris=rows)))

    found = changed(change, angka={"IKU-1.capaian": AngkaBeku("100,00%", "100")})
    lines = lines_of(found)
    assert lines.index("Angka:") < lines.index("Tabel dan grafik:") < lines.index("Teks:")
    page = as_html(found, "kota/lkj")
    assert page.index("98,99%") < page.index("KTP elektronik") < page.index("<ins>")
    assert as_data(found)["tabel"][0]["sel"][0]["baru"] == "99"


def test_a_page_shows_what_is_written_and_never_runs_it() -> None:
    found = with_intro("<script>alert(1)</script>", *INTRO)
    assert "<script>" not in as_html(found, "<b>x</b>")
    assert "&lt;script&gt;" in as_html(found, "x")


WORDS = st.lists(st.sampled_from(["warga", "kota", "data", "loket", "akta", "tahun", "dan", "baik"]), min_size=1)
PARAGRAPHS = st.lists(WORDS.map(" ".join), max_size=8)


@settings(max_examples=150, deadline=None)
@given(PARAGRAPHS, PARAGRAPHS)
def test_what_is_told_leads_from_one_draft_to_the_other(before: list[str], after: list[str]) -> None:
    found = compare(draft(part("A", isi=texts(*before))), draft(part("A", isi=texts(*after))))
    gone = sorted(one.lama for one in found.teks if one.lama)
    came = sorted(one.baru for one in found.teks if one.baru)
    kept = list(before)
    for one in gone:
        kept.remove(one)
    assert sorted([*kept, *came]) == sorted(after)
    assert found.sama == (before == after)


def test_a_record_is_read_back_as_it_was_kept() -> None:
    assert from_json(to_json(draft()), "1.json") == draft()
