"""Widths of tables: no word breaks where the page allows it, the wish counts, what does not fit upright is told."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doctool.model.dokumen import Baris, Paragraf, Sel, Tabel, polos
from doctool.table_fit import Look, chosen_look, columns, looks, stands, table_height, widths
from tests.write.sample_report import nomor, sel, wide

UPRIGHT, FONT = 8788, "Arial"
NORMAL = Look(10, 80)


def rows(*texts: tuple[str, ...], lebar: tuple[float, ...] = (), bergaris: bool = True) -> Tabel:
    head, *body = texts
    made = (Baris(tuple(map(sel, head)), "kepala"), *(Baris(tuple(map(sel, one))) for one in body))
    return Tabel(lebar or (1,) * len(head), made, bergaris=bergaris)


def years(count: int) -> Tabel:
    """Realisasi and capaian of so many years."""
    head = ("No.", "Indikator kinerja", "Satuan", *(["2021"] * 2 * count))
    name = "Persentase kematian yang dilaporkan dan terbit akta kematiannya (IKU-4)"
    return rows(head, ("1.1", name, "pengaduan", *(["100,10"] * 2 * count)))


def test_no_column_is_narrower_than_its_longest_word() -> None:
    made = rows(("No.", "Indikator kinerja", "Satuan"), ("1.1", "Jumlah pengaduan yang diterima", "pengaduan"),
                lebar=(1, 90, 1))  # fmt: skip
    found = widths(made, FONT, NORMAL, UPRIGHT)
    assert sum(found) == UPRIGHT
    assert all(one >= need.least > 0 for one, need in zip(found, columns(made, FONT, NORMAL), strict=True))


def test_a_column_gives_what_it_does_not_need_to_those_with_long_texts() -> None:
    text = "Aktivasi Identitas Kependudukan Digital masih rendah di beberapa kecamatan, lalu menurun lagi " * 2
    found = widths(rows(("No.", "Masalah", "Akibat"), ("1", text, text)), FONT, NORMAL, UPRIGHT)
    assert found[0] < UPRIGHT / 10
    assert abs(found[1] - found[2]) <= 1


def test_short_texts_leave_the_widths_that_were_wished_for() -> None:
    found = widths(rows(("a", "b"), ("c", "d"), lebar=(1, 3)), FONT, NORMAL, UPRIGHT)
    assert found[1] > 2 * found[0]
    empty = widths(rows(("Nama", "Tanda tangan"), ("Siti", ""), lebar=(1, 1), bergaris=False), FONT, NORMAL, UPRIGHT)
    assert empty == [UPRIGHT // 2, UPRIGHT // 2]


def test_type_gets_smaller_before_words_break() -> None:
    assert chosen_look(rows(("a", "b"), ("c", "d")), FONT, 10, UPRIGHT) == NORMAL
    assert chosen_look(years(5), FONT, 10, UPRIGHT).size == 8
    assert [one.size for one in looks(8)] == [8, 8, 8]


@pytest.mark.parametrize(("count", "upright"), [(1, True), (4, True), (5, True), (6, False), (9, False)])
def test_five_years_stand_upright_and_more_lie(count: int, upright: bool) -> None:
    assert stands(years(count), FONT, 10, UPRIGHT) is upright


def test_a_table_that_nearly_fits_a_page_is_set_a_little_smaller() -> None:
    lying = wide("t", "Lebar", rows=20)
    room = 13_720
    normal, small = (table_height(lying, FONT, look, room) for look in (NORMAL, Look(8, 40)))
    assert small < normal
    assert chosen_look(lying, FONT, 10, room, normal) == NORMAL
    assert chosen_look(lying, FONT, 10, room, normal - 1) != NORMAL
    assert chosen_look(lying, FONT, 10, room, small - 1) == NORMAL  # it goes on to another page all the same


def test_a_cell_over_several_columns_widens_all_of_them() -> None:
    head = Baris((sel("Pertanggungjawabanpertanggungjawaban", kolom=2),), "kepala")
    made = Tabel((1, 1, 20), (head, Baris((nomor("1"), nomor("2"), sel("x")))))
    first, second, _ = widths(made, FONT, NORMAL, UPRIGHT)
    assert first + second > 3000


TEXTS = st.text("abAB 1.\n-", max_size=40)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.lists(TEXTS, min_size=1, max_size=8), min_size=1, max_size=5),
    st.lists(st.floats(0, 50), max_size=9), st.integers(300, 14_000), st.booleans(),
)  # fmt: skip
def test_any_table_has_widths_that_fill_the_room(
    texts: list[list[str]], lebar: list[float], room: int, ruled: bool
) -> None:
    body = tuple(Baris(tuple(Sel((Paragraf(polos(text), "sel"),)) for text in row)) for row in texts)
    made = Tabel(tuple(lebar), body, bergaris=ruled)
    look = chosen_look(made, FONT, 10, room)
    found = widths(made, FONT, look, room)
    assert sum(found) == room or min(found) == 1
    needs = [one.least for one in columns(made, FONT, look)]
    if sum(needs) <= room:
        assert all(one + 1 >= need for one, need in zip(found, needs, strict=True))
    assert table_height(made, FONT, look, room) > 0
    assert re.fullmatch(r"(8|9|10)(\.0)?", str(look.size))
