"""Group A: what is written is valid."""

from __future__ import annotations

import tempfile
from collections import Counter
from functools import partial
from pathlib import Path

from benchmarks import proof_letters
from benchmarks.scorecard import client_books, clients, packet_pdfs, sop_texts
from benchmarks.scorecard.damaged_pdfs import join_damaged
from benchmarks.scorecard.made import WITH_FORMULAS, Maker, at_random, by_rows, shipped, workbooks
from benchmarks.scorecard.score import Ask, Found, named, not_here, trial
from benchmarks.scorecard.twice import both, chosen
from doctool.convert.libreoffice import find_soffice
from tests.gate import check_docx, check_xlsx, sdk_errors, sdk_program, xsd_errors, xsd_folder
from tests.gate_lint import lint_docx
from tests.gate_score import KINDS, caught, placed
from tests.golden_parts import FOLDER, first_difference, golden_file, snapshot, told, total
from tests.hostile_workbooks import parts
from tests.letters.samples import ROOT

#: The gate's word for tags, which templates are made of.
_TAGS = "a placeholder was left over"
_SCHEMAS = "the folder ooxml-xsd (DOCTOOL_XSD)"
_SDK = "ooxml-validator (DOCTOOL_OOXML_VALIDATOR)"


def _without_schemas() -> str:
    return "" if xsd_folder() else f"{_SCHEMAS} is not here, so no file was held against the schemas"


def _quick(docx: bytes) -> list[str]:
    return lint_docx(docx) + xsd_errors(docx)


def _letter(seed: int) -> proof_letters.Outcome:
    return proof_letters.run(seed, _quick)


