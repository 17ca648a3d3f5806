"""Tests of the suite that are a test of the scorecard in full: run by pytest in a process of its own, and counted."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from benchmarks.scorecard.records import ROOT
from benchmarks.scorecard.score import Found


def run_tests(*nodes: str, more: Mapping[str, str] | None = None) -> tuple[int, Found]:
    """Run `nodes` (pytest's names below the repository): how many passed; the failures by name, those that were left
    out with their reason. No test at all is a failure."""
    with tempfile.TemporaryDirectory(prefix="doctool-") as folder:
        report = Path(folder) / "hasil.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", *nodes]
        run = subprocess.run(command, cwd=ROOT, env={**os.environ, **(more or {})}, capture_output=True)
        if not report.is_file():
            return 0, Found("", (f"pytest ended with {run.returncode}",))
        cases = etree.parse(str(report)).getroot().findall(".//testcase")
    bad = [f"{one.get('name')}: {found.get('message', '')[:160]}" for one in cases for found in one
           if found.tag in ("failure", "error")]  # fmt: skip
    left_out = sorted({found.get("message", "") for one in cases for found in one if found.tag == "skipped"})
    passed = sum(len(one.findall("failure") + one.findall("error") + one.findall("skipped")) == 0 for one in cases)
    if not passed and not bad and not left_out:
        bad = [f"no test ran: {run.stdout.decode('utf-8', 'replace')[-200:]}"]
    return passed, Found("", tuple(bad), "; ".join(left_out))
