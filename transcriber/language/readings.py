"""How text is read: hiragana with character spans, and every other way its characters can be read.

What was heard right and written wrong has the right sound, so it is compared by sound: in *morae* (拍), the beats of
Japanese, with long vowels written ー whatever their spelling (とうごう, トーゴー → と ー ご ー). Where characters make no
word the recogniser has put sounds together by itself, so every character is also offered with its own readings
(data/kanji_readings.tsv, made by scripts/build_readings).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from typing import NamedTuple

from sudachipy import Dictionary, Morpheme, SplitMode

_MORA = re.compile("[ぁ-ゖー][ぁぃぅぇぉゃゅょゎ]?")
_KANA = re.compile("[ぁ-ゖァ-ヺー]+")
_KANJI = re.compile("[一-鿿々〆]")
_TO_HIRAGANA = {c: c - 0x60 for c in range(ord("ァ"), ord("ヶ") + 1)}

_ROWS = {
    "あ": "あかがさざただなはばぱまやらわゃぁ",
    "い": "いきぎしじちぢにひびぴみりぃ",
    "う": "うくぐすずつづぬふぶぷむゆるゅぅゔ",
    "え": "えけげせぜてでねへべぺめれぇ",
    "お": "おこごそぞとどのほぼぽもよろをょぉ",
}
_VOWEL = {kana: vowel for vowel, row in _ROWS.items() for kana in row}
_LENGTHENED_BY = {"あ": "あ", "い": "い", "う": "う", "え": "えい", "お": "おう"}
_SOUNDS_LIKE = str.maketrans("ぢづをゐゑ", "じずおいえ")
_PARTICLES = {"は": "わ", "へ": "え", "を": "お"}

_OTHER_READING = 0.1
_OWN_READING = 0.05
"""What an edge costs that is not the analyser's choice: another reading of a word, a character read by itself."""


class Word(NamedTuple):
    """A word as the analyser cuts the text, with its span in characters."""

    start: int
    end: int
    surface: str
    kana: str
    """Hiragana; empty for marks, digits and Latin letters."""
    part: tuple[str, ...]
    """Part of speech: 名詞, 固有名詞, 人名, …"""
    known: bool
    """Whether the dictionary holds it."""
    normal: str
    """The dictionary's own spelling of it: 受け皿 for 受けざら."""


class Edge(NamedTuple):
    """One way to read the characters `start` to `end`."""

    start: int
    end: int
    morae: tuple[str, ...]
    penalty: float
    """0 for the analyser's own choice, more for less likely readings (of the order of a tenth of a mora)."""


def hiragana(text: str) -> str:
    """Katakana to hiragana; everything else as it is."""
    return text.translate(_TO_HIRAGANA)


def is_kana(text: str) -> bool:
    """Nothing but hiragana and katakana."""
    return _KANA.fullmatch(text) is not None


def morae(kana: str) -> tuple[str, ...]:
    """The beats of `kana` (either script): long vowels as ー, づ and ぢ as they sound; what is no kana is left out."""
    beats: list[str] = []
    vowel = ""
    for beat in _MORA.findall(hiragana(kana).translate(_SOUNDS_LIKE)):
        if vowel and (beat == "ー" or (beat in _LENGTHENED_BY[vowel] and beats[-1] != "ー")):
            beats.append("ー")
        elif beat != "ー":
            beats.append(beat)
            vowel = _VOWEL.get(beat[-1], "")
    return tuple(beats)


def vowel_of(mora: str) -> str:
    """あ, い, う, え or お; empty for ん, っ and ー."""
    return _VOWEL.get(mora[-1], "")


