"""What stands in one cell of 話者.xlsx: a name, the number of a voice, a time; or words that are none of these, refused with their place.

What is taken for a name is printed before every utterance of a voice, so words about a voice (同じ, 削除, 要確認) must not become one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from transcriber.errors import SpeakerSheetError
from transcriber.minutes import posts, rule_files
from transcriber.minutes.relabelling import NOBODY
from transcriber.office_tables.grid import compact
from transcriber.office_tables.name_cells import are_several_names
from transcriber.office_tables.written_names import hiragana_reading, is_reading

SAME_AS = "同じ人の声の番号"
ONE = "1つの欄には、1人の氏名・役職か、1つの声の番号だけを書いて、保存し直してください。"

_ANSWERS = rule_files.any_of_each("transcriber.minutes", "answers")
_AS_IT_IS = re.compile(_ANSWERS["as_it_is"])
_NOBODY = re.compile(_ANSWERS["nobody"])
_DOUBT = re.compile(_ANSWERS["doubtful"])
_OPEN = re.compile(rf"(?:{_ANSWERS['undecided']})|(?:{_ANSWERS['somebody_else']})")
_TO_REMOVE = re.compile(_ANSWERS["to_remove"])
_SAME = re.compile(rf"(.*?)(?:{_ANSWERS['same']})")
_WHICHEVER = re.compile(_ANSWERS["whichever"])
_COPULA = re.compile(r"(?<=.)(?:です|でした)[。.]?$")
_APART = re.compile(r"[、，,/／&＆;；＋+\n]")
_LISTED = re.compile(rf"{_APART.pattern}|[・･](?=.)")
_READING = re.compile(r"[(（][ぁ-ゖァ-ヺー・ \u3000]+[)）]$")
_VOICE_INSIDE = re.compile(rf"(?<![0-9A-Za-z])(?:{_ANSWERS['voices']})\s*\d+(?![\d番])", re.IGNORECASE)
_NUMBERS = re.compile(rf"{_VOICE_INSIDE.pattern}|(?<![0-9A-Za-z])\d+", re.IGNORECASE)
_HEARD = re.compile(r"※|[(（][^()（）]*(?:\d[:：]\d\d|録音|名乗|聞い|確認)[^()（）]*[)）]")
"""Beside a name: where it was heard."""
_FROM_TO = re.compile(
    r"(?P<first>\d[\d:.時間分秒 ]*?)\s*(?:[~〜～―ー—–-]|から)\s*(?P<last>\d[\d:.時間分秒 ]*?)\s*(?:まで)?"
)
_ID_TEXT = re.compile(
    rf"(?P<sign>(?:{_ANSWERS['voices']})(?:\s*(?:{_ANSWERS['voices']}))?)?\s*(?P<number>\d+)(?:の(?:声|人))?(?:{_ANSWERS['same']})?",
    re.IGNORECASE,
)


def name(text: str, place: str) -> str | None:
    """A name or post; 不明 for nobody; None where the line is to stay as it is.

    Raises:
        SpeakerSheetError: it is in doubt, speaks of several people, or says something else than who it is.
    """
    plain = compact(text)
    bare = plain.strip("()[]「」【】〔〕")
    if _AS_IT_IS.fullmatch(bare):
        return None
    if _NOBODY.fullmatch(bare) or bare in NOBODY:
        return NOBODY[0]
    if _TO_REMOVE.fullmatch(bare):
        raise SpeakerSheetError(
            f"{place}に「{short(text)}」とありますが、発言は 話者.xlsx では消せません。",
            "欄を空にして、保存し直してください。消す発言は、Word の下書きで消してください。",
        )
    if (same := _SAME.fullmatch(text.strip())) is not None:
        if _WHICHEVER.fullmatch(compact(same[1])):
            raise SpeakerSheetError(
                f"{place}の「{short(text)}」は、だれと同じか分からないので使えません。",
                "氏名・役職か、同じ人の声の番号（S1 など）を書いて、保存し直してください。",
            )
        text = same[1]
    if _DOUBT.search(plain) or _OPEN.fullmatch(bare) or not re.search(r"\w", plain):
        raise SpeakerSheetError(
            f"{place}の「{short(text)}」は、1人の氏名に決まっていないので使えません。",
            "決まった氏名・役職だけを書くか、名前を消すときは「不明」、いまのままでよければ空にして、保存し直してください。",
        )
    if _HEARD.search(text):
        raise SpeakerSheetError(
            f"{place}の「{short(text)}」には、氏名のほかに覚え書きがあります。",
            "発言の前にこのまま印字されるので、氏名・役職だけを書いて、保存し直してください。",
        )
    text = _without_reading_line(_COPULA.sub("", text.strip()))
    parts = [p for p in map(str.strip, _LISTED.split(_READING.sub("", text))) if p]
    lines = text.splitlines()
    if len(parts) > 1 and not _is_one(parts, text):
        raise SpeakerSheetError(f"{place}の「{short(text)}」は、2人以上の氏名のようです。", ONE)
    if _VOICE_INSIDE.search(unicodedata.normalize("NFKC", text)):
        raise SpeakerSheetError(f"{place}の「{short(text)}」を、1人の氏名か1つの声の番号として読めません。", ONE)
    return " ".join(_READING.sub("", " ".join(line.strip() for line in lines)).split(" ")).strip()


def _without_reading_line(text: str) -> str:
    """はやかわ　みほ above 早川　美穂: the name alone."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    kana = [line for line in lines if is_reading(hiragana_reading(line))]
    return next(line for line in lines if line not in kana) if len(lines) == 2 and len(kana) == 1 else text


