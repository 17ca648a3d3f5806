"""Make the letter templates: templates/docx/*.docx, and the same files in the package (doctool/data/templates).

    python -m scripts.make_templates

The same bytes come out every time. An office edits its copies in templates/docx in Word (docs/templat.md); what
they may print is the context of doctool/letters/context.py.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scripts.template_parts import TEXT_WIDTH, cell, each, p, r, row, table, tag_row, when, word_file

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (ROOT / "templates" / "docx", ROOT / "doctool" / "data" / "templates")

KOP = p("{{p kop }}", "KopBaris")
#: Columns of a head: name, colon, value (and the date at the right).
HEAD = (1247, 227, 4366, 3231)
NARROW_HEAD = (1247, 227, 7597)
MEETING_HEAD = (1588, 227, 7256)
SIGNING = (4819, 4252)
_CANT_SPLIT = "<w:cantSplit/>"
_REPEAT = "<w:cantSplit/><w:tblHeader/>"
_MIDDLE = '<w:vAlign w:val="center"/>'
_CENTRE = '<w:jc w:val="center"/>'
_UNDERLINED = '<w:u w:val="single"/>'
_BOX = '<w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:eastAsia="Segoe UI Symbol"/>'


def _named(name: str, value: str, widths: tuple[int, ...], *more: str) -> str:
    """A row of a head: name, colon, value, and a cell for each of `more` (or an empty one)."""
    rest = [cell(width, content) for width, content in zip(widths[3:], more or ("",) * len(widths[3:]), strict=True)]
    return row(cell(widths[0], p(name)), cell(widths[1], p(":")), cell(widths[2], p(value)), *rest)


def _row_when(condition: str, widths: tuple[int, ...], inside: str) -> str:
    return tag_row(f"{{%tr if {condition} %}}", widths) + inside + tag_row("{%tr endif %}", widths)


def _addressees() -> str:
    """Yth. and whom the letter goes to; several are numbered; then the place."""
    return (
        each(
            "t in tujuan",
            when("t.nomor", p("{{ t.yth }}\t{{ t.nomor }}\t{{ t.teks }}", "AlamatBernomor")),
            when("not t.nomor", p("{{ t.yth }}\t{{ t.teks }}", "AlamatTujuan")),
        )
        + when("tujuan_di and kata_di", p("di", "AlamatTempat"))
        + when("tujuan_di", p("{{ tujuan_di }}", "AlamatTempat", extra='<w:ind w:left="1134"/>'))
    )


def _letter_head() -> str:
    """Nomor, Sifat, Lampiran, Hal at the left; place and date at the right of the first line."""
    date = p("{{ tempat_tanggal }}", "TanggalKanan")
    return table(
        HEAD,
        _named("Nomor", "{{ nomor }}", HEAD, date),
        _row_when("sifat", HEAD, _named("Sifat", "{{ sifat }}", HEAD)),
        _row_when("lampiran", HEAD, _named("Lampiran", "{{ lampiran }}", HEAD)),
        _named("Hal", "{{ hal }}", HEAD),
    )


def _paraf_table(name: str, title: str) -> str:
    """The boxes for those who initial the letter before it is signed."""
    widths = (2552, 964)
    head = row(cell(sum(widths), p(title, "KepalaParaf"), span=2), properties=_CANT_SPLIT)
    height = '<w:cantSplit/><w:trHeight w:val="510" w:hRule="atLeast"/>'
    boxes = row(
        cell(widths[0], p("{{ j }}", "IsiParaf"), properties=_MIDDLE), cell(widths[1], p(style="IsiParaf")),
        properties=height,
    )
    loop = tag_row(f"{{%tr for j in paraf.{name} %}}", widths) + boxes + tag_row("{%tr endfor %}", widths)
    keep = p(style="Sela", extra="<w:keepNext/><w:spacing w:before=\"100\"/>")
    return when(f"paraf.{name}", table(widths, head, loop, style="TabelSurat", indent=90), keep)


def _paraf() -> str:
    keep = p(style="Sela", extra="<w:keepNext/>")
    return keep + _paraf_tables() + keep


def _paraf_tables() -> str:
    return _paraf_table("hierarki", "Paraf Hierarki") + _paraf_table("koordinasi", "Paraf Koordinasi")


def _person(name: str, *, dated: str = "", role: str = "") -> str:
    """The lines of someone who signs: jabatan, room for the signature, name, pangkat, NIP. None leaves the others."""
    above = (p(dated, "Penandatangan") if dated else "") + (p(role, "Penandatangan") if role else "")
    return (
        above
        + when(f"{name}.pengantar", p(f"{{{{ {name}.pengantar }}}}", "Penandatangan"))
        + when(f"{name}.awalan", p(f"{{{{ {name}.awalan }}}}\t{{{{ {name}.jabatan }}}}", "PenandatanganAwalan"))
        + when(f"not {name}.awalan", p(f"{{{{ {name}.jabatan }}}}", "Penandatangan"))
        + when(f"{name}.tte", p(style="RuangTTE"))
        + when(f"{name}.ttd", p(f"{{{{ {name}.ttd }}}}", "Penandatangan"))
        + when(f"not {name}.tte and not {name}.ttd", p(style="RuangTandaTangan"))
        + p(f"{{{{ {name}.nama }}}}", "Penandatangan")
        + when(f"{name}.pangkat", p(f"{{{{ {name}.pangkat }}}}", "Penandatangan"))
        + when(f"{name}.nip", p(f"{{{{ {name}.nip }}}}", "Penandatangan"))
    )


def _signature(left: str, *, dated: str = "", role: str = "") -> str:
    """The signature at the right and `left` beside it: one row that never splits and keeps with what is before it.

    A thin paragraph goes before and after it, so that it never grows together with another table. The one after it
    lets the tembusan go to the next page alone: else the signature would go with them and leave a gap.
    """
    before = p(style="Sela", extra='<w:keepNext/><w:spacing w:before="200"/>')
    signer = _person("penandatangan", dated=dated, role=role)
    block = table(SIGNING, row(cell(SIGNING[0], left), cell(SIGNING[1], signer), properties=_CANT_SPLIT))
    return before + block + p(style="Sela")


def _signing_row(columns: tuple[int, ...], split: int, left: str = "", *, dated: str = "", role: str = "") -> str:
    """The signature as the last row of the table it follows, without rules: so it stays with the row before it
    wherever the table breaks (a program may forget that for what comes after a table). It takes the columns from
    `split` on, `left` those before."""
    rules = "".join(f'<w:{side} w:val="nil"/>' for side in ("left", "bottom", "right"))
    before, own = sum(columns[:split]), sum(columns[split:])
    margins = (f'<w:tcMar><w:left w:w="{width}" w:type="dxa"/></w:tcMar>' for width in (0, SIGNING[0] - before))
    open_sides = [f"<w:tcBorders>{rules}</w:tcBorders>{margin}" for margin in margins]
    above = p(style="Sela", extra='<w:keepNext/><w:spacing w:before="200"/>')
    below = p(style="Sela", extra="<w:keepNext/>")
    signer = _person("penandatangan", dated=dated, role=role)
    return row(
        cell(before, above, left, below, properties=open_sides[0], span=split),
        cell(own, above, signer, below, properties=open_sides[1], span=len(columns) - split),
        properties=_CANT_SPLIT,
    )


def _copies() -> str:
    """The tembusan, never parted from their title nor from one another."""
    return when(
        "tembusan",
        p("Tembusan:", "Tembusan"),
        each("t in tembusan[:-1]", p("{{ t }}", "ButirTembusan", extra="<w:keepNext/>")),
        p("{{ tembusan[-1] }}", "ButirTembusan"),
    )


def _title(text: str, number: str = "", *, run: str = _UNDERLINED) -> str:
    return p(text, "JudulNaskah", run=run) + (p(number, "NomorNaskah") if number else "")


def dinas() -> str:
    """Surat dinas."""
    return (
        KOP + _letter_head() + p() + _addressees() + p() + p("{{p isi }}", "IsiSurat")
        + _signature(_paraf()) + _copies()
    )  # fmt: skip


def nota_dinas() -> str:
    """Nota dinas: the order of its head is the office's."""
    head = _named("{{ k.nama }}", "{{ k.isi }}", NARROW_HEAD)
    loop = tag_row("{%tr for k in kepala %}", NARROW_HEAD) + head + tag_row("{%tr endfor %}", NARROW_HEAD)
    return (
        KOP
        + _title("NOTA DINAS")
        + when("nomor_di_judul", p("NOMOR {{ nomor }}", "NomorNaskah"))
        + when("not nomor_di_judul", p(style="Sela", extra='<w:spacing w:before="160"/>'))
        + table(NARROW_HEAD, loop)
        + p(style="GarisKepala")
        + p("{{p isi }}", "IsiSurat")
        + _signature(_paraf())
        + _copies()
    )


