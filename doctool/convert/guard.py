"""Programs that must not outlive the one that started them: a small process that kills them when that one is gone.

A process killed at once cannot tidy up. The guard reads from a pipe that the system closes with whoever holds its other
end; then it kills the process groups that are still running and removes their folders. As a program it needs nothing
but Python.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path


class Guard:
    """A guard for this process; started with the first thing to guard. Where it cannot be started there is none."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def watch(self, pid: int) -> None:
        """Kill the process group `pid` (on Windows the process and its children) should this process die."""
        self._tell(f"+{pid}")

    def release(self, pid: int) -> None:
        """The group `pid` has ended."""
        self._tell(f"-{pid}")

    def folder(self, path: Path) -> None:
        """Remove the folder `path` should this process die."""
        self._tell(f"/{path}")

    def end(self) -> None:
        """Nothing is left to guard."""
        with self._lock:
            if self._process is not None and self._process.stdin is not None:
                with contextlib.suppress(OSError):
                    self._process.stdin.write(b"!\n")
                    self._process.stdin.close()
                self._process.wait()
                self._process = None

    def _tell(self, line: str) -> None:
        with self._lock, contextlib.suppress(OSError):
            if self._process is None:
                self._process = _start()
            if self._process.stdin is not None:
                self._process.stdin.write(f"{line}\n".encode())
                self._process.stdin.flush()


def _start() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-I", "-S", str(Path(__file__).resolve())]
    if sys.platform == "win32":
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            creationflags=subprocess.CREATE_NEW_PROCESS_GROUP,
        )
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def stand() -> None:
    """Read what to guard from stdin to its end, then kill and remove what is left."""
    pids: dict[int, None] = {}
    folders: dict[str, None] = {}
    for line in sys.stdin.buffer:
        sign, rest = line[:1], line[1:].decode("utf-8").rstrip("\n")
        if sign == b"!":
            return
        if sign == b"/":
            folders[rest] = None
        elif sign == b"+":
            pids[int(rest)] = None
        else:
            pids.pop(int(rest), None)
    for pid in pids:
        _kill(pid)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _kill(pid: int) -> None:
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(pid)], capture_output=True)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


if __name__ == "__main__":
    stand()
