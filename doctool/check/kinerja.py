"""The rules of indicators: what they say of one another, of kantor.yaml and of the year; and `check_kinerja`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from doctool.check import kinerja_anggaran, kinerja_target
from doctool.check.kinerja_rule import KINERJA_CHECKS, below, budget, indicators, kinerja_check
from doctool.check.rule import At, Path, Problem
from doctool.check.run import silent_rules
from doctool.check.table import RULES
from doctool.check.words import normal
from doctool.findings import Finding
from doctool.indonesian import angka
from doctool.loaded import LoadedKinerja
from doctool.model.capaian import sum_exact
from doctool.model.kinerja import Indikator

__all__ = ["KINERJA_CHECKS", "KINERJA_RULE_MODULES", "check_kinerja", "check_kinerja_files"]

#: Where rules of indicators are registered, besides here.
KINERJA_RULE_MODULES = (kinerja_anggaran, kinerja_target)


def check_kinerja(loaded: LoadedKinerja) -> list[Finding]:
    """What is wrong with the indicators of a file, in document order, without the rules that its office has switched
    off; with what was found when it was read."""
    silent = silent_rules(loaded.office)
    found: dict[Finding, None] = dict.fromkeys(loaded.findings)
    for code, function in KINERJA_CHECKS:
        if code not in silent:
            for problem in function(loaded):
                found[_finding(loaded, code, problem)] = None
    return sorted(found, key=Finding.sort_key)


def check_kinerja_files(files: Sequence[LoadedKinerja]) -> list[Finding]:
    """Two files of one office for one year (L17): nobody could say which of them counts."""
    found: list[Finding] = []
    seen: dict[tuple[str, int], str] = {}
    for one in sorted(files, key=lambda file: file.file):
        key = (one.office.kode, one.kinerja.tahun)
        if key in seen:
            message = f"indikator tahun {one.kinerja.tahun} sudah ada di {seen[key]}"
            problem = Problem(("tahun",), message, "pindahkan atau hapus salah satu berkas", str(one.kinerja.tahun))
            found.append(_finding(one, "L17", problem))
        seen.setdefault(key, one.file)
    return found


def _finding(loaded: LoadedKinerja, code: str, problem: Problem) -> Finding:
    rule = RULES[code]
    positions = loaded.positions
    where = positions.where_key(problem.path) if problem.at is At.KEY else positions.where(problem.path)
    severity = problem.severity or rule.severity
    return Finding(code, severity, where, problem.message, problem.hint, problem.text, rule.basis)


@kinerja_check("L01")
def same_indicator_same_target(loaded: LoadedKinerja) -> Iterator[Problem]:
    """An indicator that stands twice has one unit, one formula and one target."""
    first: dict[str, Indikator] = {}
    for path, one in indicators(loaded.kinerja):
        before = first.setdefault(normal(one.uraian), one)
        for key, name in (("satuan", "satuan"), ("target", "target"), ("rumus_dipakai", "rumus")):
            mine, other = getattr(one, key), getattr(before, key)
            if mine != other:
                written = mine.teks if key == "target" else mine
                message = f"{name} indikator ini berbeda dari {before.kode}, padahal uraiannya sama"
                yield Problem((*path, name), message, "samakan, atau bedakan uraiannya", written)


@kinerja_check("L07")
def sources_named(loaded: LoadedKinerja) -> Iterator[Problem]:
    """Every indicator says where its data come from, every part of the budget who answers for it."""
    for path, one in indicators(loaded.kinerja):
        if not one.sumber_data.strip():
            yield Problem((*path, "sumber_data"), f"sumber data {one.kode} belum diisi", "isi sumber_data", one.uraian)
    for path, level, above in budget(loaded.kinerja):
        if not below(level) and all(part.penanggung_jawab is None for part in (level, *above)):
            message = "penanggung jawab anggaran ini belum diisi"
            yield Problem((*path, "penanggung_jawab"), message, "isi bidang penanggung jawabnya", level.uraian)


@kinerja_check("L13")
def bidang_known(loaded: LoadedKinerja) -> Iterator[Problem]:
    """Who answers is a bidang of kantor.yaml."""
    named: list[tuple[Path, str, At]] = [
        ((*path, "penanggung_jawab", "bidang"), one.penanggung_jawab.bidang, At.VALUE)
        for path, one in indicators(loaded.kinerja)
    ]
    named += [
        ((*path, "penanggung_jawab", "bidang"), level.penanggung_jawab.bidang, At.VALUE)
        for path, level, _above in budget(loaded.kinerja) if level.penanggung_jawab is not None
    ]
    named += [(("catatan", key), key, At.KEY) for key in loaded.kinerja.catatan]
    known = loaded.office.kantor.bidang
    for path, key, at in named:
        if key not in known:
            yield Problem(path, f'bidang "{key}" tidak ada di kantor.yaml', _meant(key, known), key, at)


def _meant(key: str, known: dict[str, str]) -> str:
    if not known:
        return "daftarkan di kantor.yaml, kunci bidang:"
    by_name = {name.casefold(): one for one, name in known.items()} | {one.casefold(): one for one in known}
    near = difflib.get_close_matches(key.casefold(), by_name, n=1)
    listed = f"bidang yang ada: {', '.join(known)}"
    return f'maksudnya "{by_name[near[0]]}"? {listed}' if near else listed


@kinerja_check("L16")
def weights_whole(loaded: LoadedKinerja) -> Iterator[Problem]:
    """Weights are above 0, for all indicators or for none, and make 100."""
    weighed = [(path, one.bobot) for path, one in indicators(loaded.kinerja) if one.bobot is not None]
    for path, weight in weighed:
        if weight <= 0:
            hint = "isi bobotnya, atau kosongkan semua"
            yield Problem((*path, "bobot"), "bobot harus lebih dari 0", hint, angka(weight))
    if not weighed:
        return
    for path, one in indicators(loaded.kinerja):
        if one.bobot is None:
            message = f"bobot {one.kode} belum diisi, padahal indikator lain berbobot"
            yield Problem((*path, "bobot"), message, "isi bobot semua indikator, atau kosongkan semua", one.uraian)
            return
    total = sum_exact([weight for _, weight in weighed])
    if total != 100:
        message = f"jumlah bobot semua indikator {angka(total)}, bukan 100"
        yield Problem((*weighed[-1][0], "bobot"), message, "sesuaikan bobotnya", angka(total))


@kinerja_check("L17")
def year_of_file(loaded: LoadedKinerja) -> Iterator[Problem]:
    """A file that is called by a year holds that year."""
    stem = PurePath(loaded.file).stem
    if re.fullmatch(r"20\d\d", stem) and int(stem) != loaded.kinerja.tahun:
        message = f"tahun {loaded.kinerja.tahun}, padahal nama berkasnya {stem}"
        yield Problem(("tahun",), message, "samakan tahun dan nama berkas", str(loaded.kinerja.tahun))
