"""What the headings and the odd lines of an office table mean (data/headings.toml). One table of words for sheets and papers."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from transcriber.minutes import rule_files
from transcriber.office_tables.grid import compact

ROSTER_FIELDS = (
    "name",
    "surname",
    "given",
    "kana",
    "surname_kana",
    "given_kana",
    "post",
    "department",
    "post_name",
    "seat",
    "remark",
    "left_on",
    "term_of_office",
    "committee",
)
AGENDA_FIELDS = ("item", "item_number", "bill", "name")
GLOSSARY_FIELDS = ("term", "kana", "misheard", "note", "short", "short_kana")

_LONGEST = 40
_NOTE = re.compile(r"[(\[<〈《【「〔]([^()\[\]<>]*)[)\]>〉》】」〕]")
_BRACKET = re.compile("[(（\\[［<＜〈《【「〔]")
_IN_TWO_LANGUAGES = re.compile(r"([ぁ-ゖァ-ヺー\u4e00-\u9fff々・]{2,})(?:[/|][A-Za-z]|[A-Z][a-z]{2})[A-Za-z .,'/-]*")
"""氏名 / Name, 役職 Position; 所属CD is another column."""
_INDEX = re.compile(r"[ぁ-んァ-ヶA-Z](?:行|~[ぁ-んァ-ヶA-Z])?|[ぁ-んァ-ヶ][・,、~-][ぁ-んァ-ヶ]行?")
_MARKS = re.compile(r"^[※*◎○●■□◆◇★☆・]+|[※*:]+\d*$|(?<=[^A-Za-z0-9])_(?=[^A-Za-z0-9])")


def field_of(text: str, fields: tuple[str, ...]) -> str:
    """The field that a heading stands for; empty if it is none of `fields`."""
    if len(text) > _LONGEST or (_strange(fields).search(text) is not None and _BRACKET.search(text) is None):
        return ""
    return _field_of(text, fields)


@lru_cache(maxsize=4096)
def _field_of(text: str, fields: tuple[str, ...]) -> str:
    plain = compact(text)
    if "term" in fields and _patterns()["term_bare"].fullmatch(plain):
        return "term"
    notes = _NOTE.findall(plain)
    bare = _MARKS.sub("", _NOTE.sub("", plain))
    if notes and not bare:
        bare = notes[0]
    if (both := _IN_TWO_LANGUAGES.fullmatch(bare)) is not None:
        bare = both[1]
    for said in (_MARKS.sub("", plain), *notes, bare):
        for field in fields:
            # What stands in brackets may only say that a name's column holds its reading, or a part of it.
            if said in notes and bare != said and not (field == "kana" and field_of(bare, ("name",)) and said):
                continue
            if _patterns()[field].fullmatch(said):
                return field
    return ""


@cache
def _strange(fields: tuple[str, ...]) -> re.Pattern[str]:
    """A character that no heading of these fields is written with: most texts have one, and to look for it costs little."""
    known = {c for field in fields for c in _patterns()[field].pattern if c >= "\u3041"}
    return re.compile(f"(?![{''.join(sorted(known))}])[ぁ-ゖァ-ヺ\u4e00-\u9fff]")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(words) for name, words in rule_files.any_of_each(__package__, "headings").items()}


def may_mean_kinship(text: str) -> bool:
    """Whether a heading of posts may as well be one of how people are related."""
    return _patterns()["kinship"].fullmatch(compact(text)) is not None


def is_name_with_reading(text: str) -> bool:
    """Whether a heading says that name and reading share a cell, where no other column has the name: 氏名（ふりがな）."""
    plain = compact(text)
    notes, bare = _NOTE.findall(plain), _MARKS.sub("", _NOTE.sub("", plain))
    return bool(notes) and field_of(bare, ("name",)) == "name" and field_of(notes[0], ("kana",)) == "kana"


def tells_of_somebody_else(text: str) -> bool:
    """Whether a heading over others says that they are not of the person of the row as it is now: 代理者, 旧."""
    return _patterns()["somebody_else"].fullmatch(_MARKS.sub("", _NOTE.sub("", compact(text)))) is not None


def tells_of_others(text: str) -> bool:
    """Whether the heading of a column of posts says that they are not those of the people in its rows: 答弁を求める者."""
    return re.search(_patterns()["posts_of_others"].pattern, compact(text)) is not None


@lru_cache(maxsize=1024)
def is_other_heading(text: str) -> bool:
    """Whether a cell is a heading of something that nobody asks for: 電話番号, 会派."""
    return (
        len(text) <= _LONGEST
        and _patterns()["others"].fullmatch(_MARKS.sub("", _NOTE.sub("", compact(text)))) is not None
    )


def is_empty_seat(text: str) -> bool:
    """Whether a name's cell says that there is nobody, with or without who was there before: （欠員）, 欠員（前 大塚由紀）."""
    plain = compact(text)
    bare = _NOTE.sub("", plain)
    notes = _NOTE.findall(plain)
    return is_vacancy(bare) if bare else bool(notes) and is_vacancy(notes[0])


