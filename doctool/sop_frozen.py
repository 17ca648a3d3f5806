"""Whether what was published still is what was published (S35), and whether the texts in force are those (S36)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from doctool.border.limits import MADE_BYTES
from doctool.border.plain_file import plain_digest, read_plain
from doctool.catalog.editions import edition_folder, editions, editions_folder, published_entries
from doctool.catalog.source import shown_path
from doctool.check.run import silent_rules
from doctool.check.table import RULES
from doctool.errors import ContentError, system_reason
from doctool.findings import Finding, Severity, Where
from doctool.fingerprint import digest
from doctool.model.terbitan import TEKS_FILE, TERBITAN_FILE, Terbitan

if TYPE_CHECKING:
    from doctool.catalog.index import Entry, Workspace
    from doctool.loaded import LoadedSop

_BACK = "ambil lagi dari cadangan; terbitan tidak boleh diubah"
#: What file managers and office programs leave in folders.
_STRAY = ("thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class _Published:
    """What was published of an SOP, and what is wrong with it; `terbitan` is empty where its records cannot be read."""

    entry: Entry
    terbitan: tuple[Terbitan, ...]
    temuan: tuple[Finding, ...]


def frozen_findings(
    workspace: Workspace, asked: Sequence[Path], loaded: Iterable[LoadedSop]
) -> Iterator[Finding]:
    """The findings of what was published of the SOPs whose files at work are, or would lie in, `asked`, each published
    file looked at; and where one of the SOPs `loaded`, in force, is not what was published last."""
    texts = {one.address: one for one in loaded}
    wanted = [one for one in published_entries(workspace) if not {one.path, *one.path.parents}.isdisjoint(asked)]
    for known in (_looked_at(workspace, entry) for entry in wanted):
        yield from known.temuan
        mine = texts.get(known.entry.address)
        if known.terbitan and not known.entry.path.is_file():
            message = f"naskah kerja {known.entry.address} tidak ada, hanya terbitannya"
            hint = f"ambil lagi dari cadangan, atau salin {TEKS_FILE} dari terbitan terakhir ke {known.entry.path.name}"
            place = edition_folder(workspace, known.terbitan[-1]) / TERBITAN_FILE
            yield _finding("S35", place, message, hint, Severity.WARNING)
        elif known.terbitan and mine is not None and mine.sop.status == "disahkan":
            yield from _still_the_same(known, mine)


def _still_the_same(known: _Published, mine: LoadedSop) -> Iterator[Finding]:
    last, frozen = known.terbitan[-1], known.terbitan[-1].berkas.get(TEKS_FILE)
    now = plain_digest(known.entry.path)
    if now in (frozen, last.asal) or "S36" in silent_rules(mine.office):
        return
    message = f"naskah yang disahkan berbeda dari terbitan {last.nomor}, tetapi tidak ada revisi yang dibuka"
    hint = f'kembalikan naskahnya, atau buka revisi: doctool sop revisi {mine.address} --alasan "..."'
    where = mine.positions.where_key(("status",))
    yield Finding("S36", RULES["S36"].severity, where, message, hint, basis=RULES["S36"].basis)


def _looked_at(workspace: Workspace, entry: Entry) -> _Published:
    try:
        known = editions(workspace, entry)
    except ContentError as error:
        folder = editions_folder(workspace, entry)
        return _Published(entry, (), (_finding("S35", folder, error.message, error.hint or _BACK),))
    found = [one for edition in known for one in _damage(edition_folder(workspace, edition), edition)]
    return _Published(entry, known, tuple(found))


def _damage(folder: Path, terbitan: Terbitan) -> Iterator[Finding]:
    """What was changed, taken away or put into the folder of a published SOP."""
    there = {one.relative_to(folder).as_posix(): one for one in sorted(folder.rglob("*")) if not one.is_dir()}
    for name, sha256 in terbitan.berkas.items():
        place = there.pop(name, None)
        if place is None:
            yield _finding("S35", folder / name, f"berkas {terbitan.alamat} tidak ada lagi", _BACK)
            continue
        try:
            data = read_plain(place, MADE_BYTES)
        except OSError as error:
            yield _finding("S35", place, f"berkas terbitan tidak dapat dibaca: {system_reason(error)}", _BACK)
            continue
        if digest(data) != sha256:
            yield _finding("S35", place, f"berkas {terbitan.alamat} sudah diubah sejak diterbitkan", _BACK)
    for name, place in there.items():
        if name != TERBITAN_FILE and not place.name.startswith((".", "~")) and place.name.lower() not in _STRAY:
            hint = "pindahkan ke luar folder terbitan"
            message = f"berkas ini bukan bagian dari {terbitan.alamat}"
            yield _finding("S35", place, message, hint, Severity.WARNING)


def _finding(code: str, place: Path, message: str, hint: str, severity: Severity | None = None) -> Finding:
    rule = RULES[code]
    return Finding(code, severity or rule.severity, Where(shown_path(place)), message, hint, basis=rule.basis)