def _invited(columns: tuple[int, ...], fields: tuple[str, ...], names: tuple[str, ...]) -> str:
    """The table of the annex of an undangan, signed in its last row."""
    head = row(
        *(cell(width, p(name, "KepalaTabel")) for width, name in zip(columns, names, strict=True)), properties=_REPEAT
    )

    def line(name: str, style: str) -> str:
        return row(
            *(cell(width, p(f"{{{{ {name}.{field} }}}}", style, extra="" if at else _CENTRE))
              for at, (width, field) in enumerate(zip(columns, fields, strict=True))),
            properties=_CANT_SPLIT,
        )  # fmt: skip

    return table(
        columns, head,
        tag_row("{%tr for t in terlampir[:-1] %}", columns), line("t", "IsiTabel"), tag_row("{%tr endfor %}", columns),
        line("terlampir[-1]", "IsiTabelAkhir"), _signing_row(columns, 1),
        style="TabelSurat",
    )  # fmt: skip


def undangan() -> str:
    """Surat undangan: the meeting between what goes before and after; many addressees in an annex."""
    placed = _invited((624, 5103, 3344), ("nomor", "teks", "di"), ("No.", "Yang diundang", "Tempat"))
    alone = _invited((624, 8447), ("nomor", "teks"), ("No.", "Yang diundang"))
    widths = (1247, 227, 2778)
    annex_head = table(
        widths, _named("Lampiran", "Surat undangan", widths), _named("Nomor", "{{ nomor }}", widths),
        _named("Tanggal", "{{ tanggal }}", widths), indent=SIGNING[0],
    )  # fmt: skip
    annex = when(
        "terlampir",
        p(style="Sela", extra="<w:pageBreakBefore/>"), annex_head, p("DAFTAR YANG DIUNDANG", "JudulNaskah"),
        p(style="Sela", extra='<w:spacing w:before="160"/>'),
        when("terlampir_di", placed), when("not terlampir_di", alone), p(style="Sela"),
    )  # fmt: skip
    return (
        KOP + _letter_head() + p() + _addressees() + p() + p("{{p pembuka }}", "IsiSurat")
        + p("{{p rincian_acara }}", "RincianSurat") + p("{{p penutup }}", "IsiSurat")
        + _signature(_paraf()) + _copies() + annex
    )  # fmt: skip


