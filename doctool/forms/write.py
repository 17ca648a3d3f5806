"""The template of the form isian, the office's or doctool's own, made ready for the forms of an office."""

from __future__ import annotations

from functools import partial
from importlib import resources
from pathlib import Path

from doctool.border.workbook import Kind, take_in
from doctool.errors import ContentError
from doctool.findings import Finding, Severity
from doctool.forms.form_lint import check_form_template, examine
from doctool.forms.template import CompiledForm
from doctool.forms.template_book import BrokenFormTemplateError, TemplateBook
from doctool.loaded import LoadedKantor, Positions
from doctool.model.kantor import Kantor

#: The template in the package, and its name among the office's own.
NAME = "form-isian.xlsx"


def own_template() -> bytes:
    """The template that doctool brings along."""
    return resources.files("doctool").joinpath("data", "templates", NAME).read_bytes()


def compile_form(office: LoadedKantor, folder: Path | None = None) -> CompiledForm:
    """The template of the office's `folder`, else doctool's own. Raises ContentError where it cannot be used."""
    path = folder / NAME if folder is not None else None
    if path is None or not path.exists():
        return compile_template(own_template(), office, NAME)
    return compile_template(take_in(path, kinds=(Kind.XLSX,)).data, office, str(path))


def compile_template(data: bytes, office: LoadedKantor, name: str) -> CompiledForm:
    """The template `data`, called `name`. Raises ContentError with everything that is wrong with it."""
    try:
        book = TemplateBook(data, name)
        findings = [one for one in examine(book, name) if one.severity is Severity.ERROR]
        if findings:
            more = f" (dan {len(findings) - 1} galat lain)" if len(findings) > 1 else ""
            first = findings[0]
            raise ContentError(f"{first.where}: {first.message}{more}", tuple(findings), hint=first.hint)
        return CompiledForm(book, office)
    except BrokenFormTemplateError as error:
        place = f":{error.cell}" if error.cell else ""
        raise ContentError(f"{name}{place}: {error.message}", hint=error.hint) from error


def check_template(data: bytes, name: str) -> list[Finding]:
    """Everything that is wrong with the template `data` of an office, called `name`, for `doctool templat periksa`."""
    office = LoadedKantor("kantor", Kantor.model_validate(_ANY), Positions("kantor.yaml"), "")
    return check_form_template(data, name, partial(_compiled, office=office, name=name))


_ANY = {"nama": "Kantor", "pemerintah": "Pemerintah", "kop": {"baris": ["Kantor"]}}


def _compiled(data: bytes, office: LoadedKantor, name: str) -> CompiledForm:
    return CompiledForm(TemplateBook(data, name), office)
