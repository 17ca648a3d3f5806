"""Office files to PDF through LibreOffice: find it, ask its version, convert, and believe nothing it says.

Its exit code is 0 for files it could not read, it may hang for ever, it follows references to files and
addresses outside the document, and two runs on one profile disturb each other. So: each call has its own
throw-away profile that blocks such references and all macros, its own process group, which is killed
whole at the time limit, and a PDF counts only if it is there, opens, and has the pages it should have.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from doctool import atomic
from doctool.border.archive import ArchiveError, Fault, open_archive
from doctool.border.limits import MADE_BYTES, OFFICE
from doctool.border.pdf import PdfError, count_pages
from doctool.border.plain_file import read_plain, read_start
from doctool.errors import DoctoolError, OutsideProgramError, system_reason

#: Time limit of one call: starting a cold LibreOffice, and each file.
START_LIMIT_S = 60.0
FILE_LIMIT_S = 2.0

#: Files in one call: start-up is paid once, and a crash costs at most this many a second try.
FILES_PER_CALL = 25

#: After so many files in a row that ran into the time limit alone, LibreOffice itself is taken to be broken.
HANGS_BEFORE_GIVING_UP = 3

#: A PDF with a named destination for each bookmark: the filter's options as JSON, read since LibreOffice 7.4.
BOOKMARKS = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'

#: Formats LibreOffice reads here, and those that are ZIP archives inside. No RTF: a picture of this machine that it
#: names is printed, against the profile's settings.
READABLE = (".docx", ".xlsx", ".odt", ".ods", ".doc", ".xls")
_ZIPPED = (".docx", ".xlsx", ".odt", ".ods")
_FAULTS = {Fault.LOCKED: "berkas dilindungi kata sandi", Fault.NAME: "berisi bagian dengan nama yang tidak wajar"}
_OLE_MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")

#: The folder of a profile.
PROFILE_FOLDER = "profile"
#: The profile's settings (schema org.openoffice.Office.Common, group Security/Scripting): no references to
#: anything outside the document, macro security "very high", no macros at all; and numbers and dates of a sheet
#: that names no language as Indonesia writes them (org.openoffice.Setup, group L10N).
PROFILE_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"\
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N">\
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>id-ID</value></prop></item>
</oor:items>
"""

HOW_TO_GET_IT = (
    "pasang LibreOffice: di Debian/Ubuntu dengan `sudo apt-get install libreoffice-writer libreoffice-calc`, "
    "di Windows dan macOS dari situs libreoffice.org; "
    "atau buka berkas .docx di Word lalu pilih File > Save As (Simpan Sebagai) > PDF"
)


@dataclass(frozen=True, slots=True)
class ConvertResult:
    """What became of `source`: the PDF and its page count, or None, 0 and the reason in Bahasa Indonesia."""

    source: Path
    pdf: Path | None
    pages: int
    reason: str = ""

    @property
    def ok(self) -> bool:
        return self.pdf is not None


def find_soffice() -> Path | None:
    """The LibreOffice program: what DOCTOOL_SOFFICE names, on PATH, or where it is usually installed.

    None if there is none. A DOCTOOL_SOFFICE that names nothing is not passed over: None.
    """
    named = os.environ.get("DOCTOOL_SOFFICE")
    if named:
        found = shutil.which(named)
        return Path(found) if found else None
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return _console_program(Path(found))
    return next((_console_program(place) for place in _usual_places() if place.is_file()), None)


def version(soffice: Path) -> str:
    """What `soffice --version` prints ("LibreOffice 7.4.7.2 ..."), "" if it does not answer in 30 seconds."""
    with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as folder:
        profile = make_profile(Path(folder))
        out = Path(folder) / "version.txt"
        with out.open("wb") as file:
            _run([str(soffice), profile, "--version"], 30.0, file.fileno())
        lines = out.read_text(encoding="utf-8", errors="replace").split("\n")
    return lines[0].strip()


def convert_to_pdf(
    files: Sequence[Path],
    out: Path | Sequence[Path],
    *,
    timeout_s: float | None = None,
    expected_pages: Mapping[Path, int] | None = None,
    bookmarks: bool = False,
) -> list[ConvertResult]:
    """Convert office `files`; one result for each, in order.

    `out` is a folder, which is given `targets(files, out)`, or the PDF to make of each file. `timeout_s`
    limits one call of LibreOffice (None: 60 s and 2 s a file). `expected_pages` says how many pages a file
    must give; any other number is a failure. `bookmarks` gives the PDF a named destination for each bookmark of
    a text document (LibreOffice 7.4 and later; earlier ones leave them out). A file that fails costs no other file.
    Raises OutsideProgramError where LibreOffice is not installed.
    """
    soffice = find_soffice()
    if soffice is None:
        raise OutsideProgramError("LibreOffice tidak ditemukan, jadi PDF tidak dapat dibuat", HOW_TO_GET_IT)
    places = targets(files, out) if isinstance(out, Path) else list(out)
    planned = expected_pages or {}
    results: dict[int, ConvertResult] = {}
    waiting: list[int] = []
    for index, file in enumerate(files):
        reason = refusal(file)
        if reason:
            results[index] = ConvertResult(file, None, 0, reason)
        else:
            waiting.append(index)
    with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as folder:
        work = _Work(Path(folder), soffice, timeout_s, BOOKMARKS if bookmarks else "pdf")
        for index, made, reason in work.convert(files, waiting):
            results[index] = _accept(files[index], made, reason, places[index], planned.get(files[index]))
    return [results[index] for index in range(len(files))]


