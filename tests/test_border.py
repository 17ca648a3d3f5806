"""What comes from outside is opened only if it is what it should be; else its sender is told why, and what to send."""

from __future__ import annotations

import io
import socket
import time
from pathlib import Path

import pytest
from openpyxl import Workbook

from benchmarks import returns
from doctool.border.limits import WORKBOOK
from doctool.border.workbook import Kind, RefusedError, inspect, take_in
from tests import hostile_workbooks as hostile
from tests.forms.damage import case
from tests.forms.judge import Verdict


def sound() -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.active["A1"] = "Kode"
    book.save(out)
    return out.getvalue()


XLSX = sound()
REFUSED = hostile.refused(XLSX)


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_and_other_files_are_refused_by_what_they_are(name: str) -> None:
    data, words = REFUSED[name]
    start = time.process_time()
    with pytest.raises(RefusedError) as caught:
        inspect(data, "Form (1) revisi fix.xlsx")
    assert words in caught.value.reason
    assert caught.value.hint
    assert "Form (1) revisi fix.xlsx" in caught.value.message
    assert time.process_time() - start < 5


def test_a_workbook_comes_in_with_its_kind_and_hash() -> None:
    found = inspect(XLSX, "x.pdf")
    assert (found.kind, found.links, found.embedded, found.damaged) == (Kind.XLSX, (), (), frozenset())
    assert found.read("xl/workbook.xml") == hostile.parts(XLSX)["xl/workbook.xml"]
    assert len(found.sha256) == 64
    assert found.read("xl/tiada.xml") is None


def test_the_old_format_is_told_by_what_the_file_holds() -> None:
    assert inspect(hostile.compound("Workbook"), "x.xlsx").kind is Kind.XLS
    with pytest.raises(RefusedError, match=r"berformat \.xls"):
        inspect(hostile.compound("Workbook"), "x.xlsx", (Kind.XLSX,))


def test_a_damaged_part_costs_no_other() -> None:
    at = XLSX.rfind(b"docProps/core.xml") - 46
    damaged = XLSX[: at + 16] + b"\0\0\0\0" + XLSX[at + 20 :]  # its checksum
    found = inspect(damaged, "x.xlsx")
    assert found.damaged == {"docProps/core.xml"}
    assert found.read("docProps/core.xml") is None
    assert found.read("xl/workbook.xml")


def test_a_size_that_lies_is_damage() -> None:
    assert inspect(hostile._lying(XLSX), "x.xlsx").damaged == {"xl/theme/theme1.xml"}


def test_links_to_the_outside_are_told_and_hyperlinks_are_not() -> None:
    relation = '<Relationship Id="rId9" Type="{}" Target="{}" TargetMode="External"/>'
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    rels = "".join([
        "<Relationships>", relation.format(kinds + "externalLinkPath", "file:///C:/data/lama.xlsx"),
        relation.format(kinds + "hyperlink", "https://contoh.go.id"), "</Relationships>",
    ])
    data = hostile.with_part(XLSX, "xl/externalLinks/_rels/externalLink1.xml.rels", rels.encode())
    assert inspect(data, "x").links == ("file:///C:/data/lama.xlsx",)


@pytest.mark.parametrize("name", hostile.told(case(1).data))
def test_what_is_put_into_a_form_is_told_and_neither_kept_nor_fetched(name: str) -> None:
    assert returns.hostile_file(name).verdict == Verdict("told", ())


def test_what_reaches_outside_is_seen() -> None:
    with hostile.reaching() as reached:
        assert not Path(hostile.CANARY).is_file()
        with pytest.raises(OSError, match=hostile.CANARY):
            Path(hostile.CANARY).read_bytes()
        with pytest.raises(OSError, match=r"."):
            socket.create_connection(("127.0.0.1", 9), timeout=1)
    assert {one.split(":")[0] for one in reached} >= {"open", "socket.getaddrinfo"}


def test_pictures_of_an_opendocument_sheet_that_lie_elsewhere_are_told() -> None:
    shown = (
        b'<x><draw:image xlink:href="Pictures/a.png"/><draw:image a="b" xlink:href="http://a.id/b.png?c&amp;d"/>'
        b'<draw:object xlink:href="./Object 1"/><text:a xlink:href="https://a.id"/>'
        b'<table:table-source xlink:type="simple" xlink:href="../lain.ods"/></x>'
    )
    found = inspect(hostile._open_document(b"spreadsheet", **{"content.xml": shown}), "x.ods")
    assert found.links == ("http://a.id/b.png?c&d", "../lain.ods")


def test_embedded_files_are_told() -> None:
    data = hostile.with_part(XLSX, "xl/embeddings/oleObject1.bin", b"x")
    assert inspect(data, "x").embedded == ("xl/embeddings/oleObject1.bin",)


def test_a_file_that_is_not_there_and_one_too_large(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="tidak dapat dibaca: tidak ada"):
        take_in(tmp_path / "x.xlsx")
    (tmp_path / "b.xlsx").write_bytes(bytes(WORKBOOK.file + 1))
    with pytest.raises(RefusedError, match="lebih besar dari 20 MB"):
        take_in(tmp_path / "b.xlsx", "b.xlsx")
