"""Waktu: a duration as the office writes it, read as far as it can be read."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator


class Waktu(BaseModel):
    """A duration; `teks` as written (see `parse`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    teks: str

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"teks": value} if isinstance(value, str) else value
