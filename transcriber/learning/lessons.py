"""What one returned file teaches: words that were heard wrong, and people the roster does not know (learning.json).

A lesson holds words from the draft and the checked file, and goes with them when their time is up.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from rapidfuzz.distance import Levenshtein

from transcriber.language.readings import Reader, Word, morae
from transcriber.learning.named import CalledPerson, NameFinder
from transcriber.learning.withheld import Withheld
from transcriber.minutes import posts
from transcriber.minutes.characters import KANJI, in_usual_width
from transcriber.minutes.people import Roster
from transcriber.minutes.personal_data import Shown
from transcriber.minutes.terms import Glossary
from transcriber.minutes.transcript import Transcript
from transcriber.minutes.variant_characters import comparable
from transcriber.review.comparison import Comparison, Correction
from transcriber.review.kinds import CorrectionKind
from transcriber.system import durable

_LEAST = 2
"""Characters of a word worth learning."""

_LONGEST = 16
_ALIKE = 0.6
"""Share of beats that may differ between what was heard and what is right; beyond it something else was meant."""

_POLITE = "|".join(posts.honorifics())
_LABEL = re.compile(r"(?P<post>[^（(]+)[（(](?P<name>[^（）()]+?)(?:" + _POLITE + r")?[）)]")
_CALLED = re.compile(rf"(?P<name>[^\s（()）]{{2,8}}?)(?P<post>{posts.any_title()})")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LessonWord(_Part):
    """A word as it should have been written, and as it was.

    Attributes:
        right, wrong: the word, and what the draft had in its place.
        context: the draft around it, with the word put right.
    """

    right: str
    wrong: str
    kana: str
    context: str


class Met(_Part):
    """A speaker the roster does not know, as the checked file calls them."""

    name: str
    post: str
    kana: str


class Spoke(_Part):
    """A voice that the checked file gives to one person throughout.

    Attributes:
        speaker: its number in the recording (S1, S2, …).
        name: as the checked file calls the person.
        seconds: in which it speaks alone.
    """

    speaker: str
    name: str
    seconds: float


class Lesson(_Part):
    """All that one returned file teaches.

    Attributes:
        voices: only where the profile uses enrolled voices; nothing of how they sound.
        pairs: each utterance as drafted and as returned, to try proposals on.
        shown: how much of the personal data is in it; of an older lesson that is not known.
    """

    job: int
    day: dt.date
    heard: tuple[LessonWord, ...]
    met: tuple[Met, ...]
    pairs: tuple[tuple[str, str], ...]
    voices: tuple[Spoke, ...] = ()
    shown: Shown = Shown.ALL

    def write(self, path: Path) -> None:
        """Write learning.json, renamed into place."""
        durable.write_text(path, self.model_dump_json())

    @classmethod
    def read(cls, path: Path) -> Lesson:
        """Read a learning.json.

        Raises:
            OSError, pydantic.ValidationError: it is not there, or is none.
        """
        return cls.model_validate_json(path.read_text(encoding="utf-8"))


class Teacher:
    """Draws lessons. Loads a dictionary; not for several threads at once."""

    def __init__(self) -> None:
        self._reader = Reader()
        self._names = NameFinder(self._reader)

    def lesson(
        self,
        transcript: Transcript,
        comparison: Comparison,
        glossary: Glossary,
        *,
        job: int,
        day: dt.date,
        voices: tuple[Spoke, ...] = (),
    ) -> Lesson:
        """What the differences between draft and returned file teach beyond roster and glossary.

        Args:
            voices: what the file confirms of voices, where the profile uses enrolled ones.
        """
        known = {t.text for t in glossary.terms}
        shown = transcript.shown or Shown.ALL
        withheld = Withheld(shown, transcript.roster, comparison.pairs, self._reader)
        heard = tuple(
            h.model_copy(update={"context": withheld.masked(h.context)})
            for c in comparison.corrections
            if c.kind is CorrectionKind.MISHEARD and (h := self._heard(c)) is not None
            if not withheld.is_personal(h.right, h.wrong)
        )
        met = {m.name: m for m in self._met(comparison, transcript.roster)} if withheld.names_people() else {}
        return Lesson(
            job=job,
            day=day,
            heard=tuple(h for h in heard if h.right not in known or self.invented(h.wrong)),
            met=tuple(met.values()),
            pairs=withheld.pairs(),
            voices=voices,
            shown=shown,
        )

    def withheld(self, lesson: Lesson, shown: Shown, roster: Roster) -> Lesson:
        """A lesson of a draft from before its profile masked anything, as it may be used since."""
        withheld = Withheld(shown, roster, lesson.pairs, self._reader)
        heard = (h for h in lesson.heard if not withheld.is_personal(h.right, h.wrong))
        return lesson.model_copy(
            update={
                "heard": tuple(h.model_copy(update={"context": withheld.masked(h.context)}) for h in heard),
                "met": lesson.met if withheld.names_people() else (),
                "pairs": withheld.pairs(),
                "voices": tuple(v for v in lesson.voices if not withheld.is_personal(v.name)),
                "shown": shown,
            }
        )

    def kana(self, text: str) -> str:
        """How a word is read, as far as the dictionary knows; names are guesses."""
        return self._reader.kana(text)

    def person(self, heard: LessonWord) -> CalledPerson | None:
        """Whom a corrected word names, if it names somebody."""
        return self._names.in_word(heard.right, heard.context)

    def kana_of_name(self, name: str, heard: str) -> str:
        """How a name is read, given what was written in its place."""
        return self._names.kana(name, heard)

    def invented(self, text: str) -> bool:
        """Nothing that Japanese has: its replacement breaks no right word."""
        return len(text) > 1 and not self.whole(text)

    def whole(self, text: str) -> bool:
        """A word, or put together of whole words (福祉地区 heard for 福家地区): it may be said another time. A person's name
        within other words (大規児童) is none of them."""
        if self._reader.is_word(text):
            return True
        return all(w.known and len(w.surface) > 1 and w.part[2] != "人名" for w in self._reader.words(text))

    def _heard(self, correction: Correction) -> LessonWord | None:
        """The whole word around a correction."""
        left, right = correction.left, correction.right
        text = left + correction.after + right
        start, end = self._word(text, len(left), len(left) + len(correction.after))
        before, behind = left[start:], right[: end - len(left) - len(correction.after)]
        good, bad = text[start:end], before + correction.before + behind
        nouns = all(_noun(w) for w in self._reader.words(good))
        if not nouns or not _worth(good) or good == bad or not self._alike(good, bad):
            return None
        return LessonWord(right=good, wrong=bad, kana=self._reader.kana(good), context=text)

    def _word(self, text: str, start: int, end: int) -> tuple[int, int]:
        """The nouns in a row that hold `start` to `end`, particles and endings left out."""
        words = self._reader.words(text)
        inside = [n for n, w in enumerate(words) if w.start < end and w.end > start]
        if not inside:
            return start, end
        first, last = inside[0], inside[-1]
        while first > 0 and _noun(words[first - 1]) and _noun(words[first]):
            first -= 1
        while last + 1 < len(words) and _noun(words[last + 1]) and _noun(words[last]):
            last += 1
        while first < last and not _noun(words[first]) and words[first].end <= start:
            first += 1
        while last > first and not _noun(words[last]) and words[last].start >= end:
            last -= 1
        return words[first].start, words[last].end

    def _alike(self, one: str, other: str) -> bool:
        """By their characters (a word that was heard wrong has no reading to go by) or by their sound."""
        if 2 * _distance(one, other) <= max(len(one), len(other)):
            return True
        a, b = morae(self._reader.reading(one)), morae(self._reader.reading(other))
        if not a or not b:
            return False
        return _distance(a, b) <= _ALIKE * max(len(a), len(b))

    def _met(self, comparison: Comparison, roster: Roster) -> Iterator[Met]:
        names = {p.compared_name for p in roster.people}
        for renamed in (*comparison.voices, *comparison.reassigned):
            label = in_usual_width(renamed.after).strip()
            found = _LABEL.fullmatch(label) or _CALLED.fullmatch(label)
            if found is None:
                continue
            name = re.sub(r"\s", "", found["name"])
            post = posts.without_seat(found["post"]) or "議員"
            if len(name) >= 2 and not any(comparable(name) in n for n in names if n):
                yield Met(name=name, post=post, kana=self._reader.kana(name))


def _noun(word: Word) -> bool:
    return (
        word.part[0] in ("名詞", "接頭辞", "接尾辞") and word.part[1] != "数詞" and bool(re.search(r"\w", word.surface))
    )


def _worth(text: str) -> bool:
    """A word that is not only kana, digits or marks."""
    if not _LEAST <= len(text) <= _LONGEST or re.search(
        r"[、。，．・「」（）()\s\d〇一二三四五六七八九十百千万億]{2}|[、。，「」（）]", text
    ):
        return False
    return bool(re.search(f"[{KANJI}ァ-ヺA-Za-z]", text)) and not re.fullmatch(f"[{KANJI}]?[ぁ-ゖ]+", text)


def _distance(a: Sequence[str], b: Sequence[str]) -> int:
    return int(Levenshtein.distance(a, b))
