"""The letters about forms: nota dinas pengingat to who has not returned one, nota dinas with what has to be mended.

They are letters like all others: template, checks and number are those of `letter_pipeline`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from doctool.catalog.source import shown_path
from doctool.check.pejabat import signer_faults
from doctool.check.rule import Problem
from doctool.errors import ContentError, DoctoolError
from doctool.findings import Finding, Severity
from doctool.forms.field_map import LEMBAR_KINERJA, singkat
from doctool.forms.mended_advice import advice_in_mended
from doctool.forms.status import Status, StatusBidang
from doctool.indonesian import gabung, tanggal, terbilang
from doctool.loaded import LoadedKantor, LoadedNaskah, Positions
from doctool.model.kantor import Penandatangan
from doctool.model.kinerja import TRIWULAN
from doctool.model.pengembalian import Pengembalian
from doctool.model.surat import NotaDinas
from doctool.official import head_of

#: Findings in the table of one letter; the rest stand in the form itself.
MOST_FINDINGS = 60
_LONGEST = 60
_FILL_IN = (
    "Mohon formulir tersebut segera diisi lengkap dan dikembalikan dalam bentuk berkas Excel. Data yang belum masuk "
    "tidak dapat dihitung dalam rekapitulasi capaian kinerja."
)
_MARKED = (
    "Sel yang perlu diperbaiki berwarna dan berkomentar; isian lain sudah termuat di dalamnya dan tidak perlu diketik "
    "ulang."
)
_SEND_BACK = (
    "Mohon diperbaiki di dalam berkas itu dan segera dikirim kembali. Atas kerja samanya kami ucapkan terima kasih."
)
_CELL = re.compile(r"(?P<sheet>.*)!(?P<column>[A-Z]{1,3})(?P<row>\d+)$")
_MARKER = re.compile(r"([{$])(?=[{%#])")


def signer_key(office: LoadedKantor, wish: str = "") -> str:
    """The key of who signs: `wish`, else the first official whose post and name are known, else the first of all.

    Raises DoctoolError for an official who is not there, and where there is none.
    """
    known = list(office.kantor.pejabat)
    if wish and wish not in known:
        listed = f"pejabat yang ada: {', '.join(known)}" if known else "daftarkan pejabat di kantor.yaml"
        raise DoctoolError(f'pejabat "{wish}" tidak ada di kantor.yaml', listed)
    if not known:
        raise DoctoolError("penanda tangan belum ada", f"daftarkan pejabat di kantor.yaml {office.kode}")
    return wish or next((one for one in known if _fault(office, one) is None), known[0])


def letter_signer(office: LoadedKantor, wish: str = "") -> str:
    """The key of who signs letters, as `signer_key` says it.

    Raises DoctoolError for an official who is not there, ContentError for one whose post or name is not known.
    """
    key = signer_key(office, wish)
    fault = _fault(office, key)
    if fault is None:
        return key
    hint = "lengkapi pejabat itu di kantor.yaml, atau sebut pejabat lain dengan --penandatangan KUNCI"
    raise ContentError(f'{fault.message}: pejabat "{key}" di kantor.yaml {office.kode}', hint=hint)


def _fault(office: LoadedKantor, key: str) -> Problem | None:
    """Why an official of the office cannot sign; None where he can."""
    signer = Penandatangan(pejabat=key, **office.kantor.pejabat[key].model_dump())
    faults = signer_faults(("pejabat", key), signer)
    return next((one for one in faults if one.severity in (None, Severity.ERROR)), None)


def reminder(
    root: Path, office: LoadedKantor, status: Status, bidang: StatusBidang, day: date, signer: str
) -> LoadedNaskah:
    """The nota dinas that reminds a bidang of its form."""
    form = f"formulir isian data kinerja {_period(status.triwulan, status.tahun)}"
    missing = f" dari {gabung(bidang.kurang)}" if bidang.kembali else ""
    text = [f"Sampai dengan tanggal {_day(day)}, {form}{missing or f' {bidang.nama}'} belum kami terima."]
    due = bidang.tenggat
    if due is not None:
        sent = f"Formulir itu dikirim pada tanggal {_day(due.dikirim)} dengan batas waktu pengembalian tanggal"
        text.append(f"{sent} {_day(due.batas)}{_late(bidang)}.")
    text += [_FILL_IN, "Demikian untuk menjadi perhatian, atas kerja samanya kami ucapkan terima kasih."]
    name = f"pengingat-formulir-{status.tahun}-tw{status.triwulan}-{singkat(bidang.kunci)}-{day.isoformat()}"
    period = _period(status.triwulan, status.tahun, title=True)
    return _letter(root, office, status.tahun, name, day, signer, {
        "hal": f"Pengingat Pengembalian Formulir Isian Data Kinerja {period}",
        "kepada": [head_of(bidang.nama)], "sifat": "Segera", "isi": text,
    })  # fmt: skip


def _late(bidang: StatusBidang) -> str:
    return f", sehingga terlambat {_counted(bidang.terlambat)} hari kerja" if bidang.terlambat else ""


def to_mend(
    root: Path, office: LoadedKantor, returned: Pengembalian, findings: Sequence[Finding], places: Mapping[str, str],
    attached: str, day: date, signer: str,
) -> LoadedNaskah:
    """The nota dinas that sends a form back: what was found in which cell and what to do. `attached` is the file with
    the cells marked, `places` are its cells by those of the return."""
    unit = office.kantor.bidang.get(returned.bidang, returned.bidang)
    whose = f"{returned.seksi}, {unit}" if returned.seksi else unit
    rows = [
        [str(number), _place(one, places), _said(one.text), _broken(_told(one))]
        for number, one in enumerate(findings[:MOST_FINDINGS], start=1)
    ]
    more = len(findings) - len(rows)
    count = _counted(len(findings))
    period = _period(returned.triwulan, returned.tahun)
    came = f"Formulir isian data kinerja {period} dari {whose} (berkas \"{Path(returned.berkas).name}\")"
    text: list[Any] = [
        f"{came} telah kami terima dan periksa. Terdapat {count} hal yang perlu diperbaiki:",
        {"kolom": ["No.", "Sel", "Isi", "Yang harus diperbaiki"], "baris": rows, "lebar": [1, 3.2, 3, 8]},
    ]
    if more:
        text.append(f"Selebihnya, {_counted(more)} hal, ditandai di dalam berkas yang dilampirkan.")
    text += [f"Bersama ini formulir tersebut kami kembalikan (berkas \"{attached}\"). {_MARKED}", _SEND_BACK]
    who = "_".join(singkat(one) for one in (returned.bidang, returned.seksi) if one)
    name = f"pengembalian-formulir-{returned.tahun}-tw{returned.triwulan}-{who}-{returned.sha256[:8]}"
    return _letter(root, office, returned.tahun, name, day, signer, {
        "hal": f"Pengembalian Formulir Isian Data Kinerja {_period(returned.triwulan, returned.tahun, title=True)} "
        "untuk Diperbaiki",
        "kepada": [head_of(unit)], "sifat": "Segera", "lampiran": "1 (satu) berkas", "isi": text,
    })  # fmt: skip


def _letter(
    root: Path, office: LoadedKantor, tahun: int, name: str, day: date, signer: str, data: dict[str, Any]
) -> LoadedNaskah:
    """A nota dinas as if it had a data file: its place makes its number its own, however often it is printed."""
    naskah = NotaDinas.model_validate({**data, "tanggal": day.isoformat(), "penandatangan": signer})
    place = root / "data" / office.kode / "kinerja" / str(tahun) / name
    return LoadedNaskah(name, naskah, Positions(shown_path(place)), office)


def _period(triwulan: int, tahun: int, *, title: bool = False) -> str:
    """The period of a form; the fourth quarter's is that of the year."""
    words = f"tahun {tahun}" if triwulan == len(TRIWULAN) else f"triwulan {TRIWULAN[triwulan - 1]} tahun {tahun}"
    return re.sub(r"\b[a-z]", lambda found: found[0].upper(), words) if title else words


