"""What the status page says of the other computers that help; nothing where none ever did."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

from transcriber.system import other_pcs


def helper_lines(work: Path | None, now: Callable[[], float]) -> tuple[str, ...]:
    """A line for each. Args: work: the folder for all work; now: seconds since 1970."""
    found = other_pcs.read_other_pcs(work) if work is not None else None
    return other_pcs.lines(found, now()) if found is not None else ()


def computer_section(lines: tuple[str, ...], when: str) -> str:
    """As a part of the page. Args: when: the time of day at which they were seen so."""
    if not lines:
        return ""
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    return f'<section><h2>手伝うパソコン（{html.escape(when)} の様子）</h2><ul class="soft">{items}</ul></section>'
