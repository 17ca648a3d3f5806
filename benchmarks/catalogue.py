"""A catalogue of published SOPs as years of work leave it: each in force with two editions, half of them monitored."""

from __future__ import annotations

from pathlib import Path

from doctool.fingerprint import digest
from doctool.model.terbitan import TEKS_FILE, TERBITAN_FILE, TERBITAN_FOLDER, Terbitan, to_json

#: Editions of each SOP, the days of their publishing, and what a published sheet weighs.
DAYS = ("2025-01-10", "2026-01-12")
SHEET_BYTES = 60_000
SHEETS = ("docx", "xlsx", "pdf", "html", "hal-1.svg", "hal-2.svg")
MONITORED = "monitoring:\n  - {jenis: monitoring, tanggal: 1 Juli 2026, oleh: Sekretaris, catatan: sesuai}\n"


def publish(folder: Path) -> int:
    """Publish every SOP of the one office in the workspace `folder`, with sheets that are only as large as real ones;
    the number of files written."""
    (office,) = (folder / "sop_catalog").iterdir()
    kantor = (office / "kantor.yaml").read_bytes()
    count = 0
    for at, path in enumerate(sorted((office / "sop").iterdir())):
        text = path.read_text(encoding="utf-8").replace("status: draft", "status: disahkan", 1).encode("utf-8")
        path.write_bytes(text)
        for number, day in enumerate(DAYS):
            files = {TEKS_FILE: text + b"# 0\n" * (number + 1 < len(DAYS)), "kantor.yaml": kantor}
            sheet = f"{path.stem} {number} ".encode()
            files |= {f"{path.stem}.{name}": (sheet * SHEET_BYTES)[:SHEET_BYTES] for name in SHEETS}
            record = Terbitan(
                office.name, path.stem, number, str(number), f"065/{path.stem}/2026", f"SOP {path.stem}", day,
                berkas={name: digest(data) for name, data in sorted(files.items())},
            )  # fmt: skip
            place = office / TERBITAN_FOLDER / path.stem / str(number)
            place.mkdir(parents=True)
            for name, data in {**files, TERBITAN_FILE: to_json(record)}.items():
                (place / name).write_bytes(data)
                count += 1
        if at % 2:
            (place.parent / "monitoring.yaml").write_text(MONITORED, encoding="utf-8", newline="\n")
            count += 1
    return count
