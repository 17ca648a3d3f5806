"""Rows that are too high: texts that make a row higher than half a page (T02), rows that no page holds (A10)."""

from __future__ import annotations

from collections.abc import Iterator

from doctool.findings import Finding, Severity
from doctool.layout.columns import NUMBER, Least, cell_paragraphs
from doctool.layout.flow_sheet import FlowSheet, Frame
from doctool.layout.paraf import NAME as PARAF
from doctool.layout.text import height
from doctool.loaded import Path
from doctool.model.prosedur import Prosedur

#: What the author calls the text of a column; the others are called as the column is.
_WRITTEN = {"kegiatan": "uraian", NUMBER: "nomor"}
#: Fewer characters in a symbol are never half a page, however narrow the lane.
_LONG = 50
_IN_SYMBOL = "di dalam simbol"
_OUT_OF_SYMBOL = "tulis satu atau dua kata di dalam simbol dan selebihnya di uraian"
_SHORTER = (
    "ringkas teks ini, pindahkan rinciannya ke lampiran atau catatan_kaki, atau bagi menjadi beberapa kegiatan"
)


def row_name(procedure: Prosedur, index: int) -> str:
    """How messages call the kegiatan `index`: by its printed number, or by its place."""
    number = procedure.numbers()[index].rstrip(".")
    return f"kegiatan {number}" if number else f"baris ke-{index + 1}"


def may_be_high(frame: Frame, procedure: Prosedur, least: Least) -> bool:
    """Whether a text could be higher than half a page: columns get no narrower than `least` has them."""
    return any(len(node.teks) > _LONG for row in procedure.kegiatan for _, node in row.nodes()) or any(
        height(cell_paragraphs(lines, name, least.style, least.needs[name])) > half_page(frame)
        for name, cells in least.texts.items()
        for lines in cells
    )


def half_page(frame: Frame) -> int:
    """Half of what the margins leave of a page's height, in twips."""
    return (frame.bottom - frame.top) // 2


def high_rows(sheet: FlowSheet) -> Iterator[Finding]:
    """T02: every text that alone makes its row higher than half a page."""
    half = half_page(sheet.frame)
    for index, kegiatan in enumerate(sheet.graph.rows):
        if kegiatan is None:
            continue
        for path, name, size in _texts(sheet, index, kegiatan):
            if size > half:
                yield _finding(
                    sheet, "T02", Severity.WARNING, path,
                    f"{name} {row_name(sheet.procedure, kegiatan)} membuat barisnya setinggi {_percent(size, sheet)} "
                    "persen halaman; di atas setengah halaman baris sulit dibaca",
                    _OUT_OF_SYMBOL if _IN_SYMBOL in name else _SHORTER,
                )  # fmt: skip


def refused_rows(sheet: FlowSheet, heights: list[int]) -> tuple[Finding, ...]:
    """A10: the rows that no page can hold, each with its highest text; what stands under the flow, if that is why.
    `heights` are the rows' heights in twips."""
    found: list[Finding] = []
    last = len(heights) - 1
    kegiatan = 0
    for index, own in enumerate(sheet.graph.rows):
        kegiatan = kegiatan if own is None else own
        room = sheet.room(index, index + 1, 1 if index == 0 else 2)
        if heights[index] <= room:
            continue
        tail = sum(one.height + 40 for one in sheet.tail) if index == last else 0
        if heights[index] <= room + tail:
            key = max(sheet.tail, key=lambda one: one.height).name.replace("-", "_")
            path: Path = (*sheet.path, key) if key == "catatan_kaki" else ("tanda_tangan_alur",)
            what, hint = path[-1], "ringkas isinya"
            if key == PARAF:
                path, what, hint = (), "blok paraf", "cetak di lembar identitas (kantor.yaml, sop: paraf: letak)"
            message = f"{what} di bawah tabel tidak muat sehalaman dengan {row_name(sheet.procedure, kegiatan)}"
            found.append(_finding(sheet, "A10", Severity.ERROR, path, message, hint))
            continue
        path, name, _ = max(_texts(sheet, index, kegiatan), key=lambda one: one[2])
        message = f"{name} {row_name(sheet.procedure, kegiatan)} membuat barisnya lebih tinggi daripada satu halaman"
        hint = _OUT_OF_SYMBOL if _IN_SYMBOL in name else _SHORTER
        found.append(_finding(sheet, "A10", Severity.ERROR, path, message, hint))
    return tuple(found)


def _texts(sheet: FlowSheet, index: int, kegiatan: int) -> list[tuple[Path, str, int]]:
    """The texts of body row `index`, symbols' included: path below the Prosedur, name, height in twips."""
    row = sheet.procedure.kegiatan[kegiatan]
    names = sheet.columns.names
    found: list[tuple[Path, str, int]] = []
    for col, lines in sheet.texts[index].items():
        name = _WRITTEN.get(names[col], names[col])
        field = "rujukan" if name == "keterangan" and not row.keterangan else name
        found.append((("kegiatan", kegiatan, field), name, height(lines)))
    below = row.nodes()
    for node in sheet.graph.nodes:
        if node.row == index and sheet.inside[node.key]:
            at = next((path for path, one in below if one.teks == node.text), ())
            path: Path = ("kegiatan", kegiatan, *(at if row.simpul is not None else ()), "teks")
            found.append((path, f"teks {_IN_SYMBOL}", sheet.shape_height(node)))
    return [((*sheet.path, *path), name, size) for path, name, size in found]


def _percent(size: int, sheet: FlowSheet) -> int:
    return round(100 * size / (sheet.frame.bottom - sheet.frame.top))


def _finding(sheet: FlowSheet, code: str, severity: Severity, path: Path, message: str, hint: str) -> Finding:
    return Finding(code, severity, sheet.loaded.positions.where(path), message, hint)
