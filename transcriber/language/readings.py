"""How text is read: hiragana with character spans, and every other way its characters can be read.

What was heard right and written wrong has the right sound, so it is compared by sound: in *morae* (拍), the beats of
Japanese, with long vowels written ー whatever their spelling (とうごう, トーゴー → と ー ご ー). Where characters make no
word the recogniser has put sounds together by itself, so every character is also offered with its own readings
(data/kanji_readings.tsv, made by scripts/build_readings).

Variant characters (髙橋, 黒栁, 葛󠄀西) are read as the common ones they stand for, which is what dictionaries hold; words keep the
writing and the places of the text as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib import resources
from typing import NamedTuple

from sudachipy import Dictionary, Morpheme, MorphemeList, SplitMode

from transcriber.language.ngram_model import NgramModel, Surprise, shipped_tables
from transcriber.minutes import variant_characters
from transcriber.minutes.characters import KANJI, hiragana, is_selector
from transcriber.minutes.variant_characters import FoldedText

_MORA = re.compile("[んっー]|[ぁ-ゖ][ぁぃぅぇぉゃゅょゎ]?")
"""A beat. Behind ん, っ and ー a small letter is a slip, and stands by itself."""
_KANA = re.compile("[ぁ-ゖァ-ヺー]+")
_KANJI = re.compile(f"[{KANJI}]")
_CHARACTER = re.compile("(?s)(.)[\ufe00-\ufe0f\U000e0100-\U000e01ef]*")

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
        """The words of `text`, without gaps; none is empty."""
        folded, morphemes = self._analysed(text)
        words = (self._word(m, folded.places, text) for m in morphemes)
        # SudachiPy reads … as three full stops, of which two stand for nothing (findings/sudachi_words_of_no_letters.sh).
        return tuple(w for w in words if w.start < w.end)

    def cost(self, text: str) -> int:
        """How far `text` is from plain Japanese, by the analyser's own measure: a word costs some 1000 to 10000."""
        return int(self._analysed(text)[1].get_internal_cost())

    def surprises(self, text: str, before: str = "", told: str = "") -> list[Surprise]:
        """How unexpected each word of `text` is in a meeting, behind what was said before it (ngram_model.py).

        Args:
            told: what the office knows; its words are expected.
        """
        return self._meetings.surprises(text, before, told)

    def unexpected(self, text: str, told: str = "") -> float:
        """Nats by which `text` as a whole is unexpected in a meeting. Args: told: as of `surprises`."""
        return sum(s.nats for s in self.surprises(text, told=told))

    @cached_property
    def _meetings(self) -> NgramModel:
        return NgramModel(shipped_tables(), self._dictionary)

    def kana(self, text: str) -> str:
        """The likeliest reading in hiragana as it is spelled (とうごう); what has no reading is left out."""
        return "".join(w.kana for w in self.words(text))

    def reading(self, text: str) -> str:
        """The likeliest reading as it sounds, for comparing: 東郷町 → とーごーちょー."""
        return "".join(beat for w in self.words(text) for beat in morae(_spoken(w)))

    def is_word(self, text: str) -> bool:
        """Whether the dictionary holds `text` as it stands."""
        return len(self._lookup(text)) > 0

    def surnames(self, text: str) -> tuple[str, ...]:
        """Every way to read `text` as a surname, hiragana; none if the dictionary holds no such surname."""
        own = (m for m in self._lookup(text) if m.part_of_speech()[3] == "姓")
        return tuple(dict.fromkeys(hiragana(m.reading_form()) for m in own))

    def parts(self, text: str) -> frozenset[tuple[str, ...]]:
        """The parts of speech of every word of the dictionary that is written so."""
        return frozenset(tuple(m.part_of_speech()) for m in self._lookup(text))

    def unread(self, text: str) -> tuple[str, ...]:
        """The kanji of `text` for which there is no reading, each once: characters of an office's own (外字), the rarest ones."""
        folded = (
            (c, variant_characters.common_form(c))
            for c in dict.fromkeys(text)
            if _KANJI.match(c) and not is_selector(c)
        )
        return tuple(c for c, common in folded if not (self._kanji.get(common) or c in "々〆" or self._reads(common)))

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
        own = self._kanji.get(variant_characters.common_form(word.surface), ())
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
        found = (hiragana(m.reading_form()) for m in self._lookup(surface))
        return tuple(dict.fromkeys(r for r in found if _KANA.fullmatch(r)))

    def _analysed(self, text: str) -> tuple[FoldedText, MorphemeList]:
        """`text` in characters that the dictionary holds, and its words.

        Of variants that dictionaries do hold (渡邉, 嶋田) the common forms are tried only where they make better sense of it: a
        name that is known as it is written is read so.
        """
        if variant_characters.is_common(text) or not variant_characters.common_form(text):
            return FoldedText(text, range(len(text) + 1)), self._tokenizer.tokenize(text)
        readable = variant_characters.dictionary_form(text)
        morphemes = self._tokenizer.tokenize(readable)
        common = variant_characters.common_form(readable)
        if common != readable and not all(_is_known_whole(m) for m in morphemes):
            other = self._tokenizer.tokenize(common)
            if len(other) <= len(morphemes) and other.get_internal_cost() < morphemes.get_internal_cost():
                readable, morphemes = common, other
        return variant_characters.with_places(text, readable), morphemes

    def _lookup(self, text: str) -> MorphemeList:
        """What the dictionary holds under `text`, else under its common characters."""
        found = self._dictionary.lookup(variant_characters.dictionary_form(text))
        common = variant_characters.common_form(text)
        return found if len(found) or common == text else self._dictionary.lookup(common)

    def _reads(self, character: str) -> bool:
        return any(_KANA.fullmatch(hiragana(m.reading_form())) for m in self._dictionary.lookup(character))

    def _word(self, morpheme: Morpheme, places: Sequence[int], text: str) -> Word:
        surface = morpheme.surface()
        start, end = places[morpheme.begin()], places[morpheme.end()]
        kana = hiragana(morpheme.reading_form())
        if _KANA.fullmatch(surface) and not _KANA.fullmatch(kana):
            kana = hiragana(surface)
        elif _KANJI.search(surface) and not _KANA.fullmatch(kana):  # unknown: each character by its commonest reading
            kana = "".join(self._by_itself(c) for c in surface)
        elif not _KANJI.search(surface) and not _KANA.search(surface):
            kana = ""
        return Word(
            start=start,
            end=end,
            surface=text[start:end],
            kana=kana if _KANA.fullmatch(kana) else "",
            part=tuple(morpheme.part_of_speech()),
            known=not morpheme.is_oov(),
            normal=morpheme.normalized_form(),
        )

    def _by_itself(self, character: str) -> str:
        common = variant_characters.common_form(character)
        return self._kanji.get(common, (hiragana(common) if _KANA.match(common) else "",))[0]

    def _characters(self, word: Word) -> Iterator[Edge]:
        """Each kanji by itself, and the kana between them."""
        before = ""
        for found in _CHARACTER.finditer(word.surface):
            before = before if found[1] == "々" and before else variant_characters.common_form(found[1])
            for own in self._kanji.get(before, ()):
                yield Edge(word.start + found.start(), word.start + found.end(), morae(own), _OWN_READING)
        for run in _KANA.finditer(word.surface):
            yield from _kana_edges(run[0], word.start + run.start())

    def _beats(self, word: Word, best: str) -> Iterator[Edge]:
        """A kana word beat by beat, so that a span may begin or end inside it."""
        if best != hiragana(word.surface):
            yield Edge(word.start, word.end, morae(word.surface), _OWN_READING)
        if word.end - word.start > 1:
            yield from _kana_edges(word.surface, word.start)


def _is_known_whole(morpheme: Morpheme) -> bool:
    """Whether it is a word of its own, not a character left over of a name that the dictionary does not hold."""
    return not morpheme.is_oov() and (len(morpheme.surface()) > 1 or not _KANJI.match(morpheme.surface()))


def _kana_edges(kana: str, start: int) -> Iterator[Edge]:
    for beat in _MORA.finditer(hiragana(kana)):
        if beat[0] == "ー":
            yield Edge(start + beat.start(), start + beat.end(), ("ー",), 0.0)
        else:
            yield Edge(start + beat.start(), start + beat.end(), morae(beat[0]), 0.0)


def _spoken(word: Word) -> str:
    return _PARTICLES.get(word.surface, word.kana) if word.part[0] == "助詞" else word.kana
