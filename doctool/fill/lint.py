"""All problems of a Word template in one reading: a file and the names it may print give findings.

The template is read, never executed. Codes are listed in docs/aturan.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from doctool.border.word import NoWordFileError
from doctool.fill.expression import Used
from doctool.fill.lint_blocks import check_levels, match
from doctool.fill.lint_names import check_names
from doctool.fill.lint_text import (
    CUT,
    HALF,
    check_cells,
    check_cuts,
    check_lost,
    check_not_filled,
    check_tracked,
    check_writing,
)
from doctool.fill.markers import MARKER, MARKERS, marker
from doctool.fill.names import Names, Shape
from doctool.fill.report import BASIS, Report
from doctool.fill.scan import Paragraph, paragraphs
from doctool.fill.suggest import closest
from doctool.fill.tags import CLOSERS, Tag, single_braces, tags_of, understand
from doctool.fill.word_file import open_word
from doctool.findings import Finding, Severity, Where

MARKER_LEFT, NEEDED, NO_WORD = "W13", "W15", "W16"
#: What SRIKANDI's markers are in the names of doctool.
_OWN_NAMES = {
    "nomor_naskah": "nomor", "tanggal_naskah": "tanggal", "nama_pengirim": "penandatangan.nama",
    "jabatan_pengirim": "penandatangan.jabatan", "nip_pengirim": "penandatangan.nip",
}  # fmt: skip


def check_template(data: bytes, names: Names, *, name: str, markers: bool = False) -> list[Finding]:
    """Everything that is wrong with the Word template `data`, in the order of the document.

    `names` is what it may print, `name` what the file is called in the findings. With `markers` SRIKANDI's markers
    may stand in it, each whole in one run; else each is a finding.
    """
    try:
        file = open_word(data)
    except NoWordFileError as error:
        return [Finding(NO_WORD, Severity.ERROR, Where(name), str(error), error.hint, basis=BASIS)]
    parts = [(part.filled, paragraphs(part.root, part.label, filled=part.filled)) for part in file.parts]
    for label, text in file.properties.items():
        parts.append((True, [Paragraph(f"properti {label}", f"properti {label}", text=text)]))
    report = Report(name, [one for _, group in parts for one in group])
    check = _Check(names, markers, report)
    for filled, group in parts:
        check.part(group, filled)
    check.needed()
    return report.findings()


class _Check:
    def __init__(self, names: Names, markers: bool, report: Report) -> None:
        self.names = names
        self.markers = markers
        self.report = report
        self.used = Used()
        self.unread: list[str] = []

    def part(self, group: Sequence[Paragraph], filled: bool) -> None:
        """The tags and markers of one part."""
        tags: list[Tag] = []
        for paragraph in group:
            own = list(tags_of(paragraph))
            tags += own
            self.marks(paragraph)
            if filled:
                check_tracked(paragraph, own, self.report)
                self.braces(paragraph)
            else:
                check_not_filled(paragraph, own, self.report)
        if not filled or not tags:
            return
        tags = _joined(tags, self.report)
        sound = set()
        for tag in tags:
            check_cuts(tag, self.report)
            if check_writing(tag, self.report):
                sound.add(id(tag))
            elif tag.mark == "{{":
                self.unread.append(tag.text)
        tags = [tag for tag in tags if not tag.stray]
        blocks, nested = match(tags, self.report)
        told = check_levels(blocks, self.report)
        check_lost(group, tags, told, self.report)
        check_cells(group, tags, self.report)
        check_names(nested, sound, self.names, self.used, self.report)

    def marks(self, paragraph: Paragraph) -> None:
        """SRIKANDI's markers in a paragraph."""
        for found in MARKER.finditer(paragraph.text):
            span = found.start(), found.end()
            name, text = found["name"].strip(), found[0]
            if not self.markers:
                own = _OWN_NAMES.get(name) or (name if name in self.names.tree else "")
                hint = f'tulis "{{{{ {own} }}}}"' if own else "hapus, atau tulis nama isian dalam {{ ... }}"
                self.report.at(
                    MARKER_LEFT, paragraph, span, f'tanda "{text}" akan tercetak begitu saja',
                    f"{hint}; untuk SRIKANDI: doctool templat periksa --untuk srikandi",
                )  # fmt: skip
            elif name not in MARKERS or found["name"] != name:
                near = name if name in MARKERS else closest(name, MARKERS)
                hint = f'barangkali "{marker(near)}"' if near else f"yang ada: {', '.join(map(marker, MARKERS))}"
                self.report.at(MARKER_LEFT, paragraph, span, f'tanda SRIKANDI "{text}" tidak dikenal', hint)
            elif found["end"] is None:
                self.report.at(
                    MARKER_LEFT, paragraph, span, f'tanda SRIKANDI "{text}" tidak ditutup', f'tulis "{marker(name)}"'
                )
            elif not paragraph.in_one_run(*span) or paragraph.cut_by(*span):
                self.report.at(
                    MARKER_LEFT, paragraph, span, f'tanda SRIKANDI "{text}" terpotong, SRIKANDI tidak mengenalinya',
                    "hapus tanda itu seluruhnya, lalu ketik ulang sekali jalan tanpa mengubah hurufnya",
                )  # fmt: skip
            else:
                self.used.paths.add(text)

    def braces(self, paragraph: Paragraph) -> None:
        """Known names in single braces."""
        for start, end, name in single_braces(paragraph):
            found = {path: one for path, one, inside in self.names.paths() if not inside}.get(name)
            if found is not None:
                right = f"{{{{{'p' if found.shape is Shape.BLOCK else ''} {name} }}}}"
                self.report.at(
                    HALF, paragraph, (start, end), f'"{paragraph.text[start:end]}" dengan kurung tunggal tidak diisi',
                    f'tulis "{right}"',
                )  # fmt: skip

    def needed(self) -> None:
        """Names that every template of this kind prints."""
        known = {path: name for path, name, _ in self.names.paths()}
        for choices in self.names.needed:
            if any(one in self.used.paths or self.used.has(one) for one in choices):
                continue
            last = choices[0].rpartition(".")[2]
            if any(re.search(rf"\b{re.escape(last)}\b", text) for text in self.unread):
                continue
            inside, _, field = choices[0].partition(".")
            shape = known[choices[0]].shape
            hint = f'tambahkan "{{{{{"p" if shape is Shape.BLOCK else ""} {choices[0]} }}}}"'
            if shape is Shape.LIST:
                hint = f'tambahkan "{{%p for x in {inside} %}}", "{{{{ x }}}}", "{{%p endfor %}}"'
            elif known[inside].shape is Shape.LIST:
                hint = f'tambahkan "{{{{ x.{field} }}}}" dalam perulangan "{{%p for x in {inside} %}}"'
            self.report.warning(
                NEEDED, None, f'"{choices[0]}" ({known[choices[0]].about}) tidak dicetak di mana pun', hint
            )


