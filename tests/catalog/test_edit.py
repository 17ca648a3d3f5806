"""Penyunting: the wished tree, and not a byte more than that."""

from __future__ import annotations

import copy
from itertools import zip_longest
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doctool.catalog.edit import Penyunting, same
from doctool.catalog.source import Tree, parse_yaml
from doctool.errors import ContentError
from doctool.loaded import Positions
from tests.random_sop import random_data

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "sop_catalog").rglob("*.yaml")) + sorted((ROOT / "tests/data/seeds-as-found").rglob("*/*.yaml"))

STEPS = """\
# kepala berkas
nama_sop: Contoh  # di belakang
kosong:
daftar: []
jalur: {a: satu, b: "dua"}

kegiatan:
  # langkah pertama
  - id: a
    uraian: Menerima surat  # dari loket
    pelaksana: [staf, kabid]

  # langkah kedua
  - id: b
    uraian: >
      Memeriksa berkas
      dan mencatatnya
    kelengkapan:
      - Surat
      - 'Buku ''agenda'''
    # sisa b
gaya:
  sampul:
    tampil: ya
"""


def edited(text: str, *steps: tuple[Any, ...]) -> str:
    editor = Penyunting(text, "contoh.yaml")
    for name, *given_ in steps:
        getattr(editor, name)(*given_)
    return editor.text


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines of `before` and of `after` between those that are equal at the beginning and the end."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return old, new


@pytest.mark.parametrize(
    ("step", "old", "new"),
    [
        (("set", ("nama_sop",), "Lain"), ["nama_sop: Contoh  # di belakang\n"], ["nama_sop: Lain  # di belakang\n"]),
        (("set", ("nama_sop",), "a: b"), ["nama_sop: Contoh  # di belakang\n"], ['nama_sop: "a: b"  # di belakang\n']),
        (("set", ("nama_sop",), "007"), ["nama_sop: Contoh  # di belakang\n"], ['nama_sop: "007"  # di belakang\n']),
        (("set", ("nama_sop",), "#2"), ["nama_sop: Contoh  # di belakang\n"], ['nama_sop: "#2"  # di belakang\n']),
        (("set", ("kosong",), "isi"), ["kosong:\n"], ["kosong: isi\n"]),
        (("set", ("kosong",), ["satu dua"]), [], ["  - satu dua\n"]),
        (("append", ("kosong",), "satu dua"), [], ["  - satu dua\n"]),
        (("append", ("daftar",), "satu dua"), ["daftar: []\n"], ["daftar:\n", "  - satu dua\n"]),
        (("append", ("daftar",), {"a": "1", "b": "x"}), ["daftar: []\n"], ["daftar:\n", "  - a: 1\n", "    b: x\n"]),
        (("set", ("jalur", "b"), "x, y"), ['jalur: {a: satu, b: "dua"}\n'], ['jalur: {a: satu, b: "x, y"}\n']),
        (("set", ("jalur", "a"), "x, y"), ['jalur: {a: satu, b: "dua"}\n'], ['jalur: {a: "x, y", b: "dua"}\n']),
        (("insert", ("jalur",), "c", "3", "a"), ['jalur: {a: satu, b: "dua"}\n'],
         ['jalur: {a: satu, c: 3, b: "dua"}\n']),
        (("remove", ("jalur", "b")), ['jalur: {a: satu, b: "dua"}\n'], ["jalur: {a: satu}\n"]),
        (("set", ("kegiatan", 0, "id"), "aa"), ["  - id: a\n"], ["  - id: aa\n"]),
        (("append", ("kegiatan", 0, "pelaksana"), "kadis"), ["    pelaksana: [staf, kabid]\n"],
         ["    pelaksana: [staf, kabid, kadis]\n"]),
        (("set", ("kegiatan", 1, "uraian"), "Memeriksa berkas dan mencatat"), ["      dan mencatatnya\n"],
         ["      dan mencatat\n"]),
        (("set", ("kegiatan", 1, "kelengkapan", 1), "Buku 'tamu'"), ["      - 'Buku ''agenda'''\n"],
         ["      - 'Buku ''tamu'''\n"]),
        (("append", ("kegiatan", 1, "kelengkapan"), "ATK"), [], ["      - ATK\n"]),
        (("insert", ("kegiatan", 1), "waktu", "10:30", "id"), [], ['    waktu: "10:30"\n']),
        (("insert", ("kegiatan", 1), "ya", "a"), [], ["    ya: a\n"]),
        (("insert", ("kegiatan",), 1, {"id": "c", "uraian": "Baru", "pelaksana": ["staf"]}), [],
         ["  - id: c\n", "    uraian: Baru\n", "    pelaksana: [staf]\n", "\n"]),
        (("remove", ("kegiatan", 0, "id")), ["  - id: a\n", "    uraian: Menerima surat  # dari loket\n"],
         ["  - uraian: Menerima surat  # dari loket\n"]),
        (("remove", ("kegiatan", 0, "uraian")), ["    uraian: Menerima surat  # dari loket\n"], []),
        (("set", ("gaya", "kop", "ukuran"), "12"), [], ["  kop:\n", "    ukuran: 12\n"]),
        (("set", ("gaya", "sampul", "tampil"), "tidak"), ["    tampil: ya\n"], ["    tampil: tidak\n"]),
        (("remove", ("gaya", "sampul", "tampil")), ["  sampul:\n", "    tampil: ya\n"], ["  sampul: {}\n"]),
        (("set", ("nama_sop",), "satu\ndua"), ["nama_sop: Contoh  # di belakang\n"],
         ['nama_sop: "satu\\ndua"  # di belakang\n']),
        (("set", ("kosong",), "satu\ndua"), ["kosong:\n"], ["kosong: |\n", "  satu\n", "  dua\n"]),
        (("insert", (), "status", "draft", None), [], ["status: draft\n"]),
    ],
)
def test_an_edit_touches_only_its_lines(step: tuple[Any, ...], old: list[str], new: list[str]) -> None:
    assert changed_lines(STEPS, edited(STEPS, step)) == (old, new)


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_ends_mark_and_a_missing_last_line_end_stay(end: str, bom: str) -> None:
    text = bom + STEPS.rstrip("\n").replace("\n", end)
    for step in (("append", ("kegiatan", 1, "kelengkapan"), "ATK"), ("set", ("gaya", "sampul", "warna"), "biru")):
        after = edited(text, step)
        assert after.startswith(bom)
        assert after.replace(end, "").isprintable() or bom
        assert not after.endswith(end)
        assert after.count(end) == text.count(end) + 1
    assert edited(text, ("remove", ("gaya",))).endswith(f"{end}    # sisa b")


