"""How many planted faults the gate catches, and whether it says where."""

from __future__ import annotations

import re

from tests.gate import audit_errors, xsd_errors
from tests.gate_faults import FAULTS, SOUND, pack, unpack
from tests.gate_faults_xlsx import FAULTS_XLSX, IN_DRAWINGS, sound_of
from tests.gate_lint import lint_docx
from tests.gate_lint_xlsx import lint_xlsx

#: Every fault by its kind of file and its name.
KINDS = {**{("docx", name): one for name, one in FAULTS.items()}, **{("xlsx", name): one for name, one in
         FAULTS_XLSX.items()}}  # fmt: skip
#: A part by its name; a place in it: a path, a cell, a row, or what is named (an id, a sheet, a style).
PART = re.compile(r"[\w/\[\]]+\.(?:xml|rels|bin|png|xyz)\b")
PLACE = re.compile(
    r"(?<!\w)/[\w:*]+(?:\[\d+\])?|\b[A-Z]{1,3}\d+\b|\brow \d+|\b(?:id|text|line|arrow|bookmark|sheet|name) \S+|rId\d+"
)
#: Faults of a whole part or of the archive, whose place is the part.
WHOLE = re.compile(
    r"no content type|there twice|DOCTYPE|is missing|does not exist|no title|the author|outside the file|every sheet|"
    r"compatibilityMode|cannot be the name of a sheet|content type '|target not found"
)


def caught(kind: str, name: str) -> list[str]:
    """What the gate says of a fault that is about it; [] where it is missed.

    The judges are asked from the quickest on, and only until one has seen it; the SDK is not needed.
    """
    fault, said = KINDS[kind, name]
    if kind == "docx":
        data = pack(fault(unpack(SOUND)))
        found = lint_docx(data)
    else:
        data = pack(fault(unpack(sound_of(name))))
        found = lint_xlsx(data, formulas=not name.startswith(IN_DRAWINGS))
    seen = [line for line in found if re.search(said, line)]
    if seen or any(line.startswith("zip:") for line in found):
        return seen
    return [line for line in xsd_errors(data) if re.search(said, line)] or [
        line for line in audit_errors(data, kind) if re.search(said, line)
    ]


def placed(line: str) -> bool:
    """Whether a line of the gate says the part and the place in it."""
    return bool(PART.search(line)) and bool(PLACE.search(PART.sub("", line)) or WHOLE.search(line))
