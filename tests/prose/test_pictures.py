"""Pictures of a Markdown text."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from doctool.model.dokumen import Gambar, GambarSebaris, Paragraf
from doctool.prose.directives import Blocks
from doctool.prose.markdown import parse_markdown
from tests.hostile_workbooks import CANARY, reaching
from tests.prose.shown import lines


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a text within a workspace, with pictures beside it."""
    place = tmp_path / "ruang" / "teks"
    (place / "gambar").mkdir(parents=True)
    Image.new("RGB", (300, 150), "red").save(place / "gambar" / "kecil.png", dpi=(150, 150))
    Image.new("RGB", (4000, 1000), "red").save(place / "gambar" / "lebar peta.jpg")
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (300, 150), "red").save(place / "gambar" / "rebah.jpg", dpi=(150, 150), exif=exif)
    (place / "gambar" / "rusak.png").write_bytes(b"\x89PNG rusak")
    Image.new("RGB", (3, 3)).save(tmp_path / "luar.png")
    return place


def read(folder: Path, text: str) -> Blocks:
    return parse_markdown(text, "teks.md", folder, folder.parent)


def one(folder: Path, text: str) -> Gambar:
    found = read(folder, text)
    assert found.temuan == ()
    (block,) = found.blok
    assert isinstance(block, Gambar)
    return block


def test_a_picture_alone_has_its_text_as_caption(folder: Path) -> None:
    found = one(folder, "![Peta *kota*](gambar/kecil.png)")
    assert (found.lebar_mm, found.tinggi_mm) == (pytest.approx(50.8, abs=0.02), pytest.approx(25.4, abs=0.02))
    assert lines([found]) == ["G Peta <i>kota</> (Peta kota)"]
    assert found.data == (folder / "gambar" / "kecil.png").read_bytes()


def test_a_wide_picture_is_as_wide_as_the_text(folder: Path) -> None:
    found = one(folder, "![](<gambar/lebar peta.jpg>)")
    assert (found.lebar_mm, found.tinggi_mm, found.keterangan) == (160.0, 40.0, None)


def test_a_photograph_on_its_side_is_turned(folder: Path) -> None:
    found = one(folder, "![Foto](gambar/rebah.jpg)")
    assert found.tinggi_mm == pytest.approx(2 * found.lebar_mm, abs=0.02)


def test_backslashes_of_windows_are_understood(folder: Path) -> None:
    assert one(folder, "![Peta](gambar\\kecil.png)").lebar_mm > 0


def test_a_picture_within_a_line_stays_there(folder: Path) -> None:
    (block,) = read(folder, "Tanda ![ikon](gambar/kecil.png) ini").blok
    assert isinstance(block, Paragraf)
    assert isinstance(block.isi[1], GambarSebaris)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("gambar/tiada.png", "tidak ada"),
        ("gambar/rusak.png", "terpotong atau rusak"),
        ("../../luar.png", "di luar ruang kerja"),
        ("http://a.b/c.png", "tidak diambil"),
    ],
)
def test_a_picture_that_cannot_be_used_is_told_and_shown(folder: Path, address: str, said: str) -> None:
    found = read(folder, f"Teks\n\n![Peta]({address})")
    assert lines(found.blok) == ["Teks", f"[gambar tidak tercetak: Peta ({address})]"]
    (finding,) = found.temuan
    assert (finding.code, str(finding.where)) == ("M06", "teks.md:3:1")
    assert said in finding.message


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        (f"http://127.0.0.1:9/{CANARY}.png", ["M06"]), (f"https://{CANARY}.invalid/a.png", ["M06"]),
        (f"//{CANARY}/a.png", ["M06"]), (f"\\\\{CANARY}\\a.png", ["M06"]), (f"ftp://127.0.0.1/{CANARY}.png", ["M06"]),
        (f"/{CANARY}/a.png", ["M06"]), (f"../../../{CANARY}/a.png", ["M06"]),
        (f"data:image/png;base64,{CANARY}", ["M06"]),
        (f"file:///{CANARY}/a.png", []), (f"FILE://{CANARY}/a.png", []),  # CommonMark's parser takes it for text
    ],
)  # fmt: skip
def test_nothing_is_fetched_from_elsewhere(folder: Path, address: str, codes: list[str]) -> None:
    with reaching() as reached:
        found = read(folder, f"![Peta](<{address}>)")
    assert reached == []
    assert [one.code for one in found.temuan] == codes
    assert [type(one) for one in found.blok] == [Paragraf]


def test_a_link_beside_the_text_that_leads_out_is_not_followed(folder: Path) -> None:
    try:
        (folder / "gambar" / "tautan.png").symlink_to(folder.parent.parent / "luar.png")
    except OSError:
        pytest.skip("the system makes no links")
    found = read(folder, "![Peta](gambar/tautan.png)")
    assert ["di luar ruang kerja" in one.message for one in found.temuan] == [True]


def test_a_name_with_a_space_is_told(folder: Path) -> None:
    (finding,) = read(folder, "![Peta](gambar/lebar peta.jpg)").temuan
    assert finding.code == "M06"
    assert "<gambar/lebar peta.jpg>" in finding.hint


def test_a_caption_with_a_number_is_told(folder: Path) -> None:
    assert [one.code for one in read(folder, "![Gambar 2. Peta](gambar/kecil.png)").temuan] == ["M15"]
