"""How a file from outside is refused: findings with their places, and the exception that carries them."""

from __future__ import annotations

from doctool.errors import ContentError
from doctool.findings import Finding, Severity, Where

#: No more findings than this from one file: the rest follows from the first.
MAX_FINDINGS = 50
#: Of an offending text (a file without line ends may be one) a finding carries so many characters.
MAX_TEXT = 1000


def short(text: str) -> str:
    """`text` as it fits into a message: one line of at most 60 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57].rstrip() + "..."


def error(code: str, where: Where, message: str, hint: str, text: str = "") -> Finding:
    """A finding of severity galat."""
    return Finding(code, Severity.ERROR, where, message, hint, text[:MAX_TEXT])


def refuse(file: str, findings: list[Finding]) -> ContentError:
    """The exception that carries `findings` (at least one), in document order and without repetitions."""
    listed = sorted(dict.fromkeys(findings), key=Finding.sort_key)
    first = listed[0]
    if len(listed) == 1:
        return ContentError(f"{first.where}: {first.message}", tuple(listed), first.hint or None)
    return ContentError(f"{file}: {len(listed)} galat, yang pertama di {first.where}: {first.message}", tuple(listed))
