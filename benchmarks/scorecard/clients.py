"""Other programs that read the docx files doctool writes: every word in its order, on paper every paragraph."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import docx2txt  # type: ignore[import-untyped]
import mammoth  # type: ignore[import-untyped]
from lxml import etree

from benchmarks.scorecard import docx_preview
from benchmarks.scorecard.client_books import SSCONVERT, write_all
from benchmarks.scorecard.score import not_here
from doctool.convert.libreoffice import convert_to_pdf, find_soffice
from tests.hostile_workbooks import parts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: What is text in a run, and what parts words.
_IN_TEXT = {f"{W}t", f"{W}tab", f"{W}br", f"{W}cr"}
_SECONDS = 120
#: On a busy machine AbiWord aborts now and then (3 of 300 times with one and the same file): on a fault, every time.
_ABIWORD_TRIES = 2
#: Where a text stood that was found.
_GONE = "\0"
_PROGRAMS = ("pandoc", "abiword", "pdftotext", SSCONVERT)
#: What mammoth says of styles that have no element of HTML of their own: ours are doctool's, and keep their text.
_OF_STYLES = re.compile(r"Unrecognised (paragraph|run|table) style: ")


def absent() -> str:
    """The programs of this test that are not here, in plain words."""
    programs = ("" if shutil.which(name) else name for name in _PROGRAMS)
    return not_here("" if find_soffice() else "LibreOffice", *programs, *docx_preview.absent())


def documents(files: Mapping[str, bytes]) -> list[str]:
    """What programs do not find in, or say of, docx files by name."""
    with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as folder:
        paths = write_all(files, Path(folder), ".docx")
        faults = []
        for name, path in paths.items():
            words = words_of(files[name])
            for program, read in READERS.items():
                faults += [f"{name} in {program}: {fault}" for fault in _missing(words, read, path)]
        if find_soffice() and shutil.which("pdftotext"):
            faults += _printed(files, paths)
    if not any(docx_preview.absent()):
        faults += _previewed(files)
    return faults


def _missing(words: Sequence[str], read: Callable[[Path], str | None], path: Path) -> list[str]:
    try:
        text = read(path)
    except (OSError, subprocess.SubprocessError, ValueError, KeyError) as error:
        return [f"{type(error).__name__}: {error}"[:200]]
    return [] if text is None else told(words, "".join(text.split()))


def told(words: Sequence[str], text: str) -> list[str]:
    """In a line, the words that do not stand in `text` one after another; white space is no part of it."""
    gone, at = [], 0
    for word in words:
        place = text.find(word, at)
        if place < 0:
            gone.append(word)
        else:
            at = place + len(word)
    return [f"{len(gone)} of {len(words)} words are not there in their order, e.g. {gone[0]!r}"] if gone else []


def words_of(data: bytes) -> list[str]:
    """The words of a document's text, which every reader of texts has to find: those with a letter or digit.

    Where a run ends, a word ends.
    """
    words = (word for runs in _paragraphs(data, drawn=False) for word in " ".join(runs).split())
    return [word for word in words if re.search(r"\w", word)]


def _paragraphs(data: bytes, *, drawn: bool) -> Iterator[list[str]]:
    """The texts of the runs of each paragraph, beside shapes or in them (`drawn`)."""
    tree = etree.fromstring(parts(data)["word/document.xml"])
    for paragraph in tree.iter(f"{W}p"):
        above = {etree.QName(one).localname for one in paragraph.iterancestors()}
        if "Fallback" not in above and ("txbxContent" in above) == drawn:
            yield list(_runs(paragraph))


def _runs(paragraph: Any) -> Iterator[str]:
    """The texts of the runs of a paragraph, tabs and breaks as blanks; those of links and fields as well, without those
    of shapes in it."""
    for run in paragraph.iter(f"{W}r"):
        if next(run.iterancestors(f"{W}p")) is paragraph:
            yield "".join((node.text or "") if node.tag == f"{W}t" else " " for node in run if node.tag in _IN_TEXT)


def _by_docx2txt(path: Path) -> str:
    return str(docx2txt.process(str(path)))


def _by_mammoth(path: Path) -> str:
    with path.open("rb") as file:
        read = mammoth.extract_raw_text(file)
    said = [one.message for one in read.messages if not _OF_STYLES.match(one.message)]
    if said:
        raise ValueError(said[0])
    return str(read.value)


def _by_pandoc(path: Path) -> str | None:
    if not shutil.which("pandoc"):
        return None
    run = ["pandoc", "--from=docx", "--to=json", str(path)]
    return "".join(_strings(json.loads(subprocess.run(run, capture_output=True, check=True, timeout=_SECONDS).stdout)))


def _strings(node: Any) -> Iterator[str]:
    """The words of pandoc's document (Text.Pandoc.Definition); its plain text would break them at columns' ends."""
    if isinstance(node, dict) and node.get("t") == "Str":
        yield node["c"]
    elif isinstance(node, dict | list):
        for one in node.values() if isinstance(node, dict) else node:
            yield from _strings(one)


def _by_abiword(path: Path) -> str | None:
    """No text: AbiWord leaves out what it does not know, so that its text is no judge. It has to open the file."""
    if not shutil.which("abiword"):
        return None
    out, home = path.with_suffix(".abi.txt"), path.with_suffix(".abi")
    home.mkdir(exist_ok=True)
    run = ["abiword", "--to=txt", f"--to-name={out}", str(path)]
    for _ in range(_ABIWORD_TRIES):
        made = subprocess.run(run, capture_output=True, timeout=_SECONDS, stdin=subprocess.DEVNULL,
                              env={**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": ""})  # fmt: skip
        if made.returncode >= 0 and out.is_file():
            return None
    raise ValueError(f"ended with {made.returncode} and no text, {_ABIWORD_TRIES} times")


READERS: dict[str, Callable[[Path], str | None]] = {
    "docx2txt": _by_docx2txt, "mammoth": _by_mammoth, "pandoc": _by_pandoc, "abiword": _by_abiword,
}  # fmt: skip


def _printed(files: Mapping[str, bytes], paths: Mapping[str, Path]) -> Iterator[str]:
    """Paragraphs that LibreOffice's PDFs lack, those of shapes as well."""
    results = convert_to_pdf(list(paths.values()), next(iter(paths.values())).parent / "pdf")
    for name, one in zip(paths, results, strict=True):
        if one.pdf is None:
            yield f"{name} in LibreOffice: {one.reason}"
            continue
        texts = ["".join(runs) for drawn in (False, True) for runs in _paragraphs(files[name], drawn=drawn)]
        gone = unprinted(texts, _pages(one.pdf))
        if gone:
            yield f"{name} in LibreOffice's PDF: {len(gone)} words are not there, e.g. {gone[0]!r}"


