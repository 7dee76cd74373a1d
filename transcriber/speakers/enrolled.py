"""Voices that the office enrolled: kept on this machine only, compared with those of a recording, and never taken for proof.

A person has several references, one for each recording they were enrolled from; an embedding belongs to the model that made
it. A match needs three things: likeness above a threshold, a margin over every other person, and that the two are each
other's best.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from transcriber.errors import VoicesError
from transcriber.minutes.transcript import Band, Suggestion, Transcript
from transcriber.speakers.pieces import Stretch
from transcriber.speakers.turns import Turn, Voice
from transcriber.speakers.voices import Vector, likeness, mean
from transcriber.system import rights

POSSIBLE = 0.6
CLOSE = 0.75
"""Likeness of a voice to an enrolled person from which it is offered, and from which it is close. Set on all pairs of the
acted recordings' voices (docs/benchmarks.md, docs/images/enrolment.png)."""

LIKENESS_MARGIN = 0.1
"""By how much it must be more like that person than like any other."""

LEAST_SECONDS = 10.0
"""Seconds of clean speech that a reference needs."""

LEAST_TO_COMPARE = 3.0
"""Seconds of clean speech that a voice in a recording needs to be compared."""

_CLEAN_STRETCH = 2.0
_EDGE = 0.2
"""Seconds at both ends of a turn that may be another's, or silence."""

NOTICE = """声の登録について（取扱注意）

このフォルダの voices.json には、登録した人の氏名と「声の特徴」（音声そのものではない数値の列）が入っています。
声の特徴は、特定の個人を識別できる情報（個人情報保護法の個人識別符号に当たりうるもの）です。

・登録する前に、本人に目的（会議録の話者名の候補を出すこと）を説明し、同意を得てください。
・登録は transcriber voices enrol、一覧は list、削除は forget で行います。やめたい人がいたら、すぐに forget してください。
・このファイルを、ほかのパソコンやメールに写さないでください。暗号化はしていません。読めるのは、このパソコンでこの製品を
　動かしている利用者だけになるように、権限を付けています。変えないでください。
"""


class Reference(BaseModel):
    """One recording's worth of a person's voice.

    Attributes:
        model: hash of the model that made the embedding; it means nothing to another.
        seconds: of clean speech it rests on.
        source: what staff called the recording.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str
    embedding: tuple[float, ...]
    seconds: float
    source: str
    enrolled_at: AwareDatetime


class EnrolledPerson(BaseModel):
    """Somebody who agreed to be enrolled."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    references: tuple[Reference, ...]

    def voice(self, model: str) -> Vector | None:
        """The mean of the references that `model` made."""
        own = [r for r in self.references if r.model == model]
        return mean(np.array([r.embedding for r in own]), [r.seconds for r in own]) if own else None


class EnrolledVoices(BaseModel):
    """voices.json"""

    model_config = ConfigDict(frozen=True, extra="forbid")

    people: tuple[EnrolledPerson, ...] = ()

    def with_reference(self, name: str, reference: Reference) -> EnrolledVoices:
        """One reference more; a second one from the same recording replaces the first."""
        known = next((p for p in self.people if p.name == name), EnrolledPerson(name=name, references=()))
        kept = [r for r in known.references if (r.source, r.model) != (reference.source, reference.model)]
        person = EnrolledPerson(name=name, references=(*kept, reference))
        return EnrolledVoices(people=(*(p for p in self.people if p.name != name), person))

    def without(self, name: str) -> EnrolledVoices:
        return EnrolledVoices(people=tuple(p for p in self.people if p.name != name))


def path(work: Path) -> Path:
    """Where the voices of an installation are kept."""
    return work / "voices" / "voices.json"


def read_enrolled(file: Path) -> EnrolledVoices:
    """The enrolled voices; none if nobody ever was.

    Raises:
        VoicesError: the file is damaged.
    """
    if not file.exists():
        return EnrolledVoices()
    try:
        return EnrolledVoices.model_validate_json(file.read_text(encoding="utf-8"))
    except (ValidationError, UnicodeDecodeError) as e:
        raise VoicesError(
            f"声の登録 {file} を読めません。", "バックアップから戻すか、フォルダごと消して登録し直してください。"
        ) from e


def write_enrolled(book: EnrolledVoices, file: Path) -> None:
    """Keep the voices, readable by this user only; with nobody left, nothing is kept."""
    if not book.people:
        file.unlink(missing_ok=True)
        return
    rights.private(file.parent)
    (file.parent / "声の登録について.txt").write_text(NOTICE, encoding="utf-8-sig")
    temporary = file.with_suffix(".part")
    temporary.unlink(missing_ok=True)
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as f:
        f.write(book.model_dump_json(indent=1))
        f.flush()
        os.fsync(f.fileno())
    temporary.replace(file)


def clean_stretches(turns: Sequence[Turn], speaker: str) -> list[Stretch]:
    """Stretches in which `speaker` alone talks, without the edges of turns."""
    others = [t for t in turns if t.speaker != speaker]
    found = []
    for t in turns:
        if t.speaker != speaker:
            continue
        edges = [t.start + _EDGE, t.end - _EDGE]
        if edges[1] - edges[0] >= _CLEAN_STRETCH and not any(o.start < t.end and o.end > t.start for o in others):
            found.append((edges[0], edges[1]))
    return found


def suggest(
    voices: Sequence[Voice], book: EnrolledVoices, model: str, unrelated: float
) -> Mapping[str, tuple[Suggestion, ...]]:
    """Speaker of a recording → the enrolled person it sounds like, if exactly one may be meant.

    Args:
        voices: those of the recording.
        model: hash of the model that made their embeddings.
    """
    people = [(p.name, v) for p in book.people if (v := p.voice(model)) is not None]
    known = [v for v in voices if v.embedding and v.seconds >= LEAST_TO_COMPARE]
    if not people or not known:
        return {}
    table = np.array([[likeness(np.asarray(v.embedding), p, unrelated) for _, p in people] for v in known])
    found: dict[str, tuple[Suggestion, ...]] = {}
    for i, voice in enumerate(known):
        best = int(np.argmax(table[i]))
        score = float(table[i, best])
        rival = max((float(x) for k, x in enumerate(table[i]) if k != best), default=-1.0)
        if score >= POSSIBLE and score - rival >= LIKENESS_MARGIN and int(np.argmax(table[:, best])) == i:
            band = Band.CLOSE if score >= CLOSE else Band.POSSIBLE
            found[voice.speaker] = (Suggestion(name=people[best][0], band=band, likeness=round(score, 3)),)
    return found


def stretches_of_voice(transcript: Transcript, speaker: str) -> tuple[Stretch, ...]:
    """Where a voice of a transcript speaks alone."""
    turns = [Turn(speaker=t.speaker, start=t.start, end=t.end) for t in transcript.turns]
    return tuple(clean_stretches(turns, speaker))
