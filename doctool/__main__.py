"""`python -m doctool`, and the `doctool` script."""

from __future__ import annotations

import gc
import io
import sys


def main() -> None:
    """Run the command line; ends the process."""
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles and pipes may speak a code page that has no "—"; a message must never fail on it.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    from doctool.cli.main import cli

    try:
        cli()
    finally:
        gc.freeze()  # Python would look through all that is there once more before it ends


if __name__ == "__main__":
    main()
