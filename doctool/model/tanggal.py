"""Tanggal: a date as the office writes it, read as far as it can be read."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator


class Tanggal(BaseModel):
    """A date field: `teks` as written; year, month and day as far as `teks` says them.

    "" is an empty place, "-" says there is none, a month alone ("Januari 2024") has no `hari`. Text that
    is no date at all has `tahun` None (rule S02 reports it).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    teks: str
    tahun: int | None = None
    bulan: int | None = None
    hari: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"teks": value} if isinstance(value, str) else value
