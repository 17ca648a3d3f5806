"""Make doctool/data/fonts/*.json: the advance widths that layout measures text with.

A development tool (needs fontTools and the fonts; the package needs neither):

    python scripts/make_font_metrics.py [--fonts DIR]...

Each typeface that a house style may name is measured in the free typeface made to the same widths. What is
kept are numbers only: units per em, the advance of each character, and the vertical metrics.

A file holds {"family", "source", "faces": {face: {"units", "ascent", "descent", "line_gap", "win_ascent",
"win_descent", "default", "runs": [[first, [advance, ...]], ...]}}}; a run lists the advances, in font units, of
consecutive code points starting at `first`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "doctool" / "data" / "fonts"
FONT_FOLDERS = (
    Path("/usr/share/fonts/truetype/liberation"),
    Path("/usr/share/fonts/truetype/crosextra"),
    Path("/usr/share/fonts/opentype/urw-base35"),
)
FACES = ("regular", "bold", "italic", "bold_italic")

#: Typeface named in documents -> measured typeface, files of its faces in the order of FACES.
FAMILIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "Arial": (
        "Liberation Sans",
        tuple(f"LiberationSans-{face}.ttf" for face in ("Regular", "Bold", "Italic", "BoldItalic")),
    ),
    "Times New Roman": (
        "Liberation Serif",
        tuple(f"LiberationSerif-{face}.ttf" for face in ("Regular", "Bold", "Italic", "BoldItalic")),
    ),
    "Calibri": ("Carlito", tuple(f"Carlito-{face}.ttf" for face in ("Regular", "Bold", "Italic", "BoldItalic"))),
    "Cambria": ("Caladea", tuple(f"Caladea-{face}.ttf" for face in ("Regular", "Bold", "Italic", "BoldItalic"))),
    "Bookman Old Style": (
        "URW Bookman",
        tuple(f"URWBookman-{face}.otf" for face in ("Light", "Demi", "LightItalic", "DemiItalic")),
    ),
}

#: Latin with its extensions, punctuation, currency, letterlike signs, fractions, arrows, mathematics, boxes, ligatures.
CODE_POINTS: tuple[tuple[int, int], ...] = (
    (0x0020, 0x024F),
    (0x02B0, 0x0362),
    (0x1E00, 0x1EFF),
    (0x2000, 0x206F),
    (0x2070, 0x209F),
    (0x20A0, 0x20BF),
    (0x2100, 0x2193),
    (0x2200, 0x2265),
    (0x25A0, 0x25FF),
    (0x2713, 0x2713),
    (0xFB01, 0xFB02),
)


def runs(advances: dict[int, int]) -> list[list[Any]]:
    """`advances` by code point as runs of consecutive code points."""
    out: list[list[Any]] = []
    for code in sorted(advances):
        if out and code == out[-1][0] + len(out[-1][1]):
            out[-1][1].append(advances[code])
        else:
            out.append([code, [advances[code]]])
    return out


def face_metrics(path: Path) -> dict[str, Any]:
    """The metrics of one font file; missing characters are left out."""
    font = TTFont(path, lazy=True)
    names = font.getBestCmap()
    advances = {
        code: font["hmtx"][names[code]][0]
        for first, last in CODE_POINTS
        for code in range(first, last + 1)
        if code in names
    }
    return {
        "units": font["head"].unitsPerEm,
        "ascent": font["hhea"].ascent,
        "descent": -font["hhea"].descent,
        "line_gap": font["hhea"].lineGap,
        "win_ascent": font["OS/2"].usWinAscent,
        "win_descent": font["OS/2"].usWinDescent,
        "default": max(advances[ord("W")], advances[ord("m")]),
        "runs": runs(advances),
    }


def find(name: str, folders: Iterable[Path]) -> Path:
    """The font file called `name`; SystemExit if no folder has it."""
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    raise SystemExit(f"{name}: not found; name its folder with --fonts")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Make the advance-width tables of the supported typefaces.")
    parser.add_argument("--fonts", action="append", type=Path, default=[], help="a folder with font files")
    folders = (*parser.parse_args(arguments).fonts, *FONT_FOLDERS)
    TARGET.mkdir(parents=True, exist_ok=True)
    for family, (source, files) in FAMILIES.items():
        faces = {face: face_metrics(find(name, folders)) for face, name in zip(FACES, files, strict=True)}
        text = json.dumps({"family": family, "source": source, "faces": faces}, separators=(",", ":"))
        target = TARGET / f"{family.lower().replace(' ', '_')}.json"
        target.write_text(text.replace('"runs":[', '\n"runs":[') + "\n", encoding="utf-8", newline="\n")
        print(f"{target.relative_to(ROOT)}: {target.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
