"""Which typeface LibreOffice will really use: asked of fontconfig (`fc-match`), where there is one."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

#: Free faces with the advance widths of the originals, and the Debian package that holds each.
METRIC_TWINS: dict[str, tuple[tuple[str, ...], str]] = {
    "Arial": (("Liberation Sans", "Arimo"), "fonts-liberation"),
    "Times New Roman": (("Liberation Serif", "Tinos"), "fonts-liberation"),
    "Calibri": (("Carlito",), "fonts-crosextra-carlito"),
    "Cambria": (("Caladea",), "fonts-crosextra-caladea"),
    "Bookman Old Style": (("URW Bookman", "Bookman URW"), "fonts-urw-base35"),
}


#: Seconds within which fontconfig must answer; the first call on a machine may build its cache.
ANSWER_S = 30.0


@dataclass(frozen=True, slots=True)
class FontMatch:
    """`font` as documents name it, `used` the face in its place; `good` if lines keep their length."""

    font: str
    used: str
    good: bool
    package: str


def match_fonts(fonts: Sequence[str] = tuple(METRIC_TWINS)) -> list[FontMatch] | None:
    """What stands in for each of `fonts`; None where fontconfig is missing (Windows, macOS) or does not answer."""
    program = shutil.which("fc-match")
    if program is None:
        return None
    out: list[FontMatch] = []
    for font in fonts:
        try:
            answer = subprocess.run(
                [program, "-f", "%{family[0]}", font], stdin=subprocess.DEVNULL, capture_output=True, timeout=ANSWER_S,
                encoding="utf-8", errors="replace",
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        used = answer.stdout.strip()
        twins, package = METRIC_TWINS.get(font, ((), ""))
        out.append(FontMatch(font, used, used == font or used in twins, package))
    return out
