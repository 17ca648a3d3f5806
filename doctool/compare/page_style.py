"""The style sheet of the page that shows two SOPs side by side, on the screen and on paper."""

from __future__ import annotations

#: Colours of a change: the line and the ground.
COLOURS = {
    "baru": ("#1a7f37", "#a8e6b4"), "hapus": ("#c62828", "#ffb8b8"), "ubah": ("#9a5b00", "#ffdd80"),
    "pindah": ("#1558b0", "#aed2ff"),
}  # fmt: skip
_LINES = {"baru": "", "hapus": "6 3", "ubah": "2 2", "pindah": "8 2 2 2"}

_FIXED = """
*{box-sizing:border-box}
html{color-scheme:only light;-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{margin:0;background:#e8ebef;color:#111;font:15px/1.45 Arial,"Liberation Sans",sans-serif}
header,main>section{max-width:1900px;margin:0 auto;padding:1rem 1.25rem}
h1{font-size:1.35rem;margin:.2rem 0 .6rem;line-height:1.25}
h2{font-size:1.1rem;margin:.4rem 0 .6rem}
a{color:#0b3d91}
a:focus-visible{outline:3px solid #c2410c;outline-offset:2px}
.lewati{position:absolute;left:1rem;top:-4rem;padding:.5rem 1rem;background:#fff}
.lewati:focus{top:.5rem}
.dua{border-collapse:collapse;background:#fff;margin:.5rem 0}
.dua th,.dua td{border:1px solid #9aa4b1;padding:.25rem .6rem;text-align:left;vertical-align:top}
.dua thead th{background:#eef1f5}
.legenda{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;margin:.6rem 0;padding:0}
.legenda span{display:inline-block;width:1.6em;height:1em;vertical-align:-.12em;margin-right:.4em;border:2px solid}
.daftar{width:100%;border-collapse:collapse;background:#fff;table-layout:fixed}
.daftar th:nth-child(1){width:3.4rem}
.daftar th:nth-child(2){width:17%}
.daftar .kel th{width:auto}
.daftar th,.daftar td{border:1px solid #9aa4b1;padding:.3rem .5rem;text-align:left;vertical-align:top;
overflow-wrap:anywhere}
.daftar thead th{background:#eef1f5}
.daftar .kel th{background:#dfe5ec}
.daftar td:first-child{white-space:nowrap;border-left-width:6px}
.daftar p{margin:0}
.daftar tr:target td{background:#fff6d6}
ins{text-decoration:none;background:#c9f2d0;font-weight:bold}
del{background:#ffd4d4}
.pasangan{display:grid;grid-template-columns:1fr 1fr;gap:.8rem;margin:0 0 1.2rem;align-items:start}
.pasangan h3{grid-column:1/-1;margin:.4rem 0 0;font-size:1rem}
figure{margin:0}
figcaption{font-weight:bold;padding:.1rem 0 .3rem}
figure svg{display:block;width:100%;height:auto;background:#fff;box-shadow:0 1px 4px #0005}
.tiada{background:#fff;border:1px dashed #9aa4b1;padding:2rem;text-align:center;color:#444}
.tanda rect.latar{mix-blend-mode:multiply;fill-opacity:.55;stroke-width:1.2}
.tanda text{font:bold 10.5px Arial,"Liberation Sans",sans-serif;fill:#fff}
a.tanda:hover rect.latar{fill-opacity:.8}
.tanda:target rect.latar{stroke-width:3}
@page{size:A4 portrait;margin:12mm}
@media print{
body{background:#fff;font-size:9.5pt}
header,main>section{max-width:none;padding:0}
.lewati,.layar{display:none}
a{color:inherit;text-decoration:none}
.daftar thead{display:table-header-group}
.daftar tr{break-inside:avoid}
.daftar .kel{break-after:avoid}
.pasangan{display:block;break-before:page;margin:0}
.pasangan figure{break-inside:avoid;margin:0 0 3mm}
figure svg{box-shadow:none;border:.4pt solid #999;width:auto;max-width:100%;max-height:124mm;margin:0 auto}
.tegak figure svg{max-height:250mm}
.tegak figure+figure{break-before:page}
}
"""


def style() -> str:
    """The whole style sheet."""
    rules = [_FIXED.strip()]
    for name, (line, ground) in COLOURS.items():
        dash = f";stroke-dasharray:{_LINES[name]}" if _LINES[name] else ""
        rules.append(f".tanda.{name} rect.latar{{fill:{ground};stroke:{line}{dash}}}")
        rules.append(f".tanda.{name} rect.nomor{{fill:{line}}}")
        rules.append(f".legenda .{name}{{background:{ground};border-color:{line}}}")
        rules.append(f".daftar tr.{name} td:first-child{{border-left-color:{line}}}")
    return "\n".join(rules) + "\n"
