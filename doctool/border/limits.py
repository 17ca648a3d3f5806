"""The limits of everything from outside, in one place. Sizes are bytes unless they say otherwise."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """An archive: the `file`, all of it `unpacked`, an `xml` part, another `part`, and how many `parts`.

    What is larger than `grace` and shrinks to less than 1/`ratio` was made to swell (as in Apache POI's ZipSecureFile);
    with `xml_only` pictures may, because a blank scan of a page does.
    """

    file: int
    unpacked: int
    xml: int
    part: int
    parts: int
    grace: int
    ratio: int
    xml_only: bool = False


#: An agenda of 20 letters a working day for ten years has 5 MB; a part is what Excel unpacks at once.
WORKBOOK = Limits(20_000_000, 200_000_000, 50_000_000, 50_000_000, 2_000, 100_000, 100)
#: Long tables of few words shrink to 1/150.
WORD = Limits(100_000_000, 200_000_000, 30_000_000, 60_000_000, 5_000, 5_000_000, 500, xml_only=True)
#: A template, filled for every letter of a batch.
TEMPLATE = Limits(20_000_000, 100_000_000, 30_000_000, 60_000_000, 5_000, 5_000_000, 500, xml_only=True)
#: What LibreOffice is given to print; it has a limit of time of its own.
OFFICE = Limits(200_000_000, 400_000_000, 100_000_000, 100_000_000, 5_000, 5_000_000, 500, xml_only=True)
#: 20,000 recipients with ten files each.
PACKET = Limits(1 << 40, 4_000_000_000, 4_000_000_000, 4_000_000_000, 200_000, 100_000, 100)

#: An SOP of sixty rows is some 30 KB, a chapter of fifty pages 150 KB; beyond this reading would only cost time.
TEXT_BYTES = 1_000_000
#: A list of 20,000 recipients as CSV.
TABLE_BYTES = 20_000_000
#: Larger than the manifest of 20,000 recipients with ten files each.
JSON_BYTES = 100_000_000
#: A logo of 40 megapixels is a mistake or an attack; 10 MB likewise.
PICTURE_BYTES, PICTURE_PIXELS = 10_000_000, 40_000_000
#: Pictures in a Word text are shrunk when they are printed.
WORD_PICTURE_PIXELS = 80_000_000
#: A scanned report of a thousand pages; more would not fit into the memory of an office's computer when it is joined.
PDF_BYTES = 500_000_000
#: An annex: a telephone's photo has 12 to 64 megapixels; a PNG, unpacked whole to be read, at most PICTURE_PIXELS.
ANNEX_PICTURE_BYTES, ANNEX_JPEG_PIXELS = 60_000_000, 80_000_000
#: What doctool itself made and finds again whole: more than any report with its lampiran.
MADE_BYTES = 1_000_000_000
