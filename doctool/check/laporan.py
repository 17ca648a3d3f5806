"""The rules of laporan kinerja: `check_report`, and `graded` for what other stages found in a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from doctool.check import (
    laporan_analisis,
    laporan_angka,
    laporan_capaian,
    laporan_data,
    laporan_lalu,
    laporan_pengesahan,
    laporan_tabel,
    laporan_teks,
)
from doctool.check.laporan_rule import REPORT_CHECKS, ReportContext, Said
from doctool.check.run import silent_rules
from doctool.check.table import RULES
from doctool.findings import Finding, Severity
from doctool.loaded import LoadedLaporan

__all__ = ["REPORT_CHECKS", "REPORT_RULE_MODULES", "check_report", "graded"]

#: Where rules of reports are registered.
REPORT_RULE_MODULES = (
    laporan_data, laporan_capaian, laporan_lalu, laporan_analisis, laporan_angka, laporan_tabel, laporan_pengesahan,
    laporan_teks,
)  # fmt: skip
#: What is found while a report is put together, and is a fault once it is final: an empty part.
_FAULT_WHEN_FINAL = frozenset({"B12"})


def check_report(ctx: ReportContext) -> list[Finding]:
    """What is wrong with a report, in order of places, without the warnings of rules that its office has switched off;
    faults stay (a number that contradicts the figure beside it)."""
    silent = silent_rules(ctx.loaded.office)
    found: dict[Finding, None] = {}
    for code, function in REPORT_CHECKS:
        for said in function(ctx):
            one = _finding(code, said, final=ctx.final)
            if code not in silent or one.severity is Severity.ERROR:
                found[one] = None
    return sorted(found, key=Finding.sort_key)


def graded(loaded: LoadedLaporan, findings: Iterable[Finding], *, final: bool) -> list[Finding]:
    """`findings` that were made while the report was put together, as severe as they are for a draft or a final report,
    with the basis of their rules, and without the rules that the office has switched off."""
    silent = silent_rules(loaded.office)
    return [_graded(one, final=final) for one in findings if one.code not in silent]


def _graded(one: Finding, *, final: bool) -> Finding:
    rule = RULES.get(one.code)
    if final and one.code in _FAULT_WHEN_FINAL:
        return replace(one, severity=Severity.ERROR)
    if rule is None:
        return one
    severity = rule.severity_of(draft=not final) if rule.draft_warning else one.severity
    return replace(one, severity=severity, basis=one.basis or rule.basis)


def _finding(code: str, said: Said, *, final: bool) -> Finding:
    rule = RULES[code]
    severity = said.severity or rule.severity_of(draft=not final)
    return Finding(code, severity, said.where, said.message, said.hint, said.text, rule.basis)
