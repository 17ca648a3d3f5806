"""The workspace: found from below, listed in order, addressed, guarded."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from doctool.catalog import index as index_module
from doctool.catalog.index import Workspace
from doctool.errors import ContentError, DoctoolError

Make = Callable[..., Path]


def addresses(root: Path, *wanted: str) -> list[str]:
    return [one.address for one in Workspace(root).select(wanted)]


def test_it_is_found_from_any_folder_below(workspace: Make) -> None:
    root = workspace("kab-a/satu")
    for start in (root, root / "sop_catalog", root / "sop_catalog/kab-a/sop"):
        assert Workspace.find(start).root == root


def test_without_a_workspace_the_way_to_one_is_said(tmp_path: Path) -> None:
    with pytest.raises(DoctoolError) as caught:
        Workspace.find(tmp_path)
    assert "sop_catalog" in caught.value.message
    assert caught.value.hint is not None
    assert "doctool baru kantor" in caught.value.hint


def test_entries_are_sorted_and_leave_out_what_is_no_sop(workspace: Make) -> None:
    root = workspace("kota-b/z", "kab-a/b", "kab-a/a", "kab-kosong")
    folder = root / "sop_catalog/kab-a/sop"
    for name in (".a.yaml", "~a.yaml", "a.yaml~", "catatan.txt"):
        (folder / name).write_text("x", encoding="utf-8")
    (folder / "terbitan").mkdir()
    found = Workspace(root)
    assert [one.address for one in found.entries()] == ["kab-a/a", "kab-a/b", "kota-b/z"]
    assert found.offices() == ["kab-a", "kab-kosong", "kota-b"]


def test_addresses_are_full_short_of_an_office_a_pattern_or_a_path(
    workspace: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = workspace("kab-a/satu", "kab-a/dua", "kota-b/satu", "kota-b/tiga")
    assert addresses(root, "kota-b/satu") == ["kota-b/satu"]
    assert addresses(root, "tiga") == ["kota-b/tiga"]
    assert addresses(root, "kab-a") == addresses(root, "kab-a/") == ["kab-a/dua", "kab-a/satu"]
    assert addresses(root, "kota-*/*") == ["kota-b/satu", "kota-b/tiga"]
    assert addresses(root, "sat?") == ["kab-a/satu", "kota-b/satu"]
    assert addresses(root, "tiga", "kota-b/tiga", "kab-a/dua") == ["kab-a/dua", "kota-b/tiga"]
    assert addresses(root) == []
    monkeypatch.chdir(root)
    assert addresses(root, "sop_catalog/kab-a/sop/satu.yaml") == ["kab-a/satu"]


# address, words of the message, words of the hint
WRONG = [
    ("satu", "menunjuk lebih dari satu", "kab-a/satu, kota-b/satu"),
    ("tigaa", 'tidak ada SOP "tigaa"', 'maksudnya "tiga"?'),
    ("kab-a/dau", 'tidak ada SOP "kab-a/dau"', 'maksudnya "kab-a/dua"?'),
    ("kab-kosong/qqq", 'tidak ada SOP "kab-kosong/qqq"', "SOP yang ada: "),
    ("qqqqq", 'tidak ada SOP "qqqqq"', "kab-a/dua, kab-a/satu"),
    ("zzz-*", 'pola "zzz-*"', "kab-a/dua"),
    ("kab-kosong", "belum punya SOP", "sop_catalog/kab-kosong/sop/"),
]


@pytest.mark.parametrize(("address", "message", "hint"), WRONG)
def test_a_wrong_address_is_answered_with_candidates(address: str, message: str, hint: str, workspace: Make) -> None:
    root = workspace("kab-a/satu", "kab-a/dua", "kota-b/satu", "kota-b/tiga", "kab-kosong")
    with pytest.raises(DoctoolError) as caught:
        addresses(root, address)
    assert message in caught.value.message
    assert hint in (caught.value.hint or "")


def test_a_name_of_an_office_and_of_an_sop_is_not_guessed(workspace: Make) -> None:
    root = workspace("kab-a/kab-b", "kab-b/satu")
    with pytest.raises(DoctoolError, match="lebih dari satu"):
        addresses(root, "kab-b")


def test_an_office_is_read_once_even_when_it_is_faulty(workspace: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = workspace("kab-a/satu", "kab-a/dua", "kab-b/tiga")
    (root / "sop_catalog/kab-b/kantor.yaml").write_text("nama: x\n", encoding="utf-8")
    read: list[str] = []
    real = index_module.load_kantor
    monkeypatch.setattr(index_module, "load_kantor", lambda path: read.append(path.name) or real(path))
    found = Workspace(root)
    satu, dua = (found.load(one) for one in found.select(["kab-a"]))
    assert satu.office is dua.office
    for _ in range(2):
        with pytest.raises(ContentError) as caught:
            found.load(found.select(["tiga"])[0])
        assert {one.code for one in caught.value.findings} == {"D02"}
    assert read == ["kab-a", "kab-b"]


def test_an_office_folder_without_kantor_yaml_is_a_finding(workspace: Make) -> None:
    root = workspace("kab-a/satu")
    (root / "sop_catalog/kab-a/kantor.yaml").unlink()
    found = Workspace(root)
    with pytest.raises(ContentError) as caught:
        found.load(found.entries()[0])
    assert [one.code for one in caught.value.findings] == ["D12"]


def test_names_that_differ_in_case_or_suffix_only_are_refused(workspace: Make) -> None:
    root = workspace("kab-a/satu", "kab-a/dua")
    (root / "sop_catalog/kab-a/sop/satu.yml").write_text("nama_sop: x\n", encoding="utf-8")
    found = Workspace(root)
    for entry in found.entries():
        if entry.slug == "dua":
            assert found.load(entry).slug == "dua"
            continue
        with pytest.raises(ContentError) as caught:
            found.load(entry)
        assert [one.code for one in caught.value.findings] == ["D13"]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_links_that_leave_the_workspace_are_refused(workspace: Make, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = workspace("kab-a/satu")
    outside = tmp_path_factory.mktemp("luar")
    (outside / "rahasia.yaml").write_text("nama_sop: x\n", encoding="utf-8")
    (root / "sop_catalog/kab-a/sop/luar.yaml").symlink_to(outside / "rahasia.yaml")
    (root / "sop_catalog/kab-a/sop/dalam.yaml").symlink_to(root / "sop_catalog/kab-a/sop/satu.yaml")
    found = Workspace(root)
    by_slug = {one.slug: one for one in found.entries()}
    with pytest.raises(ContentError) as caught:
        found.load(by_slug["luar"])
    assert [one.code for one in caught.value.findings] == ["D14"]
    assert found.load(by_slug["dalam"]).sop == found.load(by_slug["satu"]).sop
