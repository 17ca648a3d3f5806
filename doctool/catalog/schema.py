"""JSON Schema (draft 2020-12) of the YAML files, made from the model, for editors.

pydantic describes the records; what its validators accept besides (a text in place of a mapping, an empty
key, a number where text is meant because YAML editors read `nip: 1980...` as one) is added here. The schema
is looser than the model, never stricter.
"""

from __future__ import annotations

import json
import re
from typing import Any, Literal, get_args

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from doctool.catalog.messages import ONLY_TEXT, RECORDS
from doctool.model.berkala import Berkala
from doctool.model.buku import Buku
from doctool.model.kantor import LABEL_BAWAAN, Kantor
from doctool.model.kinerja import Kinerja
from doctool.model.laporan import Laporan, Pembanding
from doctool.model.paket import Paket
from doctool.model.sop import Sop
from doctool.model.surat import NASKAH, Jenis

Kind = Literal["sop", "kantor", Jenis, "kinerja", "laporan", "pembanding", "berkala", "paket", "buku"]
Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KINDS: tuple[Kind, ...] = (
    "kantor", "sop", *get_args(Jenis), "kinerja", "laporan", "pembanding", "berkala", "paket", "buku",
)  # fmt: skip

_MODELS: dict[str, type[BaseModel]] = {
    "sop": Sop, "kantor": Kantor, "kinerja": Kinerja, "laporan": Laporan, "pembanding": Pembanding,
    "berkala": Berkala, "paket": Paket, "buku": Buku,
    **{str(kind): model for kind, model in NASKAH.items()},
}
_TITLES = {"sop": "SOP", "kantor": "Kantor"}
#: Parts of keys that are not just capitalised.
_WORDS = {"sop": "SOP", "nip": "NIP", "id": "ID", "mm": "(mm)", "pt": "(pt)"}
#: What editors read from an unquoted text of the author.
_TEXT: Schema = {"type": ["string", "number", "null"]}
_EMPTY: Schema = {"enum": ["", None]}
_WHOLE: Schema = {"type": "string", "pattern": r"^\s*[+-]?\d+(\.0*)?\s*$"}
_DECIMAL: Schema = {"type": "string", "pattern": r"^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$"}
#: Upper and lower case alike; JSON Schema's patterns have no flag for that.
_SWITCH_WORDS = "|".join(
    "".join(f"[{letter.upper()}{letter}]" for letter in word)
    for word in ("ya", "tidak", "benar", "salah", "true", "false")
)
_SWITCH: Schema = {
    "anyOf": [
        {"type": "boolean"},
        {"enum": ["ya", "tidak"]},
        {"type": "string", "pattern": rf"^\s*({_SWITCH_WORDS})\s*$"},
    ]
}
#: Records that a text may stand for (their validators before pydantic's own).
_TEXT_FOR = {
    "Butir", "DaftarButir", "Penandatangan", "PenandatanganSurat", "BarisKop", "Pelaksana", "Tujuan", "Peserta",
    "PenanggungJawab", "BagianLaporan", "FormulirPaket", "ZipPaket", "IsiBuku",
}
_REFERENCE = re.compile(r"#/\$defs/(\w+)")


