"""Where an SOP is on its way: what was published of it, and what its text at work is beside that."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doctool.border.limits import TEXT_BYTES
from doctool.border.plain_file import plain_digest, read_plain
from doctool.catalog.editions import edition_folder, editions, load_edition, published_entries, refuse_gone
from doctool.errors import ContentError
from doctool.fingerprint import digest
from doctool.model.terbitan import TEKS_FILE

if TYPE_CHECKING:
    from doctool.catalog.index import Entry, Workspace
    from doctool.loaded import LoadedSop
    from doctool.model.terbitan import Terbitan


@dataclass(frozen=True, slots=True)
class SopState:
    """An SOP at work with the bytes of its file, what was published of it, and the last of that as it says."""

    entry: Entry
    loaded: LoadedSop
    data: bytes
    terbitan: tuple[Terbitan, ...]
    terakhir: LoadedSop | None

    @property
    def terbuka(self) -> bool:
        """Whether a revision is open: the text at work has one more than what was published last."""
        last = self.terakhir
        return last is not None and len(self.loaded.sop.revisi) > len(last.sop.revisi)

    @property
    def sama(self) -> bool:
        """Whether the text at work is the very one that was published last."""
        return bool(self.terbitan) and self.terbitan[-1].berkas.get(TEKS_FILE) == digest(self.data)

    @property
    def berlaku(self) -> Terbitan | None:
        """What is in force: the last that was published, unless the SOP was withdrawn."""
        return self.terbitan[-1] if self.terbitan and not self.loaded.sop.tercabut else None


def load_state(workspace: Workspace, entry: Entry) -> SopState:
    """Where the SOP is. Raises ContentError for what cannot be read, published texts that were changed among them."""
    refuse_gone(entry)
    data = read_plain(entry.path, TEXT_BYTES)
    known = editions(workspace, entry)
    return SopState(
        entry, workspace.load(entry), data, known, load_edition(workspace, known[-1]) if known else None
    )


def again(state: SopState) -> str:
    """How to go on with an SOP that is in force or was withdrawn: a revision, the one that is open already too."""
    address = state.entry.address
    if state.loaded.sop.status == "dicabut" and state.terbuka:
        number = state.loaded.sop.revisi[-1].nomor
        return f"lanjutkan revisi {number} yang sudah dibuka: doctool sop status {address} draft --oleh NAMA"
    return f'buka revisi: doctool sop revisi {address} --alasan "..."'


def refuse_renamed(workspace: Workspace, state: SopState) -> None:
    """ContentError where the SOP was never published, but one of its office and number was whose file is gone: the file
    was given another name, and what was published would be lost."""
    number = "".join((state.loaded.sop.nomor_sop or "").split()).casefold()
    if state.terbitan or not number.strip("-"):
        return
    for other in published_entries(workspace):
        if other.kantor != state.entry.kantor or other.path.is_file():
            continue
        last: tuple[Terbitan, ...] = ()
        with contextlib.suppress(ContentError):  # what is wrong with another SOP is said elsewhere
            last = editions(workspace, other)[-1:]
        for one in last:
            if "".join(one.nomor_sop.split()).casefold() == number:
                raise ContentError(
                    f"{state.entry.address} bernomor sama dengan {one.alamat}, yang naskah kerjanya tidak ada lagi",
                    hint=f"bila berkasnya diganti nama, kembalikan namanya menjadi {other.path.name}; "
                    "bila ini SOP yang lain, beri nomor yang lain",
                )


def damaged(workspace: Workspace, terbitan: Terbitan) -> tuple[str, ...]:
    """The files of a published SOP that are no longer as they were published, or are gone, by name."""
    folder = edition_folder(workspace, terbitan)
    return tuple(
        name for name, sha in terbitan.berkas.items()
        if not (folder / name).is_file() or plain_digest(folder / name) != sha
    )  # fmt: skip
