"""Write the tables of names in docs/templat.md from the names themselves.

    python -m scripts.make_placeholder_docs
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from doctool.fill.names import Name, Names
from doctool.letters.placeholders import placeholders
from doctool.model.surat import Jenis

TARGET = Path(__file__).resolve().parent.parent / "docs" / "templat.md"
START, END = "<!-- nama: mulai; ditulis oleh make docs -->\n", "<!-- nama: selesai -->\n"
_TITLES: dict[Jenis, str] = {
    "dinas": "Surat dinas", "nota-dinas": "Nota dinas", "undangan": "Undangan", "pengantar": "Surat pengantar",
    "disposisi": "Lembar disposisi", "daftar-hadir": "Daftar hadir", "notula": "Notula",
}  # fmt: skip
#: Kinds whose common names have a table of their own, the wider ones first.
_GROUPS: tuple[tuple[str, tuple[Jenis, ...]], ...] = (
    ("Semua jenis", tuple(_TITLES)),
    ("Surat dinas, nota dinas, undangan dan surat pengantar", ("dinas", "nota-dinas", "undangan", "pengantar")),
    ("Surat dinas, nota dinas dan undangan", ("dinas", "nota-dinas", "undangan")),
)


def tables() -> str:
    """The tables, one for each group of kinds and one for each kind."""
    left: dict[Jenis, dict[str, Name]] = {kind: dict(placeholders(kind).tree) for kind in _TITLES}
    parts = []
    for title, kinds in _GROUPS:
        common = _common([left[kind] for kind in kinds])
        parts.append(_table(title, common))
        for kind in kinds:
            left[kind] = {key: name for key, name in left[kind].items() if key not in common}
    parts += [_table(title, left[kind]) for kind, title in _TITLES.items() if left[kind]]
    return "\n".join(parts)


def _common(trees: Sequence[Mapping[str, Name]]) -> dict[str, Name]:
    """The names that all `trees` have, alike."""
    first, *others = trees
    return {key: name for key, name in first.items() if all(tree.get(key) == name for tree in others)}


def _table(title: str, tree: Mapping[str, Name]) -> str:
    lines = [f"### {title}", "", "| nama | bentuk | isi |", "| --- | --- | --- |"]
    for path, name, inside in Names(tree).paths():
        written = f"`k{path.removeprefix(inside)}` dalam `{inside}`" if inside else f"`{path}`"
        lines.append(f"| {written} | {name.shape} | {name.about} |")
    return "\n".join([*lines, ""])


def document(text: str) -> str:
    """`text`, the page, with its tables as they should be."""
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n{tables()}\n{END}{after}"


def main() -> None:
    """Write the page."""
    TARGET.write_text(document(TARGET.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