def _joined(tags: Sequence[Tag], report: Report) -> list[Tag]:
    """The tags of a part, where one begins in a paragraph and ends in a later one, as one."""
    found: list[Tag] = []
    for tag in tags:
        before = found[-1] if found else None
        if before is None or not _continues(before, tag):
            found.append(tag)
            continue
        start, end = before.paragraph, tag.paragraph
        inside = start.text[before.start + 2 :] + end.text[: tag.start]
        where = "dua alinea"
        if start.cell is not end.cell:
            where = "dua sel tabel"
        before.reach = start.text[before.start :].rstrip() + " " + end.text[: tag.end].lstrip()
        before.half = ""
        understand(before, inside)
        report.error(
            CUT, before, f'tanda terpotong di {where}: "{before.reach}"',
            f'hapus keduanya, lalu ketik ulang dalam satu alinea: "{before.right}"',
        )  # fmt: skip
    return found


def _continues(before: Tag, tag: Tag) -> bool:
    """Whether `tag` is the lost end of `before`."""
    return (
        tag.stray
        and tag.paragraph is not before.paragraph
        and before.mark == tag.mark
        and "tanpa penutup" in before.half
        and before.end == len(before.paragraph.text)
        and not re.search(r"[{}]", tag.paragraph.text[: tag.start])
        and CLOSERS[before.mark] == tag.paragraph.text[tag.start : tag.end]
    )
