"""Random SOPs as tables and back, also as LibreOffice saves them, and random edits taken into YAML files.

    python -m benchmarks.proofs --only tabel [--tables 300]

Every SOP must come back equal, and its drawing with the same bytes. The test suite runs a short version (tests/steps).
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from doctool.catalog.edit import Penyunting
from doctool.convert.libreoffice import find_soffice
from doctool.layout.engine import lay_out
from doctool.loaded import LoadedSop
from doctool.model.sop import Sop
from doctool.sop_table import checked, export_table
from doctool.steps.draft import copied_yaml
from doctool.steps.merge import merge
from doctool.steps.plain import data_of, sop_data
from doctool.steps.read import open_table, read_exported
from doctool.write.svg import write_svg
from tests.compare.random_edits import edited
from tests.random_sop import random_sop

#: LibreOffice saves so many files in one call.
_PER_CALL = 50


def tables(count: int, first_seed: int) -> int:
    """Print the figures of `count` SOPs and each that is wrong; how many are."""
    sops = [random_sop(seed) for seed in range(first_seed, first_seed + count)]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for sop in sops:
            (place / f"{sop.slug}.xlsx").write_bytes(export_table(sop))
        wrong = _report("tables", sops, lambda sop: _same(sop, place / f"{sop.slug}.xlsx", drawn=True))
        if find_soffice() is not None:
            for kind in ("xlsx:Calc MS Excel 2007 XML", "ods"):
                ending = kind.partition(":")[0]
                saved = place / ending
                for at in range(0, len(sops), _PER_CALL):
                    _save([place / f"{sop.slug}.xlsx" for sop in sops[at : at + _PER_CALL]], saved, kind)
                files = {sop.slug: saved / f"{sop.slug}.{ending}" for sop in sops}
                wrong += _report(f"tables saved by LibreOffice as .{ending}", sops,
                                 lambda sop, files=files: _same(sop, files[sop.slug]))  # type: ignore[misc]
    faulty = [seed for seed in range(first_seed, first_seed + count) if not _taken_in(seed)]
    print(f"edits taken into YAML files: {count}; wrong: {len(faulty)} {faulty or ''}", flush=True)
    return wrong + len(faulty)


def _report(name: str, sops: Sequence[LoadedSop], same: Callable[[LoadedSop], bool]) -> int:
    faulty = [sop.slug for sop in sops if not same(sop)]
    print(f"{name}: {len(sops)}; wrong: {len(faulty)} {', '.join(faulty)}", flush=True)
    return len(faulty)


def _same(sop: LoadedSop, table: Path, *, drawn: bool = False) -> bool:
    """Whether the table gives the SOP back."""
    found = read_exported(*open_table(table))
    back = checked(found.source, Path(f"{sop.slug}.yaml"), sop.office)
    if found.findings or back.sop != sop.sop or data_of(back.sop) != data_of(sop.sop):
        return False
    return not drawn or write_svg(lay_out(back)) == write_svg(lay_out(sop))


def _save(files: Sequence[Path], folder: Path, kind: str) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        call = [str(find_soffice()), f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to"]
        call += [kind, "--outdir", str(folder), *map(str, files)]
        subprocess.run(call, timeout=300, stdin=subprocess.DEVNULL, capture_output=True)


def _taken_in(seed: int) -> bool:
    """Whether the random edits of `seed` are written into the file of the first SOP, which then says the second."""
    old, new = (Sop.model_validate(one) for one in edited(seed))
    pen = Penyunting(copied_yaml(sop_data(data_of(old)), "sop.schema.json"), f"{seed}.yaml")
    merge(pen, old, new)
    return data_of(Sop.model_validate(pen.source.data)) == data_of(new)
