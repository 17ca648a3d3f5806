"""Which SOPs the items of keterkaitan are: by address, by number, by name, and never a guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from doctool.catalog.index import Workspace
from doctool.catalog.related import Register

KANTOR = "nama: Dinas Contoh\npemerintah: Pemerintah Kota Contoh\nkop: {baris: [{teks: DINAS CONTOH}]}\n"


def write(root: Path, address: str, **fields: str) -> None:
    office, slug = address.split("/")
    folder = root / "sop_catalog" / office / "sop"
    folder.mkdir(parents=True, exist_ok=True)
    (folder.parent / "kantor.yaml").write_text(KANTOR, encoding="utf-8")
    text = "".join(f"{key}: {value}\n" for key, value in fields.items())
    (folder / f"{slug}.yaml").write_text(text, encoding="utf-8")


def related(root: Path, address: str = "kota-a/asal") -> dict[str, str]:
    workspace = Workspace(root)
    (entry,) = workspace.select([address])
    loaded = workspace.load(entry)
    return {text: one.address for text, one in Register(workspace, [loaded]).related(loaded).items()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "kota-a/surat-masuk", nama_sop="Pengelolaan Surat Masuk", nomor_sop="SOP/SEKR/01/2024")
    write(tmp_path, "kota-b/surat-keluar", nama_sop="Pengelolaan Surat Keluar", nomor_sop="SOP/SEKR/02/2024")
    return tmp_path


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ("SOP Pengelolaan Surat Masuk;", "kota-a/surat-masuk"),
        ("Pengelolaan surat masuk", "kota-a/surat-masuk"),
        ("Standar Operasional Prosedur (SOP) Pengelolaan Surat Masuk.", "kota-a/surat-masuk"),
        ("SOP arsip (Nomor SOP/SEKR/01/2024)", "kota-a/surat-masuk"),
        ("{teks: SOP Keluar, sop: kota-b/surat-keluar}", "kota-b/surat-keluar"),
        ("{teks: SOP Keluar, sop: surat-keluar}", "kota-b/surat-keluar"),
        ("{teks: SOP Hilang, sop: kota-b/tiada}", None),
        ("SOP Pengelolaan Surat", None),
        ("SOP Pengelolaan Surat Keluar", None),  # another office's; only an address leads there
        ("SOP Ini", None),  # itself
        ("-", None),
    ],
)
def test_an_item_is_the_sop_that_it_names(root: Path, item: str, found: str | None) -> None:
    write(root, "kota-a/asal", nama_sop="SOP Ini", keterkaitan=f"[{item}]")
    assert set(related(root).values()) == ({found} if found else set())


def test_the_printed_text_is_the_key_also_where_it_has_a_marker_of_its_own(root: Path) -> None:
    write(root, "kota-a/asal", nama_sop="Ini", keterkaitan='"1. SOP Pengelolaan Surat Masuk"')
    assert related(root)["SOP Pengelolaan Surat Masuk"] == "kota-a/surat-masuk"


def test_what_could_be_two_is_none(root: Path) -> None:
    write(root, "kota-a/surat-masuk-2", nama_sop="Pengelolaan Surat Masuk")
    write(root, "kota-a/asal", nama_sop="Ini", keterkaitan="[SOP Pengelolaan Surat Masuk]")
    assert related(root) == {}


def test_a_withdrawn_sop_is_not_meant(root: Path) -> None:
    write(root, "kota-a/surat-masuk-2", nama_sop="Pengelolaan Surat Masuk", status="dicabut")
    write(root, "kota-a/asal", nama_sop="Ini", keterkaitan="[SOP Pengelolaan Surat Masuk]")
    assert related(root) == {"SOP Pengelolaan Surat Masuk": "kota-a/surat-masuk"}


def test_files_that_cannot_be_read_are_passed_over(root: Path) -> None:
    write(root, "kota-a/rusak", nama_sop="[")
    write(root, "kota-a/asal", nama_sop="Ini", keterkaitan="[SOP Pengelolaan Surat Masuk]")
    assert related(root) == {"SOP Pengelolaan Surat Masuk": "kota-a/surat-masuk"}
