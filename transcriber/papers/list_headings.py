"""What heads a list of people in a paper, and what its heading says of all that stand in it."""

from __future__ import annotations

import re

from transcriber.minutes import posts, rule_files
from transcriber.office_tables import headings
from transcriber.office_tables.written_names import seat_number
from transcriber.papers.line_marks import ABSENT, says_how_many
from transcriber.papers.list_context import ListContext, is_own_post

_LAYOUT = rule_files.any_of_each(__package__, "layout")
_HEAD = re.compile(
    rf"^(?P<before>.{{0,24}}?)(?P<said>(?:{_LAYOUT['lists']})(?:{_LAYOUT['list_ends']})*)(?:[】\]〉》」〕>]|\)(?!$))?。?(?P<count>(?:[(〔【\[][^)〕】\]]*[)〕】\]])*)(?:の?氏名)?(?P<colon>[::])?"
)
_GROUP = re.compile(
    rf"^\s*(?:[【\[〔(〈《](?P<inside>{_LAYOUT['groups']})[】\]〕)〉》]|(?P<before>{_LAYOUT['groups']})\s*(?::|\([0-9]+[名人]\)$))\s*(?P<rest>.*)$"
)
_COUNTED_GROUP = re.compile(
    rf"(?:[0-9]{{1,2}}[.、)]?|\([0-9]{{1,2}}\)|[①-⑳○●◎■□◆◇・])(?P<said>{_LAYOUT['groups']})(?:\([0-9]+[名人]\))?"
)
"""１　委員, above 会長　大槻　健二."""
_SPREAD_HEADING = re.compile(r"氏\s+名|議\s+席|番\s+号|役?\s*職\s+名|役\s+職")
_PLAIN_BEFORE = re.compile(
    r"(?:[0-9一二三四五六七八九十]{1,3}[.、)]?|\([0-9一二三四五六七八九十]{1,3}\)|[①-⑳○●◎◯◇◆□■▽▼・※【\[〈《「(〔<])?(?:その他の?|会議[にを])?"
)
_ATTENDING = re.compile(
    rf"(?:{_LAYOUT['taking_part']})(?:した)?(?P<who>[^\s、。()者]{{0,12}}?(?:議員|推進委員|委員|推進員|理事|監事))$"
)
_BARE = re.compile(
    r"^[\s・○●◯■□◆【(（<＜〈《]*(?P<said>出席|欠席|参加|列席)(?:[】>＞〉》]\s*|[)）]?(?:\s*[::]\s*|\s+|$))(?!\S\s)"
)
"""出席, 欠席, alone before the people."""
_BOTH = re.compile("出欠|出席[^欠]{0,6}欠席|欠席[^出]{0,6}出席")
"""It heads those who are there and those who are not: 出欠席議員."""
_NOBODY = re.compile(r"[(（](?:なし|無し?|[0０零]\s*[名人])[)）]")
"""欠席議員は次のとおりである（なし）: nobody below is meant."""
_OFFICE = re.compile("事務局(?:職員|出席)?")
_PARTED = re.compile(r"(?:出席|欠席|遅参|早退)\s")
_SPREAD = re.compile(r"(?:出|欠)\s+席")


def group_of(line: str) -> tuple[str, str] | None:
    """(group, what stands behind it) of a line that begins with the label of a group: 【委員】."""
    match = _GROUP.match(line)
    if match is None and (counted := _COUNTED_GROUP.fullmatch("".join(line.split()))) is not None:
        return counted["said"], ""
    if match is None:
        return None
    said = match["inside"] or match["before"]
    if match["rest"].strip() and said != "委員" and is_own_post(said):
        return None  # 委員長：山下　清隆／委員：大塚　由紀
    return said, match["rest"]


