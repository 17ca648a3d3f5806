"""The page with both SOPs side by side as Chromium shows and prints it."""

from __future__ import annotations

from pathlib import Path

import pypdf

from tests.browser import Browser, needs_chromium
from tests.compare.case import between
from tests.compare.test_page import everything, page

pytestmark = needs_chromium


def test_chromium_shows_it_without_complaint_and_prints_pairs_on_a_page(tmp_path: Path) -> None:
    found = between(everything)
    file = tmp_path / "banding.html"
    file.write_text(page(found), encoding="utf-8", newline="\n")
    with Browser(tmp_path) as browser:
        browser.open(file, width=1400)
        assert browser.problems() == []
        assert browser.requests() == [file.as_uri()]
        assert browser.value("document.documentElement.scrollWidth <= window.innerWidth")
        fill = "getComputedStyle(document.querySelector('.tanda.baru rect.latar')).fill"
        assert browser.value(fill) == "rgb(168, 230, 180)"
        printed = pypdf.PdfReader(browser.pdf(tmp_path / "banding.pdf"))
    texts = [sheet.extract_text() for sheet in printed.pages]
    assert {(round(one.mediabox.width), round(one.mediabox.height)) for one in printed.pages} == {(595, 842)}
    pairs = [text for text in texts if "Lembar prosedur" in text]
    assert pairs
    assert all("Semula: terbitan 0" in text and "Menjadi: naskah kerja" in text for text in pairs)
