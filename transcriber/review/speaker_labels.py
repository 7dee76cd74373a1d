"""What a reviewer wrote where a speaker's name stands, and whom it names: 〃 is whoever spoke before, 加藤議員？ is nobody yet."""

from __future__ import annotations

import re
import unicodedata

from transcriber.minutes import posts
from transcriber.minutes.people import Roster
from transcriber.office_tables import headings

_PAIRS = {"(": ")", "（": "）", "【": "】", "〔": "〕", "［": "］", "[": "]", "《": "》", "〈": "〉", "「": "」"}
_DOUBT = re.compile(r"[?？⁇]|[→⇒➡⇨]|->|(?:または|又は|もしくは|あるいは)|かも$|[／/]")

_SEATED = re.compile(
    r"(?:議席)?(?:番号)?[0-9一二三四五六七八九十]+番(?:議員|委員)?(?P<bracket>\()?(?P<name>[^()]+)(?(bracket)\))"
)
"""A label of seat and name: 5番(加藤啓二), 5番加藤啓二議員."""


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


def drafted_for_seat(label: str, before: str, roster: Roster) -> str:
    """The draft's own label where the reviewer's says seat and name of the same person: 5番（加藤啓二君）; else the reviewer's."""
    seated = _SEATED.fullmatch(whom_label_names(label))
    if seated is None:
        return label
    for person in roster.people:
        named = person.compact_name and seated["name"].startswith(person.compact_name)
        if named and seated["name"].removeprefix(person.compact_name) in ("", *(t.text for t in posts.titles())):
            return before if whom_label_names(person.label) == whom_label_names(before) else label
    return label


def whom_label_names(label: str) -> str:
    """A label without white space, marks and honorifics."""
    plain = re.sub(r"[\s\u3000○◯◎◆△●〇:：【】〔〕\[\]《》〈〉]", "", unicodedata.normalize("NFKC", label))
    for honorific in posts.honorifics():
        plain = plain.replace(f"{honorific})", ")").removesuffix(honorific)
    return plain
