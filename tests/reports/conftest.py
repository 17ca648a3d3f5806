"""The sample report, put together once for all tests of a run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.reports.sample import MADE, Files, rakit, workspace


@pytest.fixture(scope="session")
def sample_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace in which the sample report was made."""
    root = workspace(tmp_path_factory.mktemp("contoh"))
    here = Path.cwd()
    os.chdir(root)
    try:
        rakit()
    finally:
        os.chdir(here)
    return root


@pytest.fixture(scope="session")
def sample(sample_root: Path) -> Files:
    """Its files."""
    return Files.of(sample_root / MADE)
