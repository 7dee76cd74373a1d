"""How right a transcript is, against the truth of a recording.

    .venv/bin/python -m scripts.bench.score TRUTH.json TRANSCRIPT.json

Both hold `utterances`, each with speaker, start and end in seconds; the truth has `clean` (what was said, without fillers) and
a roster and keywords beside them, the transcript has `text` and `name` (what the draft prints; null: nobody is named). All
texts are compared without what is a matter of style: widths, marks, spaces, long vowels, and how a number is written.

  cer             characters substituted, deleted or inserted, as a share of the true ones
  deletion        the share deleted: speech that was lost
  insertion       the share inserted: speech that was invented
  keyword_recall  of the places where a listed name or term was said, the share in the transcript
  cp_cer          cer, with the transcript's voices given to the true speakers as fits best (meeteval)
  name_accuracy   the share of the transcript's time on a true utterance that prints the right name or post, averaged with
                  the utterances' lengths in characters as weights
  wrong_name      the same for a wrong one, which is worse than none
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jiwer
from meeteval.wer import cp_word_error_rate

Truth = Mapping[str, Any]
Transcript = Mapping[str, Any]

_DIGITS = {"零": 0} | {sign: value for value, sign in enumerate("〇一二三四五六七八九")}
_TENS = {"十": 10, "百": 100, "千": 1_000}
_MYRIADS = {"万": 10_000, "億": 100_000_000, "兆": 1_000_000_000_000}
_NUMBER = re.compile(rf"[{''.join((*_DIGITS, *_TENS, *_MYRIADS))}\d]+")
_THOUSANDS = re.compile(r"(?<=\d)[,，](?=\d{3})")
_DECIMAL = re.compile(r"(?<=\d)[点.](?=\d)")
_FILLER = re.compile("(?:えーっと|えーと|えっと|あのー|そのー|えー|あー|うーん|んー)、?")
_STYLE = re.compile(r"[^\w%]|_")

_COMMON_POSTS = frozenset({"議員", "委員", ""})
"""Many people have these, so they name nobody."""

_ALMOST_NOTHING = 1e-9
"""Seconds. An utterance on which the transcript has no time at all so counts as named right and wrong."""


def normalise(text: str) -> str:
    """What is compared: letters and digits, numbers in arabic digits, fillers and long vowels left out."""
    text = _THOUSANDS.sub("", _FILLER.sub("", unicodedata.normalize("NFKC", text)))
    text = _NUMBER.sub(lambda found: _digits(found[0]), text)
    text = _DECIMAL.sub("点", text).replace("パーセント", "%")
    return _STYLE.sub("", text).lower().replace("ー", "")


def _digits(number: str) -> str:
    """A number in arabic digits: 百五十六億七千万 → 15670000000; without tens and myriads sign by sign: 〇九〇 → 090."""
    if not set(number) & (_TENS.keys() | _MYRIADS.keys()):
        return "".join(str(_DIGITS.get(sign, sign)) for sign in number)
    whole = below_myriad = 0
    waiting: int | None = None  # digits that no unit has followed yet
    for sign in number:
        if sign in _TENS:
            below_myriad += _TENS[sign] * (1 if waiting is None else waiting)
            waiting = None
        elif sign in _MYRIADS:
            whole += _MYRIADS[sign] * (below_myriad + (waiting or 0) or 1)
            below_myriad, waiting = 0, None
        else:
            waiting = 10 * (waiting or 0) + (_DIGITS[sign] if sign in _DIGITS else int(sign))
    return str(whole + below_myriad + (waiting or 0))


@dataclass(frozen=True)
class Counts:
    """Characters of the truth and what became of them; keywords said and found."""

    characters: int
    substituted: int
    deleted: int
    inserted: int
    keywords: int
    found: int

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(a + b for a, b in zip(_values(self), _values(other), strict=True)))

    @property
    def cer(self) -> float:
        return (self.substituted + self.deleted + self.inserted) / self.characters

    @property
    def recall(self) -> float:
        """Of the keywords said, the share found; 0 where none was said."""
        return self.found / max(1, self.keywords)


def count(truth: Truth, transcript: Transcript) -> Counts:
    """Compare the texts as a whole, whoever said what."""
    said = "".join(normalise(u["clean"]) for u in truth["utterances"])
    written = "".join(normalise(u["text"]) for u in sorted(transcript["utterances"], key=lambda u: u["start"]))
    edits = jiwer.process_characters(said, written or " ")  # jiwer wants a text
    keywords = [word for word in map(normalise, truth["keywords"].split()) if word in said]
    return Counts(
        characters=len(said),
        substituted=edits.substitutions,
        deleted=edits.deletions,
        inserted=edits.insertions,
        keywords=sum(said.count(word) for word in keywords),
        found=sum(min(said.count(word), written.count(word)) for word in keywords),
    )


def score(truth: Truth, transcript: Transcript) -> dict[str, float]:
    """The figures of the module's docstring."""
    counted = count(truth, transcript)
    by_voice = cp_word_error_rate(
        _streams(truth["utterances"], "clean"), _streams(transcript["utterances"], "text")
    ).error_rate
    right, wrong = _names(truth, transcript)
    return {
        "cer": counted.cer,
        "deletion": counted.deleted / counted.characters,
        "insertion": counted.inserted / counted.characters,
        "keyword_recall": counted.recall,
        "cp_cer": float(by_voice),
        "name_accuracy": right,
        "wrong_name": wrong,
    }


def _streams(utterances: Iterable[Mapping[str, Any]], text: str) -> dict[str, str]:
    """Speaker → all that they say, a space after each character: they are the words that meeteval counts."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    for utterance in utterances:
        said[str(utterance["speaker"])].append(" ".join(normalise(utterance[text])))
    return {speaker: " ".join(texts) for speaker, texts in said.items()}


def _names(truth: Truth, transcript: Transcript) -> tuple[float, float]:
    """(name_accuracy, wrong_name)"""
    known = {person["speaker"]: _labels(person) for person in truth.get("roster", ())}
    right = wrong = characters = 0.0
    for said in truth["utterances"]:
        weight = len(normalise(said["clean"]))
        labels = known.get(said["speaker"], {said["speaker"]})
        covered = named_right = named_wrong = _ALMOST_NOTHING
        for written in transcript["utterances"]:
            seconds = min(said["end"], written["end"]) - max(said["start"], written["start"])
            if seconds <= 0:
                continue
            covered += seconds
            name = written.get("name")
            if name and any(label in name or name in label for label in labels):
                named_right += seconds
            elif name:
                named_wrong += seconds
        characters += weight
        right += weight * min(1, named_right / covered)
        wrong += weight * min(1, named_wrong / covered)
    return right / characters, wrong / characters


def _labels(person: Mapping[str, Any]) -> set[str]:
    """What a draft may print for a person: label, name, the name's first two characters, a post that is theirs alone."""
    name = person["name"] or ""
    post = "" if person["post"] in _COMMON_POSTS else person["post"]
    return {label for label in (person["speaker"], name, name[:2], post) if label}


def _values(counts: Counts) -> tuple[int, ...]:
    return (
        counts.characters,
        counts.substituted,
        counts.deleted,
        counts.inserted,
        counts.keywords,
        counts.found,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("truth", type=Path)
    parser.add_argument("transcript", type=Path)
    asked = parser.parse_args()
    truth, transcript = (json.loads(p.read_text(encoding="utf-8")) for p in (asked.truth, asked.transcript))
    for name, value in score(truth, transcript).items():
        print(f"{name:15s}{value:.4f}")


if __name__ == "__main__":
    main()
