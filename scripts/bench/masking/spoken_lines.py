"""What is to be said in a spoken consultation: the lines of a generated one, numbers digit by digit, and who speaks with which voice."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from scripts.bench.masking.consultations import Consultation, consultations
from scripts.bench.masking.counter_set import COUNTER
from scripts.bench.masking.evening_set import EVENING
from scripts.bench.masking.forms_tuning_set import FORMS_TUNING
from scripts.bench.masking.fresh_set import FRESH
from scripts.bench.masking.later_set import LATER
from scripts.bench.masking.ordinary_talk import ORDINARY, ORDINARY_LATER
from scripts.bench.masking.reporting_set import REPORTING
from scripts.bench.masking.second_tuning_set import SECOND_TUNING
from scripts.bench.masking.talk_reporting_set import TALK_REPORTING
from scripts.bench.masking.talk_tuning_set import TALK_TUNING
from scripts.bench.masking.tuning_set import TUNING
from scripts.bench.masking.visiting_set import VISITING
from transcriber.masking.digit_runs import digits_of
from transcriber.minutes.personal_data import PersonalKind

NUMBERS = (PersonalKind.MY_NUMBER, PersonalKind.ACCOUNT, PersonalKind.PHONE, PersonalKind.ID_NUMBER)
SETS = {
    "tuning": TUNING,
    "second": SECOND_TUNING,
    "forms": FORMS_TUNING,
    "talk-tuning": TALK_TUNING,
    "reporting": REPORTING,
    "fresh": FRESH,
    "talk": TALK_REPORTING,
    "later": LATER,
    "ordinary": ORDINARY,
    "ordinary-later": ORDINARY_LATER,
    "visiting": VISITING,
    "counter": COUNTER,
    "evening": EVENING,
}
"""The rules are mended on the first four and figures are taken from the others."""

_KANA = ("ぜろ", "いち", "にい", "さん", "よん", "ごう", "ろく", "なな", "はち", "きゅう")
_VOICES = (("jtalk", "jtalk-low"), ("jtalk-low", "jtalk"))
"""Open JTalk speaks an hour in six minutes."""

_OTHER_VOICES = (("jtalk-high", "jtalk-deep"), ("jtalk-deep", "jtalk-high"))
"""Open JTalk at pitches that no rule was mended with."""

_KOKORO_VOICES = (("kumo", "alpha"), ("alpha", "kumo"))
"""Kokoro takes four seconds of a busy core for each that it speaks."""

VOICES = {"jtalk": _VOICES, "other": _OTHER_VOICES, "kokoro": _KOKORO_VOICES}
"""Who speaks, by what stands behind SET:SEED:COUNT."""


@dataclass(frozen=True)
class Asked:
    """So many consultations of a set, by a seed: second:7:6, or second:7:6:kokoro.

    Attributes:
        voices: who speaks them, a key of VOICES.
    """

    set: str
    seed: int
    count: int
    voices: str

    @classmethod
    def read(cls, text: str) -> Asked:
        """Raises ValueError: it is no such thing."""
        name, seed, count, *voices = text.split(":")
        if name not in SETS or voices not in [[], *([v] for v in VOICES)]:
            raise ValueError(text)
        return cls(name, int(seed), int(count), voices[0] if voices else "jtalk")


def write_lines(out: Path, asked: Asked) -> None:
    """SET-SEED-cNNN.lines.json of each consultation that is not there."""
    out.mkdir(parents=True, exist_ok=True)
    voices = VOICES[asked.voices]
    words = SETS[asked.set]
    plain = 1 if words.scenes else len(words.plain)
    for number, talk in enumerate(consultations(words, asked.count, asked.seed, plain=plain)):
        path = out / f"{asked.set}-{asked.seed}-{talk.name}.lines.json"
        if not path.exists():
            said = json.dumps(_lines(talk, voices[number % len(voices)]), ensure_ascii=False, indent=1)
            path.write_text(said, encoding="utf-8")


def _lines(talk: Consultation, voices: tuple[str, str]) -> dict[str, object]:
    worker, client = voices
    return {
        "voices": {"S1": worker, "S2": client},
        "worker": talk.worker,
        "lines": [
            {
                "speaker": line.speaker,
                "text": line.text,
                "spoken": _spoken(line.text, line.plants),
                "plants": [[k.value, line.text[a:b]] for k, a, b in line.plants],
            }
            for line in talk.lines
        ],
    }


def _spoken(text: str, plants: tuple[tuple[PersonalKind, int, int], ...]) -> str:
    """Numbers digit by digit, as people read them out."""
    for kind, start, end in reversed(plants):
        if kind in NUMBERS:
            groups = re.split(r"[^0-9０-９〇一二三四五六七八九ぁ-んー]+", _folded(text[start:end]))
            said = "、".join("".join(_KANA[int(d)] for d in digits_of(g)) for g in groups if g)
            text = text[:start] + said + text[end:]
    return text


def _folded(text: str) -> str:
    wide = str.maketrans("０１２３４５６７８９", "0123456789")
    return text.translate(wide).replace("ゼロ", "ぜろ").replace("の", "、")