def heading_of(line: str) -> tuple[str, str, bool] | None:
    """(heading, what stands behind it, whether it is at the beginning) of a line; spaces that spread 出　席　議　員 do not count."""
    bare = _BARE.match(line)
    if bare is not None:
        return f"{bare['said']}者", line[bare.end() :], True
    plain = "".join(line.split())
    match = _HEAD.match(plain)
    if match is None or not match["said"] or _holds_gap(line, match["said"]):
        return None
    labelled = _PLAIN_BEFORE.fullmatch(match["before"]) is not None
    rest = _behind(line, match.end())
    if match["said"] not in line and _goes_on_spread(match["said"], rest):
        return None
    nobody = _NOBODY.search(plain)
    return (
        match["before"] + match["said"] + (nobody[0] if nobody is not None else ""),
        rest,
        labelled
        and (
            bool(match["colon"] or match["count"])
            or not rest
            or rest[:1].isspace()
            or rest[:1] in "、("
            or says_how_many(rest)
        ),
    )


def _holds_gap(line: str, said: str) -> bool:
    """Whether a gap parts the heading from the name of somebody: 出席 山下委員."""
    return (
        _ATTENDING.search(said) is not None
        and _PARTED.search(line) is not None
        and said not in line
        and not _SPREAD.search(line)
    )


def _goes_on_spread(said: str, rest: str) -> bool:
    """Whether a spread word that heads a list is the beginning of a post: 事 務 局 長."""
    first = rest.split()[:1]
    return len(first) == 1 and len(first[0]) == 1 and rest[:1].isspace() and posts.ending(said + first[0]) is not None


def _behind(line: str, count: int) -> str:
    """The rest of a line behind `count` characters that are no space."""
    for at, c in enumerate(line):
        if not count:
            return line[at:]
        count -= not c.isspace()
    return ""


def context_of(heading: str) -> ListContext | None:
    """What a heading says of those below it; None where it heads no list of people."""
    plain = "".join(heading.split())
    match = _HEAD.match(plain) or _HEAD.match(f"{plain}(敬称略)")
    if match is None:
        return None
    said = match["before"] + match["said"]
    bare = re.sub("委員会|説明員|職員|評議員", "", said)
    own = _ATTENDING.match("".join(match["said"].split()))
    ordered = "質問" in said or "通告" in said  # its numbers are the order of speaking
    members = "議員" in bare or ordered
    post = own["who"] if own else "議員" if members else "委員" if "委員" in bare else ""
    if not post and "評議員" in said:
        post = "評議員"
    if not post and _OFFICE.fullmatch(plain):
        post = "事務局"
    return ListContext(
        post=post,
        numbered=members and not ordered,
        alone=True,
        absent=("欠席" in said or ABSENT.match(said) is not None)
        and _BOTH.search(plain) is None
        and _NOBODY.search(plain) is None,
        asking=ordered,
    )


def context_of_group(said: str, *, absent: bool = False) -> ListContext:
    """【委員】 counts for those behind and below it who have no post; 【執行部】 gives nobody a post.

    Args:
        absent: it is the first in a list of those who are not there.
    """
    chief = said if is_own_post(said) and said != "委員" else ""
    post = chief or next((p for p in ("議員", "委員", "会員", "事務局") if said.startswith(p)), "")
    return ListContext(
        post=post, numbered=post == "議員", alone=True, absent=absent and bool(post) and post != "事務局"
    )


def columns_of(line: str) -> frozenset[str]:
    """What the columns below a line hold, if it is nothing but the headings of a list of people."""
    plain = _SPREAD_HEADING.sub(lambda m: "".join(m[0].split()), line.strip())
    cells = [c for c in re.split(r"\t|\s{2,}|(?<=[^\s])\s(?=\S{2})", plain) if c.strip()]
    fields = [headings.field_of(c, headings.ROSTER_FIELDS) for c in cells]
    known = sum(map(bool, fields))
    return frozenset(filter(None, fields)) if len(cells) > 1 and known and 2 * known >= len(cells) else frozenset()


def seats_alone(line: str) -> list[str]:
    """The seats of a line that holds nothing else."""
    found = [seat_number(part) if part.endswith(("番", "番議員")) else None for part in line.split()]
    return [seat for seat in found if seat] if len(found) > 1 and all(found) else []
