"""What a cell with a name holds, by one grammar for sheets and papers:

    [mark] [seat or number] [post, office or group] name [honorific or post] [mark], with remarks in brackets anywhere.

What is not part of it, or can be read in two ways, is told as trouble; nothing is guessed. The characters stay the office's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from transcriber.language import numbers
from transcriber.minutes import posts
from transcriber.minutes.characters import KANJI
from transcriber.minutes.posts import Branch
from transcriber.office_tables import headings
from transcriber.office_tables.grid import compact
from transcriber.office_tables.office_words import (
    is_former,
    is_group,
    is_long_given_name,
    is_office,
    is_post_only,
    may_begin_with_post,
    remark_rules,
    remark_words,
    run_together,
    words_before,
    words_behind,
)
from transcriber.office_tables.time_in_office import ALWAYS, TimeInOffice, time_said
from transcriber.office_tables.written_names import (
    NAME_KANJI,
    hiragana_reading,
    is_reading,
    one_line,
    shortened,
    spaced_name,
    without_honorific,
)

_NAME = re.compile(
    rf"(?:[{NAME_KANJI}ぁ-ゖゝゞァ-ヺーヽヾ・\ue000-\uf8ff\uff65-\uff9f゠＝= ]{{1,24}}[A-Za-zＡ-Ｚ0-9０-９①-⑳]{{0,6}}"
    r"|[A-Za-zÀ-ɏＡ-Ｚａ-ｚ.．,'’\-・ ]{2,40}|[A-ZＡ-Ｚ])"
)
_BRACKETS = re.compile(r"[(（〔［\[【〈《<＜]([^()（）〔〕［］\[\]【】〈〉《》<>＜＞]*)[)）〕］\]】〉》>＞]")
_HALF_BRACKET = re.compile(r"[(（〔［\[【〈《)）〕］\]】〉》]")
_MARKS = re.compile(r"^(?:[◎○●◯〇☆★◇◆□■△▲▽▼※*＊・→>＞]+\d{0,2}(?![番0-9])\s*)+")
_MARKS_BEHIND = re.compile(r"\s*[◎○●◯☆★◇◆□■△▲▽▼※*＊]+(?:[\d０-９]{1,2})?$")
_NUMBERED = re.compile(
    r"^(?:第|議席番?号?|[NnＮ][OoＯｏ][.．]?|№)?\s*([0-9０-９]{1,3})\s*(?:(番|号|席)(?:議員)?|[.．)）、:：]|\s)\s*(?=\S)"
)
_KANJI_SEAT = re.compile(r"^(?:議席|第)?([一二三四五六七八九十]{1,3})番(?:議員)?\s+")
_STAFF_NUMBER = re.compile(r"^[0-9０-９]{4,8}[\s\u3000:：・-]+(?=\D)")
_NOTE_BEHIND = re.compile(r"(?<=\S\S)[\s\u3000]*[※＊*][\s\u3000]*([^※＊*()（）\d\s]\S*)$")
"""祝部　朱里※遅参"""
_SEAL = re.compile(r"\s*㊞|(?<=\S)\s+印$")
"""Where a person is to put a seal; 印 is also a given name's beginning."""
_SEAT_LINE = re.compile(r"(?:議席番号|議席)?\s*第?\s*([0-9０-９]{1,3})\s*(?:番|号)(?:議員)?")
_CIRCLED = re.compile(r"^[①-⑳㉑-㊿]\s*")
_LATE = re.compile(r"^(?:故|亡)[\s・]*(?=\S{2})")
_SEPARATORS = re.compile(r"[、，,／/＆&;；｜|＋+]|(?:及び|および|並びに|ならびに)")
_DOTS = re.compile("[・･]")
_WITH = re.compile(rf"(?<=[{KANJI}])と(?=[{KANJI}])")
_PLACEHOLDER = re.compile(r"[〇○●×△▲□■?？]{2,}")
_MORE_BEHIND = re.compile("..(?:ほか|他)$")
_MORE = re.compile("ほか|他|外|等|など|以下同じ|[^ ]*[、。].*")
_IS_KANJI = re.compile(f"[{NAME_KANJI}]+")
_KATAKANA = re.compile("[ァ-ヺー゠＝=\uff65-\uff9f]+")
_SHORTEST_WHOLE = 3
"""Characters of surname and given name together, of most people."""
_LONGEST = 7
"""Kanji of the longest name written without a space that is not looked at twice: 勅使河原 and a given name of three."""

