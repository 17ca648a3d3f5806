"""ZIPs of packets: below the limit, whole files, the same bytes, readable by anything, each with its own manifest."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from doctool.errors import DoctoolError
from doctool.packets.archive import plan_archives, write_archive
from doctool.packets.manifest import MANIFEST_FILE, BerkasManifes, Manifes, PenerimaManifes, build, from_json


def packet(contents: dict[str, bytes]) -> Manifes:
    """A manifest of files "<folder>/<name>", each folder a recipient."""
    folders = sorted({name.split("/")[0] for name in contents})
    return build(
        paket="uji", judul="Uji", revisi="0" * 64, kantor="kota-medan",
        penerima=[PenerimaManifes(kunci=one, nama=one, folder=one) for one in folders],
        berkas=[
            BerkasManifes(
                nama=name, sha256=hashlib.sha256(data).hexdigest(), ukuran=len(data), penerima=name.split("/")[0],
                potongan=f"Potongan <{name}>", nomor="470/1/2026", sumber="surat:x.yaml", bahan="b" * 64,
            ) for name, data in contents.items()
        ],
    )  # fmt: skip


def written(contents: dict[str, bytes], limit: int) -> tuple[dict[str, bytes], list[str]]:
    """The ZIPs by name, and the places of the findings."""
    manifes = packet(contents)
    planned, findings = plan_archives(manifes, "uji", limit)
    made = {}
    for one in planned:
        out = io.BytesIO()
        write_archive(one, manifes, lambda name: contents[name], out)
        made[one.nama] = out.getvalue()
    return made, [finding.where.file for finding in findings]


MANY = {f"{at:03}_Bidang-{at}/{piece}_Berkas.pdf": bytes([at]) * 9_000 for at in range(1, 9) for piece in (1, 2)}


@pytest.mark.parametrize("limit", [22_000, 25_000, 40_000, 41_000, 60_000, 1_000_000])
def test_every_file_is_in_one_zip_and_every_zip_below_the_limit(limit: int) -> None:
    made, findings = written(MANY, limit)
    assert findings == []
    assert max(map(len, made.values())) <= limit
    names = [name for data in made.values() for name in zipfile.ZipFile(io.BytesIO(data)).namelist()]
    assert sorted(name for name in names if name != MANIFEST_FILE) == sorted(MANY)
    for data in made.values():
        archive = zipfile.ZipFile(io.BytesIO(data))
        assert all(archive.read(name) == MANY[name] for name in archive.namelist() if name != MANIFEST_FILE)


def test_the_files_of_a_recipient_stay_together() -> None:
    made, _ = written(MANY, 60_000)
    assert len(made) > 1
    folders = [
        {name.split("/")[0] for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if "/" in name}
        for data in made.values()
    ]
    assert sum(map(len, folders)) == 8


def test_a_file_over_the_limit_is_alone_and_told() -> None:
    large = {"001_A/1_kecil.pdf": b"k" * 500, "001_A/2_besar.pdf": b"B" * 90_000, "001_A/3_kecil.pdf": b"l" * 500}
    made, findings = written(large, 20_000)
    assert findings == ["001_A/2_besar.pdf"]
    alone = [data for data in made.values() if len(data) > 20_000]
    assert len(alone) == 1
    assert sorted(zipfile.ZipFile(io.BytesIO(alone[0])).namelist()) == ["001_A/2_besar.pdf", MANIFEST_FILE]


def test_parts_are_named_and_know_what_they_are() -> None:
    made, _ = written(MANY, 60_000)
    count = len(made)
    assert list(made) == [f"uji_{at}-dari-{count}.zip" for at in range(1, count + 1)]
    inside = zipfile.ZipFile(io.BytesIO(made[f"uji_2-dari-{count}.zip"]))
    manifes = from_json(inside.read(MANIFEST_FILE), MANIFEST_FILE)
    assert manifes.bagian == f"2 dari {count}"
    assert [one.nama for one in manifes.berkas] == [name for name in inside.namelist() if name != MANIFEST_FILE]


def test_the_same_files_give_the_same_bytes_and_names_are_utf8() -> None:
    contents = {"001_Bidang-Pelayanan/1_Surat – Pengantar é.docx": b"isi", "001_Bidang-Pelayanan/2_b.xlsx": b"lain"}
    first, _ = written(contents, 1_000_000)
    again, _ = written(dict(reversed(contents.items())), 1_000_000)
    assert first == again
    for info in zipfile.ZipFile(io.BytesIO(first["uji.zip"])).infolist():
        assert info.date_time == (1980, 1, 1, 0, 0, 0)
        assert info.filename.isascii() or info.flag_bits & 0x800


@pytest.mark.skipif(shutil.which("unzip") is None, reason="needs unzip")
def test_another_program_finds_no_fault(tmp_path: Path) -> None:
    made, _ = written(MANY, 60_000)
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
        assert subprocess.run(["unzip", "-tq", str(tmp_path / name)], capture_output=True).returncode == 0


def test_a_file_changed_meanwhile_is_refused(tmp_path: Path) -> None:
    manifes = packet({"001_A/1.pdf": b"asli"})
    planned, _ = plan_archives(manifes, "uji", 1_000_000)
    changed = tmp_path / "1.pdf"
    changed.write_bytes(b"lain")
    with pytest.raises(DoctoolError, match="berubah selama ZIP dibuat"):
        write_archive(planned[0], manifes, lambda _: changed, io.BytesIO())
