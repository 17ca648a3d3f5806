"""Pictures of an office, as telephones and programs write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from doctool.border.picture import picture_fault, read_picture


def test_a_telephones_jpeg_with_a_second_picture_in_it_is_a_jpeg(tmp_path: Path) -> None:
    first, second = Image.new("RGB", (50, 40), "red"), Image.new("RGB", (9, 9))
    first.save(tmp_path / "foto.jpg", "MPO", save_all=True, append_images=[second])
    assert picture_fault(str(tmp_path), "foto.jpg") == ""
    picture = read_picture(str(tmp_path), "foto.jpg")
    assert picture is not None
    assert (picture.extension, picture.width, picture.height) == ("jpeg", 50, 40)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "kosong (0 byte)"), (b"\x89PNG\r\n\x1a\n" + bytes(40), "terpotong atau rusak"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "terpotong atau rusak"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "(tampaknya SVG)"),
        (b"<!DOCTYPE html><html></html>", "(tampaknya halaman web (HTML))"), (b"lambang kota", "(tampaknya teks)"),
        (b"%PDF-1.7", "(tampaknya PDF)"), (b"GIF89a" + bytes(20), "(tampaknya GIF)"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "(tampaknya WebP)"), (b"\0\0\0\x18ftypheic" + bytes(20), "(tampaknya foto HEIC)"),
        (b"PK\x03\x04" + bytes(20), "(tampaknya berkas Word, Excel atau zip)"),
        (bytes(range(1, 32)) * 8, "isinya bukan gambar PNG atau JPEG"),
    ],
)  # fmt: skip
def test_what_is_another_kind_and_what_is_cut_off_are_told_apart(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "lambang.png").write_bytes(data)
    fault = picture_fault(str(tmp_path), "lambang.png")
    assert fault.endswith(reason)
    assert fault.startswith("isinya bukan gambar") == ("tampaknya" in reason or "bukan" in reason)
    assert read_picture(str(tmp_path), "lambang.png") is None