_TWO_PEOPLE = "1つの欄に2人以上の氏名があるようです。この行は使っていません。1人1行にしてください。"
_UNCLEAR = "を1人の氏名として読めません（2人の氏名か、所属や役職が付いているようです）。この行は使っていません。1人1行にし、氏名だけを書いてください（1人の氏名なら、間を空けずに書いてください）。"
_POST_ONLY = "は職名のようです。この行は使っていません。氏名と職名を別の列にしてください。"
_NO_NAME = "を氏名として読めません。この行は使っていません。"


@dataclass(frozen=True)
class NameCell:
    """What a name's cell says.

    Attributes:
        name: with one space where the office parts surname and given name; empty: no name can be read.
        post, kana, seat: said in the same cell.
        time: since when and until when the person is in office, by a remark in the cell.
        marks: what stands before it: ◎, ○.
        said: what was not taken letter by letter, in Japanese, without 。 at the end.
        trouble: why nobody is read, in Japanese; empty for an empty cell.
    """

    name: str = ""
    post: str = ""
    kana: str = ""
    seat: str = ""
    time: TimeInOffice = ALWAYS
    marks: str = ""
    said: tuple[str, ...] = ()
    trouble: str = ""


@dataclass
class _Found:
    """What was taken from a cell so far."""

    kana: str = ""
    post: str = ""
    seat: str = ""
    time: TimeInOffice = ALWAYS
    marks: str = ""
    said: list[str] = field(default_factory=list)


class _Trouble(Exception):
    """Nobody can be read."""


def name_in_cell(text: str, kana: str = "", usual: frozenset[str] = frozenset()) -> NameCell:
    """What is in a name's cell.

    Args:
        kana: the reading, if the row has one in a cell of its own.
        usual: honorifics that the list's names end with, as from `usual_honorifics`.
    """
    if not text.strip():
        return NameCell()
    found = _Found()
    try:
        name = _name(text, kana, usual, found)
    except _Trouble as e:
        return NameCell(post=found.post, seat=found.seat, time=found.time, trouble=str(e))
    return NameCell(name, found.post, found.kana, found.seat, found.time, found.marks, tuple(found.said))


def _name(text: str, kana: str, usual: frozenset[str], found: _Found) -> str:
    text = _NOTE_BEHIND.sub(r"（\1）", text.strip())
    if (number := _STAFF_NUMBER.match(text)) is not None:
        found.said.append("氏名の前の番号は使いません")
        text = text[number.end() :]
    plain = _without_brackets(text, found)
    if not plain or headings.is_vacancy(plain):
        raise _Trouble(f"「{shortened(text)}」{_NO_NAME}")
    if _HALF_BRACKET.search(plain):
        raise _Trouble(f"「{shortened(text)}」のかっこが閉じていないため、氏名を読めません。この行は使っていません。")
    if _PLACEHOLDER.search(plain):
        raise _Trouble(f"「{shortened(text)}」{_NO_NAME}")
    plain = _of_lines(plain, kana, found)
    plain = _without_tail(_without_marks(_without_seal(plain, found), found), found)
    plain = _without_title(plain, kana or found.kana, usual, found)
    tokens = _without_posts(plain.split(), found)
    plain = _without_title(" ".join(tokens), kana or found.kana, usual, found)
    if not plain:
        raise _Trouble(f"氏名の欄の「{shortened(text)}」{_POST_ONLY}")
    _require_one(plain, text, kana or found.kana)
    return spaced_name(plain)


def _without_title(text: str, kana: str, usual: frozenset[str], found: _Found) -> str:
    """Without an honorific behind it; 議員 and 委員 only where they belong to a person (総務委員 is a post)."""
    words = text.split()
    if not words or is_office(words[-1]):
        return text
    plain, title = without_honorific(text, kana, usual)
    if title:
        found.said.append(f"氏名の後の「{title}」は敬称なので使いません")
        found.post = found.post or (title if posts.branch(title) is Branch.MEMBER else "")
    return plain


def _without_brackets(text: str, found: _Found) -> str:
    for content in _BRACKETS.findall(text):
        plain = content.strip()
        said = time_said(plain)
        if not plain:
            continue
        if is_reading(hiragana_reading(plain)) and len(plain) > 1:
            found.kana = hiragana_reading(plain)
        elif said is not None:
            _timed(plain, found)
        elif (
            seat := re.fullmatch(
                r"(?:議席)?(?:番号)?\s*([0-9０-９]{1,3})\s*番|議席(?:番号)?\s*([0-9０-９]{1,3})", plain
            )
        ) is not None and not found.seat:
            found.seat = str(int(seat[1] or seat[2]))
        elif is_office(plain):
            _posted(one_line(plain), found)
        else:
            found.said.append(f"氏名に付いたかっこ書き「{plain}」は使いません")
    return _BRACKETS.sub(" ", text).strip()


