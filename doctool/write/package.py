"""An Office file as a zip of parts (ECMA-376 part 2), with the same bytes for the same parts.

The zip keeps no clock, no platform and no order but the one of the parts: [Content_Types].xml, the
package's relationships, then the parts as they were added, each followed by its own relationships.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field

from doctool.write.xml import Element, el, root, serialize

# The first moment that a zip entry can carry; every entry has it (no clock in any output).
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
# Unix, so that the byte is the same when the file is written on Windows.
ZIP_SYSTEM_UNIX = 3

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/"


@dataclass(slots=True)
class Part:
    """One part: its name ("word/document.xml"), content type, bytes, and (id, type, target part) of its links.

    `outside` are the ids of those links that lead to an address outside the package.
    """

    name: str
    content_type: str
    data: bytes
    relationships: list[tuple[str, str, str]] = field(default_factory=list)
    outside: set[str] = field(default_factory=set)

    def relate_outside(self, relation: str, address: str) -> str:
        """The id of the link from this part to the `address` outside the package (ECMA-376 part 2, 9.3)."""
        new_id = self.relate(relation, address)
        self.outside.add(new_id)
        return new_id

    def relate(self, relation: str, target: str) -> str:
        """The id of the link from this part to the part `target`, made when there is none yet."""
        for known_id, known_relation, known_target in self.relationships:
            if (known_relation, known_target) == (relation, target):
                return known_id
        new_id = f"rId{len(self.relationships) + 1}"
        self.relationships.append((new_id, relation, target))
        return new_id


@dataclass(slots=True)
class Package:
    """Parts in the order in which they are to be stored, and the links of the package itself."""

    parts: list[Part] = field(default_factory=list)
    top: Part = field(default_factory=lambda: Part("", "", b""))

    def add(self, part: Part) -> Part:
        """`part`, stored after those added before it."""
        self.parts.append(part)
        return part

    def to_bytes(self) -> bytes:
        """The whole zip file."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            _store(archive, "[Content_Types].xml", serialize(self._content_types()))
            _store(archive, "_rels/.rels", serialize(_relationships(self.top)))
            for part in self.parts:
                _store(archive, part.name, part.data)
                if part.relationships:
                    folder, name = posixpath.split(part.name)
                    _store(archive, f"{folder}/_rels/{name}.rels", serialize(_relationships(part)))
        return out.getvalue()

    def _content_types(self) -> Element:
        rels = "application/vnd.openxmlformats-package.relationships+xml"
        types = root("ct:Types", (), None, el("ct:Default", {"Extension": "rels", "ContentType": rels}))
        for part in self.parts:
            types.append(el("ct:Override", {"PartName": f"/{part.name}", "ContentType": part.content_type}))
        return types


def _relationships(part: Part) -> Element:
    folder = posixpath.dirname(part.name) or "."
    links = root("rel:Relationships", ())
    for rel_id, relation, target in part.relationships:
        outside = rel_id in part.outside
        path = target if outside else posixpath.relpath(target, folder)
        mode = {"TargetMode": "External"} if outside else {}
        links.append(el("rel:Relationship", {"Id": rel_id, "Type": relation, "Target": path, **mode}))
    return links


def _store(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, ZIP_EPOCH)
    entry.create_system = ZIP_SYSTEM_UNIX
    entry.external_attr = 0o600 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, data)
