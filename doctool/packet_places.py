"""Where a packet lies in the output folder."""

from __future__ import annotations

from pathlib import Path

#: Folder of the packets in the output folder; that of doctool's own notes.
PACKET_FOLDER, NOTES = "paket", ".doctool"


def packet_folder(out: Path, kantor: str, nama: str) -> Path:
    """The folder with a packet's files: output/paket/<kantor>/<nama>."""
    return out / PACKET_FOLDER / kantor / nama


def packet_notes(out: Path, kantor: str, nama: str) -> Path:
    """The folder with doctool's notes about them (journal, temporary files)."""
    return out / NOTES / PACKET_FOLDER / kantor / nama
