"""Correction by reading: what was heard with the right sound and written with the wrong characters.

`Corrector.correct` restores names, posts and terms the office knows. It changes a stretch of whole words only if it sounds
like a known word (`matching`) and either the sentence becomes better Japanese by it, as the analyser measures, or the
context speaks for it (a name before 議員, after 番). Tuned for precision: a right word must not be broken, so a word the
dictionary holds gives way to its own sound only, and short words need exactly theirs. Numbers are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from os.path import commonprefix

from transcriber.language import figures, numbers
from transcriber.language.called_names import means_another, of_another_board, partly_named
from transcriber.language.completion import completes, stops_inside
from transcriber.language.correction_limits import CORRECTION_LIMITS
from transcriber.language.edits import Edit, Edited
from transcriber.language.heard_words import is_particle, is_plain, is_plain_talk, negations, says_the_same
from transcriber.language.matching import Match, limit, without_inner_marks
from transcriber.language.readings import Reader, Word, is_kana, morae
from transcriber.language.restorable_words import RestorableWords
from transcriber.language.targets import ChangeReason
from transcriber.language.weighing import Measured, Recalled, SoundScore
from transcriber.minutes import posts, rule_files
from transcriber.minutes.characters import KANJI
from transcriber.minutes.people import Roster
from transcriber.minutes.terms import Glossary, Term

_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]*")
_TITLE = re.compile(posts.any_title(polite=True))
_INTRODUCED = re.compile("です|でございます|と申します")
_AFTER_NAME = re.compile("[、。！？!?はがのをにもへ]|から|より|$")
_COUNTED = (
    re.compile(rf"{numbers.INTEGER}号"),
    re.compile(
        rf"{numbers.INTEGER}(?={rule_files.any_of(rule_files.read_rules(__package__, 'phrases')['after_agenda_number'])})"
    ),
)
"""What follows 議案第 and the like, and 日程第."""

_USUAL_NUMBERED, _OTHER_NUMBERED = CORRECTION_LIMITS.usual_numbered, CORRECTION_LIMITS.other_numbered

_ORDINAL = re.compile(
    f"(?<![{KANJI}])(?<!ん)[大題代](?=[0-9]{{1,3}}(?:回|号|条|款))|(?<=[年程案])[大題代](?=[0-9]{{1,3}}(?:回|号|条|款))"
)
_CALLED = re.compile("番、?$")
_BILL = re.compile(f"(?:{figures.bills()})第?")
_ARTICLE = re.compile(f"{numbers.INTEGER}[条項款目節章]第$")

_STAND_INS = {ChangeReason.NAME: "加藤一郎", ChangeReason.SURNAME: "加藤"}
_STAND_IN = "東京"
"""Words the analyser knows well, in place of names and terms it cannot know: what counts is whether one fits there."""

_SAME, _EXACT, _NEAR = CORRECTION_LIMITS.same, CORRECTION_LIMITS.exact, CORRECTION_LIMITS.near
_SHORT, _LONG = CORRECTION_LIMITS.short, CORRECTION_LIMITS.long
_NONSENSE, _MUCH_BETTER, _BETTER, _SLIGHT = (
    CORRECTION_LIMITS.nonsense,
    CORRECTION_LIMITS.much_better,
    CORRECTION_LIMITS.better,
    CORRECTION_LIMITS.slight,
)


@dataclass(frozen=True)
class WordCandidate:
    """`after` might stand in the place of the characters `start` to `end`."""

    start: int
    end: int
    after: str
    measured: Measured
    learned: bool = False

    @property
    def log_odds(self) -> float:
        """Of its being right, by the text alone."""
        return self.measured.log_odds()


class Corrector:
    """Knows what may be restored. Not for several threads at once."""

    def __init__(
        self,
        roster: Roster,
        glossary: Glossary,
        base: Iterable[Term] = (),
        *,
        office: str = "",
        phrases: Iterable[Term] = (),
        reader: Reader | None = None,
    ) -> None:
        self._reader = reader or Reader()
        self._known = RestorableWords(roster, glossary, base, office, phrases, self._reader)

    def prepare(self) -> None:
        """Make now what correcting needs and would be made with the first text: with tens of thousands of terms it takes a second."""
        self._known.prepare()

    def names(self) -> tuple[str, ...]:
        """Every name, post and term that may be restored, as it is to be written; set phrases are none."""
        return tuple(t.text for t in self._known.targets if t.rule not in (ChangeReason.PHRASE, ChangeReason.NUMBERED))

    def own_words(self, text: str) -> list[tuple[int, int]]:
        """Where in `text` names, posts and terms of the office stand."""
        return self._known.own.spans(text)

    def candidates(self, text: str, least: float = CORRECTION_LIMITS.worth_asking) -> list[WordCandidate]:
        """What might be put in the place of what in `text`, if the sound speaks for it; the likeliest first.

        Args:
            least: log odds, by the text alone, below which it is not worth asking.
        """
        found = []
        cost = self._reader.cost(text)
        kept = self._kept(text)
        for match in self._known.index(least).matches(text, self._reader):
            if self._thinkable(match, text, kept):
                gain = cost - self._cost_with(match, text)
                measured = self._measured(match, text, gain)
                if measured.log_odds() >= least and not self._tears(match, text, gain):
                    found.append(
                        WordCandidate(match.start, match.end, match.target.text, measured, match.target.learned)
                    )
        return sorted(found, key=lambda c: -c.log_odds)

    def correct(
        self,
        text: str,
        heard: Mapping[tuple[str, str], SoundScore] | None = None,
        recalled: Sequence[Recalled] = (),
    ) -> Edited:
        """`text` with known words restored; the same text again if nothing is to be done. Idempotent.

        Args:
            heard: (before, after) without marks → what the sound says about it, where it was asked.
            recalled: learned words that were heard when the recogniser was told of them.
        """
        parts: list[Edited] = []
        at = 0
        # 休憩 for 遊水池: what every meeting says is what a recogniser writes for a word it does not know.
        own = self._known.own.spans(text)
        known = list(_recalled(text, own, recalled))
        for sentence in _SENTENCE.findall(text):
            inside = (e for e in known if 0 <= e.start - at < len(sentence))
            now = Edited.unchanged(sentence).edited(replace(e, start=e.start - at, end=e.end - at) for e in inside)
            at += len(sentence)
            # A restored word can be what another one needs to be recognised; each round restores at least one for good.
            while now.text and (found := list(self._round(now.text, heard or {}))):
                now = now.edited(found)
            parts.append(now)
        return Edited.joined(parts)

    def _kept(self, text: str) -> list[tuple[int, int]]:
        return [
            *self._known.otherwise.outside(self._known.written.spans(text), text),
            *self._known.otherwise.undecided(text),
        ]

    def _round(self, text: str, heard: Mapping[tuple[str, str], SoundScore]) -> Iterator[Edit]:
        kept = self._kept(text)
        proposals = [
            *self._by_writing(text, kept),
            *self._by_sound(text, kept, heard),
            *_ordinals(text),
        ]
        proposals = [p for p in proposals if not any(_explains_more(other, p) for other in proposals)]
        taken: list[tuple[int, int]] = []
        for _, edit in sorted(proposals, key=lambda p: (-p[0], p[1].start)):
            if all(edit.end <= s or e <= edit.start for s, e in taken):
                taken.append((edit.start, edit.end))
                yield edit

    def _by_writing(self, text: str, kept: Sequence[tuple[int, int]]) -> Iterator[tuple[float, Edit]]:
        for score, edit in self._known.otherwise.edits(text, self._reader):
            if _allowed(edit.start, edit.end, edit.after, text, kept):
                yield score, edit

    def _by_sound(
        self, text: str, kept: Sequence[tuple[int, int]], heard: Mapping[tuple[str, str], SoundScore]
    ) -> Iterator[tuple[float, Edit]]:
        cost: int | None = None
        index = self._known.index(CORRECTION_LIMITS.worth_asking if heard else None)
        for match in index.matches(text, self._reader):
            if not _allowed(match.start, match.end, match.target.text, text, kept):
                continue
            answer = heard.get((without_inner_marks(text[match.start : match.end]), match.target.text))
            if match.cost > limit(match.target) and answer is None:
                continue
            if match.target.rule is ChangeReason.CALLED and self._shortens(match, text, heard):
                continue
            if cost is None:
                cost = self._reader.cost(text)
            gain = cost - self._cost_with(match, text)
            if self._decided(match, text, gain, kept, answer):
                score = round(max(0.0, 1 - match.ratio), 3)
                edit = Edit(match.start, match.end, match.target.text, match.target.rule.value, score)
                sound = CORRECTION_LIMITS.sound_share * answer.sound if answer else 0.0
                yield len(match.target.morae) - 3 * match.cost + sound, edit

    def _shortens(self, match: Match, text: str, heard: Mapping[tuple[str, str], SoundScore]) -> bool:
        """Whether a part of a given name would go, of somebody whose whole name the sound was not asked about."""
        named = partly_named(text[match.start : match.end], match.target.text, self._known.people)
        return any(all(name != after for _, after in heard) for name in named)

    def _decided(
        self, match: Match, text: str, gain: int, kept: Sequence[tuple[int, int]], heard: SoundScore | None
    ) -> bool:
        """By the text alone, unless the sound was asked and says otherwise."""
        by_text = match.cost <= limit(match.target) and self._worth(match, text, gain)
        if heard is None or not self._thinkable(match, text, kept) or self._tears(match, text, gain):
            return by_text
        measured = self._measured(match, text, gain)
        least = CORRECTION_LIMITS.believed
        if measured.base:
            least = CORRECTION_LIMITS.believed_short if measured.size <= _SHORT else CORRECTION_LIMITS.believed_base
        return measured.log_odds(heard) >= (CORRECTION_LIMITS.refuted if by_text else least)

    def _thinkable(self, match: Match, text: str, kept: Sequence[tuple[int, int]]) -> bool:
        """What no sound can prove: a word of the language by itself, a negation, a name with another title."""
        if match.target.rule is ChangeReason.NUMBERED or not _allowed(
            match.start, match.end, match.target.text, text, kept
        ):
            return False
        if without_inner_marks(text[match.start :]).startswith(match.target.text) or self.completes(match, text):
            return False
        before = text[match.start : match.end]
        words = self._reader.words(before)
        if len(words) == 1 and words[0].known and not match.target.is_person:
            return False
        if match.target.is_person and is_plain_talk(words) and not self._is_called(match, text):
            return False  # 続きまして, 長いと思います, 次の会議: the same sound as 都築 or 永井, so no sound tells
        if match.target.rule is ChangeReason.PHRASE and (
            says_the_same(words, match.target.text) or of_another_board(before, match.target.text)
        ):
            return False
        if match.target.rule is ChangeReason.CALLED and means_another(words, match.target.text):
            return False
        return negations(before) == negations(match.target.text) or match.ratio <= _EXACT

    def completes(self, match: Match, text: str) -> bool:
        """Whether the match would put into `text` what was not said (completion.py)."""
        return completes(match, text, self._reader, titled=bool(_TITLE.match(text[match.end :])))

    def _is_called(self, match: Match, text: str) -> bool:
        return bool(_TITLE.match(text[match.end :]) or _CALLED.search(text[: match.start]))

    def _tears(self, match: Match, text: str, gain: int) -> bool:
        """Whether it ends inside a word of kana that is good Japanese as it stands: 相談員ただけます for 相談いただけます."""
        return (
            gain < _MUCH_BETTER
            and all(match.end != w.start for w in self._reader.words(text))
            and match.end < len(text)
        )

    def _measured(self, match: Match, text: str, gain: int) -> Measured:
        words = self._reader.words(text[match.start : match.end])
        return Measured(
            ratio=match.ratio,
            cost=match.cost,
            size=len(match.target.morae),
            gain=gain / 1000,
            plain=all(w.known and len(w.surface) > 1 for w in words),
            edges=sum(
                w.part[0] in ("助詞", "補助記号") and not set(morae(w.kana)) & set(beats)
                for w, beats in ((words[0], match.target.morae[:2]), (words[-1], match.target.morae[-2:]))
            ),
            person=match.target.is_person,
            titled=bool(_TITLE.match(text[match.end :])),
            called=match.target.rule is ChangeReason.CALLED,
            base=match.target.rule in (ChangeReason.BASE, ChangeReason.PHRASE),
        )

    def _cost_with(self, match: Match, text: str) -> int:
        before, after = text[: match.start], text[match.end :]
        cost = self._reader.cost(before + match.target.text + after)
        if match.target.rule in (ChangeReason.BASE, ChangeReason.POST, ChangeReason.PHRASE):
            return cost
        stand_in = _STAND_INS.get(match.target.rule, _STAND_IN)
        return min(cost, self._reader.cost(before + stand_in + after))

    def _worth(self, match: Match, text: str, gain: int) -> bool:
        """Whether the evidence is enough; the figures were set on recordings and right text (scripts/bench/quality)."""
        if negations(text[match.start : match.end]) != negations(match.target.text) and match.ratio > _EXACT:
            return False  # 登校 is not 不登校: what turns a meaning round must have been heard
        if self._swallows(match, text) or self.completes(match, text) or stops_inside(match, text):
            return False
        if match.target.is_person:
            return self._is_person(match, text, gain)
        if match.target.rule is ChangeReason.NUMBERED:
            return self._is_number_of(match, text)
        heard = self._reader.words(text[match.start : match.end])
        if match.target.rule is ChangeReason.CALLED:
            alone = _called(text[: match.start]) and bool(_AFTER_NAME.match(text[match.end :]))
            return alone and match.ratio <= _NEAR and gain >= _BETTER
        if match.target.rule is ChangeReason.PHRASE and says_the_same(heard, match.target.text):
            return False
        if match.target.rule is ChangeReason.PHRASE:  # often right as it is, in other words: only what makes no sense
            return match.ratio <= _NEAR and gain >= _MUCH_BETTER and not is_plain(heard)
        size = len(match.target.morae)
        exact = match.ratio <= _EXACT
        if len(heard) == 1 and (heard[0].known or is_kana(heard[0].surface)):
            return self._is_spelling(match, heard[0], gain)
        if size < _LONG:
            return match.ratio <= _NEAR and gain >= _BETTER and not (is_particle(heard[0]) or is_particle(heard[-1]))
        if exact or (match.ratio <= _NEAR and not is_plain(heard)):
            return gain >= -_SLIGHT
        return gain >= (_NONSENSE if is_plain(heard) else _MUCH_BETTER)

    def _swallows(self, match: Match, text: str) -> bool:
        """Whether a particle at either end would go that is no part of the word: 参画 for 参加と."""
        words = self._reader.words(text[match.start : match.end])
        ends = ((words[0], match.target.morae[0]), (words[-1], match.target.morae[-1]))
        return len(words) > 1 and any(is_particle(w) and beat not in morae(w.kana) for w, beat in ends)

    def _is_number_of(self, match: Match, text: str) -> bool:
        """議案第 before 45号: what counts follows, and nothing else is swallowed; 第19条第2号 is a law's own numbering."""
        heard = text[match.start : match.end]
        usual = match.target.text in ("議案第", "日程第")
        first = self._reader.words(heard)[0]
        return (
            bool(_COUNTED[match.target.text == "日程第"].match(text[match.end :]))
            and without_inner_marks(heard) == heard
            and not _BILL.fullmatch(heard)  # 選挙第1号 is no 議案第1号
            and not is_particle(first)
            and not _ARTICLE.search(text[: match.end])
            and match.cost <= (_USUAL_NUMBERED if usual else _OTHER_NUMBERED)
        )

    def _is_spelling(self, match: Match, heard: Word, gain: int) -> bool:
        """A word by itself gives way only to its own sound: to the office's spelling of it, or to a better homophone."""
        if match.target.rule is ChangeReason.BASE or match.ratio > _EXACT:
            return match.ratio <= _NEAR and not heard.known and gain >= _BETTER
        if not heard.known:
            return gain >= -_SLIGHT
        same = heard.normal == match.target.text
        return gain >= 0 and (same or len(match.target.morae) >= _LONG)

    def _is_person(self, match: Match, text: str, gain: int) -> bool:
        before, after = text[: match.start], text[match.end :]
        titled = bool(_TITLE.match(after))
        context = titled or bool(_CALLED.search(before)) or bool(_INTRODUCED.match(after))
        heard = self._reader.words(text[match.start : match.end])
        if all(w.known and w.part[2] == "人名" for w in heard):  # somebody's name: only the spelling may be wrong,
            return context and match.ratio <= _SAME  # read as it is usually read: 洋子 is ようこ, not ひろし
        if match.target.rule is ChangeReason.SURNAME:
            return titled and (gain >= 0 or (_called(before) and match.ratio <= _EXACT and gain >= -_SLIGHT))
        if match.ratio <= _NEAR:
            return context or gain >= 0
        return titled and gain >= -_SLIGHT


