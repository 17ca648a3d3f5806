"""Nothing of a Markdown text is lost in silence: each word is in the blocks or in a finding."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from doctool.findings import Finding, Where
from doctool.prose.markdown import parse_markdown

NOWHERE = Path("/tiada")
MARKS = [
    "# ", "##### ", "* ", "- ", "1. ", "2. ", "3) ", "a. ", "b. ", "c) ", "i. ", "ii. ", "(1) ", "(2) ", "• ", "> ",
    "\n", "\n", "\n\n", "    ", "\t", "| ", " | ", "|", "\n|---|---|\n", "\n|:-:|\n", "**", "*", "_", "~~", "`", "``",
    "\n```\n", "[", "]", "(", ")", "![", "](", "][", "[^", "]:", "]: ", "<", ">", "<b>", "</b>", "<u>", "</u>",
    "<sub>", "<!--", "-->", "<?", "<div>", "</div>", "<a href=", "<br>", "\\", "\n---\n", "\n===\n", "Tabel: ",
    "[tabel: ", "[bagan: ", "[angka: ", "[lihat: tabel ", "[lihat: bab ", "[petunjuk: ", "[isi: ", "[tabl: ",
    " sasaran=", "=", '"', " ", " ", "&", "&lt;", "!", ":", "http://a.b/", "<http://a.b/", "javascript:",
    "data:image/png;base64,", "{", "}",
    # whole beginnings of what chance rarely puts together
    "[^1]", "\n\n[^1]: ", "\n\n[^2]: ", "\n\n[acuan]: ", "[acuan]", "\n\n| a | b |\n|---|---|\n| ", "')",
    "[teks](b.c '", "\n\n```", "\n\n<div>\n", "\n\n1. ", "\n\na. ", "\nb. ", "](gambar.png)", "](gambar.png '",
    "\n\nTabel: ",
]  # fmt: skip


@st.composite
def soup(draw: st.DrawFn) -> list[str | None]:
    """Marks of a few kinds among words; None stands for a word, every word is another."""
    few = draw(st.lists(st.sampled_from(MARKS), min_size=2, max_size=12))
    return draw(st.lists(st.sampled_from([None, None, "\n", *few]), max_size=30))


def numbered(parts: list[str | None]) -> str:
    """The text with words in their places."""
    return "".join(f"kata{at}x" if part is None else part for at, part in enumerate(parts))


def texts(value: Any) -> list[str]:
    """Every text within blocks and findings, however deep; places and looks left out."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Finding):
        return [value.text]
    if isinstance(value, Where) or not (isinstance(value, tuple) or dataclasses.is_dataclass(value)):
        return []
    if isinstance(value, tuple):
        return [text for one in value for text in texts(one)]
    return [text for one in dataclasses.fields(value) for text in texts(getattr(value, one.name))]


def is_label(word: str, text: str) -> bool:
    """Whether `word` only names a footnote or an address: it is part of "[^..]", "[..]:" or "..][..]"."""
    inside = rf"[^\[\]]*{word}[^\[\]]*\]"
    return bool(re.search(rf"\[\^{inside}|\[{inside}:|\]\s?\[{inside}", text))


def lost(text: str) -> list[str]:
    """The words of `text` that are in no block and no finding."""
    read = parse_markdown(text, "teks.md", NOWHERE, NOWHERE)
    there = set(re.findall(r"kata\d+x", " ".join(texts(read.blok) + texts(read.temuan))))
    return [word for word in re.findall(r"kata\d+x", text) if word not in there and not is_label(word, text)]


@given(soup())
@settings(max_examples=400, deadline=None)
def test_no_word_is_lost(parts: list[str | None]) -> None:
    assert lost(numbered(parts)) == []


@given(st.lists(soup(), min_size=2, max_size=5))
@settings(max_examples=100, deadline=None)
def test_no_word_is_lost_between_paragraphs(paragraphs: list[list[str | None]]) -> None:
    flat: list[str | None] = [part for one in paragraphs for part in (*one, "\n\n")]
    assert lost(numbered(flat)) == []


@given(st.text(st.characters(codec="utf-8"), max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_refused_without_an_error(text: str) -> None:
    read = parse_markdown(text.replace("\r", "\n"), "teks.md", NOWHERE, NOWHERE)
    assert read.blok or read.temuan or not re.search(r"\w", text) or re.search(r"[\[<&]", text)


def test_a_word_that_is_lost_would_be_noticed() -> None:
    """Of the proof itself: an address is no text of the blocks where nothing leads to it, and is found in M13."""
    read = parse_markdown("[nama]: http://kata1x", "teks.md", NOWHERE, NOWHERE)
    assert read.blok == ()
    assert [one.code for one in read.temuan] == ["M13"]
    assert lost("[nama]: http://kata1x") == []
