"""What all readers of one Word file share: its parts, what was carried or told, and what is told at the end."""

from __future__ import annotations

from dataclasses import dataclass, field

from doctool.border.word import NoWordFileError, Relation, WordPackage
from doctool.findings import Finding
from doctool.prose import word_report as code
from doctool.prose.word_fields import Fields
from doctool.prose.word_numbering import Numbering
from doctool.prose.word_pictures import Shown, shown
from doctool.prose.word_report import Report
from doctool.prose.word_styles import Styles
from doctool.prose.word_xml import A, Element, M, V, W, letters

#: Elements that must be carried or told: texts and pictures.
COUNTED = (f"{W}t", f"{M}t", f"{A}blip", f"{V}imagedata")
_ADVICE = "terima atau tolak semua perubahan di Word (Review > Accept All Changes), lalu simpan"


@dataclass(frozen=True, slots=True)
class Source:
    """A part with text: its root, what it refers to, its fields."""

    root: Element
    relations: dict[str, Relation]
    fields: Fields


@dataclass(slots=True)
class Tracked:
    """Tracked changes: how many of each kind, the text that is not carried, the first place."""

    place: str = ""
    inserted: int = 0
    deleted: int = 0
    moved: int = 0
    texts: list[str] = field(default_factory=list)


class Context:
    """The file `package`, read for the report `report`."""

    def __init__(self, package: WordPackage, report: Report) -> None:
        self.package = package
        self.report = report
        self.relations = self._relations(package.main)
        self.styles = Styles(self._optional("styles"))
        self.numbering = Numbering(self._optional("numbering"), self.styles)
        #: Texts and pictures (COUNTED) that were carried or told.
        self.seen: set[Element] = set()
        #: Tables and paragraphs of sections that lie.
        self.lying: set[Element] = set()
        self.tracked = Tracked()
        self.comments: list[str] = []
        self._pictures: dict[tuple[str, tuple[float, ...]], Shown | str] = {}

    def _relations(self, name: str) -> dict[str, Relation]:
        try:
            return self.package.relations(name)
        except NoWordFileError as error:
            self.report.at(code.DAMAGED, "badan", str(error), "gambar, tautan dan catatan kakinya tidak dibawa")
            return {}

    def _optional(self, kind: str) -> Element | None:
        """The root of the part of a kind; None where the file has none."""
        found = self.part_of(kind)
        for one in () if found else self.relations.values():
            if one.kind == kind and not one.external:
                name = one.target[:80]
                self.report.at(code.DAMAGED, "badan", f'bagian "{name}" tidak ada dalam berkas', "simpan ulang di Word")
        return found[1] if found else None

    def source(self, name: str, root: Element) -> Source:
        """The part `name` with its relations and fields."""
        relations = self.relations if name == self.package.main else self._relations(name)
        return Source(root, relations, Fields(root))

    def part_of(self, kind: str) -> tuple[str, Element] | None:
        """Name and root of the part of a kind ("footnotes"), by its relation or, where that is damaged, by its usual
        name; NoWordFileError where it is damaged."""
        targets = [one.target for one in self.relations.values() if one.kind == kind and not one.external]
        for name in (*targets, f"{self.package.main.rpartition('/')[0]}/{kind}.xml"):
            if name in self.package.names:
                return name, self.package.xml(name)
        return None

    def pass_over(self, element: Element) -> str:
        """Take `element` as told; its text."""
        self.seen.update(element.iter(*COUNTED))
        return letters(element)

    def picture(self, name: str, crop: tuple[float, float, float, float]) -> Shown | str:
        """The picture that is the part `name`, or why it cannot be carried."""
        key = (name, crop)
        if key not in self._pictures:
            if name not in self.package.names:
                self._pictures[key] = "tidak ada dalam berkas"
            else:
                data = self.package.read(name)
                self._pictures[key] = "rusak" if data is None else shown(data, crop)
        return self._pictures[key]

    def drop_deleted(self, element: Element, place: str) -> None:
        """A deletion or the old place of a move (w:del, w:moveFrom)."""
        tracked = self.tracked
        tracked.place = tracked.place or place
        moved = element.tag == f"{W}moveFrom"
        tracked.moved += moved
        tracked.deleted += not moved
        removed = "".join(one.text or "" for one in element.iter(f"{W}delText"))
        tracked.texts += [one for one in (self.pass_over(element), removed) if one]

    def finish(self) -> None:
        """Tell of tracked changes and comments."""
        tracked = self.tracked
        if tracked.place:
            counts = (
                (tracked.inserted, "sisipan ikut dicetak"), (tracked.deleted, "penghapusan tidak dicetak"),
                (tracked.moved, "pindahan dicetak di tempat barunya"),
            )
            told = ", ".join(f"{count} {what}" for count, what in counts if count)
            message = f"perubahan terlacak belum diterima di Word: {told}"
            self.report.at(code.TRACKED, tracked.place, message, _ADVICE, " / ".join(tracked.texts))
        if self.comments:
            count = len(self.comments)
            message = f"{count} komentar tidak dibawa"
            hint = "selesaikan dan hapus komentarnya di Word"
            self.report.at(code.COMMENTS, self.comments[0], message, hint, " / ".join(self._comment_texts()))

    def _comment_texts(self) -> list[str]:
        """What the comments say; none where their part is damaged."""
        try:
            found = self.part_of("comments")
        except NoWordFileError:
            return []
        return [letters(one) for one in found[1].findall(f"{W}comment")] if found else []

    def take(self, findings: tuple[Finding, ...]) -> None:
        """Findings of directives."""
        self.report.take(findings)
