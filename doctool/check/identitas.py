"""Rules about the fields of the identity sheet (S01 to S04, S07, S30)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from doctool.check.context import DAFTAR, Context, filled
from doctool.check.rule import At, Path, Problem, check
from doctool.check.words import normal
from doctool.findings import Severity
from doctool.model.monitoring import jatuh_tempo, months_between
from doctool.model.tanggal import Tanggal

_DATES = {
    "tanggal_pembuatan": "Tanggal Pembuatan",
    "tanggal_revisi": "Tanggal Revisi",
    "tanggal_efektif": "Tanggal Efektif",
    "tanggal_pengesahan": "Tanggal Pengesahan",
}


def _lacking(path: Path, name: str, present: bool, hint: str) -> Problem:
    if present:
        return Problem(path, f"{name} masih kosong", hint, at=At.KEY)
    return Problem(path, f"{name} tidak ada", f"tambahkan {path[-1]}; {hint}", at=At.KEY)


@check("S01")
def office_heading(ctx: Context) -> Iterator[Problem]:
    """The name of the office stands in the letterhead."""
    if not any(line.teks.strip() for line in ctx.kantor.kop.baris):
        yield Problem(("kop",), "kop kantor kosong", "isi kop dengan nama instansi", at=At.OFFICE)


@check("S01")
def short_fields(ctx: Context) -> Iterator[Problem]:
    """Number, name, dates and signer are filled."""
    for key, name in (("nomor_sop", "Nomor SOP"), ("nama_sop", "Nama SOP")):
        value: str | None = getattr(ctx.sop, key)
        if not filled(value) or value == "-":
            yield _lacking((key,), name, value is not None, f"isi {name}")
    for key in ("tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif"):
        day: Tanggal | None = getattr(ctx.sop, key)
        if day is None or day.kosong or (day.setrip and key != "tanggal_revisi"):
            hint = 'isi tanggal, atau "-" bila belum pernah direvisi' if key == "tanggal_revisi" else "isi tanggal"
            yield _lacking((key,), _DATES[key], day is not None, hint)
    if not ctx.sop.disahkan_oleh:
        yield _lacking(
            ("disahkan_oleh",), "Disahkan oleh", ctx.sop.disahkan_oleh is not None,
            "isi pejabat yang mengesahkan (kunci pejabat di kantor.yaml)",
        )


@check("S01")
def lists(ctx: Context) -> Iterator[Problem]:
    """The six lists are there and say something; an empty keterkaitan of a draft is left to S13."""
    for key, name in DAFTAR.items():
        value = ctx.list_of(key)
        if value is not None and any(filled(item.teks) for item in value.butir):
            continue
        if key == "keterkaitan" and value is not None and ctx.draft:
            continue
        yield _lacking((key,), name, value is not None, 'isi, atau tulis "-" bila memang tidak ada')


@check("S13")
def keterkaitan_filled(ctx: Context) -> Iterator[Problem]:
    """A draft's keterkaitan is not left empty (from disahkan on S01 asks for it)."""
    value = ctx.sop.keterkaitan
    if ctx.draft and value is not None and not any(filled(item.teks) for item in value.butir):
        yield Problem(
            ("keterkaitan",), "keterkaitan kosong", 'sebut SOP yang terkait, atau tulis "-" bila memang tidak ada',
            at=At.KEY,
        )


@check("S01")
def no_empty_items(ctx: Context) -> Iterator[Problem]:
    """A list that says something has no empty item, which would print as an empty place."""
    for key, name in DAFTAR.items():
        value = ctx.list_of(key)
        if value is None or not any(filled(item.teks) for item in value.butir):
            continue
        for index, item in enumerate(value.butir):
            if not filled(item.teks):
                path = ctx.item_path(key, index)
                yield Problem(path, f"butir {index + 1} {name} kosong", "isi butir ini, atau hapus")


def _all_dates(ctx: Context) -> Iterator[tuple[Path, str, Tanggal]]:
    for key, name in _DATES.items():
        value: Tanggal | None = getattr(ctx.sop, key)
        if value is not None:
            yield (key,), name, value
    for index, revision in enumerate(ctx.sop.revisi):
        if revision.tanggal is not None:
            yield ("revisi", index, "tanggal"), f"tanggal revisi {revision.nomor}", revision.tanggal
    for index, change in enumerate(ctx.sop.riwayat_status):
        if change.tanggal is not None:
            yield ("riwayat_status", index, "tanggal"), f"tanggal status {change.status}", change.tanggal
    if ctx.sop.lampiran_peraturan and ctx.sop.lampiran_peraturan.tanggal is not None:
        yield ("lampiran_peraturan", "tanggal"), "tanggal peraturan", ctx.sop.lampiran_peraturan.tanggal


@check("S02")
def dates_are_dates(ctx: Context) -> Iterator[Problem]:
    """A date field holds a date or "-"; a month alone will do until the SOP is signed."""
    for path, name, value in _all_dates(ctx):
        text = value.teks.strip()
        if value.kosong or value.setrip:
            continue
        if not value.terbaca:
            yield Problem(path, f"{name} bukan tanggal", 'tulis misalnya 1 Agustus 2022, atau "-"', text)
        elif value.date is None and not ctx.draft:
            yield Problem(path, f"{name} belum lengkap", "tulis hari, bulan dan tahun", text)
        elif value.hari_keliru:
            yield Problem(
                path, f"{name} bukan hari {value.hari_tertulis}", "periksa hari dan tanggalnya", text,
                severity=Severity.WARNING,
            )


def _parts(value: Tanggal | None) -> tuple[int, ...]:
    if value is None or value.tahun is None:
        return ()
    return tuple(part for part in (value.tahun, value.bulan, value.hari) if part is not None)


