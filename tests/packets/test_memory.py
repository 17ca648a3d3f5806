"""What the conductor holds of a recipient is names and hashes: thousands of recipients fit."""

from __future__ import annotations

import gc
import tracemalloc
from pathlib import Path

from doctool.packet_checking import check
from doctool.packet_given import give_numbers
from doctool.packet_job import PacketOptions
from doctool.packet_places import packet_folder, packet_notes
from doctool.packet_store import PacketStore
from doctool.packet_survey import Survey, only_formats
from tests.packets.setting import DAY, make_packet, opened, table

#: Bytes for each recipient more, of a letter and a finished file; measured 1,700.
_EACH = 2_300


def _held(root: Path, recipients: int) -> int:
    """The bytes that are held when all is checked, numbered and surveyed, before anything is made."""
    rows = [["Kunci", "Nama", "Jabatan", "Alamat", "Eselon"]]
    rows += [[f"unit-{one}", f"Kecamatan {one}", f"Camat {one}", f"Jalan {one}", "III"] for one in range(recipients)]
    path = make_packet(root, penerima=table(rows))
    out = root / "output"
    options = PacketOptions(out, DAY, workers=1, formats=frozenset({"docx"}))
    tracemalloc.start()
    packet = opened(path)
    kiriman = only_formats(check(packet, out, DAY).kiriman, options.formats)
    given, troubles, _ = give_numbers(packet, kiriman, options, DAY)
    store = PacketStore(out, packet_folder(out, "kab-contoh", "contoh"), packet_notes(out, "kab-contoh", "contoh"))
    survey = Survey(packet, store, options)
    jobs = [survey.job(one, given.get(one.penerima.kunci, {})) for one in kiriman]
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (len(jobs), troubles) == (recipients, [])
    return held


def test_a_longer_list_takes_little_more_memory(tmp_path: Path) -> None:
    _held(tmp_path / "a", 5)  # what is imported and kept once
    small, large = _held(tmp_path / "b", 100), _held(tmp_path / "c", 400)
    assert (large - small) / 300 < _EACH, (large - small) / 300