class _Generator(GenerateJsonSchema):
    """pydantic's generator without Python's default values, some of which YAML would write otherwise."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Schema:
        return self.generate_inner(schema["schema"])


def json_schema(kind: Kind) -> Schema:
    """The schema of a `kind` of file, always the same dict for the same model."""
    model = _MODELS[kind]
    made = model.model_json_schema(schema_generator=_Generator)
    records: dict[str, Schema] = made.pop("$defs", {})
    schema = _record(model.__name__, made)
    schema["title"] = _TITLES.get(kind, schema["title"])
    definitions = {name: _definition(name, records[name]) for name in sorted(records)}
    definitions = {name: definitions[name] for name in sorted(_reached(schema, definitions))}
    return {"$schema": DIALECT, **schema, "$defs": definitions}


def _reached(schema: Schema, definitions: dict[str, Schema]) -> set[str]:
    """The definitions that `schema` refers to, directly or through others."""
    found: set[str] = set()
    waiting = [schema]
    while waiting:
        for name in _REFERENCE.findall(json.dumps(waiting.pop())):
            if name not in found:
                found.add(name)
                waiting.append(definitions[name])
    return found


def schema_text(kind: Kind) -> str:
    """The schema as the text of its file."""
    return json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n"


def _definition(name: str, made: Schema) -> Schema:
    if name in ONLY_TEXT:
        return {"title": _title(name), **_TEXT}
    if made.get("type") != "object":
        return {"title": _title(name), **_value({key: made[key] for key in made if key != "description"})}
    record = _record(name, made)
    short: list[Schema] = [_TEXT] if name in _TEXT_FOR else [] if made.get("required") else [_EMPTY]
    if name == "DaftarButir":
        short.append({"type": "array", "items": {"$ref": "#/$defs/Butir"}})
    title = record.pop("title")
    return {"title": title, "anyOf": [record, *short]} if short else {"title": title, **record}


def _record(name: str, made: Schema) -> Schema:
    """A record: its keys with Indonesian titles; Python's docstring stays out."""
    record: Schema = {"title": _title(name), "type": "object"}
    record["properties"] = {key: _property(key, value) for key, value in made.get("properties", {}).items()}
    if name == "Label":
        for key, schema in record["properties"].items():
            schema["description"] = f'Kata yang dicetak. Bawaan: "{getattr(LABEL_BAWAAN, key)}".'
    if made.get("required"):
        record["required"] = made["required"]
    record["additionalProperties"] = False
    return record


def _title(name: str) -> str:
    words = RECORDS.get(name, name).partition(" (")[0]
    return words if words[:1].isupper() else words.capitalize()


def _property(key: str, made: Schema) -> Schema:
    inner = {one: value for one, value in made.items() if one not in {"title", "description"}}
    words = [_WORDS.get(word, word) for word in key.split("_")]
    title = " ".join(words)
    about = {"title": title[:1].upper() + title[1:]}
    if "description" in made:
        about["description"] = made["description"]
    return {**about, **_value(inner)}


def _value(made: Schema) -> Schema:
    """A value's schema, widened to what the model takes from YAML."""
    if "anyOf" in made or "oneOf" in made:
        return {"anyOf": _flat([_value(one) for one in made.get("anyOf") or made["oneOf"]])}
    if "$ref" in made:
        return {"$ref": made["$ref"]}
    if "enum" in made or "const" in made:
        return {"enum": _choices(made.get("enum") or [made["const"]])}
    kind = made.get("type")
    if kind == "string" and "pattern" in made:
        return dict(made)
    if kind == "string" and "minLength" in made:
        return {"type": ["string", "number"], "minLength": made["minLength"]}
    if kind == "null":
        return dict(_EMPTY)
    if kind == "string" or isinstance(kind, list):
        return dict(_TEXT)
    if kind == "integer":
        return {"anyOf": [dict(made), _WHOLE]}
    if kind == "number":
        return {"anyOf": [dict(made), _DECIMAL]}
    if kind == "boolean":
        return dict(_SWITCH)
    if kind == "array":
        return _array(made)
    if kind == "object":
        of_keys = {"type": "object", "additionalProperties": _value(made.get("additionalProperties", {}))}
        return {"anyOf": [of_keys, _EMPTY]}
    return dict(made)


def _array(made: Schema) -> Schema:
    listed: Schema = {"type": "array", "items": _value(made["items"])}
    if "minItems" in made:
        return {**listed, "minItems": made["minItems"]}
    if made["items"] == {"$ref": "#/$defs/Penandatangan"}:
        return {"anyOf": [made["items"], listed]}
    return {"anyOf": [listed, _EMPTY]}


def _choices(words: list[Any]) -> list[Any]:
    """The words of an enum; an editor reads `1` and `1.` as numbers and an empty value as null."""
    more: list[Any] = []
    for word in words:
        if word == "":
            more.append(None)
        elif isinstance(word, str) and word.rstrip(".").isdigit() and int(word.rstrip(".")) not in more:
            more.append(int(word.rstrip(".")))
    return [*words, *more]


def _flat(schemas: list[Schema]) -> list[Schema]:
    """The alternatives of nested `anyOf`, each once."""
    found: list[Schema] = []
    for one in schemas:
        for part in one["anyOf"] if set(one) == {"anyOf"} else [one]:
            if part not in found:
                found.append(part)
    return [one for one in found if one != _EMPTY or _TEXT not in found]