class Reader:
    """Reads text with SudachiPy. Loading takes some 40 ms; a reader is not for several threads at once."""

    def __init__(self) -> None:
        self._dictionary = Dictionary()
        self._tokenizer = self._dictionary.tokenizer(mode=SplitMode.C)
        table = resources.files(__package__).joinpath("data/kanji_readings.tsv").read_text(encoding="utf-8")
        self._kanji = {line[0]: tuple(line[2:].split(" ")) for line in table.splitlines()}
        self._edges: dict[tuple[str, str, str], tuple[Edge, ...]] = {}

    def words(self, text: str) -> tuple[Word, ...]:
        """The words of `text`, without gaps."""
        return tuple(self._word(m) for m in self._tokenizer.tokenize(text))

    def cost(self, text: str) -> int:
        """How far `text` is from plain Japanese, by the analyser's own measure: a word costs some 1000 to 10000."""
        return int(self._tokenizer.tokenize(text).get_internal_cost())

    def kana(self, text: str) -> str:
        """The likeliest reading in hiragana as it is spelled (とうごう); what has no reading is left out."""
        return "".join(w.kana for w in self.words(text))

    def reading(self, text: str) -> str:
        """The likeliest reading as it sounds, for comparing: 東郷町 → とーごーちょー."""
        return "".join(beat for w in self.words(text) for beat in morae(_spoken(w)))

    def is_word(self, text: str) -> bool:
        """Whether the dictionary holds `text` as it stands."""
        return len(self._dictionary.lookup(text)) > 0

    def surnames(self, text: str) -> tuple[str, ...]:
        """Every way to read `text` as a surname, hiragana; none if the dictionary holds no such surname."""
        own = (m for m in self._dictionary.lookup(text) if m.part_of_speech()[3] == "姓")
        return tuple(dict.fromkeys(hiragana(m.reading_form()) for m in own))

    def parts(self, text: str) -> frozenset[tuple[str, ...]]:
        """The parts of speech of every word of the dictionary that is written so."""
        return frozenset(tuple(m.part_of_speech()) for m in self._dictionary.lookup(text))

    def edges(self, text: str) -> Iterator[Edge]:
        """Every way to read every stretch of `text`; digits, Latin letters and marks have none."""
        for word in self.words(text):
            yield from self.edges_of(word)

    def edges_of(self, word: Word) -> Iterator[Edge]:
        """Every way to read a word or a part of it."""
        key = (word.surface, word.kana, word.part[0])
        if key not in self._edges:
            at_origin = word._replace(start=0, end=word.end - word.start)
            self._edges[key] = tuple(e for e in self._read(at_origin) if e.morae)
        for edge in self._edges[key]:
            yield Edge(edge.start + word.start, edge.end + word.start, edge.morae, edge.penalty)

    def _read(self, word: Word) -> Iterator[Edge]:
        if not word.kana:
            return
        best = _spoken(word)
        yield Edge(word.start, word.end, morae(best), 0.0)
        if _KANA.fullmatch(word.surface):
            yield from self._beats(word, best)
            return
        own = self._kanji.get(word.surface, ())
        for other in self._other_readings(word.surface):
            if other != best and other not in own:
                yield Edge(word.start, word.end, morae(other), _OTHER_READING)
        for other in own:
            if other != best:
                yield Edge(word.start, word.end, morae(other), _OWN_READING)
        if word.end - word.start > 1:
            yield from self._characters(word)

    def _other_readings(self, surface: str) -> tuple[str, ...]:
        """What else the dictionary says about a word."""
        found = (hiragana(m.reading_form()) for m in self._dictionary.lookup(surface))
        return tuple(dict.fromkeys(r for r in found if _KANA.fullmatch(r)))

    def _word(self, morpheme: Morpheme) -> Word:
        surface = morpheme.surface()
        kana = hiragana(morpheme.reading_form())
        if _KANA.fullmatch(surface) and not _KANA.fullmatch(kana):
            kana = hiragana(surface)
        elif _KANJI.search(surface) and not _KANA.fullmatch(kana):  # unknown: each character by its commonest reading
            kana = "".join(self._kanji.get(c, (hiragana(c) if _KANA.match(c) else "",))[0] for c in surface)
        elif not _KANJI.search(surface) and not _KANA.search(surface):
            kana = ""
        return Word(
            start=morpheme.begin(),
            end=morpheme.end(),
            surface=surface,
            kana=kana if _KANA.fullmatch(kana) else "",
            part=tuple(morpheme.part_of_speech()),
            known=not morpheme.is_oov(),
            normal=morpheme.normalized_form(),
        )

    def _characters(self, word: Word) -> Iterator[Edge]:
        """Each kanji by itself, and the kana between them."""
        for i, character in enumerate(word.surface, start=word.start):
            if character == "々":
                character = word.surface[i - word.start - 1] if i > word.start else character
            for own in self._kanji.get(character, ()):
                yield Edge(i, i + 1, morae(own), _OWN_READING)
        for run in _KANA.finditer(word.surface):
            yield from _kana_edges(run[0], word.start + run.start())

    def _beats(self, word: Word, best: str) -> Iterator[Edge]:
        """A kana word beat by beat, so that a span may begin or end inside it."""
        if best != hiragana(word.surface):
            yield Edge(word.start, word.end, morae(word.surface), _OWN_READING)
        if word.end - word.start > 1:
            yield from _kana_edges(word.surface, word.start)


def _kana_edges(kana: str, start: int) -> Iterator[Edge]:
    for beat in _MORA.finditer(hiragana(kana)):
        if beat[0] == "ー":
            yield Edge(start + beat.start(), start + beat.end(), ("ー",), 0.0)
        else:
            yield Edge(start + beat.start(), start + beat.end(), morae(beat[0]), 0.0)


def _spoken(word: Word) -> str:
    return _PARTICLES.get(word.surface, word.kana) if word.part[0] == "助詞" else word.kana
