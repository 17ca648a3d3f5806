"""A letter as a Word file: the office's template, prepared and compiled once, filled with the letter's data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from doctool.errors import ContentError, DoctoolError
from doctool.fill.faults import BrokenTemplateError
from doctool.fill.lint import check_template
from doctool.fill.properties import Properties
from doctool.fill.template import CompiledTemplate
from doctool.findings import Finding, Severity, Where
from doctool.letters.context import context
from doctool.letters.placeholders import placeholders
from doctool.letters.prepare import Prepared, prepare
from doctool.letters.safety import refuse_control_characters
from doctool.letters.templates import Template, find_template
from doctool.loaded import LoadedKantor, LoadedNaskah
from doctool.model.surat import Acara, Jenis
from doctool.model.tanggal import Tanggal

_HINT = "buka templat itu di Word dan perbaiki, atau hapus supaya templat bawaan dipakai; lihat docs/templat.md"
_RESAVE = "buka di Word, simpan ulang sebagai Word Document (.docx)"
#: Names of the kinds as the title of a file begins.
TITLES = {
    "dinas": "Surat Dinas", "nota-dinas": "Nota Dinas", "pengantar": "Surat Pengantar", "undangan": "Surat Undangan",
    "disposisi": "Lembar Disposisi", "daftar-hadir": "Daftar Hadir", "notula": "Notula",
}  # fmt: skip


class Renderer:
    """Makes the letters of a batch: each template is read once, put into the style of each office once."""

    def __init__(self, templates: Path | None = None, *, markers: bool = False) -> None:
        """`templates` is the folder templates/docx of the workspace; a template that is not there is doctool's own.

        `markers`: for SRIKANDI, whose markers stand for number, date and signer.
        """
        self._templates = templates
        self._markers = markers
        self._found: dict[Jenis, Template] = {}
        self._ready: dict[tuple[Jenis, int], Ready] = {}

    def render(self, loaded: LoadedNaskah, *, nomor: str | None = None) -> bytes:
        """The .docx of a letter; the same letter gives the same bytes.

        `nomor` is the number from the book and goes before the letter's own (an empty one is printed as dots).
        Raises ContentError (data that cannot be printed, with its place; a template that cannot be filled).
        """
        known = self._ready.get((loaded.naskah.jenis, id(loaded.office)))
        looked_at = known is not None and known.office is loaded.office
        refuse_control_characters(loaded, nomor, with_office=not looked_at)
        ready = self.ready(loaded.naskah.jenis, loaded.office)
        values = context(loaded, ready.prepared, nomor, markers=self._markers)
        with _told(ready.prepared.template):
            return ready.compiled.fill(values, _properties(loaded))

    def ready(self, kind: Jenis, office: LoadedKantor) -> Ready:
        """The template of `kind` in the style of `office`, read once. Raises ContentError where it cannot be used."""
        ready = self._ready.get((kind, id(office)))
        if ready is None or ready.office is not office:
            if kind not in self._found:
                self._found[kind] = self._sound_template(kind)
            template = self._found[kind]
            with _told(template), _readable(template):
                prepared = prepare(template, office)
                ready = Ready(office, prepared, CompiledTemplate(prepared.docx))
            self._ready[kind, id(office)] = ready
        return ready

    def _sound_template(self, kind: Jenis) -> Template:
        """The template of `kind`; ContentError with all its faults where it has any."""
        template = find_template(kind, self._templates, markers=self._markers)
        if template.builtin:
            return template
        found = check_template(template.data, placeholders(kind), name=template.name, markers=self._markers)
        errors = tuple(one for one in found if one.severity is Severity.ERROR)
        if errors:
            first = errors[0]
            more = f" (dan {len(errors) - 1} galat lain)" if len(errors) > 1 else ""
            place = f"{first.where.place}: " if first.where.place else ""
            hint = f"{first.hint}; lihat semuanya dengan: doctool templat periksa"
            raise ContentError(f"{template.name}: {place}{first.message}{more}", errors, hint)
        return template


@dataclass(frozen=True, slots=True)
class Ready:
    """A template in the style of an office, ready to be filled."""

    office: LoadedKantor
    prepared: Prepared
    compiled: CompiledTemplate


def render_letter(
    loaded: LoadedNaskah, *, nomor: str | None = None, templates: Path | None = None, markers: bool = False
) -> bytes:
    """The .docx of one letter, as `Renderer` makes it."""
    return Renderer(templates, markers=markers).render(loaded, nomor=nomor)


@contextmanager
def _told(template: Template) -> Iterator[None]:
    """What a template cannot do, as a ContentError that names it."""
    try:
        yield
    except BrokenTemplateError as error:
        message = f"{error.place}: {error.message}" if error.place else error.message
        finding = Finding("W01", Severity.ERROR, Where(template.name), message, _HINT)
        raise ContentError(f"{template.name}: {message}", (finding,), _HINT) from error


@contextmanager
def _readable(template: Template) -> Iterator[None]:
    """A Word file from outside that cannot be read, as a ContentError."""
    try:
        yield
    except (BrokenTemplateError, DoctoolError):
        raise
    except Exception as error:  # damaged files raise some twenty kinds in zipfile, lxml, python-docx and Jinja
        if template.builtin:
            raise
        message = f"tidak dapat dibaca ({type(error).__name__})"
        finding = Finding("W16", Severity.ERROR, Where(template.name), message, _RESAVE)
        raise ContentError(f"{template.name}: {message}", (finding,), _RESAVE) from error


def _properties(loaded: LoadedNaskah) -> Properties:
    """Title, author and date of the file, from the data."""
    naskah = loaded.naskah
    about = next((text for text in (getattr(naskah, name, "") for name in ("hal", "rapat", "judul")) if text), "")
    kind = TITLES[naskah.jenis]
    day = _date(naskah)
    return Properties(
        f"{kind}: {about}" if about else kind, kind, loaded.office.kantor.nama, day.date if day is not None else None
    )


def _date(naskah: Any) -> Tanggal | None:
    """The letter's own date, or that of what it is about."""
    acara = getattr(naskah, "acara", None)
    own = getattr(naskah, "tanggal", None) or getattr(naskah, "diterima", None)
    found = own or (acara.tanggal if isinstance(acara, Acara) else None)
    return found if isinstance(found, Tanggal) else None
