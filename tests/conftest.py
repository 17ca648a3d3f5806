"""What holds for all tests."""

from __future__ import annotations

import contextlib
import gc
import signal
from pathlib import Path

import pytest

# Started in the background of a script, all that the tests start would pass over Ctrl+C.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    with contextlib.suppress(ValueError):  # not the main thread
        signal.signal(signal.SIGINT, signal.default_int_handler)

#: Modules, and a folder, that make files once for all their tests, which takes long: one worker runs them all.
TOGETHER = (
    "cli/test_laporan_reviu.py", "letters/test_kinds.py", "letters/test_signature.py", "reports",
    "test_html_browser.py", "test_rendered.py", "test_rendered_xlsx.py", "write/test_word_rendered.py",
)  # fmt: skip
_TESTS = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        place = item.path.relative_to(_TESTS).as_posix()
        for name in TOGETHER:
            if place == name or place.startswith(f"{name}/"):
                item.add_marker(pytest.mark.xdist_group(name))


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()  # thousands of tests, which would be looked through again and again