def _timed(remark: str, found: _Found) -> None:
    said = time_said(remark)
    if said is not None:
        found.time = said.time if said.time.limited else found.time
        if not said.time.limited:
            found.said.append(f"「{shortened(remark)}」とありますが、いまも在職しているものとして読みました")


def _posted(post: str, found: _Found) -> None:
    if is_former(post):
        found.said.append(f"「{post}」は役職として使いません")
    elif found.post and found.post != post:
        found.said.append(f"2つ目の役職「{post}」は使いません")
    else:
        found.post = post


def _of_lines(text: str, known: str, found: _Found) -> str:
    """The line with the name; a reading or a post may stand in a line of its own."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and not found.seat and (seat := _SEAT_LINE.fullmatch(lines[0])) is not None:
        found.seat = str(int(seat[1]))
        lines = lines[1:]
    if len(lines) < 2:
        return " ".join(" ".join(lines).split())
    kana = [line for line in lines if is_reading(hiragana_reading(line))]
    others = [line for line in lines if line not in kana]
    if not known and len(kana) == 1 and others and (lines[0] == kana[0] or len(kana[0]) > len(others[-1]) > 2):
        found.kana = hiragana_reading(kana[0])
        lines = others
    offices = [line for line in lines if is_office(compact(line)) or is_group(compact(line))]
    if offices and len(offices) < len(lines):
        for line in offices:
            _before(line, found)
        lines = [line for line in lines if line not in offices]
    whole = [line for line in lines if len(compact(line)) >= 4 or len(line.split()) > 1]
    if len(whole) > 1:
        raise _Trouble(_TWO_PEOPLE)
    return " ".join(" ".join(lines).split())


def _without_marks(text: str, found: _Found) -> str:
    plain = text
    for _ in range(4):  # 〇3番　井上花子, ※1　〇井上花子
        before = plain
        if (mark := _MARKS.match(plain)) is not None and plain != mark[0]:
            found.marks += mark[0].strip()
            plain = plain[mark.end() :]
        if (number := _NUMBERED.match(plain)) is not None:
            if number[2]:
                found.seat = str(int(number[1]))
            else:
                found.said.append("氏名の前の番号は使いません")
            plain = plain[number.end() :]
        elif (kanji := _KANJI_SEAT.match(plain)) is not None:
            found.seat = _number(kanji[1])
            plain = plain[kanji.end() :]
        elif (circled := _CIRCLED.match(plain)) is not None and plain != circled[0]:
            found.said.append("氏名の前の番号は使いません")
            plain = plain[circled.end() :]
        if (late := _LATE.match(plain)) is not None and (" " in plain or len(plain) >= 4):
            found.time = TimeInOffice(left=True)
            plain = plain[late.end() :]
        if plain == before:
            break
    while (behind := _MARKS_BEHIND.search(plain)) is not None and behind.start():
        found.said.append(f"氏名の後の印「{behind[0].strip()}」は使いません")
        plain = plain[: behind.start()]
    return plain


def _without_seal(text: str, found: _Found) -> str:
    """Without ㊞, or 印 at the end of a line where the name before it is whole."""
    seal = _SEAL.search(text)
    if seal is None:
        return text
    words = text[: seal.start()].split()
    whole = len(words) > 1 and any(len(w) > 1 for w in words) or len("".join(words)) >= _SHORTEST_WHOLE
    if "㊞" not in seal[0] and not whole:
        return text
    found.said.append(f"氏名の後の「{seal[0].strip()}」は使いません")
    return (text[: seal.start()] + text[seal.end() :]).strip()


def _without_tail(text: str, found: _Found) -> str:
    """Without a remark on the time in office that stands behind the name without brackets."""
    words = text.split(" ")
    for at in range(1, len(words)):
        rest = " ".join(words[at:])
        said = time_said(rest)
        if said is not None and said.sure and said.time.limited:
            _timed(rest, found)
            return " ".join(words[:at])
    return text


def _without_posts(tokens: Sequence[str], found: _Found) -> list[str]:
    """The name's own words: without posts, offices and groups before and behind them."""
    left = list(tokens)
    while len(left) > 1 and (before := words_before(left)) != 0:
        if before is None:
            raise _Trouble(f"「{shortened(' '.join(tokens))}」{_UNCLEAR}")
        _before(" ".join(left[:before]), found)
        left = left[before:]
    while len(left) > 1 and (size := words_behind(left)):
        _before(" ".join(left[-size:]), found, "後")
        left = left[:-size]
    run = run_together(left[0]) if len(left) <= 2 else None
    if run:
        found.said.append(f"氏名の前の「{run[0]}」を役職として読みました")
        _posted(run[0], found)
        left[0] = run[1]
    if len(left) == 1 and may_begin_with_post(left[0]):
        raise _Trouble(f"「{shortened(' '.join(tokens))}」{_UNCLEAR}")
    if len(left) == 1 and is_post_only(left[0]):
        raise _Trouble(f"氏名の欄の「{shortened(' '.join(tokens))}」{_POST_ONLY}")
    return left