def _pages(pdf: Path) -> list[str]:
    """The text of each page in the order in which it was written into the PDF: paragraph by paragraph."""
    run = ["pdftotext", "-raw", "-enc", "UTF-8", str(pdf), "-"]
    return subprocess.run(run, capture_output=True, check=True, timeout=_SECONDS).stdout.decode("utf-8").split("\f")


def unprinted(paragraphs: Sequence[str], pages: Sequence[str]) -> list[str]:
    """The words of paragraphs that stand nowhere on the pages; each place serves one word.

    A paragraph is looked for as a whole, the longest first; one that is broken by the end of a page, word by word.
    """
    free = [f" {_letters(page)} " for page in pages]
    broken = [one for one in sorted(map(_letters, paragraphs), key=len, reverse=True) if one and not _taken(one, free)]
    words = sorted((word for one in broken for word in one.split()), key=len, reverse=True)
    return [word for word in words if not _taken(word, free)]


def _taken(text: str, free: list[str]) -> bool:
    """Whether `text` is found, if need be with words broken at the ends of lines; its place is taken out."""
    for letters in (text, " ?".join(text.replace(" ", ""))):
        pattern = re.compile(f"(?<= ){letters}(?= )")
        for number, page in enumerate(free):
            free[number], found = pattern.subn(_GONE, page, count=1)
            if found:
                return True
    return False


def _letters(text: str) -> str:
    """Words of letters and digits only, whatever hyphens and ligatures are made of them on paper."""
    words = ("".join(filter(str.isalnum, word)) for word in unicodedata.normalize("NFKC", text).split())
    return " ".join(filter(None, words))


def _previewed(files: Mapping[str, bytes]) -> Iterator[str]:
    for name, one in docx_preview.shown(files).items():
        faults = [*one.problems, *told(words_of(files[name]), "".join(one.text.split()))]
        yield from (f"{name} in docx-preview: {fault}"[:300] for fault in faults)