def is_example(text: str) -> bool:
    """Whether a cell says that its row shows how to fill in the list: 記入例."""
    return (
        names_example(text) and _patterns()["examples"].fullmatch(compact(text).strip("()[]【】〔〕<>※*")) is not None
    )


def begins_as_example(text: str) -> bool:
    """Whether an entry says of itself that it shows how to fill in the list: （例）東郷 太郎, 例：東郷町."""
    found = re.match(r"[(\[【〔<](.*?)[)\]】〕>](?=.)|(例)[:：]", compact(text)) if names_example(text) else None
    return is_example(text) or found is not None and is_example(found[1] or found[2])


def names_example(text: str) -> bool:
    """Whether a text may say that it is an example; it costs little, as fifty thousand terms are asked."""
    return len(text) <= _LONGEST and ("例" in text or "見本" in text or "サンプル" in text)


def is_index(text: str) -> bool:
    """Whether a cell is a title of the syllabary: あ行, 【か】, さ～そ, な行（該当なし）."""
    plain = _NOTE.sub("", compact(text)) or compact(text)
    return len(plain) < 8 and _INDEX.fullmatch(plain.strip("【】《》〈〉<>〔〕[]()■□◆◇●○▼▽★☆・")) is not None


def is_total(text: str) -> bool:
    """Whether a cell says that its row sums up."""
    return _patterns()["totals"].fullmatch(compact(text)) is not None


def is_vacancy(text: str) -> bool:
    """Whether a cell says that there is nobody."""
    return _patterns()["vacancies"].fullmatch(compact(text)) is not None


def without_standing(text: str) -> str:
    """A term without what its brackets say of how it stands: …補修事業（繰越）, （仮称）…."""
    if text[-1:] not in ")）" and text[:1] not in "(（":
        return text
    bare = re.sub(
        rf"^[(（](?:{_patterns()['standings'].pattern})[)）]|[(（](?:{_patterns()['standings'].pattern})[)）]$",
        "",
        text,
    )
    return bare.strip() or text


def is_beside_title(text: str) -> bool:
    """Whether a line between a title and its table says nothing of what the table is: a page, a day, （敬称略）."""
    return len(text) <= _LONGEST and _patterns()["beside_titles"].fullmatch(compact(text)) is not None


def is_note(text: str) -> bool:
    """Whether a cell begins like a remark about the table."""
    return _patterns()["notes"].match(compact(text)) is not None


def is_no_post(text: str) -> bool:
    """Whether what stands where a post belongs is none: －, ※…, 定数4名, （会計課長兼務）."""
    aside = len(_NOTE.findall(compact(text))) == 1 and not _NOTE.sub("", compact(text))
    return aside or is_vacancy(text) or is_note(text) or is_total(text)


def is_ditto(text: str) -> bool:
    """Whether a cell says: as above."""
    return len(text) < 6 and _patterns()["ditto"].fullmatch(compact(text)) is not None


def is_of_other_days(sheet: str) -> bool:
    """Whether a sheet's name says that it is not in use: an old list, an example of how to fill it in."""
    return _patterns()["other_days"].match(compact(sheet)) is not None


def tells_of_other_days(title: str) -> bool:
    """Whether a list's title says that its people are there no more: 前任の委員."""
    return (
        re.match(_patterns()["lists_of_other_days"].pattern, compact(title).strip("【】《》〈〉<>〔〕[]()■□◆◇●○"))
        is not None
    )


def is_end(text: str) -> bool:
    """Whether a text ends a list: （以下余白）."""
    return len(text) < 12 and _patterns()["ends_of_lists"].fullmatch(compact(text).strip("()[]【】〔〕-―")) is not None


def names_a_group(text: str) -> bool:
    """Whether a word ends as offices and groups do: 総務課, 議員団."""
    return re.search(f"(?:{_patterns()['group_ends'].pattern})$", compact(text)) is not None
