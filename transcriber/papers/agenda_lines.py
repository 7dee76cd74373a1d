"""What one line of an agenda is: its number and in which manner it is written, a title with what stands behind it, a heading, a label."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import NamedTuple

from transcriber.language import numbers
from transcriber.minutes import rule_files
from transcriber.office_tables import headings
from transcriber.papers.line_marks import BESIDE, COLUMNS
from transcriber.papers.written_when import SCHEDULE_WORDS, is_next_meeting

_N = numbers.INTEGER
_LAYOUT = rule_files.any_of_each(__package__, "layout")
_KANJI_NUMBER = "[一二三四五六七八九十]{1,3}"
_KANA_NUMBER = "[アイウエオカキクケコサシスセソ]"

TIMED = "時刻"
"""The manner of what begins with a time of the day."""
INLINE = "内"
"""The manner of what stands in the line of its heading: 議題1 …"""
COUNTED = frozenset(("1", "一", "第", "(1)", "(一)", "①", "1)", "Ⅰ", "ア", "(ア)", "日程", INLINE))
"""Manners in which entries beside each other count on by one."""
BULLET = "・"
"""What the manner of a line behind a bullet begins with; the bullet follows."""
SCHEDULED = "日程"
"""The manner of 日程第3: it numbers the business of a council."""

_MANNERS = (
    (SCHEDULED, re.compile(rf"^(?:追加)?日\s*程\s*第?\s*(?P<number>{_N})(?:\s*[から～〜~-]+\s*(?:日\s*程)?\s*第?\s*(?P<last>{_N})(?:\s*まで)?)?[\s.:、,]*")),
    ("第", re.compile(rf"^第\s*(?P<number>{_N})(?!\s*(?:{_LAYOUT['numbered_things']}))(?:[\s.:、]+|(?<![一二三四五六七八九十])(?=[^\s0-9]))")),
    ("(1)", re.compile(r"^[(（〔\[]\s*(?P<number>[0-9]{1,2})\s*[)）〕\]]\s*")),
    ("(一)", re.compile(rf"^[(（]\s*(?P<number>{_KANJI_NUMBER})\s*[)）]\s*")),
    ("(ア)", re.compile(rf"^[(（]\s*(?P<number>{_KANA_NUMBER})\s*[)）]\s*")),
    ("(1)", re.compile(r"^(?P<mark>[⑴-⒇])\s*")),
    ("①", re.compile(r"^(?P<mark>[①-⑳㉑-㊿❶-❿])\s*")),
    ("1", re.compile(r"^(?P<mark>[⒈-⒛])\s*")),
    ("1)", re.compile(r"^(?P<number>[0-9]{1,2})\s*\)\s*")),
    ("1-1", re.compile(r"^[0-9]{1,2}\s*[-−.]\s*(?P<number>[0-9]{1,2})(?:\s*[.、):]\s*|\s+)(?=\D)")),
    (TIMED, re.compile(r"^(?:午前|午後)?[0-9]{1,2}(?::[0-9]{2}|時(?:[0-9]{1,2}分|半)?)(?:\s*[~～〜–-]\s*(?:(?:午前|午後)?[0-9]{1,2}(?::[0-9]{2}|時(?:[0-9]{1,2}分|半)?))?)?\s+(?=\D)")),
    ("1", re.compile(r"^(?P<number>[0-9]{1,2})(?:\s*[.、:．]\s*(?![0-9])|\s+(?=[^\s0-9]|[0-9]{1,4}(?:月(?!\s*[0-9])|[年周期億万千大つ歳％%]|か[年所])))")),
    ("一", re.compile(rf"^(?P<number>{_KANJI_NUMBER})(?:\s*[.、:)]\s*|\s+)")),
    ("Ⅰ", re.compile(r"^(?P<mark>[Ⅰ-Ⅻⅰ-ⅻ])(?:\s*[.、:)]\s*|\s+)")),
    ("I", re.compile(r"^(?P<roman>[IVX]{1,4})(?:\s*[.、:]\s*|\s+)(?=[^\sA-Za-z])")),
    ("ア", re.compile(rf"^(?P<number>{_KANA_NUMBER})(?:\s*[.、:)]\s*|\s+)")),
    ("a", re.compile(r"^(?P<letter>[A-Za-z])(?:\s*[.、:)]\s*|\s+)(?=[^\sA-Za-z])")),
    (BULLET, re.compile(r"^[・○●◎◯◇◆□■▽▼△▲▶►➢✓※*•‣–—-]\s*(?=[^\s・.…-])")),
)  # fmt: skip
_MARKED_NUMBER = frozenset("○●◎◯◇◆□■▽▼▲▶►")
"""Marks that stand before the number of an entry: ○日程１, ◆(1)."""
_GLUED = re.compile(r"^(?P<number>[0-9]{1,2}|[一二三四五六七八九十])(?=[^\s0-9])")
_CONTAINER = re.compile(f"(?:{_LAYOUT['containers']})")
_ANNOUNCEMENT = re.compile(f"(?:{_LAYOUT['announcements']})")
_MAY_CONTAIN = re.compile(f"(?:{_LAYOUT['may_contain']})")
_INLINE = re.compile(
    rf"^(?:{_LAYOUT['containers']}|協議|報告|審議|内容(?=\t))\s*(?:(?P<colon>[::])\s*|(?=[(（①-⑳⑴-⒇])|\s*(?P<number>{_N})\s*[.:、\s]\s*|\s+)(?P<rest>\S.*)$"
)
_COUNT = re.compile("[0-9]+件")
_REMARK = re.compile(r"[(（](?![0-9]{1,2}[)）])[^()（）]*[)）]")
"""審議（非公開）: how it is dealt with, and nothing that is."""
_HEADING = re.compile(
    rf"^[\s【〈《\[「■□◆◇○●◎*※-]*(?P<before>.{{0,40}}?)(?P<said>{_LAYOUT['agenda_headings']})(?:第?[0-9一二三四五六七八九十]{{1,3}}号)?(?:(?:[・、]|及び|と)(?:{_LAYOUT['lists']})(?:{_LAYOUT['list_ends']})*)?[\s】〉》\]」]*(?:[(（〔【].{{0,20}}[)）〕】])?\s*(?:\(案\))?$"
)
_NOT_AGENDA = re.compile(f"(?:{_LAYOUT['not_agendas']})")
_OTHER_HEADING = re.compile(f"(?:{_LAYOUT['other_headings']})")
_LABEL = re.compile(
    rf"^(?:{_LAYOUT['labels']})(?:\s*[::]|\s*$|\s+)|^(?:(?:令和|平成|昭和)\s*(?:元|[0-9]+)\s*年\s*)?[0-9]+\s*月\s*[0-9]+\s*日|^(?:午前|午後)\s*[0-9]"
)
_LABEL_WORD = re.compile(rf"(?:{_LAYOUT['labels']})")
_ROUTINE = re.compile(f"^(?:{_LAYOUT['routine']})$")
_TITLE_END = re.compile(f"(?:{_LAYOUT['title_ends']})$")
_BEHIND = re.compile(f"(?:{_LAYOUT['behind_titles']})")
_BEHIND_CLOSE = re.compile(
    rf"[\s]*[(（【〔\[<＜≪《〈]\s*(?:{_LAYOUT['papers_named']})[^()（）]{{0,24}}[)）】〕\]>＞≫》〉]$"
    rf"|(?:\s*[.・…‥_─―→⇒]+\s*|\s+)(?:{_LAYOUT['papers_named']})\s*(?:(?:No\.?|№)\s*)?[0-9A-Z一二三四五六七八九十①-⑳][0-9A-Z.、,~～-]{{0,8}}$"
    rf"|\s*[(（【〔][^()（）]*(?:{_LAYOUT['aside_words']})[^()（）]*[)）】〕]$"
)
_TRAILING = re.compile(
    r"(?:[.・…‥_─―\-\s]{2,}\s*(?:P|p)?\.?\s*\d+(?:\s*[-~～]\s*\d+)?\s*(?:ページ|頁)?|\s+P\.?\s*\d+|(?<=\s)\d+\s*(?:ページ|頁))$"
)
_AFTER_TITLE = re.compile(
    rf"(?<=について)\s*(?:{_LAYOUT['behind_titles']})$|(?:(?<=[^\x00-\x7f])|(?<=\)))\s(?:{_LAYOUT['proposers']})$"
)
_ERA_GAP = re.compile(r"(?<=令和|平成|昭和) (?=[0-9元])")
_WHEN = re.compile(rf"\s*[(（](?:{_LAYOUT['when_it_is_dealt_with']})[)）](?=\s|$)")
"""協議（13:35～14:40）"""
_ASIDE_BRACKETS = re.compile(r"(?<=\S)\s*(?:【[^【】]*】|〔[^〔〕]*〕|\[[^\[\]]*\])$")
"""Who explains it, or its paper: 【建設課】."""
_LAST_BRACKETS = re.compile(r"(?<=\S)\s*[【〔\[(（](?P<aside>[^【】〔〕\[\]()（）]*)[】〕\])）]\s*$")
_BESIDE_A_BLANK = rf"(?:\s|[、・,]|{_LAYOUT['beside_blanks']})*"
_TO_FILL_IN = re.compile(rf"\s*[(（]{_BESIDE_A_BLANK}\s{_BESIDE_A_BLANK}[)）]")
"""会議録署名委員の指名（　　　　委員）: where a name is to be written."""
_NOTE = re.compile(r"(?<=\S)(?:\s+|(?<=[)）】]))(?P<note>[※＊]\s*\S.*)$")
"""※机上配布, behind a title."""
_HARMLESS = re.compile(f"[※＊]\\s*(?:{_LAYOUT['notes_on_papers']})")
_OF_OFFICE = re.compile(r"[【〔\[(（]\s*(?P<office>[^\s、,・/／]+)(?P<more>[^【】〔〕\[\]()（）]*)[】〕\])）]")
"""Which office an entry is of, in a column of its own: （企画財政課）."""
_REFERRED = re.compile(r"\s*[.・…‥_─―]{3,}\s*\S{0,6}$")
"""Dots that lead to where something stands: ……別冊"""
_LEADING_ON = re.compile(r"\s*[.・…‥_─―]{3,}\s*(?=[^\s0-9.・…‥_─―](?:\S*\s\S|\S{6}))")
_LEADERS = re.compile(r"[.・…‥_─―]{3,}\s*")
_PAGE = re.compile(r"^[\s\-–—―(（]*(?:P|p|No)?\.?\s*\d+\s*(?:[/／]\s*\d+)?\s*(?:ページ|頁|P)?[\s\-–—―)）]*$")
_SURE_TITLE = re.compile(rf"(?:{_LAYOUT['sure_titles']})\s*(?:[(（][^()（）]*[)）])?$")
_GREETING = re.compile("挨拶|あいさつ|式辞")
_CLOSING = re.compile(r"^(?:閉\s*会|散\s*会|延\s*会)")
_WRAPPED = re.compile(r"(?<=[^\x00-\x7f])\v(?=[^\x00-\x7f])")
"""Where a cell breaks a title (papers/paper.py CELL_BREAK)."""
_SPREAD = re.compile(r"[^\x00-\x7f](?: [^\x00-\x7f])+")
"""会 期 の 決 定"""
_COUNTED = re.compile(r"[(（]?[0-9]{1,2}\s*[)）.、．]|[①-⑳⑴-⒇]")
_UNMARKED = re.compile(r"[0-9]{1,2}\s+(?=[^\s0-9.、:)])")
_FEWEST_UNMARKED = 3
"""Entries of a line whose numbers nothing but a space parts from their titles: 1 開会　2 委員紹介　3 …"""
_MARKED = re.compile(r"[(（][0-9]{1,2}[)）]|[①-⑳⑴-⒇]")
_SPREAD_WORD = re.compile(r"^([^\x00-\x7f](?:\s+[^\x00-\x7f]){1,5})(?=\s{2,}|\t|\s*[(（①-⑳⑴-⒇:])")
"""議　事　　（１）"""
_LONGEST = 300


class AgendaLine(NamedTuple):
    """A numbered line.

    Attributes:
        manner: how it is numbered; lines of one manner stand on one level.
        number: None where the manner counts nothing.
        last: of 日程第3から日程第5まで the 5.
        rest: what stands behind.
    """

    manner: str
    number: int | None
    rest: str
    last: int | None = None


def is_rule(line: str) -> bool:
    """Whether a line is drawn, and says nothing."""
    return re.search(r"\w", line) is None


def numbered(line: str) -> AgendaLine | None:
    """The number of a line; None if it begins with none."""
    text = line.strip()
    for manner, pattern in _MANNERS:
        if (match := pattern.match(text)) is None:
            continue
        found = match.groupdict()
        rest = text[match.end() :].strip()
        if manner != SCHEDULED and (not rest or _PAGE.match(rest)):
            return None
        if manner == "1-1" and rest[:1].isdigit():
            return None
        if manner == BULLET:
            if text[0] in _MARKED_NUMBER and (inner := numbered(rest)) is not None and inner.manner in COUNTED:
                return inner
            manner += text[0]
        return AgendaLine(manner, _value(found), rest, _number(found["last"]) if found.get("last") else None)
    glued = _GLUED.match(text)
    if glued is not None and (is_routine(text[glued.end() :]) or may_contain(text[glued.end() :])):
        return AgendaLine("1" if glued["number"].isdigit() else "一", _number(glued["number"]), text[glued.end() :])
    return None


def several(line: str) -> list[str]:
    """The parts of a line that counts on in itself: 議題　１．…　２．…, (1) …　(2) …; the whole line where it does not."""
    starts = [
        m.start()
        for m in re.finditer(r"(?<=\s)(?=\S)", line)
        if _COUNTED.match(line, m.start()) or _UNMARKED.match(line, m.start())
    ]
    if _MARKED.match(line.strip()):  # (1)…について(2)…
        starts = sorted({*starts, *(m.start() for m in _MARKED.finditer(line) if m.start())})
    found: list[tuple[int, AgendaLine]] = []
    for start in (0, *starts):
        part = numbered(line[start:])
        if part is None or part.number is None or part.manner == SCHEDULED:
            continue
        if not found or (part.manner == found[-1][1].manner and part.number == (found[-1][1].number or 0) + 1):
            found.append((start, part))
    bare = any(_UNMARKED.match(line, start) for start, _ in found)
    if len(found) < (_FEWEST_UNMARKED if bare else 2) or found[0][1].number != 1:
        return [line]
    cuts = [0, *(start for start, _ in found[1:]), len(line)]
    return [line[a:b].strip() for a, b in pairwise(cuts)]


def is_scheduled(line: str) -> bool:
    """Whether a line begins with 日程第N."""
    found = numbered(line)
    return found is not None and found.manner == SCHEDULED


def _value(found: dict[str, str | None]) -> int | None:
    if number := found.get("number"):
        kana = "アイウエオカキクケコサシスセソ".find(number)
        return kana + 1 if kana >= 0 else _number(number)
    if mark := found.get("mark"):
        return _number(re.sub(r"\D", "", unicodedata.normalize("NFKC", mark)) or "0") or None
    return None


def _number(text: str) -> int:
    value = numbers.value(text)
    return int(value) if value is not None else 0


def is_page(line: str) -> bool:
    """Whether a line is the number of a page."""
    return _PAGE.match(line) is not None


def agenda_heading(line: str) -> str:
    """The word by which a line heads an agenda (議事日程, 次第); empty if it heads none."""
    plain = "".join(line.split())
    match = _HEADING.match(plain)
    if match is None or _NOT_AGENDA.search(match["before"][-4:] + ("" if match["said"] != "日程" else match["before"])):
        return ""
    return match["said"]


def is_container(title: str) -> bool:
    """Whether a title only heads what is listed below it: 議題, 協議事項."""
    plain = _plain(title)
    return _CONTAINER.fullmatch(plain) is not None


def announces(line: str) -> bool:
    """Whether a sentence says that the items follow: 議題は次のとおりです。"""
    return _ANNOUNCEMENT.search(line) is not None


def may_contain(title: str) -> bool:
    """Whether a title heads what is listed below it, if anything is: 協議, その他."""
    return is_container(title) or _MAY_CONTAIN.fullmatch(_plain(title)) is not None


def inside_container(line: str) -> AgendaLine | None:
    """議題：空き家対策について, 議題1 空き家対策について, 報告事項（1）…: an item in the line of its heading."""
    line = _WHEN.sub("", line)
    match = _INLINE.match(_closed_up(line.strip()))
    if match is None or _COUNT.fullmatch(match["rest"]) or _REMARK.fullmatch(match["rest"]):
        return None
    inner = numbered(match["rest"])
    if inner is not None:
        return inner
    number = _number(match["number"]) if match["number"] else None
    return AgendaLine(INLINE, number, match["rest"])


def _closed_up(line: str) -> str:
    """議　事　　（１）… with the spread word closed up: 議事　　（１）…"""
    match = _SPREAD_WORD.match(line)
    if match is None:
        return line
    word = "".join(match[1].split())
    return word + line[match.end() :] if may_contain(word) else line


def is_routine(title: str) -> bool:
    """開会, あいさつ, 休憩: no business."""
    first = COLUMNS.split(_in_columns(title.strip()))[0]
    return any(_ROUTINE.match(t) for t in (_trimmed(title), _plain(title), _plain(first)))


def is_greeting(title: str) -> bool:
    """Whether a routine entry is somebody's words, which a numbered agenda counts as business of the day."""
    return is_routine(title) and _GREETING.search("".join(title.split())) is not None


