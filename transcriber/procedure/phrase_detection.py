"""Finds a chair's set phrases by their sound, however they were spelled: 討論 heard as 通論, 異議なし as 意味なし."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from rapidfuzz import fuzz

from transcriber.language import sounds
from transcriber.language.readings import Reader, morae
from transcriber.minutes import rule_files
from transcriber.minutes.procedure import StepKind
from transcriber.procedure.listening_limits import LISTENING_LIMITS

_EXACT_KINDS = (StepKind.OPENING, StepKind.RECESS, StepKind.RESUMPTION, StepKind.ADJOURNMENT)
"""Their words (開会, 閉会) sound like half of what is said in a meeting (お伺い, お願い)."""

_TAIL = re.compile(f"(?:{rule_files.any_of(rule_files.read_rules(__package__, 'announcing')['tails'])})$")

_BENDING = ("動詞", "助動詞")
_THINGS = ("名詞", "代名詞", "接尾辞")
_PARTICLES = "をとにのでがは"
_NOTHING = re.compile("なし|ありません(?!か)|ございません(?!か)|ないようです")
_THERE_IS = re.compile("(?:あり|ござい)ます(?!か)")
_SLIP = 4
"""Characters behind a phrase in which its last word may end."""

_SENTENCE = re.compile(r"[^。？！\n]+[。？！]?")
_DIGITS = dict(
    zip("0123456789", ("ぜろ", "いち", "に", "さん", "よん", "ご", "ろく", "なな", "はち", "きゅう"), strict=True)
)


@dataclass(frozen=True)
class Sentence:
    """A sentence of an utterance, and how it sounds.

    Attributes:
        start: where it begins in the utterance's text, in characters.
        text: as recognised.
        key: its sound, one character a folded beat.
        places: for each character of `key`, the character of `text` it stands for.
        inside: characters of `text` inside a verb or what is bound to it.
        bound: characters of `text` at which a particle begins that belongs to the noun before it.
    """

    start: int
    text: str
    key: str
    places: tuple[int, ...]
    inside: frozenset[int] = frozenset()
    bound: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Phrase:
    """A set phrase and what it means."""

    kind: StepKind
    text: str
    key: str
    detail: str = ""
    method: str = ""
    role: str = "step"  # step, count, result or deciding
    head: str = ""
    """The sound of the words that tell it from other phrases."""
    written: bool = False
    """Only where it stands so in the text; a result then needs no other words that decide."""


@dataclass(frozen=True)
class HeardPhrase:
    """A phrase in a sentence."""

    phrase: Phrase
    start: int  # in the sentence's text
    end: int
    likeness: float


@dataclass
class Listener:
    """Knows the phrases; remembers sentences it has read, since a chair says the same a hundred times."""

    reader: Reader
    phrases: tuple[Phrase, ...] = ()
    _letters: dict[str, str] = field(default_factory=dict)
    """Folded beat → one character, so that comparing strings compares beats."""
    _read: dict[str, Sentence] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.phrases = tuple(self._shipped())

    def sentences(self, text: str) -> Iterator[Sentence]:
        """The sentences of an utterance."""
        for found in _SENTENCE.finditer(text):
            yield replace(self._sound(found[0]), start=found.start())

    def heard(self, sentence: Sentence) -> list[HeardPhrase]:
        """Every phrase in the sentence, in order; where phrases overlap, the likeliest and longest.

        「認定することに決定いたしました」 is 認定: 決定 is what remains if no result has a name.
        """
        found = [h for p in self.phrases if (h := self._match(p, sentence))]
        found.sort(
            key=lambda h: (h.phrase.detail == "決定", h.likeness < 1, -h.likeness * len(h.phrase.key) ** 0.3, h.start)
        )
        kept: list[HeardPhrase] = []
        for h in found:
            rivals = [k for k in kept if _competes(k.phrase, h.phrase) and k.start < h.end and h.start < k.end]
            if not rivals:
                kept.append(h)
            elif h.phrase.role == "count" and any(_undecided(k, h) for k in rivals):
                kept = [k for k in kept if k not in rivals or k.phrase.role != "count"]
        return sorted(kept, key=lambda h: (h.start, h.end))

    def key(self, text: str) -> str:
        """How a text sounds, folded; for comparing titles."""
        return self._sound(text).key

    def like(self, one: str, other: str) -> float:
        """How alike two texts sound, 0 to 1."""
        return fuzz.ratio(self.key(one), self.key(other)) / 100

    def _match(self, phrase: Phrase, sentence: Sentence) -> HeardPhrase | None:
        at = sentence.text.find(phrase.text)
        if at >= 0:
            return HeardPhrase(phrase, at, at + len(phrase.text), 1.0)
        if phrase.written:
            return None
        if len(phrase.key) < LISTENING_LIMITS.exact_below:
            at = sentence.key.find(phrase.key) if len(phrase.key) >= LISTENING_LIMITS.exact_below - 2 else -1
            return self._between(phrase, sentence, at, at + len(phrase.key), 0.95) if at >= 0 else None
        if len(sentence.key) < len(phrase.key) * LISTENING_LIMITS.like:
            return None
        best = fuzz.partial_ratio_alignment(phrase.key, sentence.key, score_cutoff=LISTENING_LIMITS.like * 100)
        if best is None or best.dest_end - best.dest_start < len(phrase.key) * LISTENING_LIMITS.like:
            return None
        window = sentence.key[max(0, best.dest_start - 1) : best.dest_start + len(phrase.head) + 2]
        head = phrase.head or phrase.key
        begins = sentence.places[best.dest_start]
        if begins in sentence.inside:
            return None  # 「対応させていただきたいと存じます」 holds no 議題とします
        if len(head) < LISTENING_LIMITS.exact_head or phrase.role == "result" or phrase.kind in _EXACT_KINDS:
            if head not in window or (begins in sentence.bound and phrase.text[0] not in _PARTICLES):
                return None  # 「自治会へ回答いたします」 sounds like 閉会といたします
        elif fuzz.partial_ratio(head, window) < LISTENING_LIMITS.head_like * 100:
            return None
        found = self._between(phrase, sentence, best.dest_start, best.dest_end, min(0.99, best.score / 100))
        # 「討論の通告がありますので」 is not 「討論の通告がありませんので」, of which it has all but two beats
        there_is = _THERE_IS.search(sentence.text, found.start, found.end + _SLIP)
        return None if there_is and _NOTHING.search(phrase.text) else found

    def _between(self, phrase: Phrase, sentence: Sentence, start: int, end: int, likeness: float) -> HeardPhrase:
        places = sentence.places
        return HeardPhrase(phrase, places[start], places[end - 1] + 1, round(likeness, 3))

    def _sound(self, text: str) -> Sentence:
        if text not in self._read:
            self._read[text] = self._sounded(text)
        return self._read[text]

    def _sounded(self, text: str) -> Sentence:
        key: list[str] = []
        places: list[int] = []
        inside: set[int] = set()
        bound: set[int] = set()
        last = ""
        for word in self.reader.words(text):
            if word.part[0] in _BENDING:
                inside.update(range(word.start + 1, word.end))
            if word.part[0] == "助詞" and last in _THINGS:
                bound.add(word.start)
            last = word.part[0]
            kana = word.kana or "".join(_DIGITS.get(c, "") for c in unicodedata.normalize("NFKC", word.surface))
            beats = morae(kana)
            size = max(1, word.end - word.start)
            for i, letter in self._folded(beats):
                key.append(letter)
                places.append(word.start + min(size - 1, i * size // max(1, len(beats))))
        return Sentence(0, text, "".join(key), tuple(places), frozenset(inside), frozenset(bound))

    def _folded(self, beats: Sequence[str]) -> Iterator[tuple[int, str]]:
        for i, beat in enumerate(beats):
            name = sounds.classes(beat)
            if name:
                yield i, self._letters.setdefault(name, chr(0x100 + len(self._letters)))

    def _shipped(self) -> Iterator[Phrase]:
        data = _data()
        for step in data["step"]:
            for text in step["phrases"]:
                yield self._phrase(StepKind(step["kind"]), text, step.get("detail", ""))
        for count in data["count"]:
            for name in count["names"]:
                for end in "。、":  # 「起立多数。」 and nothing behind it
                    bare = self._phrase(StepKind.VOTE, name + end, name, count["method"], "count")
                    yield replace(bare, written=True)
                for tail in count["tails"]:
                    text = tail if name in tail else name + tail
                    yield self._phrase(StepKind.VOTE, text, name, count["method"], "count")
        results = data["results"]
        for name, *texts in results["names"]:
            for text in texts:
                yield self._phrase(StepKind.RESULT, text, name, role="result")
        for name, *texts in results["written"]:
            for text in texts:
                yield replace(self._phrase(StepKind.RESULT, text, name, role="result"), written=True)
        for text in results["deciding"]:
            yield self._phrase(StepKind.RESULT, text, role="deciding")

    def _phrase(self, kind: StepKind, text: str, detail: str = "", method: str = "", role: str = "step") -> Phrase:
        return Phrase(kind, text, self.key(text), detail, method, role, self.key(_TAIL.sub("", text) or text))


def _competes(one: Phrase, other: Phrase) -> bool:
    """Whether only one of two phrases can be what was said; the words that decide stand beside what is decided."""
    return one.role == other.role or {one.role, other.role} == {"step", "count"}


def _undecided(one: HeardPhrase, other: HeardPhrase) -> bool:
    return (
        one.phrase.role == other.phrase.role
        and one.phrase.detail != other.phrase.detail
        and one.likeness < 1
        and one.likeness - other.likeness < LISTENING_LIMITS.margin
        and len(one.phrase.key) == len(other.phrase.key)
    )


@cache
def _data() -> Mapping[str, Any]:
    return rule_files.read_rules(__package__, "phrases")
