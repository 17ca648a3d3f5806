"""What the sheet Lainnya holds, put beside what the other sheets do."""

from __future__ import annotations

from doctool.steps.plain import Data


def joined(tree: Data, key: str, value: object) -> bool:
    """Put `value` beside what `tree` has at `key`; False where both say something there."""
    here = tree.get(key)
    if here is None:
        tree[key] = value
        return True
    if isinstance(here, dict) and isinstance(value, dict):
        return all(joined(here, name, one) for name, one in value.items())
    if isinstance(here, list) and isinstance(value, list) and len(value) <= len(here):
        return all(isinstance(one, dict) and isinstance(old, dict) and _beside(old, one)
                   for old, one in zip(here, value, strict=False))
    return False


def _beside(here: Data, value: Data) -> bool:
    return all(joined(here, name, one) for name, one in value.items())
