"""YAML as text with places: what is read, and every way of refusing it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from doctool.border.limits import TEXT_BYTES
from doctool.border.text import FORBIDDEN, decode
from doctool.catalog import source as source_module
from doctool.catalog.source import parse_yaml, read_yaml
from doctool.errors import ContentError
from doctool.findings import Finding, Severity

T = TypeVar("T")


def refused(text: str) -> tuple[Finding, ...]:
    with pytest.raises(ContentError) as caught:
        parse_yaml(text, "a.yaml")
    return caught.value.findings


def refused_file(path: Path) -> Finding:
    with pytest.raises(ContentError) as caught:
        read_yaml(path, "a.yaml")
    (finding,) = caught.value.findings
    return finding


def test_values_stay_the_text_that_was_written() -> None:
    data = parse_yaml(
        "waktu: 10:30\nnip: 007\nya: ya\nno: No\ntanggal: 2024-01-02\nbesar: 1e3\nbenar: true\n"
        "kosong:\ntilde: ~\nnol: null\nkutip: \"~\"\nstrip: \"-\"\n",
        "a.yaml",
    ).data
    assert data == {
        "waktu": "10:30", "nip": "007", "ya": "ya", "no": "No", "tanggal": "2024-01-02", "besar": "1e3",
        "benar": "true", "kosong": "", "tilde": "", "nol": "", "kutip": "~", "strip": "-",
    }


def test_long_texts_are_folded_and_block_texts_keep_their_lines() -> None:
    data = parse_yaml("a: satu\n  dua\nb: |\n  1. satu\n  2. dua\nc: >\n  satu\n  dua\nd: 'it''s'\n", "a.yaml").data
    assert data == {"a": "satu dua", "b": "1. satu\n2. dua", "c": "satu dua", "d": "it's"}


def test_places_count_from_one_in_characters() -> None:
    read = parse_yaml(
        "kegiatan:\n"
        "  - uraian: Menerima é😀 berkas\n"
        "    kelengkapan: [Surat, KTP]\n"
        "    simpul:\n"
        "      - {pelaksana: kadis, ke: [1, 2]}\n",
        "a.yaml",
    ).positions
    assert read.values[()] == (1, 1)
    assert read.keys[("kegiatan",)] == (1, 1)
    assert read.values[("kegiatan",)] == (2, 3)
    assert read.values[("kegiatan", 0)] == (2, 5)
    assert read.values[("kegiatan", 0, "uraian")] == (2, 13)
    assert read.values[("kegiatan", 0, "kelengkapan", 1)] == (3, 26)
    assert read.keys[("kegiatan", 0, "simpul", 0, "ke")] == (5, 28)
    assert read.values[("kegiatan", 0, "simpul", 0, "ke", 1)] == (5, 36)


def test_columns_after_letters_beyond_ascii_are_characters() -> None:
    read = parse_yaml("a: [é😀, b]\n", "a.yaml").positions
    assert read.values[("a", 1)] == (1, 9)


def test_a_place_of_the_model_is_found_where_the_file_is_shorter() -> None:
    positions = parse_yaml("disahkan_oleh: kadis\ndasar_hukum:\n  - a\n  - b\n", "a.yaml").positions
    assert str(positions.where(("disahkan_oleh", 0, "pejabat"))) == "a.yaml:1:16"
    assert str(positions.where(("dasar_hukum", "butir", 1, "teks"))) == "a.yaml:4:5"
    assert str(positions.where(("tidak", "ada"))) == "a.yaml:1:1"
    assert str(positions.where_key(("dasar_hukum",))) == "a.yaml:2:1"


# text, place, code, words of the message
BAD = [
    ("a: 1\nnama_sop Penerbitan\nb: 2\n", "2:1", "Y07", "titik dua"),
    ("a:\n  - x\n  b\nc: 1\n", "3:3", "Y07", "titik dua"),
    ("a:1\nb: 2\n", "1:2", "Y07", "harus ada spasi"),
    ("a\nb: 1\n", "1:1", "Y07", "titik dua"),
    ("a: |\nx\nb: 1\n", "2:1", "Y07", "titik dua"),
    ("a: Surat: lampiran\n", "1:9", "Y10", "di dalam teks"),
    ("a:\n  - Surat: lam: x\n", "2:15", "Y10", "di dalam teks"),
    ("a: b:\n", "1:5", "Y10", "di dalam teks"),
    ('a: "x\nb: 2\n', "1:4", "Y09", "tidak ditutup"),
    ("a: 'x\nb: 2\n", "1:4", "Y09", "tidak ditutup"),
    ('a: "x\nb: "y"\n', "1:4", "Y09", "tidak ditutup"),
    ("a: @x\n", "1:4", "Y11", '"@"'),
    ("a: `x\n", "1:4", "Y11", '"`"'),
    ("a: %x\n", "1:4", "Y11", '"%"'),
    ("a: , x\n", "1:4", "Y11", '","'),
    ("a: > 5 hari\n", "1:4", "Y11", '">"'),
    ("a: * x\n", "1:4", "Y11", '"*"'),
    ("a:\n\tb: 1\n", "2:1", "Y06", "tab"),
    ("a:\n  - x\n\t- y\n", "3:1", "Y06", "tab"),
    ("a: [\n\tx]\n", "2:1", "Y06", "tab"),
    ("a:\n\tb: 1\n\tc: 2\n", "2:1", "Y06", "juga baris 3"),
    ("a: 1\n\u00a0b: 2\n", "2:1", "Y06", "spasi khusus"),
    ("a:\n\u00a0 b: 2\n", "2:1", "Y06", "spasi khusus"),
    ("a: 1\n  b: 2\n", "2:3", "Y08", "inden"),
    ("a:\n    b: 1\n  c: 2\n", "3:3", "Y08", "inden"),
    ("  a: 1\nb: 2\n", "2:1", "Y08", "inden"),
    ("a:\n  - x\n - y\n", "3:2", "Y08", "inden"),
    ("a:\n - x\n  - y\n", "3:3", "Y08", "tersambung"),
    ("a: - x\n", "1:4", "Y08", "sebaris"),
    ("a: -\n", "1:4", "Y11", 'isi "-" harus diberi tanda kutip'),
    ("a: 1\n- b\n", "2:1", "Y08", "inden"),
    ("a:\n  -x\n  -y\n", "2:3", "Y08", "diikuti spasi"),
    ("a:\n  - x\n  -y\n", "3:3", "Y08", "diikuti spasi"),
    ("a: [x, y\nb: 2\n", "1:4", "Y12", "tidak ditutup"),
    ("a: {x: y\nb: 2\n", "1:4", "Y12", "tidak ditutup"),
    ("a: [x] y\n", "1:8", "Y13", "sesudah kurung penutup"),
    ('a: "x" y\n', "1:8", "Y13", "sesudah tanda kutip penutup"),
    ("a: 'it's'\n", "1:8", "Y13", "sesudah tanda kutip penutup"),
    ('a: "\\q"\n', "1:5", "Y14", "garis miring"),
    ("a: 1\nb: 2\na: 3\n", "3:1", "Y16", 'kunci "a" sudah ada di baris 1'),
    ("a: *x\n", "1:4", "Y17", '"*x"'),
    ("a: &x 1\n", "1:4", "Y17", '"&x"'),
    ("a: 1\n<<: {b: 1}\n", "2:1", "Y17", '"<<"'),
    ("a: !!python/object/apply:os.system [ls]\n", "1:4", "Y18", '"!"'),
    ("a: !x 1\n", "1:4", "Y18", '"!"'),
    ("a: 1\n---\nb: 2\n", "2:1", "Y19", "dokumen kedua"),
    ("a: 1\n...\nb: 2\n", "3:1", "Y19", '"..."'),
    ("", "1:1", "Y20", "kosong"),
    ("# hanya komentar\n", "1:1", "Y20", "kosong"),
    ("- a\n- b\n", "1:1", "Y20", "bukan daftar"),
    ("halo\n", "1:1", "Y20", "bukan teks"),
    ("[" * 20_000, "1:41", "Y21", "bersarang"),
    ("a: " + "{b: " * 20_000, "1:160", "Y21", "bersarang"),
    ("".join(" " * depth + "- \n" for depth in range(500)), "41:41", "Y21", "bersarang"),
    ("? [a]\n: 1\n", "1:3", "Y22", "nama kunci harus teks"),
    ("[a]: 1\n", "1:1", "Y22", "nama kunci harus teks"),
    (": 1\n", "1:1", "Y22", "tidak ada nama kunci"),
    ("'': 1\n", "1:1", "Y22", "nama kunci kosong"),
    ("a: #x\n", "1:4", "Y23", '"#x" akan hilang'),
    ("a: Loket #2\n", "1:10", "Y23", '"#2" akan hilang'),
    ("a:\n  1. Surat\n  2. KTP\n", "3:3", "Y24", "satu baris"),
    ('a: "\\0"\n', "1:4", "Y05", "U+0000"),
    ("a: x\x0by\n", "1:5", "Y05", "Shift+Enter"),
    ("a: x\n\x1fb: y\n", "2:1", "Y05", "U+001F"),
    ("a: x\u2028y\n", "1:5", "Y05", "U+2028"),
    ("a: x\u202e754\n", "1:5", "Y05", "pembalik arah"),
    ("a: \ud800\n", "1:4", "Y05", "U+D800"),
    ("a: \uffff\n", "1:4", "Y05", "U+FFFF"),
]


@pytest.mark.parametrize(("text", "place", "code", "words"), BAD)
@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_bad_yaml_gives_one_finding_on_its_place(
    text: str, place: str, code: str, words: str, loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if loader == "SafeLoader" and "\\q" in text:
        place = "1:6"  # PyYAML's own scanner points at the letter, libyaml at the backslash
    monkeypatch.setattr(source_module, "LOADER", getattr(yaml, loader))
    (finding,) = refused(text)
    assert (str(finding.where), finding.code) == (f"a.yaml:{place}", code)
    assert words in finding.message
    assert "\n" not in finding.message + finding.hint
    assert finding.hint
    assert finding.severity is Severity.ERROR


GOOD = [
    ("a: x # komentar\n", {"a": "x"}),
    ("a: 'Loket #2'\n", {"a": "Loket #2"}),
    ("a: C#\n", {"a": "C#"}),
    ('a: "x" # lihat #5\n', {"a": "x"}),
    ("a: |\n  Loket #2\n  - b\n", {"a": "Loket #2\n- b"}),
    ("a: |\n  x\n  \ty\n", {"a": "x\n\ty"}),
    ("a: Surat\n  nomor 5\n", {"a": "Surat nomor 5"}),
    ("# yaml-language-server: $schema=x.json\na: 1\n", {"a": "1"}),
    ("---\na: 1\n", {"a": "1"}),
    ("a:\n- x\n- -\n", {"a": ["x", [""]]}),
    ("a: -x\n", {"a": "-x"}),
    ("a: []\nb: {}\n", {"a": [], "b": {}}),
]


@pytest.mark.parametrize(("text", "data"), GOOD)
def test_good_yaml_is_not_refused(text: str, data: object) -> None:
    assert parse_yaml(text, "a.yaml").data == data


def test_all_duplicate_keys_are_listed_at_once() -> None:
    findings = refused("a: 1\na: 2\nb:\n  c: 1\n  c: 2\n  c: 3\n")
    assert [(str(one.where), one.code) for one in findings] == [
        ("a.yaml:2:1", "Y16"), ("a.yaml:5:3", "Y16"), ("a.yaml:6:3", "Y16"),
    ]
    assert "baris 4" in findings[2].message


def test_what_stands_below_a_key_that_is_there_twice_is_not_listed_as_well() -> None:
    rows = "a:\n  - b: 1\n    c: {d: 2}\n"
    assert [str(one.where) for one in refused(rows + "e: 3\n" + rows + "e: 4\n")] == ["a.yaml:5:1", "a.yaml:8:1"]


def test_items_of_a_list_that_run_together_are_one_finding_that_names_the_dash() -> None:
    (one,) = refused("a:\n  - b: 1\n    c: 2\n    b: 3\n    c: 4\n")
    assert (str(one.where), one.code) == ("a.yaml:4:5", "Y16")
    assert '"- "' in one.hint
    (one,) = refused("a:\n  - b: 1\n    c: 2\n    c: 3\n")
    assert '"- "' not in one.hint


def test_a_file_with_endless_faults_lists_fifty() -> None:
    assert len(refused("a: 1\n" * 5000)) == 50


def write(folder: Path, data: bytes) -> Path:
    path = folder / "a.yaml"
    path.write_bytes(data)
    return path


def test_bom_and_windows_line_ends_are_read_without_complaint(tmp_path: Path) -> None:
    read = read_yaml(write(tmp_path, b"\xef\xbb\xbfa: 1\r\nb:\r\n  - x\r\n"))
    assert read.data == {"a": "1", "b": ["x"]}
    assert read.positions.values[("b", 0)] == (3, 5)


FILES = [
    (b"PK\x03\x04rest", "a.yaml", "Y03", "Word, Excel"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1", "a.yaml", "Y03", "format lama"),
    (b"%PDF-1.7", "a.yaml", "Y03", "PDF"),
    (b"a: 1\nb: \x00\x00x\n", "a.yaml:2:4", "Y03", "byte nol"),
    ("a: 1\n".encode("utf-16"), "a.yaml", "Y04", "UTF-16"),
    ("a: 1\n".encode("utf-16-be"), "a.yaml", "Y04", "UTF-16"),
    ("a: 1\n".encode("utf-32"), "a.yaml", "Y04", "UTF-32"),
    ("a: x\nb: caf\u00e9\n".encode("cp1252"), "a.yaml:2:7", "Y04", '"é" dalam pengodean Windows-1252'),
    (b"a: \xed\xa0\x80\n", "a.yaml:1:4", "Y04", "bukan UTF-8"),
]


@pytest.mark.parametrize(("data", "place", "code", "words"), FILES)
def test_what_is_no_utf8_text_is_named(data: bytes, place: str, code: str, words: str, tmp_path: Path) -> None:
    finding = refused_file(write(tmp_path, data))
    assert (str(finding.where), finding.code) == (place, code)
    assert words in finding.message
    assert finding.hint


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert refused_file(tmp_path / "tidak-ada.yaml").message == "berkas tidak ada"
    assert refused_file(tmp_path).code == "Y01"


def test_a_huge_file_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    with path.open("wb") as stream:
        stream.truncate(100_000_000)
    finding = refused_file(path)
    assert finding.code == "Y02"
    assert "100,0 MB" in finding.message
    assert len(read_yaml(write(tmp_path, b"a: " + b"x" * (TEXT_BYTES - 3))).data["a"]) == TEXT_BYTES - 3


def outcome(read: Callable[[], T]) -> T | ContentError:
    try:
        return read()
    except ContentError as refusal:
        return refusal


@given(st.text(st.characters(exclude_categories=[])) | st.text("ab:-# \n\t\"'[]{}&*!|>?%@`,~<1", max_size=60))
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    text = text.replace("\r", "\n")
    read = outcome(lambda: parse_yaml(text, "a.yaml"))
    if isinstance(read, ContentError):
        assert read.findings
        assert all(1 <= one.where.line <= text.count("\n") + 1 and one.where.column >= 1 for one in read.findings)
        return
    assert not any(FORBIDDEN.search(leaf) for leaf in leaves(read.data))
    assert set(read.positions.values) >= {(key,) for key in read.data}


def leaves(tree: object) -> list[str]:
    if isinstance(tree, dict):
        return [leaf for key, value in tree.items() for leaf in [key, *leaves(value)]]
    if isinstance(tree, list):
        return [leaf for value in tree for leaf in leaves(value)]
    return [str(tree)]


TREES = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20).filter(
        lambda text: not FORBIDDEN.search(text)
    ),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text("abcdef_", min_size=1, max_size=8), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text("abcdef_", min_size=1, max_size=8), TREES, min_size=1, max_size=5), st.booleans())
@settings(max_examples=150, deadline=None)
def test_what_a_yaml_writer_writes_reads_back_equal(tree: dict[str, object], flow: bool) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, default_style='"', width=10_000)
    assert parse_yaml(text, "a.yaml").data == tree


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    text = outcome(lambda: decode(data, "a.yaml"))
    if isinstance(text, ContentError):
        assert text.findings[0].code in {"Y03", "Y04"}
    else:
        assert "\r" not in text
