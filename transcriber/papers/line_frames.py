"""What stands around the people of a line and names nobody: the letter that counts it, 各委員 behind all, a seal, where somebody is from."""

from __future__ import annotations

import re
from dataclasses import replace

from transcriber.papers.list_context import ListContext
from transcriber.papers.person_names import NameJudge, may_be_post

_EACH = re.compile(r"(?<=\S)\s*の?各(?P<post>委員|議員)\s*(?P<aside>\([^()]*\))?$")
"""Behind all of a line: 山下清隆 加藤啓二 各委員."""
_SEAL = re.compile(r"\s*[(（]?㊞[)）]?|(?<=\S)\s+(?:印|[(（]印[)）])(?=\s*(?:$|\t))")
"""Behind a name on a form: no character of it."""
_LETTERED = re.compile(r"^\s*[ア-ンA-Za-z](?:\s*[.、)]\s*|\s+)(?=\S{2})")
"""ア　会長　稲垣 典子"""
_POST_INSIDE = re.compile(r"^\s*(?P<from>[^\s()、]{3,20})\((?P<post>[^()、・]{2,14})\)\s*(?=[^\s(])")
"""訪問看護ステーション楓（看護師）　衞藤 彩"""


_COUNT_BEFORE = re.compile(r"^\s*[(（][0-9]{1,3}[名人][)）]\s+(?=\S)")
"""(9名)　委員　山本 ひろみ: the count of the list, below its heading."""
_VACANT = re.compile(r"(?:^|(?<=\s))\s*[0-9]{1,2}番(?:議員|委員)?\s*[(（]?\s*欠\s*員\s*[)）]?(?=\s|$)")
"""9番（欠員）　10番　貞重 忠雄: nobody sits there."""
_MORE = re.compile(
    r"(?<=\S)(?:[\s、]*[(（]?(?:ほか|他|外)\s*[0-9]{1,3}\s*[名人][)）]?|\s+[(（]?(?:計|合計|以上)?\s*[0-9]{1,3}\s*[名人][)）]?)\s*$"
)
"""契約検査課　課長　仲摩 大地　ほか２名"""


def unframed(line: str, context: ListContext, judge: NameJudge) -> tuple[str, ListContext]:
    """A line without these, and what it says of all in it."""
    line = _VACANT.sub("", line) if _VACANT.fullmatch(line.strip()) is None else line
    line = _COUNT_BEFORE.sub("", line)
    line = _MORE.sub("", _LETTERED.sub("", _SEAL.sub("", line)))
    inside = _POST_INSIDE.match(line)
    from_, held = (inside["from"], "".join(inside["post"].split())) if inside is not None else ("", "")
    if (
        inside is not None
        and may_be_post(held)
        and not (may_be_post(from_.lstrip("0123456789第")) or judge.holds_name(from_))
    ):
        line = line[inside.start("post") :].replace(")", " ", 1)
    if (each := _EACH.search(line)) is not None:
        return line[: each.start()] + (each["aside"] or ""), replace(context, post=context.post or each["post"])
    return line, context
