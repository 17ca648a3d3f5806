"""Headings of a text go below the heading of their part, none of them by more than one level at a time."""

from __future__ import annotations

from doctool.findings import Where
from doctool.model.dokumen import Judul, Paragraf, Permintaan, Rujukan, polos, tulisan
from doctool.model.kantor import Gaya
from doctool.reports.place import Placing, check_references


class Nothing:
    """Material without tables, charts and figures."""

    def blok(self, asked: Permintaan) -> tuple[None, tuple[()]]:
        return None, ()

    def angka(self, nama: str, where: Where | None) -> tuple[None, tuple[()]]:
        return None, ()


def placed(level: int, *depths: int) -> list[tuple[int, str]]:
    """The levels of headings of these depths in a text below a heading of `level`; 0 for a paragraph."""
    text = [Judul(depth, polos(f"judul {at}")) for at, depth in enumerate(depths)]
    made = Placing(Nothing(), Where("a.md"), Gaya()).text(text, level)
    return [
        (one.tingkat if isinstance(one, Judul) else 0, tulisan(one.isi)) for one in made
        if isinstance(one, Judul | Paragraf)
    ]  # fmt: skip


def levels(level: int, *depths: int) -> list[int]:
    found = placed(level, *depths)
    assert [text for _, text in found] == [f"judul {at}" for at in range(len(depths))], "no heading is lost"
    return [one for one, _ in found]


def test_the_highest_heading_of_a_text_stands_one_below_its_part() -> None:
    assert levels(1, 1, 2, 1) == [2, 3, 2]
    assert levels(2, 3, 3, 4) == [3, 3, 4]


def test_a_level_that_was_passed_over_is_closed() -> None:
    assert levels(1, 3, 2) == [2, 2]
    assert levels(1, 1, 3, 4, 1, 4) == [2, 3, 4, 2, 3]


def test_what_is_deeper_than_the_lowest_level_is_a_bold_paragraph() -> None:
    assert levels(3, 1, 2, 3, 1) == [4, 0, 0, 4]


def test_a_reference_without_a_goal_is_told_as_it_was_written_with_names_that_are_near() -> None:
    keys = {"bab:penutup", "bab:pendahuluan", "tabel:renstra:sasaran=1", "tabel:pegawai"}
    asked = ["bab:penutupan", "tabel:renstra:sasaran=2", "gambar:loket", "tabel:pegawai"]
    text = [Paragraf(tuple(Rujukan(key) for key in asked))]
    told = [(one.message, one.hint.split(";")[0]) for one in check_references(text, keys, Where("a.md"))]
    assert told == [
        ("[lihat: bab penutupan] tidak punya tujuan", "maksudnya penutup atau pendahuluan?"),
        ("[lihat: tabel renstra sasaran=2] tidak punya tujuan", "maksudnya renstra sasaran=1?"),
        ("[lihat: gambar loket] tidak punya tujuan", "tidak ada gambar bernama dalam laporan ini"),
    ]
