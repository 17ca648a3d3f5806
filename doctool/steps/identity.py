"""The fields and lists of the sheet Identitas: which row says what, and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from doctool.steps.headings import CATATAN_KAKI, DAFTAR, DAFTAR_KOSONG, DI_LAINNYA, ISIAN, KOSONG, TANPA
from doctool.steps.plain import Data, safe

Cells = dict[str, str]


def identity_rows(data: Data) -> tuple[list[tuple[str, list[Cells]]], Data]:
    """The rows of each field and list of an SOP, and what of `data` (without its procedures) has no row.

    A field has one row, a list one for each item; those that the SOP does not have are one empty row.
    """
    rest = {key: value for key, value in data.items() if key not in ("prosedur", "berbagian")}
    rows: list[tuple[str, list[Cells]]] = []
    for key in ISIAN:
        text = _field(rest, key) or ("draft" if key == "status" else "")
        rows.append((key, [{"isi": text} if text else {}]))
    for key in DAFTAR:
        found = _list(rest[key]) if key in rest else None
        if found is not None:
            del rest[key]
        rows.append((key, found or [{}]))
    notes = None if data.get("berbagian") else data["prosedur"][0].get(CATATAN_KAKI)
    kept = notes and all(isinstance(one, str) and (safe(one) or not one) for one in notes)
    rows = [(key, [{"isi": DI_LAINNYA}] if lines == [{}] and key in rest else lines) for key, lines in rows]
    rows.append((CATATAN_KAKI, [{"isi": one or KOSONG} for one in notes] if kept and notes else [{}]))
    return rows, {key: value for key, value in rest.items() if value != {} or key not in _GROUPS}


_GROUPS = {key.partition(".")[0] for key in ISIAN if "." in key}


def notes_kept(rows: Sequence[tuple[str, list[Cells]]]) -> bool:
    """Whether the notes below the table have rows."""
    return any(key == CATATAN_KAKI and lines != [{}] for key, lines in rows)


def _field(rest: Data, key: str) -> str:
    """What the cell of a field holds, "" for nothing; the field is taken out of `rest` then."""
    group, dot, name = key.partition(".")
    place = rest.get(group, {}) if dot else rest
    value = place.get(name if dot else key)
    if value is None:
        return ""
    empty = value in ("", [])
    text = KOSONG if empty else _signers(value) if key == "disahkan_oleh" else value
    if not isinstance(text, str) or not (safe(text) or empty):
        return ""
    if dot:
        rest[group] = {one: kept for one, kept in place.items() if one != name}
    else:
        del place[key]
    return text


def _signers(value: Any) -> str | None:
    """Officials named by key alone, one a line."""
    keys = [one.get("pejabat", "") for one in value if set(one) == {"pejabat"}]
    plain = len(keys) == len(value) and all(key and "\n" not in key for key in keys)
    return "\n".join(keys) if plain else None


def _list(value: Data) -> list[Cells] | None:
    """The rows of a list of the identity sheet; None where cells cannot hold it."""
    items = value.get("butir", [])
    rows: list[Cells] = [{"isi": DAFTAR_KOSONG}] if not items else []
    for one in items:
        if not set(one) <= {"teks", "sop"} or not all(safe(text) or not text for text in one.values()):
            return None
        if one.get("sop") == "":
            return None
        rows.append({"isi": one.get("teks") or KOSONG, **({"sop": one["sop"]} if one.get("sop") else {})})
    if not set(value) <= {"butir", "penanda", "kolom"}:
        return None
    if "penanda" in value:
        rows[0]["penanda"] = value["penanda"] or TANPA
    if "kolom" in value:
        rows[0]["kolom"] = value["kolom"]
    return rows