def _day(when: date) -> str:
    return tanggal(when.year, when.month, when.day)


def _counted(number: int) -> str:
    return f"{number} ({terbilang(number)})"


def _told(one: Finding) -> str:
    """What was found and what is left to do in the form that is sent back."""
    return f"{_sentence(one.message)} {_sentence(advice_in_mended(one))}"


def _place(one: Finding, places: Mapping[str, str]) -> str:
    """The cell in the file that is sent back; in that which came, where it has none."""
    cell = places.get(one.where.cell, "").replace("!", ", sel ")
    came = one.where.cell.replace("!", ", sel ")
    return cell or (f"{came} berkas yang dikirim" if came else "Seluruh berkas")


def _said(text: str) -> str:
    """What stands in a cell, as far as it can be printed."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    short = _broken(" ".join(plain.split()))
    return (short if len(short) <= _LONGEST else f"{short[: _LONGEST - 1]}…") or "-"


def _broken(text: str) -> str:
    """`text` without what would be a template's or SRIKANDI's marker, which no letter may hold."""
    return _MARKER.sub(r"\1 ", text).strip()


def _sentence(text: str) -> str:
    """`text` as a sentence."""
    plain = " ".join(text.split()).rstrip(".;")
    return f"{plain[:1].upper()}{plain[1:]}." if plain else ""


def errors_of(returned: Pengembalian) -> tuple[Finding, ...]:
    """What has to be mended, in the order of the form: by sheet, row and column."""
    return tuple(sorted((one for one in returned.temuan if one.severity is Severity.ERROR), key=_in_order))


def _in_order(one: Finding) -> tuple[int, str, int, str, str]:
    found = _CELL.match(one.where.cell)
    if found is None:
        return 0, one.where.cell, 0, "", one.message
    sheet = 1 if found["sheet"] == LEMBAR_KINERJA else 2
    return sheet, found["sheet"], int(found["row"]), found["column"].rjust(3), one.message