def _is_one(parts: Sequence[str], text: str) -> bool:
    """Whether what a mark or a new line divides is one person: 福祉部長 above 近藤 一郎, ジョン・スミス, 部長（介護・福祉）."""
    if re.fullmatch(r"[^(（]+[(（][^()（）]+[)）]", text.strip()):
        return True
    posted = sum(posts.ending(p) is not None for p in parts)
    if "\n" in text.strip() and len(parts) == 2:
        return posted == 1
    if _APART.search(text):
        return False
    if all(p.endswith((*posts.honorifics(), "議員", "委員")) for p in parts):  # 加藤君・青木君
        return False
    return posted > 0 or not are_several_names(parts)  # 介護・福祉課長 is one post


def given(text: str, place: str) -> str | None:
    """The number of a voice, or a name; None where the line is to stay as it is."""
    found = _ID_TEXT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return f"S{int(found['number'])}" if found else name(text, place)


def names_a_voice(text: str) -> bool:
    """Whether a cell for names holds the number of a voice: S1, 話者1, S1と同じ. A number alone may be a seat."""
    found = _ID_TEXT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return found is not None and found["sign"] is not None


def same_as(text: str, place: str) -> str:
    """The voice that another one is the same as; a name where one is written.

    Raises:
        SpeakerSheetError: it is neither.
    """
    found = _ID_TEXT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    target = f"S{int(found['number'])}" if found else name(text, place)
    if target is None or target in NOBODY or (found is None and _NUMBERS.search(text)):
        raise SpeakerSheetError(
            f"{place}の「{SAME_AS}」の「{short(text)}」を、1つの声の番号として読めません。",
            "同じ人の声の番号（S1 など）を1つだけ書いて、保存し直してください。",
        )
    return target


def voice_id(text: str) -> str:
    """`s1`, `Ｓ１`, `話者1`, `1` → S1"""
    found = _ID_TEXT.fullmatch(unicodedata.normalize("NFKC", text))
    return f"S{int(found['number'])}" if found else text


def seconds(text: str, where: str = "話者.xlsx") -> float:
    """`1:02:03`, `62:03`, `01:02:03.5`, `1時間2分3秒` or `20分` in seconds.

    Raises:
        SpeakerSheetError: none of these; `where` it is written.
    """
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    found = re.fullmatch(r"(?:(\d+)(?::|時間?))?(\d+)[:分](\d+(?:\.\d+)?)秒?", plain)
    found = found or re.fullmatch(r"(?:(\d+)時間?)?(\d+)分()", plain)
    if found is None:
        raise SpeakerSheetError(
            f"「{where}」の時刻「{text}」を読めません。", "0:12:34 のように、時:分:秒で書いてください。"
        )
    return int(found[1] or 0) * 3600 + int(found[2]) * 60 + float(found[3] or 0)


def first_and_last(text: str) -> tuple[str, str] | None:
    """Both times of a cell that holds two: 0:10:00～0:12:30, 10分から12分まで."""
    found = _FROM_TO.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return (found["first"], found["last"]) if found is not None else None


def short(text: str, most: int = 30) -> str:
    """`text` on one line, cut where it is long."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"
