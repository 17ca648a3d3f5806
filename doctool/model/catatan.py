"""Records kept as JSON: the one way from their bytes back to a noun."""

from __future__ import annotations

from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from doctool.border.json_text import JsonError, read_json
from doctool.errors import ContentError

T = TypeVar("T")


def read_record(adapter: TypeAdapter[T], data: bytes, wrong: str, hint: str) -> T:
    """The record in `data`. Raises ContentError where it is none: `wrong` ("... bukan catatan ...") with the cause,
    and `hint`, what to do."""
    try:
        return adapter.validate_python(read_json(data))
    except JsonError as error:
        raise ContentError(f"{wrong}: {error.reason}", hint=hint) from error
    except ValidationError as error:
        place = ".".join(str(one) for one in error.errors(include_url=False, include_context=False)[0]["loc"])[:80]
        reason = f"isinya tidak wajar di {place}" if place else "isinya lain"
        raise ContentError(f"{wrong}: {reason}", hint=hint) from error
