"""Speech that a recogniser leaves out in the middle of a piece: it must end as text, or as a doubt that says where to listen.

    .venv/bin/python -m scripts.bench.tiers.omissions [--corpus DIR …] [--items d1,d2] [--model DIR] [--most 60] [--seed 1] [--kinds "never,…"]

Each window of the recordings is recognised (careful mode, roster and terms told). Then a stretch of its text, of 1 to 8 s of speech, is
left out, and what is left of each piece is aligned with the whole sound, as the recogniser itself would have done. In one run it is left
out wherever the piece holds other speech too ("among other speech": what turbo models are reported to do), in another it is never written
("never"); the other hearing leaves it out as well. In the third the first hearing leaves it out among other speech, and the other one,
whose sound is cut otherwise, does not ("by the first hearing").

A stretch ends as text if 70 % of its characters stand within a second of it, as a doubt if gap doubts lie on half of its speech. It is
marked if any doubts of the written draft lie on half of its speech, whatever they say; beside it stands how many of the same stretches are marked
so when nothing is left out of them. False alarms are the gap doubts of the runs in which
nothing was left out. What is neither is printed, with what was left out and what stands in its place.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from rapidfuzz.distance import LCSseq

from scripts.bench import corpus
from scripts.bench.quality import systems
from scripts.bench.score import normalise
from scripts.bench.tiers.stand_ins import BASE, WEIGHTS
from transcriber.language.correction import Corrector
from transcriber.language.readings import Reader
from transcriber.language.targets import base_terms
from transcriber.language.writing import Writer
from transcriber.media.decoding import decode
from transcriber.media.pcm import Pcm, Samples
from transcriber.minutes.text_style import usual_text_style
from transcriber.minutes.transcript import DoubtKind
from transcriber.speakers.turns import Turn, Turns
from transcriber.speech import audit, other_hearings, speech_engine
from transcriber.speech.audit import WindowText
from transcriber.speech.other_hearings import OtherHearing, OtherListener
from transcriber.speech.prompt import Prompt
from transcriber.speech.recogniser import Character, Recognition, Sound, WhisperRecogniser
from transcriber.speech.side_by_side import aligned
from transcriber.speech.speech_engine import SpeechRequest
from transcriber.speech.voice import Span, outside
from transcriber.speech.windows import Window
from transcriber.transcripts import assemble
from transcriber.transcripts.written_utterances import written_utterances

_LENGTHS = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)
"""Seconds left out, in turn."""

_ALONE = 1.0
"""Seconds on either side within which a piece holds nothing but what is left out."""


class Placed(Pcm):
    """Remembers where the sounds that were read lie."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.lately: list[Span] = []

    def read(self, start: float, end: float) -> Samples:
        self.lately = [*self.lately[-50:], Span(start, end)]
        return super().read(start, end)


@dataclass
class Forgetful:
    """A recogniser that does not write what is said in `span`; None: writes everything."""

    inner: WhisperRecogniser
    pcm: Placed
    span: Span | None = None
    never: bool = False
    places: dict[int, list[Span]] = field(default_factory=dict)

    def listen(self, pieces: Sequence[Samples]) -> Sound:
        sound = self.inner.listen(pieces)
        self.places[id(sound)] = self.pcm.lately[-len(pieces) :]
        self.kept = sound  # so that its id is not given to another one
        return sound

    def recognise(
        self, sound: Sound, which: Sequence[int], *, prompt: str, beam: int = 5, texts: int = 1
    ) -> list[tuple[Recognition, ...]]:
        heard = self.inner.recognise(sound, which, prompt=prompt, beam=beam, texts=texts)
        places = self.places[id(sound)]
        return [
            tuple(self._without(h, sound, i, places[i]) for h in several)
            for i, several in zip(which, heard, strict=True)
        ]

    def alignments(self, sound: Sound, texts: Sequence[str]) -> list[list[Character]]:
        return self.inner.alignments(sound, texts)

    def count_tokens(self, text: str) -> int:
        return self.inner.count_tokens(text)

    def _without(self, heard: Recognition, sound: Sound, index: int, at: Span) -> Recognition:
        gone = self.span
        if gone is None or at.end <= gone.start or gone.end <= at.start:
            return heard
        alone = gone.start - _ALONE <= at.start and at.end <= gone.end + _ALONE
        if alone and not self.never:
            return heard
        left = [c for c in heard.characters if not gone.start <= at.start + (c.start + c.end) / 2 < gone.end]
        if len(left) == len(heard.characters):
            return heard
        if not left:
            return Recognition((), heard.log_probability, heard.no_speech)
        batch = next(b for b in sound.inner if index in b.pieces)
        row = batch.pieces.index(index)
        tokens = self.inner._tokenizer.encode("".join(c.text for c in left))
        (aligned,) = self.inner._align(self.inner._encoded(batch, [row]), [tokens], [batch.frames[row]])
        return Recognition(tuple(aligned), heard.log_probability, heard.no_speech)


