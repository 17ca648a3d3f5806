"""Pictures and charts in the text of a report: wp:inline (ECMA-376 part 1, 20.4.2.8), with alternative text."""

from __future__ import annotations

from doctool.units import mm, to_emu
from doctool.write.document_ink import Ink, Room
from doctool.write.document_xml import run
from doctool.write.package import Part
from doctool.write.xml import NAMESPACES, Element, el

_NO_DISTANCE = dict.fromkeys(("distT", "distB", "distL", "distR"), 0)
# A picture on its own leaves room on the page for its caption.
_MOST_OF_HEIGHT = 0.85


def inline_picture(
    ink: Ink, data: bytes, size_mm: tuple[float, float], description: str, room: Room, part: Part
) -> Element:
    """A run with the picture `data`, made smaller where there is not so much room."""
    width, height = fitted(size_mm, room)
    number = next(ink.drawings)
    extent = {"cx": to_emu(width), "cy": to_emu(height)}
    link = ink.picture(data, part)
    picture = el(
        "pic:pic",
        None,
        el(
            "pic:nvPicPr",
            None,
            el("pic:cNvPr", {"id": number, "name": f"Gambar {number}"}),
            el("pic:cNvPicPr", None, el("a:picLocks", {"noChangeAspect": 1})),
        ),
        el("pic:blipFill", None, el("a:blip", {"r:embed": link}), el("a:stretch", None, el("a:fillRect"))),
        el(
            "pic:spPr",
            None,
            el("a:xfrm", None, el("a:off", {"x": 0, "y": 0}), el("a:ext", extent)),
            el("a:prstGeom", {"prst": "rect"}, el("a:avLst")),
        ),
    )
    return inline(number, f"Gambar {number}", description, extent, "pic", picture)


def inline(number: int, name: str, description: str, extent: dict[str, int], kind: str, content: Element) -> Element:
    """A run with a drawing in the line of text; `kind` is the prefix of the namespace of `content`."""
    graphic = el("a:graphic", None, el("a:graphicData", {"uri": NAMESPACES[kind]}, content))
    placed = el(
        "wp:inline",
        _NO_DISTANCE,
        el("wp:extent", extent),
        el("wp:effectExtent", {"l": 0, "t": 0, "r": 0, "b": 0}),
        el("wp:docPr", {"id": number, "name": name, "descr": description}),
        el("wp:cNvGraphicFramePr"),
        graphic,
    )
    return run(el("w:drawing", None, placed))


def fitted(size_mm: tuple[float, float], room: Room) -> tuple[int, int]:
    """A size in twips that fits the room, in its own proportions; no side below 1 mm."""
    width, height = (max(mm(side), mm(1)) for side in size_mm)
    most = int(room.height * _MOST_OF_HEIGHT)
    scale = min(1.0, room.width / width, most / height)
    return max(int(width * scale), 1), max(int(height * scale), 1)
