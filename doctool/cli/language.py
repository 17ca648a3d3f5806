"""The language of click's own messages: Bahasa Indonesia, or English where DOCTOOL_BAHASA=en."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

DOMAIN = "doctool"
LOCALE = Path(__file__).resolve().parent.parent / "data" / "locale"


def install() -> None:
    """Make click speak Bahasa Indonesia, whatever the machine's language is.

    click asks gettext's current domain, and gettext picks the language from LANGUAGE; both are settings
    of the process, so this belongs to the command line and not to the library.
    """
    if os.environ.get("DOCTOOL_BAHASA", "id").lower().startswith("en"):
        gettext.textdomain("messages")
        return
    os.environ["LANGUAGE"] = "id"
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    gettext.textdomain(DOMAIN)
