"""Switching rules off, severities and the table of rules in the documentation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from doctool.check.kinerja import KINERJA_CHECKS
from doctool.check.laporan import REPORT_CHECKS
from doctool.check.naskah import LETTER_CHECKS
from doctool.check.rule import CHECKS
from doctool.check.run import RULE_MODULES
from doctool.check.table import RULES
from doctool.findings import Severity
from tests.check.build import check, found, line_of, office, sop

DOCS = Path(__file__).parents[2] / "docs" / "aturan.md"


def _without(*codes: str) -> dict[str, object]:
    return office(aturan_nonaktif=[{"kode": code, "alasan": "kantor ini tidak memakainya"} for code in codes])


def test_an_office_may_switch_off_a_warning_of_practice() -> None:
    data = sop(peringatan="Hati-hati")
    assert len(found("S12", data)) == 1
    assert check(data, _without("S12")) == []


@pytest.mark.parametrize("code", ["S01", "S08", "S14", "S15", "S23", "S30"])
def test_a_rule_with_a_legal_basis_or_an_error_stays_on_and_the_attempt_is_a_finding(code: str) -> None:
    kantor = _without("S12", code)
    (one,) = check(sop(), kantor)
    assert (one.code, one.severity, one.text) == ("K01", Severity.ERROR, code)
    assert one.where.file == "k/kantor.yaml"
    assert one.where.line == line_of(kantor, f"kode: {code}")
    assert ("galat" if RULES[code].severity is Severity.ERROR else RULES[code].basis) in one.message


def test_a_rule_that_stays_on_still_reports() -> None:
    assert {one.code for one in check(sop(nomor_sop=""), _without("S01"))} == {"K01", "S01"}


def test_switching_off_a_rule_that_does_not_exist_is_a_finding() -> None:
    (one,) = check(sop(), _without("S99"))
    assert one.code == "K01"
    assert "tidak ada" in one.message


def test_every_finding_cites_the_basis_of_its_rule() -> None:
    (one,) = check(sop(peringatan="Hati-hati"))
    assert one.basis == "praktik"
    (one,) = check(sop(nomor_sop=""))
    assert one.basis == "PermenPANRB 35/2012, Bagian Identitas"


def test_every_rule_is_carried_out_or_guaranteed_elsewhere() -> None:
    by_the_layout = {"A08", "A09", "A10", "A12", "T01", "T02", "T04", "T05", "T06"}  # tests/layout/test_advice.py
    elsewhere = by_the_layout | {"S06", "S33", "S34", "S35", "S36", "K01", "K02", "K03"}
    carried_out = {code for code, _ in (*CHECKS, *LETTER_CHECKS, *KINERJA_CHECKS, *REPORT_CHECKS)} | elsewhere
    assert len(RULE_MODULES) == 10
    assert set(RULES) - carried_out == {"S19"}
    assert carried_out <= set(RULES)


def test_only_warnings_of_practice_are_switchable() -> None:
    for rule in RULES.values():
        assert rule.switchable == (rule.severity is Severity.WARNING and rule.basis == "praktik")


def test_the_documentation_lists_each_rule_as_the_table_has_it() -> None:
    rows = re.findall(
        r"^\| ([A-Z]\d\d) \| (.+?) \| (.+?) \| (.+?) \| (ya|tidak) \|$", DOCS.read_text(encoding="utf-8"), re.M
    )
    level = {Severity.ERROR: "galat", Severity.WARNING: "peringatan"}
    expected = [
        (
            rule.code,
            level[rule.severity] + (" (peringatan selama draft)" if rule.draft_warning else ""),
            rule.what.replace("|", "\\|"),
            rule.basis,
            "ya" if rule.switchable else "tidak",
        )
        for rule in RULES.values()
    ]
    assert rows == expected
