"""Words that neither the dictionary nor the office knows: カトギーン, and 増輪 (a surname by the dictionary) for 増便; and words that
nobody uses so: 5名、現象しております for 減少; A、本町では for えー.

A word that no dictionary holds, and a person's name that nobody of the roster, no term and no title has, is nearly always
misheard (docs/benchmarks.md); where it is not, its characters are a guess. So is a thing that somebody "does" (予算が形状される for 計上):
the dictionary knows which nouns go with する, and a homophone often does not. Nothing is changed: the place becomes a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from transcriber.language.readings import Reader, Word
from transcriber.minutes import posts
from transcriber.minutes.characters import KANJI
from transcriber.minutes.transcript import ABOUT_SPEAKERS, Doubt, DoubtKind, Utterance
from transcriber.minutes.variant_characters import common_form

_LETTERS = re.compile(f"[{KANJI}ァ-ヺー]{{2,}}")
_NUMERAL = re.compile("[〇零一二三四五六七八九十百千万億兆]+")
"""百八十億 stands in no dictionary, and is a figure."""

_THING = re.compile(f"(?!.*化$)[{KANJI}]{{2,}}")
"""A noun in kanji. One that is made with 化 goes with する though no dictionary lists it (無償化)."""

_LETTER = re.compile("[A-ZＡ-Ｚ]")
_ENDS = ("。", "、", "？", "！")

_NAME_LETTERS = re.compile(f"[{KANJI}ァ-ヺーぁ-ゖ]{{2,}}")


def with_unknown_words(utterances: Sequence[Utterance], office: str, reader: Reader) -> tuple[Utterance, ...]:
    """The utterances, with a doubt at each such word that no doubt lies on yet.

    A name with a form of address (佐藤さん) may well be said and be right; as nobody can hear how it is written, it is doubted
    where it is said first.

    Args:
        office: all that the office wrote about the meeting: names, terms, titles.
    """
    known = common_form(office)
    called: set[str] = set()
    found = []
    for u in utterances:
        new = [d for d in _doubts(u, known, called, reader) if not any(_touches(d, other) for other in u.doubts)]
        doubts = sorted((*u.doubts, *new), key=lambda d: d.start)
        found.append(u.model_copy(update={"doubts": tuple(doubts)}) if new else u)
    return tuple(found)


def _doubts(u: Utterance, known: str, called: set[str], reader: Reader) -> Iterator[Doubt]:
    words = reader.words(u.text)
    for word, after in zip_longest(words, words[1:]):
        if _stands_alone(word, u.text):
            yield _doubt(u, word, f"「{word.surface}」だけで切れています。「えー」などの聞き違いかもしれません。")
        elif common_form(word.surface) in known:
            continue
        elif not word.known and _LETTERS.fullmatch(word.surface) and not _NUMERAL.fullmatch(word.surface):
            yield _doubt(u, word, f"「{word.surface}」は辞書にも、名簿や用語にもない言葉です。")
        elif word.part[2] == "人名" and _NAME_LETTERS.fullmatch(word.surface):
            if after is None or not _addresses(u.text[after.start :]):
                yield _doubt(u, word, f"「{word.surface}」は人の名前のようですが、名簿にも用語にもありません。")
            elif word.surface not in called:
                called.add(word.surface)
                yield _doubt(u, word, f"「{word.surface}」は名簿にない名前です。漢字は推測です（以後も同じ）。")
        elif after is not None and _does_a_thing(word, after):
            yield _doubt(u, word, f"「{word.surface}する」とはふつう言いません。同じ音の別の言葉かもしれません。")


def _stands_alone(word: Word, text: str) -> bool:
    """Whether a Latin letter is all that stands between two marks: a recogniser writes えー as A、. (A、B、C are a list.)"""
    before, after = text[: word.start][-2:], text[word.end :][:2]
    alone = _LETTER.fullmatch(word.surface) is not None and before[-1:] in ("", *_ENDS) and after[:1] in _ENDS
    return alone and not _LETTER.match(before) and not _LETTER.search(after)


def _does_a_thing(word: Word, after: Word) -> bool:
    """Whether する, される or いたす stands right behind a noun that does not go with it."""
    thing = word.part[:3] == ("名詞", "普通名詞", "一般") and _THING.fullmatch(word.surface) is not None
    return thing and after.start == word.end and after.part[0] == "動詞" and after.normal in ("為る", "致す")


def _addresses(behind: str) -> bool:
    """Whether a form of address or a title begins what stands behind a name."""
    return behind.startswith((*posts.honorifics(), *(t.text for t in posts.titles())))


def _doubt(u: Utterance, word: Word, reason: str) -> Doubt:
    begins = [u.start, *(m.time for m in u.marks)]
    places = [0, *(m.position for m in u.marks)]
    clause = max(n for n, place in enumerate(places) if place <= word.start)
    return Doubt(
        kind=DoubtKind.NO_WORD,
        start=begins[clause],
        end=max(begins[clause], begins[clause + 1] if clause + 1 < len(begins) else u.end),
        reason=reason,
        place=(word.start, word.end),
    )


def _touches(new: Doubt, other: Doubt) -> bool:
    """Whether a doubt about words lies on the place already."""
    if new.place is None or other.kind in ABOUT_SPEAKERS:
        return False
    if other.place is None:
        return other.start <= new.start and new.end <= other.end
    return other.place[0] < new.place[1] and new.place[0] < other.place[1]
