"""The template of the form isian among the templates that `doctool templat` checks, lists and gives out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from doctool.errors import DoctoolError

if TYPE_CHECKING:
    from doctool.findings import Finding

#: Its kind, as the user names it; its file is form-isian.xlsx.
KIND = "form-isian"


def split_paths(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Of `paths` the templates of forms (also those within folders), and those that may hold templates of letters."""
    from doctool.forms.write import NAME

    forms: dict[Path, None] = {}
    others = []
    for path in paths:
        if path.is_dir():
            forms.update(dict.fromkeys(sorted(path.rglob(NAME))))
            others.append(path)
        elif path.suffix.lower() == ".xlsx":
            forms[path] = None
        else:
            others.append(path)
    return list(forms), others


def inspect_forms(paths: Sequence[Path]) -> tuple[list[str], list[Finding]]:
    """The names of the files and what is wrong with them. Raises DoctoolError for a file that is not there."""
    from doctool.border.workbook import Kind, RefusedError, take_in
    from doctool.catalog.source import shown_path
    from doctool.findings import Finding, Severity, Where
    from doctool.forms.write import check_template

    names, findings = [], []
    for path in paths:
        name = shown_path(path)
        if not path.exists():
            raise DoctoolError(f'"{name}" tidak ada', "periksa nama berkas dan foldernya")
        names.append(name)
        try:
            data = take_in(path, name, (Kind.XLSX,)).data
        except RefusedError as error:
            message = f"templat ini {error.reason}"
            findings.append(Finding("W21", Severity.ERROR, Where(name), message, error.hint or "", basis="praktik"))
        else:
            findings += check_template(data, name)
    return names, findings


def tell_names() -> list[dict[str, str]]:
    """What the template may name, as rows: nama, bentuk, isi, daftar (the row or sheet where it stands)."""
    from doctool.forms.field_map import TABEL
    from doctool.forms.names import BAND, CREST, GRADES, HEAD_ROWS, ROW, TABLE_ROWS, TEXTS, TOTALS

    rows = [("teks", name, about, "") for name, about in TEXTS.items()]
    for sheet, table in TABEL.items():
        rows += [("baris", f"{ROW}{name}", about, sheet) for name, about in TABLE_ROWS[sheet].items()]
        rows += [
            ("sel", one.field, f"{one.induk} {one.judul}".strip(), sheet) for one in table if one.field != "kunci"
        ]
    rows += [("teks", name, about, "Anggaran") for name, about in TOTALS.items()]
    rows += [("baris", f"{ROW}{name}", about, "") for name, about in HEAD_ROWS.items()]
    rows += [
        ("daftar", GRADES, "urutan tingkat indikator, dalam Data Validation", ""),
        ("warna", BAND, "kategori capaian kantor, dalam Conditional Formatting", ""),
        ("gambar", CREST, "lambang daerah, sebagai teks alternatif sebuah gambar", ""),
    ]
    return [{"nama": name, "bentuk": shape, "isi": about, "daftar": sheet} for shape, name, about, sheet in rows]
