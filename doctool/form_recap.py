"""The recap of an office's forms: from the readings kept in the workspace to the workbook and its JSON."""

from __future__ import annotations

import tempfile
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import lock
from doctool.border.limits import JSON_BYTES, MADE_BYTES
from doctool.border.plain_file import read_plain
from doctool.errors import OutsideProgramError
from doctool.form_pipeline import FORM_FOLDER
from doctool.form_returns import load_returns
from doctool.form_status import current_quarter, load_sent, made_quarters
from doctool.forms.collected import collect
from doctool.forms.recap import compile_recap
from doctool.manifest import Manifest
from doctool.model.rekap import from_json, to_json
from doctool.pipeline import NOTES, BuildResult, refuse_changed

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.loaded import LoadedKinerja
    from doctool.model.rekap import Rekap


@dataclass(frozen=True, slots=True)
class RecapOptions:
    """What to make and how. `signer` is a key of the office's officials, `signed` the day of signing (None: an empty
    place)."""

    out: Path
    formats: frozenset[str] = frozenset({"xlsx"})
    signer: str = ""
    signed: date | None = None
    overwrite: bool = False
    dry_run: bool = False


def recap_of(
    workspace: Workspace, loaded: LoadedKinerja, triwulan: int | None, today: date, *, newest: bool = False,
    out: Path | None = None,
) -> Rekap:
    """The recap until `triwulan` (None: the quarter that is being collected) of what was returned; `out` is the folder
    of the forms that were made (None: that of the workspace)."""
    kantor, tahun = loaded.office.kode, loaded.kinerja.tahun
    returns = load_returns(workspace, kantor, tahun)
    made = made_quarters(out or workspace.root / "output", kantor, tahun)
    quarter = triwulan or current_quarter(load_sent(workspace, kantor, tahun), returns, made, today, tahun)
    return compile_recap(loaded, quarter, collect(returns, quarter, newest=newest))


def recap_path(out: Path, kantor: str, tahun: int, triwulan: int) -> Path:
    """Where the workbook of a recap goes; its JSON lies beside it."""
    return out / FORM_FOLDER / kantor / str(tahun) / f"rekap-{tahun}-tw{triwulan}.xlsx"


def load_recap(path: Path) -> Rekap:
    """The recap in the JSON file at `path`. Raises ContentError."""
    return from_json(read_plain(path, JSON_BYTES), str(path))


def write_recap(loaded: LoadedKinerja, rekap: Rekap, options: RecapOptions) -> BuildResult:
    """Write the workbook of a recap and its JSON, and its PDF where that is asked for."""
    from doctool.forms.recap_book import recap_book

    path = recap_path(options.out, rekap.kantor, rekap.tahun, rekap.triwulan)
    result = BuildResult(f"{rekap.kantor}/{path.stem}", findings=rekap.temuan)
    signer = loaded.office.kantor.pejabat.get(options.signer)
    data = {path: recap_book(loaded.office, rekap, signer, options.signed), path.with_suffix(".json"): to_json(rekap)}
    wanted = [*data, *([path.with_suffix(".pdf")] if "pdf" in options.formats else [])]
    with result.faults(), nullcontext() if options.dry_run else lock.hold(options.out / NOTES / "kunci"):
        manifest = Manifest(options.out, options.out / NOTES / "manifes.jsonl")
        refuse_changed(manifest, wanted, result, overwrite=options.overwrite)
        for place in wanted:
            if not options.dry_run:
                manifest.write(place, data[place] if place in data else _pdf(data[path]))
            result.files.append(place)
    return result


def _pdf(xlsx: bytes) -> bytes:
    """The printed workbook. Raises OutsideProgramError."""
    from doctool.convert.libreoffice import convert_to_pdf

    with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as name:
        source = Path(name) / "rekap.xlsx"
        source.write_bytes(xlsx)
        made = convert_to_pdf([source], Path(name))[0]
        if made.pdf is None:
            raise OutsideProgramError(f"PDF tidak dibuat: {made.reason}", "buka berkas xlsx-nya lalu cetak dari Excel")
        return read_plain(made.pdf, MADE_BYTES)