def _explains_more(one: tuple[float, Edit], other: tuple[float, Edit]) -> bool:
    """Whether `one` takes in all that `other` does and more, and fits better: 水野委員 for 水野良委員, not 水野良平委員."""
    a, b = one[1], other[1]
    wider = a.start <= b.start and b.end <= a.end and a.end - a.start > b.end - b.start
    named = {a.rule, b.rule} == {ChangeReason.CALLED.value, ChangeReason.NAME.value}
    return wider and named and (a.score or 0.0) >= (b.score or 0.0)


def _recalled(text: str, kept: Sequence[tuple[int, int]], recalled: Sequence[Recalled]) -> Iterator[Edit]:
    """Each in its place of the whole text, and nowhere else."""
    taken: list[tuple[int, int]] = []
    for each in recalled:
        place = each.place(text)
        if place is None or not _allowed(*place, each.after, text, kept):
            continue
        if all(place[1] <= s or e <= place[0] for s, e in taken):
            taken.append(place)
            yield Edit(*place, each.after, ChangeReason.RECALLED.value)


def _ordinals(text: str) -> Iterator[tuple[float, Edit]]:
    """大3回 → 第3回: nothing else is said there."""
    for match in _ORDINAL.finditer(text):
        yield 50.0, Edit(match.start(), match.end(), "第", ChangeReason.NUMBERED.value)


def _called(before: str) -> bool:
    """Where a chair calls a name: at the beginning, after 番 or after a pause."""
    return not before or before[-1] in "、番"


def _allowed(start: int, end: int, new: str, text: str, kept: Sequence[tuple[int, int]]) -> bool:
    """Words already written right are left alone where anything would change, unless the new one holds them whole."""
    before = text[start:end]
    head = len(commonprefix((before, new)))
    tail = len(commonprefix((before[head:][::-1], new[head:][::-1])))
    first, last = start + head, end - tail
    return all(
        last <= s or e <= first or (start <= s and e <= end and text[s:e] in new and text[s:e] != new) for s, e in kept
    )
