"""What each recipient gets is planned and checked before anything is made or numbered."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from doctool.catalog.index import Workspace
from doctool.errors import ContentError, DoctoolError
from doctool.findings import Finding
from doctool.inspection import inspect
from doctool.packet_checking import packet_findings
from doctool.packets.load import find_paket, load_paket, paket_files
from tests.letters.office import make_workspace, write
from tests.packets.setting import DAY, PAKET, PENERIMA, SURAT, checked, errors, make_packet, opened, table

ROOT = Path(__file__).resolve().parents[2]


def refusal(path: Path) -> list[Finding]:
    with pytest.raises(ContentError) as told:
        checked(path)
    return list(told.value.findings)


def test_pieces_conditions_and_names(tmp_path: Path) -> None:
    made = checked(make_packet(tmp_path))
    got = {one.penerima.folder: [name for piece in one.bagian for name in piece.files()] for one in made.kiriman}
    assert got == {
        "001_Bidang-Satu": ["1_Surat-Pengantar.docx", "2_Petunjuk.txt"],
        "002_Bidang-Dua": ["1_Surat-Pengantar.docx", "2_Petunjuk.txt"],
        "003_Seksi-Tiga": ["1_Surat-Pengantar.docx"],
    }  # fmt: skip
    assert made.gagal == ()
    assert made.temuan == ()


@pytest.mark.parametrize("wish", ["{eselon: [III, IV]}", "{ESELON: [iii, ' iv ']}", "{}"])
def test_conditions_take_several_values_and_do_not_mind_case(tmp_path: Path, wish: str) -> None:
    made = checked(make_packet(tmp_path, paket=PAKET.replace("{eselon: III}", wish)))
    assert [len(one.bagian) for one in made.kiriman] == [2, 2, 2]


def test_numbers_of_pieces_have_no_gap(tmp_path: Path) -> None:
    paket = PAKET.replace("surat: surat.yaml}", "surat: surat.yaml, jika: {eselon: IV}}").replace(
        "jika: {eselon: III}", "jika: {eselon: [III, IV]}"
    )
    made = checked(make_packet(tmp_path, paket=paket))
    assert [piece.nama for piece in made.kiriman[0].bagian] == ["1_Petunjuk"]
    assert [piece.nama for piece in made.kiriman[2].bagian] == ["1_Surat-Pengantar", "2_Petunjuk"]
    assert [piece.tempat for piece in made.kiriman[0].bagian] == [1]


UNKNOWN = {
    "in-the-letter": (PAKET, SURAT.replace("{jabatan}", "{jabatn}"), "surat.yaml", 3, "jabatan"),
    "in-the-packet": (PAKET.replace("judul: Petunjuk", 'judul: "Petunjuk {nma}"'), SURAT, "paket.yaml", 6, "nama"),
    "in-a-condition": (PAKET.replace("{eselon:", "{eslon:"), SURAT, "paket.yaml", 6, "eselon"),
    "in-the-folder": (PAKET.replace("isi:", 'folder: "{urutan}_{nama}"\nisi:'), SURAT, "paket.yaml", 4, "urut"),
    "in-a-file": (PAKET.replace("petunjuk.txt", '"{wilayah}.pdf"'), SURAT, "paket.yaml", 6, ""),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_column_that_there_is_not_is_told_with_its_line(tmp_path: Path, name: str) -> None:
    paket, surat, file, line, near = UNKNOWN[name]
    [told] = refusal(make_packet(tmp_path, paket=paket, surat=surat))
    assert told.code == "D10"
    assert told.where.file.endswith(file)
    assert (told.where.line, told.where.column > 1) == (line, True)
    assert near in told.hint


def test_braces_without_quotes_are_told_with_what_to_write(tmp_path: Path) -> None:
    [told] = refusal(make_packet(tmp_path, surat=SURAT.replace('"{jabatan}"', "{jabatan}")))
    assert (told.code, told.where.line, told.where.column) == ("D03", 3, 11)
    assert '"{jabatan}"' in told.hint


BROKEN = {
    "outside": (PAKET.replace("petunjuk.txt", "../../../../../rahasia.txt"), "D14"),
    "absolute": (PAKET.replace("petunjuk.txt", "/etc/passwd"), "D14"),
    "drive": (PAKET.replace("petunjuk.txt", "C:/x.txt"), "D14"),
    "recipients-outside": (PAKET.replace("penerima.csv", "../../../../../penerima.csv"), "D14"),
    "missing": (PAKET.replace("petunjuk.txt", "petunjk.txt"), "D24"),
    "folder": (PAKET.replace("petunjuk.txt", "."), "D24"),
    "unknown-key": (PAKET.replace("judul: Paket", "jdul: Paket"), "D01"),
    "two-things": (PAKET.replace("berkas: petunjuk.txt", "berkas: petunjuk.txt, sop: x"), "D07"),
    "nothing": (PAKET.replace("berkas: petunjuk.txt, ", ""), "D07"),
    "shape": (PAKET.replace("surat: surat.yaml", "surat: surat.yaml, bentuk: [xlsx]"), "D04"),
    "no-sop": (PAKET.replace("berkas: petunjuk.txt", "sop: tiada"), "D24"),
    "no-recipients": (PAKET.replace("penerima: penerima.csv", "penerima: []"), "D09"),
    "yaml": (PAKET.replace("isi:", "isi: ["), "Y"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_packet_that_cannot_be_is_refused_with_its_place(tmp_path: Path, name: str) -> None:
    paket, code = BROKEN[name]
    path = make_packet(tmp_path, paket="", nama="contoh")
    write(path, paket)
    found = refusal(path)
    assert any(one.code.startswith(code) for one in found), found
    assert all(one.where.file.endswith("paket.yaml") and one.where.line for one in found)


def test_a_link_out_of_the_workspace_is_refused(tmp_path: Path) -> None:
    path = make_packet(tmp_path / "ruang")
    write(tmp_path / "rahasia.txt", "rahasia")
    (path.parent / "petunjuk.txt").unlink()
    try:
        (path.parent / "petunjuk.txt").symlink_to(tmp_path / "rahasia.txt")
    except OSError:
        pytest.skip("no links here")
    assert [one.code for one in refusal(path)] == ["D14"]


def test_a_file_named_by_a_column_stays_inside_and_costs_its_own_recipient(tmp_path: Path) -> None:
    rows = [["Nama", "Jabatan", "Eselon", "Lampiran"], ["A", "Kepala A", "III", "petunjuk.txt"],
            ["B", "Kepala B", "III", "../../../../../../etc/passwd"], ["C", "Kepala C", "III", "tiada.txt"],
            ["D", "Kepala D", "III", ""]]
    path = make_packet(tmp_path, paket=PAKET.replace("petunjuk.txt", '"{lampiran}"'), penerima=table(rows))
    made = checked(path)
    assert [one.penerima.nama for one in made.kiriman] == ["A"]
    assert made.kiriman[0].bagian[1].sumber == "berkas:data/kab-contoh/paket/contoh/petunjuk.txt"
    assert [(one.nama, one.findings[0].code, one.findings[0].where.cell) for one in made.gagal] == [
        ("B", "D14", "D3"), ("C", "D24", "D4"), ("D", "D24", "D5"),
    ]  # fmt: skip


def test_a_letter_that_one_recipient_spoils_costs_that_one_only(tmp_path: Path) -> None:
    rows = [["Nama", "Jabatan", "Tanggal"], ["A", "Kepala A", "5 Januari 2026"], ["B", "", "5 Januari 2026"]]
    path = make_packet(tmp_path, penerima=table(rows), paket=PAKET.replace(", jika: {eselon: III}", ""))
    made = checked(path)
    assert [one.penerima.nama for one in made.kiriman] == ["A"]
    [lost] = made.gagal
    assert "yth" in lost.alasan
    assert "surat.yaml:3" in lost.alasan
    assert "penerima.csv" in lost.findings[0].where.file


def test_a_sign_that_word_cannot_hold_costs_its_own_recipient(tmp_path: Path) -> None:
    rows = [["Nama", "Jabatan", "Eselon"], ["A", "Kepala A", "IV"], ["B \ufdd0", "Kepala B", "IV"], ["C", "D", "IV"]]
    made = checked(make_packet(tmp_path, penerima=table(rows)))
    assert [one.penerima.nama for one in made.kiriman] == ["A", "C"]
    assert [(one.code, one.where.cell) for one in made.gagal[0].findings] == [("Y05", "A3")]


def test_values_of_recipients_never_become_places_or_paths(tmp_path: Path) -> None:
    hostile = ["{{ hal }}", "{jabatan}", "../../x", "${nomor}", "{% raw %}"]
    rows = [["Nama", "Jabatan", "Eselon"], *([one, f"Kepala {one}", "III"] for one in hostile)]
    path = make_packet(tmp_path, penerima=table(rows))
    one = opened(path)
    trees = [one.materials.letters[0].tree(each.penerima) for each in one.rencana.kiriman]
    assert [tree["kiriman"][0]["naskah"] for tree in trees] == [f"Data {name}" for name in hostile]
    assert all("/" not in each.penerima.folder and "{" not in each.penerima.folder for each in one.rencana.kiriman)


def test_the_plan_is_the_same_every_time_and_keys_stay_when_rows_move(tmp_path: Path) -> None:
    path = make_packet(tmp_path)
    before = checked(path)
    assert checked(path) == before
    head, *rows = PENERIMA.strip().splitlines()
    moved = make_packet(tmp_path, penerima="\n".join([head, "Bidang Baru;Kepala;III", *reversed(rows)]) + "\n")
    after = checked(moved)
    keys = {one.penerima.kunci for one in before.kiriman}
    assert {one.penerima.kunci for one in after.kiriman} == keys | {"bidang-baru"}
    assert [one.penerima.urut for one in after.kiriman] == [1, 2, 3, 4]


def test_what_nobody_gets_and_empty_cells_are_told(tmp_path: Path) -> None:
    surat = SURAT.replace("banyaknya: 1 (satu) berkas", 'banyaknya: 1 (satu) berkas, keterangan: "{catatan_khusus}"')
    rows = [["Nama", "Jabatan", "Eselon", "Catatan Khusus"], ["A", "Kepala A", "IV", ""], ["B", "Kepala B", "IV", "x"]]
    made = checked(make_packet(tmp_path, surat=surat, penerima=table(rows)))
    told = [one.message for one in made.temuan]
    assert any('eselon "III"' in one for one in told)
    assert any('"Petunjuk" tidak diterima siapa pun' in one for one in told)
    assert any('"catatan_khusus" kosong untuk "A"' in one for one in told)
    assert not any('untuk "B"' in one for one in told)
    assert not any("tidak dikenal" in one for one in told)
    assert errors(made.temuan) == []


def test_a_recipient_who_gets_nothing_is_told(tmp_path: Path) -> None:
    paket = PAKET.replace("surat: surat.yaml}", "surat: surat.yaml, jika: {eselon: III}}")
    made = checked(make_packet(tmp_path, paket=paket))
    assert [one.nama for one in made.gagal] == ["Seksi Tiga"]
    assert "tidak mendapat apa pun" in made.gagal[0].alasan


def test_the_day_of_a_letter(tmp_path: Path) -> None:
    def day(**texts: str) -> str:
        one = opened(make_packet(tmp_path, **texts))
        return str(one.materials.letters[0].data["tanggal"])

    assert day() == "5 Januari 2026"
    assert day(paket=PAKET.replace("5 Januari 2026", "7 Februari 2026")) == "7 Februari 2026"
    assert day(paket=PAKET.replace("tanggal: 5 Januari 2026\n", "")) == "5 Januari 2026"
    assert day(surat=SURAT.replace("kepada:", "tanggal: 1 Maret 2026\nkepada:", 1)) == "1 Maret 2026"


def test_a_long_path_is_told(tmp_path: Path) -> None:
    deep = tmp_path / ("a" * 100) / ("b" * 60)
    made = checked(make_packet(deep, penerima=table([["Nama", "Jabatan", "Eselon"], ["x" * 200, "Kepala", "III"]])))
    assert [one.code for one in made.temuan] == ["D28"]


def test_packets_are_found_by_address_and_name(tmp_path: Path) -> None:
    make_workspace(tmp_path, "kab-contoh", "kota-lain")
    path = make_packet(tmp_path)
    workspace = Workspace(tmp_path)
    assert paket_files(workspace) == [path]
    assert find_paket(workspace, "contoh") == find_paket(workspace, "kab-contoh/contoh") == path
    assert find_paket(workspace, str(path.parent)) == path
    with pytest.raises(DoctoolError, match="tidak ada"):
        find_paket(workspace, "conto")


def test_a_packet_outside_of_a_workspace_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "paket.yaml", PAKET)
    with pytest.raises(ContentError, match="ruang kerja"):
        load_paket(path, None)


@pytest.mark.parametrize("asked", [".", "data/kab-contoh", "data/kab-contoh/paket/contoh/surat.yaml",
                                   "data/kab-contoh/paket/contoh/penerima.csv"])
def test_periksa_checks_packets_and_takes_their_letters_with_them(tmp_path: Path, asked: str) -> None:
    path = make_packet(tmp_path, penerima=PENERIMA + "Bidang Satu;Kepala;III\n")
    found = inspect([tmp_path / asked], today=DAY)
    assert any(one.endswith("paket.yaml") for one in found.files)
    assert not any(one.endswith("surat.yaml") for one in found.files)
    assert [one.code for one in found.findings] == ["D26"]
    assert path.parent.name == "contoh"


@pytest.mark.parametrize(("office", "name", "pieces"), [
    ("kota-probolinggo", "permintaan-data-2026", [3, 3, 3, 3]), ("kota-sibolga", "distribusi-sop", [2, 1, 1, 1]),
])
def test_the_sample_packets_are_sound(tmp_path: Path, office: str, name: str, pieces: list[int]) -> None:
    for part in ("sop_catalog", f"data/{office}/kinerja", f"data/{office}/paket"):
        shutil.copytree(ROOT / part, tmp_path / part)
    made = checked(tmp_path / "data" / office / "paket" / name / "paket.yaml")
    assert [len(one.bagian) for one in made.kiriman] == pieces
    assert made.gagal == ()
    assert errors(made.temuan) == []


def test_a_damaged_record_of_handing_over_is_told_before_anything_is_made(tmp_path: Path) -> None:
    path = make_packet(tmp_path)
    (path.parent / "ekspedisi.jsonl").write_text('rusak\n{"penerima": "bidang-satu"}\n', encoding="utf-8")
    with pytest.raises(ContentError, match=r"ekspedisi\.jsonl:1:1: catatan ekspedisi rusak"):
        opened(path)
    [found] = packet_findings(Workspace(tmp_path), path, DAY, tmp_path / "output")
    assert (found.code, found.where.line) == ("Z04", 1)


def test_a_path_that_goes_up_and_down_again_names_the_packet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_packet(tmp_path / "ruang")
    monkeypatch.chdir(tmp_path / "ruang" / "sop_catalog")
    for start in ("..", "../../ruang"):
        workspace = Workspace.find(Path.cwd())
        found = find_paket(workspace, f"{start}/data/kab-contoh/paket/contoh")
        assert (found.parents[2].name, found.parent.name) == ("kab-contoh", "contoh")
        assert load_paket(found, workspace).office.kode == "kab-contoh"
        assert workspace.office_of(Path(start) / "data/kab-contoh/paket/contoh/surat.yaml") == "kab-contoh"
    assert load_paket(path, Workspace(tmp_path / "ruang")).nama == "contoh"


def test_a_title_with_a_column_is_refused(tmp_path: Path) -> None:
    """It stands on every cover sheet and the list alike: braces would be printed."""
    [found] = refusal(make_packet(tmp_path, paket=PAKET.replace("Paket Contoh", '"Permintaan Data {nama}"')))
    assert (found.code, found.where.line) == ("D10", 1)
    assert "sama untuk semua penerima" in found.message


def test_a_stamp_without_the_one_pdf_is_told(tmp_path: Path) -> None:
    stamped = PAKET.replace("isi:", "salinan: Salinan ke-{urut}\nisi:")
    [one] = [one for one in checked(make_packet(tmp_path, paket=stamped)).temuan if one.code == "D27"]
    assert ("satu_pdf: ya" in one.hint, one.where.line) == (True, 4)
    both = stamped.replace("isi:", "satu_pdf: ya\nisi:").replace("berkas: p", "gabung: tidak, berkas: p")
    assert [one for one in checked(make_packet(tmp_path / "dua", paket=both)).temuan if one.code == "D27"] == []


@pytest.mark.parametrize(("wanted", "got"), [
    ("III", "ABCDEF"), ("eselon iii", "ABCDEF"), ("III.a", "BCD"), ("IIIb", "E"), ("II", ""), ("V", "H"),
])  # fmt: skip
def test_a_rank_is_known_with_its_letters(tmp_path: Path, wanted: str, got: str) -> None:
    texts = ["III", "III.a", "IIIa", "Eselon III/a", "III b", "iii", "IV.a", "V", "Pelaksana"]
    people = [[name, "Kepala", text] for name, text in zip("ABCDEFGHI", texts, strict=True)]
    rows = [["Nama", "Jabatan", "Eselon"], *people]
    paket = PAKET.replace("{eselon: III}", f"{{eselon: {wanted}}}")
    made = checked(make_packet(tmp_path, paket=paket, penerima=table(rows)))
    assert "".join(one.penerima.nama for one in made.kiriman if len(one.bagian) == 2) == got
    assert [one.text for one in made.temuan if "tidak ada penerima dengan" in one.message] == ([] if got else [wanted])


def test_another_column_is_no_rank(tmp_path: Path) -> None:
    rows = [["Nama", "Jabatan", "Kelas"], ["A", "Kepala A", "III.a"], ["B", "Kepala B", "III"]]
    paket = PAKET.replace("{eselon: III}", "{kelas: III}")
    made = checked(make_packet(tmp_path, paket=paket, penerima=table(rows)))
    assert [len(one.bagian) for one in made.kiriman] == [1, 2]


def test_recipients_of_whom_a_condition_knows_nothing_are_told_in_one_line(tmp_path: Path) -> None:
    rows = [["Nama", "Jabatan", "Eselon"], ["A", "Kepala A", "III"], ["B", "Kepala B", ""], ["C", "Kepala C", "IV"],
            ["D", "Kepala D", " "]]
    made = checked(make_packet(tmp_path, penerima=table(rows)))
    [one] = [one for one in made.temuan if one.code == "D27"]
    assert one.message == '2 penerima tanpa isi di kolom "eselon" tidak mendapat "Petunjuk"'
    assert one.where.line == 6


def test_an_empty_cell_is_told_at_itself(tmp_path: Path) -> None:
    made = checked(make_packet(tmp_path, penerima=PENERIMA.replace("Kepala Bidang Dua", "")))
    [lost] = made.gagal
    [one] = errors(lost.findings)
    assert (one.code, one.where.cell) == ("D09", "B3")
    assert one.hint == 'isi kolom "jabatan" untuk penerima ini'
    people = "\n  - {nama: A, jabatan: Kepala, eselon: III}\n  - {nama: B, jabatan: '', eselon: III}"
    listed = PAKET.replace("penerima.csv", people)
    [lost] = checked(make_packet(tmp_path / "dua", paket=listed, file="tiada.csv")).gagal
    assert errors(lost.findings)[0].where.line == 5


def test_no_pattern_for_folders_is_refused(tmp_path: Path) -> None:
    path = make_packet(tmp_path, paket=PAKET.replace("isi:", 'folder: " "\nisi:'))
    with pytest.raises(ContentError) as caught:
        opened(path)
    assert [(one.code, one.where.line) for one in caught.value.findings] == [("D09", 4)]


def test_a_list_that_is_not_there_is_sought_among_the_files_of_its_folder(tmp_path: Path) -> None:
    path = make_packet(tmp_path)
    (path.parent / ".doctool").mkdir()
    path.write_text(PAKET.replace("penerima.csv", "daftar.xlsx"), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        opened(path)
    [one] = caught.value.findings
    assert "penerima.csv" in one.hint
    assert ".doctool" not in one.hint
    assert "paket.yaml" not in one.hint
