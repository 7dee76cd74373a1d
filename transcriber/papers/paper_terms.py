"""Terms in a paper: proper nouns and compounds that belong to this meeting, with their readings, the weightiest first.

A general recogniser knows the language's single words; what it lacks are names of places and facilities and the compounds
of administration (橋梁長寿命化, 居住誘導区域). So: maximal runs of nouns as the analyser cuts them, weighed by where and how
often they stand. Readings come from ruby and from kana in parentheses where the paper has them, else from the dictionary.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from transcriber.language.readings import Reader, Word, morae
from transcriber.minutes import rule_files
from transcriber.minutes.characters import KANJI, hiragana, is_kanji
from transcriber.minutes.terms import Origin, Term
from transcriber.minutes.transcript import AgendaItem

MOST_TERMS = 80
"""Terms kept of all papers of a meeting."""

_LONGEST = 14
"""Characters of a compound that somebody would say in one go; longer ones are taken apart."""

_LEAST_BEATS = 4
_MOST_CHARACTERS = 400_000
"""Text looked at in one meeting's papers: some 500 pages, ten seconds."""

_IN_PARENTHESES = re.compile(rf"([{KANJI}ヶケノ]{{1,12}})\s?\(([ぁ-ゖー]{{2,24}}|[ァ-ヺー]{{2,24}})\)")
_WRITTEN = re.compile(f"[{KANJI}ァ-ヺー]")
_WRITTEN_LONG = re.compile("珈琲|麦酒|頁|[ヶケノ]")
_PLAIN = re.compile(f"[{KANJI}ぁ-ゖァ-ヺー・]+")


@dataclass
class _Found:
    words: tuple[Word, ...]
    count: int = 0
    titles: int = 0
    proper: bool = False
    own: Counter[str] = field(default_factory=Counter)


def terms_of_papers(
    texts: Sequence[str],
    agenda: Iterable[AgendaItem],
    reader: Reader,
    *,
    readings: Iterable[tuple[str, str]] = (),
    known: Collection[str] = (),
    people: Collection[str] = (),
) -> tuple[Term, ...]:
    """The terms of all papers of one meeting.

    Args:
        texts: the papers, each with line breaks.
        readings: (writing, hiragana) as ruby gives them.
        known: what the office already lists; not found again.
        people: names; neither they nor parts of them are terms.
    """
    told = dict(readings)
    found: dict[str, _Found] = {}
    left = _MOST_CHARACTERS
    for text in texts:
        text = text[:left]
        left -= len(text)
        for match in _IN_PARENTHESES.finditer(text):
            if "ー" in match[2] and not _WRITTEN_LONG.search(match[1]):
                continue  # 今野 律子（オブザーバー）: what somebody is; no kanji sounds so
            told.setdefault(*_own_reading(match[1], hiragana(match[2]), reader))
        for line in _IN_PARENTHESES.sub(r"\1", text).splitlines():
            _collect(line, found, reader)
    for item in agenda:
        _collect(item.title, found, reader, title=True)
    stop = _stop_words()
    kept = []
    for text, each in found.items():
        if text in known or text in stop or not _is_term(text, each) or any(text in name for name in people):
            continue
        kana = _reading(text, each.words, told)
        if kana and len(morae(kana)) >= _LEAST_BEATS:
            kept.append(Term(text=text, kana=kana, origin=Origin.PAPER, weight=_weight(text, each)))
    kept.sort(key=lambda t: -t.weight)
    return tuple(kept[:MOST_TERMS])


def _collect(line: str, found: dict[str, _Found], reader: Reader, *, title: bool = False) -> None:
    for run in _runs(reader.words(line)):
        for words in _pieces(run):
            each = found.setdefault("".join(w.surface for w in words), _Found(tuple(words)))
            each.count += 1
            each.titles += title
            each.proper |= any(_is_proper(w) for w in words)


