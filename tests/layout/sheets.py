"""Offices and SOPs made by hand, and questions that the tests of the sheets ask of a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from doctool.drawing import Cell, Page, Paragraph, Table
from doctool.layout.measure import text_width
from doctool.loaded import LoadedKantor, LoadedSop, Positions
from doctool.model.kantor import Kantor
from doctool.model.sop import Sop

HEAD = {
    "jabatan": "Kepala Dinas Kependudukan dan Pencatatan Sipil",
    "nama": "Drs. RUDI SUSANTO, MM",
    "pangkat": "Pembina Utama Muda",
    "nip": "196707191993111001",
}
KOP = [
    {"teks": "PEMERINTAH KABUPATEN CONTOH", "ukuran": 12},
    {"teks": "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL", "ukuran": 14, "tebal": True},
    {"teks": "Jl. Pemuda No. 7 Telp. (024) 6921105", "ukuran": 9},
]
SOP = {
    "nomor_sop": "SOP-PIAK-07",
    "tanggal_pembuatan": "1 Agustus 2022",
    "tanggal_revisi": "-",
    "tanggal_efektif": "2 Agustus 2022",
    "disahkan_oleh": "kepala",
    "nama_sop": "Memastikan penerapan sistem pelaporan harian",
    "dasar_hukum": ["Undang-Undang Nomor 24 Tahun 2013;", "Peraturan Menteri Nomor 25 Tahun 2011."],
    "keterkaitan": ["SOP Pengamanan Database"],
    "peringatan": "Hati-hati ketika bekerja dengan database",
    "kualifikasi_pelaksana": ["Mampu mengoperasikan komputer", "Teliti"],
    "peralatan_perlengkapan": ["Server utama", "Komputer kerja"],
    "pencatatan_pendataan": ["Buku Agenda"],
}


def loaded(
    sop: dict[str, Any] | None = None, *, gaya: dict[str, Any] | None = None, kantor: dict[str, Any] | None = None
) -> LoadedSop:
    """An SOP of an office; `sop`, `kantor` and `gaya` change keys, the value None takes a key away."""
    fields = {key: value for key, value in {**SOP, **(sop or {})}.items() if value is not None}
    office = {
        "nama": "Dinas Kependudukan dan Pencatatan Sipil",
        "pemerintah": "Pemerintah Kabupaten Contoh",
        "kop": {"baris": KOP},
        "pejabat": {"kepala": HEAD},
        "gaya": gaya or {},
        **(kantor or {}),
    }
    folder = LoadedKantor("kab-contoh", Kantor.model_validate(office), Positions("kantor.yaml"), "/tidak-ada")
    return LoadedSop("pelaporan", Sop.model_validate(fields), Positions("pelaporan.yaml"), folder)


def cells(pages: tuple[Page, ...]) -> Iterator[tuple[Table, Cell]]:
    """Every cell of every page, in reading order."""
    for page in pages:
        for table in page.tables:
            for cell in table.cells:
                yield table, cell


def printed(paragraphs: tuple[Paragraph, ...]) -> str:
    """What a reader sees of `paragraphs`, from the lines as broken."""
    return " ".join(f"{one.marker} {' '.join(one.lines)}".strip() for one in paragraphs)


def words(pages: tuple[Page, ...]) -> str:
    """All text of the pages, without spaces: breaks inside words do not matter."""
    return "".join("".join(printed(cell.paragraphs).split()) for _, cell in cells(pages))


def value_beside(pages: tuple[Page, ...], label: str) -> str | None:
    """The text of the cell right of the one that says `label`; None where no cell says it."""
    for table, cell in cells(pages):
        if printed(cell.paragraphs) == label:
            start = cell.col + cell.col_span
            beside = [one for one in table.cells if one.row == cell.row and one.col >= start]
            return " ".join(printed(one.paragraphs) for one in beside).strip()
    return None


def assert_sound(pages: tuple[Page, ...]) -> None:
    """What must hold of every page: within the margins, tiled by cells, no text larger than its place."""
    for page in pages:
        y = page.margin.top + 20
        for table in page.tables:
            assert table.y >= y
            assert table.x >= page.margin.left
            assert table.x + table.width <= page.width - page.margin.right
            y = table.y + table.height + 20
            _assert_tiled(table)
            for cell in table.cells:
                _assert_holds(table, cell)
        assert y - 20 <= page.height - page.margin.bottom - 40
        if page.footer is not None:
            assert page.footer.height <= page.margin.bottom


def _assert_tiled(table: Table) -> None:
    places = [
        (row, col)
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for col in range(cell.col, cell.col + cell.col_span)
    ]
    assert sorted(places) == [(row, col) for row in range(len(table.rows)) for col in range(len(table.columns))]
    assert min(table.columns) > 0
    assert min(row.height for row in table.rows) > 0


def _assert_holds(table: Table, cell: Cell) -> None:
    box = table.cell_box(cell)
    picture = cell.image_size[1] if cell.image else 0
    needed = picture + sum(one.height for one in cell.paragraphs) + cell.padding.top + cell.padding.bottom
    assert needed <= box.height, printed(cell.paragraphs)
    room = box.width - cell.padding.left - cell.padding.right
    assert cell.image_size[0] <= box.width
    for one in cell.paragraphs:
        assert one.style.size >= 8 * 20
        for line in one.lines:
            assert text_width(line, one.style) <= room - one.left - one.indent, line
        assert "".join(one.text.split()) == "".join("".join(one.lines).split())
