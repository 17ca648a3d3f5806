"""The tags in a paragraph's text, also those that are written wrongly, with what they were meant to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from doctool.fill.scan import Gap, Paragraph
from doctool.fill.suggest import closest

#: Letters after a tag's mark: it takes the place of a whole row, cell, paragraph or run.
LEVELS = ("tr", "tc", "p", "r")
CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
#: Commands that open a block, and the end of each.
BLOCKS = {word: f"end{word}" for word in ("if", "for", "with", "macro", "call", "filter", "raw", "block", "autoescape")}
MIDDLES = {"else": ("if", "for"), "elif": ("if",)}
#: docxtpl's own commands for cells.
CELL_COMMANDS = frozenset({"cellbg", "colspan", "vm", "hm"})
FORBIDDEN = frozenset({"include", "import", "from", "extends", "block", "autoescape", "endautoescape", "endblock"})
KEYWORDS = frozenset({*BLOCKS, *BLOCKS.values(), *MIDDLES, *CELL_COMMANDS, *FORBIDDEN, "set", "endset"})
_USUAL = ("if", "elif", "else", "endif", "for", "endfor", "set", "endset", "with", "endwith")
_MEANT = {
    "jika": "if", "bila": "if", "apabila": "if", "kalau": "if", "untuk": "for", "setiap": "for", "lainnya": "else",
    "selain": "else", "elseif": "elif", "elsif": "elif", "foreach": "for", "fi": "if", "fro": "for", "ofr": "for",
}  # fmt: skip
_BLANK = "[\\s\u00a0\u200b\u2060\ufeff]"
#: A tag's beginning, also one that is torn; or an end without one.
_OPENER = re.compile(rf"\{{[{{%#]|\{{{_BLANK}+[{{%](?!{_BLANK}*\}})|\}}\}}|%\}}|#\}}")
_TORN_END = re.compile(rf"(?:[}}%#]{_BLANK}*)?\}}|%(?={_BLANK}|$)")
_PREFIX = re.compile(r"(tr|tc|p|r)(?=\s)")
_LOOSE_PREFIX = re.compile(rf"{_BLANK}*(tr|tc|p|r){_BLANK}+(?=[\w\"'(])", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d]\w*")
#: Word's curly quotes, which docxtpl makes straight.
STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_SINGLE = re.compile(r"(?<![{$_])\{\s*(?P<name>[A-Za-z_]\w*(?:\.\w+)*)\s*\}(?![}_])")


@dataclass(slots=True)
class Tag:
    """A tag: its mark ("{{", "{%", "{#"), its level, its code without marks, and where it stands in the paragraph.

    `half` says what its marks lack, `stray` that it is an end without a beginning, `spaced` that its level was
    written in a way docxtpl does not know. `reach` is the whole of a tag that goes on in a later paragraph; `alone`
    says that the block it opens is not closed as it should.
    """

    paragraph: Paragraph
    start: int
    end: int
    mark: str
    code: str
    level: str = ""
    half: str = ""
    stray: bool = False
    spaced: bool = False
    word: str = ""
    written: str = ""
    gaps: list[Gap] = field(default_factory=list)
    reach: str = ""
    alone: bool = False

    @property
    def text(self) -> str:
        """The tag as it stands in the file."""
        return self.paragraph.text[self.start : self.end] if not self.reach else self.reach

    @property
    def meant(self) -> str:
        """The code with its command as it should be."""
        if self.written and self.word and self.word != self.written:
            return self.code.replace(self.written, self.word, 1)
        return self.code

    @property
    def right(self) -> str:
        """The tag as it should be written."""
        level = self.level if self.level not in ("tr", "tc") or self.paragraph.table is not None else "p"
        return f"{self.mark}{level} {self.meant} {CLOSERS[self.mark]}".replace("  ", " ")


def tags_of(paragraph: Paragraph) -> Iterator[Tag]:
    """The tags of a paragraph in order."""
    text, place = paragraph.text, 0
    while (found := _OPENER.search(text, place)) is not None:
        tag = _tag(paragraph, found)
        if tag is not None:
            yield tag
        place = max(tag.end if tag is not None else 0, found.end())


def single_braces(paragraph: Paragraph) -> Iterator[tuple[int, int, str]]:
    """Names in single braces, `{hal}`: where, and the name."""
    for found in _SINGLE.finditer(paragraph.text):
        yield found.start(), found.end(), found["name"]


def _tag(paragraph: Paragraph, found: re.Match[str]) -> Tag | None:
    text, opener = paragraph.text, found[0]
    if opener in CLOSERS.values():
        return _stray(paragraph, found)
    mark = "{" + opener[-1]
    half = "" if len(opener) == 2 else "pembuka terpisah spasi"
    start = found.end()
    if mark == "{#" and (stop := text.find("#}", start)) >= 0:
        return _read(paragraph, found.start(), stop + 2, mark, text[start:stop], half)
    following = _OPENER.search(text, start)
    while following is not None and following[0] in CLOSERS.values() and following[0] != CLOSERS[mark]:
        following = _OPENER.search(text, following.end())
    limit = following.start() if following is not None else len(text)
    if following is not None and following[0] == CLOSERS[mark]:
        wrong = next((one for one in CLOSERS.values() if one != CLOSERS[mark] and one in text[start:limit]), "")
        if wrong and mark != "{#":
            stop = text.index(wrong, start)
            return _read(paragraph, found.start(), stop + 2, mark, text[start:stop], f'penutupnya "{wrong}"')
        return _read(paragraph, found.start(), following.end(), mark, text[start:limit], half)
    stop, end, half = _torn_end(text, start, limit, mark)
    return _read(paragraph, found.start(), end, mark, text[start:stop], half)


def _torn_end(text: str, start: int, limit: int, mark: str) -> tuple[int, int, str]:
    """Where a tag without its right end stops: the end of its code, its own end, and what it lacks."""
    closer = CLOSERS[mark]
    found = _TORN_END.search(text, start, limit)
    if found is None:
        return limit, limit, f'tanpa penutup "{closer}"'
    if re.fullmatch(rf"{re.escape(closer[0])}{_BLANK}+\}}", found[0]):
        return found.start(), found.end(), "penutup terpisah spasi"
    if found[0] in ("}", "%") or found[0].strip() == "}":
        return found.start(), found.end(), f'penutupnya "{found[0].strip()}", seharusnya "{closer}"'
    return found.start(), found.end(), f'penutupnya "{found[0]}"'


def _stray(paragraph: Paragraph, found: re.Match[str]) -> Tag:
    """An end without a beginning; with a brace before it, a tag that lacks one."""
    text, end = paragraph.text, found.end()
    mark = next(mark for mark, closer in CLOSERS.items() if closer == found[0])
    single = text.rfind("{", 0, found.start())
    inside = text[single + 1 : found.start()]
    if single >= 0 and not re.search(r"[{}]", inside) and inside.strip() and (single == 0 or text[single - 1] != "{"):
        return _read(paragraph, single, end, mark, inside, f'pembukanya "{{", seharusnya "{mark}"')
    return Tag(paragraph, found.start(), end, mark, "", half=f'tanpa pembuka "{mark}"', stray=True)


def _read(paragraph: Paragraph, start: int, end: int, mark: str, inside: str, half: str) -> Tag:
    tag = Tag(paragraph, start, end, mark, "", half=half)
    understand(tag, inside)
    tag.gaps = paragraph.cut_by(start, end)
    return tag


def understand(tag: Tag, inside: str) -> None:
    """Set level, code and command of `tag` from what stands between its marks."""
    prefix = _PREFIX.match(inside)
    if prefix is not None:
        tag.level = prefix[1]
        tag.spaced = inside[prefix.end()] != " "
        inside = inside[prefix.end() :]
    elif tag.mark != "{#" and (loose := _LOOSE_PREFIX.match(inside)) is not None:
        tag.level = loose[1].lower()
        tag.spaced = True
        inside = inside[loose.end() :]
    tag.code = " ".join(inside.translate(STRAIGHT).strip("-+ \t\u00a0").split())
    if tag.mark == "{%":
        _command(tag)


def _command(tag: Tag) -> None:
    """The command of a tag, and the one that was meant: `{% esle %}`, `{%trfor ... %}`, `{% end if %}`."""
    found = _WORD.match(tag.code)
    tag.written = tag.word = found[0] if found is not None else ""
    if tag.word in KEYWORDS or not tag.word:
        if tag.word == "else" and tag.code.startswith("else if "):
            tag.written, tag.word = "else if", "elif"
        return
    for level in LEVELS:
        rest = tag.word[len(level) :]
        if not tag.level and tag.word.lower().startswith(level) and rest in KEYWORDS:
            tag.level, tag.spaced = level, True
            tag.code = tag.code[len(level) :]
            tag.written = tag.word = rest
            return
    two = re.match(r"end[\s_-]*(if|for|with|set|macro|call|filter|raw)\b", tag.code, re.IGNORECASE)
    if two is not None:
        tag.written, tag.word = two[0], f"end{two[1].lower()}"
        return
    tag.word = _MEANT.get(tag.word.lower(), "") or closest(tag.word, _USUAL) or closest(tag.word, KEYWORDS)
