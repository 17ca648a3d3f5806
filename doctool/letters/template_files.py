"""The templates of an office as files: which there are, for which kind, and what is wrong with each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from doctool.border.limits import TEMPLATE
from doctool.border.plain_file import TooLongError, read_plain
from doctool.catalog.source import shown_path
from doctool.errors import DoctoolError, system_reason
from doctool.fill.lint import check_template
from doctool.fill.markers import SUFFIX
from doctool.fill.suggest import closest
from doctool.findings import Finding, Severity, Where
from doctool.letters.placeholders import placeholders
from doctool.model.surat import NASKAH, Jenis

#: A file among the templates that no kind of letter uses.
UNUSED = "W18"
#: The template of reports lies beside those of letters; it has no placeholders.
REPORT = "laporan.docx"
_WORD_SUFFIXES = {".doc", ".docm", ".dot", ".dotx", ".dotm", ".odt", ".ott", ".rtf"}
_KIND_NAMES: dict[str, Jenis] = {kind: kind for kind in NASKAH}


@dataclass(slots=True)
class TemplateInspection:
    """The files looked at, as shown to the user, and their findings in the order of files and places."""

    files: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def inspect_templates(
    paths: Sequence[Path], kind: Jenis | None = None, *, markers: bool = False
) -> TemplateInspection:
    """Check the templates `paths`, files and folders; `kind` None: as the name of each file says.

    `markers`: SRIKANDI's markers may stand in them, as they may in each `<kind>-srikandi.docx`. Raises DoctoolError
    for a file that is not there or whose kind nobody knows.
    """
    made = TemplateInspection()
    for path in dict.fromkeys(paths):
        if path.is_dir():
            for one in sorted(_files(path)):
                _inspect(one, kind, markers, made, asked=False)
        elif path.exists():
            _inspect(path, kind, markers, made, asked=True)
        else:
            raise DoctoolError(f'"{shown_path(path)}" tidak ada', "periksa nama berkas dan foldernya")
    return made


def kind_of(path: Path) -> tuple[Jenis | None, bool]:
    """The kind of letter that the template `path` is for by its name, and whether it is one with markers."""
    stem = path.stem.casefold()
    marked = stem.endswith(SUFFIX)
    return _KIND_NAMES.get(stem.removesuffix(SUFFIX) if marked else stem), marked


def check_file(data: bytes, kind: Jenis, name: str, *, markers: bool = False) -> list[Finding]:
    """The findings of a template of `kind`."""
    found = check_template(data, placeholders(kind), name=name, markers=markers)
    return [replace(one, hint=one.hint.replace("templat daftar JENIS", f"templat daftar {kind}")) for one in found]


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith((".", "~")) for part in path.relative_to(folder).parts)
        if path.name.lower() == REPORT:
            continue
        if path.is_file() and not hidden and path.suffix.lower() in {".docx", *_WORD_SUFFIXES}:
            yield path


def _inspect(path: Path, kind: Jenis | None, markers: bool, made: TemplateInspection, *, asked: bool) -> None:
    name = shown_path(path)
    named, marked = kind_of(path)
    wanted = kind or named
    usable = path.suffix.lower() == ".docx" and wanted is not None
    if not usable and not asked:
        made.files.add(name)
        made.findings.append(_unused(path, name))
        return
    if wanted is None:
        raise DoctoolError(
            f'jenis surat untuk templat "{name}" tidak diketahui dari namanya',
            f"sebutkan dengan --jenis ({', '.join(NASKAH)}), atau beri nama <jenis>.docx",
        )
    made.files.add(name)
    made.findings += check_file(_read(path, name), wanted, name, markers=markers or marked)


def _unused(path: Path, name: str) -> Finding:
    word = path.stem.casefold().replace(" ", "-").replace("_", "-")
    near = closest(word.removeprefix("surat-"), NASKAH) or closest(word, NASKAH)
    hint = f'barangkali "{near}.docx"' if near else f"nama yang dipakai: {', '.join(NASKAH)}, dengan akhiran .docx"
    if path.suffix.lower() != ".docx" and kind_of(path)[0] is not None:
        hint = "buka di Word, lalu simpan dengan Save As sebagai Word Document (.docx)"
    message = "berkas ini tidak dipakai surat mana pun"
    return Finding(UNUSED, Severity.WARNING, Where(name), message, hint, basis="praktik")


def _read(path: Path, name: str) -> bytes:
    try:
        return read_plain(path, TEMPLATE.file)
    except TooLongError as error:
        message = f'"{name}" lebih besar dari {TEMPLATE.file // 1_000_000} MB'
        raise DoctoolError(message, "perkecil gambarnya") from error
    except OSError as error:
        raise DoctoolError(
            f'"{name}" tidak dapat dibaca: {system_reason(error)}', "tutup berkas itu di Word, lalu ulangi"
        ) from error
