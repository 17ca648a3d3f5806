"""The lembar pengembalian: for every faulty return a nota dinas and the form with its cells marked, ready to send."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import lock
from doctool.errors import DoctoolError
from doctool.form_letters import errors_of, to_mend
from doctool.form_pipeline import FORM_FOLDER, own_templates
from doctool.forms.field_map import singkat
from doctool.forms.write import compile_form
from doctool.letter_jobs import LetterBuild, LetterOptions, LetterResult
from doctool.letter_pipeline import build_letters
from doctool.manifest import Manifest
from doctool.pipeline import NOTES, refuse_changed

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.forms.expected import Expected
    from doctool.forms.template import CompiledForm
    from doctool.loaded import LoadedNaskah
    from doctool.model.pengembalian import Pengembalian


@dataclass(slots=True)
class SentBack:
    """What was made for the faulty returns: the marked forms, the letters, and what became of each."""

    formulir: list[LetterResult] = field(default_factory=list)
    surat: LetterBuild = field(default_factory=LetterBuild)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A marked form that is not written yet, where it goes, and the nota dinas that it goes with."""

    result: LetterResult
    path: Path
    data: bytes
    letter: LoadedNaskah


def send_back(
    workspace: Workspace, expected: Expected, returns: Sequence[Pengembalian], options: LetterOptions, signer: str
) -> SentBack:
    """Make nota dinas and marked form for each of `returns` that has something to be mended; no form without its nota.

    Files: <out>/formulir/<kantor>/<tahun>/perbaikan/<unit>-tw<n>-perbaikan.xlsx and the letters of `letter_pipeline`.
    """
    made = SentBack()
    drafts: list[_Draft] = []
    compiled: CompiledForm | None = None
    for one in returns:
        findings = errors_of(one)
        if not findings:
            continue
        if compiled is None:
            compiled = compile_form(expected.loaded.office, own_templates(workspace))
        path = marked_path(options.out, one)
        result = LetterResult(f"{one.kantor}/{path.stem}", source=one.berkas)
        made.formulir.append(result)
        with result.faults():
            data, places = _marked(expected, compiled, one)
            refuse_changed(_manifest(options), [path], result, overwrite=options.overwrite)
            letter = to_mend(
                workspace.root, expected.loaded.office, one, findings, places, path.name, options.today, signer,
            )  # fmt: skip
            drafts.append(_Draft(result, path, data, letter))
    made.surat = build_letters(workspace, (), options, made=[one.letter for one in drafts])
    for draft, told in zip(drafts, made.surat.results, strict=True):
        with draft.result.faults():
            _keep(draft, told, options)
    return made


def marked_path(out: Path, returned: Pengembalian) -> Path:
    """Where the marked form of a return goes."""
    unit = "_".join(singkat(one) for one in (returned.bidang, returned.seksi) if one)
    folder = out / FORM_FOLDER / returned.kantor / str(returned.tahun) / "perbaikan"
    return folder / f"form-isian-{returned.tahun}-{unit}-tw{returned.triwulan}-perbaikan.xlsx"


def _marked(
    expected: Expected, compiled: CompiledForm, returned: Pengembalian
) -> tuple[bytes, dict[str, str]]:
    """The marked form of a return, and where the cells of its findings stand in it."""
    from doctool.forms.mending import mended

    form = expected.form((returned.bidang, returned.seksi), returned.triwulan)
    if form is None:
        raise DoctoolError(
            f"bidang {returned.bidang} {returned.seksi}".rstrip() + " tidak ada lagi dalam data kinerja",
            "perbaiki data kinerja kantor, atau baca ulang formulirnya",
        )
    return mended(compiled, form, returned, errors_of(returned))


def _keep(draft: _Draft, letter: LetterResult, options: LetterOptions) -> None:
    """Write the marked form once its nota dinas is there. Raises DoctoolError where that could not be made."""
    if not letter.files:
        draft.result.content, draft.result.outside = letter.content, letter.outside
        raise DoctoolError(
            "tidak dibuat, karena nota dinasnya tidak jadi", "perbaiki sebabnya di bawah ini, lalu ulangi perintah ini"
        )
    if not options.dry_run:
        with lock.hold(options.out / NOTES / "kunci"):
            _manifest(options).write(draft.path, draft.data)
    draft.result.files.append(draft.path)


def _manifest(options: LetterOptions) -> Manifest:
    return Manifest(options.out, options.out / NOTES / "manifes.jsonl")
