"""Short keys for inputs and settings: equal parts give equal keys."""

from __future__ import annotations

import hashlib


def short_key(*parts: object) -> str:
    """Twelve hex digits that stand for the parts, as `repr` shows them."""
    return hashlib.sha256("\n".join(map(repr, parts)).encode()).hexdigest()[:12]
