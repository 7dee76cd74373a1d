"""Put together what the stages found: texts, turns and doubts become a Transcript."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from transcriber.language import punctuation
from transcriber.language.edits import Edited
from transcriber.language.readings import Reader
from transcriber.minutes.people import Roster
from transcriber.minutes.transcript import Doubt, DoubtKind, Kind, Speaker, Utterance
from transcriber.speakers import naming
from transcriber.speakers import units as unit_cutting
from transcriber.speakers.alignment import Spoken, utterances
from transcriber.speakers.pieces import Stretch
from transcriber.speakers.turns import Turns
from transcriber.speakers.units import Unit
from transcriber.speech.audit import WindowText
from transcriber.speech.recogniser import Character

_LONG_PAUSE = 1.0
"""Seconds without speech after which a sentence is over, or goes on as if it began anew."""

_LEAST_OVERLAP = 0.7
"""Seconds of two voices at once that are worth listening to again; shorter ones are seams."""


def units(texts: Iterable[WindowText], turns: Turns, speech: Sequence[Stretch]) -> list[Unit[Character]]:
    """The recognised text in the units that are given to voices."""
    return unit_cutting.cut(_marked([c for w in texts for c in w.characters]), turns.exclusive, speech)


def assemble(
    texts: Iterable[WindowText],
    turns: Turns,
    write: Callable[[str], Edited] | None = None,
    *,
    speech: Sequence[Stretch] = (),
    likeness: npt.NDArray[np.float32] | None = None,
    kind: Kind = Kind.COUNCIL,
) -> tuple[tuple[Utterance, ...], tuple[Speaker, ...], tuple[Doubt, ...]]:
    """Utterances, speakers, and the doubts that belong to no utterance.

    Args:
        write: what is printed for what was heard; without it, only marks are tidied.
        speech: detected speech, as given to `units`.
        likeness: (units, voices of `turns`), what each of `units` sounds like; None: only the turns decide.
    """
    windows = list(texts)
    doubts = [d for w in windows for d in w.doubts] + [
        Doubt(
            kind=DoubtKind.OVERLAP,
            start=start,
            end=end,
            reason="二人の声が重なっています。だれの発言か、抜けがないか聞いてください。",
        )
        for start, end in turns.overlaps(least=_LEAST_OVERLAP)
    ]
    given = utterances(
        units(windows, turns, speech),
        turns.exclusive,
        [v.speaker for v in turns.voices],
        likeness,
        whole=kind is Kind.COUNCIL,
    )
    spoken = [s for s in given if punctuation.tidy(s.text)]
    placed, loose = _place(sorted(doubts, key=lambda d: (d.start, d.end)), spoken)
    read = [write(s.text) if write else Edited(punctuation.tidy(s.text)) for s in spoken]
    said = tuple(
        Utterance(
            id=f"u{i:04d}",
            speaker=s.speaker,
            start=round(s.start, 3),
            end=round(s.end, 3),
            text=now.text,
            confidence=round(_confidence(s.characters), 3),
            doubts=tuple(own),
            changes=now.changes,
        )
        for i, (s, now, own) in enumerate(zip(spoken, read, placed, strict=True), start=1)
    )
    return said, _speakers(said, turns), tuple(loose)


def _marked(characters: list[Character]) -> list[Character]:
    """The characters of the recording with readable marks: sentence ends are where text changes speakers."""
    marked: list[Character] = []
    reader = Reader()
    for stretch in _stretches(characters):
        texts = punctuation.marked(stretch, reader)
        marked += [c.model_copy(update={"text": t}) for c, t in zip(stretch, texts, strict=True) if t]
    return marked


def _stretches(characters: list[Character]) -> Iterator[list[Character]]:
    """Cut at long pauses: what lies beyond one is no context for a mark."""
    stretch: list[Character] = []
    for character in characters:
        if stretch and character.start - stretch[-1].end >= _LONG_PAUSE:
            yield stretch
            stretch = []
        stretch.append(character)
    if stretch:
        yield stretch


def name(
    said: Sequence[Utterance], speakers: Sequence[Speaker], roster: Roster, kind: Kind
) -> tuple[tuple[Utterance, ...], tuple[Speaker, ...]]:
    """Utterances and speakers with the names that the recording proves."""
    return naming.name_voices(said, roster, kind, Reader()).named(said, speakers)


def _place(doubts: list[Doubt], spoken: Sequence[Spoken[Character]]) -> tuple[list[list[Doubt]], list[Doubt]]:
    """Each doubt to the utterance it overlaps most; those that lie between utterances stay loose."""
    placed: list[list[Doubt]] = [[] for _ in spoken]
    loose = []
    first = 0
    for doubt in doubts:
        while first < len(spoken) and spoken[first].end < doubt.start - 60:
            first += 1
        best, most = None, 0.0
        for i in range(first, len(spoken)):
            if spoken[i].start >= doubt.end:
                break
            shared = min(spoken[i].end, doubt.end) - max(spoken[i].start, doubt.start)
            if shared > most:
                best, most = i, shared
        if best is None:
            loose.append(doubt)
        else:
            placed[best].append(doubt)
    return placed, loose


def _confidence(characters: Sequence[Character]) -> float:
    return sum(c.probability for c in characters) / len(characters)


def _speakers(said: Sequence[Utterance], turns: Turns) -> tuple[Speaker, ...]:
    seconds: dict[str, float] = {}
    for turn in turns.exclusive:
        seconds[turn.speaker] = seconds.get(turn.speaker, 0.0) + turn.end - turn.start
    heard = {u.speaker for u in said if u.speaker}
    order = sorted(heard, key=lambda s: next(u.start for u in said if u.speaker == s))
    return tuple(Speaker(id=s, seconds=round(seconds.get(s, 0.0), 1)) for s in order)
