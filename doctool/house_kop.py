"""The office's kop as a block of a document."""

from __future__ import annotations

from doctool.border.picture import read_picture
from doctool.loaded import LoadedKantor
from doctool.model.dokumen import BarisKop, KopSurat

#: Largest sides of the crest; sizes of lines that name none.
_CREST_MM = (20.0, 23.0)
_OFFICE_PT, _OTHER_PT = 14.0, 10.0


def kop_block(office: LoadedKantor) -> KopSurat:
    """The office's kop; without a crest an empty frame."""
    source = office.kantor.kop
    lines = tuple(
        BarisKop(line.teks, line.ukuran or (_OFFICE_PT if line.tebal else _OTHER_PT), line.tebal)
        for line in source.baris
    )  # fmt: skip
    crest = read_picture(office.folder, source.logo or "")
    if crest is None:
        return KopSurat(lines, garis=source.garis)
    scale = min(_CREST_MM[0] / crest.width, _CREST_MM[1] / crest.height)
    return KopSurat(lines, crest.data, crest.width * scale, crest.height * scale, source.garis)
