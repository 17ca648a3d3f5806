"""The style sheet of an HTML document: fixed rules, the papers of its pages, and one class for each look in use.

Every length is a multiple of `--u`, the point of the page: a real point on paper, on the screen less where the
window is narrower than the sheet. No element has a style of its own, so the document can name the hash of its one
style sheet and forbid every other (Content Security Policy Level 3, 8.3).
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from doctool.drawing import Page
from doctool.units import to_mm
from doctool.write.fonts import family
from doctool.write.svg_text import number

_FIXED = """
*{box-sizing:border-box}
html{color-scheme:only light;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:#e3e6ea;color:#000;line-height:1.5}
.sr{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
a{color:#0b3d91}
a:focus-visible,input:focus-visible,.gulung:focus-visible{outline:3px solid #c2410c;outline-offset:2px}
.lewati{position:absolute;left:1rem;top:-4rem;padding:.5rem 1rem;background:#fff;z-index:2}
.lewati:focus{top:.5rem}
.atas{max-width:1122px;margin:0 auto;padding:1rem 1rem 0}
.atas h1{font-size:1.15rem;line-height:1.3;margin:0 0 .4rem}
.atas ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem .5rem;margin:0 0 .4rem;padding:0}
.atas li a{display:block;padding:.2rem .6rem;background:#fff;border:1px solid #8a94a3;border-radius:.25rem}
.atas label{display:inline-block;padding:.2rem 0}
.gulung{overflow-x:auto;padding:1rem 0}
.hal{position:relative;margin:0 auto;background:#fff;box-shadow:0 1px 5px #0006;overflow:hidden;
forced-color-adjust:none;--u:min(1pt,calc((100vw - 2rem)/var(--w)));
width:calc(var(--u)*var(--w));height:calc(var(--u)*var(--h))}
body:has(#asli:checked) .hal{--u:1pt}
.hal p,.hal h2{margin:0}
.hal table{position:absolute;table-layout:fixed;border-collapse:separate;border-spacing:0;
left:calc(var(--u)*var(--x));top:calc(var(--u)*var(--y))}
.hal td,.hal th{padding:0;font:inherit;text-align:left}
.hal img,.bingkai{display:block;margin:0 auto}
.bingkai{border:calc(var(--u)*.75) dashed #999}
.hal p{word-spacing:99em;overflow-wrap:anywhere}
.hal .l{white-space:nowrap;word-spacing:0}
.hal .p{white-space:pre}
.hal .m{white-space:pre}
.hal .kaki{position:absolute}
.lapis{position:absolute;left:0;top:0;width:100%;height:100%;pointer-events:none}
.lapis text{pointer-events:auto}
.simbol{position:absolute;overflow:visible;left:calc(var(--u)*var(--x));top:calc(var(--u)*var(--y));
width:calc(var(--u)*var(--dx));height:calc(var(--u)*var(--dy))}
.simbol .simbol{left:0;top:0;width:100%;height:100%}
a.simbol{z-index:1;scroll-margin:40vh;color:#000}
a.simbol:hover polygon{fill:#dbe7ff}
.putar{display:flex;flex-direction:column;writing-mode:vertical-rl;transform:rotate(180deg)}
@media screen{a.simbol:target{outline:3px solid #c2410c;outline-offset:4px}}
@media print{
body{background:none}
.lewati,.atas{display:none}
.gulung{overflow:visible;padding:0}
.gulung+.gulung{break-before:page}
body .hal,body:has(#asli:checked) .hal{--u:1pt;margin:0;box-shadow:none;break-inside:avoid;
height:calc(1pt*var(--h) - 1px)}
.hal a{color:#000;text-decoration:none}
}
"""


def length(twips: float) -> str:
    """`twips` in CSS, as a multiple of the page's point."""
    return f"calc(var(--u)*{number(twips)})" if twips else "0"


def font_list(font: str) -> str:
    """The CSS list of `font`, its free twin and a generic face; whatever `font` is, it stays one name."""
    stand_in = family(font)
    names = [font, stand_in.substitute] if stand_in.substitute else [font]
    return ",".join([*(_quoted(name) for name in names), stand_in.css])


def _quoted(name: str) -> str:
    return '"' + re.sub(r"[^A-Za-z0-9 _-]", lambda sign: f"\\{ord(sign[0]):x} ", name) + '"'


class StyleSheet:
    """Collects looks; each gets a class of its own, in the order in which they are first asked for."""

    def __init__(self) -> None:
        self._classes: dict[str, str] = {}
        self._papers: dict[tuple[int, int], str] = {}

    def look(self, **declarations: str) -> str:
        """The class of these declarations ("font_size" is font-size, "x" is the variable --x); empty ones fall out."""
        text = ";".join(f"{_property(key)}:{value}" for key, value in declarations.items() if value)
        return self._classes.setdefault(text, f"g{len(self._classes) + 1}") if text else ""

    def paper(self, page: Page) -> str:
        """The class that gives a sheet the size of `page`, on the screen and on paper."""
        return self._papers.setdefault((page.width, page.height), f"kertas{len(self._papers) + 1}")

    def text(self, base_font: str) -> str:
        """The whole sheet; `base_font` is the font of all that names no other."""
        rules = [_FIXED.strip(), f"body{{font-family:{font_list(base_font)}}}"]
        for (width, height), name in self._papers.items():
            size = f"{to_mm(width):.1f}mm {to_mm(height):.1f}mm"
            rules.append(f"@page {name}{{size:{size};margin:0}}")
            rules.append(f".{name}{{page:{name};--w:{number(width)};--h:{number(height)}}}")
        rules += [f".hal .{name},.hal.{name}{{{text}}}" for text, name in self._classes.items()]
        return "\n".join(rules) + "\n"


def _property(key: str) -> str:
    return f"--{key}" if key in ("x", "y", "dx", "dy") else key.replace("_", "-")


def policy(style: str) -> str:
    """The Content-Security-Policy of a document whose only style sheet is `style`: nothing else may load or run."""
    digest = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
