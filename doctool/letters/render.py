"""A letter as a Word file: the office's template, prepared once, filled with the letter's data."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from doctool.errors import ContentError
from doctool.findings import Finding, Severity, Where
from doctool.letters.context import context
from doctool.letters.filled import BrokenTemplateError, FilledTemplate
from doctool.letters.package import without_clock
from doctool.letters.prepare import Prepared, prepare
from doctool.letters.safety import refuse_control_characters
from doctool.letters.templates import find_template
from doctool.loaded import LoadedNaskah
from doctool.model.surat import Acara
from doctool.model.tanggal import Tanggal

#: Names of the kinds as the title of a file begins.
TITLES = {
    "dinas": "Surat Dinas", "nota-dinas": "Nota Dinas", "pengantar": "Surat Pengantar", "undangan": "Surat Undangan",
    "disposisi": "Lembar Disposisi", "daftar-hadir": "Daftar Hadir", "notula": "Notula",
}  # fmt: skip
#: The longest text that a property of a Word file holds.
_PROPERTY = 255


def render_letter(loaded: LoadedNaskah, *, nomor: str | None = None, templates: Path | None = None) -> bytes:
    """The .docx of a letter; the same letter gives the same bytes.

    `nomor` is the number from the book and goes before the letter's own (an empty one is printed as dots).
    `templates` is the folder templates/docx of the workspace; a template that is not there is doctool's own.
    Raises ContentError (data that cannot be printed, with its place; a template that cannot be filled).
    """
    refuse_control_characters(loaded, nomor)
    template = find_template(loaded.naskah.jenis, templates)
    return render_prepared(loaded, prepare(template, loaded.office), nomor=nomor)


def render_prepared(loaded: LoadedNaskah, prepared: Prepared, *, nomor: str | None = None) -> bytes:
    """The .docx of a letter from a template that `prepare` has put into the style of its office."""
    values = context(loaded, prepared, nomor)
    filled = FilledTemplate(io.BytesIO(prepared.docx))
    try:
        filled.render(values, _environment(), autoescape=True)
    except (TemplateError, BrokenTemplateError) as error:
        raise _template_fault(error, prepared.template.name) from error
    _properties(filled.docx.core_properties, loaded)
    out = io.BytesIO()
    filled.save(out)
    return without_clock(out.getvalue())


def _environment() -> ImmutableSandboxedEnvironment:
    """Templates come from outside: no access to Python's insides, and no silence about unknown names."""
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def _template_fault(error: TemplateError | BrokenTemplateError, name: str) -> ContentError:
    hint = "buka templat itu di Word dan perbaiki, atau hapus supaya templat bawaan dipakai; lihat docs/templat.md"
    if isinstance(error, BrokenTemplateError):
        message = str(error)
    elif isinstance(error, UndefinedError):
        message = f"memakai nama yang tidak ada: {error.message}"
    elif isinstance(error, SecurityError):
        message = f"memuat perintah yang tidak diizinkan: {error.message}"
    elif isinstance(error, TemplateSyntaxError):
        around = " ".join(" ".join(getattr(error, "docx_context", ())).split())
        message = f"memuat tanda yang keliru: {error.message}" + (f' di sekitar "{around[:120]}"' if around else "")
    else:
        message = f"tidak dapat diisi: {error.message}"
    finding = Finding("W01", Severity.ERROR, Where(name), message, hint)
    return ContentError(f"{name}: {message}", (finding,), hint)


def _properties(properties: Any, loaded: LoadedNaskah) -> None:
    """Title, author and date of the file, from the data."""
    naskah = loaded.naskah
    about = next((text for text in (getattr(naskah, name, "") for name in ("hal", "rapat", "judul")) if text), "")
    kind = TITLES[naskah.jenis]
    title = " ".join(f"{kind}: {about}".split()) if about else kind
    office = loaded.office.kantor.nama
    properties.title = _short(title)
    properties.subject = kind
    properties.author = properties.last_modified_by = _short(office)
    properties.language = "id-ID"
    properties.revision = 1
    day = _date(naskah)
    if day is not None and day.date is not None:
        moment = datetime(day.date.year, day.date.month, day.date.day)  # noqa: DTZ001 - a property has no time zone
        properties.created = properties.modified = moment


def _date(naskah: Any) -> Tanggal | None:
    """The letter's own date, or that of what it is about."""
    acara = getattr(naskah, "acara", None)
    own = getattr(naskah, "tanggal", None) or getattr(naskah, "diterima", None)
    found = own or (acara.tanggal if isinstance(acara, Acara) else None)
    return found if isinstance(found, Tanggal) else None


def _short(text: str) -> str:
    return text if len(text) <= _PROPERTY else text[: _PROPERTY - 1] + "…"
