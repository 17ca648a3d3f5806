"""`doctool baru paket`: a folder with a whole packet to begin with."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from doctool.cli import options
from doctool.cli.baru import SCHEMA_FOLDER, link_to, only_office, signer_line
from doctool.cli.building import short_path
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import DoctoolError, ExitCode


@click.command(
    cls=DocCommand,
    epilog="\b\nContoh:\n  doctool baru paket permintaan-data-2026\n  doctool baru paket edaran --kantor kota-medan",
)
@click.argument("name", metavar="NAMA")
@click.option("--kantor", "code", metavar="KODE", help="Kantor yang memakai paket ini (bawaan: satu-satunya kantor).")
@options.day("Tanggal paket (bawaan: hari ini).")
@options.dry_run
@options.common
@click.pass_obj
def paket(console: Console, name: str, code: str | None, today: date | None, dry_run: bool) -> int:
    """Menulis contoh paket distribusi yang siap dijalankan di data/<kantor>/paket/NAMA/.

    Isinya paket.yaml dengan penjelasan, daftar penerima dari bidang kantor (Excel dan YAML), data surat pengantar, dan
    satu lampiran (Word). NAMA terdiri atas huruf kecil, angka dan tanda hubung.
    """
    from doctool.atomic import write_bytes
    from doctool.catalog.index import DATA_FOLDER, Workspace
    from doctool.catalog.schema import schema_text
    from doctool.indonesian import tanggal
    from doctool.packets.example import ATTACHMENT, EXAMPLE, example_list, example_rows, example_workbook
    from doctool.packets.load import PAKET_FOLDER
    from doctool.packets.names import stable_key

    workspace = Workspace.find(Path.cwd())
    office = workspace.load_kantor(only_office(workspace.offices(), code))
    if stable_key(name) != name:
        raise DoctoolError(f'"{name}" tidak dapat menjadi nama paket', "pakai huruf kecil, angka dan tanda hubung")
    folder = workspace.root / DATA_FOLDER / office.kode / PAKET_FOLDER / name
    if folder.exists():
        raise DoctoolError(f'"{folder}" sudah ada', "pilih nama lain; tidak ada yang diubah")
    day = today or options.today()
    rows = example_rows(office.kantor)
    schemas = {kind: workspace.root / SCHEMA_FOLDER / f"{kind}.schema.json" for kind in ("paket", "pengantar")}
    head = {kind: f"# yaml-language-server: $schema={link_to(path, folder)}\n" for kind, path in schemas.items()}
    packet = (EXAMPLE / "paket.yaml").read_text(encoding="utf-8")
    letter = (EXAMPLE / "surat.yaml").read_text(encoding="utf-8")
    packet = packet.replace("TANGGAL", tanggal(day.year, day.month, day.day))
    letter = letter.replace("penandatangan: KUNCI\n", signer_line(office.kantor))
    files = {
        folder / "paket.yaml": (head["paket"] + packet).encode("utf-8"),
        folder / "penerima.xlsx": example_workbook(rows),
        folder / "penerima.yaml": example_list(rows).encode("utf-8"),
        folder / "surat.yaml": (head["pengantar"] + letter).encode("utf-8"),
        folder / "lampiran" / ATTACHMENT: (EXAMPLE / ATTACHMENT).read_bytes(),
    }
    texts = {"paket": schema_text("paket"), "pengantar": schema_text("pengantar")}
    files |= {path: texts[kind].encode("utf-8") for kind, path in schemas.items() if not path.exists()}
    for path, data in files.items():
        if not dry_run:
            write_bytes(path, data)
        console.result(str(path))
    console.payload({"folder": str(folder), "berkas": [str(path) for path in files]})
    if not dry_run:
        console.say(
            f"Ubah isinya, lalu: doctool periksa {short_path(folder)}, kemudian doctool paket pratinjau {name}, "
            f"lalu doctool paket buat {name}."
        )
    return ExitCode.OK