def _runs(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Maximal runs of nouns with their affixes."""
    run: list[Word] = []
    for word in words:
        if _joins(word, bool(run)):
            run.append(word)
        else:
            if run:
                yield run
            run = []
    if run:
        yield run


def _joins(word: Word, inside: bool) -> bool:
    part = word.part
    if not _PLAIN.fullmatch(word.surface) or word.surface in _BETWEEN:
        return False
    if part[0] == "名詞":
        return part[1] in ("普通名詞", "固有名詞") and (inside or part[2] != "助数詞可能")
    if part[0] == "接尾辞":
        return inside and part[1] == "名詞的"
    return part[0] in ("接頭辞", "形状詞") and _WRITTEN.search(word.surface) is not None


_WORDS = rule_files.read_rules(__package__, "words")
_BETWEEN = frozenset(rule_files.words(_WORDS["between"]))
_EDGES_LEFT = frozenset(rule_files.words(_WORDS["left_edge"]))
_EDGES_RIGHT = frozenset(rule_files.words(_WORDS["right_edge"]))


def _pieces(run: list[Word]) -> Iterator[list[Word]]:
    """The run itself without worn-off edges, or where it is too long, its parts at names and after suffixes."""
    while run and run[0].surface in _EDGES_LEFT:
        run = run[1:]
    while run and (run[-1].surface in _EDGES_RIGHT or run[-1].part[0] in ("接頭辞", "形状詞")):
        run = run[:-1]
    if not run:
        return
    start = _after_municipality(run)
    if 0 < start < len(run):  # 緑川町 一般会計補正予算: nobody says them in one go
        yield run[:start]
        yield from _pieces(run[start:])
        return
    length = sum(len(w.surface) for w in run)
    if length <= _LONGEST:
        yield run
    for i, word in enumerate(run):  # a name with what it names: 沢渡 橋, 舞台 地区
        if _is_proper(word) and word.part[2] != "人名":
            end = i + 1
            while end < len(run) and (run[end].part[0] == "接尾辞" or run[end].surface in _KINDS):
                end += 1
            if (i, end) != (0, len(run)):
                yield run[i:end]
                if length > _LONGEST and run[end:]:
                    yield from _pieces(run[end:])
                return
    if length > _LONGEST and len(run) > 2:
        middle = len(run) // 2
        yield from _pieces(run[:middle])
        yield from _pieces(run[middle:])


def _after_municipality(run: Sequence[Word]) -> int:
    """Words that name a municipality at the beginning: 緑川 町, 東京都."""
    if not _is_proper(run[0]):
        return 0
    if run[0].surface.endswith(tuple("都道府県市区町村")) and len(run[0].surface) > 2:
        return 1
    return 2 if len(run) > 1 and run[1].surface in "都道府県市区町村" else 0


_KINDS = frozenset(rule_files.words(_WORDS["facilities"]))


def _is_proper(word: Word) -> bool:
    return word.part[1] == "固有名詞" or not word.known


def _is_term(text: str, each: _Found) -> bool:
    if not 3 <= len(text) <= _LONGEST or not _WRITTEN.search(text):
        return len(text) == 2 and each.proper and all(map(is_kanji, text))
    if all(w.part[2] == "人名" for w in each.words):
        return False  # people come from rosters only
    return len(each.words) > 1 or each.proper  # else a word of the language: the recogniser knows it


def _weight(text: str, each: _Found) -> float:
    weight = 0.3 + 0.05 * min(each.count, 6) + 0.15 * each.proper + 0.05 * min(len(each.words), 3)
    return round(min(1.0, weight + (0.4 if each.titles else 0.0)), 3)


def _own_reading(written: str, kana: str, reader: Reader) -> tuple[str, str]:
    """Of what stands before a parenthesis, the part the kana are for: the shortest tail whose usual reading is no longer."""
    for start in range(len(written) - 1, -1, -1):
        tail = written[start:]
        if len(tail) > 1 and abs(len(morae(reader.kana(tail))) - len(morae(kana))) <= 1:
            return tail, kana
    return written, kana


def _reading(text: str, words: Sequence[Word], told: dict[str, str]) -> str:
    for written in sorted(told, key=len, reverse=True):
        if written in text and len(written) > 1:
            at = text.index(written)
            before = "".join(w.kana for w in words if w.end - words[0].start <= at)
            after = "".join(w.kana for w in words if w.start - words[0].start >= at + len(written))
            return before + told[written] + after
    if not all(w.kana for w in words):
        return ""
    return "".join(w.kana for w in words)


def _stop_words() -> frozenset[str]:
    return frozenset(rule_files.words(_WORDS["stop"]))
