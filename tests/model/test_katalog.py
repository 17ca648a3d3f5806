"""The five SOPs of the catalogue against what their printed sources show."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from doctool.catalog.load import load_kantor, load_sop
from doctool.catalog.source import read_yaml
from doctool.loaded import LoadedSop
from doctool.model.alur import Alur, baca_alur
from doctool.model.prosedur import Bentuk

ROOT = Path(__file__).parents[2]
CATALOG = ROOT / "sop_catalog"
AS_FOUND = ROOT / "tests" / "data" / "seeds-as-found"
SOURCES = Path(os.environ.get("DOCTOOL_SEEDS", ROOT / ".." / "shared" / "seeds"))

S000 = "kab-semarang/penyusunan-dan-pelaporan-data-kinerja"
S001 = "kota-medan/pengolahan-dan-penyampaian-data-kinerja"
S002 = "kab-semarang/sistem-pelaporan-harian-mingguan-bulanan"
S003 = "kota-probolinggo/pengumpulan-data-kinerja-dan-penyusunan-laporan-kinerja"
S004 = "kota-sibolga/penyusunan-sop-pelayanan"


class Fact(NamedTuple):
    """What a source shows: heads of the lanes, the lanes (from 1) of each row's nodes, each decision's targets."""

    heads: list[str]
    nodes: list[list[int]]
    decisions: dict[int, tuple[int, int]]


FACTS = {
    S000: Fact(
        ["Staf", "Kasubbag PRK", "Kepala Bidang/ Sub Koordinator", "Sekretaris Dinas", "Kepala Dinas"],
        [[1], [2], [4], [5], [2], [1], [2, 3], [1], [2], [4], [5], [2], [1]],
        {4: (5, 2)},
    ),
    S001: Fact(
        ["Kadis", "Sekretaris", "Katim Penyusunan Program", "Kabid", "Katim pada Bidang", "Staf"],
        [[2], [3], [4], [5, 6], [5], [4], [2], [3], [2], [1], [3]],
        {6: (7, 5), 9: (10, 8), 10: (11, 8)},
    ),
    S002: Fact(["APK", "Sub Koord", "Kabid"], [[1], [1], [1], [2], [3], [1]], {}),
    S003: Fact(
        ["Sub Bagian Program", "Kepala Seksi, Kepala Sub Bagian", "Kepala Bidang", "Sekretaris Dinas", "Kepala Dinas",
         "Bappeda Litbang"],
        [[1, 4], [1, 3, 2], [3], [1], [1], [1], [4], [5], [1, 6]],
        {4: (5, 3), 7: (8, 6)},
    ),
    S004: Fact(
        ["Kadis", "Sekretaris", "Kabid PIAK", "Kasi Kerjasama dan Inovasi", "Staf Adm Umum"],
        [[2], [5], [4], [4], [4], [3], [2], [1], [5], [5]],
        {6: (7, 5)},
    ),
}  # fmt: skip


def path_of(address: str, root: Path = CATALOG) -> Path:
    office, slug = address.split("/")
    return root / office / "sop" / f"{slug}.yaml"


def load(address: str, root: Path = CATALOG) -> LoadedSop:
    file = path_of(address, root)
    return load_sop(file, load_kantor(file.parents[1]))


def flow(loaded: LoadedSop) -> Alur:
    return baca_alur(loaded.sop.prosedur()[0][1], loaded.label)


def test_the_catalogue_is_the_five_sops_of_four_offices() -> None:
    found = {f"{file.parents[1].name}/{file.stem}" for file in CATALOG.glob("*/sop/*.yaml")}
    assert found == set(FACTS)
    assert {file.parent.name for file in CATALOG.glob("*/kantor.yaml")} == {one.split("/")[0] for one in FACTS}


@pytest.mark.parametrize("address", FACTS)
def test_lanes_rows_and_flow_are_those_of_the_source(address: str) -> None:
    fact, loaded = FACTS[address], load(address)
    alur = flow(loaded)
    assert alur.masalah == ()
    assert [lane.nama for lane in alur.lajur] == fact.heads
    rows = range(len(loaded.sop.kegiatan or ()))
    assert [[node.lajur + 1 for node in alur.di_baris(row)] for row in rows] == fact.nodes
    assert [node.baris for node in alur.simpul if node.bentuk is Bentuk.MULAI] == [0]
    assert [node.baris for node in alur.simpul if node.bentuk is Bentuk.SELESAI] == [len(fact.nodes) - 1]
    decisions = {
        node.baris + 1: tuple(alur.simpul[arc.ke].baris + 1 for arc in alur.keluar_dari(node.indeks))
        for node in alur.simpul
        if node.bentuk is Bentuk.KEPUTUSAN
    }
    assert decisions == fact.decisions
    label = loaded.label
    for arc in alur.arus:
        if alur.simpul[arc.dari].bentuk is Bentuk.KEPUTUSAN:
            assert arc.label == (label.ya if arc.keluar == 0 else label.tidak)


@pytest.mark.parametrize("address", FACTS)
def test_each_row_has_an_id_and_targets_are_ids(address: str) -> None:
    rows = load(address).sop.kegiatan or ()
    ids = [row.id for row in rows]
    assert None not in ids
    assert len(set(ids)) == len(ids)
    for row in rows:
        for target in (*(row.ya or ()), *(row.tidak or ()), *(row.ke or ())):
            assert target in ids


@pytest.mark.parametrize("address", FACTS)
def test_everything_is_a_draft_and_points_the_editor_at_the_schema(address: str) -> None:
    loaded = load(address)
    assert loaded.sop.status == "draft"
    for file, schema in ((path_of(address), "sop"), (path_of(address).parents[1] / "kantor.yaml", "kantor")):
        first = file.read_text(encoding="utf-8").splitlines()[0]
        _, _, target = first.partition("# yaml-language-server: $schema=")
        assert (file.parent / target).resolve() == ROOT / "doctool" / "data" / "schema" / f"{schema}.schema.json"


def dates(loaded: LoadedSop) -> list[str | None]:
    sop = loaded.sop
    fields = (sop.tanggal_pembuatan, sop.tanggal_revisi, sop.tanggal_efektif, sop.tanggal_pengesahan)
    return [one.teks if one is not None else None for one in fields]


def test_dates_are_those_of_the_source_absent_empty_and_dash_apart() -> None:
    assert {address: dates(load(address)) for address in FACTS} == {
        S000: ["", "", "", None],
        S001: ["09 Januari 2024", "", "10 Januari 2024", None],
        S002: ["1 Agustus 2022", "1 Agustus 2022", "1 Agustus 2022", None],
        S003: ["01 Januari 2019", "01 Agustus 2023", "", None],
        S004: ["1 September 2020", "-", None, "29 September 2020"],
    }


def test_numbers_are_those_of_the_source() -> None:
    assert [load(address).sop.nomor_sop for address in FACTS] == [
        "",
        "SOP/SEKRETARIAT.20/PROGRAM/DISDUKCAPIL/2024",
        "SOP-PIAK-07",
        "SOP/P.2.2.2/06/025/425.111/2023",
        "07/SOP-Disdukcapil/SES/2020",
    ]
    printed = {address: load(address).sop.prosedur()[0][1].numbers() for address in FACTS}
    assert printed[S003] == tuple("123456789")
    assert printed[S001] == tuple(f"{number}." for number in range(1, 12))
    assert printed[S004] == tuple(f"{number}." for number in range(1, 11))


def test_signers_are_those_of_the_source() -> None:
    def signers(address: str) -> list[tuple[str, str, str, str]]:
        loaded = load(address)
        done = [loaded.kantor.lengkapi(one) for one in loaded.sop.disahkan_oleh or ()]
        return [(one.jabatan, one.nama, one.pangkat, one.nip) for one in done]

    assert signers(S000) == []
    assert signers(S001) == [("", "Dra. Sri Maharani, M.Pd.", "Pembina Tingkat I", "19660609 199503 2 002")]
    assert signers(S002) == [
        ("Kepala Dinas Kependudukan Dan Pencatatan Sipil Kab Semarang", "Drs. RUDI SUSANTO, MM", "",
         "196707191993111001")
    ]  # fmt: skip
    assert signers(S003) == [
        ("KEPALA DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL KOTA PROBOLINGGO", "Drs. SUKAM, M.Si", "Pembina Utama Muda",
         "19640728 199103 1 004")
    ]  # fmt: skip
    assert signers(S004) == [("Kepala Dinas Kependudukan dan Pencatatan Sipil Kota Sibolga", "", "", "")]
    loaded = load(S004)
    (below,) = [loaded.kantor.lengkapi(one) for one in loaded.sop.tanda_tangan_alur]
    assert (below.awalan, below.nama, below.pangkat) == ("Plt.", "AMARULLAH GULTOM, SE, M.M", "Pembina Tk. I")
    assert below.nip == "19670312 199103 1 007"


def test_offices_print_their_own_words() -> None:
    label = {address: load(address).label for address in FACTS}
    assert [one.kegiatan for one in label.values()] == ["Kegiatan", "Kegiatan", "Kegiatan", "Aktivitas", "Kegiatan"]
    assert [one.keterangan for one in label.values()] == ["Ket.", "Ket.", "Keterangan", "Ket", "Ket"]
    assert (label[S000].ya, label[S000].tidak) == ("YA", "TIDAK")
    assert label[S001].tanggal_pembuatan == "Tgl. Pembuatan"
    assert label[S004].tanggal_pengesahan == "Tgl Pengesahan"
    assert (label[S004].kelengkapan, label[S004].output) == ("Kelengkapan/ Persyaratan", "Out put")
    assert label[S000].peralatan_perlengkapan == "Peralatan / Perlengkapan :"
    assert label[S002].peralatan_perlengkapan == "Peralatan/perlengkapan"


def test_offices_have_their_own_sheet_style() -> None:
    style = {address: load(address).kantor.gaya for address in FACTS}
    assert [one.sampul.tampil for one in style.values()] == [True, False, True, False, False]
    assert [one.prosedur.nomor_kolom for one in style.values()] == [False, True, False, False, False]
    assert [one.tanggal[:2] for one in style.values()] == ["d ", "dd", "d ", "dd", "d "]
    letterheads = {one.split("/")[0]: [line.teks for line in load(one).kantor.kop.baris] for one in FACTS}
    assert letterheads["kota-medan"] == ["Dinas Kependudukan dan Pencatatan Sipil", "Kota Medan", "Sekretariat"]
    assert letterheads["kota-probolinggo"] == ["DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL", "KOTA PROBOLINGGO"]
    assert letterheads["kota-sibolga"][0] == "PEMERINTAH KOTA SIBOLGA"
    assert letterheads["kab-semarang"][-1] == "UNGARAN 50511"


def test_the_wording_is_the_sources() -> None:
    rows = {address: {row.id: row for row in load(address).sop.kegiatan or ()} for address in FACTS}
    assert rows[S000]["tindak-lanjut"].uraian == ("Menerima dan menindaklanjuti hasil evaluasi laporan dari pimpinan",)
    assert rows[S000]["rencana"].output == ()
    assert rows[S001]["serahkan"].waktu is not None
    assert rows[S001]["serahkan"].waktu.teks == "15 (Lima Belas) Menit"
    assert rows[S001]["arahan"].keterangan == ("-",)
    assert rows[S002]["persiapan"].waktu is not None
    assert rows[S002]["persiapan"].waktu.teks == ""
    assert rows[S003]["kirim-format"].kelengkapan == ("- Surat Pengantar", "- Form Isian Data Kinerja")
    assert rows[S003]["reviu"].output == ("Koreksi Laporan Kinerja", "Persetujuan")
    assert len(rows[S003]["reviu"].uraian) == 3
    assert rows[S003]["informasi"].keterangan == ()
    assert rows[S004]["paraf"].output == ("Paraf koordinasi",)
    medan = load(S001).sop
    assert medan.keterkaitan is not None
    assert (medan.keterkaitan.kolom, len(medan.keterkaitan.butir)) == (3, 15)
    assert medan.peralatan_perlengkapan is not None
    assert (medan.peralatan_perlengkapan.kolom, len(medan.peralatan_perlengkapan.butir)) == (2, 5)
    sibolga = load(S004).sop
    assert sibolga.keterkaitan is not None
    assert sibolga.keterkaitan.butir == ()
    assert "DINAS DINAS" not in (load(S003).sop.nama_sop or "")


# --- word for word against the source texts, where they are at hand ---------------------------------------------

#: What the reading of the source left in it that the office never printed, removed before the words are compared.
DEBRIS: dict[str, tuple[str, ...]] = {
    "000": (r"NIP\. 19670719 199811\n", r"\| MIN \| TI FIGURE \|", r"\| [E→>,—1-] ", "^2\\.$"),
    "001": (r"Memiliki Sikap Rapi, Teliti dan Ramah",),
    "002": ("DHARMOTTAMA SATYA PRAJA",),
    "003": (r'<ol style="list-style-type: none">', " DINAS(?= DINAS )"),
    "004": ("PETUNJUK", r"\tt\t"),
}
#: Words that the reading broke or misspelt, and the word meant.
BROKEN = {
    "mengkonsultasik an": "mengkonsultasikan", "nimpinan": "pimpinan", "mengkoordinasi kan": "mengkoordinasikan",
    "permintaa n": "permintaan", "diiteruskan": "diteruskan", "Perogram": "Program",
    "15 (Lima) Menit": "15 (Lima Belas) Menit", "2.apabila": "2. apabila",
    "2014Peraturan": "2014 Peraturan", "2010Peraturan": "2010 Peraturan",
    "PemerintahanMemahami": "Pemerintahan Memahami", "dllData": "dll Data",
}  # fmt: skip
NUMBERED = list(zip(("000", "001", "002", "003", "004"), FACTS, strict=True))


def words(text: str) -> list[str]:
    """The words, without the one or two digits of list items, rows and columns, which the sheet counts itself."""
    return [word for word in re.findall(r"\w+", text.lower()) if not re.fullmatch(r"\d\d?", word)]


def texts(tree: Any) -> list[str]:
    if isinstance(tree, str):
        return [tree]
    return [one for part in (tree.values() if isinstance(tree, dict) else tree) for one in texts(part)]


@pytest.mark.parametrize(("number", "address"), NUMBERED)
def test_every_word_of_the_source_is_in_the_yaml(number: str, address: str) -> None:
    found = sorted(SOURCES.glob(f"{number}_*.txt"))
    if not found:
        pytest.skip("the source texts are not at hand (DOCTOOL_SEEDS)")
    text = found[0].read_text(encoding="utf-8")
    for pattern in DEBRIS[number]:
        text = re.sub(pattern, " ", text, flags=re.MULTILINE)
    text = re.sub(r"</?\w+>", " ", text)
    for broken, meant in BROKEN.items():
        text = text.replace(broken, meant)
    loaded = load(address)
    written = [read_yaml(path_of(address)).data, read_yaml(path_of(address).parents[1] / "kantor.yaml").data]
    printed = [value for value in loaded.label.model_dump().values() if value]
    have = set(words(" ".join((*texts(written), *printed))))
    missing = [word for word in words(text) if word not in have]
    assert missing == []


@pytest.mark.parametrize(("number", "address"), NUMBERED)
def test_every_cell_of_the_yaml_is_in_the_source(number: str, address: str) -> None:
    """The other way round: nothing is invented, each printed text stands in the source as a run of words."""
    found = sorted(SOURCES.glob(f"{number}_*.txt"))
    if not found:
        pytest.skip("the source texts are not at hand (DOCTOOL_SEEDS)")
    text = found[0].read_text(encoding="utf-8")
    for broken, meant in BROKEN.items():
        text = text.replace(broken, meant)
    text = re.sub(r"<[^>]*>", " ", text.replace("DINAS DINAS", "DINAS"))
    # Two rows of 000 ran together in the source.
    text += " Menerima dan menindaklanjuti hasil evaluasi laporan dari pimpinan" if number == "000" else ""
    source = " ".join(re.findall(r"\w+", text.lower()))
    sop = load(address).sop
    lists = (
        sop.dasar_hukum, sop.keterkaitan, sop.peringatan, sop.kualifikasi_pelaksana, sop.peralatan_perlengkapan,
        sop.pencatatan_pendataan,
    )  # fmt: skip
    cells = [sop.nama_sop or "", sop.nomor_sop or "", *(item.teks for one in lists if one for item in one.butir)]
    for row in sop.kegiatan or ():
        cells += [*row.uraian, *(row.kelengkapan or ()), *(row.output or ()), row.waktu.teks if row.waktu else ""]
    absent = [cell for cell in cells if " ".join(re.findall(r"\w+", cell.lower())) not in source]
    assert absent == []


# --- the five as found ------------------------------------------------------------------------------------------


def expected() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load((AS_FOUND / "harapan.yaml").read_text(encoding="utf-8"))
    return entries


@pytest.mark.parametrize("address", FACTS)
def test_the_sources_mistakes_are_no_faults_of_the_model(address: str) -> None:
    loaded = load(address, AS_FOUND)
    assert flow(loaded).masalah == ()
    assert len(loaded.sop.kegiatan or ()) == len(FACTS[address].nodes)


def test_the_table_of_known_mistakes_points_at_the_text_it_names() -> None:
    entries = expected()
    assert {f"{one['berkas']}" for one in entries} >= {
        str(path_of(address, AS_FOUND).relative_to(AS_FOUND).as_posix()) for address in FACTS
    }
    for one in entries:
        assert set(one) == {"berkas", "baris", "kode", "kutipan"}
        line = (AS_FOUND / one["berkas"]).read_text(encoding="utf-8").splitlines()[one["baris"] - 1]
        assert line.strip()
        assert one["kutipan"] in line
        assert re.fullmatch(r"S\d\d", one["kode"])


def test_the_mistakes_are_gone_from_the_catalogue_where_the_source_tells_the_truth() -> None:
    for address in FACTS:
        catalogue = texts(read_yaml(path_of(address)).data)
        assert not [text for text in catalogue for broken in BROKEN if broken in text]
