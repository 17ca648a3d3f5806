"""Lists of a Word file: levels, kinds of numbers, starts and restarts as Word counts them."""

from __future__ import annotations

from doctool.prose.directives import Blocks
from tests.prose.word_files import codes, finding, num, p, read, shape


def level(at: int, fmt: str, text: str = "", start: int = 1, style: str = "") -> str:
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{styled}'
        f'<w:lvlText w:val="{text or f"%{at + 1}."}"/><w:pPr><w:ind w:left="{720 * (at + 1)}"/></w:pPr></w:lvl>'
    )


NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{level(0, "decimal")}{level(1, "lowerLetter", "%2)")}'
    f'{level(2, "lowerRoman", "(%3)")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="1">{level(0, "bullet", "•")}{level(1, "bullet", "o")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{level(0, "upperRoman", start=3)}{level(1, "decimal", "%1.%2")}'
    "</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="3">{level(0, "ordinal")}{level(1, "none", "Pasal")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="4">{level(0, "upperLetter", style="ListKu")}</w:abstractNum>'
    + "".join(f'<w:num w:numId="{key + 1}"><w:abstractNumId w:val="{key}"/></w:num>' for key in range(5))
    + '<w:num w:numId="9"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
)


def listed(*items: tuple[str, int, int] | str) -> Blocks:
    """Paragraphs of lists (text, list, level), or of none."""
    body = "".join(p(one) if isinstance(one, str) else p(one[0], props=num(one[1], one[2])) for one in items)
    return read(body, parts={"numbering": NUMBERING})


def test_levels_and_kinds() -> None:
    found = listed(("a", 1, 0), ("b", 1, 1), ("c", 1, 2), ("d", 1, 1), ("e", 1, 0), ("f", 2, 0), ("g", 2, 1))
    assert shape(found.blok) == [
        ("1", 1, [["a", ("a", 1, [["b", ("i", 1, [["c"]])], ["d"]])], ["e"]]),
        ("titik", 1, [["f", ("titik", 1, [["g"]])]]),
    ]
    assert found.temuan == ()


def test_numbers_go_on_after_other_paragraphs_and_start_again() -> None:
    found = listed(("a", 1, 0), ("b", 1, 0), "x", ("c", 1, 0), "y", ("d", 9, 0), ("e", 9, 0), ("f", 3, 0))
    assert shape(found.blok) == [
        ("1", 1, [["a"], ["b"]]), "x", ("1", 3, [["c"]]), "y", ("1", 1, [["d"], ["e"]]), ("I", 3, [["f"]]),
    ]  # fmt: skip


def test_a_restart_right_after_a_list_is_a_list_of_its_own() -> None:
    found = listed(("a", 1, 0), ("b", 1, 0), ("c", 9, 0))
    assert shape(found.blok) == [("1", 1, [["a"], ["b"]]), ("1", 1, [["c"]])]


def test_deeper_numbers_start_again_below_a_new_item() -> None:
    found = listed(("a", 1, 0), ("b", 1, 1), ("c", 1, 0), ("d", 1, 1))
    assert shape(found.blok) == [("1", 1, [["a", ("a", 1, [["b"]])], ["c", ("a", 1, [["d"]])]])]


def test_a_bullet_list_within_a_numbered_one_by_its_indent() -> None:
    found = listed(("a", 1, 0), ("b", 2, 1), ("c", 1, 0))
    assert shape(found.blok) == [("1", 1, [["a", ("titik", 1, [["b"]])], ["c"]])]


def test_indented_paragraphs_belong_to_their_item() -> None:
    body = p("a", props=num(1)) + p("lanjutan", props='<w:ind w:left="720"/>') + p("b", props=num(1)) + p("luar")
    found = read(body, parts={"numbering": NUMBERING})
    assert shape(found.blok) == [("1", 1, [["a", "lanjutan"], ["b"]]), "luar"]


def test_labels_that_the_report_writes_otherwise_are_named() -> None:
    found = listed(("a", 3, 0), ("b", 3, 1), ("c", 4, 0), ("d", 4, 1))
    assert shape(found.blok) == [("I", 3, [["a", ("1", 1, [["b"]])]]), ("1", 1, [["c", ("titik", 1, [["d"]])]])]
    assert sorted(one.message.split('"')[1] for one in found.temuan) == ["%1.", "%1.%2", "Pasal"]
    assert set(codes(found)) == {"M34"}


def test_lists_by_style_none_by_zero_typed_numbers_stay() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="ListKu"><w:name w:val="Butir Kami"/><w:pPr><w:numPr>'
        '<w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    )
    body = p("a", style="ListKu") + p("b", style="ListKu", props=num(0)) + p("1. ketikan") + p("hilang", props=num(77))
    found = read(body, parts={"styles": styles, "numbering": NUMBERING})
    assert shape(found.blok) == [("A", 1, [["a"]]), "b", "1. ketikan", "hilang"]


def test_directives_that_cannot_stand_in_a_list() -> None:
    assert finding(listed(("[tabel: renstra]", 1, 0)), "M03").where.place == "badan, alinea 1"
