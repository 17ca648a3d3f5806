"""What doctool stands on is not older than it may be, and no module does what none may."""

from __future__ import annotations

import pytest

from benchmarks.scorecard import source_rules
from benchmarks.scorecard.source_rules import breaches, breaches_of, files, pinned, too_old


def test_libraries_are_as_new_as_they_must_be(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(too_old()) == []
    assert list(pinned()) == []
    monkeypatch.setattr(source_rules, "version", lambda name: "6.0.9")
    assert "lxml 6.0.9, at least 6.1.0" in list(too_old())


def test_no_module_does_what_none_may() -> None:
    assert len(files()) > 500
    assert [one for path in files() for one in breaches(path)] == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("yaml.load(text)", "yaml.load()"), ("subprocess.run(line, shell=True)", "shell=True"),
        ("book.save(path)", "save() to a path"), ("eval(text)", "eval()"), ("import pickle", "import of pickle"),
        ("from shelve import open", "import of shelve"), ("os.system(line)", "system()"),
        ("jinja2.Environment()", "Environment()"), ("docxtpl.DocxTemplate(path)", "DocxTemplate()"),
        ("archive.extractall(folder)", "extractall()"),
    ],
)
def test_a_breach_is_seen(source: str, fault: str) -> None:
    ((line, said),) = breaches_of(source, "doctool/baru.py")
    assert line == 1
    assert said.startswith(fault)


def test_what_is_saved_to_memory_or_only_read_is_no_breach() -> None:
    saved = "small, large = BytesIO(), io.BytesIO()\nimage.save(large, 'PNG')"
    assert list(breaches_of(saved, "doctool/baru.py")) == []
    assert list(breaches_of("Environment(autoescape=True)", "doctool/fill/lint_code.py")) == []
    assert [said for _, said in breaches_of("a.render(values)", "doctool/fill/docxtpl_way.py")] == [
        "render() without the sandbox"
    ]
    assert list(breaches_of("a.render(values, environment())", "doctool/fill/docxtpl_way.py")) == []