def is_sure_title(title: str) -> bool:
    """Whether a title says by itself what is dealt with."""
    return _SURE_TITLE.search(title) is not None


def is_only_time(title: str) -> bool:
    """Whether an entry says when something is, and nothing else: 第3回 令和9年2月10日(水)."""
    return not SCHEDULE_WORDS.sub("", "".join(title.split())) or is_next_meeting(title)


def is_closing(title: str) -> bool:
    """Whether a meeting ends here."""
    return is_routine(title) and _CLOSING.match(title.strip()) is not None


def is_label(line: str) -> bool:
    """日時：…, 場所 …, 出席者: a head of the paper, not of its business."""
    plain = _plain(line)
    return bool(_LABEL.match(line.strip()) or _LABEL_WORD.fullmatch(plain) or BESIDE.fullmatch(plain))


def heads_another_list(line: str) -> bool:
    """Whether a short line heads something else than the agenda: 出席者名簿, 配付資料."""
    return _OTHER_HEADING.search("".join(line.split())) is not None and len(line.strip()) < 20


def is_unfinished(title: str) -> bool:
    """Whether a title is not at its end: a bracket is open, or it does not end as titles do."""
    return has_open_bracket(title) or _TITLE_END.search(title.rstrip()) is None


def has_open_bracket(title: str) -> bool:
    """Whether a bracket is open."""
    return sum(map(title.count, "(（「『【")) > sum(map(title.count, ")）」』】"))


