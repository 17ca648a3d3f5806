"""Templates come from outside: they reach data and nothing else, and take no more than a letter may cost."""

from __future__ import annotations

from typing import Any

import pytest
from jinja2 import TemplateError, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from markupsafe import Markup

from doctool.fill.environment import ALLOWED_FILTERS, environment
from doctool.fill.meter import TemplateLimitError, metered

MANY = "{% for a in range(100000) %}"


def filled(source: str, **values: Any) -> str:
    with metered():
        return environment().from_string(source).render(values)


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("{{ a }}", "x&lt;"),
        ("{{ b.c }} {{ b['c'] }}", "1 1"),
        ("{{ a|upper }} {{ a ~ '<' ~ 3 }}", "X&lt; x&lt;&lt;3"),
        ("{{ [1, 2]|join(', ') }} {{ range(3)|join }}", "1, 2 012"),
        ("{{ tiada|default('tidak') }} {{ tiada is defined }}", "tidak False"),
        ("{% for i in range(3) %}{{ loop.index }}{{ i * 2 }};{% endfor %}", "10;22;34;"),
        ("{% set x %}a{{ a }}{% endset %}{{ x }}{{ x }}", "ax&lt;ax&lt;"),
        ("{% set n = namespace(j=0) %}{% for i in range(4) %}{% set n.j = n.j + i %}{% endfor %}{{ n.j }}", "6"),
        ("{% macro m(t) %}<{{ t }}>{% endmacro %}{{ m(a) }}", "<x&lt;>"),
        ("{{ none }}{{ true }}{{ 1.5 }}", "NoneTrue1.5"),
        ("{{ [3, 1]|sort|join('-') }} {{ a.upper() }} {{ 'a,b'.split(',')|length }}", "1-3 X&lt; 2"),
        ("{{ 7 // 2 }} {{ 7 % 2 }} {{ 2 ** 3 }} {{ 'ab' * 2 }} {{ 1.25|round(1) }}", "3 1 8 abab 1.2"),
        ("[{{ 'x' if tiada is defined }}]", "[]"),
        ("{% with y = a %}{{ y }}{% endwith %}", "x&lt;"),
        ("{{ [1, 2, 3]|batch(2)|list|length }} {{ [{'k': 1}, {'k': 2}]|sum(attribute='k') }}", "2 3"),
    ],
)
def test_the_language(source: str, printed: str) -> None:
    assert filled(source, a="x<", b={"c": 1}) == printed


def test_markup_is_printed_as_it_is_and_text_is_not() -> None:
    assert filled("{{ a }}{{ b }}", a=Markup("<w:p/>"), b="<w:p/>") == "<w:p/>&lt;w:p/&gt;"


def test_a_key_with_the_name_of_a_method_is_the_method_as_in_jinja() -> None:
    with pytest.raises(SecurityError, match="tidak dapat dicetak"):
        filled("{{ b.items }}", b={"items": 1})
    assert filled("{{ b['items'] }}", b={"items": 1}) == "1"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ halx }}", '"halx"'),
        ("{{ b.gelar }}", '"gelar"'),
        ("{{ b.c.d }}", '"d"'),
        ("{% for k in halx %}{% endfor %}", '"halx"'),
        ("{{ [1, 2] }}", "daftar tidak dapat dicetak"),
        ("{{ b }}", "kelompok nama tidak dapat dicetak"),
        ("{{ a.__class__ }}", '"__class__"'),
        ("{{ a['__class__'] }}", '"__class__"'),
        ("{{ a.format(1) }}", '"format"'),
        ("{{ a.ljust(9) }}", "ljust"),
        ("{{ a.encode() }}", "encode"),
        ("{{ (1).to_bytes(9) }}", "to_bytes"),
        ("{{ '%9d' % 1 }}", "%"),
        ("{{ a|safe }}", "safe"),
        ("{{ a|attr('x') }}", "attr"),
        ("{{ [[1]]|sum(start=[]) }}", "penjumlahan"),
        ("{% include 'x' %}", "include"),
        ("{% import 'x' as y %}", "import"),
        ("{% from 'x' import y %}", "import"),
        ("{% extends 'x' %}", "extends"),
        ("{% autoescape false %}{{ a }}{% endautoescape %}", "autoescape"),
        ("{{ lipsum() }}", "lipsum"),
        ("{{ [[1]]|map('ulang*', -99999999)|list }}", "ulang*"),
        ("{{ [[1]]|map('safe')|list }}", "safe"),
        ("{{ b.update({'z': 1}) }}", "update"),
    ],
)
def test_what_is_refused(source: str, words: str) -> None:
    with pytest.raises(TemplateError) as raised:
        filled(source, a="x", b={"c": 1})
    assert words in str(raised.value.message)


