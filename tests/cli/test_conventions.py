"""What every command has in common: language, help, flags, exit codes, errors."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner, Result

from doctool.cli import language
from doctool.cli.main import cli
from doctool.errors import DoctoolError, ExitCode
from scripts.compile_locale import compile_po
from scripts.make_cli_docs import TARGET, document

PO = language.LOCALE / "id" / "LC_MESSAGES" / "doctool.po"


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, list(args), prog_name="doctool")


def commands(
    command: click.Command = cli, path: tuple[str, ...] = (), parent: click.Context | None = None
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        ctx = click.Context(command, info_name="doctool", parent=parent)
        for name in command.list_commands(ctx):
            child = command.get_command(ctx, name)
            assert child is not None
            yield from commands(child, (*path, name), ctx)


ALL = list(commands())


@pytest.mark.parametrize(("path", "command"), ALL, ids=[" ".join(path) or "doctool" for path, _ in ALL])
def test_help_tells_in_indonesian_and_ends_in_an_example(path: tuple[str, ...], command: click.Command) -> None:
    result = run(*path, "--help")
    assert result.exit_code == 0
    assert result.output.startswith(f"Pemakaian: {' '.join(('doctool', *path))} [OPSI]")
    assert "Contoh:\n    doctool " in result.output
    assert not re.search(r"Usage|Options|Show |\[default|Commands|COMMAND|\[OPTIONS\]", result.output)
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{parameter.name} has no help"


@pytest.mark.parametrize(("path", "command"), ALL, ids=[" ".join(path) or "doctool" for path, _ in ALL])
def test_every_command_knows_the_universal_flags(path: tuple[str, ...], command: click.Command) -> None:
    if isinstance(command, click.Group) and path:
        return
    known = {name for parameter in command.params for name in parameter.opts}
    assert {"--json", "-q", "-v", "--no-input", "--no-color", "--debug"} <= known


def test_docs_are_current() -> None:
    assert TARGET.read_text(encoding="utf-8") == document(), "run: python -m scripts.make_cli_docs"


def test_translation_is_compiled() -> None:
    compiled = PO.with_suffix(".mo").read_bytes()
    assert read_mo(BytesIO(compiled)).get("Usage:").string == "Pemakaian:"  # type: ignore[union-attr]
    assert compiled == compile_po(PO), "run: python -m scripts.compile_locale"


def test_every_message_of_click_is_translated() -> None:
    with PO.open("rb") as file:
        catalog = read_po(file)
    missing = []
    for _file, _line, message, _comments, _context in extract_from_dir(
        Path(click.__file__).parent, method_map=[("**.py", "python")]
    ):
        known = catalog.get(message)
        if known is None or not known.string:
            missing.append(message)
    assert missing == []


def test_placeholders_survive_translation() -> None:
    with PO.open("rb") as file:
        catalog = read_po(file)
    for message in catalog:
        if message.id:
            source = message.id if isinstance(message.id, str) else " ".join(message.id)
            target = message.string if isinstance(message.string, str) else " ".join(message.string)
            field = re.compile(r"\{\w+(?:!r)?\}|%\(\w+\)s")
            assert set(field.findall(target)) <= set(field.findall(source)), message.id


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["periska"], ["Galat: Tidak ada perintah 'periska'.", "Maksudnya 'periksa'?", "Petunjuk: 'doctool --help'."]),
        (["sop", "buta"], ["Tidak ada perintah 'buta'.", "Maksudnya 'buat'?"]),
        (["surat", "nomer"], ["Tidak ada perintah 'nomer'.", "Maksudnya 'nomor'?"]),
        (["surat", "invitaton"], ["Tidak ada perintah 'invitaton'.", "Maksudnya 'invitation'?"]),
        (["periksa", "--ketta"], ["Tidak ada opsi '--ketta'.", "Maksudnya '--ketat'?"]),
        (["periksa", "--format", "xml"], ["Nilai tidak sah untuk '--format'", "'teks', 'json', 'github'"]),
        (["periksa", "--tanggal", "kemarin"], ['"kemarin" bukan tanggal', "2024-01-09"]),
        (["periksa", "tiada.yaml"], ["'tiada.yaml' tidak ada."]),
        (["pdf", "gabung", "a.pdf"], ["Belum diisi: opsi '-o'"]),
        (["pdf", "gabung"], ["Belum diisi: argumen 'PDF...'"]),
        (["pdf", "gabung", "a.pdf", "-o"], ["Opsi '-o' perlu diikuti 1 nilai."]),
        (["dokter", "saya"], ["Ada argumen yang tidak dikenal (saya)"]),
        (["sop", "buat", "--format", "odt", "--semua"], ['"odt": format yang ada: docx, xlsx, pdf, svg, html']),
        (["sop", "buat"], ["Sebutkan SOP yang dibuat"]),
        (["sop", "buat", "--semua", "kota-medan"], ["salah satu saja"]),
    ],
)
def test_wrong_use_is_told_in_indonesian(args: list[str], words: list[str]) -> None:
    result = run(*args)
    assert result.exit_code == ExitCode.USAGE
    assert result.stdout == ""
    for word in words:
        assert word in result.stderr
    assert not re.search(r"Error|Usage|Invalid|Missing|No such|Did you mean|Try '", result.stderr)


def test_english_stays_behind_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCTOOL_BAHASA", "en")
    assert "Usage: doctool" in run("--help").output


def test_language_does_not_depend_on_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LANGUAGE", "LC_ALL", "LANG"):
        monkeypatch.setenv(variable, "de_DE.UTF-8")
    assert "Pemakaian: doctool" in run("--help").output


@pytest.mark.parametrize(
    ("english", "indonesian"),
    [
        (["check"], ["periksa"]), (["schema"], ["skema"]), (["doctor"], ["dokter"]), (["completion"], ["pelengkap"]),
        (["new", "office"], ["baru", "kantor"]), (["sop", "build"], ["sop", "buat"]),
        (["sop", "list"], ["sop", "daftar"]), (["pdf", "convert"], ["pdf", "ubah"]),
        (["pdf", "merge"], ["pdf", "gabung"]), (["letter", "memo"], ["surat", "nota-dinas"]),
        (["letter", "invitation"], ["surat", "undangan"]), (["letter", "all"], ["surat", "semua"]),
        (["new", "letter"], ["baru", "surat"]),
    ],
)
def test_english_names_work_and_are_not_listed(english: list[str], indonesian: list[str]) -> None:
    first, second = run(*english, "--help").output.splitlines(), run(*indonesian, "--help").output.splitlines()
    assert first[1:] == second[1:]
    assert english[-1] not in run(*indonesian[:-1], "--help").output.split()


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException, *args: str) -> Result:
    """`doctool skema` with an error from inside."""
    import doctool.catalog.schema

    def fail(_kind: str) -> str:
        raise error

    monkeypatch.setattr(doctool.catalog.schema, "schema_text", fail)
    return run("skema", *args)


def test_error_tells_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    result = failing(monkeypatch, DoctoolError("tidak dapat", "lakukan ini"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "Galat: tidak dapat\n  Saran: lakukan ini\n"


def test_error_is_json_too(monkeypatch: pytest.MonkeyPatch) -> None:
    result = failing(monkeypatch, DoctoolError("tidak dapat", "lakukan ini"), "--json")
    assert json.loads(result.stdout) == {"galat": "tidak dapat", "saran": "lakukan ini", "kode_keluar": 2}


def test_machine_error_has_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    result = failing(monkeypatch, OSError(errno.EIO, os.strerror(errno.EIO), "a.docx"))
    assert result.exit_code == ExitCode.PARTIAL
    assert '"a.docx": ' in result.stderr
    assert "Traceback" not in result.stderr


def test_bug_says_that_it_is_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOCTOOL_DEBUG", raising=False)
    result = failing(monkeypatch, ZeroDivisionError("nol"))
    assert result.exit_code == ExitCode.BUG
    assert "kesalahan di dalam doctool, bukan pada berkas Anda (ZeroDivisionError: nol)" in result.stderr
    assert "Traceback" not in result.stderr
    assert "Traceback" in failing(monkeypatch, ZeroDivisionError("nol"), "--debug").stderr
    monkeypatch.setenv("DOCTOOL_DEBUG", "1")
    assert "Traceback" in failing(monkeypatch, ZeroDivisionError("nol")).stderr


def test_interrupt_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    result = failing(monkeypatch, KeyboardInterrupt())
    assert result.exit_code == ExitCode.INTERRUPTED
    assert "dihentikan" in result.stderr


def doctool(*args: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "doctool", *args], capture_output=True, stdin=subprocess.DEVNULL, timeout=60,
        env={**os.environ, **environment},
    )


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom doctool.cli.main import cli\n"
        "try:\n    cli(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'pydantic', 'yaml', 'lxml', 'docx', 'pypdf', 'openpyxl', 'docxtpl', 'babel', 'subprocess'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, text=True)
    assert result.stderr.strip() == "[]"


def test_output_is_utf8_whatever_the_console_speaks() -> None:
    result = doctool("skema", "sop", PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert result.returncode == 0
    assert "•" in result.stdout.decode("utf-8")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion_scripts(shell: str) -> None:
    result = run("pelengkap", shell)
    assert result.exit_code == 0
    assert "_DOCTOOL_COMPLETE" in result.stdout


def test_completion_completes() -> None:
    result = doctool(_DOCTOOL_COMPLETE="bash_complete", COMP_WORDS="doctool sop bua", COMP_CWORD="2")
    assert result.stdout.decode().split() == ["plain,buat"]


def test_no_color_is_respected() -> None:
    def colored(*args: str, **environment: str) -> bool:
        args = ("pdf", "gabung", "tiada.pdf", "-o", "hasil.pdf", *args)
        return "\x1b[" in CliRunner().invoke(cli, args, color=True, env=environment).stderr

    assert colored(NO_COLOR="")
    assert not colored(NO_COLOR="1")
    assert not colored("--no-color", NO_COLOR="")
