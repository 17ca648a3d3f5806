"""Plain data as authors write it in YAML: short forms where they say the same."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from doctool.catalog.edit_render import Indents, entry, in_brackets
from doctool.catalog.source import Tree
from doctool.model.dasar import DaftarButir, Isi
from doctool.model.sop import Sop
from doctool.steps.headings import DAFTAR
from doctool.steps.plain import Data

_LINES = frozenset({"uraian", "kelengkapan", "output", "keterangan"})
_ONE_OR_MORE = frozenset({"ya", "tidak", "ke", "pelaksana"})
_SIGNERS = frozenset({"disahkan_oleh", "tanda_tangan_alur"})
_ISI: TypeAdapter[tuple[str, ...]] = TypeAdapter(Isi)
_LISTED: TypeAdapter[DaftarButir] = TypeAdapter(DaftarButir)
#: The keys of a kegiatan, and of a node, as files have them.
KEYS_OF_STEP = (
    "id", "nomor", "uraian", "pelaksana", "simpul", "bentuk", "teks", "paralel", "ya", "tidak", "keluar", "ke",
    "kelengkapan", "waktu", "output", "keterangan", "rujukan",
)  # fmt: skip
_KEYS = {"kegiatan": KEYS_OF_STEP, "simpul": ("pelaksana", *KEYS_OF_STEP)}
#: Keys in front of which a file has an empty line.
_PARTS = frozenset({
    "nomor_sop", "dasar_hukum", "klasifikasi", "lampiran_peraturan", "glosarium", "label", "revisi", "pelaksana",
    "kegiatan", "catatan_kaki", "bagian", "tanda_tangan_alur",
})  # fmt: skip


def yaml_of(key: str, value: Any, like: Tree | None = None) -> Tree:
    """The value of `key` as YAML; where it replaces `like`, in the form that has."""
    if isinstance(value, str):
        return _lines(value, like) if key in _LINES else value
    if isinstance(value, list):
        return _list(key, value)
    if key in DAFTAR:
        return _items(value)
    return {name: yaml_of(name, one) for name, one in value.items()}


def _list(key: str, value: list[Any]) -> Tree:
    if key in _ONE_OR_MORE and len(value) == 1 and isinstance(value[0], str):
        return str(value[0])
    if key in _SIGNERS:
        signers = [one["pejabat"] if set(one) == {"pejabat"} else item(key, one) for one in value]
        return "" if not signers else signers[0] if len(signers) == 1 else signers
    return [item(key, one) for one in value]


def item(key: str, value: Any) -> Tree:
    """An item of the list `key` as YAML."""
    if isinstance(value, str):
        return value
    if key in ("butir", "rujukan") and set(value) <= {"teks"}:
        return str(value.get("teks", ""))
    known = _KEYS.get(key, ())
    ordered = [*(name for name in known if name in value), *(name for name in value if name not in known)]
    return {name: yaml_of(name, value[name]) for name in ordered}


def _lines(text: str, like: Tree | None) -> Tree:
    """Lines that are marked "-" as a list, unless a text stood there."""
    lines = text.split("\n")
    if isinstance(like, str) or len(lines) < 2 or not all(one.startswith("- ") for one in lines):
        return text
    bare: list[Tree] = [one[2:] for one in lines]
    return bare if list(_ISI.validate_python(bare)) == lines else text


def _items(value: Data) -> Tree:
    """A list of the identity sheet."""
    items = [item("butir", one) for one in value.get("butir", [])]
    texts = [one for one in items if isinstance(one, str)]
    if set(value) <= {"butir"}:
        return items
    if set(value) <= {"butir", "penanda"} and value["penanda"] == "" and len(texts) == len(items):
        text = "\n".join(texts)
        if [one.teks for one in _LISTED.validate_python(text).butir] == texts:
            return text
    return {**value, "butir": items} if items else dict(value)


def sop_lines(data: Data) -> list[str]:
    """A whole SOP as the lines of a YAML file, without what comes before its first key."""
    out: list[str] = []
    for key in Sop.model_fields:
        if key in data:
            out += [""] if key in _PARTS and out else []
            out += key_lines(key, data[key])
    return out


def key_lines(key: str, value: Any) -> list[str]:
    """One key with its value as lines; lanes stand in braces, one a line."""
    if key == "pelaksana" and value and not any("kelompok" in one for one in value):
        return [f"{key}:", *(f"  - {in_brackets(item(key, one))}" for one in value)]
    if key == "kegiatan" and value:
        return [f"{key}:", *_rows(value)]
    return entry(key, yaml_of(key, value), 0, Indents()).split("\n")


def _rows(rows: list[Data]) -> list[str]:
    """Kegiatan with an empty line between them."""
    out: list[str] = []
    for row in rows:
        lines = entry("k", [item("kegiatan", row)], 0, Indents()).split("\n")[1:]
        out += [*([""] if out else []), *lines]
    return out
