"""What the name of a returned file says: whether it is that of a draft, with what people add to names.

A draft is called after its recording: 第1回.wav gives 第1回_下書き.docx. People add 確認済み, 最終版, (2), a day, or a name.
What is more than such words is another name: 第1回 is neither 第11回 nor 第1回 総務委員会.
"""

from __future__ import annotations

import re
import unicodedata

from transcriber.minutes.recording_titles import without_ending
from transcriber.system import file_names

_DRAFT = "下書き"
_BETWEEN = r"[\s_\-‐–—~・.,、。:;+&()\[\]{}【】「」『』〔〕<>＜＞]"
_ADDED = re.compile(
    r"下書き?|確認済み?|確認後|確認用?|校正済み?|校正後?|修正済み?|修正後?|訂正済み?|訂正後?|最終|完成|確定|決裁済み?|決裁"
    r"|提出用?|清書|返却|返送|戻し|赤入れ|朱書き|追記|反映済み?|済み?|版|稿|原稿|案|会議録|議事録|相談記録|記録"
    r"|コピー|copy|final|fix(?:ed)?|checked|ok|の|から|より"
    r"|課長|係長|部長|局長|次長|議長|委員長|事務局|担当者?|主任|主査|書記|上司|第?[0-9]{1,2}(?:稿|版|校|回目)|初(?:稿|校)|再校"
)
_VERSION = re.compile(r"(?<![a-z])(?:ver|rev|v)[. ]?[0-9]{1,2}(?:[.][0-9]{1,2})?(?![0-9])")
_DAY = re.compile(r"(?:令和|r|h)?[0-9]{1,4}[年./-]?(?:[0-9]{1,2}[月./-]?[0-9]{1,2}日?)?|[0-9]{4,8}")


def says(file: str, recording: str, *, agrees: bool) -> bool:
    """Whether a returned file is named after the draft of a recording.

    Args:
        file: name of the returned file.
        recording: name of the recording as its draft was called after.
        agrees: the text agrees, so that a day or a number beside the name is not taken for that of another meeting.
    """
    name, key = _folded(_bare(file)), _folded(_stem(recording))
    if not key:
        return False
    if re.match(rf"{re.escape(key)}{_BETWEEN}*{_DRAFT}(?={_BETWEEN}|$)", name):
        return True  # the draft's own name, with whatever a person put behind it
    names = {name, _folded(file_names.without_copy_mark(_bare(file)))} if agrees else {name}
    return any(_is_around(one, key, days=agrees) for one in names)


def names_another(file: str, recording: str, other: str) -> bool:
    """Whether a file that is named after the draft of `recording` holds the name of `other` beside it: 双子A_下書き（双子Bから）.

    A name that is a part of the other (定例会 of 定例会2) is not named beside it.
    """
    name, key, beside = _folded(_bare(file)), _folded(_stem(recording)), _folded(_stem(other))
    if not beside or beside in key:
        return False
    at = name.find(beside)
    return at >= 0 and not _runs_on(name, at, at + len(beside))


def _is_around(name: str, key: str, *, days: bool) -> bool:
    """Whether a name is `key` with nothing around it but what people add."""
    at = name.find(key)
    while at >= 0:
        before, after = name[:at], name[at + len(key) :]
        if not _runs_on(name, at, at + len(key)) and all(_is_added(rest, days=days) for rest in (before, after)):
            return True
        at = name.find(key, at + 1)
    return False


def _stem(recording: str) -> str:
    """What stands before 「_下書き.docx」 in the draft's name, which is shortened where the recording's name is too long."""
    return file_names.fit(without_ending(recording), f"_{_DRAFT}.docx").removesuffix(f"_{_DRAFT}.docx")


def _bare(file: str) -> str:
    name = file
    while (
        shorter := re.sub(r"\.(docx?|docm|dotx|dotm|zip|pages|odt|rtf|pdf)$", "", name, flags=re.IGNORECASE)
    ) != name:
        name = shorter
    return name


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _runs_on(name: str, start: int, end: int) -> bool:
    """Whether a number goes on beyond the stretch: 定例会1 in 定例会12."""
    left = start > 0 and name[start - 1].isdigit() and name[start].isdigit()
    right = end < len(name) and name[end].isdigit() and name[end - 1].isdigit()
    return left or right


def _is_added(rest: str, *, days: bool) -> bool:
    """Whether nothing is left but words and marks that people add."""
    for piece in re.split(f"{_BETWEEN}+", _VERSION.sub(" ", rest)):
        left = piece
        while left:
            found = _ADDED.match(left) or (_DAY.match(left) if days else None)
            if not found:
                return False
            left = left[found.end() :]
    return True
