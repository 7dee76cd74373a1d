"""Readable punctuation, whatever the recogniser gave: too little, too much, or in the wrong place. Only marks change.

Two steps. `marked` works on characters with their times, before they are given to speakers: sentences are ended where the
grammar ends them (polite endings followed by no particle; plain ones with a pause), a long stretch without any mark is
divided after a clause, and marks that tear a word from its particle are dropped. `tidied` then cleans the text of each
utterance: full-width marks, no stray spaces, no full stop after what goes on, no comma inside a figure. Both keep every mark
with the character it follows, so that times stay true.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import TypeVar

from transcriber.language.readings import Reader, Word
from transcriber.minutes import posts, rule_files
from transcriber.minutes.characters import KANJI
from transcriber.minutes.posts import Branch
from transcriber.minutes.timed import Timed

_WIDE = str.maketrans({"?": "？", "!": "！", ",": "、"})

# A window ends where the speaker draws breath, and Whisper closes it with 。 even in mid-sentence. After these endings a
# Japanese sentence goes on.
_GOES_ON = re.compile(r"(?<=[はがをにとでてもの])。(?=.)|(?<=ので)。(?=.)|(?<=から)。(?=.)|(?<=つつ)。(?=.)")

_STRAY_SPACE = re.compile(r"(?<![A-Za-z0-9])[ 　]+|[ 　]+(?![A-Za-z0-9])")
_DOUBLED = re.compile("[、。]*(。)[、。]*|、{2,}")

_NUMERAL = "[0-9０-９,，〇一二三四五六七八九十百千]"
_TORN_NUMBER = re.compile(
    rf"(?<={_NUMERAL}[億兆])、(?={_NUMERAL}{{1,6}}万)|(?<={_NUMERAL}兆)、(?={_NUMERAL}{{1,6}}億)"
    rf"|(?<={_NUMERAL}万)、(?={_NUMERAL}{{3,6}}(?:円|人|名))|(?<={_NUMERAL})、(?=パーセント|[%％])"
)
"""Where the speaker drew breath in the middle of one figure: 百五十六億、七千万円. What is counted comes once, at its end; of two
figures (五億円、七千万円) each has it."""

_MARKS = "、。，．,.？！?! 　"
_ENDS = "。．？！?!"

_PAUSE = 0.35
"""Seconds that a character lasts longer than usual, or that pass before the next one: the speaker drew breath."""

_LONG = 38
"""Characters without any mark after which a comma helps the reader."""

_LEAST = 10
"""Characters between two marks that are put in."""

_SPARSE = 30
"""Characters for one mark; where the recogniser gave fewer marks, pauses make commas."""

_GOING_ON = frozenset(("助詞", "助動詞", "接尾辞", "補助記号", "空白"))
_RULES = rule_files.any_of_each(__package__, "punctuation")
_POLITE = re.compile(f"(?:{_RULES['polite']})(?:{_RULES['final']})?")
_OPENERS = re.compile(f"(?:{_RULES['openers']})")
_ATTRIBUTED = re.compile(f"(?:{_RULES['attributed']})")
"""After a polite verb these may be what it describes (ご出席いただきます皆様): only a pause makes it an end."""

_JUST_NOW = re.compile(rf"(?:(?:{_RULES['openers']}|{_RULES['leading_in']})、?)*(?:{_RULES['just_now']})")
_WHOLE_CLAUSE = re.compile("[はがも]|を|と申")
"""Behind a time just past: what the sentence is about, or what is done."""

_MEMBERS = "|".join((*(t.text for t in posts.titles(Branch.MEMBER)), "君"))
_TITLED = re.compile(f"(?:[{KANJI}](?:{_MEMBERS})|{posts.any_title(*(b for b in Branch if b is not Branch.MEMBER))})$")
_DEPENDENT = frozenset(_RULES["dependent"].split("|"))
_CLAUSE = frozenset(_RULES["clause"].split("|"))
_OPEN = frozenset(_RULES["open"].split("|"))
_AFTER_CLAUSE = (("助詞", "接続助詞"), ("助詞", "係助詞"))


PieceT = TypeVar("PieceT", bound=Timed)


_THOUSANDS = re.compile(r"(?<=\d),(?=\d)")
_KEPT = "\0"
_LEADING = re.compile("^[、。，．,. 　]+")


def tidied(texts: Sequence[str]) -> list[str]:
    """The pieces of one text with full-width marks, no stray spaces, no full stop in mid-sentence, no mark at the beginning,
    none twice. What is left of each piece stands where it stood; of some nothing is left.

    A comma between digits is a thousands separator and stays as it is.
    """
    text, owner = "".join(texts), [i for i, piece in enumerate(texts) for _ in piece]
    for pattern, put in _TIDYING:
        parts, owners, at = list[str](), list[int](), 0
        for match in pattern.finditer(text):
            after = put(match)
            parts += [text[at : match.start()], after]
            owners += owner[at : match.start()] + [owner[match.start()]] * len(after)
            at = match.end()
        text, owner = "".join((*parts, text[at:])), owners + owner[at:]
    left = [""] * len(texts)
    for character, piece in zip(text, owner, strict=True):
        left[piece] += character
    return left


_TIDYING: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_THOUSANDS, lambda _: _KEPT),
    (_STRAY_SPACE, lambda _: ""),
    (re.compile(f"[{''.join(map(chr, _WIDE))}]"), lambda m: m[0].translate(_WIDE)),
    (re.compile(_KEPT), lambda _: ","),
    (_DOUBLED, lambda m: m[1] or "、"),
    (_GOES_ON, lambda _: "、"),
    (_TORN_NUMBER, lambda _: ""),
    (_LEADING, lambda _: ""),
)
"""In this order."""


def punctuated(characters: Sequence[PieceT], reader: Reader) -> list[str]:
    """The text of each character with the marks that should follow it.

    Args:
        characters: of one stretch of speech, in order of time; a piece of text may hold several characters.
    """
    texts = [c.text for c in characters]
    bare = [t.strip(_MARKS) if t.strip(_MARKS) else "" for t in texts]
    whole = "".join(bare)
    if not whole:
        return texts
    owner = [i for i, text in enumerate(bare) for _ in text]  # which piece each character of `whole` belongs to
    given = _given(texts, bare)
    marks = dict(given)
    words = reader.words(whole)
    sparse = _SPARSE * sum(map(bool, given.values())) < len(whole)
    begun = sentence = 0
    for i, (word, following) in enumerate(zip(words, words[1:], strict=False)):
        at = owner[word.end - 1]
        first = begun
        if marks.get(at):
            begun = i + 1
        if at == owner[word.end]:
            continue  # one piece of text holds the border
        mark = marks.get(at, "")
        paused = _pause_after(characters, at)
        torn = mark in ("、", ",") and _is_torn(word, following)
        if torn or (mark == "。" and _goes_on(words, i, marks.get(owner[following.end - 1], ""))):
            marks[at] = ""
        elif mark == "。" and _is_left_open(words[first : i + 1]):
            marks[at] = "、"
        elif not mark or mark[-1] not in _ENDS:
            described = (mark == "、" or not paused) and _describes(words[sentence : i + 1], following)
            if not described and _ends_sentence(word, following, whole, paused):
                marks[at] = "。"
            elif not mark and sparse and (paused or word.part[0] == "接続詞") and _may_rest(word, following):
                marks[at] = "、"
        if marks.get(at, "")[-1:] in ("。", "？", "?", "！", "!"):
            sentence = i + 1
    last = owner[-1]
    if not marks.get(last) and _is_final(words[-1], whole):
        marks[last] = "。"
    for at in _commas(words, owner, marks):
        marks[at] = "、"
    return [bare_text + marks.get(i, "") if bare_text else "" for i, bare_text in enumerate(bare)]


def _given(texts: Sequence[str], bare: Sequence[str]) -> dict[int, str]:
    """The marks the recogniser wrote, by the piece of text that they follow."""
    marks: dict[int, str] = {}
    last = -1
    for i, (text, plain) in enumerate(zip(texts, bare, strict=True)):
        if plain:
            tail = text[text.rindex(plain) + len(plain) :].strip(" 　")
            if text[: text.index(plain)].strip(" 　") and last >= 0:
                marks.setdefault(last, text[: text.index(plain)].strip(" 　")[-1])
            last = i
            if tail:
                marks[i] = tail
        elif text.strip(" 　") and last >= 0:
            marks[last] = marks.get(last, "") + text.strip(" 　")
    return marks


def _pause_after(characters: Sequence[PieceT], at: int) -> bool:
    behind = (characters[i] for i in range(at + 1, len(characters)))  # no slice: this is asked at every word
    following = next((c for c in behind if c.text.strip(_MARKS)), None)
    if following is None:
        return True
    usual = 0.15 * max(1, len(characters[at].text))
    return following.start - characters[at].start - usual > _PAUSE


def _is_torn(word: Word, following: Word) -> bool:
    """A comma before a particle that belongs to the noun before it."""
    return (
        word.part[0] in ("名詞", "代名詞", "接尾辞")
        and following.part[0] == "助詞"
        and following.surface in ("を", "に", "が", "の", "は", "へ", "も")
    )


_NEVER_FIRST = frozenset(_RULES["never_first"].split("|"))
_SOMETIMES_FIRST = ("が", "から", "で")
"""Of these only where neither は nor も follows (では、 でも、)."""


def _goes_on(words: Sequence[Word], at: int, mark: str) -> bool:
    """A full stop between a noun and its particle: 「日本。での会場」.

    Args:
        mark: what stands behind the particle.
    """
    word, following = words[at], words[at + 1]
    if word.part[0] not in ("名詞", "代名詞", "接尾辞") or following.part[0] != "助詞" or mark:
        return False
    after = words[at + 2].surface if at + 2 < len(words) else ""
    if following.surface in _SOMETIMES_FIRST and after in ("は", "も", ""):
        return False
    return following.surface in _NEVER_FIRST


def _is_left_open(words: Sequence[Word]) -> bool:
    """Whether a sentence goes on behind its last word: 「三百五十万円を追加し。総額を」, 「七名のうち。三歳未満児は」.

    Not behind お待ち, nor where no particle stands before: 掘り打ち is a name that was called.
    """
    word = words[-1]
    polite = len(words) > 1 and words[-2].part[0] == "接頭辞"
    if not any(w.part[0] == "助詞" for w in words):
        return False
    return word.surface in _OPEN or (word.part[0] == "動詞" and word.part[5] == "連用形-一般" and not polite)


def _describes(words: Sequence[Word], following: Word) -> bool:
    """Whether a polite past belongs to the noun behind it: 「ただいま指名いたしました大庭議員を」, 「先ほど保留しておりました答弁を」.

    It does where the words begin with a time just past and say nothing of what or who: 「ただいま説明が終わりました」 is whole.
    """
    if following.part[0] not in ("名詞", "代名詞", "接頭辞") or following.surface in _DEPENDENT:
        return False
    said = "".join(w.surface for w in words)
    begun = _JUST_NOW.match(said)
    return begun is not None and said.endswith("ました") and not _WHOLE_CLAUSE.search(said[begun.end() :])


def _ends_sentence(word: Word, following: Word, whole: str, paused: bool) -> bool:
    if following.part[0] in _GOING_ON or following.surface in _DEPENDENT:
        return False
    ending = whole[max(0, word.end - 10) : word.end]
    if _ends_with(_POLITE, ending):
        return paused or not _ATTRIBUTED.match(whole, word.end)
    if _TITLED.search(ending) and word.part[0] in ("名詞", "接尾辞"):
        return paused and bool(_OPENERS.match(whole, word.end))
    plain = word.part[0] in ("助動詞", "動詞", "形容詞") and word.part[5].startswith("終止形")
    return plain and paused and bool(_OPENERS.match(whole, word.end))


def _may_rest(word: Word, following: Word) -> bool:
    """Where a reader may draw breath: after a particle, a conjunction, an adverb, or a noun that lists something."""
    if following.part[0] in _GOING_ON or (word.part[0] == "助詞" and word.surface == "の"):
        return False
    return word.part[0] in ("助詞", "接続詞", "副詞", "感動詞") or (
        word.part[0] == "名詞" and following.part[0] != "名詞"
    )


def _is_final(word: Word, whole: str) -> bool:
    """Whether the very last word ends a sentence."""
    ending = whole[-10:]
    return _ends_with(_POLITE, ending) or bool(_TITLED.search(ending)) or word.part[5].startswith(("終止形", "命令形"))


def _ends_with(pattern: re.Pattern[str], text: str) -> bool:
    return any(pattern.fullmatch(text[i:]) for i in range(len(text)))


def _commas(words: Sequence[Word], owner: Sequence[int], marks: dict[int, str]) -> Iterator[int]:
    """Where a comma makes a long stretch without marks readable: after its clauses, not too close to each other."""
    stretch: list[Word] = []
    for word in words:
        stretch.append(word)
        if marks.get(owner[word.end - 1]) or word is words[-1]:
            if sum(len(w.surface) for w in stretch) > _LONG:
                yield from _divided(stretch, owner)
            stretch = []


def _divided(stretch: Sequence[Word], owner: Sequence[int]) -> Iterator[int]:
    lengths = list(accumulate(len(w.surface) for w in stretch))
    since = 0
    for i, (word, following) in enumerate(zip(stretch, stretch[1:], strict=False)):
        clause = word.part[:2] in _AFTER_CLAUSE and word.surface not in ("て", "で", "も")
        clause = clause or word.surface in _CLAUSE
        apart = lengths[i] - since >= _LEAST and lengths[-1] - lengths[i] >= _LEAST
        if clause and apart and following.part[0] not in _GOING_ON and owner[word.end - 1] != owner[word.end]:
            since = lengths[i]
            yield owner[word.end - 1]