def test_a_new_first_key_stands_below_the_comments_of_the_file_and_above_those_of_its_neighbour() -> None:
    text = "# yaml-language-server: x\n\n# tentang a\na: 1\n"
    editor = Penyunting(text, "x.yaml")
    editor.insert((), "baru", "2", before="a")
    assert editor.text == "# yaml-language-server: x\n\nbaru: 2\n# tentang a\na: 1\n"


def test_a_removed_step_leaves_one_blank_line_and_the_comments_around_it() -> None:
    text = "kegiatan:\n  - id: a\n\n  - id: b\n    # milik b\n\n  # milik c\n  - id: c\n"
    assert edited(text, ("remove", ("kegiatan", 1))) == "kegiatan:\n  - id: a\n\n  # milik c\n  - id: c\n"


def test_lists_that_stand_below_their_key_without_indentation_stay_so() -> None:
    text = "a:\n- x\n- y\nb: z\n"
    assert edited(text, ("append", ("a",), "w"), ("set", ("c",), ["satu dua"])) == (
        "a:\n- x\n- y\n- w\nb: z\nc:\n- satu dua\n"
    )
    assert edited(text, ("set", ("a",), {"k": "v w"})) == "a:\n  k: v w\nb: z\n"


def test_texts_in_bars_keep_their_bars_and_the_lines_that_did_not_change() -> None:
    text = "a: |  # bebas\n    satu duwa\n    tiga\n\nb: x\n"
    assert edited(text, ("set", ("a",), "satu dua\ntiga")) == "a: |  # bebas\n    satu dua\n    tiga\n\nb: x\n"
    assert edited(text, ("set", ("a",), "lain\n\nsama\nsekali")) == (
        "a: |  # bebas\n    lain\n\n    sama\n    sekali\n\nb: x\n"
    )


ODD = """\
a: [x,   # satu
    y,   # dua
    z
   ]  # akhir
b: {p: 1,
    q: 2, }
c:
  - - m
    - n
  -
    k: v
    l: w
  - # komentar
    k: v2
d: |+  # bebas
  teks

  lagi


e:\ttab
f: ~
g:
  # hanya komentar
"h h": ''
"""


