"""When forms were sent, and the status of an office's forms for a quarter.

The days of sending are kept in data/<kantor>/kinerja/<tahun>/pengiriman.json, by quarter and bidang.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import atomic, lock
from doctool.border.json_text import read_json
from doctool.border.limits import JSON_BYTES
from doctool.border.plain_file import read_plain
from doctool.catalog.source import shown_path
from doctool.errors import ContentError, DoctoolError
from doctool.form_pipeline import FORM_FOLDER
from doctool.form_returns import folder_of, load_returns
from doctool.forms.status import Status, owners, status_of

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.loaded import LoadedKinerja
    from doctool.model.pengembalian import Pengembalian

_FILE = "pengiriman.json"
_MADE = re.compile(r"form-isian-\d{4}-tw([1-3])-")
#: Days of sending by quarter, then by bidang.
Kiriman = dict[int, dict[str, date]]


def sent_file(workspace: Workspace, kantor: str, tahun: int) -> Path:
    """Where the days of sending are kept."""
    return folder_of(workspace, kantor, tahun).parent / _FILE


def load_sent(workspace: Workspace, kantor: str, tahun: int) -> Kiriman:
    """The days of sending; none where nothing was noted. Raises ContentError for a file that is damaged."""
    path = sent_file(workspace, kantor, tahun)
    if not path.exists():
        return {}
    try:
        data = read_json(read_plain(path, JSON_BYTES))
        return {
            int(quarter): {str(key): date.fromisoformat(day) for key, day in days.items()}
            for quarter, days in data["triwulan"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        hint = "hapus berkas itu, lalu catat lagi dengan: doctool formulir kirim"
        raise ContentError(f'catatan pengiriman "{shown_path(path)}" rusak', hint=hint) from error


def note_sent(
    workspace: Workspace, loaded: LoadedKinerja, triwulan: int, day: date, bidang: Sequence[str] = (), *,
    dry_run: bool = False,
) -> Mapping[str, date]:
    """Note that the forms of a quarter were sent on `day` to `bidang` (none named: to all); the days of the quarter
    in the office's order.

    Raises DoctoolError for a bidang that gets no form.
    """
    known = owners(loaded)
    unknown = [one for one in bidang if one not in known]
    if unknown:
        listed = f"pilih: {', '.join(known)}"
        raise DoctoolError(f'bidang "{unknown[0]}" tidak mendapat formulir di "{loaded.file}"', listed)
    kantor, tahun = loaded.office.kode, loaded.kinerja.tahun
    path = sent_file(workspace, kantor, tahun)
    if dry_run:
        planned = {**load_sent(workspace, kantor, tahun).get(triwulan, {}), **dict.fromkeys(bidang or known, day)}
        return {key: planned[key] for key in known if key in planned}
    with lock.hold(path.parent / ".doctool" / "kunci"):
        all_days = load_sent(workspace, kantor, tahun)
        days = all_days.setdefault(triwulan, {})
        days.update(dict.fromkeys(bidang or known, day))
        data = {
            "versi": 1,
            "triwulan": {
                str(quarter): {key: when.isoformat() for key, when in sorted(found.items())}
                for quarter, found in sorted(all_days.items())
            },
        }
        atomic.write_text(path, json.dumps(data, ensure_ascii=False, indent=2) + "\n", root=workspace.root)
    return {key: days[key] for key in known if key in days}


def made_quarters(out: Path, kantor: str, tahun: int) -> set[int]:
    """The quarters that forms in the output folder `out` were made for. Those for the whole year name none."""
    found = (_MADE.match(path.name) for path in (out / FORM_FOLDER / kantor / str(tahun)).glob("form-isian-*.xlsx"))
    return {int(one[1]) for one in found if one is not None}


def current_quarter(
    sent: Kiriman, returns: Sequence[Pengembalian], made: Collection[int], today: date, tahun: int
) -> int:
    """The quarter that is being collected where none is named: the last that was sent, else the last that forms were
    made for or returned, else the last that has ended."""
    if sent:
        return max(sent)
    known = {*made, *(one.triwulan for one in returns)}
    ended = 4 if today.year > tahun else 0 if today.year < tahun else (today.month - 1) // 3
    return max(known) if known else max(1, ended)


def form_status(workspace: Workspace, loaded: LoadedKinerja, triwulan: int | None, today: date) -> Status:
    """The status of an office's forms on `today`; `triwulan` None: the quarter that is being collected."""
    kantor, tahun = loaded.office.kode, loaded.kinerja.tahun
    sent, returns = load_sent(workspace, kantor, tahun), load_returns(workspace, kantor, tahun)
    made = made_quarters(workspace.root / "output", kantor, tahun)
    quarter = triwulan or current_quarter(sent, returns, made, today, tahun)
    return status_of(loaded, returns, quarter, sent.get(quarter, {}), today)
