"""The FFmpeg that recordings are decoded with: it reads what outsiders made, so its age matters."""

from __future__ import annotations

import re
from dataclasses import dataclass

OLDEST = (8, 1)
"""FFmpeg that this version of the product was tested with."""


@dataclass(frozen=True)
class Decoder:
    """`version` as FFmpeg says it, empty where it does not; `package`: version of PyAV, in whose wheel it lies."""

    version: str
    package: str

    @property
    def too_old(self) -> bool:
        """Older than what was tested, or of no release."""
        found = re.match(r"n?(\d+)\.(\d+)", self.version)
        return found is None or (int(found[1]), int(found[2])) < OLDEST

    def __str__(self) -> str:
        return f"FFmpeg {self.version or '（版が分かりません）'}（PyAV {self.package}）"


def decoder() -> Decoder:
    """The one that this program loads."""
    import av

    return Decoder(str(getattr(av, "ffmpeg_version_info", "")), str(av.__version__))