def _later(one: Tanggal | None, other: Tanggal | None) -> bool:
    """Whether `one` is surely after `other`, as far as both are known."""
    first, second = _parts(one), _parts(other)
    shared = min(len(first), len(second))
    return shared > 0 and first[:shared] > second[:shared]


@check("S03")
def dates_in_order(ctx: Context) -> Iterator[Problem]:
    """pembuatan <= revisi <= efektif and pembuatan <= pengesahan <= efektif; a planned review may lie later."""
    pairs = [
        ("tanggal_pembuatan", "tanggal_efektif"),
        ("tanggal_pembuatan", "tanggal_revisi"),
        ("tanggal_pembuatan", "tanggal_pengesahan"),
        ("tanggal_pengesahan", "tanggal_efektif"),
    ]
    if not ctx.sop.revisi_rencana:
        pairs.append(("tanggal_revisi", "tanggal_efektif"))
    for early, late in pairs:
        first: Tanggal | None = getattr(ctx.sop, early)
        second: Tanggal | None = getattr(ctx.sop, late)
        if first is None or second is None or not _later(first, second):
            continue
        hint = "periksa kedua tanggal"
        if (early, late) == ("tanggal_revisi", "tanggal_efektif"):
            hint += "; bila tanggal revisi adalah rencana peninjauan, tulis revisi_rencana: ya"
        yield Problem(
            (late,), f"{_DATES[late]} mendahului {_DATES[early]} ({first.teks.strip()})", hint, second.teks.strip()
        )


@check("S04")
def new_without_revision(ctx: Context) -> Iterator[Problem]:
    """A new SOP has no revision, so its three dates are not all one day."""
    made, revised, effective = (_parts(one) for one in (
        ctx.sop.tanggal_pembuatan, ctx.sop.tanggal_revisi, ctx.sop.tanggal_efektif
    ))
    if len(made) == 3 and made == revised == effective and not ctx.sop.revisi_rencana:
        yield Problem(
            ("tanggal_revisi",), "Tanggal Pembuatan, Revisi dan Efektif sama",
            'SOP baru belum direvisi: tulis "-" pada Tanggal Revisi',
            ctx.sop.tanggal_revisi.teks if ctx.sop.tanggal_revisi else "",
        )


_TITLES = {
    "judul_sampul": "judul di sampul",
    "judul_identitas": "judul di lembar identitas",
    "judul_prosedur": "judul di lembar prosedur",
}
_TITLE_OPENING = re.compile(
    r"^(?:\d+\s+|standar operasional prosedur(?: administrasi pemerintahan)?\s*|sop(?: ap)?\s+|prosedur\s+|tentang\s+"
    r"|sop(?: ap)?$|prosedur$)+"
)


def title_core(text: str) -> str:
    """A title without its number and without the words that only say that it is an SOP."""
    return _TITLE_OPENING.sub("", normal(text))


@check("S07")
def one_title(ctx: Context) -> Iterator[Problem]:
    """The titles of cover, identity sheet and flowchart sheet are the name of the SOP; a draft may still choose."""
    name = ctx.sop.nama_sop or ""
    core = title_core(name)
    for key, where in _TITLES.items():
        title: str = getattr(ctx.sop, key) or ""
        given = {title_core(title), *(title_core(line) for line in title.splitlines())}
        if core and core not in given and any(given):
            yield Problem(
                (key,), f"{where} berbeda dari Nama SOP", f'samakan dengan "{name.strip()}"',
                " ".join(title.split()), severity=Severity.WARNING if ctx.draft else None,
            )


_DOUBLED = re.compile(r"\b([^\W\d_]{2,})\s+\1\b", re.IGNORECASE)


def doubled_word(text: str) -> str:
    """The first word that stands twice in a row in `text`, as written; "" if none does."""
    found = _DOUBLED.search(text)
    return found.group() if found else ""


@check("S07")
def no_doubled_word(ctx: Context) -> Iterator[Problem]:
    """No word stands twice in a row in a title."""
    for key in ("nama_sop", *_TITLES):
        title: str | None = getattr(ctx.sop, key)
        twice = doubled_word(title or "")
        if title and twice:
            yield Problem((key,), f'kata ganda "{twice}"', f'tulis sekali: "{twice.split()[0]}"', title.strip())


@check("S30")
def review_due(ctx: Context) -> Iterator[Problem]:
    """An SOP in force is monitored and evaluated as often as its office asks, counted from what is known of both."""
    if ctx.today is None or ctx.sop.status != "disahkan":
        return
    planned = ctx.sop.tanggal_revisi if ctx.sop.revisi_rencana else None
    if planned is not None and planned.date is not None and planned.date < ctx.today:
        yield Problem(
            ("tanggal_revisi",), "rencana peninjauan sudah lewat", "tinjau SOP ini dan catat hasilnya di revisi",
            planned.teks,
        )
    due = jatuh_tempo(ctx.sop, ctx.kantor.sop, ctx.loaded.monitoring, ctx.today)
    late = next((one for one in reversed(due or ()) if one.terlambat(ctx.today)), None)
    if late is None:
        return
    often = "sekurang-kurangnya setahun sekali" if late.bulan == 12 else f"setiap {late.bulan} bulan"
    option = " --evaluasi" if late.jenis == "evaluasi" else ""
    command = f'doctool sop monitoring {ctx.loaded.address}{option} --dicatat "..."'
    yield Problem(
        ("tanggal_efektif",), f"sudah {months_between(late.dasar, ctx.today)} bulan tanpa {late.jenis} yang tercatat",
        f"lakukan {late.jenis} ({often}) dan catat dengan: {command}",
        ctx.sop.tanggal_efektif.teks if ctx.sop.tanggal_efektif else "",
    )
