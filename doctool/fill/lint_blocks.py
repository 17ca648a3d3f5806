"""Whether the commands of a template open and close blocks as they should, and at the same level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from doctool.fill.report import Report
from doctool.fill.tags import BLOCKS, MIDDLES, Tag

BLOCK, LEVEL, LOST, EMPTY_CELL = "W06", "W12", "W11", "W17"
_ENDS = {end: word for word, end in {**BLOCKS, "set": "endset"}.items()}
_LEVEL_WORDS = {"p": "alinea", "tr": "baris tabel", "tc": "sel tabel", "r": "potongan teks", "": "teks"}


@dataclass(slots=True)
class Block:
    """A command that opens a block, what stands between (else, elif), and what closes it."""

    opener: Tag
    middles: list[Tag] = field(default_factory=list)
    closer: Tag | None = None
    crossed: Tag | None = None


def match(tags: Sequence[Tag], report: Report) -> tuple[list[Block], list[Tag]]:
    """The blocks of a part, and its tags without those that have no partner, with missing ends put at the end."""
    stack: list[Block] = []
    done: list[Block] = []
    kept: list[Tag] = []
    raw = False
    for tag in tags:
        if raw and tag.word != "endraw":
            continue
        keep = True
        if _opens(tag):
            stack.append(Block(tag))
            done.append(stack[-1])
            raw = tag.word == "raw"
        elif tag.mark == "{%" and tag.word in MIDDLES:
            keep = _middle(tag, stack, report)
        elif tag.mark == "{%" and tag.word in _ENDS:
            raw = False
            keep = _close(tag, stack, report)
        if keep:
            kept.append(tag)
    for block in stack:
        block.crossed = None
        report.error(
            BLOCK,
            block.opener,
            f'"{block.opener.text}" tidak ditutup',
            f'tambahkan "{_end(block.opener)}" sesudah isinya',
        )
    for block in done:
        if block.crossed is not None and block.closer is not None:
            report.error(
                BLOCK, block.crossed,
                f'"{block.crossed.text}" menutup bloknya sebelum "{block.opener.text}" ({_at(block.opener)}) ditutup',
                "tutup dahulu yang dibuka terakhir",
            )  # fmt: skip
    return done, _nested(kept, done)


def _opens(tag: Tag) -> bool:
    return tag.mark == "{%" and (tag.word in BLOCKS or (tag.word == "set" and "=" not in tag.code))


def _end(opener: Tag) -> str:
    return f"{{%{opener.level} end{opener.word} %}}"


def _at(tag: Tag) -> str:
    return tag.paragraph.place


def _middle(tag: Tag, stack: list[Block], report: Report) -> bool:
    """An else or elif, which needs an open if (or for)."""
    if not stack or stack[-1].opener.word not in MIDDLES[tag.word]:
        wanted = " atau ".join(f'"{{% {word} ... %}}"' for word in MIDDLES[tag.word])
        if tag.word == tag.written:
            report.error(BLOCK, tag, f'"{tag.text}" tanpa pembuka', f"taruh {wanted} di depannya, atau hapus tanda ini")
        return False
    stack[-1].middles.append(tag)
    return True


def _close(tag: Tag, stack: list[Block], report: Report) -> bool:
    """The end of a block: of the innermost, else of one further out (which crosses those inside it)."""
    word = _ENDS[tag.word]
    place = next((index for index in reversed(range(len(stack))) if stack[index].opener.word == word), None)
    if place is None:
        hint = f'taruh "{{%{tag.level} {word} ... %}}" di depannya, atau hapus tanda ini'
        if stack and not stack[-1].middles and stack[-1].opener.word in ("if", "for"):
            opener = stack[-1].opener
            hint = f'yang terbuka adalah "{opener.text}" ({_at(opener)}), yang ditutup dengan "{_end(opener)}"'
        if tag.word == tag.written:
            report.error(BLOCK, tag, f'"{tag.text}" tanpa pembuka', hint)
        return False
    for inner in stack[place + 1 :]:
        inner.crossed = inner.crossed or tag
    stack.pop(place).closer = tag
    return True


def _nested(kept: Sequence[Tag], blocks: Sequence[Block]) -> list[Tag]:
    """The tags that nest: of a block that is not closed, or crossed, its opener is left alone."""
    dropped: set[int] = set()
    for block in blocks:
        if block.closer is None or block.crossed is not None:
            block.opener.alone = True
            dropped.update(id(tag) for tag in (*block.middles, block.closer) if tag is not None and tag.word != "elif")
            for tag in block.middles:
                tag.alone = True
    return [tag for tag in kept if id(tag) not in dropped]


def check_levels(blocks: Sequence[Block], report: Report) -> set[int]:
    """Whether each block opens and closes at one level and in one place; the rows already told of (by id)."""
    told: set[int] = set()
    for block in blocks:
        if block.closer is None or block.crossed is not None:
            continue
        opener = block.opener
        for other in (*block.middles, block.closer):
            if opener.level != other.level:
                _other_level(opener, other, report)
                break
            wrong = _apart(opener, other)
            if wrong:
                message, hint = wrong
                if opener.level == "tr" and opener.paragraph.row is other.paragraph.row:
                    told.add(id(opener.paragraph.row))
                severe = report.warning if opener.level == "" and _same_box(opener, other) else report.error
                severe(LEVEL, other, message, hint)
                break
    return told


def _other_level(opener: Tag, other: Tag, report: Report) -> None:
    end = f"{{%{opener.level} {other.word} %}}"
    report.error(
        LEVEL, other,
        f'"{other.text}" ({_LEVEL_WORDS[other.level]}) tidak setingkat dengan pembukanya '
        f'"{opener.text}" ({_LEVEL_WORDS[opener.level]}; {_at(opener)})',
        f'tulis "{end}"' if other.word != "elif" else "samakan hurufnya dengan pembukanya",
    )  # fmt: skip


def _draws_together(tag: Tag) -> bool:
    """Whether a tag joins its paragraph with the next on purpose: `{%-`, `-%}`."""
    return tag.text.startswith("{%-") or tag.text.endswith("-%}")


def _same_box(one: Tag, other: Tag) -> bool:
    return one.paragraph.cell is other.paragraph.cell and one.paragraph.box is other.paragraph.box


def _apart(opener: Tag, other: Tag) -> tuple[str, str] | None:
    """What is wrong between two tags of a block by where they stand, and what to do; None if nothing."""
    here, there = opener.paragraph, other.paragraph
    pair = f'"{opener.text}" ({_at(opener)}) dan "{other.text}"'
    if opener.level == "tr":
        if here.table is None or there.table is None:
            return None  # told of as a tag outside of a table
        if here.table is not there.table:
            return (
                f"{pair} ada di tabel yang berbeda",
                "taruh keduanya di tabel yang sama, masing-masing di baris sendiri",
            )
        if here.row is there.row:
            return f"{pair} ada di baris yang sama, jadi baris itu hilang", (
                "taruh tiap tanda {%tr ... %} di baris tersendiri: di atas dan di bawah baris isinya"
            )
        return None
    if opener.level == "tc":
        if here.row is not there.row:
            return (
                f"{pair} ada di baris yang berbeda",
                "taruh keduanya di baris yang sama, masing-masing di sel sendiri",
            )
        return None
    if not _same_box(opener, other):
        hint = "taruh keduanya di sel atau bagian yang sama"
        if here.table is not None and here.table is there.table:
            hint = "untuk baris tabel pakai {%tr ... %}, masing-masing di baris tersendiri"
        return f"{pair} ada di tempat yang berbeda", hint
    if opener.level == "p" and here is there:
        return f"{pair} ada di alinea yang sama", f'tulis tanpa huruf p, atau taruh "{other.text}" di alinea sendiri'
    if opener.level in ("", "r") and here is not there and not (_draws_together(opener) or _draws_together(other)):
        hint = f'pakai "{{%p {opener.code} %}}" dan "{{%p {other.word} %}}", masing-masing di alinea tersendiri'
        return f"{pair} ada di alinea yang berbeda, jadi alineanya dapat tergabung atau tersisa kosong", hint
    return None