def targets(files: Sequence[Path], out_dir: Path | None = None) -> list[Path]:
    """Where the PDF of each file goes: <stem>.pdf in `out_dir` (None: beside the file).

    A name that comes twice is numbered (<stem>-2.pdf); names that differ only in case count as the same,
    as Windows sees them.
    """
    used: set[str] = set()
    out: list[Path] = []
    for file in files:
        folder = out_dir if out_dir is not None else file.parent
        target, number = folder / f"{file.stem}.pdf", 1
        while str(target).casefold() in used:
            number += 1
            target = folder / f"{file.stem}-{number}.pdf"
        used.add(str(target).casefold())
        out.append(target)
    return out


class _Work:
    """Calls of LibreOffice in one throw-away folder."""

    def __init__(self, folder: Path, soffice: Path, timeout_s: float | None, form: str = "pdf") -> None:
        self.form = form
        self.folder = folder
        self.soffice = soffice
        self.timeout_s = timeout_s
        self.calls = 0

    def convert(self, files: Sequence[Path], indexes: Sequence[int]) -> Iterator[tuple[int, Path | None, str]]:
        """(index, PDF or None, reason) for each of `indexes`: all together, then one by one what is missing."""
        missing: list[int] = []
        for start in range(0, len(indexes), FILES_PER_CALL):
            group = indexes[start : start + FILES_PER_CALL]
            made, _hung = self._call(files, group)
            for index in group:
                if is_whole(made[index]):
                    yield index, made[index], ""
                else:
                    missing.append(index)
        hangs = 0
        for index in missing:
            if hangs >= HANGS_BEFORE_GIVING_UP:
                yield index, None, "LibreOffice tidak menjawab pada berkas-berkas sebelumnya, jadi tidak dicoba lagi"
                continue
            made, hung = self._call(files, [index])
            hangs = hangs + 1 if hung else 0
            if is_whole(made[index]):
                yield index, made[index], ""
            elif hung:
                yield index, None, f"LibreOffice tidak selesai dalam {self._limit(1):.0f} detik dan dihentikan"
            elif made[index].exists():
                yield index, None, "LibreOffice menulis PDF yang rusak"
            else:
                yield index, None, "LibreOffice tidak menghasilkan PDF; berkas mungkin rusak atau berkata sandi"

    def _limit(self, count: int) -> float:
        return self.timeout_s if self.timeout_s is not None else START_LIMIT_S + FILE_LIMIT_S * count

    def _call(self, files: Sequence[Path], indexes: Sequence[int]) -> tuple[dict[int, Path], bool]:
        """One call for `indexes`; where each PDF should be now, and whether the time limit was reached."""
        self.calls += 1
        folder = self.folder / str(self.calls)
        inputs, outputs = folder / "in", folder / "out"
        inputs.mkdir(parents=True)
        outputs.mkdir()
        copies: list[str] = []
        for index in indexes:
            # Numbered names: no two alike, no strange characters, no name that begins with a dash.
            copy = inputs / f"{index:06}{files[index].suffix.lower()}"
            shutil.copyfile(files[index], copy)
            copies.append(str(copy))
        command = [
            str(self.soffice), make_profile(folder), "--headless", "--norestore", "--nolockcheck", "--nodefault",
            "--nologo", "--convert-to", self.form, "--outdir", str(outputs), *copies,
        ]
        hung = _run(command, self._limit(len(indexes)), subprocess.DEVNULL)
        return {index: outputs / f"{index:06}.pdf" for index in indexes}, hung


def make_profile(folder: Path) -> str:
    """Make a user profile in `folder`; the option that names it."""
    profile = folder / PROFILE_FOLDER
    user = profile / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(PROFILE_SETTINGS, encoding="utf-8", newline="\n")
    return f"-env:UserInstallation={profile.resolve().as_uri()}"


def _run(command: Sequence[str], limit_s: float, stdout: int) -> bool:
    """Run `command` in a process group of its own; True if it had to be killed at `limit_s` seconds.

    Whatever happens, nothing of the group is left running.
    """
    try:
        process = start(command, stdout)
    except OSError as error:
        raise OutsideProgramError(
            f'LibreOffice "{command[0]}" tidak dapat dijalankan: {system_reason(error)}', HOW_TO_GET_IT
        ) from error
    try:
        process.wait(timeout=limit_s)
    except subprocess.TimeoutExpired:
        return True
    finally:
        kill_group(process)
    return False


