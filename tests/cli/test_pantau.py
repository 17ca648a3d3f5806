"""`doctool pantau`, as a real process: saved, built, told; what is wrong does not end it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from doctool import lock
from doctool.errors import BusyError
from doctool.pipeline import BuildOptions
from doctool.sop_watch import Watch, look

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = ROOT / "doctool" / "data" / "contoh" / "sop_catalog"
SLUG = "pengelolaan-surat-masuk"
#: Far more than it takes (half a second on an idle machine): other tests run beside this one.
PATIENCE_S = 20.0
SOON_S = 5.0

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C is sent as a signal")


class Running:
    """`doctool pantau` at work in `folder`, and what it has said so far."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder, self.said_file = folder, folder / "katanya.txt"
        self.text = folder / "sop_catalog" / "contoh" / "sop" / f"{SLUG}.yaml"
        self.made = folder / "output" / "sop" / "contoh"
        with self.said_file.open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "doctool", "pantau", *options], cwd=folder, stdout=said, stderr=said,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
        self.until(lambda: "akhiri dengan Ctrl+C" in self.said())

    def said(self) -> str:
        return self.said_file.read_text(encoding="utf-8")

    def until(self, true: Callable[[], bool]) -> float:
        """Wait until something is true; the seconds that took."""
        began = time.perf_counter()
        while not true():
            assert self.process.poll() is None, self.said()
            assert time.perf_counter() - began < PATIENCE_S, self.said()
            time.sleep(0.01)
        return time.perf_counter() - began

    def save(self, old: str, new: str, path: Path | None = None) -> None:
        """Save as editors do: a file beside, renamed onto the old one."""
        path = path or self.text
        text = path.read_text(encoding="utf-8")
        assert old in text
        beside = path.with_name(f".{path.name}.baru")
        beside.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
        beside.replace(path)

    def shown(self, words: str) -> Callable[[], bool]:
        """Whether the html shows `words`."""
        return lambda: words in (self.made / f"{SLUG}.html").read_text(encoding="utf-8")


@pytest.fixture(params=["kabar", "jajak"])
def running(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running]:
    shutil.copytree(EXAMPLE, tmp_path / "sop_catalog")
    one = Running(tmp_path, *(["--jajak"] if request.param == "jajak" else []))
    yield one
    one.process.kill()
    one.process.wait()


@posix_only
def test_saved_and_shown_at_once(running: Running) -> None:
    assert sorted(path.suffix for path in running.made.iterdir()) == [".html", ".svg", ".svg", ".svg"]
    took = []
    for number in range(3):
        running.save("nama_sop: ", f"nama_sop: Edisi{number} ")
        took.append(running.until(running.shown(f"Edisi{number}")))
    print(f"from saving to the new html: {', '.join(f'{one:.2f} s' for one in took)}")
    assert min(took) < SOON_S
    running.until(lambda: running.said().count(f"contoh/{SLUG}: 4 berkas dibuat, 3 halaman") == 3)

    running.save("status: draft", "status: darf")
    running.until(lambda: "darf" in running.said())
    assert f"sop_catalog/contoh/sop/{SLUG}.yaml:" in running.said()
    assert "Traceback" not in running.said()
    running.save("status: darf", "status: draft")
    running.until(lambda: f"contoh/{SLUG}: tidak berubah" in running.said())

    other = running.text.with_name("lain.yaml")
    shutil.copy(running.text, other)
    running.until(lambda: (running.made / "lain.html").exists() and "contoh/lain: 4 berkas" in running.said())
    office = running.text.parent.parent / "kantor.yaml"
    running.save("\nkop:", "\n# ubah\nkop:", office)
    running.until(lambda: running.said().count("contoh/lain: 4 berkas") == 2)
    other.unlink()
    running.until(lambda: "tidak ada lagi; hasilnya di folder keluaran dibiarkan" in running.said())

    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(PATIENCE_S) == 0
    assert running.said().endswith("Selesai memantau.\n")


@pytest.fixture
def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watch:
    shutil.copytree(EXAMPLE, tmp_path / "sop_catalog")
    monkeypatch.chdir(tmp_path)
    options = BuildOptions(frozenset({"svg"}), tmp_path / "output")
    return Watch(tmp_path, lambda workspace: workspace.entries(), options, lambda: date(2026, 1, 1))


def test_nothing_saved_nothing_done(watch: Watch, tmp_path: Path) -> None:
    (first,) = watch.first().results
    assert len(first.files) == 3
    assert watch.again() is None
    (tmp_path / "sop_catalog" / "contoh" / ".tersembunyi.yaml").write_text("x", encoding="utf-8")
    (tmp_path / "sop_catalog" / "contoh" / "terbitan").mkdir()
    assert watch.again() is None


def test_what_another_run_holds_up_is_done_when_that_is_over(watch: Watch, tmp_path: Path) -> None:
    watch.first()
    text = tmp_path / "sop_catalog" / "contoh" / "sop" / f"{SLUG}.yaml"
    text.write_bytes(text.read_bytes().replace(b"nama_sop: ", b"nama_sop: Baru "))
    with lock.hold(tmp_path / "output" / ".doctool" / "kunci"), pytest.raises(BusyError):
        watch.again()
    done = watch.again()
    assert done is not None
    assert [one.current for one in done.results] == [False]


def test_a_folder_that_goes_while_it_is_looked_at_is_no_fault(tmp_path: Path) -> None:
    assert look(tmp_path / "tiada") == {}
