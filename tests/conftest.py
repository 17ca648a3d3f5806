"""What holds for all tests."""

from __future__ import annotations

import contextlib
import signal

# Started in the background of a script, all that the tests start would pass over Ctrl+C.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    with contextlib.suppress(ValueError):  # not the main thread
        signal.signal(signal.SIGINT, signal.default_int_handler)
