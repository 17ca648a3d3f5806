"""`doctool formulir kembalikan`: a nota dinas and the marked form for every return that has to be mended."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from doctool.cli import formulir_options as shared
from doctool.cli import options
from doctool.cli.building import exit_code, tell_files, tell_reason
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import DoctoolError


@click.command(
    cls=DocCommand,
    short_help="Mengembalikan formulir yang perlu diperbaiki.",
    epilog="\b\nContoh:\n  doctool formulir kembalikan\n"
    "  doctool formulir kembalikan piak --penandatangan sekretaris --format docx",
)
@click.argument("bidang", nargs=-1, metavar="[BIDANG]...")
@shared.quarter("Hanya formulir triwulan ini (bawaan: semua yang perlu diperbaiki).")
@shared.letters(
    "Format nota dinas", "Folder keluaran (bawaan: output di ruang kerja).", "Tanggal nota dinas (bawaan: hari ini)."
)
@click.pass_obj
def kembalikan(
    console: Console, bidang: tuple[str, ...], triwulan: int | None, formats: frozenset[str], signer: str,
    out: Path | None, today: date | None, insert: bool, code: str | None, year: int | None, overwrite: bool,
    dry_run: bool,
) -> int:
    """Membuat lembar pengembalian untuk formulir yang perlu diperbaiki: nota dinas dan formulir yang ditandai.

    Nota dinas memuat tabel temuan (sel, isi, yang harus diperbaiki), di output/surat/<kantor>/. Formulirnya berkas baru
    di output/formulir/<kantor>/<tahun>/perbaikan/ dengan isian yang sudah masuk: sel yang perlu diperbaiki berwarna dan
    berkomentar, rumus dan perlindungannya utuh lagi. Berkas yang dikirim bidang tidak diubah. Yang dibaca adalah
    pengembalian yang disimpan doctool formulir baca.
    """
    from doctool.cli.letter_report import letter_json, tell_letter
    from doctool.form_letters import letter_signer
    from doctool.form_mending import send_back
    from doctool.form_returns import load_returns
    from doctool.letter_jobs import LetterOptions

    workspace, expected = shared.open_expected(code, year)
    office = expected.loaded.office
    unknown = [one for one in bidang if one not in office.kantor.bidang]
    if unknown:
        listed = ", ".join(office.kantor.bidang)
        raise DoctoolError(f'bidang "{unknown[0]}" tidak ada di kantor.yaml', f"bidang yang ada: {listed}")
    returns = [
        one for one in load_returns(workspace, expected.kantor, expected.tahun)
        if (not bidang or one.bidang in bidang) and triwulan in (None, one.triwulan) and not one.layak
    ]
    day = today or options.today()
    wishes = LetterOptions(formats, out or workspace.root / "output", day, overwrite, dry_run, insert=insert)
    made = send_back(workspace, expected, returns, wishes, letter_signer(office, signer) if returns else "")
    for form in made.formulir:
        tell_files(console, form, dry_run)
        if form.reason:
            tell_reason(console, form)
        if form.bug is not None:
            console.trace(form.bug)
    for letter in made.surat.results:
        tell_letter(console, letter, dry_run)
    console.payload({
        "kantor": expected.kantor, "tahun": expected.tahun, "uji_coba": dry_run,
        "formulir": [
            {"sumber": one.source, "berkas": [str(path) for path in one.files], "alasan": one.reason}
            for one in made.formulir
        ],
        "surat": [letter_json(one) for one in made.surat.results],
    })
    done = sum(not one.reason for one in made.formulir)
    console.say(f"{done} formulir dikembalikan." if returns else "Tidak ada formulir yang perlu diperbaiki.")
    return exit_code([*made.formulir, *made.surat.results])
