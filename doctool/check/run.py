"""Runs the rules: `check_sop` for one SOP, `check_catalog` for all of an office or a workspace.

Rules that an office has switched off (kantor.yaml, aturan_nonaktif) are silent, as far as they may be: only
warnings whose basis is practice. Trying to switch off another is itself a finding (K01).
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from doctool.border.picture import picture_fault

# The modules register their rules when they are imported.
from doctool.check import (
    alur,
    bahasa,
    dasar_hukum,
    identitas,
    kegiatan,
    mutu_baku,
    pejabat,
    peringatan,
    tata_letak,
    waktu,
)
from doctool.check.catalog import CATALOG_CHECKS
from doctool.check.context import Context
from doctool.check.rule import CHECKS, At, Problem
from doctool.check.table import RULES
from doctool.findings import Finding, Severity
from doctool.loaded import LoadedKantor, LoadedSop
from doctool.model.penomoran import JENIS_NASKAH, nama_jenis

#: What the layout refuses as well, with findings of the same codes.
UNCLEAR_FLOW = frozenset({"A01", "A02", "A03", "A04", "A05", "A06", "A07"})
#: Rules whose findings change from day to day; they look at nothing but the identity sheet.
CALENDAR = frozenset({"S30"})
RULE_MODULES = (identitas, pejabat, dasar_hukum, peringatan, mutu_baku, kegiatan, waktu, alur, bahasa, tata_letak)


def check_office(office: LoadedKantor) -> list[Finding]:
    """What is wrong with `office` itself, whether or not it has SOPs (K01 to K03)."""
    return _sorted(_office_findings(office))


def check_sop(loaded: LoadedSop, *, today: date | None = None, known: Sequence[LoadedSop] = ()) -> list[Finding]:
    """What is wrong with `loaded`, in document order.

    `known` are the other SOPs of the catalogue (`loaded` may be among them): with them the rules between SOPs
    apply as well, as far as they concern this SOP. `today` is the day for rules about the calendar, None: none.
    """
    findings = [*_own_findings(loaded, today), *_office_findings(loaded.office)]
    if known:
        others = [one for one in known if one.address != loaded.address]
        files = {loaded.positions.file, loaded.office.positions.file}
        findings.extend(one for one in _between([*others, loaded]) if one.where.file in files)
    return _sorted(findings)


def lasting_findings(loaded: LoadedSop) -> list[Finding]:
    """What is wrong with `loaded` by its own text and its office, whatever the day: to be kept and given to
    `check_catalog` as `lasting`."""
    return list(_own_findings(loaded, None))


def check_catalog(
    sops: Sequence[LoadedSop], *, today: date | None = None, between: bool = True,
    lasting: Mapping[str, Sequence[Finding]] | None = None,
) -> list[Finding]:
    """What is wrong with each of `sops` and, unless not wished, between them, sorted by file and place.

    What stands in kantor.yaml is said once, however many SOPs it touches. Of SOPs whose address is in `lasting` only
    the rules that change with the day are asked, and the rest is taken from there.
    """
    kept = lasting or {}
    findings: list[Finding] = []
    offices: set[str] = set()
    for loaded in sops:
        if loaded.address in kept:
            findings.extend(kept[loaded.address])
            findings.extend(_own_findings(loaded, today, CALENDAR))
        else:
            findings.extend(_own_findings(loaded, today))
        if loaded.office.positions.file not in offices:
            offices.add(loaded.office.positions.file)
            findings.extend(_office_findings(loaded.office))
    if between:
        findings.extend(_between(sops))
    return _sorted(findings)


def by_house_rules(office: LoadedKantor, findings: Iterable[Finding]) -> list[Finding]:
    """`findings` that another stage made of an SOP of `office`, as the table has them: with the basis of their rules,
    and without those that the office has switched off or that `check_sop` finds itself (a flow that is not clear)."""
    left_out = silent_rules(office) | UNCLEAR_FLOW
    kept = (one for one in findings if one.code not in left_out)
    return _sorted(replace(one, basis=RULES[one.code].basis) for one in kept)


def _own_findings(
    loaded: LoadedSop, today: date | None, codes: Collection[str] | None = None
) -> Iterator[Finding]:
    """What the rules `codes` (None: all) say of `loaded`."""
    context = Context(loaded, today)
    silent = silent_rules(loaded.office)
    for code, function in CHECKS:
        if code not in silent and (codes is None or code in codes):
            for problem in function(context):
                yield _finding(loaded, code, problem)


def _between(sops: Sequence[LoadedSop]) -> Iterator[Finding]:
    for function in CATALOG_CHECKS:
        for index, code, problem in function(sops):
            if code not in silent_rules(sops[index].office):
                yield _finding(sops[index], code, problem)


def silent_rules(office: LoadedKantor) -> frozenset[str]:
    """The rules that the office has rightly switched off."""
    wanted = (one.kode for one in office.kantor.aturan_nonaktif)
    return frozenset(code for code in wanted if code in RULES and RULES[code].switchable)


def _office_findings(office: LoadedKantor) -> Iterator[Finding]:
    """What stands in kantor.yaml and concerns no single SOP: K01 to K03."""
    yield from _switched_off(office)
    if "K03" not in silent_rules(office):
        yield from _numbered_kinds(office)
    logo = office.kantor.kop.logo
    fault = picture_fault(office.folder, logo) if logo else ""
    if fault:
        message = f"lambang {fault}, jadi tempatnya dicetak kosong"
        hint = "taruh berkas png atau jpg di folder kantor ini dan tulis namanya, atau hapus logo"
        where = office.positions.where(("kop", "logo"))
        yield Finding("K02", RULES["K02"].severity, where, message, hint, logo or "", RULES["K02"].basis)


def _numbered_kinds(office: LoadedKantor) -> Iterator[Finding]:
    """K03: rules for numbers of a kind of letter that nobody makes."""
    for name in office.kantor.penomoran.jenis:
        if nama_jenis(name) not in JENIS_NASKAH:
            close = difflib.get_close_matches(nama_jenis(name), JENIS_NASKAH, n=1)
            hint = f'maksudnya "{close[0]}"?' if close else f"jenis yang dikenal: {', '.join(JENIS_NASKAH[:4])}, ..."
            where = office.positions.where_key(("penomoran", "jenis", name))
            message = f'penomoran jenis "{name}" tidak dipakai surat mana pun yang dibuat doctool'
            yield Finding("K03", RULES["K03"].severity, where, message, hint, name, RULES["K03"].basis)


def _switched_off(office: LoadedKantor) -> Iterator[Finding]:
    """K01: rules that the office tries to switch off and may not, or that do not exist."""
    for index, one in enumerate(office.kantor.aturan_nonaktif):
        rule = RULES.get(one.kode)
        if rule is not None and rule.switchable:
            continue
        if rule is None:
            close = difflib.get_close_matches(one.kode, RULES, n=1)
            message = f"aturan {one.kode} tidak ada"
            hint = f'maksudnya "{close[0]}"?' if close else "lihat daftar aturan di docs/aturan.md"
        else:
            why = "pelanggarannya galat" if rule.severity is Severity.ERROR else f"dasarnya {rule.basis}"
            message = f"aturan {one.kode} tidak dapat dinonaktifkan; {why}"
            hint = "hapus dari aturan_nonaktif; hanya peringatan yang dasarnya praktik dapat dinonaktifkan"
        where = office.positions.where(("aturan_nonaktif", index, "kode"))
        yield Finding("K01", RULES["K01"].severity, where, message, hint, one.kode, RULES["K01"].basis)


def _finding(loaded: LoadedSop, code: str, problem: Problem) -> Finding:
    rule = RULES[code]
    draft = loaded.sop.status in ("draft", "reviu")
    severity = problem.severity or rule.severity_of(draft=draft)
    positions = loaded.office.positions if problem.at is At.OFFICE else loaded.positions
    where = positions.where_key(problem.path) if problem.at is At.KEY else positions.where(problem.path)
    return Finding(code, severity, where, problem.message, problem.hint, problem.text, rule.basis)


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    """In order of place and code; what is said twice of one place is said once, the more severe."""
    best: dict[tuple[object, ...], Finding] = {}
    for one in findings:
        key = (one.where, one.code, one.message)
        if key not in best or one.severity is Severity.ERROR:
            best[key] = one
    return sorted(best.values(), key=Finding.sort_key)
