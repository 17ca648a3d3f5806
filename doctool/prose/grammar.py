"""The Markdown that texts are written in: CommonMark with tables, strikethrough, footnotes and directives, without
indented code (offices indent the first line of a paragraph).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin

from doctool.findings import Where
from doctool.prose.command import BARE, PATTERN, read
from doctool.prose.markers import Marker, find_markers, replaced

#: How deep quotations and lists may stand within one another.
MAX_NESTING = 40
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
#: Notes and places to be filled are text, never the text of a link.
_TEXT = re.compile(r"\[\s*(?:petunjuk|isi)\s*:", re.IGNORECASE)
_NOWHERE = Where("")
_TRIES = 4


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tree of a text; `markers` are the letters and bullets that Markdown read as its own, by line from 0;
    `references` the addresses given apart from the text, as (first line from 0, line behind the last, address,
    title);
    `too_deep` the lines whose content may have been left out, likewise."""

    tree: SyntaxTreeNode
    markers: dict[int, Marker]
    references: tuple[tuple[int, int, str, str], ...]
    too_deep: tuple[tuple[int, int], ...]


def parse(text: str) -> Parsed:
    """The tree of `text` (lines ended by "\\n")."""
    lines = text.split("\n")
    markers = find_markers(lines)
    for _ in range(_TRIES):
        tokens, env = _tokens(replaced(lines, markers))
        unread = set(markers) - {token.map[0] for token in tokens if token.type == "list_item_open" and token.map}
        if not unread:
            break
        markers = {number: marker for number, marker in markers.items() if number not in unread}
    else:
        markers = {}
        tokens, env = _tokens(text)
    return Parsed(SyntaxTreeNode(tokens), markers, _references(env), _too_deep(tokens))


def _tokens(text: str) -> tuple[list[Token], dict[str, Any]]:
    env: dict[str, Any] = {}
    # markdown-it-py 4.3 looks one character behind a last line without its end
    return _MARKDOWN.parse(f"{text}\n", env), env


def _references(env: dict[str, Any]) -> tuple[tuple[int, int, str, str], ...]:
    known = [*env.get("references", {}).values(), *env.get("duplicate_refs", [])]
    return tuple((one["map"][0], one["map"][1], one["href"], one["title"]) for one in known)


def _too_deep(tokens: list[Token]) -> tuple[tuple[int, int], ...]:
    """The lines (from 0, end excluded) whose content may have been left out."""
    return tuple(
        (token.map[0], token.map[1])
        for token in tokens
        if token.level >= MAX_NESTING - 1 and token.nesting == 1 and token.map and token.type != "paragraph_open"
    )


def _directive(state: StateInline, silent: bool) -> bool:
    """A directive as one token "directive" with its place in the text as `meta["at"]`."""
    if state.src[state.pos] != "[":
        return False
    if _TEXT.match(state.src, state.pos, state.posMax):
        if not silent:
            state.pending += "["
        state.pos += 1
        return True
    text = _at(state.src[state.pos : min(state.posMax, state.pos + 400)])
    if not text:
        return False
    if not silent:
        token = state.push("directive", "", 0)
        token.content = _ESCAPE.sub(r"\1", text)
        token.meta = {"at": state.pos}
    state.pos += len(text)
    return True


def _at(text: str) -> str:
    """The directive that `text` begins with, "" for none."""
    match = PATTERN.match(text) or BARE.match(text)
    end = match.end() if match else 0
    return text[:end] if end and read(_ESCAPE.sub(r"\1", text[:end]), _NOWHERE) else ""


def _build() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": True, "maxNesting": MAX_NESTING})
    markdown.enable(["table", "strikethrough"]).disable("code")
    markdown.use(footnote_plugin, inline=False, move_to_end=False)
    markdown.inline.ruler.before("link", "directive", _directive)
    return markdown


_MARKDOWN = _build()