def start(command: Sequence[str], stdout: int) -> subprocess.Popen[bytes]:
    """Start LibreOffice in a process group of its own. Raises OSError."""
    environment = {**os.environ, "SAL_USE_VCLPLUGIN": "svp"}  # LibreOffice's own drawing: no display needed
    if sys.platform == "win32":
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.DEVNULL, env=environment,
            creationflags=subprocess.CREATE_NEW_PROCESS_GROUP,
        )
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.DEVNULL, env=environment,
        start_new_session=True,
    )


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill everything of the group of `process`; nothing is left running."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(
                ["taskkill", "/F", "/T", "/PID", str(process.pid)],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )
    else:
        # KILL, not TERM: the parent of a terminated soffice.bin has been seen to wait for ever. The errors
        # say that nothing is left of the group (macOS answers PermissionError for one of only zombies).
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def refusal(file: Path) -> str:
    """Why `file` is not even tried, or "". LibreOffice makes a PDF of anything, an empty file included."""
    suffix = file.suffix.lower()
    if suffix not in READABLE:
        return f"jenis berkas {suffix or 'tanpa akhiran'} tidak dapat diubah; yang dapat: {', '.join(READABLE)}"
    try:
        head = read_start(file, 8)
    except FileNotFoundError:
        return "berkas tidak ada"
    except OSError as error:
        return f"tidak dapat dibaca: {system_reason(error)}"
    return refusal_of(suffix, head) or _swollen(file, suffix)


def _swollen(file: Path, suffix: str) -> str:
    """Why an archive would cost LibreOffice all memory or time, or ""; a damaged one it refuses itself."""
    if suffix not in _ZIPPED:
        return ""
    try:
        open_archive(file, OFFICE).close()
    except ArchiveError as error:
        return "" if error.fault is Fault.DAMAGED else _FAULTS.get(error.fault, "isinya terlalu besar sesudah dibuka")
    except OSError as error:
        return f"tidak dapat dibaca: {system_reason(error)}"
    return ""


def refusal_of(suffix: str, head: bytes) -> str:
    """The same for a file with the suffix `suffix` that begins with the (up to) eight bytes `head`."""
    if not head:
        return "berkas kosong"
    if suffix in _ZIPPED and head == _OLE_MAGIC:
        return "berkas dilindungi kata sandi, atau berformat lama dengan akhiran baru"
    if head.startswith(b"{\\rtf"):
        return "isinya RTF, yang tidak diubah karena dapat membawa gambar dari komputer ini; simpan ulang sebagai .docx"
    if not head.startswith(b"PK" if suffix in _ZIPPED else _OLE_MAGIC):  # LibreOffice goes by what is in a file
        return f"isinya bukan berkas {suffix}"
    return ""


def is_whole(pdf: Path) -> bool:
    """Whether `pdf` is there and opens strictly."""
    try:
        return count_pages(pdf) > 0
    except PdfError:
        return False


def _accept(source: Path, made: Path | None, reason: str, target: Path, planned: int | None) -> ConvertResult:
    """Move the whole PDF `made` to `target` if it has the planned pages."""
    if made is None:
        return ConvertResult(source, None, 0, reason)
    pages = count_pages(made)
    if planned is not None and pages != planned:
        return ConvertResult(source, None, 0, f"rencana {planned} halaman, hasil {pages}")
    try:
        atomic.write_bytes(target, read_plain(made, MADE_BYTES))
    except DoctoolError as error:
        return ConvertResult(source, None, 0, error.message)
    return ConvertResult(source, target, pages)


def _console_program(program: Path) -> Path:
    """On Windows soffice.com, which waits and prints; soffice.exe does neither."""
    if sys.platform == "win32":
        twin = program.with_suffix(".com")
        if twin.is_file():
            return twin
    return program


def _usual_places() -> Iterator[Path]:
    if sys.platform == "win32":
        yield from _registered_places()
        for variable in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)", "LOCALAPPDATA"):
            base = os.environ.get(variable)
            if base:
                yield Path(base) / "LibreOffice" / "program" / "soffice.exe"
                yield Path(base) / "Programs" / "LibreOffice" / "program" / "soffice.exe"
    elif sys.platform == "darwin":
        yield Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
        yield Path.home() / "Applications/LibreOffice.app/Contents/MacOS/soffice"
    else:
        yield Path("/usr/lib/libreoffice/program/soffice")
        yield Path("/snap/bin/libreoffice")
        yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)


def _registered_places() -> list[Path]:
    """Where the Windows registry says LibreOffice is."""
    found: list[Path] = []
    if sys.platform == "win32":
        import winreg

        for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            for key in (
                r"SOFTWARE\LibreOffice\UNO\InstallPath",
                r"SOFTWARE\WOW6432Node\LibreOffice\UNO\InstallPath",
            ):
                with contextlib.suppress(OSError):
                    found.append(Path(winreg.QueryValue(root, key)) / "soffice.exe")
    return found
