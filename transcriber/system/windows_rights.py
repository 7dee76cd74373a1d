"""Who may read a folder on Windows, from its access control list (SDDL): folders there pass their rules on to what is put into them.

Names of accounts differ by the language of Windows; identifiers do not, so the list is read in their terms.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

_EVERYBODY = {
    "WD": "Everyone", "S-1-1-0": "Everyone",
    "AU": "Authenticated Users", "S-1-5-11": "Authenticated Users",
    "BU": "Users", "S-1-5-32-545": "Users",
    "BG": "Guests", "S-1-5-32-546": "Guests",
    "AN": "Anonymous", "S-1-5-7": "Anonymous",
    "DU": "Domain Users", "IU": "Interactive", "S-1-5-4": "Interactive",
}  # fmt: skip
"""Identifiers of accounts that everybody, or every user of the machine or the domain, belongs to."""

_ENTRY = re.compile(r"\(([^;()]*);([^;()]*);([^;()]*);[^;()]*;[^;()]*;([^;()]*)[^()]*\)")
_READS = ("FA", "FR", "GA", "GR", "KA", "KR", "CC")
_MASK_READS = 0x1 | 0x80000000 | 0x10000000
"""FILE_READ_DATA (or list a folder), GENERIC_READ, GENERIC_ALL."""


def open_to(sddl: str) -> tuple[str, ...]:
    """Accounts of many people that a list lets read; empty: none. A list that is missing altogether lets everybody in."""
    if "D:" not in sddl or "NO_ACCESS_CONTROL" in sddl:
        return ("Everyone",)
    found = []
    for kind, _, granted, account in _ENTRY.findall(sddl.partition("D:")[2].partition("S:")[0]):
        if kind == "A" and account in _EVERYBODY and _reads(granted):
            found.append(_EVERYBODY[account])
    return tuple(dict.fromkeys(found))


def list_of(folder: Path) -> str | None:
    """The list of a folder, as Windows tells it; None where it does not."""
    if sys.platform != "win32":
        return None
    asked = ["powershell", "-NoProfile", "-NonInteractive", "-Command", "(Get-Acl -LiteralPath $env:ASKED_FOR).Sddl"]
    try:
        done = subprocess.run(
            asked, capture_output=True, text=True, timeout=60, check=True, env={**os.environ, "ASKED_FOR": str(folder)}
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() or None


def _reads(granted: str) -> bool:
    if granted.lower().startswith("0x"):
        return bool(int(granted, 16) & _MASK_READS)
    return any(granted[i : i + 2] in _READS for i in range(0, len(granted), 2))
