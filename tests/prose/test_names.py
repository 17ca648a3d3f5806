"""Names that texts give their own headings, tables and pictures: goals of [lihat: ..], in Markdown and Word alike."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from PIL import Image

from doctool.model.dokumen import Blok, Gambar, Judul, Paragraf, Rujukan, Tabel, tulisan
from doctool.prose.markdown import parse_markdown
from doctool.prose.word import read_word

TEXT = """# Peta Layanan {Peta-Layanan}

Lihat [lihat: tabel unit], [lihat: gambar loket] dan [lihat: bab peta-layanan].

Tabel: **Unit** kerja {unit}

| a | b |
| --- | --- |
| 1 | 2 |

![Loket {loket}](loket.png)
"""


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return out.getvalue()


def keys(blok: tuple[Blok, ...]) -> dict[str, str]:
    """What stands under each key."""
    found = {}
    for one in blok:
        if isinstance(one, Judul):
            found[one.kunci] = tulisan(one.isi)
        elif isinstance(one, Tabel | Gambar) and one.keterangan is not None:
            found[one.kunci] = tulisan(one.keterangan.isi)
    return found


def test_a_name_in_braces_is_a_goal_and_is_not_printed(tmp_path: Path) -> None:
    (tmp_path / "loket.png").write_bytes(png())
    read = parse_markdown(TEXT, "a.md", tmp_path, tmp_path)
    assert read.temuan == ()
    assert keys(read.blok) == {"bab:peta-layanan": "Peta Layanan", "tabel:unit": "Unit kerja", "gambar:loket": "Loket"}
    asked = next(one for one in read.blok if isinstance(one, Paragraf)).isi
    assert {one.kunci for one in asked if isinstance(one, Rujukan)} == set(keys(read.blok))
    assert next(one for one in read.blok if isinstance(one, Gambar)).uraian == "Loket"


def test_word_names_the_same_way(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Peta Layanan {peta}", 1)
    made.add_paragraph("Tabel 1. Unit kerja {unit}", "Caption")
    made.add_table(1, 2)
    made.add_picture(io.BytesIO(png()))
    made.add_paragraph("Gambar 1. Loket {loket}", "Caption")
    out = io.BytesIO()
    made.save(out)
    read = read_word(out.getvalue(), "a.docx")
    assert keys(read.blok) == {"bab:peta": "Peta Layanan", "tabel:unit": "Unit kerja", "gambar:loket": "Loket"}
    assert "M16" not in {one.code for one in read.temuan}


@pytest.mark.parametrize("line", ["# Rumus {dua kata}", "# Rumus {}", "# {hanya-nama}"])
def test_what_is_no_name_is_printed_and_told(line: str, tmp_path: Path) -> None:
    read = parse_markdown(line, "a.md", tmp_path, tmp_path)
    only = read.blok[0]
    assert isinstance(only, Judul)
    assert (tulisan(only.isi), only.kunci) == (line.removeprefix("# "), "")
    assert [one.code for one in read.temuan] == ["M16"]
    assert str(read.temuan[0].where).startswith("a.md:1")
