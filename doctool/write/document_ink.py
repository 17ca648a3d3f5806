"""What the parts of the writer of a Dokumen share: the package being made, its links, ids, pictures and footnotes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from doctool.model.dokumen import CatatanKaki, Dokumen
from doctool.write.document_numbering import Numbering
from doctool.write.document_plan import Caption, Heading, Plan, plan_of
from doctool.write.document_template import HEADINGS, Template
from doctool.write.package import OFFICE, Package, Part

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MAGIC = ((b"\x89PNG\r\n\x1a\n", "png", "image/png"), (b"\xff\xd8\xff", "jpeg", "image/jpeg"))


@dataclass(frozen=True, slots=True)
class Room:
    """Where blocks stand: the width and height of the text in twips, and whether that is a cell."""

    width: int
    height: int
    in_cell: bool = False


@dataclass(slots=True)
class Ink:
    """The package while it is being written. Headings and captions are taken in the order of the plan."""

    dokumen: Dokumen
    template: Template
    package: Package = field(default_factory=Package)
    document: Part = field(default_factory=lambda: Part("word/document.xml", f"{WORD}document.main+xml", b""))
    notes_part: Part = field(default_factory=lambda: Part("word/footnotes.xml", f"{WORD}footnotes+xml", b""))
    plan: Plan = field(init=False)
    numbering: Numbering = field(init=False)
    notes: list[CatatanKaki] = field(default_factory=list)
    drawings: Iterator[int] = field(default_factory=lambda: count(1))
    bookmarks: Iterator[int] = field(default_factory=lambda: count(1))
    charts: Iterator[int] = field(default_factory=lambda: count(1))
    _headings: Iterator[Heading] = field(init=False)
    _captions: Iterator[Caption] = field(init=False)
    _pictures: dict[bytes, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.package.add(self.document)
        self.plan = plan_of(self.dokumen)
        self.numbering = Numbering(tuple(self.template.id(style) for style in HEADINGS))
        self._headings = iter(self.plan.headings)
        self._captions = iter(self.plan.captions)

    def style(self, style: str) -> str:
        """The id of the style that is called `style`."""
        return self.template.id(style)

    def next_heading(self) -> Heading:
        return next(self._headings)

    def next_caption(self) -> Caption:
        return next(self._captions)

    def picture(self, data: bytes, part: Part) -> str:
        """The id of the link from `part` to the picture `data`, stored once. ValueError for what is no PNG or JPEG."""
        if data not in self._pictures:
            found = next(((ending, kind) for magic, ending, kind in _MAGIC if data.startswith(magic)), None)
            if found is None:
                raise ValueError("a picture is neither PNG nor JPEG")
            name = f"word/media/image{len(self._pictures) + 1}.{found[0]}"
            self._pictures[data] = self.package.add(Part(name, found[1], data)).name
        return part.relate(f"{OFFICE}image", self._pictures[data])

    def note(self, note: CatatanKaki) -> int:
        """The id of a footnote, from 1 on."""
        self.notes.append(note)
        return len(self.notes)
