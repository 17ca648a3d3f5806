"""The properties of an Office file: title, author, dates (ECMA-376 part 2, 11; part 1, 22.2)."""

from __future__ import annotations

from doctool.drawing import Properties
from doctool.write.package import OFFICE, PACKAGE, Package, Part
from doctool.write.xml import Element, el, root, serialize

_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_APP = "application/vnd.openxmlformats-officedocument.extended-properties+xml"


def add_properties(package: Package, properties: Properties, pages: int = 0) -> None:
    """Give `package` its two parts of properties."""
    core_part = Part("docProps/core.xml", _CORE, serialize(core(properties)))
    app_part = Part("docProps/app.xml", _APP, serialize(app(properties.creator, pages)))
    package.top.relate(f"{PACKAGE}metadata/core-properties", package.add(core_part).name)
    package.top.relate(f"{OFFICE}extended-properties", package.add(app_part).name)


def core(properties: Properties) -> Element:
    """docProps/core.xml (ECMA-376 part 2, 11.1); what the data does not tell is left out."""
    words = {
        "dc:title": properties.title,
        "dc:subject": properties.subject,
        "dc:creator": properties.creator,
        "cp:keywords": properties.keywords,
        "cp:lastModifiedBy": properties.creator,
        "dc:language": properties.language,
    }
    dates = {"dcterms:created": properties.created, "dcterms:modified": properties.modified}
    part = root("cp:coreProperties", ("dc", "dcterms", "xsi"))
    part.extend([el(tag, None, text=value) for tag, value in words.items() if value])
    kind = {"xsi:type": "dcterms:W3CDTF"}
    part.extend([el(tag, kind, text=_moment(value)) for tag, value in dates.items() if value])
    return part


def app(company: str, pages: int = 0) -> Element:
    """docProps/app.xml: written by doctool; the number of pages where the kind of file tells it."""
    return root(
        "ep:Properties",
        (),
        None,
        *([el("ep:Pages", None, text=str(pages))] if pages else []),
        el("ep:Application", None, text="doctool"),
        *([el("ep:Company", None, text=company)] if company else []),
    )


def _moment(date: str) -> str:
    """An ISO date as a W3CDTF moment; a moment stays as it is."""
    return date if "T" in date else f"{date}T00:00:00Z"