@trial(
    "R1", "Random letters (docx) and SOPs (docx and xlsx) with texts of any signs are refused with the place of what "
    "cannot be printed, or written: valid for the schemas on both branches, every letter and digit kept.",
    "0 invalid, 0 exceptions, 0 lost, of 10,000 letters and 2,000 SOPs", 12,
    "letters/test_random.py write/test_word_random.py write/test_excel_random.py test_scorecard.py",
)  # fmt: skip
def r1(ask: Ask) -> Found:
    letters = list(ask.each(_letter, ask.seeds(10_000, 6), 20))
    sops = list(ask.each(sop_texts.judge, ask.seeds(2_000, 3)))
    states = Counter(state for state, _ in sops)
    failing = [f"letter seed {one.seed}: {fault}" for one in letters for fault in one.faults[:2]]
    failing += [fault for _, faults in sops for fault in faults[:2]]
    made = sum(one.what == "made" for one in letters)
    failing += ask.lacks(made, len(letters) // 2 + 1, "letters made")
    failing += ask.lacks(states["made"], len(sops) // 2 + 1, "SOPs made")
    figure = (
        f"{len(letters)} letters ({made} made, {len(letters) - made} refused), {len(sops)} SOPs ({states['made']} "
        f"made, {states['refused']} refused, {states['does not fit']} too wide); {len(failing)} wrong"
    )
    return Found(figure, tuple(failing), _without_schemas())


def _sdk(item: tuple[str, bytes]) -> list[str]:
    name, data = item
    return list(named(name, sdk_errors(data, name.rpartition(".")[2])))


@trial(
    "R2", "Every template with 0, 1, 30 and 200 rows, SOPs and workbooks are given to Microsoft's Open XML SDK, for "
    "Office 2010 and for Microsoft 365.", "0 errors in 200 files, twice", 3, "test_gate.py",
)  # fmt: skip
def r2(ask: Ask) -> Found:
    if sdk_program() is None:
        return Found("no file looked at", (), not_here(_SDK))
    makers = by_rows() | shipped() | workbooks()
    makers |= at_random(max(1, (200 - len(makers)) // 3 + 1), ask.seed)
    names = list(makers)[:: 1 if not ask.short else len(makers) // 4]
    faults = [
        one for found in ask.each(_sdk, ((name, makers[name]()) for name in names), 1) for one in found
    ]  # fmt: skip
    failing = (*ask.lacks(len(names), 200, "files"), *faults)
    return Found(f"{len(names)} files, each twice: {len(faults)} errors", failing)


def _gate(item: tuple[str, bytes]) -> list[str]:
    name, data = item
    if name.endswith(".docx"):
        found = check_docx(data)
    else:
        found = check_xlsx(data, formulas=name.startswith(WITH_FORMULAS) or "/xlsx/" in name)
    return list(named(name, [one for one in found if not (name.startswith("templates/") and _TAGS in one)]))


@trial(
    "R3", "All templates that are shipped and all documents of the shipped data go through the whole gate: schemas, "
    "openxml-audit, the SDK, ooxml-integrity (docx) and own rules.", "0 findings in at least 70 files", 2,
    "test_gate.py letters/test_kinds.py test_rendered_xlsx.py",
)  # fmt: skip
def r3(ask: Ask) -> Found:
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in sorted(ROOT.glob("templates/*/*.?*x"))}
    makers = shipped()
    files |= {name: makers[name]() for name in list(makers)[:: 16 if ask.short else 1]}
    faults = [one for found in ask.each(_gate, files.items(), 2) for one in found]
    left_out = not_here("" if sdk_program() else _SDK, "" if xsd_folder() else _SCHEMAS)
    failing = (*ask.lacks(len(files), 70, "files"), *faults)
    documents = sum(name.endswith(".docx") for name in files)
    figure = f"{len(files)} files, {documents} of them docx: {len(faults)} findings"
    return Found(figure, failing, left_out)


def _fault(key: tuple[str, str]) -> str:
    said = caught(*key)
    if not said:
        return "missed"
    return "" if any(placed(line) for line in said) else "caught without its place"


@trial(
    "R4", "Faults planted in a sound docx and a sound xlsx, one kind each: the gate must say what it is, in which part "
    "and where.", "at least 95 % of at least 59 kinds caught, each with part and place", 1, "test_gate.py",
)  # fmt: skip
def r4(ask: Ask) -> Found:
    keys = list(KINDS)[:: 20 if ask.short else 1]
    verdicts = dict(zip(keys, ask.each(_fault, keys, 8), strict=True))
    wrong = [f"{kind}, {name}: {verdict}" for (kind, name), verdict in verdicts.items() if verdict]
    good = len(keys) - len(wrong)
    kinds = Counter(kind for kind, _ in keys)
    figure = f"{good} of {len(keys)} kinds caught ({good / len(keys):.1%}): {kinds['docx']} docx, {kinds['xlsx']} xlsx"
    failing = tuple(wrong) if good < 0.95 * len(keys) or (not ask.short and len(keys) < 59) else ()
    figure += f"; not: {'; '.join(wrong)}" if wrong and not failing else ""
    return Found(figure, failing, _without_schemas())


def _made(makers: dict[str, Maker], ending: str, count: int) -> dict[str, bytes]:
    """`count` files of a kind, from all parts of the makers, or as many as there are."""
    names = [name for name in makers if name.endswith(ending)]
    count = min(count, len(names))
    return {name: makers[name]() for name in (names[at * len(names) // count] for at in range(count))}


def _read_by_others(kind_and_files: tuple[str, dict[str, bytes]]) -> client_books.Compared:
    kind, files = kind_and_files
    return client_books.workbooks(files) if kind == "xlsx" else client_books.Compared(faults=clients.documents(files))


@trial(
    "R5", "Documents are read by docx2txt, mammoth, pandoc and docx-preview (in Chromium): every word of the text is "
    "there in its order; in LibreOffice's PDF every word, those of shapes as well, by whole paragraphs unless a page "
    "breaks them; AbiWord, which leaves words out, only has to open them, at the second try at the latest. Workbooks "
    "are read by openpyxl, calamine, LibreOffice and Gnumeric: texts, numbers, results of formulas (and dates and "
    "booleans, if there are any) are equal, as doctool wrote them and as LibreOffice and Gnumeric reckon them; none is "
    "an error, and Gnumeric complains of nothing beyond what is pinned.",
    "100 documents and 100 workbooks with formulas: 0 errors, all words there, all values equal", 4,
    "test_second_reader.py test_clients.py",
)  # fmt: skip
def r5(ask: Ask) -> Found:
    makers = shipped() | by_rows() | workbooks() | at_random(ask.size(40, 1), ask.seed)
    count = ask.size(100, 2)
    docs, books = _made(makers, ".docx", count), _made(makers, ".xlsx", count)
    of_docs, compared = ask.each(_read_by_others, (("docx", docs), ("xlsx", books)), 1)
    faults = of_docs.faults + compared.faults
    failing = (*ask.lacks(len(docs), 100, "documents"), *ask.lacks(len(books), 100, "workbooks"))
    for kind in ("text", "number", "formula"):
        failing += ask.lacks(compared.values[kind], 1, f"{kind}s")
    kinds = ", ".join(f"{number} {kind}s" for kind, number in compared.values.items())
    figure = f"{len(docs)} docx, {len(books)} xlsx ({kinds}): {len(faults)} errors, words gone or other values"
    return Found(figure, (*failing, *faults), clients.absent())


@trial(
    "R6", "Packets are converted and joined to one PDF a recipient; damaged PDFs are joined as lampiran.",
    "200 packets: qpdf content, pages the sum of the parts', the mark on every page; of 1,000 damaged PDFs 0 lose a "
    "page without a word", 3, "packets/test_one_pdf.py assemble/test_annexes_damage.py",
)  # fmt: skip
def r6(ask: Ask) -> Found:
    with tempfile.TemporaryDirectory(prefix="doctool-") as folder:
        joined = join_damaged(Path(folder), ask.size(1_000, 200), ask.seed)
    figure = f"{joined.kept + joined.refused} damaged PDFs: {joined.kept} whole, {joined.refused} refused by name"
    lacking = not_here(*packet_pdfs.absent(), "" if find_soffice() else "LibreOffice")
    if lacking:
        return Found(figure, (*joined.few, *joined.faults), lacking)
    recipients = ask.size(200, 2)
    with tempfile.TemporaryDirectory(prefix="doctool-") as folder:
        pages, faults = packet_pdfs.packets(Path(folder) / "ruang", recipients, ask.workers)
    failing = (*joined.few, *joined.faults, *faults)
    return Found(f"{recipients} packets of {pages} pages; {figure}; {len(failing)} wrong", failing)


@trial(
    "R7", "The same template and data are written by two processes, in other languages, zones, orders of sets and "
    "seconds: the bytes must be the same.", "100 of 100 files", 1, "test_scorecard.py",
)  # fmt: skip
def r7(ask: Ask) -> Found:
    count = ask.size(100, 4)
    first, second = both(count, ask.seed)
    wrong = [name for name in chosen(count, ask.seed) if not first.get(name) or first.get(name) != second.get(name)]
    return Found(f"{len(first) - len(wrong)} of {len(first)} files the same", tuple(wrong))


def _golden(name: str, makers: dict[str, Maker]) -> list[str]:
    file = golden_file(name)
    golden = file.read_text(encoding="utf-8") if file.is_file() else ""
    found = snapshot(makers[name](), Path(name).suffix)
    return [] if found == golden else [f"{name}: {first_difference(found, golden)}"]


@trial(
    "R8", "Documents of the shipped data are what they were, part by part; a changed one needs a reason beside it.",
    "at least 60 goldens, all as they are", 0.5, "test_golden_parts.py",
)  # fmt: skip
def r8(ask: Ask) -> Found:
    makers = shipped()
    judge = partial(_golden, makers=makers)
    faults = [one for name in list(makers)[:: 8 if ask.short else 1] for one in judge(name)]
    count = len(list(FOLDER.glob("*.txt")))
    if count < 60:
        faults.append(f"{count} goldens")
    if told() != total():
        faults.append("REASONS.md does not carry the sum of the goldens with a reason")
    snapshots = sum(len(parts(make())) for make in makers.values()) if not ask.short else 0
    figure = f"{count} goldens" + (f" of {snapshots} parts" if snapshots else "") + f", {len(faults)} changed"
    return Found(figure, tuple(faults))