def ends_as_title(line: str) -> bool:
    """Whether a line ends as titles do."""
    return _TITLE_END.search(_trimmed(line)) is not None


def title_of(text: str) -> str:
    """The title alone, without the page, the paper and the proposer that stand behind it."""
    text = _TO_FILL_IN.sub("", _NOTE.sub("", _in_columns(text)))
    columns = [c for c in COLUMNS.split(_trimmed(text)) if c.strip()]
    while len(columns) > 1 and (
        _BEHIND.fullmatch("".join(columns[-1].split())) or is_page(columns[-1]) or _office(columns[-1]) is not None
    ):
        columns.pop()
    if len(columns) > 1 and _TITLE_END.search(columns[0].strip()):
        del columns[1:]
    title = " ".join(c.strip() for c in columns)
    before = None
    while before != title:
        before, title = title, _AFTER_TITLE.sub("", _BEHIND_CLOSE.sub("", _TRAILING.sub("", title))).strip()
    title = _ASIDE_BRACKETS.sub("", _REFERRED.sub("", _WHEN.sub("", title)))
    plain = _ERA_GAP.sub("", re.sub(r"\s+", " ", _LEADERS.sub(" ", title))).strip(" 　、.:")[:_LONGEST]
    return "".join(plain.split()) if _SPREAD.fullmatch(plain) else plain


