"""What published SOPs contain: each small SOP of tests/data/bentuk* loads, flows, and shows its thing."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from doctool.catalog.load import load_kantor, load_sop
from doctool.loaded import LoadedSop
from doctool.model.alur import Alur, baca_alur
from doctool.model.prosedur import Bentuk, KelompokPelaksana

DATA = Path(__file__).parents[1] / "data"
OFFICES = ("bentuk", "bentuk-f4", "bentuk-kolom")
FILES = sorted(file for office in OFFICES for file in (DATA / office / "sop").glob("*.yaml"))


def load(address: str) -> LoadedSop:
    office, _, slug = address.rpartition("/")
    folder = DATA / (office or "bentuk")
    return load_sop(folder / "sop" / f"{slug}.yaml", load_kantor(folder))


def flow(loaded: LoadedSop, part: int = 0) -> Alur:
    return baca_alur(loaded.sop.prosedur()[part][1], loaded.label)


def names(alur: Alur, loaded: LoadedSop, part: int = 0) -> list[str]:
    """Each node as "row-id/lane"."""
    rows = loaded.sop.prosedur()[part][1].kegiatan
    lanes = [lane.kode for lane in alur.lajur] or [""]
    return [f"{rows[node.baris].id}/{lanes[node.lajur]}" for node in alur.simpul]


def arcs(loaded: LoadedSop, part: int = 0) -> list[tuple[str, str, str]]:
    """Each arc as (from, to, label)."""
    alur = flow(loaded, part)
    name = names(alur, loaded, part)
    return [(name[arc.dari], name[arc.ke], arc.label) for arc in alur.arus]


def shapes(alur: Alur, wanted: Bentuk) -> list[int]:
    """The rows that have a node of this shape."""
    return [node.baris for node in alur.simpul if node.bentuk is wanted]


def test_there_is_one_file_for_each_thing() -> None:
    assert len(FILES) == 31


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parents[1].name}/{file.stem}")
def test_the_flow_resolves_and_each_plain_node_leads_on(file: Path) -> None:
    loaded = load(f"{file.parents[1].name}/{file.stem}")
    for part in range(len(loaded.sop.prosedur())):
        alur = flow(loaded, part)
        assert alur.masalah == ()
        assert shapes(alur, Bentuk.MULAI)
        assert shapes(alur, Bentuk.SELESAI)
        for node in alur.simpul:
            leaving = alur.keluar_dari(node.indeks)
            assert bool(leaving) == (node.bentuk is not Bentuk.SELESAI), names(alur, loaded, part)[node.indeks]


def test_several_parts_have_their_own_lanes_and_footnotes() -> None:
    sop = load("beberapa-bagian").sop
    first, second = (part for _, part in sop.prosedur())
    assert [lane.kode for lane in first.lanes()] == ["unit", "arsiparis", "kabid"]
    assert [lane.kode for lane in second.lanes()] == ["arsiparis", "panitia", "kadis", "lkd"]
    assert first.judul == "A. Pemindahan Arsip Inaktif"
    assert (len(first.catatan_kaki), len(second.catatan_kaki)) == (1, 2)
    assert first.numbers() == ("1", "2", "3")
    assert second.numbers() == ("1", "2", "3", "4")


def test_parallel_actors_fork_and_join() -> None:
    every = arcs(load("pelaksana-bersamaan"))
    three = ["siapkan/staf", "siapkan/teknisi", "siapkan/keamanan"]
    assert every[:3] == [("terima/subbag", one, "") for one in three]
    assert every[3:] == [(one, "lapor/subbag", "") for one in three]


def test_a_terminator_stands_beside_a_process_in_one_row() -> None:
    loaded = load("kapsul-di-samping-kotak")
    row = flow(loaded).di_baris(2)
    assert [node.bentuk for node in row] == [Bentuk.PROSES, Bentuk.SELESAI]
    after = [(source, to) for source, to, _ in arcs(loaded) if source.startswith("serah/")]
    assert after == [("serah/arsiparis", "serah/peminjam"), ("serah/arsiparis", "simpan/arsiparis")]


def test_each_actor_has_his_own_text() -> None:
    alur = flow(load("teks-tiap-pelaksana"))
    assert [node.teks for node in alur.simpul] == ["Datang", "Catat", "Antar", "Temui", "Catat pulang"]


def test_nine_nodes_in_one_row_read_from_left_to_right() -> None:
    alur = flow(load("sembilan-simpul"))
    row = alur.di_baris(1)
    assert [node.lajur for node in row] == list(range(9))
    inside = [(arc.dari, arc.ke) for arc in alur.arus if arc.dari in {n.indeks for n in row[:-1]}]
    assert inside == [(left.indeks, right.indeks) for left, right in pairwise(row)]


def test_work_forks_and_joins_without_a_decision() -> None:
    loaded = load("cabang-dan-gabung")
    every = arcs(loaded)
    assert [to for source, to, _ in every if source == "minta/subbag"] == ["data-a/kabid-a", "data-b/kabid-b"]
    assert [source for source, to, _ in every if to == "gabung/subbag"] == ["data-a/kabid-a", "data-b/kabid-b"]
    assert not shapes(flow(loaded), Bentuk.KEPUTUSAN)
    assert {label for _, _, label in every} == {""}


def test_several_starts_and_several_ends() -> None:
    loaded = load("beberapa-mulai-dan-selesai")
    alur = flow(loaded)
    assert shapes(alur, Bentuk.MULAI) == [0, 1]
    assert shapes(alur, Bentuk.SELESAI) == [4, 5]
    assert [source for source, to, _ in arcs(loaded) if to == "agenda/agendaris"] == ["fisik/loket", "surel/admin"]


def test_yes_goes_to_two_rows() -> None:
    decided = [one for one in arcs(load("ya-ke-dua-kegiatan")) if one[0] == "putus/kadis"]
    assert decided == [
        ("putus/kadis", "pesan/pustakawan", "Ya"),
        ("putus/kadis", "anggaran/subbag", "Ya"),
        ("putus/kadis", "usul/pustakawan", "Tidak"),
    ]
    alur = flow(load("ya-ke-dua-kegiatan"))
    assert [arc.keluar for arc in alur.keluar_dari(1)] == [0, 0, 1]


def test_no_goes_forward() -> None:
    alur = flow(load("tidak-maju"))
    (no,) = [arc for arc in alur.arus if arc.label == "Tidak"]
    assert alur.simpul[no.dari].baris == 1
    assert alur.simpul[no.ke].baris == 3


def test_rows_without_a_number_do_not_count() -> None:
    loaded = load("baris-tanpa-nomor")
    procedure = loaded.sop.prosedur()[0][1]
    assert procedure.numbers() == ("", "1", "", "2", "", "3")
    alur = flow(loaded)
    assert [len(alur.di_baris(row)) for row in range(6)] == [0, 1, 0, 1, 1, 1]
    assert arcs(loaded)[0] == ("pilah/staf", "perbaiki/pustakawan", "")


def test_skipped_numbers_are_printed_and_addressed_as_given() -> None:
    loaded = load("nomor-loncat")
    assert loaded.sop.prosedur()[0][1].numbers() == ("1", "2", "5", "6")
    assert ("setuju/subbag", "cocok/pengurus", "Tidak") in arcs(loaded)


def test_numbers_that_are_text_are_printed_and_addressed() -> None:
    loaded = load("nomor-teks")
    assert loaded.sop.prosedur()[0][1].numbers() == ("A", "A.1", "B", "II")
    assert ("setuju/kabid", "jawab/petugas", "Ya") in arcs(loaded)
    assert ("setuju/kabid", "telaah/kasi", "Tidak") in arcs(loaded)


def test_fifteen_lanes_on_f4_are_all_used() -> None:
    loaded = load("bentuk-f4/lima-belas-lajur")
    assert loaded.kantor.gaya.kertas == "F4"
    assert {node.lajur for node in flow(loaded).simpul} == set(range(15))


def test_a_lane_for_an_outsider() -> None:
    lanes = load("pihak-luar").sop.prosedur()[0][1].lanes()
    assert [(lane.nama, lane.luar) for lane in lanes][:2] == [("Pemohon", True), ("Petugas Layanan", False)]


def test_a_lane_for_two_posts() -> None:
    lanes = load("lajur-dua-jabatan").sop.prosedur()[0][1].lanes()
    assert [lane.nama for lane in lanes][1:] == ["Kepala Seksi/ Kepala Sub Bagian", "Kepala Bidang, Sekretaris"]


def test_no_lanes_at_all() -> None:
    loaded = load("tanpa-lajur")
    alur = flow(loaded)
    assert alur.lajur == ()
    assert [node.lajur for node in alur.simpul] == [0, 0, 0, 0]
    assert [(arc.dari, arc.ke, arc.label) for arc in alur.keluar_dari(2)] == [(2, 3, "Ya"), (2, 1, "Tidak")]


def test_lists_and_paragraphs_inside_cells() -> None:
    first, second = load("daftar-dalam-sel").sop.prosedur()[0][1].kegiatan
    assert first.uraian[0] == "Menyiapkan berkas laporan, yaitu:"
    assert first.uraian[1:3] == ("1. laporan utama", "2. lampiran data")
    assert first.kelengkapan == ("- Laporan utama", "- Lampiran data", "- Surat pengantar")
    assert first.output == ("a. Berkas laporan", "b. Salinan digital")
    assert first.keterangan == ("Rangkap dua.", "Satu untuk arsip.")
    assert (second.kelengkapan, second.output, second.keterangan) == (("-",), ("- Tanda terima",), ("-",))


def test_keterangan_points_to_another_sop_that_exists() -> None:
    rows = load("rujukan-sop-lain").sop.prosedur()[0][1].kegiatan
    pointed = [item.sop for row in rows for item in row.rujukan]
    assert pointed == ["bentuk/pelaksana-bersamaan", "beberapa-mulai-dan-selesai"]
    for address in pointed:
        assert address is not None
        assert (DATA / "bentuk" / "sop" / f"{address.split('/')[-1]}.yaml").is_file()


def test_several_signers_are_completed_from_the_office() -> None:
    loaded = load("beberapa-penandatangan")
    signers = [loaded.kantor.lengkapi(one) for one in loaded.sop.disahkan_oleh or ()]
    assert [one.nama for one in signers] == ["Bambang Prasetya, S.H.", "Yuliana Hartati, S.IP.", "Dewi Lestari, S.Kom."]
    assert [one.awalan for one in signers] == ["a.n.", "", ""]
    assert signers[0].nip == "19750923 200003 1 002"
    assert signers[2].nip == ""


def test_a_second_signature_block_under_the_flow() -> None:
    loaded = load("tanda-tangan-di-bawah-alur")
    signers = [loaded.kantor.lengkapi(one) for one in loaded.sop.tanda_tangan_alur]
    assert [one.pengantar for one in signers] == ["Mengetahui,", "Tirtasari, 22 Januari 2024"]
    assert [one.jabatan for one in signers][1] == "Kepala Dinas Arsip dan Perpustakaan"
    assert len(loaded.sop.disahkan_oleh or ()) == 1


def test_an_annex_of_a_regulation() -> None:
    annex = load("lampiran-peraturan").sop.lampiran_peraturan
    assert annex is not None
    assert annex.judul == "LAMPIRAN PERATURAN BUPATI TIRTASARI"
    assert annex.nomor == "12 Tahun 2024"
    assert annex.tanggal is not None
    assert annex.tanggal.teks == "15 Januari 2024"


def test_lanes_in_groups_keep_their_order() -> None:
    loaded = load("lajur-berkelompok")
    procedure = loaded.sop.prosedur()[0][1]
    groups = [one.kelompok if isinstance(one, KelompokPelaksana) else None for one in procedure.pelaksana or ()]
    assert groups == ["Pemerintah Desa", "Dinas Arsip dan Perpustakaan", None]
    assert [lane.kode for lane in procedure.lanes()] == ["kaur", "kades", "arsiparis", "kabid", "camat"]
    assert ("setuju/kades", "setuju/camat", "") in arcs(loaded)


def test_output_before_waktu_and_extra_identity_rows() -> None:
    loaded = load("bentuk-kolom/output-sebelum-waktu")
    columns = loaded.kantor.gaya.prosedur.kolom
    assert columns.index("output") < columns.index("waktu")
    extra = loaded.sop.identitas_tambahan
    assert [(one.label, one.isi, one.sesudah) for one in extra] == [
        ("Nomor Revisi", "00", "nomor_sop"),
        ("Jumlah Halaman", "2", None),
    ]
    assert {label for _, _, label in arcs(loaded)} == {"", "Y", "T"}


def test_a_decision_with_three_labelled_exits() -> None:
    decided = [one for one in arcs(load("tiga-jalan-keluar")) if one[0] == "nilai/panitia"]
    assert decided == [
        ("nilai/panitia", "musnah/panitia", "Musnah"),
        ("nilai/panitia", "serah/arsiparis", "Simpan permanen"),
        ("nilai/panitia", "usul/arsiparis", "Belum jelas"),
    ]


def test_waktu_is_kept_as_written_and_absent_empty_and_dash_stay_apart() -> None:
    rows = load("waktu-beragam").sop.prosedur()[0][1].kegiatan
    assert [row.waktu.teks if row.waktu else None for row in rows] == [
        "1 - 5 hari kerja", "2 s.d. 3 bulan", "3 hari kerja 30 menit", "15 menit per berkas", "setiap saat",
        "sesuai kebutuhan", "paling lambat tanggal 10", "-", "", "± 2 jam", "kondisional", "10 (Sepuluh) Menit", None,
    ]  # fmt: skip


def test_dates_and_number_may_be_incomplete_until_the_signing() -> None:
    sop = load("tanggal-belum-lengkap").sop
    assert sop.nomor_sop == "... Tahun 2024"
    assert sop.tanggal_pembuatan is not None
    assert (sop.tanggal_pembuatan.bulan, sop.tanggal_pembuatan.hari) == (1, None)
    assert sop.tanggal_revisi is not None
    assert sop.tanggal_revisi.teks == "-"
    assert sop.tanggal_efektif is not None
    assert sop.tanggal_efektif.teks == ""
    assert sop.tanggal_pengesahan is None
