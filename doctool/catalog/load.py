"""From a YAML file to an office or an SOP, with places and its office's data.

All that is wrong in a file is said at once: ContentError carries the findings (Y.. and D.., docs/catalog.md).
"""

from __future__ import annotations

import re
from pathlib import Path

from doctool.catalog.messages import did_you_mean
from doctool.catalog.source import Source, read_yaml, shown_path
from doctool.catalog.validation import refuse_all, validate
from doctool.findings import Finding, Where
from doctool.loaded import LoadedKantor, LoadedSop, Positions
from doctool.model.kantor import Kantor
from doctool.model.sop import Sop
from doctool.refusal import error, refuse

KANTOR_FILE = "kantor.yaml"
CATALOG_FOLDER = "sop_catalog"
SOP_FOLDER = "sop"

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
#: Names that Windows keeps for devices, whatever their suffix.
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
_SLUG_HINT = 'pakai huruf kecil, angka dan "-", misalnya penerbitan-ktp'


def usable_name(name: str) -> bool:
    """Whether `name` can be an address and a file name on every system."""
    return bool(_SLUG.fullmatch(name)) and not _RESERVED.fullmatch(name) and len(name) <= 100


def load_path(path: Path) -> LoadedKantor | LoadedSop:
    """The office or SOP at `path`: a folder with kantor.yaml or that file is an office, any other an SOP.

    Raises ContentError.
    """
    if path.name == KANTOR_FILE or (path / KANTOR_FILE).is_file():
        return load_kantor(path)
    if path.is_dir() or not path.exists():
        read_yaml(path)  # says what is wrong
    return load_sop(path, load_kantor(find_kantor(path)))


def find_kantor(path: Path) -> Path:
    """The kantor.yaml of the SOP file at `path`: in its folder or the nearest folder above it.

    Raises ContentError (D12) when there is none.
    """
    for folder in path.absolute().parents:
        if (folder / KANTOR_FILE).is_file():
            return folder / KANTOR_FILE
    file = shown_path(path)
    message = "kantor.yaml tidak ditemukan di folder berkas ini atau di atasnya"
    hint = "taruh SOP di sop_catalog/<kantor>/sop/, atau buat dengan: doctool baru kantor"
    raise refuse(file, [error("D12", Where(file), message, hint)])


def load_kantor(path: Path) -> LoadedKantor:
    """The office at `path`, its folder or its kantor.yaml. Raises ContentError."""
    file = path if path.name == KANTOR_FILE else path / KANTOR_FILE
    folder = file.absolute().parent
    if not file.exists() and folder.is_dir():
        shown = shown_path(file)
        hint = "buat kantor.yaml di folder kantor, atau pakai: doctool baru kantor"
        raise refuse(shown, [error("D12", Where(shown), "kantor.yaml tidak ada", hint)])
    return kantor_of(read_yaml(file), folder)


def kantor_of(source: Source, folder: Path) -> LoadedKantor:
    """The office whose kantor.yaml in `folder` (absolute) says `source`. Raises ContentError."""
    kantor, findings = validate(Kantor, source)
    if folder.parent.name == CATALOG_FOLDER and not usable_name(folder.name):
        message = f'nama folder kantor "{folder.name}" tidak dapat dipakai sebagai alamat'
        findings.append(error("D11", Where(source.file), message, _SLUG_HINT, folder.name))
    if kantor is None or findings:
        raise refuse_all(source, findings)
    return LoadedKantor(folder.name, kantor, source.positions, str(folder))


def load_sop(path: Path, office: LoadedKantor) -> LoadedSop:
    """The SOP in the file at `path`, of `office`. Raises ContentError."""
    return sop_of(read_yaml(path), path, office)


def sop_of(source: Source, path: Path, office: LoadedKantor) -> LoadedSop:
    """The SOP that the file at `path` is, or would be with the text of `source`. Raises ContentError."""
    sop, findings = validate(Sop, source)
    if not usable_name(path.stem):
        message = f'nama berkas "{path.name}" tidak dapat dipakai sebagai alamat SOP'
        findings.append(error("D11", Where(source.file), message, _SLUG_HINT, path.stem))
    if sop is not None:
        findings.extend(_unknown_officials(sop, office, source.positions))
    if sop is None or findings:
        raise refuse_all(source, findings)
    return LoadedSop(path.stem, sop, source.positions, office)


def _unknown_officials(sop: Sop, office: LoadedKantor, positions: Positions) -> list[Finding]:
    """Signers whose official kantor.yaml does not know (D10)."""
    known = list(office.kantor.pejabat)
    found: list[Finding] = []
    for field, signers in (("disahkan_oleh", sop.disahkan_oleh or ()), ("tanda_tangan_alur", sop.tanda_tangan_alur)):
        for index, signer in enumerate(signers):
            if signer.pejabat and signer.pejabat not in office.kantor.pejabat:
                hint = did_you_mean(signer.pejabat, known, "pejabat yang ada") or "daftarkan di kantor.yaml"
                message = f'pejabat "{signer.pejabat}" tidak ada di {KANTOR_FILE}'
                where = positions.where((field, index, "pejabat"))
                found.append(error("D10", where, message, hint, signer.pejabat))
    return found
