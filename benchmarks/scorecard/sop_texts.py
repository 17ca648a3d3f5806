"""Random SOPs with texts of any signs that people paste: refused with the place, or written with every letter.

The SOPs are those of tests/random_sop with pieces put into their texts; they are read as a YAML file is.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import yaml
from lxml import etree

from benchmarks.trial import attempt
from doctool.border.text import FORBIDDEN
from doctool.catalog.load import sop_of
from doctool.catalog.source import parse_yaml
from doctool.errors import ContentError
from doctool.loaded import LoadedKantor, Positions
from doctool.model.kantor import Kantor
from doctool.write.excel import write_xlsx
from doctool.write.word import write_docx
from tests.gate import xsd_errors
from tests.gate_lint import lint_docx
from tests.gate_lint_xlsx import lint_xlsx
from tests.hostile_workbooks import parts
from tests.letters.random_letter import PIECES, UNPRINTABLE
from tests.random_sop import WORDS, random_data

_PRINTABLE = tuple(piece for piece in PIECES if not FORBIDDEN.search(piece))
_TEXTS = ("uraian", "kelengkapan", "output", "keterangan")
#: Lists of the identity sheet that the random SOPs lack.
_LISTS = ("keterkaitan", "peringatan", "kualifikasi_pelaksana", "peralatan_perlengkapan", "pencatatan_pendataan")
_HEAD = ("nama_sop", "nomor_sop", "tanggal_pembuatan")
#: The gate's word for tags that stayed; here the texts themselves are full of tags.
_LEFT_OVER = ("a placeholder was left over", "is not finished or too long")


def spiked(seed: int) -> tuple[dict[str, Any], dict[str, Any], bool]:
    """The office, the SOP of `seed` as data with strange texts, and whether one of them cannot be printed."""
    chance, lists = Random(f"teks {seed}"), Random(f"daftar {seed}")
    office, sop = random_data(seed)
    sop["nama_sop"] = _with_piece(chance, sop["nama_sop"])
    for step in sop["kegiatan"]:
        for key in _TEXTS:
            if key in step and chance.random() < 0.3:
                said = step[key]
                step[key] = [_with_piece(chance, one) for one in said] if isinstance(said, list) else _with_piece(
                    chance, said
                )
    for key in ("dasar_hukum", *_LISTS):
        items = sop.get(key) or [" ".join(lists.sample(WORDS, 3)) for _ in range(lists.randint(1, 2))]
        sop[key] = [_with_piece(lists, one) if lists.random() < 0.3 else one for one in items]
    spoilt = chance.random() < 0.1
    if spoilt:
        sop["kegiatan"][-1]["uraian"] += chance.choice(UNPRINTABLE)
    return office, sop, spoilt and bool(FORBIDDEN.search(sop["kegiatan"][-1]["uraian"]))


def _with_piece(chance: Random, text: str) -> str:
    words = text.split(" ")
    words.insert(chance.randint(1, len(words)), chance.choice(_PRINTABLE))
    return " ".join(words)


def judge(seed: int) -> tuple[str, tuple[str, ...]]:
    """What became of the SOP of `seed` ("made", "refused", "does not fit") and what is wrong with it."""
    try:
        return _judge(seed)
    except Exception as error:  # listed with its seed
        return "exception", (f"seed {seed}: {type(error).__name__}: {error}"[:240],)


def _judge(seed: int) -> tuple[str, tuple[str, ...]]:
    office, data, spoilt = spiked(seed)
    kantor = LoadedKantor("acak", Kantor.model_validate(office), Positions("acak/kantor.yaml"), "")
    file = Path(f"acak-{seed}.yaml")
    try:
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
        loaded = sop_of(parse_yaml(text, file.name), file, kantor)
    except ContentError as error:
        faults = [] if spoilt else [f"seed {seed}: refused: {error.message}"]
        faults += [f"seed {seed}: no place: {error.message}" for one in error.findings[:1] if not one.where.line]
        return "refused", tuple(faults)
    if spoilt:
        return "made", (f"seed {seed}: what cannot be printed was taken",)
    trial = attempt(loaded)
    if trial.drawing is None:
        return "does not fit", ()
    docx, xlsx = write_docx(trial.drawing), write_xlsx(trial.drawing)
    faults = [*trial.problems, *lint_docx(docx), *xsd_errors(docx), *lint_xlsx(xlsx), *xsd_errors(xlsx)]
    faults = [one for one in faults if not any(word in one for word in _LEFT_OVER)]
    faults += [f"docx lost: {one}" for one in lost(office, data, words_of_docx(docx))]
    faults += [f"xlsx lost: {one}" for one in lost(office, data, words_of_xlsx(xlsx))]
    return "made", tuple(f"seed {seed}: {one}"[:240] for one in faults)


def lost(office: dict[str, Any], data: dict[str, Any], stream: str) -> list[str]:
    """Texts of the office and the SOP that do not stand in `stream` (all text of a file without blanks), and letters
    and digits of which the file has fewer than they."""
    given = [_dense(text) for text in texts(office, data)]
    found = [text for text in given if text not in stream]
    # A text of a row taller than a page is continued on the next, below the heads: then its letters must be there.
    short = Counter("".join(given)) - Counter(stream)
    gone = [f"{char!r} {count} times" for char, count in short.items() if char.isalnum()]
    return [*gone, *(text[:80] for text in found if not _in_order(text, stream))]


def texts(office: dict[str, Any], data: dict[str, Any]) -> Iterator[str]:
    """Every text that is to be printed, but for words on arrows: those may be shortened, and `attempt` holds them
    against the flow."""
    yield from (*office["kop"]["baris"], *office["pejabat"][data["disahkan_oleh"]].values())
    yield from (data[key] for key in _HEAD)
    for key in ("dasar_hukum", *_LISTS):
        yield from data[key]
    yield from _actors(data["pelaksana"])
    for step in data["kegiatan"]:
        yield step["waktu"]
        for key in _TEXTS:
            said = step.get(key, "")
            yield from said if isinstance(said, list) else [said]


def _actors(lanes: list[dict[str, Any]]) -> Iterator[str]:
    for lane in lanes:
        if "kelompok" in lane:
            yield lane["kelompok"]
            yield from _actors(lane["pelaksana"])
        else:
            yield lane["nama"]


def _in_order(text: str, stream: str) -> bool:
    """Whether a text stands in the stream in two pieces, one after the other."""
    for cut in range(len(text) - 1, 0, -1):
        at = stream.find(text[:cut])
        if at >= 0:
            return text[cut:] in stream[at + cut :]
    return False


def _dense(text: str) -> str:
    return "".join(text.split())


def words_of_docx(data: bytes) -> str:
    """All text of the document in its order, without blanks."""
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
    return _dense("".join(node.text or "" for node in etree.fromstring(parts(data)["word/document.xml"]).iter(name)))


def words_of_xlsx(data: bytes) -> str:
    """All text of the cells in their order, without blanks."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return _dense("".join(
        str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
    ))  # fmt: skip
