"""What is told of the tags of a template while they are read, and where in it the reader is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from jinja2 import nodes

from doctool.fill.expression import Used, Value
from doctool.fill.lint_code import FORBIDDEN_CODE
from doctool.fill.names import Names
from doctool.fill.report import Report
from doctool.fill.tags import Tag

UNKNOWN, SHAPE, FILTER = "W02", "W03", "W04"


class Remarks:
    """Tells of the nodes of `tags`, one tag a line, and remembers in `used` what is printed."""

    def __init__(self, tags: Sequence[Tag], names: Names, used: Used, report: Report) -> None:
        self.tags = tags
        self.names = names
        self.used = used
        self.report = report
        self.printing = False
        self.guarded = 0

    def tag(self, node: nodes.Node) -> Tag:
        """The tag that `node` stands in."""
        return self.tags[min(max(node.lineno - 1, 0), len(self.tags) - 1)]

    def level(self, node: nodes.Node) -> str:
        """The level of a loop that would stand where `node` does."""
        return "tr" if self.tag(node).paragraph.table is not None else "p"

    def say(self, code: str, node: nodes.Node, message: str, hint: str) -> None:
        """Tell of an error at the tag of `node`."""
        self.report.error(code, self.tag(node), message, hint)

    def unknown(self, node: nodes.Node, message: str, hint: str) -> None:
        """Tell of a name that is not known: an error, where its absence is asked for a warning."""
        if self.guarded:
            self.report.warning(UNKNOWN, self.tag(node), f"{message}, jadi selalu dianggap tidak ada", hint)
        else:
            self.report.error(UNKNOWN, self.tag(node), message, hint)

    def forbid(self, node: nodes.Node, what: str) -> None:
        """Tell of what templates must not do."""
        self.say(
            FORBIDDEN_CODE,
            node,
            f'"{what}" tidak diizinkan dalam templat',
            "hapus tanda ini; templat hanya mencetak data surat",
        )

    def note(self, value: Value | None) -> None:
        """Remember what is printed."""
        if self.printing and value is not None and value.path:
            self.used.paths.add(value.path)

    @contextmanager
    def as_printed(self, on: bool = True) -> Iterator[None]:
        """Whether what is read within is printed."""
        before, self.printing = self.printing, on
        try:
            yield
        finally:
            self.printing = before

    @contextmanager
    def as_guarded(self, on: bool) -> Iterator[None]:
        """Whether what is read within may be missing."""
        self.guarded += on
        try:
            yield
        finally:
            self.guarded -= on
