"""What was noted of an SOP's monitoring and evaluation: sop_catalog/<kantor>/terbitan/<slug>/monitoring.yaml."""

from __future__ import annotations

from pathlib import Path

from doctool.catalog.source import read_yaml
from doctool.catalog.validation import refuse_all, validate
from doctool.model.monitoring import MONITORING_FILE, Monitoring, Pemantauan
from doctool.model.terbitan import TERBITAN_FOLDER


def monitoring_file(office: Path, slug: str) -> Path:
    """The file for the SOP `slug` of the office in the folder `office`; it need not be there."""
    return office.joinpath(TERBITAN_FOLDER, slug, MONITORING_FILE)


def read_monitoring(file: Path) -> tuple[Pemantauan, ...]:
    """What was noted in `file`, in its order. Raises ContentError."""
    source = read_yaml(file)
    found, findings = validate(Monitoring, source)
    if found is None or findings:
        raise refuse_all(source, findings)
    return found.monitoring
