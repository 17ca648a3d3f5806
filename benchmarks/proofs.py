"""The proofs of what is promised of letters, reports and comparisons: text kept, templates refused, contents right,
changes that lead from one SOP to the other, tables that give the SOP back (make proofs).

    python -m benchmarks.proofs [--only surat templat nama panjang laporan banding tabel] [--letters 10000]
                               [--names 2000] [--lengths 40] [--reports 40] [--edits 300] [--tables 300]

Each prints its figures and what is wrong; exits 1 if anything is. The test suite runs short versions.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence

from benchmarks.proof_changes import changes
from benchmarks.proof_letters import letters
from benchmarks.proof_names import names
from benchmarks.proof_packet_names import packet_names
from benchmarks.proof_reports import reports
from benchmarks.proof_tables import tables
from benchmarks.proof_templates import templates

PARTS = ("banding", "tabel", "templat", "nama", "panjang", "laporan", "surat")


def lengths(count: int) -> int:
    """Letters of `count` lengths of each kind as LibreOffice prints them: the signature whole and never alone."""
    environment = {**os.environ, "DOCTOOL_LETTER_LENGTHS": str(count)}
    command = [sys.executable, "-m", "pytest", "-q", "tests/letters/test_signature.py", "-k", "whole_and_never_alone"]
    run = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    if run.returncode:
        print(run.stdout)
    last = run.stdout.strip().splitlines()[-1] if run.stdout.strip() else "no answer"
    print(f"signature: {count} lengths of each of seven kinds, one test a kind: {last}", flush=True)
    return int(run.returncode != 0)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.proofs", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="which proofs")
    parser.add_argument("--letters", type=int, default=10_000, help="random letters")
    parser.add_argument("--names", type=int, default=2000, help="random names")
    parser.add_argument("--lengths", type=int, default=40, help="lengths of each kind of letter")
    parser.add_argument("--reports", type=int, default=40, help="random reports")
    parser.add_argument("--edits", type=int, default=300, help="pairs of SOPs, the second a randomly edited first")
    parser.add_argument("--tables", type=int, default=300, help="SOPs written as tables and read back")
    parser.add_argument("--seed", type=int, default=1, help="the first letter's seed")
    parser.add_argument("--workers", type=int, default=2, help="processes")
    options = parser.parse_args(arguments)
    broken = 0
    for part in PARTS:
        if part not in options.only:
            continue
        if part == "banding":
            broken += changes(options.edits, options.seed)
        elif part == "tabel":
            broken += tables(options.tables, options.seed)
        elif part == "templat":
            broken += templates(options.workers)
        elif part == "nama":
            broken += names(options.names)
            broken += packet_names(options.names)
        elif part == "panjang":
            broken += lengths(options.lengths)
        elif part == "laporan":
            broken += reports(options.reports, options.seed)
        else:
            broken += letters(options.letters, options.seed, options.workers)
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
