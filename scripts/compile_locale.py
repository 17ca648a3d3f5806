"""Compile the messages of doctool/data/locale: each .po beside its .mo.

    python -m scripts.compile_locale
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "doctool" / "data" / "locale"


def compile_po(source: Path) -> bytes:
    """The .mo file of the .po file `source`."""
    with source.open("rb") as file:
        catalog = read_po(file)
    buffer = BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def main() -> None:
    for source in sorted(LOCALE.rglob("*.po")):
        source.with_suffix(".mo").write_bytes(compile_po(source))


if __name__ == "__main__":
    main()