def left_beside(text: str) -> str:
    """What stands in columns of its own behind a title, and is neither its paper, its proposer nor a page; empty if nothing does."""
    text = _in_columns(text)
    note = _NOTE.search(text)
    if note is not None and not _HARMLESS.match(note["note"]):
        return note["note"]
    columns = [c.strip() for c in COLUMNS.split(_trimmed(_NOTE.sub("", text))) if c.strip()]
    if len(columns) > 1 and (more := _office(columns[-1])):
        return more
    if len(columns) < 2 or not _TITLE_END.search(columns[0]):
        return ""
    left = [c for c in columns[1:] if not _BEHIND.fullmatch("".join(c.split())) and not is_page(c)]
    left = [c for c in left if not _BEHIND_CLOSE.fullmatch(f" {c}") and not _ASIDE_BRACKETS.fullmatch(f"題{c}"[1:])]
    return " ".join(c for c in left if not re.fullmatch(r"[【〔\[(（].*[】〕\])）]|\W+", c))


def is_joined(text: str, title: str) -> bool:
    """Whether a title was put together of what stands in columns beside each other: 採点・選定 | 非公開."""
    columns = [c.strip() for c in COLUMNS.split(_in_columns(text.strip())) if c.strip()]
    last = " ".join(columns[-1].split()) if columns else ""
    return len(columns) > 1 and len(last) > 1 and title.endswith(f" {last}") and title != last


