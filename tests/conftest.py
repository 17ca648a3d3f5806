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

#: The modules that take longest come first (`make test` gives each worker whole modules), so that none is left alone
#: with one of them in the end.
FIRST = (
    "test_report_contents.py", "layout/test_random.py", "test_rendered_xlsx.py", "test_outputs.py",
    "packets/test_faults.py", "fill/test_hostile.py", "reports/test_sample_again.py", "steps/test_round_trip.py",
    "test_html_browser.py", "forms/test_returns.py", "test_sop_book.py", "fill/test_identity.py",
    "packets/test_soak.py", "test_publish_kills.py", "cli/test_laporan_rakit.py", "cli/test_laporan_reviu.py",
    "test_scorecard.py", "letters/test_context.py", "letters/test_signature.py", "forms/test_read.py",
)  # fmt: skip
_TESTS = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    place = item.path.relative_to(_TESTS).as_posix()
    return FIRST.index(place) if place in FIRST else len(FIRST)


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()  # thousands of tests, which would be looked through again and again
