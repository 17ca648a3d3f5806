"""One run at a time on one output folder."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from doctool import lock
from doctool.errors import BusyError, ExitCode

HOLDER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from doctool import lock
    with lock.hold(Path(sys.argv[1])):
        print("held", flush=True)
        sys.stdin.read()
    """
)


def hold_elsewhere(file: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.communicate()


def test_second_run_is_told_who_holds_the_folder(tmp_path: Path) -> None:
    file = tmp_path / "output" / ".doctool" / "kunci"
    process = hold_elsewhere(file)
    try:
        with pytest.raises(BusyError, match=f"proses {process.pid} di ") as caught, lock.hold(file):
            pytest.fail("two runs hold one folder")
        assert str(tmp_path / "output") in caught.value.message
        assert caught.value.exit_code is ExitCode.BUSY
    finally:
        end(process)
    with lock.hold(file):
        assert str(os.getpid()) in file.read_text(encoding="utf-8")


def test_lock_of_a_killed_run_is_taken_over(tmp_path: Path) -> None:
    file = tmp_path / "output" / ".doctool" / "kunci"
    process = hold_elsewhere(file)
    process.kill()
    end(process)
    assert str(process.pid) in file.read_text(encoding="utf-8")
    with lock.hold(file):
        assert str(process.pid) not in file.read_text(encoding="utf-8")


def test_a_run_that_has_not_signed_yet_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "output" / ".doctool" / "kunci"
    process = hold_elsewhere(file)
    signed = file.read_text(encoding="utf-8")
    file.write_text("", encoding="utf-8")
    monkeypatch.setattr(lock.time, "sleep", lambda _: file.write_text(signed, encoding="utf-8"))
    try:
        with pytest.raises(BusyError, match=f"proses {process.pid} di "), lock.hold(file):
            pytest.fail("two runs hold one folder")
    finally:
        end(process)


def test_lock_is_free_after_an_error(tmp_path: Path) -> None:
    file = tmp_path / "kunci"
    with pytest.raises(KeyError), lock.hold(file):
        raise KeyError
    with lock.hold(file):
        pass