def pengantar() -> str:
    """Surat pengantar: what is sent, and the two who sign: who received it (left) and who sends it (right)."""
    columns = (624, 3912, 1871, 2664)
    names = ("No.", "Naskah Dinas/Barang yang Dikirimkan", "Banyaknya", "Keterangan")
    head = row(*(cell(width, p(name, "KepalaTabel"), properties=_MIDDLE) for width, name in
                 zip(columns, names, strict=True)), properties=_REPEAT)  # fmt: skip

    def line(name: str, style: str) -> str:
        return row(
            cell(columns[0], p(f"{{{{ {name}.nomor }}}}", style, extra=_CENTRE)),
            *(cell(width, p(f"{{{{ {name}.{field} }}}}", style)) for width, field in
              zip(columns[1:], ("naskah", "banyaknya", "keterangan"), strict=True)),
        )  # fmt: skip

    receipt = _person("penerima", dated="Diterima tanggal {{ diterima }}", role="Penerima,") + p(
        "No. telepon {{ telepon_penerima }}", "Penandatangan"
    )
    sent = table(
        columns, head,
        tag_row("{%tr for k in kiriman[:-1] %}", columns), line("k", "IsiTabel"), tag_row("{%tr endfor %}", columns),
        line("kiriman[-1]", "IsiTabelAkhir"), _signing_row(columns, 2, receipt, dated="\u00a0", role="Pengirim,"),
        style="TabelSurat",
    )  # fmt: skip
    return (
        KOP + p("{{ tempat_tanggal }}", "TanggalKanan") + p() + _addressees()
        + _title("SURAT PENGANTAR", "Nomor: {{ nomor }}")
        + when("pembuka", p("{{ pembuka }}", "IsiSurat")) + sent
        + when("paraf.hierarki or paraf.koordinasi", p(style="Sela", extra="<w:keepNext/>"), _paraf_tables())
        + p(style="Sela") + _copies()
    )  # fmt: skip


