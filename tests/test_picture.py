"""Pictures of an office, as telephones and programs write them."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from doctool.border.picture import picture_fault, read_picture


def test_a_telephones_jpeg_with_a_second_picture_in_it_is_a_jpeg(tmp_path: Path) -> None:
    first, second = Image.new("RGB", (50, 40), "red"), Image.new("RGB", (9, 9))
    first.save(tmp_path / "foto.jpg", "MPO", save_all=True, append_images=[second])
    assert picture_fault(str(tmp_path), "foto.jpg") == ""
    picture = read_picture(str(tmp_path), "foto.jpg")
    assert picture is not None
    assert (picture.extension, picture.width, picture.height) == ("jpeg", 50, 40)
