"""docx-preview, a reader of docx in JavaScript, in a Chromium without a window.

It is no part of doctool's environment: `npm install docx-preview@0.4.1 jszip` in a folder, which DOCTOOL_DOCX_PREVIEW
names, else in the repository itself.
"""

from __future__ import annotations

import base64
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.browser import CHROMIUM, Browser

_ROOT = Path(__file__).resolve().parents[2]
_SCRIPTS = ("jszip/dist/jszip.min.js", "docx-preview/dist/docx-preview.min.js")
# What it shows of a file (base64): {text} without its styles, or {error}.
_SHOW = """
async function show(file) {
  const to = document.getElementById("to");
  to.textContent = "";
  try {
    await docx.renderAsync(Uint8Array.from(atob(file), one => one.charCodeAt(0)), to, to);
  } catch (error) {
    return {error: String(error)};
  }
  to.querySelectorAll("style").forEach(one => one.remove());
  return {text: to.textContent};
}
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """The text of a document as the browser shows it, or what went wrong."""

    text: str = ""
    problems: tuple[str, ...] = ()


def absent() -> tuple[str, ...]:
    """What is not here of what it needs, by name."""
    chromium = CHROMIUM and sys.platform != "win32"  # spoken to over pipes with fixed numbers
    return ("" if _scripts() else "docx-preview (DOCTOOL_DOCX_PREVIEW)", "" if chromium else "Chromium")


def _scripts() -> list[Path]:
    """The scripts that the page is made of; [] where one is missing."""
    folder = Path(os.environ.get("DOCTOOL_DOCX_PREVIEW") or _ROOT) / "node_modules"
    paths = [folder / one for one in _SCRIPTS]
    return paths if all(path.is_file() for path in paths) else []


def shown(files: Mapping[str, bytes]) -> dict[str, Shown]:
    """What is shown of docx files by name, one after another on one page."""
    scripts = "".join(f'<script src="{path.resolve().as_uri()}"></script>' for path in _scripts())
    page = f'<!doctype html><meta charset="utf-8">{scripts}<script>{_SHOW}</script><div id="to"></div>'
    with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "tampil.html"
        path.write_text(page, encoding="utf-8", newline="\n")
        with Browser(Path(folder) / "profil") as browser:
            browser.open(path)
            return {name: _one(browser, data) for name, data in files.items()}


def _one(browser: Browser, data: bytes) -> Shown:
    browser.events.clear()
    answer = browser.value(f"show({json.dumps(base64.b64encode(data).decode('ascii'))})")
    said = [answer["error"]] if "error" in answer else []
    return Shown(answer.get("text", ""), (*said, *browser.problems()))