def disposisi() -> str:
    """Lembar disposisi: half a sheet, filled by hand."""
    columns = (5216, TEXT_WIDTH - 5216)
    inner = '<w:tabs><w:tab w:val="left" w:pos="1304"/></w:tabs><w:ind w:left="1418" w:hanging="1418"/>'

    def facts(*pairs: tuple[str, str]) -> str:
        return "".join(p(f"{name}\t: {{{{ {value} }}}}", "IsiTabel", extra=inner) for name, value in pairs)

    def ticks(loop: str) -> str:
        hang = '<w:tabs><w:tab w:val="left" w:pos="369"/></w:tabs><w:ind w:left="369" w:hanging="369"/>'
        line = f'<w:p><w:pPr><w:pStyle w:val="IsiTabel"/>{hang}</w:pPr>{r("{{ d.kotak }}", _BOX)}'
        return each(f"d in {loop}", f'{line}{r(chr(9) + "{{ d.teks }}")}</w:p>')

    urgency = (
        '<w:p><w:pPr><w:pStyle w:val="IsiTabel"/><w:tabs><w:tab w:val="left" w:pos="1304"/></w:tabs></w:pPr>'
        f'{r("Sifat" + chr(9) + ": ")}{r("{{ kotak_sangat_segera }}", _BOX)}{r(" Sangat segera   ")}'
        f'{r("{{ kotak_segera }}", _BOX)}{r(" Segera   ")}{r("{{ kotak_rahasia }}", _BOX)}{r(" Rahasia")}</w:p>'
    )
    wide = sum(columns)
    room = '<w:cantSplit/><w:trHeight w:val="1134" w:hRule="atLeast"/>'

    def note(text: str, open_side: str = "", style: str = "IsiTabel", properties: str = "") -> str:
        """A line of the notes: a row of its own, without a rule above and below (or on `open_side` only)."""
        sides = (open_side,) if open_side else ("top", "bottom")
        rules = "".join(f'<w:{side} w:val="nil"/>' for side in sides)
        content = p(text, style)
        return row(cell(wide, content, span=2, properties=f"<w:tcBorders>{rules}</w:tcBorders>"), properties=properties)

    return (
        KOP
        + table(
            columns,
            row(cell(wide, p("LEMBAR DISPOSISI", "KepalaTabel"), span=2), properties=_CANT_SPLIT),
            row(
                cell(columns[0], facts(("Surat dari", "surat_dari"), ("No. Surat", "nomor_surat"),
                                       ("Tgl. Surat", "tanggal_surat"))),
                cell(columns[1], facts(("Diterima Tgl.", "diterima"), ("No. Agenda", "nomor_agenda"))),
            ),
            row(cell(wide, urgency, span=2)),
            row(cell(wide, facts(("Hal", "hal")), span=2)),
            row(
                cell(columns[0], p("Diteruskan kepada Sdr.:", "IsiTabel"), ticks("diteruskan")),
                cell(columns[1], p("Dengan hormat harap:", "IsiTabel"), ticks("harap")),
            ),
            note("Catatan:", "bottom", "IsiTabelAkhir"),
            tag_row("{%tr for c in catatan[:-1] %}", columns), note("{{ c }}"), tag_row("{%tr endfor %}", columns),
            tag_row("{%tr if catatan %}", columns), note("{{ catatan[-1] }}", style="IsiTabelAkhir"),
            tag_row("{%tr endif %}", columns), note("", "top", "IsiTabelAkhir", room),
            row(
                cell(columns[0], p("Paraf dan tanggal:", "IsiTabel")),
                cell(columns[1], p(style="Sela"), _person("penandatangan"), p(style="Sela")),
                properties=_CANT_SPLIT,
            ),
            style="TabelSurat",
        )
        + p(style="Sela")
    )


