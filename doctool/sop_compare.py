"""Two SOPs of a workspace, or two files, compared: which they are, what changed, and the files that show it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import atomic, lock
from doctool.errors import ContentError, DoctoolError, LayoutError
from doctool.manifest import Manifest
from doctool.pipeline import NOTES, BuildResult, refuse_changed

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.compare.tell import Perbandingan
    from doctool.drawing import Drawing
    from doctool.loaded import LoadedSop
    from doctool.model.kantor import Pejabat

#: What can be made of a comparison.
FORMATS = ("html", "matriks")
#: The folder of comparisons in the output folder.
FOLDER = "banding"
_ENDINGS = {"html": ".html", "matriks": ".matriks.docx"}


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison with what the two SOPs are called, in words and in names of files."""

    found: Perbandingan
    names: tuple[str, str]
    stem: str


def compare_sops(workspace: Workspace | None, first: str, second: str = "") -> Compared:
    """Compare the SOPs that `first` and `second` name: addresses (`slug`, `slug@1`) or paths of files.

    Without `second` the SOP at work is compared with what was published of it last. Raises DoctoolError for a name that
    names none or several, ContentError for an SOP that cannot be read.
    """
    from doctool.compare.tell import tell

    if not second:
        first, second = _last_published(workspace, first), first
    loaded = (_find(workspace, first), _find(workspace, second))
    known = [_called(workspace, one, text) for one, text in zip(loaded, (first, second), strict=True)]
    slugs = [one.slug for one in loaded]
    if slugs[0] == slugs[1]:
        stem = f"{slugs[0]}.{known[0][1]}-ke-{known[1][1]}"
    else:
        stem = "-ke-".join(slug + (f".{short}" if short != _AT_WORK else "") for slug, (_, short) in
                           zip(slugs, known, strict=True))  # fmt: skip
    return Compared(tell(*loaded), (known[0][0], known[1][0]), stem)


_AT_WORK = "kerja"


def _find(workspace: Workspace | None, text: str) -> LoadedSop:
    from doctool.catalog.editions import find_sop
    from doctool.catalog.load import find_kantor, load_kantor, load_sop

    path = Path(text)
    if path.suffix.lower() in {".yaml", ".yml"} and not path.exists():
        raise ContentError(f'berkas "{text}" tidak ada', hint="periksa nama dan foldernya")
    if workspace is not None:
        return find_sop(workspace, text)
    return load_sop(path, load_kantor(find_kantor(path)))


def _last_published(workspace: Workspace | None, text: str) -> str:
    """The address of what was published last of the SOP that `text` names."""
    from doctool.catalog.editions import editions, find_entry

    hint = "sebut dua SOP, misalnya: doctool sop banding SLUG@0 SLUG"
    if workspace is None or "@" in text:
        raise DoctoolError("sebut dua SOP yang dibandingkan", hint)
    known = editions(workspace, find_entry(workspace, text))
    if not known:
        raise DoctoolError(f'"{text}" belum pernah diterbitkan, jadi tidak ada pembandingnya', hint)
    return known[-1].alamat


def _called(workspace: Workspace | None, loaded: LoadedSop, text: str) -> tuple[str, str]:
    """What an SOP is called in words and in the name of a file."""
    from doctool.catalog.editions import editions_folder
    from doctool.catalog.index import Entry

    if "@" in text and not text.lower().endswith((".yaml", ".yml")):
        number = text.rpartition("@")[2]
        return f"{loaded.address}, terbitan {number}", f"terbitan-{number}"
    if workspace is not None:
        place = Path(loaded.positions.file).absolute()
        entry = next((one for one in workspace.entries() if one.path == place), None)
        if entry is not None:
            return f"{loaded.address}, naskah kerja", _AT_WORK
        folder = editions_folder(workspace, Entry(loaded.office.kode, loaded.slug, place))
        if place.parent.parent == folder:
            return f"{loaded.address}, terbitan {place.parent.name}", f"terbitan-{place.parent.name}"
    return loaded.positions.file, "berkas"


def write_comparison(
    compared: Compared, out: Path, formats: frozenset[str], pengusul: Pejabat | None = None,
    *, overwrite: bool = False, dry_run: bool = False,
) -> BuildResult:
    """Write what `formats` name of a comparison to <out>/banding/<kantor>/. Raises BusyError where another run uses the
    output folder; what else goes wrong is in the result."""
    found = compared.found
    result = BuildResult(compared.stem)
    folder = out / FOLDER / found.kedua.office.kode
    places = {name: folder / f"{compared.stem}{_ENDINGS[name]}" for name in FORMATS if name in formats}
    with nullcontext() if dry_run else lock.hold(out / NOTES / "kunci"), result.faults():
        manifest = Manifest(out, out / NOTES / "manifes.jsonl")
        if not dry_run:
            atomic.sweep(out)
        refuse_changed(manifest, list(places.values()), result, overwrite=overwrite)
        for name, place in places.items():
            if not dry_run:
                manifest.write(place, _page(compared) if name == "html" else _matrix(compared, pengusul))
            result.files.append(place)
    return result


def _page(compared: Compared) -> bytes:
    from doctool.compare.page import comparison_page

    found = compared.found
    drawings = (_drawing(found.pertama), _drawing(found.kedua))
    return comparison_page(found, compared.names, drawings).encode("utf-8")


def _drawing(loaded: LoadedSop) -> Drawing | str:
    """The sheets of an SOP, or why they cannot be drawn."""
    from doctool.layout.engine import lay_out

    try:
        return lay_out(loaded)
    except LayoutError as problem:
        reasons: Sequence[str] = [f"{one.where}: {one.message}" for one in problem.findings]
        return f"lembarnya tidak dapat digambar ({'; '.join(reasons) or problem.message})"


def _matrix(compared: Compared, pengusul: Pejabat | None) -> bytes:
    from doctool.compare.matrix import matrix
    from doctool.write.document import write_document

    return write_document(matrix(compared.found, compared.names, pengusul))
