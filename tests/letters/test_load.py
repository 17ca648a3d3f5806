"""Letters from YAML: every fault has its place, and each letter finds its office."""

from __future__ import annotations

from pathlib import Path

import pytest

from doctool.catalog.index import Workspace
from doctool.errors import ContentError
from doctool.letters.load import file_name, letter_files, load_letter, load_letters
from doctool.model.surat import NotaDinas
from tests.letters.office import NOTA, make_workspace, write


def faults(path: Path, jenis: str | None = None) -> list[tuple[str, str, str]]:
    """Place (line:column), code and message of what is wrong with the letter at `path`."""
    with pytest.raises(ContentError) as caught:
        load_letter(path, jenis, Workspace.find(path.parent))  # type: ignore[arg-type]
    return [(f"{one.where.line}:{one.where.column}", one.code, one.message) for one in caught.value.findings]


def test_a_letter_is_typed_and_knows_its_places(tmp_path: Path) -> None:
    path = write(make_workspace(tmp_path) / "data/kab-contoh/surat/Nota Dinas (1).yaml", NOTA)
    loaded = load_letter(path, "nota-dinas", Workspace.find(tmp_path))
    assert isinstance(loaded.naskah, NotaDinas)
    assert loaded.nama == "Nota-Dinas-1"
    assert (loaded.naskah.tanggal.bulan, loaded.naskah.nomor) == (1, None)
    assert str(loaded.positions.where(("hal",))).endswith("Nota Dinas (1).yaml:3:6")


@pytest.mark.parametrize(
    ("old", "new", "place", "code", "words"),
    [
        ("hal: Permintaan Data", "hal: ''", "3:6", "D09", '"hal" belum diisi'),
        ("hal: Permintaan Data", "perihal: Permintaan Data", "3:1", "D01", '"perihal" tidak dikenal'),
        ("kepada: [Kepala Bidang]", "kepada: []", "4:9", "D09", '"kepada" kosong'),
        ("kepada: [Kepala Bidang]", "kepada: [{nama: Budi}]", "4:10", "D02", '"yth" belum ada'),
        ("  - Isi nota dinas.", "  - kolom: [a, b]\n    baris: [[x]]", "7:5", "D07", "baris 1 berisi 1 sel"),
        ("  - Isi nota dinas.", "  - daftar: [a]\n    penanda: x", "7:14", "D04", '"x" bukan pilihan'),
        ("penandatangan: kadis", "penandatangan: {pejabat: kadis, awalan: a.n.}", "7:33", "D07", "tanpa atas_nama"),
        ("penandatangan: kadis", "penandatangan: kadis\nparaf: {hierarki: [A, B, C, D]}", "8:19", "D06", "lebih"),
        ("jenis: nota-dinas", "jenis: nota dinas", "1:8", "D16", '"nota dinas" bukan jenis surat'),
        ("jenis: nota-dinas", "jenis: undangan", "1:8", "D16", "surat ini undangan, bukan nota-dinas"),
        ("jenis: nota-dinas", "kantor: kab-lain", "1:9", "D16", 'kantor "kab-lain" tidak ada'),
    ],
)
def test_faults_have_their_place(tmp_path: Path, old: str, new: str, place: str, code: str, words: str) -> None:
    path = write(make_workspace(tmp_path) / "data/kab-contoh/surat/a.yaml", NOTA.replace(old, new))
    found = faults(path, "nota-dinas")
    assert any(one[:2] == (place, code) and words in one[2] for one in found), found


def test_a_letter_without_a_kind_needs_the_command_to_name_it(tmp_path: Path) -> None:
    path = write(make_workspace(tmp_path) / "data/a.yaml", NOTA.replace("jenis: nota-dinas\n", ""))
    assert load_letter(path, "nota-dinas", Workspace.find(tmp_path)).naskah.jenis == "nota-dinas"
    assert faults(path) == [("1:1", "D16", "jenis surat belum disebut")]


def test_the_office_is_that_of_the_key_else_of_the_folder_else_the_only_one(tmp_path: Path) -> None:
    root = make_workspace(tmp_path, "kab-a", "kab-b")
    workspace = Workspace.find(root)
    in_b = write(root / "data/kab-b/surat/a.yaml", NOTA)
    named = write(root / "data/kab-b/surat/b.yaml", "kantor: kab-a\n" + NOTA)
    assert load_letter(in_b, None, workspace).office.kode == "kab-b"
    assert load_letter(named, None, workspace).office.kode == "kab-a"
    nowhere = write(root / "lain/surat/c.yaml", NOTA)
    ((_place, code, message),) = faults(nowhere)
    assert (code, message) == ("D16", "kantor surat ini belum disebut")
    (root / "sop_catalog/kab-b/kantor.yaml").unlink()
    (root / "sop_catalog/kab-b").rmdir()
    assert load_letter(nowhere, None, Workspace.find(root)).office.kode == "kab-a"


def test_a_faulty_letter_is_a_reading_and_no_exception(tmp_path: Path) -> None:
    path = write(make_workspace(tmp_path) / "data/kab-contoh/surat/a.yaml", "jenis: notula\n")
    (one,) = load_letters(path, None, Workspace.find(tmp_path)).letters
    assert one.loaded is None
    assert one.error is not None
    assert {finding.code for finding in one.error.findings} == {"D02"}


def test_letters_of_a_folder_are_those_in_surat_and_those_that_say_their_kind(tmp_path: Path) -> None:
    inside = write(tmp_path / "kab-a/surat/a.yaml", "hal: x\n")
    said = write(tmp_path / "kab-a/rapat/b.yml", "# rapat\njenis: undangan\n")
    for other in ("kab-a/penerima.yaml", "kab-a/surat/.c.yaml", "kab-a/surat/~d.yaml"):
        write(tmp_path / other, "nama: x\n")
    write(tmp_path / "kab-a/surat/e.txt", "x")
    assert letter_files(tmp_path) == [said, inside]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Undangan Rapat", "Undangan-Rapat"), ("surat/../../x", "surat-..-..-x"), ("CON", "surat-CON"),
        ("com1.txt", "surat-com1.txt"), ("..", "surat"), ("é\u202e", "e"), ("日本", "surat"), ("x" * 300, "x" * 80),
        ("a:b*c?", "a-b-c"),
    ],
)
def test_names_are_files_everywhere(text: str, name: str) -> None:
    assert file_name(text) == name