def daftar_hadir() -> str:
    """Daftar hadir: places to sign, left and right in turn."""
    columns = (624, 2721, 2608, 2268, 850)
    names = ("No.", "Nama", "Jabatan/Instansi", "Tanda Tangan", "Ket.")
    head = row(*(cell(width, p(name, "KepalaTabel")) for width, name in zip(columns, names, strict=True)),
               properties=_REPEAT)  # fmt: skip
    tall = '<w:cantSplit/><w:trHeight w:val="510" w:hRule="atLeast"/>'

    def line(name: str, style: str) -> str:
        sides = '<w:tabs><w:tab w:val="left" w:pos="1077"/></w:tabs>'
        texts = (f"{{{{ {name}.nama }}}}", f"{{{{ {name}.jabatan }}}}")
        return row(
            cell(columns[0], p(f"{{{{ {name}.nomor }}}}", style, extra=_CENTRE), properties=_MIDDLE),
            *(cell(width, p(text, style), properties=_MIDDLE) for width, text in
              zip(columns[1:3], texts, strict=True)),
            cell(columns[3], p(f"{{{{ {name}.ttd_kiri }}}}\t{{{{ {name}.ttd_kanan }}}}", style, extra=sides),
                 properties=_MIDDLE),
            cell(columns[4], p(style=style)),
            properties=tall,
        )  # fmt: skip

    people = table(
        columns, head,
        tag_row("{%tr for o in peserta[:-1] %}", columns), line("o", "IsiTabel"), tag_row("{%tr endfor %}", columns),
        tag_row("{%tr if peserta %}", columns), line("peserta[-1]", "IsiTabelAkhir"), tag_row("{%tr endif %}", columns),
        _signing_row(columns, 2, dated="{{ tempat_tanggal }}"),
        style="TabelSurat",
    )  # fmt: skip
    return (
        KOP + p("{{ judul }}", "JudulNaskah") + p(style="Sela", extra='<w:spacing w:before="160"/>')
        + table(MEETING_HEAD, *_meeting()) + p() + people + p(style="Sela")
    )  # fmt: skip


def _meeting() -> tuple[str, ...]:
    pairs = (("Hari/Tanggal", "hari_tanggal"), ("Waktu", "waktu"), ("Tempat", "tempat"), ("Acara", "acara"))
    return tuple(_named(name, f"{{{{ acara.{value} }}}}", MEETING_HEAD) for name, value in pairs)


def notula() -> str:
    """Notula: who met, what was said, what was decided."""
    widths = MEETING_HEAD
    roles = (("Ketua", "ketua"), ("Sekretaris", "sekretaris"), ("Pencatat", "pencatat"))
    head = table(
        widths,
        _named("Rapat", "{{ rapat }}", widths),
        *_meeting(),
        *(_row_when(name, widths, _named(label, f"{{{{ {name} }}}}", widths)) for label, name in roles),
        _row_when("peserta", widths, _named("Peserta", "{{ peserta }}", widths)),
    )
    parts = (("Pembukaan", "pembukaan"), ("Pembahasan", "pembahasan"), ("Keputusan", "keputusan"),
             ("Penutupan", "penutupan"))  # fmt: skip
    return (
        KOP + p("NOTULA", "JudulNaskah") + p(style="Sela", extra='<w:spacing w:before="160"/>') + head
        + p(style="GarisKepala")
        + "".join(when(name, p(title, "JudulBagian"), p(f"{{{{p {name} }}}}", "IsiSurat")) for title, name in parts)
        + _signature(p(style="Sela"), dated="{{ tempat_tanggal }}")
    )  # fmt: skip


#: The body, the title and whether pages are numbered, of each template.
TEMPLATES: dict[str, tuple[Callable[[], str], str, bool]] = {
    "dinas": (dinas, "Templat surat dinas", True),
    "nota-dinas": (nota_dinas, "Templat nota dinas", True),
    "pengantar": (pengantar, "Templat surat pengantar", True),
    "undangan": (undangan, "Templat surat undangan", True),
    "disposisi": (disposisi, "Templat lembar disposisi", False),
    "daftar-hadir": (daftar_hadir, "Templat daftar hadir", True),
    "notula": (notula, "Templat notula", True),
}


def make() -> dict[str, bytes]:
    """Every template by its file name."""
    return {
        f"{name}.docx": word_file(title, body(), numbered=numbered)
        for name, (body, title, numbered) in TEMPLATES.items()
    }


def main() -> None:
    """Write the templates to both folders."""
    files = make()
    for folder in FOLDERS:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
