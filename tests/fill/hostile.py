"""Hostile templates: what people are known to write into Jinja templates to run programs, read secrets or take all the
time and memory of a machine, and the places of a Word file where they write it.

`CANARY` stands in the environment, `TRACE` is a file that some of them would make: neither may ever be seen.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls

from doctool.letters.templates import own_template
from doctool.model.surat import Jenis

SECRET, CANARY, TRACE = "DOCTOOL_KENARI", "kenari-7f3a91", "jejak-kenari.txt"
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_ENV = f"os.environ['{SECRET}']"
_RUN = f"os.popen('echo {CANARY} > {TRACE}').read()"

#: What would run a program or read what is not the letter's.
ESCAPES = {
    "mro": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "base": "{{ ().__class__.__base__.__subclasses__() }}",
    "bases": "{{ [].__class__.__bases__[0].__subclasses__()[40] }}",
    "berkas": "{{ ''.__class__.__mro__[1].__subclasses__()[40]('/etc/passwd').read() }}",
    "kurung siku": "{{ ''['__class__']['__mro__'] }}",
    "heksadesimal": r"{{ ''['\x5f\x5fclass\x5f\x5f'] }}",
    "saringan attr": "{{ ''|attr('__class__')|attr('__mro__') }}",
    "attr tersambung": "{{ ''|attr('__cl'~'ass__') }}",
    "attr nama data": "{{ hal|attr('__class__') }}",
    "map attr": "{{ ['']|map('attr', '__class__')|list }}",
    "map attribute": "{{ ['']|map(attribute='__class__')|list }}",
    "map attribute panjang": "{{ [hal]|map(attribute='__class__.__mro__')|first }}",
    "selectattr": "{{ [hal]|selectattr('__class__')|list }}",
    "groupby": "{{ [hal]|groupby('__class__') }}",
    "sort attribute": "{{ [hal, 'x']|sort(attribute='__class__.__name__')|join }}",
    "sum attribute": "{{ [hal]|sum(attribute='__class__') }}",
    "unique attribute": "{{ [hal]|unique(attribute='__class__')|list }}",
    "cycler": f"{{{{ cycler.__init__.__globals__.{_ENV} }}}}",
    "cycler jadi": f"{{{{ cycler('a').__init__.__globals__.{_RUN} }}}}",
    "cycler next": f"{{{{ cycler('a').next.__globals__.{_RUN} }}}}",
    "joiner": f"{{{{ joiner.__init__.__globals__.{_RUN} }}}}",
    "namespace": f"{{{{ namespace.__init__.__globals__.{_ENV} }}}}",
    "namespace isi": f"{{% set n = namespace(a=cycler) %}}{{{{ n.a.__init__.__globals__.{_RUN} }}}}",
    "lipsum": f"{{{{ lipsum.__globals__.{_RUN} }}}}",
    "lipsum kurung": f"{{{{ lipsum['__globals__'].{_ENV} }}}}",
    "kelas range": "{{ range.__class__.__mro__ }}",
    "dict": "{{ dict.__base__.__subclasses__() }}",
    "loop": f"{{% for x in [1] %}}{{{{ loop.__init__.__globals__.{_ENV} }}}}{{% endfor %}}",
    "loop konteks": "{% for x in [1] %}{{ loop._iterator }}{{ loop._recurse }}{% endfor %}",
    "makro": f"{{% macro m() %}}{{% endmacro %}}{{{{ m.__globals__.{_RUN} }}}}",
    "makro fungsi": f"{{% macro m() %}}{{% endmacro %}}{{{{ m._func.__globals__.{_ENV} }}}}",
    "caller": "{% macro m() %}{{ caller.__class__ }}{% endmacro %}{% call m() %}x{% endcall %}",
    "self": f"{{{{ self.__init__.__globals__.{_RUN} }}}}",
    "self konteks": "{{ self._TemplateReference__context.environment.filters }}",
    "request": f"{{{{ request.application.__globals__.__builtins__.__import__('os').{_ENV[3:]} }}}}",
    "config": f"{{{{ config.__class__.__init__.__globals__['os'].{_RUN[3:]} }}}}",
    "config items": "{{ config.items() }}",
    "environ": f"{{{{ {_ENV} }}}}",
    "import fungsi": f"{{{{ __import__('os').{_RUN[3:]} }}}}",
    "url_for": f"{{{{ url_for.__globals__.{_RUN} }}}}",
    "get_flashed_messages": f"{{{{ get_flashed_messages.__globals__.{_ENV} }}}}",
    "tak dikenal": f"{{{{ tiada.__init__.__globals__.{_ENV} }}}}",
    "tak dikenal default": f"{{{{ (tiada|default('')).__class__.__init__.__globals__.{_ENV} }}}}",
    "format": "{{ '{0.__class__.__mro__}'.format(hal) }}",
    "format_map": "{{ '{hal.__class__}'.format_map({'hal': hal}) }}",
    "format kurung": "{{ ''['format'] }}{{ '{0.__class__}'['format'](hal) }}",
    "format lewat attr": "{{ ('{0.__class__}'|attr('format'))(hal) }}",
    "saringan format": "{{ '%s'|format(hal.__class__) }}",
    "saringan format lebar": "{{ '%1000000000d'|format(1) }}",
    "persen": "{{ '%s' % hal.__class__ }}",
    "persen lebar": "{{ '%1000000000d' % 1 }}",
    "safe": "{{ '</w:t></w:r></w:p><w:p/>'|safe }}",
    "xmlattr": "{{ {'a': hal}|xmlattr }}",
    "tojson": "{{ kop|tojson }}",
    "pprint": "{{ kop|pprint }}",
    "urlize": "{{ 'http://a.b/<x>'|urlize }}",
    "autoescape": "{% autoescape false %}{{ '<w:br/>' }}{% endautoescape %}",
    "include": "{% include '/etc/passwd' %}",
    "include diam": "{% include 'tiada' ignore missing %}",
    "import": "{% import 'os' as os %}{{ os.environ }}",
    "from import": "{% from 'os' import popen %}{{ popen('id') }}",
    "extends": "{% extends '/etc/passwd' %}",
    "do": "{% do [].append(1) %}",
    "mengubah data": "{{ tembusan.append('x') }}{{ tembusan.clear() }}",
    "mengubah peta": "{{ penandatangan.update({'nama': 'x'}) }}{{ penandatangan.__setitem__('nama', 'x') }}",
    "kode": "{{ (hal.encode()).decode.__self__.__class__ }}",
    "bytes": "{{ hal.encode('utf-16').hex() }}",
    "terjemah": "{{ hal.translate({65: 'x' * 1000}) }}",
    "maketrans": "{{ hal.maketrans('a', 'b').__class__ }}",
}  # fmt: skip
#: Something done again and again with a text of a megabyte.
_LONG = "{{% set v = 'x' * 999999 %}}{{% set w = v ~ '' %}}{{% for i in range(99999) %}}{}{{% endfor %}}"
#: What would take all the time or memory.
BOMBS = {
    "kali": "{{ 'x' * 10000000000 }}",
    "kali daftar": "{{ [0] * 10000000000 }}",
    "kali tupel": "{{ ((0,) * 1000000) * 100000 }}",
    "kali kiri": "{{ 9999999999 * 'x' }}",
    "pangkat bertingkat": "{{ 9 ** 9 ** 9 ** 9 }}",
    "pangkat besar": "{{ (2 ** 64) ** 64 ** 3 }}",
    "pangkat pecahan": "{{ 10.0 ** 400 }}",
    "kuadrat": "{% set n = namespace(v=9) %}{% for i in range(99) %}{% set n.v = n.v * n.v %}{% endfor %}{{ n.v }}",
    "range": "{% for i in range(10000000000) %}x{% endfor %}",
    "range kosong": "{% for i in range(999999999) %}{% endfor %}",
    "range daftar": "{{ range(999999999)|list|length }}",
    "range negatif": "{% for i in range(999999999, 0, -1) %}{% endfor %}",
    "bersarang": "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{% endfor %}"
                 "{% endfor %}{% endfor %}",
    "bersarang bersyarat": "{% for a in range(99999) if a % 2 %}{% for b in range(99999) if b > a %}x{% endfor %}"
                           "{% endfor %}",
    "ganda tilde": "{% set n = namespace(v='xx') %}{% for i in range(60) %}{% set n.v = n.v ~ n.v %}{% endfor %}"
                   "{{ n.v }}",
    "ganda tambah": "{% set n = namespace(v='xx') %}{% for i in range(60) %}{% set n.v = n.v + n.v %}{% endfor %}"
                    "{{ n.v|length }}",
    "ganda daftar": "{% set n = namespace(v=[0]) %}{% for i in range(60) %}{% set n.v = n.v + n.v %}{% endfor %}"
                    "{{ n.v|length }}",
    "ganda bersarang": "{% set n = namespace(v=[0]) %}{% for i in range(60) %}{% set n.v = [n.v, n.v] %}{% endfor %}"
                       "{{ n.v|string }}",
    "ganda peta": "{% set n = namespace(v={}) %}{% for i in range(60) %}{% set n.v = {'a': n.v, 'b': n.v} %}"
                  "{% endfor %}{{ n.v|length }}",
    "ganda blok": "{% set n = namespace(v='xx') %}{% for i in range(60) %}{% set n.v %}{{ n.v }}{{ n.v }}{% endset %}"
                  "{% endfor %}{{ n.v }}",
    "ganda makro": "{% macro m(t, i) %}{% if i %}{{ m(t ~ t, i - 1) }}{% else %}{{ t }}{% endif %}{% endmacro %}"
                   "{{ m('xx', 60) }}",
    "makro biak": "{% macro m(i) %}{% if i %}{{ m(i - 1) }}{{ m(i - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "makro tak berakhir": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "makro pemanggil": "{% macro m() %}{{ caller() }}{{ caller() }}{% endmacro %}{% macro r(i) %}{% if i %}"
                       "{% call m() %}{{ r(i - 1) }}{% endcall %}{% endif %}{% endmacro %}{{ r(60) }}",
    "ulang rekursif": "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "ulang biak": "{% for x in [1, 2] recursive %}{{ loop([1, 2]) }}{% endfor %}",
    "ulang teks": "{% set n = namespace(v='xx') %}{% for i in range(40) %}{% for c in n.v %}{% endfor %}"
                  "{% set n.v = n.v.replace('x', 'xx') %}{% endfor %}",
    "ljust": "{{ 'x'.ljust(10000000000) }}",
    "rjust": "{{ hal.rjust(999999999) }}",
    "center": "{{ hal.center(999999999) }}",
    "zfill": "{{ '1'.zfill(10000000000) }}",
    "expandtabs": "{{ '\t'.expandtabs(999999999) }}",
    "replace": "{{ ('x' * 99999).replace('x', 'y' * 99999) }}",
    "replace kosong": "{{ ('x' * 99999).replace('', 'y' * 99999) }}",
    "saringan replace": "{{ ('x' * 99999)|replace('x', 'y' * 99999) }}",
    "join": "{{ ('y' * 99999).join(['x'] * 99999) }}",
    "saringan join": "{{ (['x'] * 99999)|join('y' * 99999) }}",
    "join range": "{{ range(99999)|join('y' * 99999) }}",
    "batch": "{{ [1]|batch(999999999, 'x')|list }}",
    "slice": "{{ [1]|slice(999999999)|list }}",
    "saringan center": "{{ hal|center(999999999) }}",
    "indent": "{{ ('x\n' * 99999)|indent(99999) }}",
    "wordwrap": "{{ ('x ' * 9999999)|wordwrap(1) }}",
    "round": "{{ 1.5|round(999999999) }}",
    "cycler besar": "{% set c = cycler(*range(99999)) %}{% for i in range(99999) %}{{ c.next() }}"
                    "{% for j in range(999) %}{% endfor %}{% endfor %}",
    "joiner besar": "{% set j = joiner('x' * 999999) %}{% for i in range(9999) %}{{ j() }}{% endfor %}",
    "urut": "{% for i in range(99999) %}{{ range(99999)|sort|first }}{% endfor %}",
    "dictsort": "{% for i in range(99999) %}{{ penandatangan|dictsort|length }}{{ range(9999)|list|length }}"
                "{% endfor %}",
    "split": "{% for i in range(99999) %}{{ ('x ' * 9999).split()|length }}{% endfor %}",
    "wordcount": "{% for i in range(99999) %}{{ ('x ' * 99999)|wordcount }}{% endfor %}",
    "potong berulang": _LONG.format("{% if v[1:] %}{% endif %}"),
    "balik berulang": _LONG.format("{% if v[::-1] %}{% endif %}"),
    "banding berulang": _LONG.format("{% if v == w %}{% endif %}"),
    "cari berulang": _LONG.format("{% if 'y' in v %}{% endif %}"),
    "uji berulang": _LONG.format("{% if v is lower %}{% endif %}"),
    "uji in berulang": _LONG.format("{% if 'y' is in(v) %}{% endif %}"),
    "islower berulang": _LONG.format("{% if v.islower() %}{% endif %}"),
    "count berulang": _LONG.format("{% if v.count('x') %}{% endif %}"),
    "startswith berulang": _LONG.format("{% if v.startswith(w) %}{% endif %}"),
    "daftar berulang": "{% set v = range(99999)|list %}{% for i in range(99999) %}{% if v.count('x') %}{% endif %}"
                       "{% if 'x' in v %}{% endif %}{% if v[1:] == v[:-1] %}{% endif %}{% endfor %}",
    "range berulang": "{% set v = range(99999) %}{% for i in range(99999) %}{% if v.count('x') %}{% endif %}"
                      "{% endfor %}",
    "in range berulang": "{% set v = range(99999) %}{% for i in range(99999) %}{% if 'x' in v %}{% endif %}"
                         "{% endfor %}",
    "saring berulang": "{% set v = 'x' * 999999 %}{% for i in range(99999) if v is upper %}{% endfor %}",
    "pilih berulang": "{% set v = 'x' * 999999 %}{{ range(99999)|select('in', v)|list|length }}",
    "rekursif lebar": "{% for x in [1] recursive %}{% if loop.depth < 3 %}{{ loop(range(9999)) }}{% else %}"
                      + "xy" * 60 + "{% endif %}{% endfor %}",
    "rekursif dalam": "{% for x in [1] recursive %}{% if loop.depth < 4 %}{{ loop(range(9999)) }}{% endif %}"
                      "{% endfor %}",
    "blok diri": "{% block a %}{{ self.a() }}{{ self.a() }}{% endblock %}",
    "blok berulang": "{% for i in range(99999) %}{% block b %}" + "xy" * 90 + "{% endblock %}{% endfor %}",
    "blok saringan": "{% for i in range(99999) %}{% filter upper %}" + "xy" * 90 + "{% endfilter %}{% endfor %}",
    "for berlapis": "{% for a in [1] %}" * 60 + "{% endfor %}" * 60,
    "if berlapis": "{% if hal %}" * 300 + "{% endif %}" * 300,
    "kurung berlapis": "{{ " + "(" * 20000 + "1" + ")" * 20000 + " }}",
    "daftar berlapis": "{{ " + "[" * 20000 + "1" + "]" * 20000 + " }}",
    "bukan berlapis": "{{ " + "not " * 20000 + "1 }}",
    "atribut berlapis": "{{ hal" + ".x" * 20000 + " }}",
    "tambah berlapis": "{{ 1" + " + 1" * 20000 + " }}",
    "angka panjang": "{{ " + "9" * 20000 + " }}",
    "pembuka saja": "{{ " * 30000,
    "pembuka perintah saja": "{%p " * 30000,
    "kurawal saja": "{" * 100000,
    "syarat panjang": "{% for i in range(99999) %}{% for j in range(9) %}" + "{% if i == 1 %}{% endif %}" * 1500
                      + "{% endfor %}{% endfor %}",
    "makro panjang": "{% macro m() %}" + "{% if hal == 1 %}{% endif %}" * 1500 + "{% endmacro %}"
                     "{% for i in range(99999) %}{{ m() }}{% endfor %}",
    "pilih dalam teks": "{% set v = 'x' * 999999 %}{{ (['y'] * 99999)|select('in', v)|list|length }}",
    "semua buka lalu tutup": "{{ " * 30000 + " }}" * 30000,
    "isi surat berulang": "{% for i in range(99999) %}{{ kop }}{% endfor %}",
    "teks tetap berulang": "{% for i in range(99999) %}" + "xy" * 90 + "{% endfor %}",
}  # fmt: skip
#: What does no harm: it may be filled, and prints only what stands in it.
HARMLESS = {
    "raw": "{% raw %}{{ ''.__class__ }}{% endraw %}",
    "teks tanda": "{{ '{{ hal.__class__ }}' }}",
    "escape": "{{ '<w:br/>'|e }}",
    "hitung": "{{ 7 * 7 }}",
    "penutup saja": "{{ hal }}" + " }}" * 30000 + " %}" * 30000,
    "int basis": "{{ ('9' * 999999)|int }}",
    "jumlah pangkat": "{{ range(9)|map('int')|sum(start=9**9**9) }}",
    "pangkat": "{{ 10 ** 10 ** 10 }}",
    "daftar": "{% for i in range(3) %}{{ i }}{% endfor %}",
}
HOSTILE = ESCAPES | BOMBS
#: The places of a Word file, with their names in the message that refuses it.
PLACES = {
    "body": "badan surat", "table": "badan surat", "header": "kepala halaman", "footer": "kaki halaman",
    "footnote": "catatan kaki", "title": "properti berkas",
}  # fmt: skip


def with_payload(payload: str, place: str, kind: Jenis = "dinas") -> bytes:
    """doctool's own template of `kind` with `payload` at a place of `PLACES`."""
    document = Document(io.BytesIO(own_template(kind)))
    _PUT[place](document, payload)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def add_footnote(document: Any, payload: str) -> None:
    """Give `document` footnotes with one that says `payload`."""
    blob = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {nsdecls("w")}><w:footnote w:id="2">'
        f'<w:p><w:r><w:t xml:space="preserve">{escape(payload)}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    ).encode()
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _title(document: Any, payload: str) -> None:
    document.core_properties.title = "x"
    for element in document.core_properties._element:
        if element.text == "x":
            element.text = payload


def _table(document: Any, payload: str) -> None:
    document.add_table(1, 2).rows[0].cells[1].text = payload


_PUT: dict[str, Callable[[Any, str], None]] = {
    "body": lambda document, payload: document.add_paragraph(payload),
    "table": _table,
    "header": lambda document, payload: document.sections[0].header.add_paragraph(payload),
    "footer": lambda document, payload: document.sections[0].footer.add_paragraph(payload),
    "footnote": add_footnote,
    "title": _title,
}