@pytest.mark.parametrize(
    ("step", "old", "new"),
    [
        (("append", ("a",), "w"), ["    z\n"], ["    z, w\n"]),
        (("remove", ("a", 1)), ["    y,   # dua\n"], []),
        (("remove", ("a", 2)), ["    y,   # dua\n", "    z\n"], ["    y   # dua\n"]),
        (("set", ("a",), "teks"), ["a: [x,   # satu\n", "    y,   # dua\n", "    z\n", "   ]  # akhir\n"],
         ["a: teks  # akhir\n"]),
        (("insert", ("b",), "r", "3"), ["    q: 2, }\n"], ["    q: 2, r: 3, }\n"]),
        (("remove", ("c", 0, 0)), ["  - - m\n", "    - n\n"], ["  - - n\n"]),
        (("insert", ("c", 0), 0, "o"), ["  - - m\n"], ["  - - o\n", "    - m\n"]),
        (("remove", ("c", 1)), ["  -\n", "    k: v\n", "    l: w\n"], []),
        (("remove", ("c", 2)), ["  - # komentar\n", "    k: v2\n"], []),
        (("insert", ("c", 2), "y", "1", "k"), [], ['    "y": 1\n']),
        (("set", ("d",), "teks\n\nlagu"), ["  lagi\n"], ["  lagu\n"]),
        (("insert", (), "baru", "1", "d"), [], ["baru: 1\n"]),
        (("set", ("e",), {"a": "b"}), ["e:\ttab\n"], ["e:\n", "  a: b\n"]),
        (("append", ("f",), "x y"), ["f: ~\n"], ["f:\n", "  - x y\n"]),
        (("append", ("g",), "x y"), [], ["  - x y\n"]),
        (("set", ("h h",), "1"), ["\"h h\": ''\n"], ["\"h h\": '1'\n"]),
    ],
)
def test_odd_ways_of_writing_are_edited_in_their_way(step: tuple[Any, ...], old: list[str], new: list[str]) -> None:
    assert changed_lines(ODD, edited(ODD, step)) == (old, new)


@pytest.mark.parametrize(
    "step",
    [
        ("set", (), {"a": "b"}),
        ("set", ("jalur", "a", "x"), "y"),
        ("set", ("kegiatan", 9), "y"),
        ("set", ("kegiatan", "x"), "y"),
        ("set", ("nama_sop",), "bel\x07"),
        ("insert", ("jalur",), "a", "lagi"),
        ("insert", ("jalur",), "c", "3", "tidak-ada"),
        ("insert", ("kegiatan",), 5, "x"),
        ("append", ("nama_sop",), "x"),
        ("remove", ("tidak-ada",)),
        ("remove", ()),
    ],
)
def test_what_cannot_be_done_is_refused_and_the_text_stays(step: tuple[Any, ...]) -> None:
    editor = Penyunting(STEPS, "contoh.yaml")
    with pytest.raises(ContentError) as caught:
        getattr(editor, step[0])(*step[1:])
    assert [one.code for one in caught.value.findings] == ["Y25"]
    assert editor.text == STEPS


def test_several_texts_are_set_at_once_or_not_at_all() -> None:
    editor = Penyunting(STEPS, "contoh.yaml")
    editor.set_texts({
        ("kegiatan", 1, "uraian"): "Memeriksa berkas dan mencatat", ("nama_sop",): "a: b", ("kosong",): "x",
        ("kegiatan", 0, "id"): "a",
    })
    wanted = STEPS.replace("mencatatnya", "mencatat").replace("Contoh", '"a: b"').replace("kosong:", "kosong: x")
    assert editor.text == wanted
    before = editor.text
    for path, text in ((("daftar",), "x"), (("tiada",), "x"), (("jalur", "a"), "bel\x07")):
        with pytest.raises(ContentError):
            editor.set_texts({("nama_sop",): "lain", path: text})
        assert editor.text == before


def test_a_broken_text_is_refused_at_once() -> None:
    with pytest.raises(ContentError):
        Penyunting("a: [b\n", "x.yaml")


def test_characters_can_be_replaced_where_they_stand() -> None:
    text = '\ufeffa: "satu  duwa"\n'
    editor = Penyunting(text, "x.yaml")
    editor.replace(text.index("duwa"), text.index("duwa") + 4, "dua", ("a",), "satu  dua")
    assert editor.text == '\ufeffa: "satu  dua"\n'
    with pytest.raises(ContentError):
        editor.replace(text.index("satu"), text.index("satu") + 4, "b", ("a",), "bukan itu")


# --- random edits

WORDS = st.one_of(
    st.sampled_from(["", "-", "~", "ya", "no", "007", "10:30", "1 Hari", "a: b", "# x", "x # y", "[a", "{a}", "'a'",
                     '"a"', "a, b", "satu\ndua", "satu\n\n  dua\n", " tepi ", "@a", "- a", "\\n", "null", "|",
                     "é \u2014", "satu\n  dua", "dua  spasi", "tab\tdi sini", "?", "? a", "!x", "&x", "*x", "%x",
                     "a:", ":a"]),
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"], max_codepoint=0x2FFF), max_size=12),
)
VALUES: st.SearchStrategy[Tree] = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["id", "uraian", "ya", "a b", "12", "x:y"]), inner, max_size=3),
    ),
    max_leaves=6,
)


