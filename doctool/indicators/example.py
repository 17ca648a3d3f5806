"""A filled example of indicators for an office, to be changed into its own."""

from __future__ import annotations

from pathlib import Path

from doctool.catalog.source import parse_yaml
from doctool.catalog.validation import refuse_all, validate
from doctool.model.kantor import Kantor
from doctool.model.kinerja import Kinerja

_EXAMPLE = Path(__file__).resolve().parent.parent / "data" / "contoh_kinerja" / "kinerja.yaml"
#: The key of a bidang where an office has none yet.
_NO_BIDANG = "sekretariat"


def example_text(kantor: Kantor, tahun: int) -> str:
    """The example as YAML, for bidang that the office has."""
    keys = list(kantor.bidang) or [_NO_BIDANG]
    text = _EXAMPLE.read_text(encoding="utf-8").replace("TAHUN", str(tahun))
    return text.replace("KUNCI1", keys[0]).replace("KUNCI2", keys[min(1, len(keys) - 1)])


def example_kinerja(kantor: Kantor, tahun: int) -> Kinerja:
    """The example as the model has it."""
    source = parse_yaml(example_text(kantor, tahun), "contoh")
    kinerja, findings = validate(Kinerja, source)
    if kinerja is None:
        raise refuse_all(source, findings)
    return kinerja
