"""The tags of a part as Jinja reads them: those it cannot read are told of, the rest become one tree.

The tree is that of a template with one tag a line, so that each node tells its tag. Nothing is executed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes

from doctool.fill.report import Report
from doctool.fill.tags import BLOCKS, CELL_COMMANDS, FORBIDDEN, MIDDLES, Tag
from doctool.fill.words import in_words

OTHER, FORBIDDEN_CODE = "W01", "W05"
#: A name that stands for what could not be read.
ANY = "__apa_saja__"


@lru_cache(maxsize=1)
def parser() -> Environment:
    """Jinja's own parser, which only reads."""
    return Environment(autoescape=True)


def parse(tags: Sequence[Tag], sound: set[int], report: Report) -> nodes.Template | None:
    """The tree of `tags`, which nest; `sound` are those (by id) whose code can be read. None where there is none."""
    lines = [_line(tag, id(tag) in sound, report) for tag in tags]
    try:
        return parser().parse("\n".join(lines))
    except TemplateSyntaxError as error:
        tag = tags[min(max(error.lineno - 1, 0), len(tags) - 1)]
        report.error(OTHER, tag, f'tanda keliru: "{tag.text}"', _advice(error))
        return None


def _advice(error: TemplateSyntaxError) -> str:
    return in_words(error.message) or f"susunannya tidak dikenal ({error.message})"


def _line(tag: Tag, sound: bool, report: Report) -> str:
    """A tag as a line of Jinja; what cannot be read is told of and replaced by what harms nothing."""
    if tag.mark == "{{":
        source = f"{{{{ {tag.code} }}}}"
        return source if sound and _readable(tag, source, report) else ""
    code = tag.meant
    if tag.word in CELL_COMMANDS:
        value = code.removeprefix(tag.word).strip()
        source = f"{{{{ {value} }}}}" if value else ""
        return source if not value or _readable(tag, source, report) else ""
    if tag.alone:
        return _alone(tag, code, sound, report)
    source = f"{{% {code} %}}"
    closing = "{% if 1 %}" if tag.word == "elif" else ""
    if tag.word in FORBIDDEN:
        _forbidden(tag, report)
        return ""
    if tag.word in BLOCKS.values() or tag.word in ("endset", "else"):
        return f"{{% {tag.word} %}}"
    if not sound and tag.word not in (*BLOCKS, *MIDDLES, "set"):
        return ""
    after = "{% endif %}" if closing else ""
    if tag.word in BLOCKS:
        after = "" if tag.word == "raw" else f"{{% {BLOCKS[tag.word]} %}}"
    elif tag.word == "set" and "=" not in code:
        after = "{% endset %}"
    if tag.word == "raw" or (sound and _readable(tag, f"{closing}{source}{after}", report)):
        return source
    return _harmless(tag, code)


def _alone(tag: Tag, code: str, sound: bool, report: Report) -> str:
    """A command whose block is not closed: what it names is looked at, its loop has one turn."""
    loop = re.fullmatch(r"for\s+([A-Za-z_]\w*)\s+in\s+(.+)", code)
    if loop is not None:
        source = f"{{% set {loop[1]} = ({loop[2]})|first %}}"
    elif tag.word in ("if", "elif"):
        source = f"{{% set {ANY} = ({code.removeprefix(tag.word)}) %}}"
    else:
        return ""
    return source if sound and _readable(tag, source, report) else ""


def _forbidden(tag: Tag, report: Report) -> None:
    if not tag.word.startswith("end"):
        report.error(
            FORBIDDEN_CODE,
            tag,
            f'perintah "{tag.word}" tidak diizinkan dalam templat',
            "hapus; isi templat sendiri ditulis di Word",
        )


def _harmless(tag: Tag, code: str) -> str:
    """A command with the same effect on names as one that cannot be read."""
    if tag.word in ("if", "elif"):
        return f"{{% {tag.word} {ANY} %}}"
    if tag.word == "for":
        found = re.match(r"for\s+([A-Za-z_]\w*)", code)
        return f"{{% for {found[1] if found else 'x'} in {ANY} %}}"
    if tag.word == "set":
        found = re.match(r"set\s+([A-Za-z_]\w*)", code)
        return f"{{% set {found[1] if found else 'x'} {f'= {ANY} ' if '=' in code else ''}%}}"
    return {"with": "{% with %}", "macro": "{% macro x() %}", "call": f"{{% call {ANY}() %}}",
            "filter": "{% filter upper %}"}.get(tag.word, "")  # fmt: skip


def _readable(tag: Tag, source: str, report: Report) -> bool:
    try:
        parser().parse(source)
    except TemplateSyntaxError as error:
        hint = _advice(error)
        if tag.mark == "{{" and tag.code.split(" ")[0] in ("if", "for", "else", "elif", "endif", "endfor", "set"):
            hint = f'perintah ditulis dengan {{% ... %}}: "{{% {tag.code} %}}"'
        report.error(OTHER, tag, f'tanda keliru: "{tag.text}"', hint)
        return False
    except (RecursionError, ValueError):  # thousands of brackets, a number of thousands of digits
        report.error(FORBIDDEN_CODE, tag, "tanda terlalu panjang atau berlapis-lapis", "hapus tanda ini")
        return False
    return True
