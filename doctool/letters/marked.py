"""doctool's own templates with SRIKANDI's markers in place of what SRIKANDI fills: number, date, signer."""

from __future__ import annotations

import io
import re
import zipfile

from doctool.fill.markers import marker
from doctool.letters.templates import own_template
from doctool.model.surat import Jenis

#: The kinds that SRIKANDI numbers.
MARKED_KINDS: tuple[Jenis, ...] = ("dinas", "nota-dinas", "pengantar", "undangan")
_DOCUMENT = "word/document.xml"
#: Texts of the templates and what stands for them.
_INSTEAD = (
    ("{{ nomor }}", marker("nomor_naskah")),
    ("{{ tanggal }}", marker("tanggal_naskah")),
    ("{{ tempat_tanggal }}", f"{{% if tempat %}}{{{{ tempat }}}}, {{% endif %}}{marker('tanggal_naskah')}"),
    ("{{ penandatangan.nama }}", marker("nama_pengirim")),
    ("{{ penandatangan.nip }}", f"NIP. {marker('nip_pengirim')}"),
    ("{{ penandatangan.ttd }}", marker("ttd_pengirim")),
)
#: The signer's post, but not behind the tab of one who signs for another (a.n.): that has several lines, of which only
#: his own is SRIKANDI's, so it stays doctool's to print.
_POST = re.compile(r'(?<!<w:tab/>)(<w:t xml:space="preserve">)\{\{ penandatangan\.jabatan \}\}(?=</w:t>)')


def marked_template(kind: Jenis) -> bytes:
    """doctool's own template of `kind` with markers; the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(own_template(kind))) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == _DOCUMENT:
                text = data.decode("utf-8")
                for own, instead in _INSTEAD:
                    text = text.replace(own, instead)
                data = _POST.sub(rf"\1{marker('jabatan_pengirim')},", text).encode("utf-8")
            target.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