@pytest.mark.parametrize(
    "source",
    [
        "{{ 'a' * 10 ** 10 }}",
        "{{ (9 ** 60) ** 60 }}",
        "{{ 9 ** 9999 }}",
        "{{ [1] * 10 ** 9 }}",
        "{% set n = 2 ** 60 * 2 ** 60 * 2 ** 60 %}{% for i in range(90000) %}{{ n }}{{ n }}{{ n }}{% endfor %}",
        "{{ range(10 ** 9)|list }}",
        f"{MANY}{MANY}{{% endfor %}}{{% endfor %}}",
        f"{MANY}{'x' * 5000}{{% endfor %}}",
        f"{MANY}{'{{ a }}' * 100}{{% endfor %}}",
        f"{MANY}{{{{ teks }}}}{{% endfor %}}",
        "{% set n = namespace(x=a) %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}{{ n.x }}",
        "{% set n = namespace(x=a) %}{% for i in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}{{ n.x }}",
        "{% set n = namespace(x=a) %}{% for i in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}",
        "{% set n = namespace(x=a) %}{% for i in range(60) %}{% set n.x = [n.x, n.x]|join %}{% endfor %}",
        "{% set n = namespace(x=a) %}{% for i in range(60) %}{% set n.x = n.x|replace('x', 'xx') %}{% endfor %}",
        "{% set n = namespace(x=a) %}{% for i in range(60) %}{% set n.x = n.x.replace('x', 'xx') %}{% endfor %}",
        "{{ ('b' * 1000000).join(range(1000)|map('string')) }}",
        "{{ range(1000)|join('b' * 1000000) }}",
        "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}",
        "{{ [1]|batch(10 ** 9, 'x')|list }}",
        "{{ 1.5|round(10 ** 9, 'ceil') }}",
    ],
)
def test_what_takes_too_much_is_refused_before_it_takes_it(source: str) -> None:
    with pytest.raises(TemplateLimitError):
        filled(source, a="x", teks="y" * 100_000)


def test_recursion_without_end() -> None:
    with pytest.raises(RecursionError):
        filled("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}")
    with pytest.raises(TemplateSyntaxError, match="recursive"):
        filled("{% for r in x recursive %}{{ loop(x) }}{% endfor %}", x=[1])


def test_a_large_letter_is_well_inside_its_budget() -> None:
    rows = [{"a": "teks " * 100, "b": "x"} for _ in range(2000)]
    source = "{% for r in rows %}" + "<w:tc/>" * 60 + "{{ r.a }}{{ r.b }}{% endfor %}"
    assert len(filled(source, rows=rows)) > 1_500_000


def test_every_filter_is_jinja_s_own() -> None:
    known = environment().filters
    assert {name for name in known if name.isidentifier()} == set(ALLOWED_FILTERS)
    assert {"safe", "attr", "center", "indent", "format", "xmlattr", "tojson"}.isdisjoint(known)


def test_rendering_needs_a_meter() -> None:
    with pytest.raises(LookupError):
        environment().from_string("{% for i in a %}{{ i }}{% endfor %}").render(a=[1])
