"""What a rule is, what it reports, and where rules are registered.

A rule is a line of `doctool.check.table` (code, severity, basis) and one or more small functions that
look at one SOP and yield `Problem`s. `doctool.check.run` turns them into findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from doctool.findings import Severity

if TYPE_CHECKING:
    from doctool.check.context import Context

Path = tuple[str | int, ...]

#: Basis of a rule that no regulation asks for: an office may switch it off, with a reason.
PRAKTIK = "praktik"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the table.

    `draft_warning`: an error that is only a warning until the SOP is disahkan (what a draft still lacks is
    no fault). `basis` is a clause or `PRAKTIK`; `what` says the rule in one line of Bahasa Indonesia.
    """

    code: str
    severity: Severity
    what: str
    basis: str
    draft_warning: bool = False

    @property
    def switchable(self) -> bool:
        """Whether an office may switch the rule off: warnings of practice only."""
        return self.severity is Severity.WARNING and self.basis == PRAKTIK

    def severity_of(self, *, draft: bool) -> Severity:
        """The severity for an SOP that is still a draft (or under review), or no longer."""
        return Severity.WARNING if draft and self.draft_warning else self.severity


class At(StrEnum):
    """What a problem's path means: a value or a key of the SOP's file, or a value of kantor.yaml."""

    VALUE = "value"
    KEY = "key"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule found. `severity` None: the rule's own. Message and hint are Bahasa Indonesia."""

    path: Path
    message: str
    hint: str
    text: str = ""
    at: At = At.VALUE
    severity: Severity | None = None


Check = Callable[["Context"], Iterator[Problem]]

#: Every registered function with the code of its rule, in order of registration.
CHECKS: list[tuple[str, Check]] = []


def check(code: str) -> Callable[[Check], Check]:
    """Registers a function as (part of) the rule `code`."""

    def register(function: Check) -> Check:
        CHECKS.append((code, function))
        return function

    return register
