"""Corrections of known kind and number, laid out over a draft."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from transcriber.review.kinds import CorrectionKind
from transcriber.review.text_alignment import DraftUtterance

ROOM = 12
"""Characters between two corrections, so that each stays one of its own."""

OTHER = ("桜橋", "銀河", "緑風", "絹雲", "鐘楼", "琥珀", "紺碧", "磐梯", "睡蓮", "翡翠")
NEW = ("なお、補足資料の第三表を御覧ください", "別途協議の上で", "昨年度と同様に", "担当課において")


@dataclass(frozen=True)
class Planted:
    """One correction, and the characters around it by which it is found (they stand in the draft once)."""

    kind: CorrectionKind
    utterance: str
    left: str
    before: str
    right: str
    after: str

    @property
    def characters(self) -> int:
        return int(Levenshtein.distance(self.before, self.after))


def plant(spoken: Sequence[DraftUtterance], whole: str, each: int, random_: random.Random) -> list[Planted]:
    """About `each` corrections of every kind at places without overlap.

    Args:
        whole: everything that is written in the draft, to make sure that surroundings are unique.
    """
    places: list[tuple[DraftUtterance, CorrectionKind, int, int]] = []
    for one in spoken:
        for found in re.finditer(r"[一-龯]{2}", one.text):
            places += [(one, k, *found.span()) for k in (CorrectionKind.MISHEARD, CorrectionKind.REMOVED)]
            places.append((one, CorrectionKind.ADDED, found.end(), found.end()))
        places += [(one, CorrectionKind.TIDIED, *m.span()) for m in re.finditer("(?<=[ぁ-ん])、", one.text)]
    random_.shuffle(places)
    taken: dict[str, list[tuple[int, int]]] = {}
    count: Counter[CorrectionKind] = Counter()
    made: list[Planted] = []
    for one, kind, start, end in places:
        if count[kind] >= each or start < 5 or end > len(one.text) - 5:
            continue
        if any(start < e + ROOM and s < end + ROOM for s, e in taken.get(one.id, ())):
            continue
        left, before, right = one.text[start - 5 : start], one.text[start:end], one.text[end : end + 5]
        if whole.count(left + before + right) != 1 or re.search(
            r"[一二三四五六七八九十百千万億〇]", before + left[-1:] + right[:1]
        ):
            continue
        if kind is CorrectionKind.REMOVED and (left.endswith(before) or right.startswith(before)):
            continue
        after = {
            CorrectionKind.MISHEARD: random_.choice(OTHER),
            CorrectionKind.REMOVED: "",
            CorrectionKind.TIDIED: "",
            CorrectionKind.ADDED: random_.choice(NEW),
        }[kind]
        if kind is CorrectionKind.ADDED and (after[0] == right[0] or after[-1] == left[-1]):
            continue
        taken.setdefault(one.id, []).append((start, end))
        count[kind] += 1
        made.append(Planted(kind, one.id, left, before, right, after))
    return made