@dataclass(frozen=True)
class ForgetfulListener:
    """Another hearing that leaves out what it has in the place of some of the characters that were heard.

    Attributes:
        heard: the window as it is when nothing is left out.
    """

    inner: OtherListener
    heard: Sequence[Character]
    span: Span

    @property
    def whole(self) -> bool:
        return self.inner.whole

    def hear(self, sounds: Sequence[Samples], told: str) -> OtherHearing:
        assert self.whole, "what is left out is found in the text of the whole window"
        found = self.inner.hear(sounds, told)
        beside = aligned([c.text for c in self.heard], found.texts[0])
        left = [t for c, t in zip(self.heard, beside, strict=True) if not _lies_in(c, self.span)]
        return OtherHearing(["".join(left)], found.support)


def _lies_in(character: Character, span: Span) -> bool:
    return span.start <= (character.start + character.end) / 2 < span.end


@dataclass(frozen=True)
class Outcome:
    """What became of one stretch that was left out.

    Attributes:
        marked_anyway: it is marked when nothing is left out, too.
    """

    length: float
    text: bool
    doubt: bool
    marked: bool
    marked_anyway: bool


_KINDS = {"among other speech": False, "never": True, "by the first hearing": False}
"""Kind → whether the stretch is never written."""


def main() -> None:
    arguments = _arguments()
    chance = random.Random(arguments.seed)
    outcomes: dict[str, list[Outcome]] = defaultdict(list)
    kinds = {kind: _KINDS[kind] for kind in arguments.kinds.split(",")}
    alarms, minutes = 0, 0.0
    for item in (i for folder in arguments.corpus for i in corpus.items(folder, arguments.items)):
        with tempfile.TemporaryDirectory() as made:
            for found, false, speech in _recording(
                item, arguments.model, Path(made), chance, outcomes, arguments.most, kinds
            ):
                alarms, minutes = alarms + false, minutes + speech / 60
                for kind, outcome in found.items():
                    outcomes[kind].append(outcome)
        _tell(outcomes, alarms, minutes)


def _recording(
    item: corpus.Item,
    model: Path,
    folder: Path,
    chance: random.Random,
    before: dict[str, list[Outcome]],
    most: int,
    kinds: Mapping[str, bool],
) -> Iterator[tuple[dict[str, Outcome], int, float]]:
    path = folder / "audio.pcm"
    decode(item.audio, path, name=item.name)
    request = systems.asked(item.reference, path, model)
    recogniser = speech_engine.loaded_recogniser(request)
    assert isinstance(recogniser, WhisperRecogniser)
    plan, pcm = speech_engine.plan(request), Placed(path)
    listeners = other_hearings.listeners_of(recogniser, request.effort)
    ear, said = Forgetful(recogniser, pcm), ""
    for window in plan.windows:
        if sum(map(len, before.values())) >= len(kinds) * most:
            return
        prompt = speech_engine.prompter_of(request, recogniser.count_tokens).after(said)

        def understood(others: Sequence[OtherListener], window: Window = window, prompt: Prompt = prompt) -> WindowText:
            return audit.understand(window, pcm, plan.speech, ear, prompt=prompt, listeners=others)

        ear.span = None
        clean = understood(listeners)
        said = "".join(c.text for c in clean.characters)
        speech = [s for s in plan.speech if s.end > window.start and s.start < window.end]
        found = {}
        span = _chosen(
            clean.characters, speech, _LENGTHS[len(before.get(next(iter(kinds)), ())) % len(_LENGTHS)], chance
        )
        if span is not None:
            anyway = _marks(clean, request, speech)
            for kind, never in kinds.items():
                ear.span, ear.never = span, never
                forgetful = [ForgetfulListener(each, clean.characters, span) for each in listeners]
                text = understood(listeners if kind == "by the first hearing" else forgetful)
                found[kind] = _judged(text, clean, span, speech, _marks(text, request, speech), anyway)
                if not (found[kind].text or found[kind].doubt):
                    marked = "marked" if found[kind].marked else "lost"
                    texts = " / ".join(map(partial(_around, span), (clean, text)))
                    print(f"  {item.name} {span.start:.1f}-{span.end:.1f} {kind}: {marked}: {texts}", flush=True)
        yield found, len(_gaps(clean)), sum(s.seconds for s in speech)


def _around(span: Span, text: WindowText) -> str:
    """What stands in a stretch, in brackets, with some characters on either side."""
    before = "".join(c.text for c in text.characters if (c.start + c.end) / 2 < span.start)[-12:]
    behind = "".join(c.text for c in text.characters if (c.start + c.end) / 2 >= span.end)[:12]
    return f"{before}[{''.join(c.text for c in text.characters if _lies_in(c, span))}]{behind}"


