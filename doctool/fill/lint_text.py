"""How tags are written and where they stand: torn marks, quotes, levels, text that would be lost, tracked changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from doctool.fill.lint_blocks import EMPTY_CELL, LEVEL, LOST
from doctool.fill.report import Report
from doctool.fill.scan import Gap, Paragraph
from doctool.fill.tags import BLOCKS, CELL_COMMANDS, CLOSERS, KEYWORDS, MIDDLES, STRAIGHT, Tag

HALF, QUOTES, CUT, TRACKED, WORD = "W07", "W08", "W09", "W10", "W14"
_CURLY = "“”‘’"
#: Signs that look like those of the language and are others; what to type instead.
_FALSE = {
    "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"', "‚": "'", "‛": "'", "′": "'", "`": "'", "´": "'", "‹": "'",
    "›": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "…": "...", "×": "*", "÷": "/", "｛": "{", "｝": "}", "％": "%",
    "\u200b": "", "\u00ad": "", "\u2060": "", "\ufeff": "",
}  # fmt: skip
_HIDDEN = {"\u200b": "spasi tak tampak", "\u00ad": "tanda hubung lunak", "\u2060": "karakter tak tampak",
           "\ufeff": "karakter tak tampak"}  # fmt: skip
#: Commands that stand alone in their tag.
_ALONE = frozenset({*BLOCKS.values(), "endset", "else"})
_LITERAL = re.compile(r"\"[^\"]*\"|'[^']*'|“[^”]*”|‘[^’]*’")


def check_writing(tag: Tag, report: Report) -> bool:
    """Marks, quotes, level and command of a tag; whether its code is worth reading."""
    sound = _check_marks(tag, report)
    if tag.mark == "{#":
        return False
    return sound and _check_signs(tag, report) and _check_prefix(tag, report) and _check_word(tag, report)


def _check_marks(tag: Tag, report: Report) -> bool:
    if tag.half:
        hint = "hapus tanda ini atau lengkapi pembukanya" if tag.stray else f'tulis "{tag.right}"'
        if "tanpa penutup" in tag.half:
            hint = f'tambahkan "{CLOSERS[tag.mark]}" di akhir tanda'
        report.error(HALF, tag, f'tanda tidak utuh, {tag.half}: "{_short(tag.text)}"', hint)
        return not tag.stray and "tanpa penutup" not in tag.half
    if not tag.code and tag.mark != "{#":
        report.error(HALF, tag, f'tanda kosong: "{tag.text}"', "tulis nama di dalamnya, atau hapus tanda ini")
        return False
    if tag.level and tag.mark != "{#" and re.search(r"[%}]", tag.code):
        report.error(
            HALF, tag, f'"{tag.text}" memuat % atau }} di dalam, yang tidak terbaca bersama huruf {tag.level}',
            'hitung dahulu dengan {% set nama = ... %}, lalu pakai nama itu',
        )  # fmt: skip
        return False
    return True


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _check_signs(tag: Tag, report: Report) -> bool:
    """Quotes and signs that Word puts in place of those that were typed."""
    inside = tag.text
    plain = _LITERAL.sub("", inside)
    false = [sign for sign in _FALSE if sign in plain]
    if false:
        names = ", ".join(_HIDDEN.get(sign, sign) for sign in false)
        right = _straight(inside)
        for sign in false:
            right = right.replace(sign, _FALSE[sign])
        report.error(QUOTES, tag, f'"{inside}" memuat {names}, yang tidak dikenal dalam tanda', f"ketik ulang: {right}")
        return False
    quotes = "".join(sign for sign in _CURLY if sign in inside)
    if quotes:
        report.warning(
            QUOTES, tag, f"kutip keriting {' '.join(quotes)} dalam tanda: \"{inside}\"",
            f"pakai kutip lurus (Ctrl+Z sesudah mengetik kutip): {_straight(inside)}",
        )  # fmt: skip
    return True


def _straight(text: str) -> str:
    return text.translate(STRAIGHT)


def _check_prefix(tag: Tag, report: Report) -> bool:
    """The letters p, tr, tc, r: stuck to the mark, one space after them, in a table where they speak of one."""
    if tag.spaced:
        report.error(
            LEVEL,
            tag,
            f'huruf "{tag.level}" harus menempel pada pembuka tanda dan diikuti satu spasi',
            f'tulis "{tag.right}"',
        )
    elif tag.level in ("tr", "tc") and tag.paragraph.table is None:
        instead = f"{tag.mark}p {tag.code} {CLOSERS[tag.mark]}"
        report.error(LEVEL, tag, f'"{tag.text}" ada di luar tabel', f'di luar tabel tulis "{instead}"')
    elif tag.mark == "{%" and tag.word in CELL_COMMANDS and tag.paragraph.cell is None:
        report.error(LEVEL, tag, f'"{tag.text}" hanya untuk sel tabel', "pindahkan ke dalam sel, atau hapus")
    return True


def _check_word(tag: Tag, report: Report) -> bool:
    """The command of a tag."""
    if tag.mark != "{%":
        return True
    if tag.written == tag.word and tag.word in KEYWORDS:
        if tag.code != tag.word and tag.word in _ALONE:
            right = f"{{%{tag.level} {tag.word} %}}"
            report.error(HALF, tag, f'"{tag.text}" memuat tulisan yang lebih', f'tulis "{right}"')
        return True
    hint = f'tulis "{tag.right}"' if tag.word else "yang ada antara lain: if, elif, else, endif, for, endfor, set"
    shown = tag.written or tag.code.split()[0]
    if not tag.word and re.match(r"[A-Za-z_][\w.]*(\s*\|.*)?$", tag.code):
        hint = f'untuk mencetak tulis "{{{{ {tag.code} }}}}"'
    report.error(WORD, tag, f'perintah "{shown}" tidak dikenal', hint)
    return bool(tag.word)


def check_cuts(tag: Tag, report: Report) -> None:
    """What Word put inside a tag: some of it is lost in silence, some of it breaks the document."""
    if tag.reach:
        return
    torn = [gap for gap in tag.gaps if not gap.healed]
    if torn:
        report.error(
            CUT, tag, f"tanda terpotong oleh {_what(torn)}: \"{_short(tag.text)}\"",
            "hapus tanda itu seluruhnya, lalu ketik ulang sekali jalan",
        )  # fmt: skip
        return
    joined = [gap for gap in tag.gaps if _joins(tag, gap)]
    if joined:
        report.error(
            CUT, tag, f"{_what(joined)} di dalam tanda akan hilang: \"{_short(tag.text)}\"",
            "hapus tanda itu seluruhnya, lalu ketik ulang sekali jalan",
        )  # fmt: skip
    elif tag.gaps:
        report.warning(
            CUT,
            tag,
            f'ada {_what(tag.gaps)} di dalam tanda: "{_short(tag.text)}"',
            "ganti dengan spasi, atau ketik ulang tandanya",
        )


def _what(gaps: Iterable[Gap]) -> str:
    return " dan ".join(dict.fromkeys(gap.what for gap in gaps))


def _joins(tag: Tag, gap: Gap) -> bool:
    """Whether what is dropped stood for something: a hyphen, or the gap between two words."""
    text = tag.paragraph.text
    before, after = text[gap.offset - 1 : gap.offset], text[gap.offset : gap.offset + 1]
    if gap.what.startswith(("tanda hubung tetap", "lambang")):
        return True
    return gap.what in ("tab", "pindah baris") and before.isalnum() and after.isalnum()


def check_tracked(paragraph: Paragraph, tags: Sequence[Tag], report: Report) -> None:
    """Tags in changes that nobody has accepted yet."""
    hint = "terima atau tolak dahulu semua perubahan (Review > Accept), lalu simpan"
    for text in paragraph.deleted:
        if re.search(r"\{[{%#]|[%}#]\}", text):
            message = f'tanda yang sudah dihapus masih tersimpan sebagai perubahan terlacak: "{_short(text.strip())}"'
            report.error(TRACKED, paragraph, message, hint)
    for tag in tags:
        if paragraph.is_inserted(tag.start, tag.end) and not any(not gap.healed for gap in tag.gaps):
            report.warning(
                TRACKED, tag, f'"{_short(tag.text)}" ada dalam perubahan terlacak yang ikut ke setiap surat', hint
            )


def check_not_filled(paragraph: Paragraph, tags: Sequence[Tag], report: Report) -> None:
    """Tags where nothing is filled in: comments, endnotes, charts."""
    for tag in tags:
        report.error(
            TRACKED, tag, f'tanda di {paragraph.part} tidak diisi: "{_short(tag.text)}"',
            f"hapus {'komentar' if paragraph.part == 'komentar' else 'tanda'} itu; tanda hanya diisi di badan, kepala, "
            "kaki halaman dan catatan kaki",
        )  # fmt: skip


def check_lost(paragraphs: Sequence[Paragraph], tags: Sequence[Tag], told: set[int], report: Report) -> None:
    """Text beside a tag that takes the whole paragraph, row or cell."""
    rows: dict[int, list[Paragraph]] = {}
    cells: dict[int, list[Paragraph]] = {}
    for one in paragraphs:
        if one.row is not None:
            rows.setdefault(id(one.row), []).append(one)
            cells.setdefault(id(one.cell), []).append(one)
    seen: set[tuple[str, int]] = set()
    for tag in tags:
        if not tag.level or tag.level == "r" or tag.spaced or tag.half or (tag.mark == "{{" and tag.level != "p"):
            continue
        here = tag.paragraph
        if tag.level in ("tr", "tc") and here.table is None:
            continue
        box: Any = {"p": here, "tr": here.row, "tc": here.cell}[tag.level]
        group = [here] if tag.level == "p" else (rows if tag.level == "tr" else cells)[id(box)]
        key = (tag.level, id(box))
        if key in seen or (tag.level == "tr" and id(box) in told):
            continue
        rest = _rest(group, tag, tags)
        if rest:
            seen.add(key)
            place = {"p": "alinea", "tr": "baris tabel", "tc": "sel"}[tag.level]
            report.error(
                LOST, tag, f'"{tag.text}" menghapus seluruh {place} ini, jadi hilang pula: "{_short(rest)}"',
                f"taruh tanda itu sendirian dalam satu {place}",
            )  # fmt: skip


def _rest(group: Sequence[Paragraph], tag: Tag, tags: Sequence[Tag]) -> str:
    """The text of `group` beside `tag`, comments apart; "gambar" for a picture."""
    found = []
    for one in group:
        text = one.text
        blank = [tag] if one is tag.paragraph else []
        blank += [other for other in tags if other.paragraph is one and other.mark == "{#"]
        for other in sorted(blank, key=lambda other: -other.start):
            text = text[: other.start] + " " + text[other.end :]
        found.append(text.strip())
        if one.pictures and not text.strip():
            found.append("gambar")
    return " ".join(text for text in found if text)


def check_cells(paragraphs: Sequence[Paragraph], tags: Sequence[Tag], report: Report) -> None:
    """Cells that may be left without any paragraph, which Word does not open."""
    levels: dict[int, Tag] = {}
    for tag in tags:
        if tag.level and tag.level != "r" and tag.mark != "{#":
            levels.setdefault(id(tag.paragraph), tag)
    whole = {id(tag.paragraph.row) for tag in tags if tag.level == "tr"}
    cells: dict[int, list[Paragraph]] = {}
    for one in paragraphs:
        if one.cell is not None and id(one.row) not in whole:
            cells.setdefault(id(one.cell), []).append(one)
    for group in cells.values():
        own = [levels[id(one)] for one in group if id(one) in levels]
        if own and all(tag.level == "p" for tag in own) and not _stays([levels.get(id(one)) for one in group]):
            report.error(
                EMPTY_CELL, own[0], "sel ini dapat menjadi tanpa alinea sama sekali; Word lalu menolak berkasnya",
                "tambahkan satu alinea kosong di akhir sel (tekan Enter sesudah tanda terakhir)",
            )  # fmt: skip


def _stays(group: Sequence[Tag | None]) -> bool:
    """Whether a paragraph remains whatever the conditions are; None is a paragraph without a tag of its own."""
    frames: list[list[bool]] = [[False]]
    middles: list[bool] = [False]
    for tag in group:
        if tag is None or tag.mark == "{{":
            frames[-1][-1] = True
        elif tag.word in BLOCKS:
            frames.append([False])
            middles.append(False)
        elif tag.word in MIDDLES and len(frames) > 1:
            frames[-1].append(False)
            middles[-1] = middles[-1] or tag.word == "else"
        elif tag.word in BLOCKS.values() and len(frames) > 1:
            branches, whole = frames.pop(), middles.pop()
            if whole and all(branches):
                frames[-1][-1] = True
    return frames[0][0]
