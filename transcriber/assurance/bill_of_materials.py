"""Bills of materials (CycloneDX, made by scripts/sbom): which parts an installation has, and under which licences."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transcriber import resources
from transcriber.errors import InstallationDamaged

AUDIT = "vulnerabilities.json"

_EXCEPTION = re.compile(r"A?GPL-[\d.]+(?:-only|-or-later)? WITH [\w.-]+")
"""The runtime of GCC: programs that use it are under no condition of its licence."""

_COPYLEFT = re.compile(r"\b(?:A?GPL|LGPL|MPL|EPL|CDDL|EUPL)\b|Mozilla Public")


@dataclass(frozen=True)
class BillPart:
    """One part. `inside`: the package in whose wheel it lies; empty for a package."""

    name: str
    version: str
    licence: str
    inside: str = ""

    @property
    def copyleft(self) -> bool:
        """Whether who passes it on has to pass on its source, or that of changes to it, too."""
        return bool(_COPYLEFT.search(_EXCEPTION.sub("", self.licence)))


@dataclass(frozen=True)
class KnownFaults:
    """The last check for known vulnerabilities of the pinned parts: by what, on which day (ISO), how many could be checked, and what
    is known."""

    tool: str
    on: str
    checked: int
    not_checked: int
    known: tuple[str, ...]
    note: str

    @property
    def result(self) -> str:
        """In a sentence (Japanese)."""
        if not self.checked:
            return f"まだ調べられていません（{self.on}、{self.tool}）。{self.note}"
        found = f"{len(self.known)}件：{'、'.join(self.known)}" if self.known else "なし"
        rest = f"調べられなかった部品 {self.not_checked}。" if self.not_checked else ""
        return f"{self.on} に {self.tool} で {self.checked} の部品を調べました。既知の脆弱性：{found}。{rest}"


def bill_file(platform: str = sys.platform) -> Path:
    """The bill for a platform (as `sys.platform` calls it)."""
    return resources.folder(resources.BILLS) / f"{'windows' if platform == 'win32' else 'linux'}.cdx.json"


def read_parts(file: Path) -> tuple[BillPart, ...]:
    """Packages and what lies in their wheels; models are told by the catalogue.

    Raises:
        InstallationDamaged: the bill is missing or no CycloneDX.
    """
    try:
        bill = json.loads(file.read_text(encoding="utf-8"))
        return tuple(_parts(bill["components"]))
    except (OSError, ValueError, KeyError, TypeError) as e:
        raise _damaged(file) from e


def read_known_faults() -> KnownFaults:
    """Raises: InstallationDamaged."""
    file = resources.folder(resources.BILLS) / AUDIT
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        return KnownFaults(
            tool=told["tool"], on=told["on"], checked=told["checked"], not_checked=told["not_checked"],
            known=tuple(told["known"]), note=told["note"],
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError) as e:
        raise _damaged(file) from e


def _damaged(file: Path) -> InstallationDamaged:
    return InstallationDamaged(f"部品表 {file} を読めません。", "製品を入れ直してください。")


def _parts(components: list[dict[str, Any]], inside: str = "") -> Iterator[BillPart]:
    for each in components:
        if each["type"] != "library":
            continue
        said = [x.get("expression") or x["license"].get("id") or x["license"]["name"] for x in each.get("licenses", ())]
        yield BillPart(each["name"], each.get("version", ""), " AND ".join(said), inside)
        yield from _parts(each.get("components", []), each["name"])