def _marks(text: WindowText, request: SpeechRequest, speech: Sequence[Span]) -> list[Span]:
    """Where doubts lie in a draft of this window, as if one person had said it all."""
    turns = Turns(exclusive=(Turn(speaker="S1", start=text.start, end=text.end),), overlapped=())
    units = assemble.units_of([text], turns, [(s.start, s.end) for s in speech])
    said = assemble.assemble([text], units, turns, kind=request.kind)
    corrector = Corrector(request.roster, request.glossary, base_terms(request.kind), reader=Reader())
    written = written_utterances(said, Writer(corrector, usual_text_style(request.kind), Reader()))
    return [Span(d.start, d.end) for d in (*said.doubts, *(d for u in written for d in u.doubts))]


def _chosen(
    characters: Sequence[Character], speech: Sequence[Span], length: float, chance: random.Random
) -> Span | None:
    """A run of characters with about so many seconds of speech; None: the window has none."""
    usable = []
    for first in range(len(characters)):
        start = characters[first].start
        for last in range(first, len(characters)):
            end = characters[last + 1].start if last + 1 < len(characters) else characters[last].end
            seconds = _overlap(Span(start, end), speech)
            if seconds >= 0.95 * length:
                if seconds <= 1.2 * length and end - start <= 1.3 * length:
                    usable.append(Span(start, end))
                break
    return chance.choice(usable) if usable else None


def _judged(
    text: WindowText,
    clean: WindowText,
    span: Span,
    speech: Sequence[Span],
    marks: Sequence[Span],
    anyway: Sequence[Span],
) -> Outcome:
    def within(characters: Sequence[Character], beside: float) -> str:
        inside = [c.text for c in characters if span.start - beside <= (c.start + c.end) / 2 < span.end + beside]
        return normalise("".join(inside))

    missing = within(clean.characters, 0.0)
    written = LCSseq.similarity(missing, within(text.characters, 1.0)) >= 0.7 * len(missing)
    spoken = [
        Span(max(s.start, span.start), min(s.end, span.end))
        for s in speech
        if s.end > span.start and s.start < span.end
    ]
    half = 0.5 * sum(s.seconds for s in spoken)
    doubted = sum(_overlap(gap, spoken) for gap in _gaps(text)) >= half
    unmarked, unmarked_anyway = (sum(s.seconds for s in outside(spoken, list(m), least=0.0)) for m in (marks, anyway))
    again = written and _absent(text, clean, missing)
    return Outcome(span.seconds, again, doubted, unmarked <= half, unmarked_anyway <= half)


def _absent(text: WindowText, clean: WindowText, missing: str) -> bool:
    """The window has its text again: not a neighbour that says the same."""
    whole, now = (normalise("".join(c.text for c in t.characters)) for t in (clean, text))
    return LCSseq.similarity(whole, now) >= len(whole) - 0.3 * len(missing)


def _gaps(text: WindowText) -> list[Span]:
    return [Span(d.start, d.end) for d in text.doubts if d.kind is DoubtKind.GAP]


def _overlap(one: Span, others: Sequence[Span]) -> float:
    return sum(max(0.0, min(one.end, o.end) - max(one.start, o.start)) for o in others)


def _tell(outcomes: dict[str, list[Outcome]], alarms: int, minutes: float) -> None:
    print(
        "| left out | stretches | end as text | as a doubt | as either | of up to 1.5 s | 1.5 to 3 s | over 3 s | text or marked |"
        " of as many, marked with nothing left out |"
    )
    print("|" + "---|" * 10)
    for kind, found in outcomes.items():
        groups = [[o for o in found if low < o.length <= high] for low, high in ((0, 1.8), (1.8, 3.6), (3.6, 99))]
        either = [_share([o.text or o.doubt for o in group]) for group in (found, *groups)]
        cells = [str(len(found)), _share([o.text for o in found]), _share([o.doubt for o in found]), *either]
        cells.append(_share([o.text or o.doubt or o.marked for o in found]))
        cells.append(_share([o.marked_anyway for o in found]))
        print(f"| {kind} | " + " | ".join(cells) + " |")
    print(
        f"\nFalse alarms: {alarms} in {minutes:.1f} minutes of speech, {alarms / max(minutes, 1e-9):.2f} a minute.",
        flush=True,
    )


def _share(true: Sequence[bool]) -> str:
    return f"{sum(true) / len(true):.2f} ({sum(true)} of {len(true)})" if true else "–"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, nargs="+", default=[corpus.SHIPPED])
    parser.add_argument("--items", default="")
    parser.add_argument("--model", type=Path, default=WEIGHTS / BASE)
    parser.add_argument("--most", type=int, default=60)
    parser.add_argument("--kinds", default=",".join(_KINDS))
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