def _before(text: str, found: _Found, where: str = "前") -> None:
    post = one_line(text)
    if is_office(compact(post)):
        if not is_former(post):
            found.said.append(f"氏名の{where}の「{post}」を役職として読みました")
        _posted(post, found)
    else:
        found.said.append(f"氏名の{where}の「{post}」は使いません")


def _require_one(plain: str, text: str, kana: str) -> None:
    """Raises: _Trouble: not one person's name."""
    short = f"「{shortened(text)}」"
    if not plain.isascii() and (parts := [p for p in _SEPARATORS.split(plain) if p.strip()]) and len(parts) > 1:
        raise _Trouble(_TWO_PEOPLE)
    dotted = [p.strip() for p in _DOTS.split(plain) if p.strip()]
    if len(dotted) > 1 and are_several_names(dotted):
        raise _Trouble(_TWO_PEOPLE)
    if (two := _WITH.search(plain)) and len(compact(plain[: two.start()])) > 1 and len(compact(plain[two.end() :])) > 1:
        raise _Trouble(f"{short}{_UNCLEAR}")
    if _NAME.fullmatch(plain) is None or re.fullmatch(remark_rules()["no_names"], compact(plain)):
        raise _Trouble(f"{short}{_NO_NAME}")
    if headings.field_of(plain, headings.ROSTER_FIELDS) or headings.is_ditto(plain) or _MORE_BEHIND.search(plain):
        raise _Trouble(f"{short}{_NO_NAME}")
    words = plain.split()
    if len(words) > 1 and (_MORE.fullmatch(words[-1]) or re.fullmatch(r"\D?\d+\D?", words[-1])):
        raise _Trouble(f"{short}{_NO_NAME}")
    _require_length(words, short, kana)


def are_several_names(parts: Sequence[str]) -> bool:
    """Whether names between ・ are those of several people: マリア・サントス is one, 加藤・鈴木 cannot be told."""
    if all(p.isascii() for p in parts):
        return False
    foreign = [p for p in parts if _KATAKANA.fullmatch(p.replace(" ", "")) or p.isascii()]
    if len(foreign) == len(parts):
        return all(" " in p for p in parts)
    return not foreign or any(" " in p or len(p) >= 4 for p in parts if p not in foreign)


def _require_length(words: Sequence[str], short: str, kana: str) -> None:
    kanji = [bool(_IS_KANJI.fullmatch(w)) for w in words]
    sizes = [len(re.sub("[\ufe00-\ufe0f\U000e0100-\U000e01ef]", "", w)) for w in words]
    if len(words) > 2 and all(kanji) and sum(size > 1 for size in sizes) > 1:
        raise _Trouble(_TWO_PEOPLE if len(words) > 3 else f"{short}{_UNCLEAR}")
    if len(words) > 2 and not all(kanji) and sum(size > 1 for size in sizes) > 1 and any(kanji[1:]) and len(words) > 3:
        raise _Trouble(f"{short}{_UNCLEAR}")
    if len(words) == 1 and kanji[0] and sizes[0] > _LONGEST:
        raise _Trouble(f"{short}{_UNCLEAR}")
    if len(words) == 2 and all(kanji):
        if sizes[0] >= 4 and sizes[1] >= 3 and words[0] not in remark_words("long_surnames"):
            raise _Trouble(_TWO_PEOPLE)
        known = words[0] in remark_words("long_surnames") or (sizes[0] == 4 and any(c in "ヶケヵ之" for c in words[0]))
        if (sizes[1] >= 4 and not (is_long_given_name(words[1]) and len(kana.split()) in (0, 2))) or (
            sizes[0] >= 4 and not known
        ):
            raise _Trouble(f"{short}{_UNCLEAR}")


def _number(kanji: str) -> str:
    value = numbers.value(kanji)
    return str(value) if value is not None else ""
