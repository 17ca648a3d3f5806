"""Which SOPs are in a book, in which order."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from doctool.book.choose import Pilihan, choose, listing_findings
from doctool.book.load import book_of
from doctool.catalog.index import Workspace
from doctool.errors import ContentError, DoctoolError
from doctool.model.terbitan import Terbitan, to_json
from tests.book.case import make
from tests.letters.office import write


def chosen(root: Path, *addresses: str, in_force: bool = False) -> Pilihan:
    workspace = Workspace(root)
    return choose(workspace, book_of(workspace, "kab-contoh"), addresses, in_force=in_force)


def slugs(made: Pilihan) -> list[tuple[str, list[str]]]:
    return [(bab.judul, [one.slug for one in bab.sop]) for bab in made.bab]


def test_all_of_the_office_by_number_but_for_what_is_withdrawn(tmp_path: Path) -> None:
    made = chosen(make(tmp_path))
    assert slugs(made) == [("", ["ketujuh", "kesepuluh", "reviu", "tanpa-nomor"])]
    assert made.dilewati == {"kab-contoh/dicabut": "sudah dicabut"}


def test_only_what_is_disahkan(tmp_path: Path) -> None:
    made = chosen(make(tmp_path), in_force=True)
    assert slugs(made) == [("", ["kesepuluh"])]
    assert made.dilewati["kab-contoh/reviu"] == "belum disahkan"


def publish(root: Path, slug: str) -> None:
    """Revision 0 of an SOP as it would have been published."""
    folder = root / "sop_catalog/kab-contoh/terbitan" / slug / "0"
    office = root / "sop_catalog/kab-contoh"
    files = {
        "kantor.yaml": (office / "kantor.yaml").read_bytes(),
        "sop.yaml": (office / f"sop/{slug}.yaml").read_bytes().replace(b"status: draft", b"status: disahkan"),
    }
    prints = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    record = Terbitan("kab-contoh", slug, 0, "0", "SOP-7", "Pelayanan", "2026-01-05", berkas=prints)
    for name, data in (*files.items(), ("terbitan.json", to_json(record))):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def test_a_revision_at_work_leaves_the_published_text_in_force(tmp_path: Path) -> None:
    root = make(tmp_path)
    publish(root, "ketujuh")
    made = chosen(root, in_force=True)
    assert slugs(made) == [("", ["ketujuh", "kesepuluh"])]
    assert made.sop[0].sop.status == "disahkan"
    assert chosen(root, "kab-contoh").sop[0].sop.status == "draft"
    assert chosen(root, "ketujuh@0", "reviu").sop[0].sop.status == "disahkan"
    with pytest.raises(DoctoolError, match="tidak ada terbitan"):
        chosen(root, "ketujuh@4")


def test_a_published_sop_whose_file_is_gone_is_told(tmp_path: Path) -> None:
    root = make(tmp_path)
    publish(root, "ketujuh")
    (root / "sop_catalog/kab-contoh/sop/ketujuh.yaml").unlink()
    told = "tidak punya naskah kerja lagi, hanya terbitannya"
    assert chosen(root, in_force=True).dilewati["kab-contoh/ketujuh"] == told
    assert chosen(root, "kab-contoh").dilewati["kab-contoh/ketujuh"] == told
    assert "kab-contoh/ketujuh" not in chosen(root, "kab-contoh/kesepuluh").dilewati
    assert slugs(chosen(root, "ketujuh@0")) == [("", ["ketujuh"])]


def test_several_offices_are_chapters_where_the_book_lists_none(tmp_path: Path) -> None:
    made = chosen(make(tmp_path), "kota-contoh", "ketujuh")
    assert slugs(made) == [
        ("Dinas Contoh Kabupaten Contoh", ["ketujuh"]), ("Dinas Contoh Kota Contoh", ["kota"]),
    ]  # fmt: skip


BAB = """\
isi:
  - {bidang: data, sop: [reviu, ketujuh]}
  - kota-contoh
  - {judul: Lain-lain, sop: ["ke*", ketujuh]}
"""


def test_chapters_and_their_order_as_the_book_lists_them(tmp_path: Path) -> None:
    root = make(tmp_path, BAB)
    made = chosen(root)
    assert slugs(made) == [("Bidang Data", ["reviu", "ketujuh"]), ("", ["kota"]), ("Lain-lain", ["kesepuluh"])]
    told = [one.message for one in made.temuan]
    assert told == ["2 SOP kantor ini tidak disebut dalam isi buku: dicabut, tanpa-nomor"]
    workspace = Workspace(root)
    assert [one.code for one in listing_findings(workspace, book_of(workspace, "kab-contoh"))] == ["B21"]


def test_addresses_asked_for_keep_the_chapters_of_the_book(tmp_path: Path) -> None:
    made = chosen(make(tmp_path, BAB), "ketujuh", "tanpa-nomor")
    assert slugs(made) == [("Bidang Data", ["ketujuh"]), ("", ["tanpa-nomor"])]
    assert made.temuan == []


def test_an_address_that_names_none_is_told_with_its_place(tmp_path: Path) -> None:
    root = make(tmp_path, "isi:\n  - ketujuh\n  - {judul: A, sop: [reviu, tiada]}\n")
    with pytest.raises(ContentError) as caught:
        chosen(root)
    found = caught.value.findings[0]
    assert (found.code, found.where.line, found.text) == ("D24", 3, "tiada")


def test_every_sop_that_cannot_be_read_is_named_and_there_is_no_book_of_none(tmp_path: Path) -> None:
    root = make(tmp_path)
    for slug in ("ketujuh", "reviu"):
        write(root / f"sop_catalog/kab-contoh/sop/{slug}.yaml", "nomor: 1\n")
    with pytest.raises(ContentError) as caught:
        chosen(root)
    assert {Path(one.where.file).stem for one in caught.value.findings} == {"ketujuh", "reviu"}
    with pytest.raises(DoctoolError, match="tidak ada SOP untuk buku ini"):
        chosen(root, "dicabut")


@pytest.mark.parametrize(
    ("text", "code"),
    [("isi:\n  - {bidang: tiada, sop: ketujuh}\n", "D10"), ("keputusan: {penandatangan: tiada}\n", "D10"),
     ("isi:\n  - {judul: A}\n", "D07"), ("judol: A\n", "D01"), ("tahun: dua ribu\n", "D06")],
)  # fmt: skip
def test_what_is_wrong_in_the_file_is_told(tmp_path: Path, text: str, code: str) -> None:
    workspace = Workspace(make(tmp_path, text))
    with pytest.raises(ContentError) as caught:
        book_of(workspace, "kab-contoh")
    assert [one.code for one in caught.value.findings] == [code]