def _office(column: str) -> str | None:
    """What brackets that name an office hold besides it, whole (環境課 早野); empty: nothing; None: they name none."""
    found = _OF_OFFICE.fullmatch(column.strip())
    if found is None or not headings.names_a_group(found["office"]):
        return None
    return column.strip() if found["more"].strip() else ""


def aside_of(text: str) -> str:
    """What stands in brackets behind a title: 〔説明：財政課長 佐藤 圭〕; empty if nothing does."""
    found = _LAST_BRACKETS.search(text)
    return found["aside"].strip() if found is not None else ""


def without_aside(title: str) -> str:
    """A title without the brackets behind it."""
    return _LAST_BRACKETS.sub("", title).strip()


def beside_routine(text: str) -> str:
    """What stands in columns of its own behind 開会 or あいさつ; empty if nothing does."""
    return " ".join(c for c in COLUMNS.split(_in_columns(text.strip()))[1:] if c)


def _in_columns(text: str) -> str:
    """A line without the breaks of its cell, and with a gap where dots lead to who speaks: 開会 …… 司会 総務課長 山下 清隆."""
    return _LEADING_ON.sub("  ", _WRAPPED.sub("", text))


def is_aside(title: str) -> bool:
    """Whether what stands behind a bill's number is no title: 即決, 町長提出."""
    return _BEHIND.fullmatch("".join(title.split())) is not None


def _trimmed(text: str) -> str:
    return _TRAILING.sub("", text).strip()


def _plain(title: str) -> str:
    whole = re.fullmatch(r"\s*[【〔(（<＜《]([^【】〔〕()（）<>＜＞《》]*)[】〕)）>＞》]\s*", title)
    title = whole[1] if whole is not None else title
    plain = re.sub(r"[(（〔【][^()（）〔〕【】]*[)）〕】]$", "", "".join(_trimmed(title).split()))
    plain = re.sub("(?<=[^0-9])[0-9]+件$", "", plain)
    return re.sub(r"^[【〈《\[「■□◆◇○●◎*※]+|[】〉》\]」*※:]+$", "", plain)