def dumped(seed: int) -> str:
    """An SOP made up, in one of PyYAML's ways of writing it."""
    random = Random(seed)
    data = random_data(seed)[random.choice((0, 1, 1, 1))]
    text: str = yaml.safe_dump(
        data, sort_keys=False, allow_unicode=True, default_flow_style=random.choice((False, False, None)),
        width=random.choice((40, 80, 1000)), indent=random.choice((2, 4)),
    )
    return text


def as_saved(text: str, random: Random) -> str:
    """`text` as some editor would have saved it."""
    if random.random() < 0.3:
        text = text.rstrip("\n")
    if random.random() < 0.4:
        text = text.replace("\n", "\r\n")
    return "\ufeff" + text if random.random() < 0.3 else text


def paths_of(tree: Tree, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    entries = list(tree.items()) if isinstance(tree, dict) else list(enumerate(tree)) if isinstance(tree, list) else []
    return [path, *(one for step, inner in entries for one in paths_of(inner, (*path, step)))]


def at(tree: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def random_edit(random: Random, tree: Tree, value: Tree) -> tuple[str, tuple[Any, ...], Tree]:
    """The name of an edit, what it is given, and the tree it should lead to."""
    wanted: Any = copy.deepcopy(tree)
    path = random.choice([one for one in paths_of(tree) if one])
    parent = at(wanted, path[:-1])
    kind = random.choice(("set", "set", "set", "append", "insert", "remove"))
    if kind == "remove" and len(path) + len(parent) > 2:
        del parent[path[-1]]
        return "remove", (path,), wanted
    if kind == "insert" and isinstance(parent, list):
        place = random.randint(0, len(parent))
        parent.insert(place, value)
        return "insert", (path[:-1], place, value), wanted
    if kind == "insert" and "kunci baru" not in parent:
        after = random.choice([None, path[-1]])
        items = list(parent.items())
        parent.clear()
        for key, one in items:
            parent[key] = one
            if key == after:
                parent["kunci baru"] = value
        parent.setdefault("kunci baru", value)
        return "insert", (path[:-1], "kunci baru", value, after), wanted
    lists = [one for one in paths_of(tree) if isinstance(at(tree, one), list)]
    if kind == "append" and lists:
        path = random.choice(lists)
        at(wanted, path).append(value)
        return "append", (path, value), wanted
    parent[path[-1]] = value
    return "set", (path, value), wanted


def first_difference(before: str, after: str) -> int:
    """The first line, from 1, in which two texts differ."""
    pairs = zip_longest(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return next(number for number, (old, new) in enumerate(pairs, start=1) if old != new)


def last_lines(text: str, places: Positions) -> dict[tuple[str | int, ...], int]:
    """For each value the last line that can be part of it: the one where the next value, or its key, begins."""
    starts = sorted((min(places.values[one], places.keys.get(one, places.values[one])), one) for one in places.values)
    end = len(text.splitlines())
    out = {}
    for number, (_, path) in enumerate(starts):
        following = (start[0] for start, one in starts[number + 1 :] if one[: len(path)] != path)
        out[path] = next(following, end)
    return out


def check_edits(text: str, random: Random, values: list[Tree]) -> None:
    editor = Penyunting(text, "acak.yaml")
    for value in values:
        before, tree, places = editor.text, editor.source.data, editor.source.positions
        last = last_lines(before, places)
        name, given_, wanted = random_edit(random, tree, value)
        getattr(editor, name)(*given_)
        assert same(editor.source.data, wanted)
        assert same(parse_yaml(editor.text.removeprefix("\ufeff").replace("\r\n", "\n"), "x").data, wanted)
        old, new = changed_lines(before, editor.text)
        path = given_[0]
        if name == "set" and old:
            first = first_difference(before, editor.text)
            assert places.where_key(path).line <= first
            assert first + len(old) - 1 <= last[path]
        if name == "set" and isinstance(value, str) and isinstance(at(tree, path), str) and "\n" not in value:
            assert len(new) <= 1 or len(new) <= len(old)
        if name in ("append", "insert"):
            comments = [line for line in before.splitlines() if line.lstrip().startswith("#")]
            assert comments == [line for line in editor.text.splitlines() if line.lstrip().startswith("#")]
            assert len(old) <= 2
        assert ("\r" in editor.text) == ("\r" in text)
        assert editor.text.startswith("\ufeff") == text.startswith("\ufeff")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), values=st.lists(VALUES, min_size=1, max_size=4))
def test_random_edits_of_the_catalogue(file: Path, seed: int, values: list[Tree]) -> None:
    random = Random(seed)
    check_edits(as_saved(file.read_text(encoding="utf-8"), random), random, values)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), values=st.lists(VALUES, min_size=1, max_size=4))
def test_random_edits_of_random_sops(seed: int, values: list[Tree]) -> None:
    random = Random(seed)
    check_edits(as_saved(dumped(seed), random), random, values)
