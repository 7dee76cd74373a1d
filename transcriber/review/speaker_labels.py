"""What a reviewer wrote where a speaker's name stands, and whom it names: 〃 is whoever spoke before, 加藤議員？ is nobody yet."""

from __future__ import annotations

import re
import unicodedata

from transcriber.office_tables import headings

_PAIRS = {"(": ")", "（": "）", "【": "】", "〔": "〕", "［": "］", "[": "]", "《": "》", "〈": "〉", "「": "」"}
_DOUBT = re.compile(r"[?？⁇]|[→⇒➡⇨]|->|(?:または|又は|もしくは|あるいは)|かも$|[／/]")


def bare_label(label: str) -> str:
    """A label without brackets around the whole of it."""
    while len(label) > 2 and _PAIRS.get(label[0]) == label[-1] and _closes_last(label):
        label = label[1:-1].strip()
    return label


def is_same_as_before(label: str) -> bool:
    """Whether it says that the person above goes on: 〃, 同上."""
    return headings.is_ditto(label)


def is_unsettled(label: str) -> bool:
    """Whether it names nobody for sure: 加藤議員？, 議長→副議長, 加藤または大塚. No name is learnt from it."""
    return _DOUBT.search(unicodedata.normalize("NFKC", label)) is not None


def _closes_last(label: str) -> bool:
    """Whether the bracket that opens first is closed last."""
    depth = 0
    for place, c in enumerate(label):
        depth += (c == label[0]) - (c == _PAIRS[label[0]])
        if depth == 0:
            return place == len(label) - 1
    return False
