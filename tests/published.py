"""A workspace with a published SOP, made as a user makes it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from click.testing import CliRunner

from doctool.cli.main import cli

EXAMPLE = Path(__file__).resolve().parent.parent / "doctool" / "data" / "contoh"
SLUG = "pengelolaan-surat-masuk"
SOP = f"sop_catalog/contoh/sop/{SLUG}.yaml"
#: The day of publishing. The SOP takes effect on 1 February 2024, as its text says.
DAY = date(2024, 2, 5)


def run(*args: str) -> str:
    """What `doctool sop` with `args` prints; it has to end well."""
    done = CliRunner().invoke(cli, ["sop", *args], prog_name="doctool")
    assert done.exit_code == 0, done.output
    return done.output


def publish(folder: Path, day: date = DAY) -> None:
    """The example office in `folder`, which is the current folder, with its SOP published on `day`."""
    if not (folder / "sop_catalog").exists():
        shutil.copytree(EXAMPLE / "sop_catalog", folder / "sop_catalog")
    run("terbitkan", SLUG, "--tanpa-pdf", "--oleh", "Kepala Dinas", "--tanggal", day.isoformat())


def edit(path: str, old: str, new: str) -> None:
    """Replace the one `old` in a file."""
    text = Path(path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    Path(path).write_text(text.replace(old, new), encoding="utf-8", newline="\n")
